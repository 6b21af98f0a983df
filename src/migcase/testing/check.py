"""What every programme promises, whatever its rules: looked for on random paths.

The walks are drawn from a seed, so that the same programme gives the same walks.
They find what no story told; they prove nothing (`migcase.judgement.soundness` reads
the declaration instead).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from migcase.calendar import Calendar
from migcase.kinds import Value
from migcase.programme.declaration import Programme
from migcase.testing.answers import Answers
from migcase.testing.at_hand import LONG_AGO, NO_CALENDAR, NO_SETTINGS, Day, as_day
from migcase.testing.colleagues import Mission
from migcase.testing.desk import Desk
from migcase.testing.walk import Walk

NO_ANSWERS: Mapping[str, Sequence[Value]] = {}


def check_programme(
    programme: Programme,
    *,
    walks: int = 6,
    seed: int = 0,
    acts: int | None = None,
    settings: Mapping[str, Value] = NO_SETTINGS,
    calendar: Calendar = NO_CALENDAR,
    answers: Mapping[str, Sequence[Value]] = NO_ANSWERS,
    linked: Sequence[Desk] = (),
    opened: Day = LONG_AGO,
) -> None:
    """Hold *programme* to what every programme promises, on random walks.

    - What the agenda offers, somebody can do, with some answers.
    - What it does not offer, nobody can do.
    - A doubt can be confirmed, and is gone then.
    - An open case always offers a task, a fact to tell, or an ending.
    - Every walk can be brought to an end.
    - The agenda kept step by step is the agenda worked out whole.
    - The file reads back as it was written.
    - Nothing raises.

    Raise `PromiseBroken` with the walk as a list of events.  *acts* is how long a walk
    is; *answers* are worth trying, by question, where a plugin's own predicate wants a
    special one; *linked* are desks whose cases may be referred to.
    """
    mission = Mission(settings, calendar, tuple(linked), as_day(opened))
    also = dict(_worth_trying(programme, answers, linked))
    known = Answers(programme, settings, also)
    seen: Counter[str] = Counter()
    length = acts or min(100, 15 + 2 * len(programme.steps))
    for number in range(walks):
        dice = Random(f"{programme.key} {seed} {number}")
        name = f"Walk {number} of seed {seed}"
        Walk(programme, known.by(dice), mission, name, seen).take(length)


def _worth_trying(
    programme: Programme,
    answers: Mapping[str, Sequence[Value]],
    linked: Sequence[Desk],
) -> Iterator[tuple[str, Sequence[Value]]]:
    """Yield the answers worth trying, with the linked cases a question may name."""
    for key, question in programme.index.fields.items():
        wanted = question.kind.target if question.kind.name == "a case" else ""
        cases = [desk.case.id for desk in linked if desk.programme.key == wanted]
        yield key, (*answers.get(key, ()), *cases)
