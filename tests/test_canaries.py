"""Nothing of a person can be read outside an unlocked office: not a byte, anywhere.

Canaries are planted wherever something can be said; then every command is run, and
every file that exists afterwards and every byte that was printed is looked through.
"""

from __future__ import annotations

import base64
import gzip
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from migcase import Actor, Noted, StepDone
from migcase.cli import entering, speak
from migcase.cli.directory import COMMANDS
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.office import clock
from migcase.people.person import Contact, Document, Name, Person
from migcase.roster.events import LegalHold
from tests.helped import HELP, house, made
from tests.keyed import House
from tests.office.passport import TODAY, declaring, office_of

__all__ = ["house", "made"]

# Words that nothing else holds; each is planted in another place.
STORY, NOTE, GIVEN, FAMILY, PHONE, PAPER, REASON, HOLD, GLASS = (
    *("Zqstory Wvxa", "Zqnote Wvxb", "Zqgiven", "Zqfamily", "0699887766"),
    *("ZQ9081726", "Zqreason Wvxc", "Zqhold Wvxd", "Zqglass Wvxe"),
)
CANARIES = (STORY, NOTE, GIVEN, FAMILY, PHONE, PAPER, REASON, HOLD, GLASS)

# What each command is given; a command that is missing here makes the test fail.
CASE, PERSON = "{case}", "{person}"
TYPED: dict[str, tuple[tuple[str, ...], ...]] = {
    "agenda": ((), ("--json",)),
    "show": (
        (CASE, "--history"),
        (CASE, "--json"),
        (CASE, "--facts", "--reveal", "story", "--reason", REASON),
    ),
    "list": ((), ("--json",)),
    "why": ((CASE, "heard"),),
    "ledger": ((CASE,),),
    "policies": ((),),
    "projects": ((),),
    "targets": ((),),
    "explain": (("help",),),
    "open": (("help", "--about", PERSON),),
    "done": ((CASE, "heard", "--fact", f"story={STORY}"),),
    "state": ((CASE, "--fact", f"story={STORY}"),),
    "waive": ((CASE, "heard", "--reason", REASON),),
    "reopen": ((CASE, "heard", "--reason", REASON),),
    "confirm": ((CASE, "heard", "--reason", REASON),),
    "line": (("open", CASE, "visit"),),
    "hold": ((CASE, "fear"),),
    "resume": ((CASE, "fear", "--reason", REASON),),
    "assign": ((CASE, "amina"),),
    "note": ((CASE, NOTE),),
    "close": ((CASE, "over"),),
    "reopen-case": ((CASE, "--reason", REASON),),
    "share": ((CASE, "--to", "dora", "--reason", REASON),),
    "break-glass": ((CASE, "--reason", GLASS),),
    "review": ((), (CASE, "--note", GLASS)),
    "person": (
        ("find", GIVEN),
        ("show", PERSON),
        ("copy", PERSON),
    ),
    "verify": ((), ("--full",)),
    "head": ((),),
    "backup": ((),),
    "plugins": ((),),
    "deliveries": ((),),
    "doctor": ((),),
    "user": (("list",), ("show", "amina")),
    "whoami": ((),),
    "rights": ((),),
    "retention": ((),),
    "legal-hold": ((CASE, "--reason", HOLD),),
    "erase": (("list",), ("ask", CASE, "--reason", REASON)),
    "lock": ((),),
}
# Run with arguments of their own elsewhere, or before there is anything to read.
ELSEWHERE = {
    *("init", "unlock", "passphrase", "recovery", "restore", "demo", "completion"),
    *("enforce", "handover", "cohort", "rekey"),
}


