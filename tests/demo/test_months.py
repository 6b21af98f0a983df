"""The demo's office: who came, and what became of them in months of work."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from migcase.casefile.case import replay
from migcase.demo.founding import TODAY, chosen, found, live, past_until
from migcase.demo.months import Clock
from migcase.keeping.sql import SqlRegister
from migcase.office.office import Office
from migcase.office.plugins import Plugins
from migcase.office.settings_file import read_settings


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    return past_until(TODAY, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def months(past):
    """The months, lived through once for all promises here."""
    pytest.importorskip("migcase_avrr")
    found(past.folder)
    *_days, months = live(past, Plugins.found())
    return months


@pytest.fixture(scope="module")
def register(past, months):
    register = SqlRegister.open(past.folder / "office.db")
    yield register
    register.close()


@pytest.fixture(scope="module")
def office(past, register):
    settings = read_settings(past.folder / "office.toml")
    return Office(register, Plugins.found(), settings=settings, clock=Clock(past.today))


def test_at_least_two_hundred_people_came_and_each_household_has_a_case(past, months):
    came = sum(len(file.household.people) for file in months.files)

    assert came == past.people
    assert came >= 200
    assert len({file.case for file in months.files}) == len(past.coming)


def test_the_office_allowed_everything_that_its_colleagues_wrote(months):
    assert months.refused == []


def test_every_file_adds_up_to_the_case_that_is_kept(months, office, register):
    for file in months.files:
        kept = register.kept(file.case)

        assert replay(office.entries(file.case)) == kept.case


def test_some_cases_are_closed_some_held_and_some_blocked(office):
    statuses = {count.status for count in office.counts()}
    states = {row.task.state for row in office.agenda(limit=10_000)}

    assert {"closed", "on-hold", "in_reintegration"} <= statuses
    assert {"ready", "gated", "held"} <= states


def test_there_is_something_to_see_at_every_stop(past, months):
    picks = chosen(past, Plugins.found())

    assert None not in (picks.moving, picks.gated, picks.held, picks.leaving)
    assert picks.moving.id != picks.leaving


def test_people_end_in_many_ways(months, office):
    cases = [office.case(file.case) for file in months.files]
    endings = {case.ended.outcome for case in cases if case.ended is not None}

    assert endings >= {
        "bid-stay",
        "deceased",
        "ineligible",
        "info-only",
        "no-show",
        "re-migrated",
        "returned",
        "untraceable",
        "withdrawn",
    }


def test_no_name_of_an_invented_person_stands_in_a_case_file(past, months):
    kept_apart = {"person", "person_key"}
    with closing(sqlite3.connect(past.folder / "office.db")) as database:
        listed = database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        tables = {name for (name,) in listed} - kept_apart
        rows = [str(database.execute(f"SELECT * FROM {t}").fetchall()) for t in tables]
    content = "".join(rows)
    names = {person.name for one in past.coming for person in one.people}

    assert {"entry", "case_file", "case_person"} <= tables
    assert {name for name in names if name in content} == set()


def test_the_same_seed_brings_the_same_people_and_the_same_turns(tmp_path):
    assert past_until(TODAY, tmp_path).coming == past_until(TODAY, tmp_path).coming


def test_the_office_knows_everybody_who_came_and_whom_they_came_with(months, office):
    for file in months.files[:30]:
        for person in file.household.people:
            page = office.people.show(person.ref)

            assert page.person.name == person.name
            assert (page.family is None) == (len(file.household.people) == 1)


def test_a_page_of_a_traveller_shows_the_case_of_their_family(months, office):
    shown = {
        person.ref: [(one.row.case, one.roles) for one in office.people.show(ref).cases]
        for file in months.files
        for person in file.household.people
        if (ref := person.ref)
    }
    roles = {role for cases in shown.values() for _, held in cases for role in held}

    for file in months.files:
        assert shown[file.household.applicant.ref][0][0] == file.case
    assert {"principal", "dependant"} <= roles
