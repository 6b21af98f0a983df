"""Which steps an entry can have moved.

Follows who reads what, from what the entry said to the steps that depend on it, so
that judging a case costs what changed and not what the programme is long.  It only
ever looks at too many steps, never at too few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from migcase.casefile.case import Case, Mark
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
from migcase.judgement.view import GATED, NOT_NEEDED, NOT_YET, OPEN, SETTLED, View
from migcase.judgement.work import DO, Place, Work
from migcase.judgement.work import GATED as GATED_TASK
from migcase.programme.words import Hold, Milestone, Step

# A sort, a key and a line: what was said, and where.
Change = tuple[str, str, str | None]


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
    """The places to look at again, gathered from changes and followed to their end.

    *seen* has each place once, with its step and what it looks like there.  What *work*
    says of all the others is lent to *now*.  A place is looked at after
    those whose standing it reads, so what is lent is never out of date.
    """

    def __init__(self, work: Work, before: Case, now: View) -> None:
        assert work.contrary is not None
        assert now.index.order is not None
        self.work, self.contrary, self.before = work, work.contrary, before
        self.now, self.index, self.order = now, now.index, now.index.order
        self.queue: list[tuple[int, int, Place]] = []
        self.seen: dict[Place, tuple[Step, View]] = {}
        self.spread: set[Place] = set()
        self.tracks: dict[str, None] = {}
        self.holds: dict[str, Hold] = {}
        self.milestones: dict[str, Milestone] = {}
        self.spoken_of: set[str] = set()
        self.is_clock_moved = False

    def follow(self, changes: Iterable[Change]) -> None:
        """Gather what *changes* move, and what that unsettles in turn."""
        self.now.known = self
        for hold in self.index.restless:
            self._doubt(hold)
        for sort, key in self.index.elsewhere:
            self._because_of(sort, key, None)
        for sort, key, line in changes:
            self._because_of(sort, key, line)
        while self.queue:
            _, _, place = heappop(self.queue)
            if place not in self.spread and self._is_unsettled(place):
                self._because_of("settled", *place)
        for hold in self.holds.values():
            was, now = hold.key in self.work.holds, self.now.is_in_force(hold)
            self.is_clock_moved |= was != now
            if was or now or hold.key in self.spoken_of:
                for key in self.index.stops[hold.key]:
                    self._look_at(self.index.steps[key], None)

    def status(self, step: str, line: str | None) -> str | None:
        """Return how a step stands that did not move; None for one that may have."""
        place = step, line
        if place in self.seen:
            return None
        mark = _mark(self.before, place)
        stood = mark.state if mark is not None and mark.stands else ""
        if bool(stood) != (place in self.contrary):  # it was settled
            return stood or NOT_NEEDED
        task = self.work.tasks.get((DO, step, line))
        if task is None:
            return NOT_YET
        return GATED if task.state == GATED_TASK else OPEN

    def is_in_force(self, hold: str) -> bool | None:
        """Tell whether a hold that did not move is in force; None if it may have."""
        return None if hold in self.holds else hold in self.work.holds

    def _because_of(self, sort: str, key: str, line: str | None) -> None:
        """Look again at whatever reads what changed."""
        index, what = self.index, (sort, key)
        if sort == "step" and key in index.steps:
            self._look_at(index.steps[key], line)
            self.spread.add((key, line))
            self._because_of("settled", key, line)
        elif sort == "hold":
            self.spoken_of.add(key)
        readers = index.readers.get(what)
        if readers is not None:
            for step, is_wide in readers.steps:
                self._look_at(step, None if is_wide else line)
            for track in readers.tracks:
                self.tracks[track] = None
            for hold in readers.holds:
                self._doubt(hold)
            for milestone in readers.milestones:
                self.milestones[milestone.key] = milestone
        if what in index.clock_reads:
            self.is_clock_moved = True

    def _doubt(self, hold: Hold) -> None:
        """Look again at *hold*, and at the steps that it may offer."""
        self.holds[hold.key] = hold
        for step in hold.then:
            self._look_at(step, None)

    def _is_unsettled(self, place: Place) -> bool:
        """Tell whether those who read the standing of *place* must look again."""
        step, scope = self.seen[place]
        status = scope.status(step)
        if status == NOT_NEEDED:  # what was done again before it passes through
            return True
        if scope.line is not None and scope.line_id not in self.before.lines:
            return status not in SETTLED
        return self._was_settled(place) != (status in SETTLED)

    def _was_settled(self, place: Place) -> bool:
        """Tell whether a step was settled before, in a line that was there before."""
        mark = _mark(self.before, place)
        return (mark is not None and mark.stands) != (place in self.contrary)

    def _look_at(self, step: Step, line: str | None) -> None:
        if step.key in self.index.dated:
            self.is_clock_moved = True
        now, of = self.now, step.of
        for scope in (now,) if of is None else self._scopes(of.key, line):
            place = step.key, scope.line_id
            if place not in self.seen:
                self.seen[place] = step, scope
                heappush(self.queue, (self.order[step.key], len(self.seen), place))

    def _scopes(self, track: str, line: str | None) -> Iterable[View]:
        """Return the line of that id, if it is one of *track*; else all lines of it."""
        now = self.now
        own = None if line is None else now.case.lines.get(line)
        if own is not None and own.track == track:
            return (now.at_line(own),)
        return [now.at_line(one) for one in now.case.lines_of(track)]


def is_contrary(mark: Mark | None, status: str) -> bool:
    """Tell whether a step is not as its *mark* says: settled, or owed again."""
    return (mark is not None and mark.stands) != (status in SETTLED)


def _mark(case: Case, place: Place) -> Mark | None:
    step, line = place
    return (case.marks if line is None else case.lines[line].marks).get(step)
