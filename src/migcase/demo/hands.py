"""The keys of everybody who works in the office of the demo; nobody keeps them.

Each signs what they write, as in an office of people: there is one office, one master
key, and a hand for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from os import urandom
from typing import Self

from attrs import evolve, frozen

from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql import SqlRegister
from migcase.office.office import Office
from migcase.office.settings import OfficeSettings
from migcase.roster.events import Founded, RoleGranted, UserAdded


@frozen(eq=False)
class Hands:
    """The keys of each colleague, by name; *founder* is who founded the office."""

    founder: Keyring
    _keyrings: Mapping[str, Keyring]

    @classmethod
    def thrown_away(cls, names: Iterable[str], founder: str) -> Self:
        """Return keys that stand nowhere but in this process."""
        keyring = Keyring(urandom(16).hex(), Hand.new(founder), new_key())
        return cls.beside(keyring, names)

    @classmethod
    def beside(cls, keyring: Keyring, names: Iterable[str]) -> Self:
        """Return the keys of whoever holds *keyring*, and new ones for the others."""
        others = {
            name: evolve(keyring, hand=Hand.new(name))
            for name in names
            if name != keyring.name
        }
        return cls(keyring, {keyring.name: keyring, **others})

    def of(self, name: str) -> Keyring:
        """Return the keys of a colleague."""
        return self._keyrings[name]

    def take_pen(self, register: SqlRegister, name: str) -> None:
        """Let what is written next be signed by a colleague."""
        assert register.vault is not None
        register.vault.keys = self.of(name)

    def introduce(self, office: Office, settings: OfficeSettings, day: date) -> None:
        """Write into the log of *office*, the founder's, who works there as what."""
        own = self.founder.hand.public
        office.log(Founded(own.name, own.verifies, own.receives, day))
        for name, keyring in self._keyrings.items():
            public = keyring.hand.public
            if keyring is not self.founder:
                office.log(UserAdded(name, public.verifies, public.receives, day))
            for programme, worn in settings.users.get(name, {}).items():
                for role in worn:
                    office.log(RoleGranted(name, role, programme))
