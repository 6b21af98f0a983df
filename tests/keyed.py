"""An office that has keys, and those who work in it; for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType

from attrs import field, frozen

from migcase import Office, Plugins
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.office.settings import OfficeSettings
from migcase.roster.events import Founded, RoleGranted, UserAdded
from tests.office.passport import Clock

SIGNED = date(2026, 1, 5)
ADAM = "adam"


@frozen
class House:
    """An encrypted office in a file, and the keys of those who work there."""

    file: Path
    plugins: Plugins
    clock: Clock
    hands: Mapping[str, Hand]
    master: bytes = field(factory=new_key, repr=False)
    secret: bytes = field(factory=new_key, repr=False)

    def keys(self, name: str) -> Keyring:
        return Keyring("office-1", self.hands[name], self.master, 0, self.secret)

    @contextmanager
    def unlocked(self, name: str) -> Iterator[Office]:
        """Let somebody work who has unlocked the office."""
        keys = self.keys(name)
        register = SqlRegister.open(self.file, keys=keys, synchronous="normal")
        settings = OfficeSettings("MA", name="Rabat")
        with Office(
            register, self.plugins, settings=settings, clock=self.clock, keyring=keys
        ) as office:
            yield office


def founded(
    file: Path,
    *modules: ModuleType,
    roles: Mapping[str, tuple[str, ...]],
    clock: Clock | None = None,
) -> House:
    """Found an office; *roles* are those of each person, as ``programme/role``.

    Adam, the administrator, is there besides.
    """
    hands = {name: Hand.new(name) for name in (ADAM, *roles)}
    house = House(file, Plugins(*modules), clock or Clock(), hands)
    migrate(file, house.keys(ADAM))
    with house.unlocked(ADAM) as office:
        keys = hands[ADAM].public
        office.log(Founded(ADAM, keys.verifies, keys.receives, SIGNED))
        for name, worn in roles.items():
            keys = hands[name].public
            office.log(UserAdded(name, keys.verifies, keys.receives, SIGNED))
            for one in worn:
                programme, _, role = one.partition("/")
                office.log(RoleGranted(name, role, programme))
    return house
