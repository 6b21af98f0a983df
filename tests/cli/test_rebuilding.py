"""A damaged row is made again from the entries, and a damaged entry is named."""

from __future__ import annotations

from contextlib import closing

from sqlcipher3 import dbapi2 as sqlite3


def damage(office, statement: str) -> None:
    with closing(sqlite3.connect(office.folder / "office.db")) as other:
        other.execute(statement)
        other.commit()


def test_a_damaged_row_is_told_and_made_again(office, reported):
    shown = office.type("show", reported).out
    damage(office, "UPDATE case_file SET body = '['")
    typed = office.type("show", reported)
    assert (typed.code, "`migcase doctor --rebuild`" in typed.err) == (1, True)

    rebuilt = office.type("doctor", "--rebuild")
    assert rebuilt.code == 0
    assert rebuilt.out.splitlines() == [
        "1 case was made again from its entries.",
        f"- {reported} was not as its entries say, and is now.",
    ]
    assert office.type("show", reported).out == shown


def test_what_is_in_order_stays_so(office, reported):
    found = office.type("doctor", "--rebuild", "--json").json

    assert (found["kind"], found["cases"]) == ("rebuilt", 1)
    assert (found["mended"], found["unreadable"]) == ([], [])


def test_a_damaged_entry_is_named_and_nothing_is_guessed(office, reported):
    damage(office, "DELETE FROM entry WHERE number = 1")
    typed = office.type("doctor", "--rebuild", lang="fr")

    assert typed.code == 1
    assert f"✗ {reported}\xa0: une écriture manque ou est abîmée." in typed.out
    assert "How was it lost?" in office.type("show", reported, "--facts").out
