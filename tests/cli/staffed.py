"""An encrypted office with a staff, and commands typed as any of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import define, field, frozen
from click.testing import CliRunner

from migcase.cli import entering, speak
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import found
from migcase.office.clock import now
from migcase.office.office import Office
from migcase.office.plugins import Plugins
from migcase.office.settings import OfficeSettings
from migcase.roster.events import Founded, RoleApproved, RoleGranted, UserAdded
from tests.office.closed import CARE, OTHER
from tests.office.passport import declaring

PLUGIN = """
from migcase import hookimpl
from tests.office.closed import CARE, OTHER

@hookimpl
def migcase_programmes():
    return [CARE, OTHER]
"""


@frozen
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def install(site: Path) -> None:
    """Put the plugin that declares the programme where Python finds it."""
    facts = site / "migcase_care-0.1.dist-info"
    facts.mkdir(parents=True)
    (site / "migcase_care.py").write_text(PLUGIN)
    about = "Metadata-Version: 2.1\nName: migcase-care\nVersion: 0.1\n"
    (facts / "METADATA").write_text(about)
    (facts / "entry_points.txt").write_text("[migcase]\ncare = migcase_care\n")


@define
class Staff:
    """The staff of one office in a folder; its keys need no passphrase here."""

    folder: Path
    patch: pytest.MonkeyPatch
    _rings: dict[str, Keyring] = field(factory=dict)

    def ring(self, name: str) -> Keyring:
        if name not in self._rings:
            hand = Hand.new(name)
            self._rings[name] = Keyring("MA-1", hand, b"m" * 32, 0, b"s" * 32)
        return self._rings[name]

    def office(self, name: str) -> Office:
        ring = self.ring(name)
        register = SqlRegister.open(self.folder / "office.db", keys=ring)
        settings = OfficeSettings("MA", name="Rabat")
        plugins = Plugins(declaring(CARE, OTHER))
        return Office(register, plugins, settings=settings, clock=now, keyring=ring)

    def found(self, name: str = "amina") -> None:
        self.folder.mkdir(mode=0o700)
        text = 'code = "MA"\nname = "Rabat"\nregister = "office.db"\n'
        (self.folder / "office.toml").write_text(text)
        (self.folder / "keys.json").write_text("{}")
        found(self.folder / "office.db", keys=self.ring(name))
        with self.office(name) as office:
            public = self.ring(name).hand.public
            keys = public.verifies, public.receives
            office.log(Founded(name, *keys, office.today()))

    def joins(self, name: str, *roles: str, hat: str = "") -> None:
        with self.office("amina") as amina:
            public = self.ring(name).hand.public
            keys = public.verifies, public.receives
            amina.log(UserAdded(name, *keys, amina.today()))
            for role in roles:
                amina.log(RoleGranted(name, role, "care"))
            if hat:
                amina.log(RoleGranted(name, hat))
                others = set(amina.roster.wearers("administrator")) - {"amina"}
        if hat:
            with self.office(min(others, default=name)) as second:
                second.log(RoleApproved(name, hat))

    def type(
        self, name: str, *words: str, lang: str = "en", plugins: str = "care"
    ) -> Answer:
        """Type a command as *name*, who has unlocked the office."""
        from migcase.cli.door import door

        self.patch.setattr(entering, "held_now", lambda _: self.ring(name))
        self.patch.setenv("LANGUAGE", lang)
        speak(lang)
        known = {
            "MIGCASE_OFFICE": str(self.folder),
            "MIGCASE_LOAD_PLUGINS": plugins,
            "COLUMNS": "100",
        }
        typed = CliRunner(env=known).invoke(door, list(words), prog_name="migcase")
        if typed.exception is not None and not isinstance(typed.exception, SystemExit):
            raise typed.exception
        return Answer(typed.exit_code, typed.stdout, typed.stderr)

    def copied(self, folder: Path) -> Staff:
        """The same office in another folder, to be changed."""
        shutil.copytree(self.folder, folder)
        return Staff(folder, self.patch, self._rings)


def numbers(answer: Answer) -> Sequence[str]:
    return [row["case"] for row in answer.json["rows"]]
