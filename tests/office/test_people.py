"""An office knows its people: once each, with who said what and when."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from migcase import (
    DOCUMENT,
    PERSON,
    Actor,
    Conflict,
    Field,
    LineOpened,
    MemoryRegister,
    Office,
    OfficeSettings,
    Programme,
    Refused,
    Repeated,
    Stage,
    Stated,
    Step,
    Track,
)
from migcase.office.person_errors import NoSuchFamily, NoSuchPerson
from migcase.people.numbers import MistypedPerson
from migcase.people.person import Birth, Contact, Document, Name, Person, Reference
from tests.office.passport import (
    AMINA,
    BASHIR,
    CLERK,
    TODAY,
    Clock,
    declaring,
    office_of,
    passport,
)

FATOUMATA = Person(
    (Name("Fatoumata", "Diallo"),),
    "female",
    Birth.parse("1994-03"),
    ("GN",),
    ("fr", "ff"),
    (Contact("phone", "+224 620 00 00 00", "her sister", "say it is the school"),),
    (Document("passport", "O1234567", "GN", None, date(2027, 1, 31)),),
    (Reference("MiMOSA", "KM-0042"),),
)
IN_ARABIC = Person(
    (Name(given_arabic="فاتوماتا", family_arabic="ديالو"),),
    "female",
    Birth.parse("~1995"),
    ("GN",),
    ("ar",),
)
WHO = Field("who", "Who?", PERSON)
GUARDIAN = Field("guardian", "Who is the guardian?", PERSON)


def journey() -> Programme:
    """Declare a programme whose cases have travellers."""
    member = Track("member", "Traveller", about=WHO, asks=WHO, opened_by=CLERK)
    asked = Step("asked", "Asked", by=CLERK, asks=GUARDIAN)
    met = Step("met", "Met", of=member, by=CLERK)
    return Programme("journey", 1, "Journey", stages=(Stage("All", (asked, met)),))


@pytest.fixture
def office(register, clock) -> Office:
    return office_of(declaring(passport(), journey()), register=register, clock=clock)


def add(office: Office, person: Person = FATOUMATA, **changed: object) -> str:
    return office.people.add(attrs.evolve(person, **changed), by=AMINA).of


def names(*given: str) -> tuple[Name, ...]:
    return tuple(Name(one, "Diallo") for one in given)


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in caught.value.refusals]


# ------------------------------------------------------------------- told, corrected
def test_a_person_is_added_under_a_number_that_says_nothing(office):
    version = office.people.add(FATOUMATA, by=AMINA)

    assert version.of.startswith("P-")
    assert version.holds.person == attrs.evolve(FATOUMATA, id=version.of)
    assert (version.number, version.by, version.office) == (1, AMINA, "MA")
    assert office.people.sheet(version.of.lower()) == version


def test_what_is_wrong_with_a_person_is_told_and_nobody_is_added(office):
    with pytest.raises(Refused) as caught:
        add(office, nationalities=("ZZ",), born=Birth(date(2031, 1, 1)), documents=())

    assert codes(caught) == ["born-in-future", "unknown-country"]
    assert office.people.find("Diallo") == ()


def test_a_person_sent_twice_is_added_once(office):
    first = office.people.add(FATOUMATA, by=AMINA, id="sent-1")
    again = office.people.add(FATOUMATA, by=AMINA, id="sent-1")

    assert again == first
    assert len(office.people.find("Diallo")) == 1
    with pytest.raises(Repeated):
        office.people.add(IN_ARABIC, by=AMINA, id="sent-1")


def test_a_person_typed_with_blanks_and_sent_twice_is_added_once(register):
    office = office_of(register=register)
    typed = attrs.evolve(FATOUMATA, names=(Name(" Fatoumata", "Diallo "),))
    first = office.people.add(typed, by=AMINA, id="sent-1")

    assert office.people.add(typed, by=AMINA, id="sent-1") == first
    assert office.people.sheet(first.of).holds.person.name == "Fatoumata Diallo"


def test_a_person_may_keep_the_number_of_another_system_once(office):
    assert add(office, id="p-7f3a") == "p-7f3a"

    with pytest.raises(Refused) as caught:
        add(office, IN_ARABIC, id="p-7f3a")
    assert codes(caught) == ["person-exists"]


def test_a_correction_is_a_version_and_what_was_said_before_stays(office, clock):
    number = add(office)
    clock.go(days=1)
    before = office.people.sheet(number)
    corrected = attrs.evolve(before.holds.person, sex="unknown")
    after = office.people.edit(corrected, seen=1, by=BASHIR, reason="A slip")

    assert (after.number, after.by.name, after.reason) == (2, "bashir", "A slip")
    assert office.people.versions(number) == (before, after)
    assert after.at > before.at


def test_of_two_who_correct_one_person_the_second_is_told_who_was_first(office):
    number = add(office)
    person = office.people.sheet(number).holds.person
    office.people.edit(attrs.evolve(person, sex="other"), seen=1, by=AMINA)

    with pytest.raises(Conflict) as caught:
        office.people.edit(attrs.evolve(person, sex="male"), seen=1, by=BASHIR)
    assert caught.value.values["who"] == "amina"
    assert office.people.sheet(number).holds.person.sex == "other"


def test_a_correction_sent_twice_is_written_once(office):
    number = add(office)
    person = attrs.evolve(office.people.sheet(number).holds.person, sex="other")
    first = office.people.edit(person, seen=1, by=AMINA, id="e-7")

    assert office.people.edit(person, seen=1, by=AMINA, id="e-7") == first
    other = attrs.evolve(person, sex="male")
    with pytest.raises(Repeated):
        office.people.edit(other, seen=1, by=AMINA, id="e-7")


def test_a_correction_that_changes_nothing_is_refused(office):
    person = office.people.sheet(add(office)).holds.person

    with pytest.raises(Refused) as caught:
        office.people.edit(person, seen=1, by=AMINA)
    assert codes(caught) == ["nothing-changed"]


def test_nobody_is_made_up(office):
    number = add(office)
    slip = number[:-1] + ("A" if number[-1] != "A" else "B")

    with pytest.raises(NoSuchPerson):
        office.people.show("p-0000")
    with pytest.raises(MistypedPerson):
        office.people.show(slip)
    with pytest.raises(NoSuchFamily):
        office.people.families.family("f-0000")


# --------------------------------------------------------------------------- found
@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Fatoumata Diallo", "name"),
        ("diallo fatoumata", "name"),
        ("Fatumata Jallow", "name"),
        ("فاتوماتا ديالو", "name"),
        ("ديالو", "name"),
        ("00224 620000000", "phone"),
        ("620 00 00 00", "phone"),
        ("o-1234567", "document"),
        ("km 0042", "reference"),
    ],
)
def test_a_person_is_found_however_they_are_asked_for(office, text, by):
    number = add(office)
    other = (Name("Mariama", "Barry"),)
    add(office, names=other, contacts=(), documents=(), references=())

    found = office.people.find(text)
    assert (found[0].person.id, found[0].by) == (number, by)


def test_a_person_is_found_by_their_number(office):
    add(office, id="p-7f3a")

    assert [one.by for one in office.people.find("p-7f3a")] == ["number"]


def test_the_nearest_spelling_comes_first(office):
    for given in ("Fatimatou", "Fatoumata", "Fatima"):
        add(office, names=names(given), contacts=(), documents=(), references=())

    found = office.people.find("Fatoumata Diallo")
    assert found[0].person.name == "Fatoumata Diallo"
    assert found[0].score == 1.0


@pytest.mark.parametrize("text", ["", "   ", "?!", "Xqzw", "\u202e", "'; DROP TABLE"])
def test_whatever_is_typed_finds_nobody_without_harm(office, text):
    add(office)

    assert office.people.find(text) == ()


# ---------------------------------------------------------------------------- merged
def both(office: Office) -> tuple[str, str]:
    return add(office), add(office, IN_ARABIC)


def merge(office: Office, person: str, other: str, **more: object) -> object:
    return office.people.merge(
        person, other, by=AMINA, reason="Same woman, both papers seen", **more
    )


def test_one_woman_registered_in_two_scripts_is_proposed_as_a_pair(office):
    one, two = both(office)

    [pair] = office.people.candidates(one)
    assert (pair.other, pair.agrees) == (two, ("name", "born", "sex", "nationality"))
    assert [(p.one, p.other) for p in office.people.pairs()] == [
        tuple(sorted((one, two)))
    ]


def test_merging_loses_nothing_and_undoing_it_gives_both_back(office):
    one, two = both(office)
    case = office.open("passport", about=two, by=AMINA)
    before = office.people.sheet(one).holds, office.people.sheet(two).holds
    merge(office, one, two)
    page = office.people.show(two)

    assert page.person.id == one
    assert page.person.names[1].arabic == "فاتوماتا ديالو"
    assert page.person.languages == ("fr", "ff", "ar")
    assert [each.row.case for each in page.cases] == [case.id]
    assert {each.person.id for each in office.people.find("ديالو")} == {one}
    assert office.people.candidates(one) == ()

    office.people.undo(two, by=BASHIR, reason="Two women after all")
    assert (office.people.sheet(one).holds, office.people.sheet(two).holds) == before
    assert [each.row.case for each in office.people.show(two).cases] == [case.id]
    assert office.people.show(one).cases == ()


def test_what_was_corrected_while_merged_stays_where_it_was_said(office):
    one, two = both(office)
    merge(office, one, two)
    person = attrs.evolve(office.people.sheet(one).holds.person, sex="other")
    office.people.edit(person, seen=2, by=AMINA)
    office.people.undo(two, by=AMINA, reason="Two women")

    assert office.people.sheet(one).holds.person.sex == "other"
    assert office.people.sheet(two).holds.person.sex == "female"


def test_a_merge_says_who_decided_it_when_and_why_on_both_sheets(office):
    one, two = both(office)
    merge(office, one, two, id="m-1")
    last = [office.people.versions(each)[-1] for each in (one, two)]

    assert [version.what for version in last] == ["took-in", "merged"]
    assert [version.other for version in last] == [two, one]
    assert {version.by.name for version in last} == {"amina"}
    assert {version.reason for version in last} == {"Same woman, both papers seen"}


def test_a_merge_sent_twice_is_written_once(office):
    one, two = both(office)
    merge(office, one, two, id="m-1")
    merge(office, one, two, id="m-1")

    assert len(office.people.versions(two)) == 2


def test_nobody_is_merged_with_themselves(office):
    one = add(office)

    with pytest.raises(Refused) as caught:
        merge(office, one, one.lower())
    assert codes(caught) == ["merge-with-self"]


def test_whoever_is_merged_is_not_merged_again_nor_corrected(office):
    one, two = both(office)
    three = add(office, names=names("Mariama"))
    merge(office, one, two)

    for first, second in ((three, two), (two, three)):
        with pytest.raises(Refused) as caught:
            merge(office, first, second)
        assert codes(caught) == ["person-merged"]
    person = attrs.evolve(office.people.sheet(two).holds.person, sex="male")
    with pytest.raises(Refused) as caught:
        office.people.edit(person, seen=2, by=AMINA)
    assert codes(caught) == ["person-merged"]


def test_a_merge_needs_a_reason_and_an_undoing_something_to_undo(office):
    one, two = both(office)

    with pytest.raises(Refused) as caught:
        office.people.merge(one, two, by=AMINA, reason=" ")
    assert codes(caught) == ["empty-reason"]
    with pytest.raises(Refused) as caught:
        office.people.undo(two, by=AMINA, reason="A mistake")
    assert codes(caught) == ["not-merged"]


def test_three_who_are_one_are_shown_as_one(office):
    one, two = both(office)
    three = add(office, names=names("Fatou"))
    case = office.open("passport", about=three, by=AMINA)
    merge(office, two, three)
    merge(office, one, two)

    page = office.people.show(three)
    assert page.person.id == one
    assert len(page.sheets) == 3
    assert [each.row.case for each in page.cases] == [case.id]


def test_two_who_were_told_apart_are_not_proposed_again(office):
    one, two = both(office)
    office.people.tell_apart(one, two, by=AMINA, reason="Met both")

    assert office.people.candidates(one) == office.people.candidates(two) == ()
    assert office.people.pairs() == ()


# ------------------------------------------------------------------------ their cases
def test_a_person_is_shown_with_all_their_cases_and_their_roles_in_each(office):
    mother, child = add(office), add(office, names=names("Alpha"), sex="male")
    own = office.open("passport", about=mother, by=AMINA)
    family = office.open("journey", about=mother, by=AMINA)
    lines = {"one": mother, "two": child}
    for line, who in lines.items():
        event = LineOpened("member", line, TODAY, {"who": who})
        office.record(family.id, event, by=AMINA)
    office.record(family.id, Stated({"guardian": mother}, TODAY), by=AMINA)

    hers = {each.row.case: each.roles for each in office.people.show(mother).cases}
    [his] = office.people.show(child).cases
    assert hers == {own.id: ("principal",), family.id: ("guardian", "principal")}
    assert (his.row.case, his.roles, his.lines) == (family.id, ("dependant",), ("two",))


def test_a_corrected_answer_takes_the_person_out_of_the_case_again(office):
    one, two = both(office)
    case = office.open("journey", by=AMINA)
    office.record(case.id, Stated({"guardian": one}, TODAY), by=AMINA)
    office.record(case.id, Stated({"guardian": two}, TODAY), by=AMINA)

    assert office.people.show(one).cases == ()
    assert len(office.people.show(two).cases) == 1


def test_a_case_may_be_about_somebody_unknown_unless_the_office_insists(office):
    office.open("passport", about="p-0001", by=AMINA)
    strict = office_of(
        declaring(passport(), journey()),
        settings=OfficeSettings("MA", known_people=True),
    )
    with pytest.raises(Refused) as caught:
        strict.open("passport", about="p-0001", by=AMINA)

    assert codes(caught) == ["person-unknown"]
    known = strict.people.add(FATOUMATA, by=AMINA).of
    case = strict.open("journey", about=known, by=AMINA)
    event = LineOpened("member", "one", TODAY, {"who": "p-0001"})
    with pytest.raises(Refused) as caught:
        strict.record(case.id, event, by=AMINA)
    assert codes(caught) == ["person-unknown"]


def test_no_case_is_opened_about_somebody_who_was_merged(office):
    one, two = both(office)
    merge(office, one, two)

    with pytest.raises(Refused) as caught:
        office.open("passport", about=two, by=AMINA)
    assert codes(caught) == ["person-merged"]
    assert caught.value.refusals[0].values == {"into": one}


def test_looking_again_brings_back_who_is_in_a_case(clock):
    register = MemoryRegister()
    office = office_of(declaring(journey()), register=register, clock=clock)
    one = add(office)
    case = office.open("journey", by=AMINA)
    office.record(case.id, LineOpened("member", "m", TODAY, {"who": one}), by=AMINA)
    register.people.mention(case.id, ())
    kept = register.kept(case.id)
    work = attrs.evolve(kept.work, look_on=TODAY)
    assert register.rework(case.id, kept.case.number, work)

    office.agenda()
    assert [each.roles for each in office.people.show(one).cases] == [("dependant",)]


# --------------------------------------------------------------------------- families
MARCH = date(2026, 3, 1)


@pytest.fixture
def three(office) -> list[str]:
    given = ("Fatoumata", "Alpha", "Awa")
    plain = {"born": None, "documents": (), "contacts": (), "references": ()}
    return [add(office, names=names(one), **plain) for one in given]


@pytest.fixture
def family(office, three) -> str:
    mother, son, _ = three
    return office.people.families.form(mother, {son: "child"}, on=MARCH, by=AMINA).of


def current(office: Office, family: str) -> list[tuple[str, str]]:
    held = office.people.families.family(family).holds
    return [(one.person, one.role) for one in held.current]


def test_a_family_is_formed_and_shown_with_each_of_its_members(office, three, family):
    mother, son, _ = three

    assert family.startswith("F-")
    assert current(office, family) == [(mother, "head"), (son, "child")]
    assert office.people.show(son).family.of == family


def test_a_member_is_in_one_family_at_a_time(office, three, family):
    mother, son, daughter = three
    other = office.people.families.form(daughter, by=AMINA).of

    with pytest.raises(Refused) as caught:
        office.people.families.add(other, son, "sibling", by=AMINA)
    assert codes(caught) == ["in-another-family"]
    with pytest.raises(Refused) as caught:
        office.people.families.form(son, {mother: "parent"}, by=AMINA)
    assert codes(caught) == 2 * ["in-another-family"]
    with pytest.raises(Refused) as caught:
        office.people.families.add(family, son, "child", by=AMINA)
    assert codes(caught) == ["member-already"]
    assert current(office, other) == [(daughter, "head")]


def test_of_two_families_that_take_in_one_person_at_once_one_is_told(
    office, three, family, monkeypatch
):
    other = office.people.families.form(three[2], by=AMINA).of
    newcomer = add(office, names=names("Binta"))
    register = office.people.families._register
    write = type(register).write

    def too_late(self: object, people: object, families: object = ()) -> None:
        monkeypatch.undo()
        office.people.families.add(other, newcomer, "sibling", by=BASHIR)
        write(self, people, families)  # type: ignore[arg-type]

    monkeypatch.setattr(type(register), "write", too_late)
    with pytest.raises(Conflict) as caught:
        office.people.families.add(family, newcomer, "child", by=AMINA)

    assert caught.value.values["who"] == "bashir"
    assert office.people.show(newcomer).family.of == other
    assert len(current(office, family)) == 2


def test_a_member_moves_to_another_family_on_a_day(office, three, family):
    mother, son, daughter = three
    other = office.people.families.form(daughter, by=AMINA).of
    office.people.families.move(son, other, "sibling", on=TODAY, by=AMINA)

    assert current(office, family) == [(mother, "head")]
    assert current(office, other) == [(daughter, "head"), (son, "sibling")]
    stays = office.people.sheet(son).holds.stays
    assert [(one.family, one.until) for one in stays] == [
        (family, TODAY),
        (other, None),
    ]


def test_a_member_who_left_may_come_back_but_not_before_they_left(
    office, three, family
):
    son = three[1]
    office.people.families.leave(family, son, on=TODAY, by=AMINA)

    with pytest.raises(Refused) as caught:
        office.people.families.add(family, son, "child", on=MARCH, by=AMINA)
    assert codes(caught) == ["elsewhere-then"]
    office.people.families.add(family, son, "child", on=TODAY, by=AMINA)
    assert current(office, family)[1] == (son, "child")


def test_a_family_splits_and_nobody_is_in_both(office, three, family):
    mother, son, daughter = three
    families = office.people.families
    families.add(family, daughter, "child", by=AMINA)
    new = families.split(family, son, {daughter: "sibling"}, by=AMINA, reason="Apart")

    assert current(office, family) == [(mother, "head")]
    assert current(office, new.of) == [(son, "head"), (daughter, "sibling")]
    assert (new.what, new.other, new.reason) == ("split", family, "Apart")


def test_a_head_leaves_only_after_another_took_over(office, three, family):
    mother, son, _ = three
    families = office.people.families

    with pytest.raises(Refused) as caught:
        families.leave(family, mother, by=AMINA)
    assert codes(caught) == ["no-head"]
    families.give_head(family, son, {mother: "parent"}, by=AMINA)
    assert current(office, family) == [(son, "head"), (mother, "parent")]
    families.leave(family, mother, by=AMINA)
    families.leave(family, son, by=AMINA)
    assert current(office, family) == []


@pytest.mark.parametrize(
    ("role", "on", "code"),
    [
        ("friend", TODAY, "unknown-family-role"),
        ("child", date(2026, 3, 3), "family-day-in-future"),
        ("child", date(2020, 1, 1), "joined-before-birth"),
    ],
)
def test_a_member_who_cannot_be_is_refused(office, family, role, on, code):
    baby = add(office, born=Birth.parse("2026-02-01"), documents=())

    with pytest.raises(Refused) as caught:
        office.people.families.add(family, baby, role, on=on, by=AMINA)
    assert codes(caught) == [code]


def test_who_is_not_in_a_family_neither_leaves_nor_leads_it(office, three, family):
    families = office.people.families

    with pytest.raises(Refused) as caught:
        families.leave(family, three[2], by=AMINA)
    assert codes(caught) == ["not-a-member"]
    with pytest.raises(Refused) as caught:
        families.give_head(family, three[2], by=AMINA)
    assert "not-a-member" in codes(caught)


def test_two_who_are_both_in_a_family_are_not_merged(office, three, family):
    families = office.people.families
    families.form(three[2], by=AMINA)

    with pytest.raises(Refused) as caught:
        merge(office, three[1], three[2])
    assert codes(caught) == ["both-in-a-family"]


def test_whom_somebody_merged_belongs_with_counts_as_theirs(office, three, family):
    alone = add(office, names=names("Alfa"))
    merge(office, alone, three[1])

    assert office.people.show(alone).family.of == family
    other = office.people.families.form(three[2], by=AMINA).of
    with pytest.raises(Refused) as caught:
        office.people.families.add(other, alone, "sibling", by=AMINA)
    assert codes(caught) == ["in-another-family"]


def test_a_change_of_a_family_sent_twice_is_written_once(office, three, family):
    families = office.people.families
    for _ in range(2):
        families.add(family, three[2], "child", by=AMINA, id="f-7")
        apart = families.split(family, three[1], by=AMINA, id="f-8")

    assert len(families.versions(family)) == 3
    assert len(families.versions(apart.of)) == 1
    with pytest.raises(Repeated):
        families.leave(family, three[2], by=Actor("chioma"), id="f-7")


def test_the_clock_of_people_is_that_of_the_office(register):
    clock = Clock()
    office = office_of(declaring(passport()), register=register, clock=clock)

    version = office.people.add(FATOUMATA, by=AMINA)
    assert version.at == clock.instant


# --------------------------------------------------------------- whom a case is about
@pytest.mark.parametrize("name", ["Fatoumata Diallo", "Fatou?", "فاطوماتا ديالو"])
def test_a_case_is_about_a_number_and_nothing_that_may_be_a_name(office, name):
    with pytest.raises(Refused) as refused:
        office.open("journey", by=AMINA, about=name)

    assert [one.code for one in refused.value.refusals] == ["no-number-of-a-person"]
    assert office.open("journey", by=AMINA, about="client:2026/17.b-3").about


def test_a_case_that_is_about_no_person_is_called_as_its_papers_call_it(clock):
    read = Stage("All", Step("read", "Read", by=CLERK))
    paper = Programme("paper", 1, "Paper", read, about=DOCUMENT)
    office = office_of(declaring(paper), clock=clock)

    assert office.open("paper", by=AMINA, about="Deed 17, second copy").about
