"""What is wrong with a person is told all at once, by its place and never its value."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.people.checks import why_not
from migcase.people.person import (
    APPROXIMATE,
    MONTH,
    Birth,
    Contact,
    Document,
    Name,
    Person,
    Reference,
)

TODAY = date(2026, 3, 2)
FATOUMATA = Person(
    (Name("Fatoumata", "Diallo", "فاتوماتا", "ديالو"), Name("Fatou", kind="nickname")),
    "female",
    Birth.parse("1994-03"),
    ("GN",),
    ("fr", "ff"),
    (Contact("phone", "+224 620 00 00 00", "her sister", "say it is the school"),),
    (Document("passport", "O1234567", "GN", date(2022, 2, 1), date(2027, 1, 31)),),
    (Reference("MiMOSA", "KM-0042"),),
)


def wrong(**changed: object) -> set[tuple[str, str]]:
    found = why_not(attrs.evolve(FATOUMATA, **changed), TODAY)
    return {(one.code, one.concerns) for one in found}


def test_nothing_is_wrong_with_fatoumata():
    assert wrong() == set()


def test_a_person_may_be_known_by_one_name_in_one_script_alone():
    assert wrong(names=(Name(given_arabic="فاتوماتا"),)) == set()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"names": ()}, ("no-name", "names")),
        ({"names": (Name(" "),)}, ("no-name", "names.1")),
        ({"names": (Name("…!", "1994"),)}, ("no-name", "names.1")),
        ({"names": (Name("Fa\u200dtou"),)}, ("hidden-characters", "names.1.given")),
        ({"names": (Name("Фатумата"),)}, ("wrong-script", "names.1.given")),
        ({"names": (Name("ديالو"),)}, ("wrong-script", "names.1.given")),
        (
            {"names": (Name("A", given_arabic="Diallo"),)},
            ("wrong-script", "names.1.given_arabic"),
        ),
        ({"names": (Name("Fa\u202etou"),)}, ("hidden-characters", "names.1.given")),
        ({"names": (Name("Fa\ttou"),)}, ("hidden-characters", "names.1.given")),
        ({"names": (Name("Fa\ud800"),)}, ("hidden-characters", "names.1.given")),
        ({"names": (Name("F" * 201),)}, ("too-long", "names.1.given")),
        ({"names": (Name("Fatou", kind="stage"),)}, ("not-in-list", "names.1.kind")),
        ({"names": (Name("Fatou"), Name("Fatou"))}, ("said-twice", "names")),
        ({"id": "Fatou Diallo"}, ("bad-person-number", "id")),
        ({"sex": "f"}, ("not-in-list", "sex")),
        (
            {"born": Birth(date(2026, 3, 3)), "documents": ()},
            ("born-in-future", "born"),
        ),
        ({"born": Birth(date(1902, 1, 1))}, ("born-too-long-ago", "born")),
        (
            {"born": Birth(date(1994, 3, 5), MONTH), "documents": ()},
            ("more-exact-than-said", "born"),
        ),
        (
            {"born": Birth(date(1994, 3, 1), APPROXIMATE)},
            ("more-exact-than-said", "born"),
        ),
        ({"nationalities": ("ZZ",)}, ("unknown-country", "nationalities.1")),
        (
            {"nationalities": ("GN", "stateless")},
            ("stateless-with-nationality", "nationalities"),
        ),
        ({"languages": ("French",)}, ("unknown-language", "languages.1")),
        ({"languages": ("fr", "zz")}, ("unknown-language", "languages.2")),
        ({"contacts": (Contact("phone", "12"),)}, ("bad-phone", "contacts.1.value")),
        ({"contacts": (Contact("phone", ""),)}, ("nothing-said", "contacts.1.value")),
        ({"contacts": (Contact("email", "a@b"),)}, ("bad-email", "contacts.1.value")),
        ({"contacts": (Contact("pigeon", "x"),)}, ("not-in-list", "contacts.1.kind")),
        (
            {"references": (Reference("", "KM-1"),)},
            ("nothing-said", "references.1.system"),
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(changed, told):
    assert wrong(**changed) == {told}


def paper(
    issued: date | None = None, expires: date | None = None, country: str = "GN"
) -> tuple[Document, ...]:
    return (Document("passport", "O1", country, issued, expires),)


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        (
            paper(date(2024, 1, 1), date(2023, 1, 1)),
            ("expires-before-issue", "documents.1.expires"),
        ),
        (paper(date(1990, 1, 1)), ("before-birth", "documents.1.issued")),
        (paper(None, date(1990, 1, 1)), ("before-birth", "documents.1.expires")),
        (paper(date(2026, 4, 1)), ("issued-in-future", "documents.1.issued")),
        (paper(country="YY"), ("unknown-country", "documents.1.country")),
        (2 * paper(), ("said-twice", "documents")),
    ],
)
def test_dates_and_papers_that_contradict_each_other_are_told(documents, told):
    assert wrong(documents=documents) == {told}


def test_every_reason_is_told_at_once():
    found = wrong(sex="f", nationalities=("ZZ",), born=Birth(date(2030, 1, 1)))

    assert {code for code, _ in found} == {
        "not-in-list",
        "unknown-country",
        "born-in-future",
        "before-birth",
    }


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_refusal_repeats_what_was_told_of_a_person(given_name, number):
    secret = f"<{given_name}>"
    person = Person(
        (Name(secret),),
        secret,
        nationalities=(secret,),
        contacts=(Contact(secret, f"<{number}>"),),
    )

    told = " ".join(f"{one} {one.values}" for one in why_not(person, TODAY))
    assert secret not in told
    assert f"<{number}>" not in told


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("1994-03-05", date(1994, 3, 5)),
        ("1994-02", date(1994, 2, 28)),
        ("1996-02", date(1996, 2, 29)),
        ("9999-12", date.max),
        ("1994", date(1994, 12, 31)),
        ("~1994", date(1996, 12, 31)),
    ],
)
def test_a_birth_is_read_and_written_as_exactly_as_it_is_known(text, latest):
    born = Birth.parse(text)

    assert (str(born), born.latest) == (text, latest)


@pytest.mark.parametrize("text", ["", "94", "1994-3", "1994-13", "05/03/1994", "~"])
def test_a_birth_that_cannot_be_read_is_not_guessed(text):
    with pytest.raises(ValueError, match=r"."):
        Birth.parse(text)
