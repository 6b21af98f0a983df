"""Finding a person in a large office: any spelling, a phone, a paper, a reference.

The people are invented from the demo's small tables of names, so each name is borne
by far more of them than in an office: what is measured is a crowded case.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.returns import DAY, NOON, office_on
from benchmarks.stopwatch import lap, table, whole
from migcase import Actor
from migcase.demo.people import Invented, invent
from migcase.keeping.register import Register
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.people.person import (
    Birth,
    Contact,
    Document,
    Name,
    Person,
    Reference,
)
from migcase.people.sheet import ADDED, Sheet, Version

CLERK = Actor("clerk")
SEXES = {"f": "female", "m": "male"}


def finding(folder: Path, count: int, rounds: int) -> Iterator[str]:
    """Yield the lines that tell what finding one of *count* people costs."""
    path = folder / "people.db"
    migrate(path)
    register = SqlRegister.open(path, synchronous="normal")
    people = [person_of(one, n) for n, one in enumerate(invent(26, count, DAY))]
    filling = whole(partial(_fill, register, people), len(people))
    wanted = people[count // 2]
    family = wanted.names[0].family
    arabic = next(one for one in people if one.names[0].arabic).names[0].arabic
    asked = (
        ("a full name", wanted.name),
        ("in Arabic script", arabic),
        ("another spelling", "Fatumata Jallow"),
        ("the commonest names", "Mamadou Diallo"),
        ("a family name alone", family),
        ("one letter of sound", "Bah"),
        ("nobody's name", "Xqzw Vbnm"),
        ("a phone, national form", wanted.contacts[0].value.replace("+33 ", "0")),
        ("a paper", wanted.documents[0].number.lower()),
        ("an old reference", wanted.references[0].number),
    )
    with office_on(register) as office:
        rows = []
        for name, text in asked:
            cost = lap(partial(office.people.find, text), rounds=rounds)
            hits = len(office.people.find(text))
            rows.append((name, hits, cost.cpu / 1000, cost.wall / 1000))
        alike = lap(partial(office.people.candidates, wanted.id), rounds=rounds)
        shown = lap(partial(office.people.show, wanted.id), rounds=rounds)
        more = (
            ("who may be the same", "", alike.cpu / 1000, alike.wall / 1000),
            ("a person's page", "", shown.cpu / 1000, shown.wall / 1000),
            ("one more person written", "", filling.cpu / 1000, filling.wall / 1000),
        )
    yield f"Finding one among {count} people (ms)"
    yield table(("", "found", "CPU", "wall"), (*rows, *more))


def person_of(invented: Invented, number: int) -> Person:
    """Return *invented* as an office would know them, with papers and references."""
    name = Name(
        invented.given.latin,
        invented.family.latin,
        invented.given.arabic or "",
        invented.family.arabic or "",
    )
    phone = Contact("phone", invented.phone or f"+33 6 39 98 {number % 10_000:04}")
    country = invented.nationality
    return Person(
        (name,),
        SEXES[invented.sex],
        Birth(invented.born),
        (country,),
        (invented.language,),
        (phone,),
        (Document("passport", f"{country}{number:07}", country),),
        (Reference("old list", f"R-{number:06}"),),
        invented.ref,
    )


def _fill(register: Register, people: list[Person]) -> None:
    with register.transaction():
        for person in people:
            version = Version(1, ADDED, Sheet(person), NOON, CLERK, "MA", person.id)
            register.people.write([version])
