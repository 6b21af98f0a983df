"""A person as somebody tells of them: read, with every reason against it at once.

What is of the wrong form and what makes no sense is told together, so that nobody
types the same again and again to learn of the next mistake.
"""

from __future__ import annotations

from datetime import date

from migcase.errors import Refused
from migcase.people.checks import why_not
from migcase.people.person import Person
from migcase.people.plain import loose_person


def told_person(plain: object, today: date) -> Person:
    """Return the person that *plain* tells of.

    Raise `Refused` if a part has the wrong form, with all else that is wrong as well;
    what is only senseless is refused by whoever writes the person.
    """
    person, misfits = loose_person(plain)
    if misfits:
        places = [one.concerns for one in misfits]
        others = [
            one
            for one in why_not(person, today)
            if not any(_is_one(one.concerns, place) for place in places)
        ]
        raise Refused((*misfits, *others))
    return person


def _is_one(place: str, other: str) -> bool:
    """Tell whether one of two places is, or is within, the other."""
    one, two = place.split("."), other.split(".")
    least = min(len(one), len(two)) if place and other else 0
    return one[:least] == two[:least]
