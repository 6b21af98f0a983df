"""Whoever holds the file, or runs the server, reads nothing that was said.

Words that occur nowhere else are planted wherever something can be said; then every
byte that was written is looked through.  A plain office shows that the look works.
"""

from __future__ import annotations

import importlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import attrs
import pytest

from migcase.casefile.case import follow
from migcase.casefile.events import (
    Actor,
    Closed,
    Confirmed,
    Event,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.keeping.register import Kept
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql import SqlRegister
from migcase.people.family import HEAD, Family, Member
from migcase.people.person import Contact, Document, Name, Person, Reference
from migcase.people.sheet import ADDED, EDITED, Sheet, Version
from tests.keeping.strategies import entry_of
from tests.keeping.test_register import CASE, NO_WORK

MARCH = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
AMINA = Actor("Amina", {"clerk"})
# No two begin alike, none is a word, and each is long enough not to come by chance.
WORDS = [f"{letter}zx9kqwv{letter}" for letter in "bcdfghjklmnprstvwxy"]


def plant(register: SqlRegister) -> list[str]:
    """Say a word wherever one can be said; return the words."""
    words = iter(WORDS)
    said: list[str] = []

    def word() -> str:
        said.append(next(words))
        return said[-1]

    def told() -> dict[str, object]:
        return {"what": word()}

    events: list[Event] = [
        Opened("avrr", 1, MARCH, "p-1", told()),
        StepDone("exam", MARCH, told()),
        StepWaived("bid", MARCH, word()),
        StepReopened("bid", MARCH, word()),
        Confirmed("bid", MARCH, word()),
        LineOpened("member", "m1", MARCH, told()),
        StepDone("interview", MARCH, told(), "m1"),
        LineEnded("m1", "left", MARCH, told()),
        Stated(told(), MARCH),
        Noted(word(), MARCH),
        Held("asylum", MARCH, told()),
        Resumed("asylum", MARCH, word()),
        Closed("withdrawn", MARCH, told()),
        Reopened(MARCH, word()),
    ]
    kept: Kept | None = None
    for number, event in enumerate(events, start=1):
        entry = entry_of(CASE, number, event)
        if number == 2:
            entry = attrs.evolve(entry, relied=told())
        now = Kept(follow(kept.case if kept else None, entry), NO_WORK)
        register.append(now, entry, kept.work if kept else None)
        kept = now
    # A name is looked up by what it sounds like: it has to be one.
    said += ["Xhevahire", "Qemajlovic"]
    person = Person(
        (Name("Xhevahire", "Qemajlovic"),),
        contacts=(Contact("phone", "+212612345678", word()),),
        documents=(Document("passport", word().upper(), "GN"),),
        references=(Reference("old list", word().upper()),),
        id="P-1",
    )
    sheet, family = Sheet(person), Family("F-1", (Member("P-1", HEAD, MARCH),))
    said += ["+212612345678", "612345678"]
    first = Version(1, ADDED, sheet, AT, AMINA, "MA", "e-1")
    second = Version(2, EDITED, sheet, AT, AMINA, "MA", "e-2", word())
    register.people.write([first], [Version(1, "formed", family, AT, AMINA, "MA", "f")])
    register.people.write([second])
    return said


def readable(words: list[str], everything: bytes) -> set[str]:
    """Return which of *words* are in *everything*, however they may be spelt there."""
    folded = everything.lower()
    found = set()
    for word in words:
        for text in (word, word[::-1]):
            spelt = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
            spelt += [spelt[0].hex().encode(), *inside_base64(text)]
            if any(one.lower() in folded for one in spelt):
                found.add(word)
    return found


def inside_base64(text: str) -> Iterator[bytes]:
    """Yield the letters that *text* always gives in base64, wherever it begins."""
    for shift in range(3):
        coded = b64encode(bytes(shift) + text.encode())
        yield coded[(0, 2, 3)[shift] : -3]


def everything_in(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def everything_on(database: str) -> bytes:
    """Return all rows of all tables as the administrator of a server reads them."""
    psycopg = importlib.import_module("psycopg")
    with psycopg.connect(database) as admin:
        names = admin.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        rows = [
            admin.execute(f"SELECT t::text FROM {n} t").fetchall() for (n,) in names
        ]
        blobs = [
            admin.execute(f"SELECT sealed FROM {name}").fetchall()
            for name in ("entry", "case_file", "person", "family")
        ]
    text = "\n".join(str(row) for table in rows for row in table).encode()
    return text + b"".join(bytes(one or b"") for table in blobs for (one,) in table)


def test_no_byte_of_an_encrypted_file_says_what_was_said(sealed_file, keys):
    with closing(SqlRegister.open(sealed_file, keys=keys)) as register:
        words = plant(register)
        assert len(words) > 20
        assert readable(words, everything_in(sealed_file.parent)) == set()
    assert readable(words, everything_in(sealed_file.parent)) == set()


def test_what_a_plain_file_says_is_found(file):
    with closing(SqlRegister.open(file)) as register:
        words = plant(register)
        assert readable(words, everything_in(file.parent)) == set(words)


def test_whoever_opens_the_file_without_the_machine_reads_no_row(sealed_file, keys):
    """The office's passphrase, and not the secret of the machine: rows are sealed."""
    with closing(SqlRegister.open(sealed_file, keys=keys)) as register:
        words = plant(register)
        run = register._driver.connection.execute
        tables = run("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = [run(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables]
        found = b"\n".join(
            one if isinstance(one, bytes) else str(one).encode()
            for table in rows
            for row in table
            for one in row
        )

    assert b"step-done" in found
    assert readable(words, found) == set()


@pytest.mark.postgres
def test_whoever_runs_the_server_reads_no_row(sealed_database: str, keys: Keyring):
    with closing(SqlRegister.open(sealed_database, keys=keys)) as register:
        words = plant(register)

    found = everything_on(sealed_database)
    assert b"step-done" in found
    assert readable(words, found) == set()


@pytest.mark.postgres
def test_what_a_plain_server_says_is_found(database: str):
    with closing(SqlRegister.open(database)) as register:
        words = plant(register)

    assert readable(words, everything_on(database)) == set(words)


def test_a_word_is_found_however_it_is_spelt():
    for spelt in (
        b64encode(b"a" + WORDS[0].encode() + b"b"),
        b64encode(b"ab" + WORDS[0].encode()),
        b64encode(WORDS[0].encode()),
        WORDS[0].upper().encode("utf-16-le"),
        WORDS[0][::-1].encode(),
        WORDS[0].encode().hex().encode(),
    ):
        assert readable(WORDS, b"\0" + spelt + b"\0") == {WORDS[0]}
