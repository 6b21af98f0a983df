"""What hypothesis needs to draw case files: answers, people, events, histories.

For authors of programmes who want a property of their own to hold on every file::

    @given(histories(REINTEGRATION))
    def test_money_is_never_paid_twice(history): ...

`histories` follow the programme's rules; `events` and `unruly_files` follow none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import field, frozen
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from migcase.casefile.case import Case, follow, replay
from migcase.casefile.events import Actor, Entry, Event
from migcase.errors import Refusal
from migcase.judgement.outside import Outside
from migcase.judgement.rules import judge
from migcase.kinds import Value
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.testing.drawing import FIRST_DAY, draw_value, flip, many, pick, upto
from migcase.testing.invented import programmes
from migcase.testing.invented_events import any_answer, any_event, anybody
from migcase.testing.story import story
from migcase.testing.writing import Writing, entry_of

__all__ = [
    "FIRST_DAY",
    "History",
    "answers",
    "events",
    "histories",
    "people",
    "programmes",
    "refusals",
    "unruly_files",
]


@frozen(repr=False)
class History:
    """A case file that follows the rules of its programme.

    Each entry was written on the office's day; *settings* are what the mission set.
    """

    programme: Programme
    entries: tuple[Entry, ...]
    settings: Mapping[str, Value] = field(factory=dict)

    @property
    def case(self) -> Case:
        """Return what the file adds up to."""
        return replay(self.entries)

    @property
    def today(self) -> date:
        """Return the day on which the last entry was written."""
        return self.entries[-1].at.date()

    def outside(self, day: date | None = None) -> Outside:
        """Return what a judgement on *day* takes from outside the file."""
        return Outside(self.today if day is None else day, self.settings)

    def chapters(self) -> Iterator[tuple[Case, Entry, Case]]:
        """Yield every entry but the first, between the case before and after it."""
        case = follow(None, self.entries[0])
        for entry in self.entries[1:]:
            after = follow(case, entry)
            yield case, entry, after
            case = after

    def __repr__(self) -> str:
        return f"History of {self.programme.key}:\n{story(self.entries)}"

    def _repr_pretty_(self, printer: RepresentationPrinter, *_: object) -> None:
        printer.text(repr(self))


@st.composite
def answers(draw: st.DrawFn, question: Field[object]) -> Value:
    """Draw an answer that *question* takes, from a small choice."""
    return any_answer(draw, question)


@st.composite
def people(draw: st.DrawFn, programme: Programme) -> Actor:
    """Draw a colleague who wears some hats of *programme*, most often all."""
    return anybody(draw, programme)


@st.composite
def events(
    draw: st.DrawFn, programme: Programme, *, first: date = FIRST_DAY, span: int = 30
) -> Event:
    """Draw any event at all about *programme*: lawful, unlawful or senseless."""
    on = first + timedelta(days=upto(draw, span + 2) - 2)
    return any_event(draw, programme, on)


@st.composite
def unruly_files(
    draw: st.DrawFn, programme: Programme, *, most: int = 20
) -> tuple[Entry, ...]:
    """Draw a file that nobody judged: any events, in any order, opened or not."""
    found = draw(st.lists(events(programme), min_size=1, max_size=most))
    actors = [anybody(draw, programme) for _ in found]
    days = sorted(event.on for event in found)
    return tuple(
        entry_of(number, event, day, by)
        for number, (event, day, by) in enumerate(
            zip(found, days, actors, strict=True), 1
        )
    )


@st.composite
def histories(
    draw: st.DrawFn,
    programme: Programme | None = None,
    *,
    most: int = 24,
    is_late: bool = False,
) -> History:
    """Draw a file that follows the rules of *programme*, or of an invented one.

    Entries are written on the day on which it happened, in order; with *is_late*
    also days after it, so that what is written later may have happened earlier.
    """
    if programme is None:
        programme = draw(programmes())
    desk = Writing(draw, programme)
    for key, setting in programme.index.settings.items():
        if upto(draw, 3):
            desk.settings[key] = draw_value(draw, setting.kind)
    desk.open()
    for _ in range(many(draw, most)):
        desk.today += timedelta(days=pick(draw, (0, 0, 1, 2, 5)))
        on = desk.today
        if is_late and flip(draw):
            on = max(desk.first, on - timedelta(days=upto(draw, 8)))
        desk.write(on)
    return History(programme, tuple(desk.entries), desk.settings)


def refusals(
    case: Case, entry: Entry, programme: Programme, outside: Outside
) -> tuple[Refusal, ...]:
    """Return every reason why *entry* may not follow in the file of *case*."""
    return tuple(judge(case, entry, programme, outside))
