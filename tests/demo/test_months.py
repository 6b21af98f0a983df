"""The demo's office: who came, and what became of them in months of work."""

from __future__ import annotations

from datetime import date

import pytest

from migcase.casefile.case import replay
from migcase.demo.founding import TODAY, chosen, found, live, past_until
from migcase.office.plugins import Plugins

pytestmark = pytest.mark.slow


def ids(office, programme=None):
    return [row.case for row in office.cases(programme=programme, limit=10_000)]


def test_everybody_who_came_has_a_case(past, months, office):
    coming = past.coming
    about = {office.case(case).about for case in ids(office)}

    assert past.people >= 200
    assert {one.applicant.ref for one in coming.households} <= about
    assert {one.person.ref for one in (*coming.candidates, *coming.youths)} <= about
    assert months.cases == len(ids(office))


def test_the_office_allowed_everything_that_its_colleagues_wrote(months):
    assert months.refused == []


@pytest.mark.slow
@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2027, 5, 3)])
def test_whenever_it_is_kept_the_office_allows_what_is_written(today, tmp_path):
    past = past_until(today, tmp_path)
    found(tmp_path)
    *_days, months = live(past, Plugins.found())

    assert months.refused == []
    assert chosen(past, Plugins.found()).payment is not None


def test_every_file_adds_up_to_the_case_that_is_kept(office, register):
    for case in ids(office):
        assert replay(office.entries(case)) == register.kept(case).case


def test_what_was_counted_is_what_was_written(months, office):
    assert months.entries == sum(office.case(case).number for case in ids(office))


def test_some_cases_are_closed_some_held_and_some_blocked(office):
    statuses = {count.status for count in office.counts()}
    states = {row.task.state for row in office.agenda(limit=10_000)}

    assert {"closed", "on-hold", "waiting_list", "in_reintegration"} <= statuses
    assert {"ready", "gated", "held"} <= states


def test_there_is_something_to_see_at_every_stop(past, months):
    picks = chosen(past, Plugins.found())

    assert None not in (picks.family, picks.gated, picks.waiting, picks.payment)
    assert None not in (picks.surveyed, picks.shut, picks.leaving)


def test_people_end_in_many_ways(months, office):
    cases = [office.case(case) for case in ids(office, "avrr")]
    endings = {case.ended.outcome for case in cases if case.ended is not None}

    assert endings >= {"deceased", "info-only", "no-show", "re-migrated", "returned"}
    assert endings >= {"untraceable", "withdrawn"}


def test_a_family_that_returned_has_its_mirror_on_the_same_person(past, months, office):
    family = chosen(past, Plugins.found()).family
    page = office.people.show(family.about)
    [mirror] = [case for case in page.cases if case.row.case != family.id]

    assert len(tuple(family.lines_of("member"))) > 2
    assert office.case(mirror.row.case).programme == "reintegration"
    assert family.facts["mirror"] == mirror.row.case
    assert office.case(mirror.row.case).facts["sending_case"] == family.id


def test_no_name_of_an_invented_person_stands_in_a_file(past, office, register):
    names = {one.name for each in past.coming.households for one in each.people}
    names |= {one.person.name for one in past.coming.candidates}
    written = " ".join(
        str(entry.event) for case in ids(office) for entry in office.entries(case)
    )

    assert {name for name in names if name in written} == set()


def test_the_same_seed_brings_the_same_people_and_the_same_turns(tmp_path):
    assert past_until(TODAY, tmp_path).coming == past_until(TODAY, tmp_path).coming


def test_the_office_knows_everybody_who_came_and_whom_they_came_with(past, office):
    for household in past.coming.households:
        for person in household.people:
            page = office.people.show(person.ref)

            assert page.person.name == person.name
            assert (page.family is None) == (len(household.people) == 1)


def test_a_page_of_a_traveller_shows_the_case_of_their_family(past, office):
    shown = {
        person.ref: [
            (one.row.programme, one.roles)
            for one in office.people.show(person.ref).cases
        ]
        for household in past.coming.households
        for person in household.people
    }
    roles = {role for cases in shown.values() for _, held in cases for role in held}

    for household in past.coming.households:
        programmes = [programme for programme, _ in shown[household.applicant.ref]]
        assert "avrr" in programmes
    assert {"principal", "dependant"} <= roles
