"""What the commands that write promise: one sentence, or every reason at once."""

from __future__ import annotations

import json
import re

import pytest

LETTER = (
    "--fact",
    "nationality=SN",
    "--fact",
    "papers=birth,photo",
    "--fact",
    "copies=2",
)


def length(office, case) -> int:
    return office.type("show", case, "--json").json["number"]


def test_a_case_is_opened_and_its_number_printed(office):
    typed = office.type("open", "passport")

    assert typed.code == 0
    assert re.match(r"MA-\d\d-00001-[A-Z] is open: Replacing a passport\n", typed.out)
    assert "Next: Loss reported (Desk officer)" in typed.err


def test_a_step_is_done_under_its_key_or_its_title(office, case):
    told = ("--fact", "how=lost", "--fact", "lost_on=2026-01-05", "--fact", "how=lost")
    typed = office.type("done", case, "loss REPORTED", *told)

    assert (typed.code, typed.out.split(" is done")[0]) == (
        0,
        f"{case}: “Loss reported”",
    )


def test_a_number_is_read_however_it_is_typed(office, case):
    typed = office.type("show", case.lower().replace("-", ""))

    assert (typed.code, case in typed.out) == (0, True)


def test_a_mistyped_number_is_told_from_an_unknown_one(office, case):
    letter = "A" if case[-1] != "A" else "B"
    mistyped = office.type("show", case[:-1] + letter)
    unknown = office.type("show", "MA-20-00417-" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[0])

    assert (mistyped.code, f"Did you mean {case}?" in mistyped.err) == (2, True)
    assert unknown.code in (2, 4)
    assert office.type("show", "MA-26-00417-W").code == 4
    assert office.type("show", "hello").code == 2


def test_a_mistyped_step_is_answered_with_the_near_one(office, case):
    typed = office.type("done", case, "reprot")

    assert (typed.code, typed.out) == (4, "")
    assert "There is no step reprot" in typed.err
    assert "Did you mean report (Loss reported)?" in typed.err


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("open", "pasport"), "passport"),
        (("close", "CASE", "foundd"), "found (The old passport turned up)"),
        (
            ("hold", "CASE", "closed-consulat"),
            "closed-consulate (The consulate is closed)",
        ),
        (("line", "CASE", "relativ"), "relative (Relative)"),
        (("assign", "CASE", "amena"), "amina"),
    ],
)
def test_whatever_is_not_there_is_answered_with_the_near_one(office, case, words, near):
    typed = office.type(*(case if word == "CASE" else word for word in words))

    assert (typed.code, f"Did you mean {near}?" in typed.err) == (4, True)


def test_all_answers_that_do_not_fit_are_told_at_once(office, case):
    typed = office.type(
        *("done", case, "report", "--fact", "how=stollen"),
        *(
            "--fact",
            "lost_on=2026-02-31",
            "--fact",
            "hwo=lost",
            "--fact",
            "police=maybe",
        ),
    )

    assert typed.code == 2
    assert typed.err.splitlines() == [
        "Not recorded.",
        "- “How was it lost?” (how) takes one of: lost, stolen; not stollen.",
        "  Did you mean stolen?",
        "- “On which day?” (lost_on) takes a date, such as 2026-11-19; not 2026-02-31.",
        "- This programme asks nothing called hwo.",
        "  Did you mean how (“How was it lost?”)?",
        "- “Were the police told?” (police) takes yes or no; not maybe.",
    ]
    assert length(office, case) == 1


def test_every_reason_of_the_rules_is_told_at_once(office, case):
    typed = office.type("done", case, "handover", by="bashir")

    assert typed.code == 5
    assert typed.err.splitlines()[0] == "Not recorded."
    assert (
        "- “Passport handed over” has to wait: “Letter checked” comes first."
        in typed.err
    )
    assert length(office, case) == 1


def test_whoever_comes_second_learns_who_came_first_and_when(office, reported):
    told = ("--fact", "how=lost", "--fact", "lost_on=yesterday")
    again = office.type("done", reported, "report", *told, by="bashir")
    asked = office.type("why", reported, "report", by="bashir")

    first = "“Loss reported” is done already, on "
    assert (again.code, first in again.err) == (5, True)
    assert ": amina recorded it on " in again.err
    assert first in asked.out


