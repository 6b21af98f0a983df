"""Can what a condition reads ever be there, and be what it is compared with?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from migcase.errors import Fault
from migcase.kinds import SEALED
from migcase.programme.anatomy import (
    Declared,
    all_fields,
    all_steps,
    all_tracks,
    asked,
    home_of,
)
from migcase.programme.comparisons import Known as IsKnown
from migcase.programme.conditions import Done, Settled
from migcase.programme.faults import Placed, fault_in
from migcase.programme.fields import AtStep, Field, StepOn
from migcase.programme.fitting import unfit
from migcase.programme.lines import Each, Ended, Some
from migcase.programme.links import Linked, LinkedValue
from migcase.programme.near import near
from migcase.programme.sums import Count, Extreme, OverLines, Total
from migcase.programme.walking import Node, Walks, attributes_of, children, roots
from migcase.programme.words import Outcome, Step, Track

# The track that a question, or a step, belongs to; None for the case.
Homes = Mapping[str, str | None]


@frozen
class Known:
    """The keys of what a programme has."""

    steps: frozenset[str]
    tracks: frozenset[str]
    fields: frozenset[str]
    endings: frozenset[str]

    @classmethod
    def in_(cls, programme: Declared) -> Known:
        """Return the keys of what *programme* has."""
        endings = (one.key for one in programme.outcomes if one.of is not None)
        return cls(
            frozenset(step.key for step in all_steps(programme)),
            frozenset(track.key for track in all_tracks(programme)),
            frozenset(question.key for question in all_fields(programme)),
            frozenset(endings),
        )


def misread(programme: Declared, walks: Walks) -> Iterator[Fault]:
    """Yield everything that conditions and values read in vain."""
    yield from _homeless(programme)
    homes = dict(home_of(programme))
    tracks = {step.key: step.track for step in all_steps(programme)}
    there = Known.in_(programme)
    fields = all_fields(programme)
    secrets = frozenset(one.key for one in fields if one.secrecy == SEALED)
    for word in _readers(programme):
        yield from _references(word, there, walks)
        yield from _out_of_line(word, homes, tracks)
        yield from _dangling(word, walks)
        yield from _unsealed(word, secrets)
        yield from unfit(word, walks)


def _homeless(programme: Declared) -> Iterator[Fault]:
    """Yield questions that belong both to the case and to a track, or to two."""
    homes: dict[str, str | None] = {}
    for question, track in asked(programme):
        home = homes.setdefault(question.key, track)
        if home == track:
            continue
        if home is None or track is None:
            yield fault_in(question, "two-homes", {"track": home or track})
        else:
            yield fault_in(question, "two-tracks", {"one": home, "other": track})


def _references(word: Placed, there: Known, walks: Walks) -> Iterator[Fault]:
    """Yield what *word* reads that the programme does not have."""
    tracks = there.tracks
    for argument, node in walks.through(word, elsewhere=False):
        names: tuple[str, ...]
        if isinstance(node, Done | Settled | StepOn | AtStep):
            names, code, known = (node.step,), "unknown-step", there.steps
        elif isinstance(node, Some | Each | Count | Total | Extreme):
            names, code, known = (node.track,), "unknown-track", tracks
        elif isinstance(node, Ended):
            names, code, known = node.outcomes, "unknown-outcome", there.endings
        elif isinstance(node, Field):
            names, code, known = (node.key,), "never-asked", there.fields
        else:
            continue
        for name in names:
            if name not in known:
                values = {"argument": argument, "name": name}
                yield fault_in(word, code, values, near=near(name, known))
    if isinstance(word, Field) and word.kind.name == "a line":
        target = word.kind.target
        if target not in tracks:
            values = {"argument": "line_of", "name": target}
            yield fault_in(word, "unknown-track", values, near=near(target, tracks))


def _out_of_line(word: Placed, homes: Homes, tracks: Homes) -> Iterator[Fault]:
    """Yield what *word* reads of a track without saying in which line."""
    seen: set[tuple[str, str]] = set()
    for argument in attributes_of(word):
        own = _track_of(word, argument, homes)
        for node in roots(word, argument):
            for name, track in _strays(node, own, homes, tracks):
                if (argument, name) in seen:
                    continue
                seen.add((argument, name))
                values = {"argument": argument, "name": name, "track": track}
                if name:
                    yield fault_in(word, "which-line", values)
                else:
                    yield fault_in(word, "which-ending", {"argument": argument})


def _track_of(word: Placed, argument: str, homes: Homes) -> str | None:
    """Return the track in whose lines an argument is weighed, None for the case."""
    if isinstance(word, Step):
        return word.track
    if isinstance(word, Outcome):
        return None if word.of is None else word.of.key
    if isinstance(word, Track):
        return word.key if argument in ("requires", "basis") else None
    return homes.get(word.key) if isinstance(word, Field) else None


def _strays(
    node: Node, own: str | None, homes: Homes, tracks: Homes
) -> Iterator[tuple[str, str]]:
    """Yield what is read in another line than this one, and the track it is in.

    A line's ending goes by no name.
    """
    for name, track in _belongings(node, homes, tracks):
        if track not in (None, own):
            yield name, str(track)
            break
    if isinstance(node, Ended) and own is None:
        yield "", ""
    if isinstance(node, Linked | LinkedValue):
        inside: tuple[Node, ...] = (node.reference,)
    else:
        inside = tuple(children(node))
    if isinstance(node, Some | Each | OverLines):
        own = node.track
    for one in inside:
        yield from _strays(one, own, homes, tracks)


def _belongings(
    node: Node, homes: Homes, tracks: Homes
) -> Iterator[tuple[str, str | None]]:
    """Yield what *node* itself reads, and the track it is in.

    `settled` of a step in a track looks at every line by itself.
    """
    if isinstance(node, Field | AtStep):
        key = node.key if isinstance(node, Field) else node.field
        yield f"question {key}", homes.get(key)
    if isinstance(node, Done | StepOn | AtStep):
        yield f"step {node.step}", tracks.get(node.step)


def _dangling(word: Placed, walks: Walks) -> Iterator[Fault]:
    """Yield references to another case by a question that names none."""
    for _, node in walks.through(word):
        if isinstance(node, Linked | LinkedValue) and node.reference.gives != "a case":
            values = {"question": node.reference.key}
            yield fault_in(word, "not-a-reference", values)


def _unsealed(word: Placed, secrets: frozenset[str]) -> Iterator[Fault]:
    """Yield sealed questions that decide something, or that nobody may read."""
    if isinstance(word, Field) and word.secrecy == SEALED and not word.read_by:
        yield fault_in(word, "sealed-to-nobody")
    for argument in attributes_of(word):
        read = [key for node in roots(word, argument) for key in _opened(node, secrets)]
        asked = getattr(word, argument)
        if argument in ("about", "unique") and isinstance(asked, Field):
            read = [asked.key] if asked.key in secrets else []
        for key in dict.fromkeys(read):
            values = {"argument": argument, "question": key}
            yield fault_in(word, "sealed-is-read", values)


def _opened(node: Node, secrets: frozenset[str]) -> Iterator[str]:
    """Yield each of *secrets* whose answer *node* needs, not only that there is one."""
    if isinstance(node, IsKnown):
        return
    if isinstance(node, Field) and node.secrecy == SEALED:
        yield node.key
    if isinstance(node, AtStep) and node.field in secrets:
        yield node.field
    for inside in children(node):
        yield from _opened(inside, secrets)


def _readers(programme: Declared) -> Iterator[Placed]:
    yield programme
    yield from all_steps(programme)
    yield from all_tracks(programme)
    yield from all_fields(programme)
    yield from programme.outcomes
    yield from programme.holds
    yield from programme.milestones
