"""Somebody is let in and goes: with a passphrase of their own, and without it."""

from __future__ import annotations

import sys

import pytest

from migcase.keeping.seal import slots
from tests.cli.closed import OTHER, PHRASE
from tests.cli.test_unlocking import closed, place, template, typed, unlocked

__all__ = ["closed", "place", "template", "unlocked"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no pty")

THIRD = "une brouette de citrons"


@pytest.fixture
def bashir(unlocked):
    """An office into which Amina let Bashir."""
    told = typed(
        *(unlocked, "user", "add", "bashir", "--role", "passport.officer"),
        *("--undertaking", "today"),
        told=[OTHER],
    )
    assert told.code == 0, told.err
    return unlocked


def names(office) -> list[str]:
    return [one.name for one in slots.publics(office.folder)]


def enter(office, name: str, phrase: str) -> None:
    typed(office, "lock")
    told = typed(office, "unlock", "--as", name, told=[phrase])
    assert told.code == 0, told.err


@pytest.mark.slow
def test_whoever_is_let_in_unlocks_and_works(bashir):
    # Whoever let them in goes on: nothing was locked by it.
    assert typed(bashir, "agenda").code == 0

    enter(bashir, "bashir", OTHER)
    assert "You are bashir." in typed(bashir, "whoami").out
    opened = typed(bashir, "open", "passport", "--json")
    assert opened.code == 0, opened.err
    assert typed(bashir, "show", opened.json["case"]).code == 0


def test_whoever_works_here_is_not_let_in_again_but_given_a_role(unlocked):
    told = typed(unlocked, "user", "add", "amina", "--undertaking", "yesterday")

    assert told.code == 5
    assert "amina works here: `migcase user grant` gives them a role." in told.err


@pytest.mark.slow
def test_nobody_lets_in_who_may_not(bashir):
    enter(bashir, "bashir", OTHER)
    told = typed(bashir, "user", "add", "chioma", told=[THIRD])

    assert told.code == 5
    assert "is for: administrator" in told.err
    assert names(bashir) == ["amina", "bashir"]  # and no passphrase was made


@pytest.mark.slow
def test_without_an_undertaking_nothing_is_seen(bashir):
    case = typed(bashir, "open", "passport", "--json").json["case"]
    added = typed(
        bashir, "user", "add", "chioma", "--role", "passport.officer", told=[THIRD]
    )
    assert "migcase user sign chioma" in added.err

    enter(bashir, "chioma", THIRD)
    assert typed(bashir, "show", case).code == 5
    assert typed(bashir, "list", "--json").json["rows"] == []
    enter(bashir, "amina", PHRASE)
    assert typed(bashir, "user", "sign", "chioma").code == 0
    enter(bashir, "chioma", THIRD)
    assert typed(bashir, "show", case).code == 0


def test_a_power_cut_between_passphrase_and_log_leaves_nothing_open(
    unlocked, monkeypatch
):
    from migcase.office.book import Book

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    case = typed(unlocked, "open", "passport", "--json").json["case"]
    words = ("user", "add", "bashir", "--undertaking", "today")
    with monkeypatch.context() as broken:
        broken.setattr(Book, "write", cut)
        assert typed(unlocked, *words, told=[OTHER]).code == 1
    assert names(unlocked) == ["amina", "bashir"]

    enter(unlocked, "bashir", OTHER)
    assert typed(unlocked, "show", case).code == 5
    enter(unlocked, "amina", PHRASE)
    assert typed(unlocked, *words).code == 0  # goes on, and asks for nothing
    enter(unlocked, "bashir", OTHER)
    assert "undertaking signed" in typed(unlocked, "whoami").out


@pytest.mark.slow
def test_whoever_goes_unlocks_nothing_any_more(bashir):
    enter(bashir, "bashir", OTHER)
    case = typed(bashir, "open", "passport", "--json").json["case"]
    assert typed(bashir, "assign", case, "bashir").code == 0
    enter(bashir, "amina", PHRASE)
    told = typed(bashir, "user", "leave", "bashir", "--reason", "to Oujda", "--json")

    assert told.json["cases"] == [case]
    assert names(bashir) == ["amina"]
    assert typed(bashir, "agenda").code == 0
    typed(bashir, "lock")
    assert typed(bashir, "unlock", "--as", "bashir", told=[OTHER]).code == 7


@pytest.mark.slow
def test_a_power_cut_between_leaving_and_the_log_closes_the_door_first(
    bashir, monkeypatch
):
    from migcase.office.book import Book

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Book, "write", cut)
        assert typed(bashir, "user", "leave", "bashir", "--yes").code == 1
    assert names(bashir) == ["amina"]

    assert typed(bashir, "user", "leave", "bashir", "--yes").code == 0


@pytest.mark.slow
def test_the_last_administrator_does_not_leave(unlocked):
    told = typed(unlocked, "user", "leave", "amina", "--yes")

    assert told.code == 5
    assert names(unlocked) == ["amina"]


def test_a_plain_office_has_no_log_of_users(counter):
    assert counter.type("init", "--plain", "--code", "MA").code == 0

    for words in (("add", "bashir"), ("grant", "a", "b.c"), ("leave", "a")):
        told = counter.type("user", *words, by="")
        assert told.code == 5
        assert "for training" in told.err


def test_a_mistyped_role_is_told_before_a_passphrase_is_asked(unlocked):
    words = ("user", "add", "bashir", "--role", "passport.oficer")
    told = typed(unlocked, *words, "--role", "passport.officer", told=[OTHER])

    assert told.code == 5
    assert "Did you mean officer?" in told.err
    assert "recorded before" not in told.err
    assert names(unlocked) == ["amina"]  # and no passphrase was made


def test_letting_in_goes_on_where_it_was_cut_off_among_the_roles(unlocked, monkeypatch):
    from migcase.office.book import Book
    from migcase.roster.events import RoleGranted

    write = Book.write

    def cut(book, event, *more):
        if isinstance(event, RoleGranted):
            raise KeyboardInterrupt
        return write(book, event, *more)

    words = ("user", "add", "bashir", "--role", "passport.*")
    with monkeypatch.context() as broken:
        broken.setattr(Book, "write", cut)
        assert typed(unlocked, *words, told=[OTHER]).code == 1

    again = typed(unlocked, *words)
    assert (again.code, "what was missing" in again.err) == (0, True), again.err
    assert "passport." in typed(unlocked, "user", "show", "bashir").out
    third = typed(unlocked, *words)
    assert (third.code, "take another name" in third.err) == (5, True)
    assert "The keys of" not in third.err


def test_a_namesake_of_somebody_who_signed_is_not_given_their_roles(bashir):
    words = ("user", "add", "bashir", "--role", "passport.officer")
    told = typed(bashir, *words, "--role", "passport.supervisor", told=[THIRD])

    assert (told.code, "take another name" in told.err) == (5, True)


def test_whoever_has_no_such_role_is_asked_whether_another_was_meant(bashir):
    told = typed(bashir, "user", "revoke", "bashir", "passport.oficer")

    assert told.code == 5
    assert "Did you mean officer?" in told.err


def test_an_undertaking_that_is_filed_keeps_its_day_unless_another_is_said(bashir):
    first = typed(bashir, "user", "show", "bashir").out
    again = typed(bashir, "user", "sign", "bashir")

    assert (again.code, "it stays so" in again.err) == (5, True)
    assert typed(bashir, "user", "show", "bashir").out == first
    moved = typed(bashir, "user", "sign", "bashir", "--on", "2026-03-02")
    assert (moved.code, "2 Mar 2026, before as of" in moved.out) == (0, True)
