"""What is read outside a case to decide about an entry: settings, and other cases.

Found once, when a programme is declared, for every word that an entry can be about.
What was found there in a case is for `migcase.judgement.relied`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from migcase.programme.anatomy import Declared, all_steps, all_tracks
from migcase.programme.grounds import Grounds
from migcase.programme.links import Linked, LinkedValue
from migcase.programme.walking import LINKS, Node, Walks

Link = Linked | LinkedValue[object]

STEP, TRACK, OUTCOME, OPENING, BASIS = "step", "track", "outcome", "opening", "basis"


@frozen(eq=False)
class Reliance:
    """The keys of the settings that are read, and the links, in one order."""

    settings: tuple[str, ...]
    links: tuple[Link, ...]

    def __bool__(self) -> bool:
        return bool(self.settings or self.links)


def reliances(
    programme: Declared, grounds: Grounds, walks: Walks
) -> Mapping[tuple[str, str], Reliance]:
    """Return what each word relies on, by its sort and key, where it is anything."""
    found = {
        place: _reliance([part for part in parts if part is not None], walks)
        for place, parts in _deciding(programme, grounds)
    }
    return {place: reliance for place, reliance in found.items() if reliance}


def _reliance(parts: Iterable[Node], walks: Walks) -> Reliance:
    reads = {read for part in parts for read in walks.reads(part)}
    nodes = [node for part in parts for node in walks.here(part)]
    return Reliance(
        tuple(sorted({key for sort, key, _ in reads if sort == "setting"})),
        tuple([node for node in nodes if isinstance(node, LINKS)]),
    )


def _deciding(
    programme: Declared, grounds: Grounds
) -> Iterator[tuple[tuple[str, str], Iterable[Node | None]]]:
    """Yield the conditions and values that decide about each word."""
    for step in all_steps(programme):
        parts = (step.when, step.again, step.valid, *step.requires)
        yield (STEP, step.key), parts
    for track in all_tracks(programme):
        yield (TRACK, track.key), (track.when, *track.requires)
    for outcome in programme.outcomes:
        yield (OUTCOME, outcome.key), (outcome.when, *outcome.requires)
    yield (OPENING, ""), programme.requires
    yield (BASIS, ""), {id(one): one for one in grounds.bases.values()}.values()
