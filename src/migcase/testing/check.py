"""What every programme promises, whatever its rules: looked for on random paths.

The walks are drawn from a seed, so that the same programme gives the same walks.
They find what no story told; they prove nothing (`migcase.judgement.soundness` reads
the declaration instead).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from migcase.calendar import Calendar
from migcase.casefile.case import replay
from migcase.keeping.wire import read_entry, write_entry
from migcase.keeping.wire_case import read_case, read_work, write_case, write_work
from migcase.kinds import Value
from migcase.programme.declaration import Programme
from migcase.testing.at_hand import LONG_AGO, NO_CALENDAR, NO_SETTINGS, Day, as_day
from migcase.testing.desk import Desk
from migcase.testing.walk import Mission, PromiseBroken, Walk

NO_ANSWERS: Mapping[str, Sequence[Value]] = {}


def check_programme(
    programme: Programme,
    *,
    walks: int = 12,
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
    - An open case always offers a task, a fact to tell, or an ending.
    - Every walk can be brought to an end.
    - The agenda kept step by step is the agenda worked out whole.
    - The file reads back as it was written.
    - Nothing raises.

    Raise `PromiseBroken` with the walk as a list of events.  *answers* are worth
    trying, by question, where a plugin's own predicate wants a special one; *linked*
    are desks whose cases may be referred to.
    """
    day: date = as_day(opened)
    mission = Mission(settings, calendar, answers, tuple(linked), day)
    length = acts or min(120, 15 + 2 * len(programme.steps))
    for number in range(walks):
        name = f"Walk {number} of seed {seed}"
        walk = Walk(programme, Random(f"{seed} {number}"), mission, name)
        try:
            _walk(walk, length)
        except PromiseBroken:
            raise
        except Exception as error:
            raise walk.broken(f"the walk raised {error!r}") from error


def _walk(walk: Walk, acts: int) -> None:
    for _ in range(acts):
        walk.act()
        if not walk.offers_something():
            raise walk.broken("an open case offers nothing: no task, fact or ending")
    _reads_back(walk)
    walk.end(acts + 20)
    _reads_back(walk)


def _reads_back(walk: Walk) -> None:
    """Hold the file to reading back as it was written."""
    desk = walk.desk
    entries = [read_entry(write_entry(entry)) for entry in desk.entries]
    if entries != desk.entries:
        raise walk.broken("an entry does not read back as it was written")
    if replay(entries) != desk.case:
        raise walk.broken("the file does not add up to the case again")
    if read_case(desk.case.id, write_case(desk.case)) != desk.case:
        raise walk.broken("the case does not read back as it was written")
    if read_work(desk.case.id, write_work(desk.work)) != desk.work:
        raise walk.broken("the open work does not read back as it was written")
