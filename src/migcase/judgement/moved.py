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
from migcase.programme.words import Step

# A sort, a key and a line: what was said, and where.
Change = tuple[str, str, str | None]


def changes(entry: Entry, was: View, now: View) -> Iterator[Change]:
    """Yield what *entry* changed."""
    event = entry.event
    if isinstance(event, StepDone | StepWaived | StepReopened):
        yield ("step", event.step, event.line)
    if isinstance(event, StepDone | Stated):
        for key in event.facts:
            yield ("fact", key, event.line)
    elif isinstance(event, LineOpened | LineEnded):
        line = now.case.lines[event.line]
        yield ("track", line.track, None)
        yield ("ended", "", line.id)
        for key in event.facts:
            yield ("fact", key, line.id)
        for step in now.programme.steps.values():
            if step.track == line.track:
                yield ("step", step.key, line.id)
    elif isinstance(event, Held | Resumed):
        yield ("hold", event.hold, None)
        for key in getattr(event, "facts", ()):
            yield ("fact", key, None)


class Moved:
    """The places to look at again, gathered from changes and followed to their end."""

    def __init__(self, was: View, now: View) -> None:
        self.was, self.now, self.index = was, now, now.index
        self.queue: dict[tuple[str, str | None], None] = {}
        self.seen: set[tuple[str, str | None]] = set()
        self.tracks: dict[str, None] = {}
        self.are_holds_seen = False

    def because_of(self, change: Change) -> None:
        """Look again at whatever reads what changed."""
        sort, key, line = change
        if sort == "step" and key in self.index.steps:
            self._push(key, line)
            self._settled(key, line)
        for step, wide in self.index.readers.get((sort, key), ()):
            self._push(step, None if wide else line)
        for track in self.index.track_readers.get((sort, key), ()):
            self.tracks[track] = None
        holds_read = (sort, key) in self.index.hold_reads
        if (sort == "hold" or holds_read) and not self.are_holds_seen:
            self.are_holds_seen = True
            for step in self.index.hold_steps:
                self._push(step, None)

    def steps(self) -> Iterator[tuple[Step, View]]:
        """Yield each step that may have moved, once, following what it unsettles."""
        while self.queue:
            (key, line), _ = self.queue.popitem()
            step = self.index.steps[key]
            scope = self.now.at(line)
            yield step, scope
            status, before = scope.status(step), self._before(step, line)
            if (status in SETTLED) != (before in SETTLED):
                self._settled(key, line)
            elif status == NOT_NEEDED:
                self._following(key, line)

    def _before(self, step: Step, line: str | None) -> str:
        if line is not None and line not in self.was.case.lines:
            return NOT_NEEDED
        return self.was.at(line).status(step)

    def _settled(self, key: str, line: str | None) -> None:
        for reader, wide in self.index.readers.get(("settled", key), ()):
            self._push(reader, None if wide else line)
        for track in self.index.track_readers.get(("settled", key), ()):
            self.tracks[track] = None
        if ("settled", key) in self.index.hold_reads:
            self.because_of(("hold", "", None))
        self._following(key, line)

    def _following(self, key: str, line: str | None) -> None:
        track = self.index.steps[key].track
        for following in self.index.next.get(key, ()):
            same = self.index.steps[following].track == track
            self._push(following, line if same else None)

    def _push(self, key: str, line: str | None) -> None:
        for place in self._places(key, line):
            if place not in self.seen:
                self.seen.add(place)
                self.queue[place] = None

    def _places(self, key: str, line: str | None) -> Iterable[tuple[str, str | None]]:
        track = self.index.steps[key].track
        if track is None:
            return ((key, None),)
        lines = self.now.case.lines
        if line is not None and line in lines and lines[line].track == track:
            return ((key, line),)
        return [(key, one.id) for one in self.now.case.lines_of(track)]
