"""Who comes to the cohort and to the mobility in the demo, when, and what happens.

Invented people from Morocco, and two small tables.  Nobody is real.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

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
    """Somebody who comes on a day, and the *turn* that things take."""

    person: Invented
    on: date
    turn: str
    scheme: str = ""

    @property
    def starts(self) -> date:
        """The day on which the mission abroad would start."""
        return self.on + STARTS_AFTER


def candidates(seed: int, first: date) -> Iterator[Newcomer]:
    """Yield whoever came back and wishes for a place in the cohort."""
    turns = {int(row["number"]): row["turn"] for row in rows("candidates")}
    grown_up = _people(seed, first, RETURNEES, ADULT, 60)
    for number, person in zip(range(1, CANDIDATES + 1), grown_up, strict=False):
        on = first + FIRST_COMES + timedelta(days=round((number - 1) * APART))
        yield Newcomer(person, on, turns.get(number, USUAL))


def youths(seed: int, first: date) -> Iterator[Newcomer]:
    """Yield the young people who want to go abroad for a while."""
    young = list(
        _people(seed, first, YOUNG, YOUNGEST_OF_THE_YOUNG, ELDEST_OF_THE_YOUNG)
    )
    for row in rows("youths"):
        person = next(one for one in young if one.sex == row["sex"])
        young.remove(person)
        on = first + timedelta(days=int(row["came"]))
        yield Newcomer(person, on, row["turn"] or USUAL, row["scheme"])


def _people(
    seed: int, day: date, before: int, youngest: int, eldest: int
) -> Iterator[Invented]:
    """Yield people who come alone, of such an age on *day*."""
    invented = invent(seed, INVENTED, day, nationality=COUNTRY, before=before)
    for person in invented:
        age = (day - person.born).days / 365.25
        if person.ref == person.household and youngest <= age <= eldest:
            yield person
