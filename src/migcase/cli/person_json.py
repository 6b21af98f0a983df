"""People and families as JSON holds them; see `docs/reference/json.md`."""

from __future__ import annotations

from collections.abc import Iterable

from migcase.keeping.people import FamilyVersion, PersonVersion
from migcase.office.pairs import Pair
from migcase.office.person_pages import Found, PersonCase
from migcase.people.family import Family
from migcase.people.person import Person
from migcase.people.plain import plain_person


def person_as_json(person: Person, number: int) -> dict[str, object]:
    """Return *person*, and the version in which they were told so."""
    told = plain_person(person)
    return {"person": told.pop("id", None), "version": number, "told": told}


def found_as_json(found: Found) -> dict[str, object]:
    """Return somebody who was probably meant."""
    return {**person_as_json(found.person, 0), "score": found.score, "by": found.by}


def case_as_json(case: PersonCase) -> dict[str, object]:
    """Return a case that a person is in."""
    row = case.row
    return {
        "case": row.case,
        "programme": row.programme,
        "roles": list(case.roles),
        "lines": list(case.lines),
        "status": row.status,
        "stage": row.stage,
        "opened": row.on,
    }


def family_as_json(family: Family, number: int) -> dict[str, object]:
    """Return a family, those who left it too."""
    members = [
        {
            "person": member.person,
            "role": member.role,
            "since": member.since,
            "until": member.until,
        }
        for member in family.members
    ]
    return {
        "family": family.id,
        "version": number,
        "head": family.head,
        "members": members,
    }


def pair_as_json(pair: Pair) -> dict[str, object]:
    """Return two who may be one."""
    return {
        "one": pair.one,
        "other": pair.other,
        "score": pair.score,
        "agrees": list(pair.agrees),
        "differs": list(pair.differs),
    }


def versions_as_json(
    versions: Iterable[PersonVersion] | Iterable[FamilyVersion],
) -> list[dict[str, object]]:
    """Return who wrote which version, when and why; not what it holds."""
    return [
        {
            "number": version.number,
            "what": version.what,
            "other": version.other or None,
            "at": version.at,
            "by": version.by.name,
            "office": version.office,
            "id": version.id,
            "reason": version.reason,
        }
        for version in versions
    ]
