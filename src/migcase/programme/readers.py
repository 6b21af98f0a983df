"""Who looks at what in a programme: whom it concerns that something has changed.

Found once, when a programme is declared.  What has changed in a case is for
`migcase.judgement.moved`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import frozen

from migcase.programme.anatomy import Declared, all_tracks
from migcase.programme.conditions import Read
from migcase.programme.dependence import track_reads
from migcase.programme.grounds import Grounds
from migcase.programme.walking import Walks
from migcase.programme.words import Hold, Milestone, Step

R = TypeVar("R")

# A sort of thing that is read, and its key.
What = tuple[str, str]
# A step, and whether it reads it in every line.
Reader = tuple[Step, bool]


@frozen(eq=False)
class Readers:
    """Whoever reads one thing, each once and in the order of declaration."""

    steps: tuple[Reader, ...]
    tracks: tuple[str, ...]
    holds: tuple[Hold, ...]
    milestones: tuple[Milestone, ...]


def readers(
    programme: Declared,
    steps: Mapping[str, Step],
    reads: Mapping[str, Iterable[Read]],
    grounds: Grounds,
    walks: Walks,
) -> Mapping[What, Readers]:
    """Return who reads each thing that may change; *reads* are those of each step."""
    reading = _by_what(
        ((sort, key), (steps[step], wide))
        for step, own in reads.items()
        for sort, key, wide in own
    )
    tracks = _by_what(
        ((sort, key), track.key)
        for track in all_tracks(programme)
        for sort, key, _ in track_reads(track, grounds, walks)
    )
    holds = _by_what(_read_by_holds(programme, walks))
    milestones = _by_what(
        ((sort, key), milestone)
        for milestone in programme.milestones
        for sort, key, _ in walks.reads(milestone.when)
    )
    return {
        what: Readers(
            tuple(reading.get(what, ())),
            tuple(tracks.get(what, ())),
            tuple(holds.get(what, ())),
            tuple(milestones.get(what, ())),
        )
        for what in {**reading, **tracks, **holds, **milestones}
    }


def _read_by_holds(programme: Declared, walks: Walks) -> Iterator[tuple[What, Hold]]:
    """Yield what each hold reads, and that it is spoken of."""
    for hold in programme.holds:
        yield ("hold", hold.key), hold
        for sort, key, _ in () if hold.when is None else walks.reads(hold.when):
            yield (sort, key), hold


def _by_what(pairs: Iterable[tuple[What, R]]) -> Mapping[What, Iterable[R]]:
    found: dict[What, dict[R, None]] = {}
    for what, reader in pairs:
        found.setdefault(what, {})[reader] = None
    return found
