"""What stands where an office's own files should be: not theirs, damaged, or a trap.

The numbers are those of `docs/reference/hostile-input.md`.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
from pathlib import Path

import attrs
import pytest

from tests.hostile_input.conftest import Desk, dump


@pytest.fixture
def copy(desk, tmp_path) -> Desk:
    """An office of the same cases in a folder that may be spoilt."""
    folder = tmp_path / "office"
    shutil.copytree(desk.counter.folder, folder)
    return attrs.evolve(desk, counter=attrs.evolve(desk.counter, folder=folder))


def content(folder: Path) -> dict[str, bytes | str]:
    """Return what lies in *folder*, as far as it can be read without waiting."""
    return {
        one.name: one.read_bytes() if one.is_file() else oct(one.lstat().st_mode)
        for one in folder.iterdir()
        if not one.name.endswith(("-shm", "-wal"))
    }


@pytest.mark.parametrize(
    ("spoil", "exit_code", "told"),
    [
        pytest.param(Path.unlink, 4, "There is no such file", id="77 none"),
        pytest.param(lambda f: f.write_bytes(b""), 1, "is empty", id="78 empty"),
        pytest.param(lambda f: f.write_bytes(b"x" * 9_999), 1, "not a data", id="79"),
        pytest.param(lambda f: (f.unlink(), f.mkdir()), 1, "is a folder", id="folder"),
        pytest.param(lambda f: (f.unlink(), os.mkfifo(f)), 1, "a pipe", id="pipe"),
        pytest.param(lambda f: turn_to(f, "/dev/zero"), 1, "a device", id="device"),
        pytest.param(
            lambda f: turn_to(f, "/etc/passwd"), 1, "not a data", id="elsewhere"
        ),
        pytest.param(lambda f: bind(f), 1, "a device", id="socket"),
    ],
)
def test_what_is_no_database_is_told_and_left_as_it_is(copy, spoil, exit_code, told):
    spoil(copy.counter.folder / "office.db")
    before = content(copy.counter.folder)

    for words in (("agenda",), ("note", copy.case, "hello"), ("doctor",)):
        typed = copy.type(*words)

        assert typed.code == (1 if words == ("doctor",) else exit_code), typed.err
        assert told in typed.err + typed.out
        assert "did not expect" not in typed.err
        assert content(copy.counter.folder) == before


def turn_to(file: Path, target: str) -> None:
    file.unlink()
    file.symlink_to(target)


def bind(file: Path) -> None:
    file.unlink()
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(file))


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_page_is_told_and_no_answer_is_made_up(copy, seed):
    file = copy.counter.folder / "office.db"
    chance = random.Random(f"seed={seed}")
    spoilt = bytearray(file.read_bytes())
    start = chance.randrange(0, len(spoilt), 512)
    spoilt[start : start + 512] = chance.randbytes(len(spoilt[start : start + 512]))
    file.write_bytes(spoilt)

    for words in (("show", copy.case, "--history"), ("note", copy.case, "hello")):
        typed = copy.type(*words)

        assert typed.code in (0, 1, 4, 6), typed.err
        assert "did not expect" not in typed.err
        assert typed.code == 0 or typed.err


@pytest.mark.parametrize("harm", ["another office's", "noise", "cut short"])
def test_a_companion_that_is_not_this_files_own_adds_nothing(
    desk, copy, tmp_path, harm
):
    before = dump(desk.counter.folder)
    other = tmp_path / "other"
    shutil.copytree(desk.counter.folder, other)
    made = logged(other / "office.db")
    log = {
        "another office's": made,
        "noise": random.Random("seed=86").randbytes(len(made)),
        "cut short": made[: len(made) // 2 + 7],
    }[harm]
    (copy.counter.folder / "office.db-wal").write_bytes(log)

    typed = copy.type("show", copy.case)

    assert "did not expect" not in typed.err
    if harm == "noise":
        assert dump(copy.counter.folder) == before


def logged(file: Path) -> bytes:
    """Return the log of a change to *file* that was never counted in."""
    import sqlite3

    writer = sqlite3.connect(file, isolation_level=None)
    reader = sqlite3.connect(file, isolation_level=None)
    try:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("PRAGMA wal_autocheckpoint = 0")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM case_file").fetchone()
        writer.execute("UPDATE case_file SET programme = 'forged'")
        return file.with_name(f"{file.name}-wal").read_bytes()
    finally:
        reader.close()
        writer.close()


@pytest.mark.parametrize(
    ("spoil", "exit_code", "told"),
    [
        pytest.param(lambda f: (f.unlink(), f.mkdir()), 1, "it is a folder", id="24"),
        pytest.param(lambda f: (f.unlink(), os.mkfifo(f)), 1, "a pipe", id="24 pipe"),
        pytest.param(lambda f: turn_to(f, "/dev/zero"), 1, "a device", id="24 device"),
        pytest.param(lambda f: f.write_bytes(b"\xff\xfe"), 1, "not UTF-8", id="4"),
        pytest.param(lambda f: f.write_text("x" * 200_000), 1, "longer than", id="10"),
        pytest.param(lambda f: f.write_text("a: &x [*x]"), 1, "not TOML", id="52"),
        pytest.param(lambda f: more(f, "x=" + "[" * 3_900), 1, "deeper", id="43"),
        pytest.param(lambda f: more(f, "a." * 99 + "b=1"), 1, "deeper", id="43 dots"),
        pytest.param(lambda f: more(f, "x=1\nx=2"), 1, "line 1 already", id="44"),
        pytest.param(lambda f: more(f, "late_days=nan"), 1, "no number", id="45"),
        pytest.param(lambda f: more(f, "late_days=1e999"), 1, "of range", id="45 e"),
        pytest.param(lambda f: more(f, f"late_days={9**30}"), 1, "of range", id="47"),
        pytest.param(lambda f: more(f, f"x={'9' * 3_900}"), 1, "of range", id="47 n"),
        pytest.param(lambda f: more(f, "is_admin=true"), 1, "nobody knows", id="48"),
        pytest.param(lambda f: more(f, "late_dais=1"), 1, "late_days?", id="48 near"),
        pytest.param(lambda f: more(f, 'late_role="a'), 1, "not TOML", id="49"),
        pytest.param(lambda f: more(f, 'late_role="\0"'), 1, "not TOML", id="5 NUL"),
        pytest.param(lambda f: rezone(f), 1, "time zone", id="74 zone"),
        pytest.param(lambda f: more(f, "late_days=-3"), 1, "less than", id="54"),
    ],
)
def test_settings_that_say_nothing_are_told_with_their_place(
    copy, spoil, exit_code, told
):
    spoil(copy.counter.folder / "office.toml")
    before = content(copy.counter.folder)

    typed = copy.type("note", copy.case, "hello")

    assert (typed.code, told in typed.err) == (exit_code, True), typed.err
    assert "did not expect" not in typed.err
    assert content(copy.counter.folder) == before


def rezone(file: Path) -> None:
    file.write_text(file.read_text().replace("Africa/Casablanca", "../../etc/passwd"))


def more(file: Path, text: str) -> None:
    file.write_text(f"{text}\n{file.read_text()}")


def test_a_byte_order_mark_before_the_settings_is_read_over(copy):
    file = copy.counter.folder / "office.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert copy.type("show", copy.case).code == 0
