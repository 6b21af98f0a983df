"""The people of the demo as its office knows them: names, papers, families.

They go by the numbers under which they were invented, so that the cases of the demo
can name them.  Nobody is real.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from migcase.casefile.events import Actor
from migcase.demo.people import Invented
from migcase.office.office import Office
from migcase.people.person import Birth, Contact, Name, Person

SEXES = {"f": "female", "m": "male"}


def make_known(
    office: Office, family: Sequence[Invented], by: Actor, day: date
) -> None:
    """Let the office know who belongs together; the first is the head."""
    for invented in family:
        office.people.add(person_of(invented), by=by)
    head, *others = family
    if others:
        members = {one.ref: one.relation for one in others}
        office.people.families.form(head.ref, members, by=by, on=day)


def person_of(invented: Invented) -> Person:
    """Return *invented* as they would tell of themselves."""
    name = Name(
        invented.given.latin,
        invented.family.latin,
        invented.given.arabic or "",
        invented.family.arabic or "",
    )
    contacts = () if invented.phone is None else (Contact("phone", invented.phone),)
    return Person(
        (name,),
        SEXES[invented.sex],
        Birth(invented.born),
        (invented.nationality,),
        (invented.language,),
        contacts,
        id=invented.ref,
    )
