"""The first entries of an office's log: who founded it, and in which roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from migcase.keeping.sql import SqlRegister
from migcase.office.clock import now
from migcase.office.office import Office
from migcase.office.plugins import Plugins
from migcase.office.settings import OfficeSettings
from migcase.roster.events import Founded, RoleGranted

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring

Roles = Mapping[str, Sequence[str]]


def write_first(
    keyring: Keyring,
    place: Path | str,
    settings: OfficeSettings,
    plugins: Plugins,
    roles: Roles,
) -> None:
    """Write who holds *keyring*, and their *roles*, into the log of a new office."""
    register = SqlRegister.open(place, keys=keyring)
    try:
        office = Office(
            register, plugins, settings=settings, clock=now, keyring=keyring
        )
        public = keyring.hand.public
        name, day = public.name, office.today()
        office.log(Founded(name, public.verifies, public.receives, day))
        for programme, worn in roles.items():
            for role in worn:
                office.log(RoleGranted(name, role, programme))
    finally:
        register.close()
