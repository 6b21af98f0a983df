"""Which steps an entry can have moved.

Follows who reads what, from what the entry said to the steps that depend on it, so
that judging a case costs what changed and not what the programme is long.  It only
ever looks at too many steps, never at too few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from migcase.casefile.events import (
    Entry,
    Held,
    LineEnded,
    LineOpened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.judgement.view import NOT_NEEDED, SETTLED, View
from migcase.programme.conditions import FALSE
from migcase.programme.words import Step

# A sort, a key and a line: what was said, and where.
Change = tuple[str, str, str | None]
Place = tuple[str, str | None]


def changes(entry: Entry, now: View) -> Iterator[Change]:
    """Yield what *entry* changed."""
    event = entry.event
    if isinstance(event, (StepDone, StepWaived, StepReopened)):
        yield ("step", event.step, event.line)
    if isinstance(event, (StepDone, Stated)):
        for key in event.facts:
            yield ("fact", key, event.line)
    elif isinstance(event, (LineOpened, LineEnded)):
        line = now.case.lines.get(event.line)
        if line is None:  # a file that nobody judged
            return
        yield ("track", line.track, None)
        yield ("ended", "", line.id)
        for key in event.facts:
            yield ("fact", key, line.id)
        for step in now.programme.steps.values():
            if step.track == line.track:
                yield ("step", step.key, line.id)
    elif isinstance(event, (Held, Resumed)):
        yield ("hold", event.hold, None)
        if isinstance(event, Held):
            for key in event.facts:
                yield ("fact", key, None)


class Moved:
    """The places to look at again, gathered from changes and followed to their end."""

    def __init__(self, was: View, now: View) -> None:
        self.was, self.now, self.index = was, now, now.index
        self.queue: list[Place] = []
        self.seen: set[Place] = set()
        self.tracks: dict[str, None] = {}
        self.spread: set[Place] = set()
        self.are_holds_seen = False

    def because_of(self, sort: str, key: str, line: str | None) -> None:
        """Look again at whatever reads what changed."""
        index, what = self.index, (sort, key)
        if sort == "step" and key in index.steps:
            self._push(key, line)
            self.spread.add((key, line))
            self.because_of("settled", key, line)
        readers = index.readers.get(what)
        if readers is not None:
            for step, wide in readers:
                self._push(step, None if wide else line)
        tracks = index.track_readers.get(what)
        if tracks is not None:
            self.tracks.update(dict.fromkeys(tracks))
        if (sort == "hold" or what in index.hold_reads) and not self.are_holds_seen:
            self.are_holds_seen = True
            for step in index.hold_steps:
                self._push(step, None)

    def steps(self) -> Iterator[tuple[Step, View]]:
        """Yield each step that may have moved, once, following what it unsettles."""
        while self.queue:
            key, line = self.queue.pop()
            step = self.index.steps[key]
            scope = self.now.at(line)
            yield step, scope
            if (key, line) in self.spread:
                continue
            status = scope.status(step)
            if status == NOT_NEEDED or self._flipped(
                step, line, is_settled=status in SETTLED
            ):
                self.because_of("settled", key, line)

    def _flipped(self, step: Step, line: str | None, *, is_settled: bool) -> bool:
        """Tell whether *step* was settled before and is not now, or the reverse."""
        was = self.was
        if line is not None and line not in was.case.lines:
            return not is_settled
        scope = was.at(line)
        untouched = scope.mark(step.key) is None
        if untouched and not is_settled and not _may_be_unneeded(step, scope):
            return False
        return (scope.status(step) in SETTLED) != is_settled

    def _push(self, key: str, line: str | None) -> None:
        for place in self._places(key, line):
            if place not in self.seen:
                self.seen.add(place)
                self.queue.append(place)

    def _places(self, key: str, line: str | None) -> Iterable[Place]:
        of = self.index.steps[key].of
        if of is None:
            return ((key, None),)
        lines = self.now.case.lines
        if line is not None and line in lines and lines[line].track == of.key:
            return ((key, line),)
        return [(key, one.id) for one in self.now.case.lines_of(of.key)]


def _may_be_unneeded(step: Step, scope: View) -> bool:
    """Tell whether *step* might count as settled because it is not needed."""
    return step.when is not None and step.when.weigh(scope) == FALSE
