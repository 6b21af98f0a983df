"""Whatever is done to people and families, nobody is in two, and nothing is lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from migcase import Name, Office, Person, Refused
from migcase.people.family import HEAD
from migcase.people.sheet import Sheet
from tests.office.passport import AMINA, TODAY, office_of

NUMBERS = [f"p-{n}" for n in range(1, 8)]
PEOPLE = st.sampled_from(NUMBERS)
ROLES = st.sampled_from(["child", "spouse", "other"])
DAYS = st.sampled_from([TODAY, TODAY, TODAY, TODAY - timedelta(days=3)])
WHY = "told in a test"


class Families(RuleBasedStateMachine):
    """People join, leave, move, split, are merged and parted; most of it refused."""

    @initialize()
    def found(self) -> None:
        self.office: Office = office_of()
        self.people = self.office.people
        self.families: list[str] = []
        for number in NUMBERS:
            self.people.add(Person((Name(number),), id=number), by=AMINA)
        first = TODAY - timedelta(days=30)
        others = {"p-2": "child", "p-3": "child"}
        for head, rest in (("p-1", others), ("p-4", {})):
            made = self.people.families.form(head, rest, on=first, by=AMINA)
            self.families.append(made.of)

    def any_family(self, place: int) -> str:
        return self.families[place % len(self.families)]

    @rule(head=PEOPLE, other=PEOPLE, role=ROLES, on=DAYS)
    def form(self, head: str, other: str, role: str, on: date) -> None:
        with suppress(Refused):
            made = self.people.families.form(head, {other: role}, on=on, by=AMINA)
            self.families.append(made.of)

    @precondition(lambda self: self.families)
    @rule(place=st.integers(0, 9), person=PEOPLE, role=ROLES, on=DAYS)
    def add(self, place: int, person: str, role: str, on: date) -> None:
        family = self.any_family(place)
        with suppress(Refused):
            self.people.families.add(family, person, role, on=on, by=AMINA)

    @precondition(lambda self: self.families)
    @rule(place=st.integers(0, 9), person=PEOPLE, on=DAYS)
    def leave(self, place: int, person: str, on: date) -> None:
        family = self.any_family(place)
        with suppress(Refused):
            self.people.families.leave(family, person, on=on, by=AMINA)

    @precondition(lambda self: self.families)
    @rule(place=st.integers(0, 9), person=PEOPLE, role=ROLES, on=DAYS)
    def move(self, place: int, person: str, role: str, on: date) -> None:
        family = self.any_family(place)
        with suppress(Refused):
            self.people.families.move(person, family, role, on=on, by=AMINA)

    @precondition(lambda self: self.families)
    @rule(place=st.integers(0, 9), head=PEOPLE, other=PEOPLE, role=ROLES, on=DAYS)
    def split(self, place: int, head: str, other: str, role: str, on: date) -> None:
        family = self.any_family(place)
        with suppress(Refused):
            made = self.people.families.split(
                family, head, {other: role}, on=on, by=AMINA
            )
            self.families.append(made.of)

    @precondition(lambda self: self.families)
    @rule(place=st.integers(0, 9), person=PEOPLE, on=DAYS)
    def head(self, place: int, person: str, on: date) -> None:
        family = self.any_family(place)
        with suppress(Refused):
            self.people.families.give_head(family, person, on=on, by=AMINA)

    @rule(one=PEOPLE, other=PEOPLE, seldom=st.integers(0, 3))
    def merge(self, one: str, other: str, seldom: int) -> None:
        if seldom:
            return
        with suppress(Refused):
            self.people.merge(one, other, by=AMINA, reason=WHY)

    @rule(other=PEOPLE)
    def undo(self, other: str) -> None:
        with suppress(Refused):
            self.people.undo(other, by=AMINA, reason=WHY)

    def sheets(self) -> dict[str, Sheet]:
        return {number: self.people.sheet(number).holds for number in NUMBERS}

    @invariant()
    def nobody_is_in_two_families(self) -> None:
        belongs: dict[str, list[str]] = {number: [] for number in NUMBERS}
        for family in self.families:
            for member in self.people.families.family(family).holds.current:
                belongs[member.person].append(family)

        for number, sheet in self.sheets().items():
            assert belongs[number] == ([sheet.family] if sheet.family else [])

    @invariant()
    def every_family_has_one_head_or_nobody(self) -> None:
        for family in self.families:
            roles = [
                one.role for one in self.people.families.family(family).holds.current
            ]
            assert roles.count(HEAD) == (1 if roles else 0)

    @invariant()
    def no_two_stays_of_a_person_overlap(self) -> None:
        for sheet in self.sheets().values():
            ends = [date.min, *(stay.until or date.max for stay in sheet.stays)]
            for stay, before in zip(sheet.stays, ends, strict=False):
                assert before <= stay.since <= (stay.until or date.max)

    @invariant()
    def links_of_merged_people_agree_and_end(self) -> None:
        sheets = self.sheets()
        for number, sheet in sheets.items():
            for other in sheet.took_in:
                assert sheets[other].merged_into == number
            if sheet.merged_into is not None:
                assert number in sheets[sheet.merged_into].took_in
            assert self.people.show(number).person.id in NUMBERS

    def teardown(self) -> None:
        """Part everybody: each is again who they were told to be."""
        for number, sheet in self.sheets().items():
            if sheet.merged_into is not None:
                self.people.undo(number, by=AMINA, reason=WHY)
        for number, sheet in self.sheets().items():
            assert sheet.person == Person((Name(number),), id=number)
            assert attrs.evolve(sheet, stays=()) == Sheet(sheet.person)


TestFamilies = Families.TestCase
TestFamilies.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
