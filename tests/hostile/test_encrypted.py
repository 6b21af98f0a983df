"""Whatever a plugin does, an encrypted office holds what it held, signed and in order.

What is stored is sealed with chance in it, so that two runs share no byte; what is
compared is what the office says of itself: entries, cases, the office's log, proofs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve, frozen

from migcase.casefile.events import Event
from migcase.keeping.sql import SqlRegister
from tests.cli.staffed import Answer, Staff, install
from tests.hostile.misbehaviour import CANARY, DENIES, KINDS, STOPS, opens_the_database
from tests.hostile.test_commands import HOOKS
from tests.office.closed import ANSWERS, NOTE, write_case

Held = tuple[tuple[Event, ...], list[str], int]

ROLES = ("clerk", "doctor", "keeper")
ASKED = [hook for hook in HOOKS if hook != "migcase_commands"]
CELLS = [(name, hook) for name in KINDS for hook in ASKED]
# A few of each hook; the others are for `make slow`.
FEW = {(name, ASKED[place % 4]) for place, name in enumerate(KINDS) if not place % 5}


@frozen
class Encrypted:
    """An encrypted office with one case, and a place for a plugin that means harm."""

    staff: Staff
    case: str
    site: Path

    def install(self, hook: str, name: str) -> None:
        sys.modules.pop("migcase_hostile", None)
        (self.site / "migcase_hostile.py").write_text(
            "from migcase import hookimpl\n"
            "from tests.hostile.misbehaviour import KINDS\n"
            f"misbehave = KINDS[{name!r}].act\n{HOOKS[hook]}\n",
            "utf-8",
        )

    def type(self, *words: str, plugins: str = "care,hostile") -> Answer:
        return self.staff.type("zara", *words, plugins=plugins)

    def held(self) -> Held:
        """Return what is kept, as somebody reads it who may read all of it."""
        with self.staff.office("zara") as zara:
            events = tuple(one.event for one in zara.entries(self.case))
            marks = sorted(zara.case(self.case).marks)
            return events, marks, zara.roster.number

    def is_in_order(self) -> bool:
        """Tell whether each entry is signed and chained, and makes its case."""
        return self.type("verify", "--full", plugins="care").code == 0

    def shows(self, words: Iterable[str]) -> bool:
        """Tell whether one of *words* can be read in a file of the office."""
        files = [one for one in self.staff.folder.rglob("*") if one.is_file()]
        found = b"".join(one.read_bytes() for one in files)
        return any(word.encode() in found for word in words)


@pytest.fixture(scope="module")
def founded(tmp_path_factory) -> Iterator[Encrypted]:
    with pytest.MonkeyPatch.context() as patch:
        site = tmp_path_factory.mktemp("site")
        install(site)
        facts = site / "migcase_hostile-9.9.dist-info"
        facts.mkdir()
        about = "Metadata-Version: 2.1\nName: migcase-hostile\nVersion: 9.9\n"
        (facts / "METADATA").write_text(about)
        (facts / "entry_points.txt").write_text(
            "[migcase]\nhostile = migcase_hostile\n"
        )
        patch.syspath_prepend(str(site))
        patch.setattr(sys, "dont_write_bytecode", True)
        staff = Staff(tmp_path_factory.mktemp("encrypted") / "office", patch)
        staff.found()
        staff.joins("zara", *ROLES)
        with staff.office("zara") as zara:
            case = write_case(zara, "zara", ROLES)
        yield Encrypted(staff, case, site)
    sys.modules.pop("migcase_hostile", None)


@pytest.fixture
def office(founded, tmp_path) -> Encrypted:
    return evolve(founded, staff=founded.staff.copied(tmp_path / "office"))


@pytest.fixture(scope="module")
def after(founded, tmp_path_factory) -> Held:
    """What is kept after the same work without any plugin that means harm."""
    folder = tmp_path_factory.mktemp("alone") / "office"
    alone = evolve(founded, staff=founded.staff.copied(folder))
    assert alone.type("done", alone.case, "look", plugins="care").code == 0
    return alone.held()


@pytest.mark.parametrize(
    ("name", "hook"),
    [
        pytest.param(*cell, marks=() if cell in FEW else pytest.mark.slow)
        for cell in CELLS
    ],
)
def test_no_plugin_hurts_what_is_sealed_and_signed(office, after, name, hook):
    office.install(hook, name)
    before = office.held()
    typed = office.type("done", office.case, "look")

    kind, is_asked = KINDS[name], hook == "migcase_check"
    # What reads the file on its own fails in this office, because it is encrypted.
    fails = kind.check in (DENIES, STOPS) or kind.act is opens_the_database
    stops = kind.check == STOPS and hook != "migcase_recorded"
    assert office.held() == (before if stops or (is_asked and fails) else after)
    assert office.is_in_order()
    assert not office.shows((*ANSWERS.values(), NOTE))
    assert "Traceback" not in typed.err
    # What fails while it is loaded has been told nothing yet.
    if hook in ("migcase_check", "migcase_recorded"):
        assert CANARY not in typed.out + typed.err


def test_an_entry_that_somebody_with_the_key_moves_is_found(office):
    keys = office.staff.ring("zara")
    with closing(SqlRegister.open(office.staff.folder / "office.db", keys=keys)) as sql:
        sql._driver.connection.execute("UPDATE entry SET at = '2026' WHERE number = 3")

    assert not office.is_in_order()