def test_whoever_wrote_the_letter_cannot_check_it(office, reported):
    office.type("done", reported, "letter", *LETTER)

    typed = office.type("done", reported, "check")

    assert typed.code == 5
    assert "another pair of eyes: you had a hand in “Consulate written to”" in typed.err
    assert office.type("done", reported, "check", by="bashir").code == 0


def test_a_role_that_somebody_does_not_have_is_named(office, case):
    office.type("hold", case, "closed-consulate", "--fact", "wait_for=Easter")

    typed = office.type("resume", case, "closed-consulate", "--reason", "over")

    assert (typed.code, "is for: Supervisor." in typed.err) == (5, True)


def test_a_day_that_has_not_come_is_refused(office, case):
    typed = office.type("note", case, "soon", "--on", "+2d")

    assert (typed.code, "has not come: today is" in typed.err) == (5, True)


def test_a_day_before_the_case_was_opened_is_refused(office, case):
    typed = office.type("note", case, "soon", "--on", "2001-02-03")

    assert (typed.code, "before this was opened" in typed.err) == (5, True)


def test_a_word_that_is_no_day_is_wrong_use(office, case):
    typed = office.type("note", case, "soon", "--on", "31/02/2026")

    assert (typed.code, "31/02/2026 is no day" in typed.err) == (2, True)


def test_an_answer_longer_than_a_page_is_refused(office, case):
    typed = office.type("done", case, "report", "--fact", "story=" + "a" * 10_001)

    assert (typed.code, "longer than 10000 characters" in typed.err) == (2, True)


def test_what_was_typed_is_shown_escaped_and_stored_as_it_is(office, reported):
    typed = "Ali\x1b]0;x\x07\u202egpj\u0085 محمد"
    office.type("state", reported, "--fact", f"story={typed}")

    shown = office.type("show", reported, "--facts", "--history")
    told = office.type("show", reported, "--json")

    assert "Ali␛]0;x␇⟨U+202E⟩gpj⟨U+0085⟩ محمد" in shown.out
    assert set("\x1b\x07\u202e\u0085").isdisjoint(shown.out + shown.err + told.out)
    assert told.json["facts"]["story"]["value"] == typed


def test_a_question_goes_by_its_key_or_by_its_own_words(office, reported):
    corrected = office.type("state", reported, "--fact", "how  WAS it lost?=stolen")
    shown = office.type("show", reported, "--facts").out

    assert corrected.code == 0, corrected.err
    assert "- How was it lost? (how) — stolen (" in shown


def test_stating_nothing_lists_what_may_be_stated(office, reported):
    listed = office.type("state", reported)
    told = office.type("state", reported, "--json")

    assert listed.code == told.code == 2
    assert told.json["error"] == {
        "code": "bad-answers",
        "recorded": False,
        "values": {"near": []},
    }
    assert "- How was it lost? (how)\n" in listed.err
    assert "nationality" not in listed.err
    assert "Nothing was told: add --fact KEY=ANSWER." in listed.err


def test_where_a_rule_refuses_to_have_anything_told_the_rule_is_named(office, case):
    refused = office.type("state", case, "--on", "2020-01-02")

    assert refused.code == 5
    assert "before" in refused.err


def test_where_nothing_may_be_stated_it_is_said_how_questions_are_answered(
    office, case
):
    told = office.type("state", case).err

    assert "what a step asks is answered with `migcase done`." in told


def test_an_empty_answer_is_told_what_it_takes(office, reported):
    typed = office.type("state", reported, "--fact", "how=")

    assert typed.code == 2
    assert "“How was it lost?” (how): the answer is empty; it takes one of" in typed.err


def test_a_masked_answer_that_nobody_gave_is_answered_with_the_near_keys(
    office, reported
):
    asked = office.type("show", reported, "--reveal", "hwo")
    said = office.type("show", reported, "--reveal", "foo")

    assert "Did you mean how?" in asked.err
    assert "--reveal without a key shows all that you may see." in said.err


