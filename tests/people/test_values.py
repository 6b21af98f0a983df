"""Numbers, phones, papers, families and what is kept of people, as plain values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.errors import Refused
from migcase.people import family as families
from migcase.people.family import HEAD, Family, Member
from migcase.people.likeness import PAIR_ENOUGH, likeness
from migcase.people.numbers import (
    SIGNS,
    MistypedPerson,
    number_of,
    read_number,
)
from migcase.people.person import Birth, Contact, Document, Name, Person, Reference
from migcase.people.phones import looks_like_phone, phone_key
from migcase.people.plain import (
    plain_family,
    plain_person,
    plain_sheet,
    read_family,
    read_person,
    read_sheet,
)
from migcase.people.searching import asked_for, keys_of, written
from migcase.people.sheet import Sheet, Stay, united
from tests.people.test_checks import FATOUMATA

MARCH = date(2026, 3, 2)
NUMBER = number_of("P", "MA", "01")
IN_ARABIC = Person(
    (Name(given_arabic="فاتوماتا", family_arabic="ديالو"),),
    "female",
    Birth.parse("~1995"),
    ("GN",),
)
PARENT = Member("p-1", HEAD, date(2020, 1, 1))
CHILD = Member("p-2", "child", date(2022, 5, 4))
FAMILY = Family("f-1", (PARENT, CHILD))


# ----------------------------------------------------------------------- numbers
def test_a_number_says_nothing_and_is_made_of_what_was_sent():
    assert number_of("P", "MA", "01") == NUMBER
    assert number_of("P", "SN", "01") != NUMBER
    assert number_of("F", "MA", "01")[1:] != NUMBER[1:]


def test_a_number_is_read_however_it_is_typed():
    assert read_number(f" {NUMBER.lower().replace('-', ' ')} ") == NUMBER


def test_a_number_of_another_system_comes_back_as_it_is():
    assert read_number(" p-7f3a ") == "p-7f3a"


@given(st.integers(0, 11), st.sampled_from(SIGNS))
def test_a_single_wrong_sign_is_seen(place, sign):
    signs = list(NUMBER.replace("-", "")[1:])
    if signs[place] == sign:
        return
    signs[place] = sign

    with pytest.raises(MistypedPerson):
        read_number("P" + "".join(signs))


@given(st.integers(0, 10), st.uuids())
def test_two_neighbours_swapped_are_seen(place, made):
    signs = list(number_of("P", "MA", str(made)).replace("-", "")[1:])
    if signs[place] == signs[place + 1]:
        return
    signs[place : place + 2] = reversed(signs[place : place + 2])

    with pytest.raises(MistypedPerson):
        read_number("P" + "".join(signs))


# ------------------------------------------------------------------ phones, papers
@pytest.mark.parametrize(
    "typed",
    [
        "+212 6 12 34 56 78",
        "00212612345678",
        "06 12 34 56 78",
        "0612-345-678",
        "٠٦١٢٣٤٥٦٧٨",
    ],
)
def test_a_phone_number_is_one_however_it_is_written(typed):
    assert phone_key(typed) == phone_key("+212612345678")


def test_a_name_is_no_phone_number():
    assert looks_like_phone("0612345678")
    assert not looks_like_phone("Fatoumata 1994")


def test_a_worn_paper_is_read_with_letters_for_digits():
    assert written("O-123 456i") == written("0123456I")


def test_what_is_typed_is_looked_for_under_everything_it_may_be():
    found = keys_of(FATOUMATA)

    for typed in ("620000000", "00224 620 00 00 00", "o1234567", "km0042"):
        assert set(asked_for(typed)) & found, typed


# -------------------------------------------------------------------------- alike
def test_one_woman_registered_in_two_scripts_is_a_pair_to_look_at():
    found = likeness(FATOUMATA, IN_ARABIC)

    assert found.score >= PAIR_ENOUGH
    assert set(found.agrees) == {"name", "born", "sex", "nationality"}


@pytest.mark.parametrize(
    "other",
    [
        Person((Name("Fatoumata", "Diallo"),), "male", Birth.parse("1960")),
        Person((Name("Mariama", "Diallo"),), "female", Birth.parse("1994")),
        Person((Name("Diallo"),), "female", Birth.parse("1994")),
    ],
)
def test_a_name_alone_or_a_part_of_it_is_not_enough(other):
    assert likeness(FATOUMATA, other).score < PAIR_ENOUGH


def test_the_same_paper_speaks_for_one_person_under_another_name():
    paper = Document("passport", "o1234567", "GN")
    married = Person((Name("Fatoumata", "Camara"),), "female", documents=(paper,))

    assert likeness(FATOUMATA, married).score >= PAIR_ENOUGH


# ------------------------------------------------------------------------ families
def test_who_leaves_stays_listed_with_the_day():
    after = families.left(FAMILY, ["p-2"], MARCH)

    assert [member.person for member in after.current] == ["p-1"]
    assert after.members[1] == Member("p-2", "child", CHILD.since, MARCH)


def test_a_new_head_takes_the_place_of_the_old_one():
    after = families.headed(FAMILY, "p-2", MARCH, {"p-1": "parent"})

    assert after.head == "p-2"
    assert [(one.person, one.role) for one in after.current] == [
        ("p-2", HEAD),
        ("p-1", "parent"),
    ]
    assert after.members[0] == Member("p-1", HEAD, PARENT.since, MARCH)
    assert list(families.why_not(after, MARCH)) == []


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ((PARENT, CHILD, CHILD), "member-already"),
        ((PARENT, Member("p-3", HEAD, MARCH)), "two-heads"),
        ((CHILD,), "no-head"),
        ((PARENT, Member("p-3", "friend", MARCH)), "unknown-family-role"),
        ((PARENT, Member("p-3", "child", date(2026, 3, 3))), "family-day-in-future"),
        (
            (PARENT, Member("p-3", "child", MARCH, date(2026, 3, 1))),
            "left-before-joining",
        ),
    ],
)
def test_a_family_that_cannot_be_is_told_why(members, code):
    found = families.why_not(Family("f-1", members), MARCH)

    assert [one.code for one in found] == [code]


# --------------------------------------------------------------------------- plain
def test_a_person_reads_back_as_they_were_written():
    assert read_person(plain_person(FATOUMATA)) == FATOUMATA


BLANKS = st.text(" \t\n\xa0\u2003", max_size=2)


@given(BLANKS, BLANKS)
def test_blanks_around_what_is_said_of_a_person_are_no_part_of_it(before, after):
    def typed(text: str) -> str:
        return f"{before}{text}{after}"

    said = Person(
        (Name(typed("Fatou"), typed("Sow"), typed("فاتو"), typed("سو")),),
        contacts=(
            Contact(
                "phone", typed("+221 77 123 45 67"), typed("her sister"), typed("")
            ),
        ),
        documents=(Document("passport", typed("A123")),),
        references=(Reference(typed("MiMOSA"), typed("KM-1")),),
    )

    assert said == Person(
        (Name("Fatou", "Sow", "فاتو", "سو"),),
        contacts=(Contact("phone", "+221 77 123 45 67", "her sister"),),
        documents=(Document("passport", "A123"),),
        references=(Reference("MiMOSA", "KM-1"),),
    )
    assert read_person(plain_person(said)) == said
    assert read_person({"names": [typed("Fatou")]}).names == (Name("Fatou"),)


def test_a_sheet_and_a_family_read_back_as_they_were_written():
    stays = (Stay("f-1", MARCH, MARCH), Stay("f-2", MARCH))
    sheet = Sheet(FATOUMATA, stays, "p-1", ("p-2",), ("p-3",))

    assert read_sheet(plain_sheet(sheet)) == sheet
    assert read_family(plain_family(FAMILY)) == FAMILY


def test_everything_that_is_misshapen_is_told_at_once():
    told = {
        "names": [{"given": 1, "surname": "Diallo"}, "Fatou", 3],
        "born": "5 March 1994",
        "documents": [{"kind": "passport", "number": "1", "expires": "2026-02-31"}],
        "languages": "fr",
        "contacts": [{"kind": "phone", "value": "0612345678", "never": "yes"}],
        "age": 31,
    }
    with pytest.raises(Refused) as caught:
        read_person(told)

    assert {(one.code, one.concerns) for one in caught.value.refusals} == {
        ("unknown-word", "age"),
        ("not-text", "names.1.given"),
        ("unknown-word", "names.1.surname"),
        ("not-an-object", "names.3"),
        ("not-a-birth-date", "born"),
        ("not-a-day", "documents.1.expires"),
        ("not-a-list", "languages"),
        ("not-yes-or-no", "contacts.1.never"),
    }


# -------------------------------------------------------------------------- united
def test_what_only_the_other_sheet_says_is_shown_and_neither_is_changed():
    phone = Contact("phone", "+212612345678")
    other = Person(
        (Name("Fatou", "Jallow"),),
        "unknown",
        Birth.parse("1993"),
        ("SN",),
        contacts=(phone,),
        references=(Reference("HTCDS", "9"),),
        id="p-2",
    )
    one = united(Sheet(FATOUMATA), [Sheet(other)])

    assert (one.sex, one.born) == (FATOUMATA.sex, FATOUMATA.born)
    assert one.names[-1] == Name("Fatou", "Jallow", kind="alias")
    assert one.nationalities == ("GN", "SN")
    assert one.contacts == (*FATOUMATA.contacts, phone)
    assert keys_of(FATOUMATA) < keys_of(one)
