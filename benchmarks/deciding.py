"""Deciding in memory: judge, fold, and what changes in the agenda.

A programme of eight steps with one gate and one branch, and the same with 200 steps.
Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from benchmarks.stopwatch import Lap, lap, table
from migcase import (
    YES_NO,
    Actor,
    Entry,
    Field,
    Opened,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    StepDone,
    days,
)
from migcase.casefile.case import Case, follow
from migcase.judgement.agenda import work_of
from migcase.judgement.decide import decide
from migcase.judgement.outside import Outside
from migcase.judgement.work import Work

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORKER = Role("worker", "Case worker")
HAND = Actor("amina", {"worker"})
CONSENT = Field("consent", "Does the person consent?", YES_NO)
VULNERABLE = Field("vulnerable", "Is the person vulnerable?", YES_NO)
ANSWERS = {"register": {"consent": True}, "screen": {"vulnerable": True}}

Decided = tuple[Case, Work, Entry]


def deciding(rounds: int) -> Iterator[str]:
    """Yield the lines that tell what deciding costs."""
    few, many = _cost(8, rounds), _cost(200, rounds)
    yield "Deciding in memory (µs for one entry)"
    rows = [
        ("8 steps", few.cpu, few.wall),
        ("200 steps", many.cpu, many.wall),
        ("  ratio", many.cpu / few.cpu, many.wall / few.wall),
    ]
    yield table(("", "CPU", "wall"), rows)


def _cost(length: int, rounds: int) -> Lap:
    programme, outside = _programme(length), Outside(DAY)
    decided = _walk(programme, outside)
    # The same steps of both programmes, and the last ones, whose file is longest.
    chosen = [*decided[:4], *decided[-4:]]

    def work() -> None:
        for case, open_work, entry in chosen:
            decide(case, open_work, entry, programme, outside)

    cost = lap(work, rounds=rounds, inner=50)
    return Lap(cost.cpu / len(chosen), cost.wall / len(chosen))


def _walk(programme: Programme, outside: Outside) -> list[Decided]:
    entry = Entry("A", 1, Opened("bench", 1, DAY), NOON, HAND, "MA", "1")
    case = follow(None, entry)
    work = work_of(case, programme, outside)
    decided = []
    for number, step in enumerate(programme.steps, 2):
        event = StepDone(step, DAY, ANSWERS.get(step, {}))
        entry = Entry("A", number, event, NOON, HAND, "MA", str(number))
        decided.append((case, work, entry))
        found = decide(case, work, entry, programme, outside)
        assert not found.refusals, found.refusals
        case, work = found.case, found.work
    return decided


def _programme(length: int) -> Programme:
    register = Step("register", "Registered", by=WORKER, asks=CONSENT, within=days(3))
    screen = Step(
        "screen",
        "Screened",
        by=WORKER,
        after=register,
        requires=CONSENT,
        asks=VULNERABLE,
        within=days(7),
    )
    medical = Step("medical", "Seen", by=WORKER, after=screen, when=VULNERABLE)
    travel = Step("travel", "Papers", by=WORKER, after=screen)
    steps, last = [register, screen, medical, travel], (medical, travel)
    while len(steps) < length:
        key = f"step-{len(steps)}"
        step = Step(key, key, by=WORKER, after=last, within=days(30))
        steps.append(step)
        last = (step,)  # type: ignore[assignment]
    done = Outcome("done", "Done", after=last)
    return Programme("bench", 1, "Bench", (Stage("One", steps),), outcomes=(done,))