def test_answers_come_out_of_a_file_or_a_pipe(office, case, tmp_path):
    told = {"how": "stolen", "lost_on": "2026-01-05", "police": True}
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(told))
    other = office.opened()

    assert office.type("done", case, "report", "--from", str(file)).code == 0
    assert (
        office.type("done", other, "report", "--from", "-", stdin=json.dumps(told)).code
        == 0
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 100_000, "it is nested deeper than 64 at character 65"),
        ('{"how": "lost", "how": "stolen"}', "how stands twice in $"),
        ('{"copies": NaN}', "NaN at $.copies is not a number"),
        ('{"story": "\\ud800"}', "half a character at $.story"),
        ('["lost"]', "it must be one object"),
        ('{"how": ', "it ends in the middle, in line 1"),
        ('{"copies": ' + "9" * 5000 + "}", "the number at $.copies is out of range"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(office, case, text, reason):
    typed = office.type("done", case, "report", "--from", "-", stdin=text)

    assert (typed.code, reason in typed.err) == (2, True), typed.err
    assert length(office, case) == 1


def test_what_is_sent_twice_under_one_id_is_recorded_once(office, case):
    first = office.type("note", case, "she called", "--id", "note-1")
    again = office.type("note", case, "she called", "--id", "note-1")
    other = office.type("note", case, "he called", "--id", "note-1")

    assert (first.code, again.code, other.code) == (0, 0, 5)
    assert "The id note-1 was already used" in other.err
    assert length(office, case) == 2


def test_a_line_is_opened_named_after_whom_it_is_about_and_ended(office, case):
    office.type("line", case, "relative", "--fact", "who=P-12", "--key", "son")

    assert office.type("done", case, "photo").out.startswith(
        f"{case}: “Photograph taken — Relative, P-12” is done"
    )
    assert office.type("line", case, "P-12", "--end", "left").code == 0
    ended = office.type("show", case, "--json").json["lines"][0]["ended"]
    assert ended["outcome"] == "left"


def test_lines_that_are_called_the_same_are_told_apart_by_their_keys(office, case):
    for key, who in (("son", "P-12"), ("uncle", "P-12"), ("aunt", "P-14")):
        office.type("line", case, "relative", "--fact", f"who={who}", "--key", key)
    shown = office.type("show", case).out
    meant = office.type("why", case, "photo", "--line", "relative, p-12 (uncle)")
    unclear = office.type("why", case, "photo", "--line", "P-12")

    assert "- Photograph taken — Relative, P-12 (uncle) (Desk officer)" in shown
    assert "- Photograph taken — Relative, P-14 (Desk officer)" in shown
    assert "- Relative, P-12 (son), since" in shown
    assert "“Photograph taken — Relative, P-12 (uncle)” can be done now" in meant.out
    assert "There are: son (Relative, P-12), uncle (Relative, P-12)" in unclear.err


def test_a_line_that_is_not_there_is_answered_with_those_that_are(office, case):
    office.type("line", case, "relative", "--fact", "who=P-12", "--key", "son")

    typed = office.type("done", case, "photo", "--line", "daughter")

    assert (typed.code, "There are: son (Relative, P-12)" in typed.err) == (4, True)


def test_closing_shows_what_is_left_and_wants_a_yes(office, reported):
    ending = ("close", reported, "found", "--fact", "grounds=in the drawer")

    asked = office.type(*ending)

    assert asked.code == 1
    assert "Left undone:\n- Consulate written to" in asked.err
    assert "add --yes" in asked.err
    assert not office.type("show", reported, "--json").json["closed"]
    assert office.type(*ending, "--yes").code == 0
    assert office.type("show", reported, "--json").json["closed"]


def test_what_was_left_undone_stays_to_be_seen(office, reported):
    office.type("close", reported, "found", "--fact", "grounds=found", "--yes")

    shown = office.type("show", reported)
    told = office.type("show", reported, "--json").json

    assert "✓ At the desk   ◐ At the consulate   ○ Back" in shown.out
    assert "Left undone\n- Consulate written to\n" in shown.out
    assert [one["stands"] for one in told["stages"]] == ["behind", "left", "ahead"]
    assert [one["key"] for one in told["left_undone"]] == ["letter"]


def test_a_case_that_is_open_again_has_left_nothing_undone(office, reported):
    office.type("close", reported, "found", "--fact", "grounds=found", "--yes")
    office.type("reopen-case", reported, "--reason", "another one", by="bashir")

    shown = office.type("show", reported)

    assert ("◐" in shown.out, "Left undone" in shown.out) == (False, False)


def test_a_closed_case_takes_a_note_and_nothing_else(office, reported):
    office.type("close", reported, "found", "--fact", "grounds=found", "--yes")

    typed = office.type("done", reported, "letter", *LETTER)

    assert typed.code == 5
    assert "The case is closed: “The old passport turned up”." in typed.err
    assert office.type("note", reported, "a word of thanks").code == 0


def test_a_closed_case_is_opened_again_by_whom_its_ending_allows(office, reported):
    office.type("close", reported, "found", "--fact", "grounds=found", "--yes")
    words = ("reopen-case", reported, "--reason", "it was another passport")

    assert office.type(*words).code == 5
    assert office.type(*words, by="bashir").out == f"{reported} is open again.\n"


def test_a_case_on_hold_refuses_what_the_hold_stops(office, reported):
    office.type("hold", reported, "closed-consulate", "--fact", "wait_for=Easter")

    typed = office.type("done", reported, "letter", *LETTER)

    assert (
        typed.code,
        "stopped by the hold “The consulate is closed”" in typed.err,
    ) == (
        5,
        True,
    )


def test_a_step_is_waived_reopened_and_confirmed_with_a_reason(office, reported):
    office.type("line", reported, "relative", "--fact", "who=P-12")
    office.type("done", reported, "letter", *LETTER)

    assert office.type("waive", reported, "photo", by="bashir").code == 5
    assert (
        office.type("waive", reported, "photo", "--reason", "ill", by="bashir").code
        == 0
    )
    assert office.type("reopen", reported, "letter", "--reason", "a stamp").code == 0
    refused = office.type("confirm", reported, "report", "--reason", "sure")
    assert (refused.code, "is in doubt" in refused.err) == (5, True)


def test_what_an_entry_puts_in_doubt_is_said_at_once_and_only_once(office, case):
    told = ("--fact", "how=stolen", "--fact", "police=yes", "--fact", "lost_on=today")
    office.type("done", case, "report", *told)
    office.type("done", case, "form")

    corrected = office.type("state", case, "--fact", "how=lost")
    noted = office.type("note", case, "They will come back")

    doubt = "In doubt: “Police form filed” was done, and is not needed any more.\n"
    assert doubt in corrected.err
    assert "In doubt" not in noted.err


def test_nobody_is_asked_why_for_what_cannot_be(office, reported, monkeypatch):
    from migcase.cli import display, settling

    for room in (display, settling):
        monkeypatch.setattr(room, "can_ask", lambda: True)
    refused = office.type("confirm", reported, "report", stdin="sure\n")

    assert (refused.code, "is in doubt" in refused.err) == (5, True)
    assert "Why?" not in refused.err


def test_a_case_is_put_into_hands_that_work_here(office, case):
    assert (
        office.type("assign", case, "bashir").out
        == f"{case} is in the hands of bashir.\n"
    )
    assert [
        row["case"]
        for row in office.type("list", "--mine", "--json", by="bashir").json["rows"]
    ] == [case]


def test_a_case_is_put_into_no_unknown_hands_and_whose_there_are_is_said(office, case):
    typed = office.type("assign", case, "zoe")

    assert typed.code == 4
    assert "These work here: amina, bashir" in typed.err


def test_somebody_who_does_not_work_here_writes_nothing(office, case):
    typed = office.type("note", case, "hello", by="chioma")

    assert typed.code == 4
    assert "Nobody called chioma works here." in typed.err
    assert "These work here: amina, bashir" in typed.err


def test_an_empty_name_is_not_taken_for_whoever_the_environment_names(office, case):
    before = length(office, case)

    typed = office.type("note", case, "A word", "--as", "", by="amina")

    assert (typed.code, "Nobody is named there" in typed.err) == (2, True)
    assert length(office, case) == before


def test_whoever_writes_has_to_say_who_they_are(office, case):
    typed = office.type("note", case, "hello", by="")

    assert (typed.code, "Say who you are: --as NAME" in typed.err) == (2, True)
    assert office.type("note", case, "hello", "--as", "amina", by="").code == 0


def test_a_version_that_nobody_declares_is_told_with_those_there_are(office):
    typed = office.type("open", "passport", "--version", "99")
    french = office.type("open", "passport", "--version", "99", lang="fr")

    assert typed.code == 4
    assert "No plugin here declares passport in version 99, only in: 1." in typed.err
    assert "seulement en version\xa0: 1." in french.err
