"""Invented people for the demo, drawn from the small tables in ``facts/``.

The same seed draws the same people.  Nobody is real: the names are common ones put
together by chance, so somebody somewhere bears each of them, but nothing else here
is theirs.  The mixture of ages, families and countries is made to look like an
office's and is no statistic.  Nothing is stored, and no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

from attrs import frozen

from migcase.demo.tables import rows
from migcase.errors import BadValue

# France's regulator keeps +33 6 39 98 00 00 to 99 99 for films and books and gives
# it to no subscriber (Arcep, decision 2018-0881).  Morocco keeps no such range, so a
# number that looks Moroccan could be, or become, somebody's.
PHONE = "+33 6 39 98 {:02d} {:02d}"
PHONES = 10_000
PHONE_STRIDE = 7_919  # prime to PHONES: neighbours in the list are not in the range
PHONE_AGE = 15

ADULT = 18
ELDEST_MOTHER = 45
SHAPES = {"alone": 60, "child": 7, "couple": 8, "mother": 14, "parents": 11}


@frozen
class Spelling:
    """A name as Latin papers write it, and in Arabic script where that is usual."""

    latin: str
    arabic: str | None = None


@frozen
class Invented:
    """Somebody who does not exist.

    *household* is the ref of the first of those who travel together, *relation*
    what this person is to that one.  *nationality* is a country's code, *language*
    an ISO 639 code, *region* an ISO 3166-2 code.  Who is too young has no *phone*.
    """

    ref: str
    household: str
    relation: str
    given: Spelling
    family: Spelling
    sex: str
    born: date
    nationality: str
    language: str
    region: str
    commune: Spelling
    phone: str | None

    @property
    def name(self) -> str:
        """The whole name in Latin script."""
        return f"{self.given.latin} {self.family.latin}"

    @property
    def name_arabic(self) -> str | None:
        """The whole name in Arabic script, if both parts are usually so written."""
        if self.given.arabic is None or self.family.arabic is None:
            return None
        return f"{self.given.arabic} {self.family.arabic}"


def invent(
    seed: int,
    count: int,
    today: date,
    *,
    nationality: str | None = None,
    before: int = 0,
) -> tuple[Invented, ...]:
    """Return *count* people as they are on *today*, household by household.

    They come from the countries of origin in the table, or all from *nationality*
    (``"MA"`` for people who came home to Morocco), and are numbered on from those
    *before* them.  More people of one seed begin with the same people.
    """
    origins = _origins(nationality)
    rng = Random(seed)
    first_phone = rng.randrange(PHONES)
    people: list[Invented] = []
    while len(people) < count:
        people += _household(rng, origins, today, before + len(people), first_phone)
    return tuple(people[: max(count, 0)])


Row = dict[str, str]


@frozen
class _Member:
    relation: str
    sex: str
    age: int


def _origins(nationality: str | None) -> Sequence[Row]:
    origins = _table("origins")
    if nationality is None:
        return [row for row in origins if int(row["weight"]) > 0]
    chosen = [row for row in origins if row["code"] == nationality]
    if not chosen:
        raise BadValue({"value": nationality, "kind": "a country of the demo"})
    return chosen


def _household(
    rng: Random, origins: Sequence[Row], today: date, before: int, first_phone: int
) -> Iterator[Invented]:
    [origin] = rng.choices(origins, [max(int(row["weight"]), 1) for row in origins])
    country = origin["code"]
    place = rng.choice(_table("communes"))
    language = rng.choice(origin["languages"].split())
    family = rng.choice(_names("family_names", country))
    household = _ref(before)
    taken: set[Spelling] = set()
    for number, member in enumerate(_members(rng), before):
        given = _unlike(rng, _names("given_names", country, member.sex), taken)
        taken.add(given)
        own = rng.choice(_names("family_names", country))
        yield Invented(
            ref=_ref(number),
            household=household,
            relation=member.relation,
            given=given,
            family=own if member.relation == "spouse" else family,
            sex=member.sex,
            born=_born(rng, today, member.age),
            nationality=country,
            language=language,
            region=place["region"],
            commune=Spelling(place["fr"], place["ar"]),
            phone=_phone(first_phone, number) if member.age >= PHONE_AGE else None,
        )


def _members(rng: Random) -> Sequence[_Member]:
    """Draw who travels together; the applicant comes first."""
    [shape] = rng.choices(list(SHAPES), list(SHAPES.values()))
    if shape == "child":
        return [_Member("applicant", rng.choice("mmf"), rng.randint(13, ADULT - 1))]
    if shape == "alone":
        age = round(rng.triangular(ADULT, 62, 25))
        return [_Member("applicant", rng.choice("mmmmf"), age)]
    hers = rng.randint(20, 46)
    mother = _Member("applicant" if shape == "mother" else "spouse", "f", hers)
    if shape == "mother":
        return [mother, *_children(rng, hers, hers)]
    his = hers + rng.randint(0, 10)
    couple = [_Member("applicant", "m", his), mother]
    return couple if shape == "couple" else [*couple, *_children(rng, hers, his)]


def _children(rng: Random, mother: int, father: int) -> Iterator[_Member]:
    """Draw children whose parents were grown up, two years or more apart."""
    eldest = min(mother - ADULT, father - ADULT, ADULT - 1)
    ages = range(max(0, mother - ELDEST_MOTHER), eldest + 1, 2)
    for age in sorted(rng.sample(ages, min(rng.randint(1, 3), len(ages)))):
        yield _Member("child", rng.choice("mf"), age)


def _unlike(rng: Random, names: Sequence[Spelling], taken: set[Spelling]) -> Spelling:
    return rng.choice([name for name in names if name not in taken] or names)


def _born(rng: Random, today: date, age: int) -> date:
    """Draw a day of birth of somebody who is *age* whole years old on *today*."""
    first = _years_before(today, age + 1) + timedelta(days=1)
    last = _years_before(today, age)
    return first + timedelta(days=rng.randint(0, (last - first).days))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _ref(number: int) -> str:
    return f"p-{number + 1:04d}"


def _phone(first: int, number: int) -> str:
    return PHONE.format(*divmod((first + number * PHONE_STRIDE) % PHONES, 100))


@cache
def _names(table: str, country: str, sex: str = "") -> Sequence[Spelling]:
    return tuple(
        Spelling(row["latin"], row["arabic"] or None)
        for row in _table(table)
        if country in row["countries"].split() and row.get("sex", "") == sex
    )


@cache
def _table(name: str) -> Sequence[Row]:
    return tuple(rows(name))
