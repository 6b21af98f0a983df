"""One office for a whole file of hostile input: nothing in it may change by any."""

from __future__ import annotations

import gettext
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from tests.cli.conftest import Answer, Counter, site

__all__ = ["site"]


@frozen
class Desk:
    """A counter, the number of a case in which nothing was done, and a person's."""

    counter: Counter
    case: str
    person: str

    def type(self, *words: str, **more) -> Answer:
        return self.counter.type(*words, **more)

    def refuses(self, *words: str, exit_code: int, told: str, code: str = "", **more):
        """Type *words*, and hold the door to everything it promises of a refusal."""
        before = dump(self.counter.folder)

        typed = self.type(*words, "--json", **more)

        assert (typed.code, told in typed.err) == (exit_code, True), typed.err
        assert "Traceback" not in typed.err
        assert len(typed.err) < 2_000
        if code:
            assert typed.json["error"]["code"] == code
        assert dump(self.counter.folder) == before
        return typed


def dump(folder: Path) -> tuple[str, ...]:
    """Return everything that stands in the database, and the settings."""
    database = sqlite3.connect(f"file:{folder / 'office.db'}?mode=ro", uri=True)
    try:
        return (*database.iterdump(), (folder / "office.toml").read_text())
    finally:
        database.close()


def words_of_init() -> tuple[str, ...]:
    """Return how an office for training is founded."""
    from migcase.cli.founding import init

    plain = any(option.name == "plain" for option in init.params)
    return ("init", *(("--plain",) if plain else ()), "--code", "MA")


@pytest.fixture(scope="module")
def desk(tmp_path_factory, site) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        patch.setenv("COLUMNS", "300")
        counter = Counter(tmp_path_factory.mktemp("desk") / "office", patch)
        users = ("--user", "amina:officer", "--user", "bashir:*")
        founded = counter.type(*words_of_init(), *users)
        assert founded.code == 0, founded.err
        known = counter.type("person", "add", "--given", "Chioma", "--json")
        yield Desk(counter, counter.opened(), known.json["person"])
    gettext.textdomain("messages")
