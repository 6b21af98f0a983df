"""An office whose cases are on a PostgreSQL server, from the first command on."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from itertools import count

import pytest

from tests.keeping.conftest import server

__all__ = ["server"]

NUMBERS = count()
AMINA = ("--plain", "--code", "MA", "--user", "amina:officer")

pytestmark = pytest.mark.postgres


@pytest.fixture
def address(server: Callable[[str], str]) -> str:
    """The address of a database in which there is nothing yet."""
    name = f"door{next(NUMBERS)}"
    psycopg = importlib.import_module("psycopg")
    with psycopg.connect(server("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    return server(name)


def test_an_office_is_founded_on_a_server_with_one_command(counter, address):
    founded = counter.type("init", *AMINA, "--register", address)
    opened = counter.type("open", "passport")

    assert (founded.code, opened.code) == (0, 0), founded.err + opened.err
    assert "whoever may connect there can read them" in founded.err
    assert "is open: Replacing a passport" in opened.out
    assert not (counter.folder / "office.db").exists()


def test_a_server_that_holds_an_office_already_is_not_founded_again(
    counter, address, tmp_path
):
    counter.type("init", *AMINA, "--register", address)
    case = counter.opened()

    again = counter.type(
        "init", *AMINA, "--register", address, MIGCASE_OFFICE=str(tmp_path / "second")
    )

    assert again.code == 1
    assert "There are the cases of an office in it already." in again.err
    assert not (tmp_path / "second").exists()
    assert counter.type("show", case).code == 0


def test_an_empty_database_says_how_its_tables_are_made(office, address):
    settings = office.folder / "office.toml"
    text = settings.read_text("utf-8").replace('"office.db"', f'"{address}"')
    settings.write_text(text, "utf-8")

    told = office.type("agenda")
    upgraded = office.type("init", "--upgrade")

    assert told.code == 4
    assert "The database is empty: `migcase init --upgrade` makes" in told.err
    assert upgraded.code == 0
    assert office.type("open", "passport").code == 0


def test_a_database_that_is_not_there_leaves_no_office_behind(counter, server):
    told = counter.type("init", *AMINA, "--register", server("nowhere"))

    assert told.code == 1
    assert "The server does not answer, or lets nobody in by that name." in told.err
    assert not counter.folder.exists()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_address_with_a_password_is_refused_and_never_repeated(counter, lang):
    address = "postgresql://amina:hunter2@db.example/rabat"

    told = counter.type("init", *AMINA, "--register", address, lang=lang)

    assert told.code == 1
    assert "hunter2" not in told.out + told.err
    assert "~/.pgpass" in told.err
    assert not counter.folder.exists()


def test_what_is_no_address_is_refused(counter):
    told = counter.type("init", *AMINA, "--register", "mysql://db.example/rabat")

    assert told.code == 1
    assert "It is not an address like postgresql://user@host/database." in told.err
    assert not counter.folder.exists()
