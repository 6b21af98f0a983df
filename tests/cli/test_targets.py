"""What was reached, beside what was promised, for the donor's next question."""

from __future__ import annotations

import pytest

from tests.cli.test_projects import PROJECTS, declare

TARGETS = """
[projects.mtd2.targets.passport]
reported = 45
helped = 10
"""


@pytest.fixture
def promised(office):
    declare(office, PROJECTS + TARGETS)
    for person in ("p-1", "p-1", "p-2"):
        case = office.opened("--about", person)
        told = ("--fact", "how=lost", "--fact", "lost_on=yesterday")
        assert office.type("done", case, "report", *told).code == 0
    return office


def test_counters_stand_beside_their_targets(promised):
    lines = promised.type("targets").out.splitlines()

    assert lines[0].split() == [
        *("Project", "Programme", "Milestone", "Persons", "Target", "Cases"),
    ]
    assert lines[1].split()[-5:] == ["Told", "us", "2", "45", "3"]
    assert lines[2].split()[-5:] == ["passport", "again", "0", "10", "0"]


def test_french_comes_first(promised):
    heading = promised.type("targets", lang="fr").out.splitlines()[0]

    assert heading.split() == [
        *("Projet", "Programme", "Jalon", "Personnes", "Cible", "Dossiers"),
    ]


def test_a_program_reads_the_same_counters(promised):
    found = promised.type("targets", "--json").json

    assert found["kind"] == "targets"
    assert found["rows"][0] == {
        "project": "mtd2",
        "programme": "passport",
        "milestone": "reported",
        "target": 45,
        "persons": 2,
        "cases": 3,
    }


def test_a_span_of_days_is_counted_by_the_day_it_was_reached(promised):
    before = promised.type("targets", "--until", "yesterday").out
    found = promised.type("targets", "--since", "yesterday", "--json").json

    assert before.splitlines()[0].startswith("Reached from … to ")
    assert before.splitlines()[2].split()[-3:] == ["0", "45", "0"]
    assert (found["rows"][0]["persons"], found["until"]) == (2, None)


def test_an_office_that_promised_nothing_may_count_all_the_same(office, reported):
    typed = office.type("targets")
    counted = office.type("targets", "--programme", "passport").out.splitlines()

    assert (typed.code, typed.out) == (0, "")
    assert typed.err.startswith("No targets are set")
    assert counted[1].split()[-4:] == ["Told", "us", "1", "1"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--project", "mtd"), 4),
        (("--programme", "pasport"), 4),
        (("--since", "soon"), 2),
    ],
)
def test_what_is_not_there_is_not_counted_as_nothing(promised, words, code):
    typed = promised.type("targets", *words)

    assert (typed.code, typed.out) == (code, "")
    assert typed.err


def test_a_target_for_what_nobody_counts_is_told_with_the_near_one(office):
    declare(office, PROJECTS + TARGETS.replace("helped", "helpd"))
    typed = office.type("targets")

    assert typed.code == 1
    assert (
        "projects.mtd2.targets.passport.helpd: the programme counts no such milestone "
        "(did you mean helped?)"
    ) in typed.err
