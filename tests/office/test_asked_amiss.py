"""What an office answers who asks with something that no number, or no limit, is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from migcase import MigcaseError, Noted, Office
from migcase.keeping.pages import BadLimit
from migcase.numbers import NotANumber
from migcase.office.person_errors import NoSuchFamily, NoSuchPerson
from migcase.people.person import Name, Person
from tests.office.passport import AMINA, TODAY

NO_TEXT = [None, 5, b"MA-26-00001-O", ["MA-26-00001-O"], {}]
NO_LIMIT = [0, -1, None, True, 2.5, "5"]
NOTED = Noted("a word", TODAY)

OF_A_CASE: dict[str, Callable[[Office, Any], object]] = {
    "case": lambda office, it: office.case(it),
    "entries": lambda office, it: office.entries(it),
    "record": lambda office, it: office.record(it, NOTED, by=AMINA),
    "why_not": lambda office, it: office.why_not(it, NOTED, by=AMINA),
    "reveal": lambda office, it: office.reveal(it, reason="asked"),
    "work": lambda office, it: office.work(it),
    "work as of": lambda office, it: office.work(it, as_of=1),
    "holds": lambda office, it: office.holds(it),
    "doubts": lambda office, it: office.doubts(it),
    "why_then": lambda office, it: office.why_then(it, 1),
    "kept_until": lambda office, it: office.kept_until(it),
    "remains": lambda office, it: office.remains(it),
    "may": lambda office, it: office.may("read", it),
    "readers": lambda office, it: office.readers(it),
    "share": lambda office, it: office.share(it, "bashir", reason="asked"),
    "whom_to_ask": lambda office, it: office.whom_to_ask(it),
    "break": lambda office, it: office.glasses.break_for(it, reason="fire"),
    "erase": lambda office, it: office.erasures.ask([it], "over"),
    "number_of": lambda office, it: office.erasures.number_of(it),
    "number_to_keep": lambda office, it: office.erasures.number_to_keep(it),
}
OF_A_PERSON: dict[str, Callable[[Office, Any], object]] = {
    "sheet": lambda office, it: office.people.sheet(it),
    "versions": lambda office, it: office.people.versions(it),
    "check": lambda office, it: office.people.check(it, "read"),
    "to_correct": lambda office, it: office.people.to_correct(it, reason="asked"),
    "named": lambda office, it: office.people.named(it),
    "show": lambda office, it: office.people.show(it),
    "reveal": lambda office, it: office.people.reveal(it, reason="asked"),
    "candidates": lambda office, it: office.people.candidates(it),
    "merge": lambda office, it: office.people.merge(it, it, by=AMINA, reason="one"),
    "undo": lambda office, it: office.people.undo(it, by=AMINA, reason="two"),
    "apart": lambda office, it: office.people.tell_apart(
        it, it, by=AMINA, reason="two"
    ),
    "form": lambda office, it: office.people.families.form(it, by=AMINA),
    "copy": lambda office, it: office.copies.of(it, reason="asked"),
}
OF_A_FAMILY: dict[str, Callable[[Office, Any], object]] = {
    "family": lambda office, it: office.people.families.family(it),
    "versions": lambda office, it: office.people.families.versions(it),
    "add": lambda office, it: office.people.families.add(it, it, "wife", by=AMINA),
    "leave": lambda office, it: office.people.families.leave(it, it, by=AMINA),
    "move": lambda office, it: office.people.families.move("?", it, "wife", by=AMINA),
    "split": lambda office, it: office.people.families.split(it, it, by=AMINA),
}
LISTS: dict[str, Callable[[Office, Any], object]] = {
    "agenda": lambda office, limit: office.agenda(limit=limit),
    "agenda of": lambda office, limit: office.agenda(AMINA, limit=limit),
    "cases": lambda office, limit: office.cases(limit=limit),
    "find": lambda office, limit: office.people.find("Diallo", limit=limit),
    "pairs": lambda office, limit: office.people.pairs(limit=limit),
    "owed": lambda office, limit: office.deliveries.owed(limit=limit),
}


@pytest.mark.parametrize("ask", OF_A_CASE.values(), ids=OF_A_CASE)
def test_what_is_no_text_is_no_number_of_a_case(
    office: Office, ask: Callable[[Office, Any], object]
):
    office.open("passport", by=AMINA)

    for it in NO_TEXT:
        with pytest.raises(NotANumber) as raised:
            ask(office, it)
        assert raised.value.values["typed"] == type(it).__name__


@pytest.mark.parametrize("ask", OF_A_PERSON.values(), ids=OF_A_PERSON)
def test_what_is_no_text_is_nobodys_number(
    office: Office, ask: Callable[[Office, Any], object]
):
    for it in NO_TEXT:
        with pytest.raises(NoSuchPerson) as raised:
            ask(office, it)
        assert type(it).__name__ in str(raised.value)


@pytest.mark.parametrize("ask", OF_A_FAMILY.values(), ids=OF_A_FAMILY)
def test_what_is_no_text_is_no_familys_number(
    office: Office, ask: Callable[[Office, Any], object]
):
    for it in NO_TEXT:
        with pytest.raises(NoSuchFamily) as raised:
            ask(office, it)
        assert type(it).__name__ in str(raised.value)


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_a_list_is_of_one_row_or_more(
    office: Office, ask: Callable[[Office, Any], object]
):
    office.open("passport", by=AMINA)
    office.people.add(Person((Name("Fatou", "Diallo"),)), by=AMINA)

    for limit in NO_LIMIT:
        with pytest.raises(MigcaseError) as raised:
            ask(office, limit)
        assert raised.value.code == "bad-limit"


def test_who_may_be_the_same_is_asked_for_one_row_or_more(office: Office):
    one = office.people.add(Person((Name("Fatou", "Diallo"),)), by=AMINA)

    with pytest.raises(BadLimit):
        office.people.candidates(one.of, limit=0)


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_a_list_may_be_asked_for_whole(
    office: Office, ask: Callable[[Office, Any], object]
):
    assert ask(office, 10**30) is not None
