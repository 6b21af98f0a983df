"""A whole office at the counter: its register, its keys, and who can be believed.

For what looks at everything at once: proofs and backups.  Ciphers are loaded here.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from attrs import frozen

from migcase.cli.counter import Counter, counter_of, folder_of, place_of, settings_in
from migcase.cli.entering import keys_of
from migcase.cli.options import CLOCK, wish
from migcase.errors import MigcaseError
from migcase.keeping.heads import make_head
from migcase.keeping.seal.checkpoint import Checkpoint
from migcase.keeping.seal.hands import Public
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_unlocked import open_following
from migcase.keeping.wire_value import write_instant
from migcase.office.backing_up import Source
from migcase.office.clock import now
from migcase.office.settings import OfficeSettings
from migcase.office.verifying import signers_of


@frozen(eq=False)
class Whole:
    """An office that is looked at as a whole; *keys* are None in a plain one."""

    folder: Path
    place: Path | str
    settings: OfficeSettings
    keys: Keyring | None
    register: SqlRegister
    counter: Counter
    at: datetime

    @property
    def office(self) -> str:
        """What its heads call it: the id of its keys, or its code."""
        return self.settings.code if self.keys is None else self.keys.office

    @property
    def known(self) -> tuple[Public, ...] | None:
        """Keys known besides the office's log; None where nobody has any."""
        return None if self.keys is None else ()

    @property
    def source(self) -> Source:
        """What a backup is made of."""
        named = self.office, self.settings.code
        return Source(self.folder, self.place, *named, self.keys, self.known)

    def head(self) -> Checkpoint:
        """Count in what was written, and sign; raise `NotInOrder`."""
        hand = authors = None
        if self.keys is not None:
            hand, authors = self.keys.hand, signers_of(self.register, ()).at
        at = write_instant(self.at)
        return make_head(self.register.proof, self.office, at, hand, authors)


def sign_off(folder: Path, keys: Keyring) -> bool:
    """Sign what was written, at the end of a day; say whether that worked.

    Nothing that goes wrong may keep an office open.
    """
    try:
        place = place_of(folder, settings_in(folder))
        register, held = open_following(folder, place, keys)
        assert held is not None  # whoever has keys goes on having some
        try:
            authors = signers_of(register, ()).at
            at = write_instant(now())
            make_head(register.proof, held.office, at, held.hand, authors)
        finally:
            register.close()
    except (MigcaseError, OSError):
        return False
    return True


def whole_of(ctx: click.Context, owner: str | None = None) -> Whole:
    """Return the office that *ctx* asks for, open until the command ends.

    *owner* is its server as who owns it reaches it; None is as the settings say.
    """
    folder = folder_of(ctx)
    settings = settings_in(folder)
    counter, place = counter_of(ctx), owner or place_of(folder, settings)
    register, keys = open_following(folder, place, keys_of(ctx, folder))
    ctx.call_on_close(register.close)
    clock = wish(ctx, CLOCK) or now
    return Whole(folder, place, settings, keys, register, counter, clock())
