"""Events, files and open work of every sort, for hypothesis."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from migcase.calendar import Period
from migcase.casefile.case import follow
from migcase.casefile.events import (
    Actor,
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
from migcase.judgement.work import DO, EARLY, GATED, HELD, OPEN, READY, TELL, Task, Work
from migcase.keeping.register import Kept
from migcase.kinds import DONT_KNOW, REFUSED, Money

ROLES = ("case-manager", "doctor", "officer", "reception")
NAMES = ("Amina", "Bashir", "Chioma", "نورة")
KEYS = st.sampled_from(["bid", "exam", "interview", "notice", "travel-ready"])
TRACKS = st.sampled_from(["member", "visit"])
LINES = st.sampled_from(["m1", "m2", "ligne-é"])
DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
TEXTS = st.text(max_size=30) | st.sampled_from(
    ["عودة طوعية", "Aïcha", "𐎀𝄞👩‍👧", "a\0b", "\\u0000", '"', "\u2028", "\u202e"]
)
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False)
VALUES = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(),
    st.just(10**200),
    AMOUNTS,
    st.just(Decimal("123456789012345678901234567890.12345678901234567890")),
    DAYS,
    st.builds(Money, AMOUNTS, st.sampled_from(["MAD", "EUR"])),
    st.builds(Period, days=st.integers(0, 4000)),
    st.builds(Period, working_days=st.integers(0, 4000)),
    st.builds(Period, months=st.integers(0, 4000)),
    st.lists(TEXTS, max_size=3).map(tuple),
    st.sampled_from([DONT_KNOW, REFUSED]),
)
FACTS = st.dictionaries(KEYS | TEXTS, VALUES, max_size=3)
ACTORS = st.builds(
    Actor,
    st.sampled_from(NAMES) | TEXTS,
    st.frozensets(st.sampled_from(ROLES), max_size=3),
)
# Not the zones of places: in the hour that their clocks repeat Python calls no
# instant of theirs equal to one of another zone.
OFFSETS = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
INSTANTS = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone itself
    datetime(2080, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC) | OFFSETS,
)
LINE = st.none() | LINES

LATER_EVENTS = st.one_of(
    st.builds(StepDone, KEYS, DAYS, FACTS, LINE),
    st.builds(StepWaived, KEYS, DAYS, TEXTS, LINE),
    st.builds(StepReopened, KEYS, DAYS, TEXTS, LINE),
    st.builds(Confirmed, KEYS, DAYS, TEXTS, LINE),
    st.builds(LineOpened, TRACKS, LINES, DAYS, FACTS),
    st.builds(LineEnded, LINES, KEYS, DAYS, FACTS),
    st.builds(Stated, FACTS, DAYS, LINE),
    st.builds(Assigned, st.sampled_from(NAMES), DAYS),
    st.builds(Noted, TEXTS, DAYS),
    st.builds(Held, KEYS, DAYS, FACTS),
    st.builds(Resumed, KEYS, DAYS, TEXTS),
    st.builds(Closed, KEYS, DAYS, FACTS),
    st.builds(Reopened, DAYS, TEXTS, st.lists(KEYS, max_size=2).map(tuple)),
)
OPENINGS = st.builds(
    Opened,
    st.sampled_from(["avrr", "mobility"]),
    st.integers(1, 3),
    DAYS,
    st.none() | st.just("p-7f3a"),
    FACTS,
    st.none() | st.sampled_from(["mtd", "motuse"]),
)
EVENTS = OPENINGS | LATER_EVENTS

TASKS = st.builds(
    Task,
    st.sampled_from([DO, TELL, OPEN]),
    KEYS,
    LINE,
    st.lists(st.sampled_from(ROLES), max_size=3, unique=True).map(tuple),
    st.sampled_from([READY, GATED, HELD, EARLY]),
    DAYS,
    st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9)) | st.just(date.max),
    st.lists(KEYS, max_size=2, unique=True).map(tuple),
)
WORKS = st.builds(
    lambda day, tasks, stage, status, look_on, reached: Work(
        day, {task.place: task for task in tasks}, stage, status, look_on, reached
    ),
    DAYS,
    st.lists(TASKS, max_size=5),
    st.sampled_from(["counselling", "documents", "travel"]),
    st.sampled_from(["open", "held", "closed"]),
    st.none() | DAYS,
    st.dictionaries(st.sampled_from(["accompanied", "completed"]), DAYS, max_size=2),
)


def entry_of(
    case: str,
    number: int,
    event: object,
    *,
    by: str = "Amina",
    entry_id: str = "",
    at: datetime = datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
) -> Entry:
    """Return an entry about which only what a test says matters."""
    actor = Actor(by, frozenset({"case-manager"}))
    return Entry(case, number, event, at, actor, "MA", entry_id or f"{case}/{number}")


@st.composite
def files(draw: st.DrawFn, case: str) -> list[tuple[Entry, Kept]]:
    """Draw the entries of a file, each with what is kept once it is written."""
    events = [draw(OPENINGS), *draw(st.lists(LATER_EVENTS, max_size=6))]
    file, folded = [], None
    for number, event in enumerate(events, start=1):
        entry = Entry(
            case,
            number,
            event,
            draw(INSTANTS),
            draw(ACTORS),
            "MA",
            f"{case}/{number}",
            draw(FACTS),
        )
        folded = follow(folded, entry)
        file.append((entry, Kept(folded, draw(WORKS))))
    return file
