"""An office that has keys, and those who work in it; for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType

from attrs import evolve, frozen

from migcase import Office, Plugins
from migcase.keeping.seal import slots
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_unlocked import open_following
from migcase.office.settings import OfficeSettings
from migcase.roster.events import Founded, RoleApproved, RoleGranted, UserAdded
from tests.office.passport import Clock

SIGNED = date(2026, 1, 5)
ADAM = "adam"
FILE = "office.db"


@frozen
class House:
    """An encrypted office in a folder, and how each who works there comes in."""

    folder: Path
    plugins: Plugins
    clock: Clock
    keys_in: Callable[[Path, str], Keyring]

    def keys(self, name: str) -> Keyring:
        return self.keys_in(self.folder, name)

    def moved(self, folder: Path) -> House:
        """Return the same office, copied to another *folder*, at its own time."""
        return evolve(self, folder=folder, clock=Clock(self.clock.instant))

    @property
    def file(self) -> Path:
        return self.folder / FILE

    @contextmanager
    def unlocked(self, name: str) -> Iterator[Office]:
        """Let somebody work who has unlocked the office."""
        register, keys = open_following(
            self.folder, self.file, self.keys(name), synchronous="normal"
        )
        settings = OfficeSettings("MA", name="Rabat")
        with Office(
            register, self.plugins, settings=settings, clock=self.clock, keyring=keys
        ) as office:
            yield office


def founded(
    folder: Path,
    *modules: ModuleType,
    roles: Mapping[str, tuple[str, ...]],
    clock: Clock | None = None,
) -> House:
    """Found an office without slots; *roles* are each one's, as ``programme/role``.

    A role without a programme is one of the whole office.  Adam, the administrator,
    is there besides.
    """
    master, secret = new_key(), new_key()
    hands = {name: Hand.new(name) for name in (ADAM, *roles)}

    def keys(_folder: Path, name: str) -> Keyring:
        return Keyring("office-1", hands[name], master, 0, secret)

    return _staffed(House(folder, Plugins(*modules), clock or Clock(), keys), roles)


def founded_with_slots(
    folder: Path,
    *modules: ModuleType,
    roles: Mapping[str, tuple[str, ...]],
    clock: Clock | None = None,
) -> House:
    """Found the same with slots that passphrases open, each once for the whole test."""
    first = slots.found(folder, ADAM, _passphrase(ADAM), cost=slots.FLOOR)
    for name in roles:
        slots.add(folder, first, name, _passphrase(name), cost=slots.FLOOR)
    hands = {
        name: slots.unlock(folder, name, _passphrase(name)).hand
        for name in (ADAM, *roles)
    }

    def keys(folder: Path, name: str) -> Keyring:
        return slots.keyring_of(slots.read(folder), hands[name], first.master)

    return _staffed(House(folder, Plugins(*modules), clock or Clock(), keys), roles)


def _staffed(house: House, roles: Mapping[str, tuple[str, ...]]) -> House:
    hands = {name: house.keys(name).hand.public for name in (ADAM, *roles)}
    migrate(house.file, house.keys(ADAM))
    office_roles = []
    with house.unlocked(ADAM) as office:
        keys = hands[ADAM]
        office.log(Founded(ADAM, keys.verifies, keys.receives, SIGNED))
        for name, worn in roles.items():
            keys = hands[name]
            office.log(UserAdded(name, keys.verifies, keys.receives, SIGNED))
            for one in worn:
                programme, _, role = one.rpartition("/")
                office.log(RoleGranted(name, role, programme))
                if not programme:
                    office_roles.append((name, role))
    for name, role in office_roles:
        # While there is one administrator, whoever is given such a role accepts it.
        with house.unlocked(name) as office:
            office.log(RoleApproved(name, role))
    return house


def _passphrase(name: str) -> str:
    return f"{name} carries seven heavy green boxes"
