"""Renewing the master key, so that what somebody copied of the old keys opens nothing.

For everybody who has a passphrase here, and everybody who holds a printed key, as the
office's log says and nobody else; they need not come, and change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from migcase.errors import MigcaseError
from migcase.keeping.chains import Line
from migcase.keeping.office_log import OfficeLog
from migcase.keeping.verify_log import log_flaws, read_signers
from migcase.office.book import Book
from migcase.office.erasing import NothingSealed
from migcase.office.guard import Guard
from migcase.roster import rights
from migcase.roster.asked import Asked
from migcase.roster.events import (
    Founded,
    KeysChanged,
    MasterRenewed,
    OfficeEntry,
    RoleApproved,
    RoleGranted,
    UserAdded,
)
from migcase.roster.fold import fold
from migcase.roster.judging import why_not
from migcase.roster.members import NOBODY
from migcase.roster.recovery import HolderNamed

if TYPE_CHECKING:
    # Whoever renews nothing needs no cipher.
    from migcase.keeping.seal.key_file import KeyFile
    from migcase.keeping.seal.keyring import Keyring
    from migcase.keeping.sql import SqlRegister

# What lets somebody in. Whoever had the old key could have written such a line.
_LETS_IN = Founded, UserAdded, KeysChanged, RoleGranted, RoleApproved, HolderNamed


class Renewals:
    """Renews the master key of one office."""

    def __init__(self, register: SqlRegister, book: Book, guard: Guard) -> None:
        self._register = register
        self._book = book
        self._guard = guard

    def carry_out(
        self, folder: Path, place: Path | str, *, patience: float = 30.0
    ) -> Keyring:
        """Renew the master key of the office in *folder*; return whoever did's keys.

        Cut off at any moment the old key is in force or the new one, and whoever opens
        the office next finishes.  The register is closed: nothing opens with its keys
        any more.  Raise `KeysInDoubt`, `BadRegister`, `NotAllowed`; then all is as it
        was.
        """
        self._guard.check(rights.GRANT)
        register = self._register
        renewing, vault = register.renewing, register.vault
        if renewing is None or vault is None:
            raise NothingSealed
        from migcase.keeping.seal import renewal, slots
        from migcase.keeping.sql_renewing import check_renewed, remove_copy
        from migcase.keeping.sql_unlocked import open_following
        from migcase.keeping.whole_file import alone

        before = vault.keys
        try:
            with closing(register):
                renewing.be_alone(patience)
                with alone(folder):
                    check_known(slots.left_by(folder, before), register.office_log)
                    keys = renewal.begin(folder, before)
                    renewing.keep_copy()
                    with register.transaction():
                        renewing.wrap(keys)
                        self._book.write(MasterRenewed(keys.epoch), "", None)
                        renewing.encrypt(keys)
                    register.close()
                    check_renewed(place, keys, patience)
                    remove_copy(place)
                    renewal.finish(folder, keys.master)
        except (MigcaseError, OSError):
            # Leave nothing lying about; if that fails too, whoever comes next does it.
            with suppress(MigcaseError, OSError):
                open_following(folder, place, before, patience=patience)[0].close()
            raise
        return keys


def check_known(file: KeyFile, log: OfficeLog) -> None:
    """Raise `KeysInDoubt` unless the log says of everybody whom *file* lets in.

    Whoever had the office's key could have written others into it.
    """
    from migcase.keeping.seal.errors import KeysInDoubt

    lines = log.lines()
    if not _is_sound(lines, log.entries()):
        raise KeysInDoubt({"cause": "log", "user": ""})
    signers = read_signers(lines)
    for slot in file.slots:
        if signers.now(slot.public.name) != slot.public:
            raise KeysInDoubt({"cause": "slot", "user": slot.public.name})
    for holder in file.holders:
        if signers.holder(holder.name) != holder:
            raise KeysInDoubt({"cause": "holder", "user": holder.name})


def _is_sound(lines: Sequence[Line], entries: Sequence[OfficeEntry]) -> bool:
    """Tell whether nobody was let in but by whom it is up to."""
    if not lines or any(log_flaws(lines, is_signed=True)):
        return False
    roster = NOBODY
    for entry in entries:
        if isinstance(entry.event, _LETS_IN):
            said = Asked(roster, entry.by, entry.at, entry.at.date(), training=False)
            if any(why_not(entry.event, said)):
                return False
        roster = fold([entry], roster)
    return True
