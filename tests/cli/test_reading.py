"""What the commands that read promise, to people and to programs."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest


def test_migcase_alone_is_todays_agenda_with_the_reason_for_each_rank(office, reported):
    typed = office.type()

    lines = typed.out.splitlines()
    assert typed.code == 0
    assert lines[0].endswith(", for amina")
    assert lines[2].split() == ["Why", "Case", "What", "Who"]
    assert "due in 3 days (" in lines[3]
    assert "Consulate written to" in lines[3]


def test_a_missed_deadline_says_by_how_much(office):
    case = office.opened("--on", "-20d")
    told = ("--fact", "how=lost", "--fact", "lost_on=-30d", "--on", "-10d")
    office.type("done", case, "report", *told)

    assert "7 days late (due " in office.type("agenda").out
    assert "(échéance le " in office.type("agenda", lang="fr").out


def test_nothing_to_do_is_said_apart_from_the_data(office):
    typed = office.type("agenda")

    assert (typed.code, typed.out) == (0, "")
    assert typed.err.startswith("Nothing to do today")


def test_a_case_shows_its_stages_and_what_is_open_by_when(office, reported):
    shown = office.type("show", reported).out

    assert "✓ At the desk   ● At the consulate   ○ Back" in shown
    assert "- Consulate written to (Desk officer): due in 3 days (" in shown


def test_a_case_is_shown_as_it_was(office, reported):
    before = office.type("show", reported, "--as-of", "1")
    never = office.type("show", reported, "--as-of", "2001-02-03")

    assert "- Loss reported (Desk officer): since " in before.out
    assert (never.code, "has nothing as of 3 Feb 2001" in never.err) == (4, True)


def test_what_has_not_come_is_not_shown(office, case):
    for then in ("2999-01-02", "+3d", "2999-01-02T10:00"):
        typed = office.type("show", case, f"--as-of={then}")

        assert (typed.code, typed.out) == (2, "")
        assert "has not come: " in typed.err


def test_a_later_hour_of_today_has_not_come(office, case):
    later = datetime.now(UTC) + timedelta(minutes=2)
    typed = office.type("show", case, "--as-of", later.isoformat())

    assert (typed.code, typed.out) == (2, "")
    assert " has not come: it is " in typed.err


def test_an_hour_before_the_case_is_told_as_the_clocks_of_the_office_show_it(
    office, case
):
    english = office.type("show", case, "--as-of", "2001-02-03T10:00+00:00")
    french = office.type("show", case, "--as-of", "2001-02-03T10:00+00:00", lang="fr")

    assert "has nothing as of 3 Feb 2001, 10:00: it was opened on " in english.err
    assert "« 3 févr. 2001 à 10:00 »" in french.err.replace("\xa0", " ")


def test_what_a_case_may_be_looked_at_as_of_is_said(office, case):
    typed = office.type("show", case, "--as-of", "the beginning")

    assert typed.code == 2
    assert "type 2026-11-19, yesterday, 2026-11-19T14:30 or 12." in typed.err


def test_times_of_day_are_those_of_the_office_whatever_the_machine_is_set_to(
    office, case, monkeypatch
):
    office.opened()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    written = office.type("show", case, "--json").json["last_written"]
    here = datetime.fromisoformat(written).astimezone(ZoneInfo("Africa/Casablanca"))
    history = office.type("show", case, "--history").out
    then = office.type("show", case, "--as-of", f"{here:%Y-%m-%dT%H:%M:%S.%f}")
    checked = office.type("doctor").out
    monkeypatch.undo()
    time.tzset()

    now = datetime.now(here.tzinfo)
    (clock,) = [line for line in checked.splitlines() if "The clock says" in line]
    assert any(f"{one:%H:}" in clock for one in (here, now))  # an hour may be full
    assert f"{here:%H:%M}" in history
    assert then.code == 0, then.err


def test_why_says_what_comes_first(office, case):
    typed = office.type("why", case, "letter")

    assert (typed.code, typed.out.splitlines()) == (
        0,
        [
            "“Consulate written to” cannot be done now:",
            "- “Consulate written to” has to wait: “Loss reported” comes first.",
        ],
    )


def test_why_says_from_what_a_due_day_is_counted(office, reported):
    out = office.type("why", reported, "letter").out

    assert "“Consulate written to” can be done now, by: Desk officer" in out
    assert ": 3 days after its turn." in out
    assert "- Whose passport was it? (nationality)" in out


def test_why_names_the_fact_that_is_missing(office, reported):
    told = (
        "--fact",
        "nationality=Sénégal",
        "--fact",
        "papers=copy",
        "--fact",
        "copies=1",
    )
    office.type("done", reported, "letter", *told, "--fact", "copies=1")
    office.type("done", reported, "check", by="bashir")

    out = office.type("why", reported, "handover").out

    assert "“Passport handed over” needs something that nobody knows yet:" in out
    assert "“Is the passport at the desk?” is answered “yes” (no answer yet)" in (
        " ".join(out.split())
    )


def test_a_secret_answer_is_only_for_whom_it_names(office, reported):
    told = ("--fact", "nationality=SN", "--fact", "papers=copy")
    office.type("done", reported, "letter", *told, "--fact", "copies=1")
    office.type("done", reported, "check", by="bashir")
    office.type("state", reported, "--fact", "ready=yes")
    office.type("done", reported, "handover", "--fact", "fee=12,50 EUR")

    hers = office.type("show", reported, "--facts")
    his = office.type("show", reported, "--facts", by="bashir")

    assert "What did it cost? (fee) — not for your roles" in hers.out
    assert "What did it cost? (fee) — 12.50 EUR" in his.out
    assert "12.50" not in office.type("show", reported, "--json").out


def test_the_list_is_plain_when_nobody_looks_at_a_terminal(office, reported):
    out = office.type("list").out

    assert out.splitlines()[0].split() == [
        *("Case", "Programme", "Status", "Stage", "Who", "Opened")
    ]
    assert "\x1b" not in out


def test_cases_are_counted_by_stage(office, reported):
    assert office.type("list", "--counts", "--json").json["rows"] == [
        {
            "programme": "passport",
            "status": "active",
            "stage": "at-the-consulate",
            "cases": 1,
        }
    ]


def test_a_programme_is_explained_without_an_office(counter):
    typed = counter.type("explain", "passport")

    assert (typed.code, typed.out.splitlines()[0]) == (0, "# Replacing a passport")
    assert counter.type("explain", "pasport").code == 4


def test_plugins_are_listed_without_an_office(counter):
    typed = counter.type("plugins", "--json").json

    assert typed["plugins"][0]["name"] == "passport"
    assert typed["plugins"][0]["programmes"] == [{"key": "passport", "version": 1}]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("agenda",), "agenda"),
        (("list",), "cases"),
        (("list", "--counts"), "counts"),
        (("show", "CASE"), "case"),
        (("show", "CASE", "--history", "--as-of", "1"), "case"),
        (("why", "CASE"), "why"),
        (("why", "CASE", "check"), "why"),
        (("note", "CASE", "a word"), "recorded"),
        (("explain", "passport"), "explanation"),
        (("plugins",), "plugins"),
        (("doctor",), "checkup"),
        (("show", "MA-26-00417-W"), "error"),
        (("done", "CASE", "check"), "error"),
    ],
)
def test_json_is_one_document_that_is_the_same_in_every_language(
    office, reported, words, kind
):
    typed = [reported if word == "CASE" else word for word in words]

    english = office.type(*typed, "--json")
    french = office.type("--json", *typed, lang="fr")

    assert (english.json["migcase"], english.json["kind"]) == (1, kind)
    assert english.json.keys() == french.json.keys()
    if kind not in ("recorded", "explanation"):
        assert english.json == french.json


def test_a_case_whose_plugin_is_gone_can_be_read_and_not_continued(office, reported):
    shown = office.type("show", reported, "--no-plugins", "--facts", "--history")
    listed = office.type("list", "--no-plugins")
    written = office.type("done", reported, "letter", "--no-plugins")

    assert (shown.code, listed.code, written.code) == (0, 0, 4)
    assert "passport (version 1)" in shown.out
    assert "No plugin here declares passport" in written.err


def test_whoever_answers_for_a_programme_that_is_gone_is_told_that_it_is(
    office, reported
):
    typed = ("done", reported, "letter", "--fact", "place=Rabat", "--no-plugins")

    written = office.type(*typed)

    assert written.code == 4
    assert "No plugin here declares passport" in written.err
    assert "asks nothing called" not in written.err
