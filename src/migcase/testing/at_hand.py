"""One case at hand: its entries, judged one by one and kept nowhere.

Each write holds the kernel to promises of its own, whatever the story is about: the
quick look at an entry finds what the whole look finds, and the agenda kept step by
step is the agenda worked out whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

from migcase.calendar import Calendar
from migcase.casefile.case import Case, follow
from migcase.casefile.events import Actor, Entry, Event, Facts, Opened
from migcase.errors import BadValue, Refusal, Refused
from migcase.judgement.agenda import work_of
from migcase.judgement.decide import decide
from migcase.judgement.outside import Linkable, Outside
from migcase.judgement.relied import relied_on
from migcase.judgement.rules import judge, judge_opening
from migcase.judgement.view import View
from migcase.judgement.work import Work
from migcase.kinds import DATE, MONEY, PERIOD, Value
from migcase.programme.conditions import Keyed
from migcase.programme.declaration import Programme
from migcase.testing.story import story

OFFICE = "desk"
LONG_AGO = date(2025, 3, 3)
NO_ANSWERS: Mapping[str, object] = {}
NO_SETTINGS: Mapping[str, Value] = {}
NO_CALENDAR = Calendar()

Word = str | Keyed
Day = date | str


class CaseAtHand:
    """One case under a programme, on a day, in the hand of one colleague."""

    def __init__(
        self,
        programme: Programme,
        opened: Day = LONG_AGO,
        *,
        about: str | None = None,
        facts: Mapping[str, object] = NO_ANSWERS,
        settings: Mapping[str, Value] = NO_SETTINGS,
        calendar: Calendar = NO_CALENDAR,
        hand: str = "amina",
        roles: Sequence[Word] | None = None,
        case: str = "",
        project: str | None = None,
    ) -> None:
        """Open the case; raise `Refused` where that may not be.

        *roles* are those of *hand*, all roles of the programme unless said; *case* is
        the number of the case, where a test has several.  Whether there is such a
        *project* nobody asks: only an office knows its projects.
        """
        self.programme = programme
        self.day = as_day(opened)
        self.settings = dict(settings)
        self.calendar = calendar
        self.entries: list[Entry] = []
        self._linked: dict[str, CaseAtHand] = {}
        self.by = self.actor(hand, roles)
        answers = self.answers(facts)
        of, version = programme.key, programme.version
        event = Opened(of, version, self.day, about, answers, project)
        entry = self._entry(event, case or f"{programme.key}-1")
        refusals = tuple(judge_opening(entry, programme, self.outside))
        if refusals:
            raise Refused(refusals)
        self.entries.append(entry)
        self.case: Case = follow(None, entry)
        self._kept: Work = work_of(self.case, programme, self.outside)
        self._whole: tuple[int, Work] = (1, self._kept)

    @property
    def outside(self) -> Outside:
        """What the judgement takes from outside the file."""
        return Outside(self.day, self.settings, self.calendar, self._look_up)

    @property
    def view(self) -> View:
        """The case as it stands on this day."""
        return View(self.case, self.programme, self.outside, self.day)

    @property
    def work(self) -> Work:
        """What is open on this day, worked out whole."""
        number, whole = self._whole
        if number != self.case.number or whole.day != self.day or self._linked:
            whole = work_of(self.case, self.programme, self.outside)
            self._whole = (self.case.number, whole)
        return whole

    def turn_to(self, day: Day) -> None:
        """Let days pass until *day*; time does not run backwards."""
        new = as_day(day)
        if new < self.day:
            kind = f"a day from {self.day} on"
            raise BadValue({"value": str(day), "kind": kind})
        self.day = new
        look_on = self._kept.look_on
        if look_on is None or new < look_on:
            self._agree("agenda", self._kept.tasks, self.work.tasks)

    def link(self, other: CaseAtHand) -> None:
        """Let this case read the *other*, under its number."""
        self._linked[other.case.id] = other

    def record(self, event: Event) -> Case:
        """Record any event; raise `Refused` with every reason if it may not be."""
        entry = self._entry(event, self.case.id)
        if self._linked:  # another case may have moved meanwhile
            self._kept = self.work
        found = decide(self.case, self._kept, entry, self.programme, self.outside)
        self._agree("judgement", found.refusals, self._judged(entry))
        if found.refusals:
            raise Refused(found.refusals)
        self.case, self._kept = found.case, found.work
        self.entries.append(entry)
        self._agree("agenda", self._kept, self.work)
        return self.case

    def judged(self, event: Event) -> tuple[Refusal, ...]:
        """Return all reasons against *event*, as the office would give them."""
        return self._judged(self._entry(event, self.case.id))

    def foreseen(self, event: Event) -> Work:
        """Return what would be open if *event* were recorded."""
        entry = self._entry(event, self.case.id)
        return work_of(follow(self.case, entry), self.programme, self.outside)

    def actor(self, name: str, roles: Sequence[Word] | None = None) -> Actor:
        """Return *name* wearing *roles*; all of the programme's unless said."""
        index = self.programme.index
        given = [*index.roles] if roles is None else [as_key(role) for role in roles]
        return Actor(name, frozenset(given))

    def answers(self, facts: Mapping[str, object]) -> Facts:
        """Return *facts* as values, read where they are written as on a form."""
        return dict(self._read(facts))

    # ------------------------------------------------------------ behind the desk

    def _judged(self, entry: Entry) -> tuple[Refusal, ...]:
        return tuple(judge(self.case, entry, self.programme, self.outside))

    def _entry(self, event: Event, case: str) -> Entry:
        number = len(self.entries) + 1
        at = datetime.combine(self.day, time(9), UTC) + timedelta(seconds=number)
        entry = Entry(case, number, event, at, self.by, OFFICE, f"{case}-{number}")
        before = follow(None, entry) if number == 1 else self.case
        relied = relied_on(before, entry, self.programme, self.outside)
        return Entry(case, number, event, at, self.by, OFFICE, entry.id, relied)

    def _look_up(self, case: str) -> Linkable | None:
        other = self._linked.get(case)
        if other is None:
            return None
        return Linkable(other.case, other.programme, other.outside.settings)

    def _read(self, facts: Mapping[str, object]) -> Iterator[tuple[str, Value]]:
        fields = self.programme.index.fields
        for key, given in facts.items():
            value = tuple(given) if isinstance(given, list) else given
            kind = fields[key].kind if key in fields else None
            if kind in (DATE, MONEY, PERIOD) and isinstance(value, str):
                with suppress(BadValue):  # it is refused, with what else is wrong
                    value = kind.parse(value)
            yield key, value  # type: ignore[misc]  # what does not fit is refused

    def _agree(self, what: str, quick: object, whole: object) -> None:
        """Hold a quick answer to be the whole one; if not, migcase has a bug."""
        same = quick == whole
        if isinstance(quick, tuple) and isinstance(whole, tuple):
            same = list(map(str, quick)) == list(map(str, whole))
        if not same:
            raise AssertionError(
                f"The {what} of {self.programme.key} by the quick look is not that "
                f"of the whole look.\nQuick: {quick}\nWhole: {whole}\n"
                f"The story:\n{story(self.entries)}"
            )


def as_key(word: Word) -> str:
    """Return the key of what is declared, or the key itself."""
    return word if isinstance(word, str) else word.key


def as_day(day: Day) -> date:
    """Return a day that may be written as ``2025-03-03``."""
    return DATE.parse(day) if isinstance(day, str) else day
