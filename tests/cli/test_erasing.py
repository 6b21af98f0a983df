"""Erasing at the command line: two people, a certificate, and no way back."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from migcase.roster.events import RoleRevoked
from tests.cli.closed import lines
from tests.cli.typed_as import Typing, typed
from tests.helped import FATOUMATA, helped, house, made

__all__ = ["house", "made", "typed"]


def erased(typed: Typing, *of: str) -> str:
    """Have records erased by two; return the number of the erasure."""
    asked = typed("amina", "erase", "ask", *of, "--reason", "She asked", "--json")
    number = str(json.loads(asked)["number"])
    typed("dora", "erase", "approve", number)
    typed("dora", "erase", "do", number, "--yes")
    return number


def test_one_asks_another_approves_and_a_certificate_is_written(
    typed: Typing, tmp_path: Path
):
    person, case = helped(typed.house)
    asked = json.loads(
        typed("amina", "erase", "ask", person, "--reason", "She asked", "--json")
    )
    number = str(asked["number"])
    file = tmp_path / "certificate.txt"

    assert asked["of"] == [person, case]
    typed("dora", "erase", "approve", number)
    assert "approved by dora" in typed("amina", "erase", "list")
    told = typed("dora", "erase", "do", number, "--yes", "--certificate", str(file))
    assert f"erased {case}" in told
    for line in file.read_text().splitlines():
        assert line in told.splitlines()
    assert "Fatoumata" not in told
    assert file.stat().st_mode & 0o077 == 0
    assert "erased on" in typed("amina", "erase", "list")


def test_a_certificate_that_nobody_saw_is_printed_again(typed: Typing):
    """The power went before it was printed, or whoever asked lost it."""
    person, _ = helped(typed.house)
    asked = typed("amina", "erase", "ask", person, "--reason", "She asked", "--json")
    number = str(json.loads(asked)["number"])
    typed("dora", "erase", "approve", number)
    first = typed("dora", "erase", "do", number, "--yes")
    typed.house.clock.go(days=3)

    again = typed("adam", "erase", "do", number)
    said, unlock = first.rsplit("\n", 2)[:2]
    assert unlock == "Everybody has to unlock the office again."
    assert again == f"{said}\nIt was done before; this is its certificate again.\n"
    assert typed("amina", "erase", "do", number, code=5).count("certificate") == 0


def test_what_was_erased_is_told_so(typed: Typing):
    _, case = helped(typed.house)
    number = str(
        json.loads(
            typed("amina", "erase", "ask", case, "--reason", "She asked", "--json")
        )["number"]
    )
    typed("dora", "erase", "approve", number)
    typed("dora", "erase", "do", number, "--yes")

    told = typed("amina", "show", case)
    assert f"What was said in {case} was erased" in told
    assert f"{case} · Help (version 1) · erased" in told
    assert "opened on 2 Mar 2026" in told
    assert "closed on 2 Mar 2026: Over" in told
    assert "erased" in typed("amina", "list")
    assert "effacé" in typed("amina", "list", lang="fr")
    assert case in typed("amina", "list", "--status", "erased")


def test_of_an_erased_case_stays_what_was_done_when_and_by_whom(typed: Typing):
    _, case = helped(typed.house)
    before = typed("amina", "show", case, "--history").partition("History\n")[2]
    erased(typed, case)

    told = typed("amina", "show", case, "--history").partition("History\n")[2]
    said = told.replace("Note: …", "Note: •••").splitlines()
    assert said[:4] == before.splitlines()[:4]
    assert len(before.splitlines()) == 4
    for word in ("Fatoumata", "fled", "came alone"):
        assert word not in told
    kept = json.loads(typed("amina", "show", case, "--json"))
    assert (kept["kind"], kept["opened"]) == ("erased-case", "2026-03-02")
    assert [one["event"] for one in kept["entries"]] == [
        *("opened", "step-done", "noted", "closed")
    ]


def test_whom_a_case_did_not_concern_learns_nothing_of_it_once_erased(typed: Typing):
    _, case = helped(typed.house)
    erased(typed, case)
    with typed.house.unlocked("adam") as office:
        office.log(RoleRevoked("amina", "clerk", "help"))

    told = typed("amina", "show", case, "--history", code=5)
    assert "is not open to you" in told
    assert "Done: Heard" not in told


def test_the_certificate_is_read_in_french_and_its_hash_stays(typed: Typing):
    person, case = helped(typed.house)
    number = erased(typed, person)

    told = typed("adam", "erase", "do", number, lang="fr")
    assert f"Effacé définitivement\xa0: {person}, {case}" in told
    lines = told.splitlines()
    first = lines.index("migcase certificate of erasure 1")
    last = next(n for n, line in enumerate(lines) if line.startswith("sha256 "))
    text = "".join(f"{line}\n" for line in lines[first:last])
    assert lines[last] == f"sha256 {sha256(text.encode()).hexdigest()}"


def test_a_family_is_still_shown_of_which_one_was_erased(typed: Typing):
    with typed.house.unlocked("amina") as office:
        by = office.actor()
        head, child = (office.people.add(FATOUMATA, by=by).of for _ in range(2))
        family = office.people.families.form(head, {child: "child"}, by=by).of
    erased(typed, child)

    told = typed("amina", "person", "show", head)
    assert f"- erased ({child}): child" in told
    assert f"- Fatoumata Diallo ({head}): head" in told
    assert f"- erased ({child}): child" in typed(
        "amina", "person", "family", "show", family
    )
    assert "Nobody looks alike." in typed("amina", "person", "merge", "--pairs")


def test_nobody_erases_without_being_sure_or_being_two(typed: Typing):
    _, case = helped(typed.house)
    typed("dora", "erase", "ask", case, "--reason", "She asked")

    number = str(
        json.loads(typed("dora", "erase", "list", "--json"))["erasures"][0]["number"]
    )
    told = typed("dora", "erase", "approve", number, code=5)
    assert "This takes two" in told
    told = typed("dora", "erase", "do", number, code=1)
    assert f"say --yes to erase {case}" in told
    told = typed("dora", "erase", "do", number, "--yes", code=5)
    assert "A second person has to approve it first." in told


def test_an_open_case_and_an_unknown_one_are_told(typed: Typing):
    _, case = helped(typed.house, closed=False)

    told = typed("amina", "erase", "ask", case, "--reason", "She asked", code=5)
    assert f"{case} is open: close it first." in told
    typed("amina", "erase", "ask", "MA-26-00999-W", "--reason", "x", code=4)
    typed("amina", "erase", "ask", "P-unknown", "--reason", "x", code=4)


@pytest.mark.parametrize("command", ["legal-hold", "ask"])
def test_the_number_of_a_case_is_told_from_that_of_a_person(
    typed: Typing, command: str
):
    _, case = helped(typed.house)
    words = ("erase", "ask") if command == "ask" else (command,)
    slip = case[:-1] + "H"

    told = typed("dora", *words, slip, "--reason", "x", code=2)
    assert f"{slip} was mistyped" in told
    assert case in told
    told = typed(
        "dora", *words, case.replace("-0000", "-O000"), "--reason", "x", code=2
    )
    assert case in told
    told = typed("dora", *words, "MA-26-00999-W", "--reason", "x", code=4)
    assert "There is no case MA-26-00999-W in this office." in told
    told = typed("dora", *words, "p-17", "--reason", "x", code=4)
    assert "knows nobody by the number p-17" in told


def test_a_slip_tells_of_no_erased_case(typed: Typing):
    _, case = helped(typed.house)
    erased(typed, case)

    told = typed("amina", "show", case[:-1] + "H", code=2)
    assert "was mistyped" in told
    assert case not in told


def test_nobody_keeps_what_is_gone(typed: Typing):
    person, case = helped(typed.house)
    erased(typed, person)

    for gone in (person, case):
        told = typed("adam", "legal-hold", gone, "--reason", "Court", code=5)
        assert f"{gone} was erased already." in told
        told = typed("adam", "legal-hold", gone, "--reason", "x", "--lift", code=5)
        assert f"{gone} is under no legal hold." in told


def test_what_is_due_is_shown_and_a_legal_hold_keeps_it(typed: Typing):
    _, case = helped(typed.house)
    typed.house.clock.go(days=5 * 366)
    typed("adam", "legal-hold", case, "--reason", "Court file 17")

    held = typed("amina", "retention")
    assert f"{case}  Help: kept until 2 Mar 2031; under a legal hold" in held
    typed("adam", "legal-hold", case, "--reason", "Judgement given", "--lift")
    due = typed("amina", "retention")
    assert "due since 2 Mar 2031" in due
    assert f"migcase erase ask {case}" in due


def test_a_person_whom_no_case_names_is_due_by_number_and_by_a_rule(typed: Typing):
    house = typed.house
    with house.unlocked("amina") as office:
        person = office.people.add(FATOUMATA, by=office.actor()).of
    house.clock.go(days=190)
    typed("adam", "legal-hold", "MA-26-00001-O", "--reason", "Court", code=4)
    with house.unlocked("amina") as office:
        office.open("help", by=office.actor())

    told = " ".join(typed("amina", "retention").split())
    assert "As of 8 Sep 2026, the last day on which something was written." in told
    assert f"{person} Person whom no case names: last written about on 2 Mar" in told
    assert "due since 2 Sep 2026" in told
    assert "“A person whom no case names is kept” (person_retention): 6 months" in told
    assert "(a proposal: not to be shown as official)" in told
    assert f"migcase erase ask {person} --reason" in told
    assert "Fatoumata" not in told
    [row] = json.loads(typed("amina", "retention", "--json"))["due"]
    assert (row["person"], row["case"], row["data"]) == (person, None, "contact")
    assert row["rule"]["setting"] == "person_retention"
    assert (row["rule"]["status"], row["over"]) == ("proposal", True)

    typed("amina", "erase", "ask", person, "--reason", "Kept long enough")
    [asked] = json.loads(typed("dora", "erase", "list", "--json"))["erasures"]
    typed("dora", "erase", "approve", str(asked["number"]))
    typed("dora", "erase", "do", str(asked["number"]), "--yes")
    assert "Nothing is due within 90 days." in typed("amina", "retention")


def test_a_clock_that_is_wrong_is_told_and_nothing_is_due(typed: Typing):
    helped(typed.house)
    typed.house.clock.go(days=50 * 366)

    told = typed("amina", "retention", code=5)
    assert "Nothing is due by such a clock" in told


def test_after_an_erasure_an_older_backup_takes_the_place_of_the_office_or_none(
    typed: Typing, tmp_path: Path
):
    house = typed.house
    _, case = helped(house)
    _, kept = helped(house)
    file, again = tmp_path / "a.migcase-backup", tmp_path / "again"
    typed("adam", "backup", str(file))
    asked = typed("amina", "erase", "ask", case, "--reason", "She asked", "--json")
    number = str(json.loads(asked)["number"])
    typed("dora", "erase", "approve", number)
    typed("dora", "erase", "do", number, "--yes")
    restore = ("restore", str(file), "--into", str(again), "--unlock-fd")

    with lines("adam carries seven heavy green boxes") as fd:
        told = typed("adam", "--as", "adam", *restore, fd, code=1)
    assert "Name the office with --replacing" in told
    assert not again.exists()
    with lines("adam carries seven heavy green boxes") as fd:
        told = typed(
            "adam", "--as", "adam", *restore, fd, "--replacing", str(house.folder)
        )
    assert f"Erased again: {case}" in told
    assert kept not in told
    with house.moved(again).unlocked("amina") as office:
        assert office.case(kept).closed
