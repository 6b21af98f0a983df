"""Two copies of one file, made one again.

Two offices may each write on while they cannot reach each other.  What both copies
begin with stays as it is; what each wrote since is put in order of its instant and
numbered anew, and whatever both sides spoke of is listed.  Nothing is judged here,
nothing is chosen and nothing is left out: people decide what a clash means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import takewhile

from attrs import frozen

from migcase.casefile.events import (
    Assigned,
    Closed,
    Confirmed,
    Entry,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.errors import MigcaseError, Repeated

# A sort, a key and a line: what an entry speaks of.
Subject = tuple[str, str, str]


class OtherFile(MigcaseError):
    """Two files are not copies of one: they differ in case or in opening."""

    code = "other-file"
    sentence = "The files of {case} and {other} are not copies of one file."


@frozen
class Clash:
    """Both copies spoke of the same since they parted; *earlier* was written first.

    *sort* is case, step, fact, line, hold or assignee; *key* says which one and *line*
    in which line of a track, if in one.
    """

    sort: str
    key: str
    line: str
    earlier: Entry
    later: Entry


@frozen
class Merged:
    """One file of two copies, and what both spoke of since they parted.

    The first *shared* entries are those that both copies begin with.
    """

    entries: tuple[Entry, ...]
    shared: int
    clashes: tuple[Clash, ...]


def merge(one: Sequence[Entry], other: Sequence[Entry]) -> Merged:
    """Return the file that two copies of it add up to; which is *one* is no matter.

    Raise `OtherFile` where they are not copies of one file, and `Repeated` where one
    id stands for two different entries.
    """
    _check_is_one_file(one, other)
    pairs = zip(one, other, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    ours = _by_id(one, shared)
    theirs = _by_id(other, shared)
    for id_ in sorted(ours.keys() & theirs.keys()):
        if _unnumbered(ours[id_]) != _unnumbered(theirs[id_]):
            raise Repeated({"id": id_})
    apart = sorted((ours | theirs).values(), key=_when)
    after = [_numbered(entry, n) for n, entry in enumerate(apart, shared + 1)]
    placed = {entry.id: entry for entry in after}
    only_ours = [placed[id_] for id_ in ours.keys() - theirs.keys()]
    only_theirs = [placed[id_] for id_ in theirs.keys() - ours.keys()]
    clashes = sorted(_clashes(only_ours, only_theirs), key=_order_of_clashes)
    return Merged((*one[:shared], *after), shared, tuple(clashes))


def _check_is_one_file(one: Sequence[Entry], other: Sequence[Entry]) -> None:
    cases = sorted({entry.case for entry in (*one, *other)})
    first, *more = cases or [""]
    if more or not one or not other or one[0] != other[0]:
        raise OtherFile({"case": first, "other": more[0] if more else first})


def _by_id(file: Sequence[Entry], shared: int) -> dict[str, Entry]:
    """Return what *file* says after its *shared* entries, by the id of each."""
    seen: set[str] = set()
    for entry in file:
        if entry.id in seen:
            raise Repeated({"id": entry.id})
        seen.add(entry.id)
    return {entry.id: entry for entry in file[shared:]}


def _unnumbered(entry: Entry) -> Entry:
    return _numbered(entry, 0)


def _numbered(entry: Entry, number: int) -> Entry:
    return Entry(
        entry.case,
        number,
        entry.event,
        entry.at,
        entry.by,
        entry.office,
        entry.id,
        entry.relied,
    )


def _when(entry: Entry) -> tuple[datetime, str]:
    return entry.at, entry.id


def _clashes(ours: Sequence[Entry], theirs: Sequence[Entry]) -> Iterator[Clash]:
    spoken: dict[Subject, list[Entry]] = {}
    for entry in theirs:
        for subject in _subjects(entry):
            spoken.setdefault(subject, []).append(entry)
    for entry in ours:
        for subject in dict.fromkeys(_subjects(entry)):
            for other in spoken.get(subject, ()):
                earlier, later = sorted((entry, other), key=_when)
                yield Clash(*subject, earlier, later)


def _order_of_clashes(clash: Clash) -> tuple[int, int, str, str, str]:
    numbers = clash.earlier.number, clash.later.number
    return (*numbers, clash.sort, clash.key, clash.line)


def _subjects(entry: Entry) -> Iterator[Subject]:
    """Yield what *entry* speaks of; a note speaks of nothing in particular."""
    event = entry.event
    if isinstance(event, Noted):
        return
    if isinstance(event, Opened | Closed | Reopened):
        yield "case", "", ""
    if isinstance(event, StepDone | StepWaived | StepReopened | Confirmed):
        yield "step", event.step, event.line or ""
    if isinstance(event, Reopened):
        for step in event.steps:
            yield "step", step, ""
    if isinstance(event, LineOpened | LineEnded):
        yield "line", event.line, ""
    if isinstance(event, Held | Resumed):
        yield "hold", event.hold, ""
    if isinstance(event, Assigned):
        yield "assignee", "", ""
    line = event.line if isinstance(event, StepDone | Stated) else None
    if isinstance(event, LineOpened | LineEnded):
        line = event.line
    if isinstance(event, StepDone | Stated | LineOpened | LineEnded | Held | Closed):
        for key in event.facts:
            yield "fact", key, line or ""