@pytest.fixture
def planted(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[House, str, str]:
    """An office with a canary in every place where something is said of somebody."""
    for variable in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        place = tmp_path / variable.lower()
        place.mkdir()
        monkeypatch.setenv(variable, str(place))
    her = Person(
        names=(Name(GIVEN, FAMILY),),
        contacts=(Contact("phone", PHONE),),
        documents=(Document("passport", PAPER),),
    )
    with house.unlocked("amina") as office:
        by = office.actor()
        person = office.people.add(her, by=by).of
        case = office.open("help", by=by, about=person).id
        office.record(case, StepDone("heard", TODAY, {"story": STORY}), by=by)
        office.record(case, Noted(NOTE, TODAY), by=by)
        office.reveal(case, "story", reason=REASON)
    with house.unlocked("dora") as office:
        office.log(LegalHold(person, HOLD))
        office.glasses.break_for(case, reason=GLASS, minutes=5)
    return house, case, person


def run(house: House, case: str, person: str, *, keys: bool) -> Iterator[str]:
    """Run every command with everything it is given, and yield what each printed."""
    from migcase.cli import counter, door

    with pytest.MonkeyPatch.context() as patch:
        held = (lambda _: house.keys("amina")) if keys else (lambda _: None)
        patch.setattr(entering, "held_now", held)
        patch.setattr(counter, "plugins_of", lambda _: house.plugins)
        patch.setattr(clock, "now", house.clock)
        patch.setenv("LANGUAGE", "en")
        speak("en")
        known = {"MIGCASE_OFFICE": str(house.folder), "COLUMNS": "100"}
        for command, given in TYPED.items():
            for words in given:
                filled = [one.format(case=case, person=person) for one in words]
                for more in ((), ("--debug",)):
                    typed = [*more, command, *filled]
                    answer = CliRunner(env=known).invoke(door.door, typed)
                    assert isinstance(answer.exception, SystemExit | None), typed
                    yield answer.stdout + answer.stderr


def found_in(data: bytes) -> set[str]:
    """Return the canaries that *data* holds, however they were written down."""
    seen = set()
    plain = [data]
    if data[:2] == b"\x1f\x8b":
        plain.append(gzip.decompress(data))
    for canary in CANARIES:
        for word in canary.split():
            spelled = (
                word.encode(),
                word.encode("utf-16-le"),
                word[::-1].encode(),
                base64.b64encode(word.encode()).rstrip(b"=")[:-1],
                word.encode().hex().encode(),
            )
            if any(one in text for one in spelled for text in plain):
                seen.add(canary)
    return seen


def files_with(folder: Path) -> dict[str, set[str]]:
    """Return the files below *folder* that hold a canary, and which."""
    files = (one for one in folder.rglob("*") if one.is_file())
    found = {str(one.relative_to(folder)): found_in(one.read_bytes()) for one in files}
    return {name: seen for name, seen in found.items() if seen}


def test_no_file_holds_anything_of_a_person_after_every_command(
    planted: tuple[House, str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    house, case, person = planted
    with caplog.at_level(logging.DEBUG):
        printed = list(run(house, case, person, keys=True))

    assert files_with(tmp_path) == {}
    assert found_in(caplog.text.encode()) == set()
    assert found_in("".join(printed).encode())  # the control: whoever may is shown it


def test_a_locked_office_prints_nothing_of_a_person(
    planted: tuple[House, str, str], tmp_path: Path
):
    house, case, _ = planted
    printed = "".join(run(house, case, "P-1", keys=False))

    # What was typed may be repeated to whoever typed it, and is nobody's secret.
    kept = found_in(printed.encode())
    assert kept <= {STORY, NOTE, REASON, GLASS, HOLD, GIVEN}
    assert files_with(tmp_path) == {}


def test_every_command_is_tried():
    assert set(COMMANDS) == set(TYPED) | (ELSEWHERE & set(COMMANDS))


def test_a_plain_office_would_be_caught(tmp_path: Path):
    """The control: in an office for training the same canaries lie in clear."""
    place = tmp_path / "plain.db"
    migrate(place)
    office = office_of(declaring(HELP), register=SqlRegister.open(place))
    by = Actor("amina", frozenset({"clerk"}))
    case = office.open("help", by=by, about="P-1").id
    office.record(case, Noted(NOTE, TODAY), by=by)
    office.close()

    assert files_with(tmp_path)["plain.db"] >= {NOTE}
