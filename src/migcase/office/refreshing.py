"""Open work that changes although nobody writes: looked at again on its day.

A register knows on which day the work of a case has to be looked at again; what it
then is, only the programme knows.
"""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from migcase.errors import BadPlugin, UnknownProgramme
from migcase.judgement.mentioned import PRINCIPAL
from migcase.judgement.work import Work
from migcase.keeping.register import Kept, Register
from migcase.office.judging import Judges
from migcase.office.readable import kept_if_readable

# How many cases one agenda looks at again before it is shown.
AT_ONCE = 1000

_A_DAY = timedelta(days=1)


def refresh(register: Register, judges: Judges, today: date) -> int:
    """Work out again what has to be by *today*, and return in how many cases.

    A case whose programme cannot be used keeps the work it has, and is looked at
    again tomorrow.  A case that somebody else moved on meanwhile is left to them.
    """
    stale = register.stale(today, AT_ONCE)
    if not stale:
        return 0
    refreshed = 0
    with register.transaction():
        for case in stale:
            kept = kept_if_readable(register, case)
            if kept is not None:
                refreshed += 1
                work = _work_now(kept, judges, today)
                register.rework(case, kept.case.number, work)
                people = judges.people(kept.case) or ()
                # Its principal has been known from the first.
                if any(one.role != PRINCIPAL for one in people):
                    register.people.mention(case, people)
    return refreshed


def refresh_all(register: Register, judges: Judges, today: date) -> None:
    """Work out again whatever has to be by *today*, however many cases that are."""
    while refresh(register, judges, today) >= AT_ONCE:
        pass


def _work_now(kept: Kept, judges: Judges, today: date) -> Work:
    try:
        return judges.work(kept.case, today)
    except (UnknownProgramme, BadPlugin):
        return attrs.evolve(kept.work, look_on=today + _A_DAY)
