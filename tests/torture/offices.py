"""An office in a folder of its own, founded by the real command line.

A plain one, or one that is encrypted: then Amina founds it and lets Bashir in, each by
a passphrase.  What a porter would hold for them lies beside it, for `typist`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from attrs import field, frozen

from migcase.keeping.key_place import FILE
from migcase.keeping.seal import slots
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql import SqlRegister
from migcase.office.settings import OfficeSettings
from migcase.office.settings_file import read_settings
from tests.torture.day import OFFICE

PLUGIN = Path(__file__).parent.parent / "cli/plugin/migcase_passport"
# In the root: what is kept, and what the test knows besides.
DATABASE, SETTINGS = "office/office.db", "office/office.toml"
# Where programs leave what they need for a moment, or for the next time.
ELSEWHERE = HOME, TEMPORARY = "home", "tmp"
# Beside the database: its journals, of either sort.
BESIDE = ("", "-wal", "-journal", "-shm")

PLAIN, ENCRYPTED = SORTS = "plain", "encrypted"
PASSPHRASE = "six words that nobody would guess"
BEGIN = ("--json", "--lang", "en")

Opener = Callable[[Path], SqlRegister]
# Runs a command with an input, in an environment.
Runner = Callable[[Sequence[str], bytes, Mapping[str, str]], None]


@frozen
class Place:
    """An office below *root*, and what commands that are typed there need."""

    root: Path
    site: Path
    surroundings: Mapping[str, str] = field(repr=False)
    opener: Opener

    @property
    def folder(self) -> Path:
        return self.root / "office"

    @property
    def database(self) -> Path:
        return self.root / DATABASE

    @property
    def is_encrypted(self) -> bool:
        return (self.folder / FILE).exists()

    @property
    def settings(self) -> OfficeSettings:
        return read_settings(self.root / SETTINGS)


def run_well(command: Sequence[str], given: bytes, around: Mapping[str, str]) -> None:
    """Run *command*; raise unless it ends well."""
    done = subprocess.run(
        command, input=given, env=dict(around), capture_output=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"{command[-1]}: {done.stderr.decode()}")


def founded(
    root: Path, sort: str, runner: Runner = run_well, profile: str = ""
) -> Place:
    """Found an office of *sort* below *root*, by commands that *runner* runs.

    *profile* breaks what a confirmed step rests on.
    """
    site = installed(root.parent / f"{root.name}-site")
    for folder in (root, *(root / one for one in ELSEWHERE)):
        folder.mkdir(exist_ok=True)
    around = surroundings(root, site, TORTURE_PROFILE=profile)
    init = ("init", "--code", OFFICE, "--name", "Rabat")
    amina = ("--user", "amina:officer")
    if sort == PLAIN:
        options = ("--plain", *amina, "--user", "bashir:*")
        words = (*init, *options, *BEGIN)
        runner((sys.executable, "-m", "migcase", *words), b"", around)
        return Place(root, site, around, SqlRegister.open)
    typed = PASSPHRASE.encode() + b"\n"
    words = (*init, *amina, "--unlock-fd", "0", *BEGIN)
    # Typed by the clock of the day that follows, which the office's log goes by.
    runner(typing(site, [words], 0), typed, {**around, "TORTURE_PROFILE": ""})
    keys = keep_keys(root, site, "amina")
    roles = ("--role", "passport.officer", "--role", "passport.supervisor")
    undertaking = ("--undertaking", "2026-03-01", "--unlock-fd", "0", "--as", "amina")
    line = ("user", "add", "bashir", *roles, *undertaking, *BEGIN)
    runner(typing(site, [line], 0), typed, around)
    keep_keys(root, site, "bashir")
    return Place(root, site, around, lambda file: SqlRegister.open(file, keys=keys))


def typing(site: Path, lines: Sequence[Sequence[str]], place: int) -> list[str]:
    """Return the command by which *lines* are typed, the first at *place* of a day."""
    listed = site / "commands.json"
    listed.write_text(json.dumps(lines), "utf-8")
    typist = ("-m", "tests.torture.typist", str(listed), str(place))
    return [sys.executable, *typist]


def keep_keys(root: Path, site: Path, name: str) -> Keyring:
    """Return the keys of somebody, as a porter holds them; `typist` finds them."""
    with state_of(root):
        keys = slots.unlock(root / "office", name, PASSPHRASE)
    (site / f"{name}.keys").write_bytes(keys.to_bytes())
    return keys


@contextmanager
def state_of(root: Path) -> Iterator[None]:
    """Have this process keep its part of keys where commands below *root* do."""
    with mock.patch.dict(os.environ, MIGCASE_STATE=str(root / "state")):
        yield


def installed(site: Path) -> Path:
    """Install the programme of the day's cases in the folder *site*."""
    shutil.copytree(PLUGIN, site / "migcase_passport")
    named(site, "passport", "migcase_passport")
    return site


def named(site: Path, name: str, module: str) -> None:
    """Have the plugin *module* in the folder *site* found under a *name*."""
    facts = site / f"migcase_{name}-0.1.dist-info"
    facts.mkdir()
    about = f"Metadata-Version: 2.1\nName: migcase-{name}\nVersion: 0.1\n"
    (facts / "METADATA").write_text(about)
    (facts / "entry_points.txt").write_text(f"[migcase]\n{name} = {module}\n")


def surroundings(root: Path, site: Path, **more: str) -> dict[str, str]:
    """Return the environment in which commands are typed for the office in *root*."""
    foreign = ("MIGCASE", "LC_", "LANG", "XDG_", "TORTURE_")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(foreign)
    }
    paths = (str(site), str(Path(__file__).parents[2]), kept.get("PYTHONPATH"))
    return {
        **kept,
        "COLUMNS": "80",
        "HOME": str(root / HOME),
        "MIGCASE_LOAD_PLUGINS": "passport",
        "MIGCASE_OFFICE": str(root / "office"),
        "MIGCASE_STATE": str(root / "state"),
        "MIGCASE_USER": "",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONUTF8": "1",
        "TMPDIR": str(root / TEMPORARY),
        "TORTURE_KEYS": str(site),
        **more,
    }
