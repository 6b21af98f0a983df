"""Who comes to the cohort and to the mobility in the demo, when, and what happens.

Invented people from Morocco, and two small tables.  Nobody is real.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from attrs import frozen

from migcase.demo.moments import USUAL
from migcase.demo.people import ADULT, Invented, invent
from migcase.demo.tables import rows

COUNTRY = "MA"
CANDIDATES = 48
# The numbers that people from Morocco go by begin there.
RETURNEES, YOUNG = 1000, 2000
INVENTED = 240
FIRST_COMES = timedelta(days=5)
APART = 6.1  # days between two candidates, about
YOUNGEST_OF_THE_YOUNG, ELDEST_OF_THE_YOUNG = 19, 24
STARTS_AFTER = timedelta(days=200)


@frozen
class Newcomer:
    """Somebody with their family, the day they come, and the *turn* things take."""

    family: Sequence[Invented]
    on: date
    turn: str
    scheme: str = ""

    @property
    def person(self) -> Invented:
        """Whom the case is about."""
        return self.family[0]

    @property
    def starts(self) -> date:
        """The day on which the mission abroad would start."""
        return self.on + STARTS_AFTER


def candidates(seed: int, first: date) -> Iterator[Newcomer]:
    """Yield whoever came back and wishes for a place in the cohort."""
    turns = {int(row["number"]): row["turn"] for row in rows("candidates")}
    grown_up = _families(seed, first, RETURNEES, ADULT, 60)
    for number, family in zip(range(1, CANDIDATES + 1), grown_up, strict=False):
        on = first + FIRST_COMES + timedelta(days=round((number - 1) * APART))
        yield Newcomer(family, on, turns.get(number, USUAL))


def youths(seed: int, first: date) -> Iterator[Newcomer]:
    """Yield the young people who want to go abroad for a while."""
    young = list(
        _families(seed, first, YOUNG, YOUNGEST_OF_THE_YOUNG, ELDEST_OF_THE_YOUNG)
    )
    for row in rows("youths"):
        family = next(one for one in young if one[0].sex == row["sex"])
        young.remove(family)
        on = first + timedelta(days=int(row["came"]))
        yield Newcomer(family, on, row["turn"] or USUAL, row["scheme"])


def _families(
    seed: int, day: date, before: int, youngest: int, eldest: int
) -> Iterator[Sequence[Invented]]:
    """Yield families whose first is of such an age on *day*."""
    invented = invent(seed, INVENTED, day, nationality=COUNTRY, before=before)
    for _, group in groupby(invented, key=attrgetter("household")):
        family = tuple(group)
        age = (day - family[0].born).days / 365.25
        if youngest <= age <= eldest:
            yield family
