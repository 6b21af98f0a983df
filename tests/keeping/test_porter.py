"""Keys are held while somebody works, by something that tells nobody else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from migcase.keeping import porter
from migcase.keeping.key_place import FILE

CANARY = b"MIGCASE-CANARY-4711"

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a pipe of Windows leaves nothing to look at"
)


@pytest.fixture
def place(monkeypatch):
    # The address of a socket is short; a folder of pytest's is not.
    with TemporaryDirectory(prefix="mp-") as short:
        monkeypatch.setenv("XDG_RUNTIME_DIR", short)
        yield Path(short) / "migcase"


@pytest.fixture
def folder(tmp_path, place):
    (tmp_path / FILE).write_text("as it was")
    yield tmp_path
    porter.dismiss(tmp_path)


def wait_until(happened):
    for _ in range(100):
        if happened():
            return True
        time.sleep(0.05)
    return False


def process_of(folder):
    """Return the number of the process that holds the keys of *folder*."""
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            try:
                words = (one / "cmdline").read_bytes()
                here = (one / "cwd").readlink()
            except OSError:
                continue
            if b"porter_room" in words and here == porter.rooms():
                return one
    return None


def test_what_was_handed_over_is_given_as_often_as_asked_for(folder):
    porter.hand_over(folder, CANARY)

    assert [porter.ask(folder) for _ in range(3)] == [CANARY] * 3


def test_nobody_answers_where_nothing_was_handed_over(folder):
    assert porter.ask(folder) is None
    assert porter.dismiss(folder) is False


def test_another_office_gets_nothing(folder, tmp_path):
    porter.hand_over(folder, CANARY)
    other = tmp_path / "other"
    other.mkdir()

    assert porter.ask(other) is None


def test_what_is_forgotten_is_gone_with_its_process(folder, place):
    porter.hand_over(folder, CANARY)

    assert porter.dismiss(folder) is True
    assert porter.ask(folder) is None
    assert list(place.iterdir()) == []


def test_all_is_forgotten_when_the_keys_of_the_office_change(folder):
    porter.hand_over(folder, CANARY)
    (folder / FILE).write_text("otherwise")

    assert porter.ask(folder) is None


def test_whoever_changed_the_keys_can_say_so_and_go_on(folder):
    porter.hand_over(folder, CANARY)
    (folder / FILE).write_text("otherwise")
    porter.renew(folder)

    assert porter.ask(folder) == CANARY


def test_all_is_forgotten_after_some_minutes_of_no_use(folder, place):
    porter.hand_over(folder, CANARY, minutes=0.01)

    assert wait_until(lambda: list(place.iterdir()) == [])
    assert porter.ask(folder) is None


def test_the_keys_of_the_last_who_unlocked_are_held(folder):
    porter.hand_over(folder, b"first")
    porter.hand_over(folder, b"second")

    assert porter.ask(folder) == b"second"


def test_one_that_was_killed_stands_in_nobodys_way(folder, place):
    porter.hand_over(folder, CANARY)
    if sys.platform == "linux":
        os.kill(int(process_of(folder).name), 9)
        assert wait_until(lambda: process_of(folder) is None)
        assert porter.ask(folder) is None

    porter.hand_over(folder, b"again")
    assert porter.ask(folder) == b"again"


def test_whoever_does_not_know_the_word_is_told_nothing_and_others_still_are(
    folder, place
):
    porter.hand_over(folder, CANARY)
    (socket,) = place.glob("*.s")

    with pytest.raises((AuthenticationError, OSError)):
        Client(str(socket), authkey=b"guess")
    assert porter.ask(folder) == CANARY


def test_only_its_owner_can_knock(folder, place):
    porter.hand_over(folder, CANARY)

    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) & 0o077 for one in place.iterdir()} == {0}


def test_nothing_is_held_in_a_folder_that_others_may_enter(folder, place):
    place.mkdir(mode=0o700, exist_ok=True)
    place.chmod(0o755)

    with pytest.raises(porter.NoPorter):
        porter.hand_over(folder, CANARY)
    assert porter.ask(folder) is None


def test_one_that_cannot_be_set_up_says_so(folder, monkeypatch):
    with TemporaryDirectory(prefix="x" * 90) as long:
        monkeypatch.setenv("XDG_RUNTIME_DIR", long)

        with pytest.raises(porter.NoPorter):
            porter.hand_over(folder, CANARY)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_of_what_is_held_stands_where_others_read(folder, place, monkeypatch):
    monkeypatch.setenv("MIGCASE_USER", "amina")
    porter.hand_over(folder, CANARY)
    process = process_of(folder)

    assert CANARY not in (process / "cmdline").read_bytes()
    assert str(folder).encode() not in (process / "cmdline").read_bytes()
    assert b"amina" not in readable(process / "environ")
    [kept] = place.glob("*.k")
    assert CANARY not in kept.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_has_no_file_open_leaves_no_core_and_belongs_to_no_terminal(folder):
    porter.hand_over(folder, CANARY)
    process = process_of(folder)
    open_there = opened_by(process)

    assert all(one == "/dev/null" or one.startswith("socket:") for one in open_there)
    assert (
        "Max core file size        0                    0"
        in readable(process / "limits").decode()
    )
    parent, group, session, terminal = readable(process / "stat").split()[3:7]
    assert int(terminal) == 0
    assert int(parent) != os.getpid()
    assert int(session) != os.getsid(0)
    assert group == session


def opened_by(process: Path) -> set[str]:
    """Return what *process* has open, less what it closes while we look."""
    found = set()
    for one in (process / "fd").iterdir():
        with suppress(FileNotFoundError):
            found.add(str(one.readlink()))
    return found


def readable(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except PermissionError:
        return b""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_process_waits_to_be_buried(folder):
    porter.hand_over(folder, CANARY)
    process = process_of(folder)
    porter.dismiss(folder)

    assert wait_until(lambda: not process.exists())
    states = subprocess.run(
        ["ps", "-o", "stat=", "--ppid", str(os.getpid())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Z" not in states.stdout
