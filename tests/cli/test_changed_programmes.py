"""A programme that was changed under its old version is told of, and told of once."""

from __future__ import annotations

import sys

import pytest

DECLARED = """
    from migcase import Outcome, Programme, Role, Stage, Step, hookimpl

    CLERK = Role("clerk", "Clerk")
    ASK = Step("ask", "Asked", by=CLERK)

    @hookimpl
    def migcase_programmes():
        stage = Stage("All", (ASK,))
        return [
            Programme("intake", 1, "Intake", stage, Outcome("over", "Over")),
            Programme("other", 1, "Other", stage, Outcome("over", "Over")),
        ]
"""
ONLY = {"MIGCASE_LOAD_PLUGINS": "intake"}
CHANGED = "Plugin intake 0.1: intake version 1 is not what it was when its first case"


@pytest.fixture
def declared(counter, plugin, tmp_path):
    """An office with a case of a programme; returns the text of its declaration."""
    plugin("intake", DECLARED)
    counter.type("init", "--plain", "--code", "MA", "--user", "amina:clerk", **ONLY)
    assert counter.type("open", "intake", **ONLY).code == 0
    return tmp_path / "more/migcase_intake.py"


@pytest.fixture
def changed(counter, declared):
    """The same office, after somebody changed the programme."""
    was = declared.read_text()
    declared.write_text(was.replace("by=CLERK)", "by=CLERK, optional=True)"))
    sys.modules.pop("migcase_intake", None)
    return counter


def test_the_list_of_plugins_says_which_programme_is_used_no_more(changed):
    told = changed.type("plugins", **ONLY)
    french = changed.type("plugins", lang="fr", **ONLY)
    [row] = changed.type("plugins", "--json", **ONLY).json["plugins"]

    assert "intake  0.1      in part  other (version 1)\n" in told.out
    assert told.err.count(CHANGED) == 1
    assert "en partie" in french.out
    assert "n’est plus" in french.err
    assert (row["state"], row["programmes"]) == (
        "partly",
        [{"key": "other", "version": 1}],
    )
    assert "another content" in row["reason"]


def test_a_plugin_whose_programmes_are_what_they_were_works(counter, declared):
    told = counter.type("plugins", **ONLY)

    assert "works  intake (version 1), other (version 1)\n" in told.out
    assert told.err == ""


@pytest.mark.parametrize("file", ["keys.json", "office.db"])
def test_where_an_office_does_not_open_the_list_says_what_it_did_not_look_at(
    changed, file
):
    (changed.folder / file).write_text("{}")

    told = changed.type("plugins", **ONLY)

    assert told.code == 0
    assert "works" in told.out
    assert told.err.startswith("The office does not open now: ")


@pytest.mark.parametrize(
    "words",
    [
        ("open", "intake"),
        ("done", "MA-26-00001-O", "ask"),
        ("why", "MA-26-00001-O"),
        ("hold", "MA-26-00001-O"),
        ("show", "MA-26-00001-O"),
    ],
)
def test_what_is_wrong_with_a_plugin_is_said_once(changed, words):
    told = changed.type(*words, **ONLY)

    assert told.err.count(CHANGED) == 1
    assert told.code == (0 if words[0] == "show" else 1)


def test_a_program_is_still_told_why_nothing_was_recorded(changed):
    told = changed.type("open", "intake", "--json", **ONLY)

    assert told.json["error"]["code"] == "bad-plugin"
    assert told.err.count(CHANGED) == 1
