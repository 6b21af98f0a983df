"""Whom a case is run for, by whom and where: said once, named by every case."""

from __future__ import annotations

import pytest

PROJECTS = """
[organisations]
md = "Migrations & Développement"

[donors]
eu = "Union européenne"

[places]
souss-massa = "Souss-Massa"

[projects.mtd2]
title = "Territoires et Développement"
organisation = "md"
donors = ["eu"]
places = ["souss-massa"]
programmes = ["passport"]
start = 2020-01-01
"""
ANOTHER = """
[projects.papers]
title = "Papiers"
organisation = "md"
start = 2020-01-01
end = 2020-12-31
"""


def declare(office, text: str) -> None:
    file = office.folder / "office.toml"
    file.write_text(file.read_text() + text)


@pytest.fixture
def partner(office):
    declare(office, PROJECTS)
    return office


def test_a_case_shows_who_runs_it_for_whom_and_where(partner):
    case = partner.opened()
    shown = partner.type("show", case).out

    assert "project mtd2: Territoires et Développement\n" in shown
    assert "run by Migrations & Développement for Union européenne\n" in shown
    assert "in Souss-Massa\n" in shown
    french = partner.type("show", case, lang="fr").out
    assert "mené par Migrations & Développement pour Union européenne\n" in french


def test_a_program_reads_the_keys(partner):
    case = partner.opened()
    found = partner.type("show", case, "--json").json

    assert (found["project"], found["organisation"]) == ("mtd2", "md")
    assert (found["donors"], found["places"]) == (["eu"], ["souss-massa"])
    [row] = partner.type("list", "--project", "mtd2", "--json").json["rows"]
    assert (row["case"], row["project"]) == (case, "mtd2")


@pytest.mark.parametrize(
    "typed", ["mtd2", "Territoires et Développement", "territoires et developpement"]
)
def test_a_project_is_known_by_its_title(partner, typed):
    opened = partner.type("open", "passport", "--project", typed)
    listed = partner.type("list", "--project", typed)
    reached = partner.type("targets", "--project", typed)
    shown = partner.type("projects", typed)

    assert [one.code for one in (opened, listed, reached, shown)] == [0] * 4
    assert "MA-26-00001-O" in listed.out


def test_an_office_without_projects_says_nothing_of_them(office, case):
    assert "project" not in office.type("show", case).out
    assert "Project" not in office.type("list").out
    assert office.type("show", case, "--json").json["project"] is None
    assert "This office has no projects" in office.type("projects").err


def test_of_several_projects_one_has_to_be_named(partner):
    declare(partner, ANOTHER.replace("end", "# end"))
    typed = partner.type("open", "passport")

    assert typed.code == 5
    assert (
        "- Several projects serve “Replacing a passport”: say which one, with "
        "--project (mtd2, papers).\n"
    ) in typed.err
    assert partner.type("open", "passport", "--project", "papers").code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--project", "mtd"),
            "This office has no project mtd.\n    Did you mean mtd2?",
        ),
        (
            ("--project", "papers"),
            "The project papers runs from 1 Jan 2020 to 31 Dec 2020: ",
        ),
        (
            ("--project", "papers", "--on", "2019-12-31"),
            "The project papers runs from 1 Jan 2020 to 31 Dec 2020: 31 Dec 2019 is",
        ),
        (("--on", "2019-12-31"), "No project of this office serves “Replacing a"),
    ],
)
def test_a_case_is_not_opened_for_what_does_not_serve_it(partner, words, told):
    declare(partner, ANOTHER)
    typed = partner.type("open", "passport", *words)

    assert typed.code == 5
    assert told in typed.err
    assert partner.type("list", "--json").json["rows"] == []


def test_projects_are_listed_and_shown(partner):
    partner.opened()
    listed = partner.type("projects").out.splitlines()
    shown = partner.type("projects", "mtd2").out

    assert listed[0].split()[:3] == ["Project", "Title", "Organisation"]
    assert "Territoires et" in listed[1]
    assert "from 1 Jan 2020 to …\n" in shown
    assert "for the programmes Replacing a passport\n" in shown
    assert shown.endswith("1 case.\n")
    [found] = partner.type("projects", "--json").json["projects"]
    assert (found["key"], found["donors"], found["end"]) == ("mtd2", ["eu"], None)


@pytest.mark.parametrize("command", ["projects", "list"])
def test_a_project_that_is_not_there_is_not_found(partner, command):
    words = ("mtd",) if command == "projects" else ("--project", "mtd")
    typed = partner.type(command, *words)

    assert (typed.code, typed.out) == (4, "")
    assert "This office has no project mtd" in typed.err


def test_a_project_that_was_taken_out_of_the_file_is_still_named(partner):
    case = partner.opened()
    file = partner.folder / "office.toml"
    file.write_text(file.read_text().replace(PROJECTS, ""))

    shown = partner.type("show", case).out
    assert "project mtd2, which office.toml does not name any more\n" in shown


def test_what_is_wrong_with_projects_is_told_at_once(partner):
    declare(partner, ANOTHER.replace('"md"', '"dm"').replace("end", "endd"))
    typed = partner.type("projects")

    assert typed.code == 1
    assert typed.err.splitlines()[1:] == [
        (
            "- office.toml:34, projects.papers.endd: nobody knows this word "
            "(did you mean end?)"
        ),
        (
            "- office.toml:32, projects.papers.organisation: dm is not among the "
            "organisations of this file"
        ),
    ]
