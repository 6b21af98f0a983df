"""Locked while somebody stands in a question: nothing goes on as if it were not."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from migcase.cli import doing, entering, passphrases
from migcase.keeping import porter
from tests.cli.closed import OTHER, PHRASE
from tests.cli.test_unlocking import closed, place, template, typed, unlocked

__all__ = ["closed", "place", "template", "unlocked"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="has no porter"),
]


class Keyboard(io.BufferedIOBase):
    """What somebody types, a line at a time, and what happens between the lines."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def readable(self) -> bool:
        return True

    def read1(self, _: int = -1) -> bytes:
        return f"{line}\n".encode() if (line := next(self._lines, None)) else b""

    def read(self, size: int = -1) -> bytes:
        return self.read1() if size else b""


@pytest.fixture
def case(unlocked, monkeypatch) -> str:
    for room in (doing, entering, passphrases):
        monkeypatch.setattr(room, "can_ask", lambda: True)
    return typed(unlocked, "open", "passport", "--json").json["case"]


def answers(office, phrases: tuple[str, ...], *, locks: bool) -> Keyboard:
    """Answer the questions of a step; somebody locks the office after the first."""

    def lines() -> Iterator[str]:
        yield "lost"
        if locks:
            porter.dismiss(office.folder)
        yield "2026-03-02"
        yield from phrases
        yield from ("on a bus", "")

    return Keyboard(lines())


def reported(office, case: str) -> bool:
    typed(office, "lock")
    assert typed(office, "unlock", told=[PHRASE]).code == 0
    return "Done: Loss reported" in typed(office, "show", case, "--history").out


def test_nothing_is_asked_again_while_the_office_is_unlocked(unlocked, case):
    told = typed(
        unlocked, "done", case, "report", stdin=answers(unlocked, (), locks=False)
    )

    assert (told.code, "locked meanwhile" in told.err) == (0, False), told.err
    assert reported(unlocked, case)


def test_whoever_knows_no_passphrase_records_nothing_after_it_was_locked(
    unlocked, case
):
    wrong = answers(unlocked, (OTHER,) * 3, locks=True)
    told = typed(unlocked, "done", case, "report", stdin=wrong)

    assert (told.code, "locked meanwhile" in told.err) == (7, True), told.err
    assert not reported(unlocked, case)


def test_whoever_was_answering_types_their_passphrase_and_loses_nothing(unlocked, case):
    own = answers(unlocked, (PHRASE,), locks=True)
    told = typed(unlocked, "done", case, "report", stdin=own)

    assert (told.code, "locked meanwhile" in told.err) == (0, True), told.err
    assert reported(unlocked, case)
