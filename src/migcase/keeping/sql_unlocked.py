"""Opening the database of an office whose keys may have been renewed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from migcase.errors import BadRegister
from migcase.keeping.key_place import NEXT, fingerprint, is_renewing
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_sqlite import Synchronous

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.keyring import Keyring

_Opens = Callable[["Keyring | None"], SqlRegister]


def open_following(
    folder: Path,
    place: str | Path,
    keys: Keyring | None,
    *,
    synchronous: Synchronous = "full",
    patience: float = 30.0,
) -> tuple[SqlRegister, Keyring | None]:
    """Return the register at *place*, and the keys that are in force for it now.

    An erasure renews the keys of the office in *folder*, and so does whoever renews
    its master key; if that was cut off before it was done with everything, the rest is
    done here.  Raise `BadRegister`.
    """

    def opened(with_keys: Keyring | None) -> SqlRegister:
        return SqlRegister.open(
            place, keys=with_keys, synchronous=synchronous, patience=patience
        )

    try:
        register = opened(keys)
    except BadRegister as error:
        if keys is None or error.values["cause"] not in ("other-epoch", "wrong-key"):
            raise
        return _followed(folder, place, keys, opened, error)
    if keys is not None:
        if is_renewing(folder):
            _throw_away(folder, place, register)
        _end_former(keys)
    return register, keys


def settle_with(folder: Path, place: str | Path, first: str, second: str) -> None:
    """Finish with two printed keys what was cut off while the master key was renewed.

    For the day on which nobody is left who could unlock the office.
    """
    if not is_renewing(folder):
        return
    from migcase.keeping.seal import recovery
    from migcase.keeping.seal.hands import Hand
    from migcase.keeping.seal.keyring import Keyring

    begun = recovery.opened(folder, first, second, NEXT)
    hand = Hand.new("")
    keys = Keyring(begun.office, hand, begun.master, begun.epoch, begun.secret)
    register = _fitting(keys, lambda with_keys: SqlRegister.open(place, keys=with_keys))
    if register is not None:
        register.close()
        _finish(folder, place, keys)


def _followed(
    folder: Path, place: str | Path, keys: Keyring, opened: _Opens, error: BadRegister
) -> tuple[SqlRegister, Keyring]:
    """Return the register, and the keys that came after *keys*; finish what was begun.

    What lies ready may have been thrown away by an erasure after it: what counts is
    which keys the database opens with.
    """
    from migcase.keeping.seal import renewal
    from migcase.keeping.seal.turning import followed

    found = _ahead(folder, keys, opened)
    if found is not None:
        _finish(folder, place, found[1])
        _end_former(found[1])
        return found
    if error.values["cause"] == "wrong-key":
        if renewal.is_left_by(folder, keys):
            raise error
        raise bad(place, "other-master") from error
    epoch = int(str(error.values["found"]))
    if not keys.secret:
        from attrs import evolve

        # Somebody on another machine may have renewed the master key.
        register = _fitting(evolve(keys, epoch=epoch), opened)
        if register is None:
            raise bad(error.values["register"], "other-master") from error
        register.close()
    keys = followed(folder, keys, epoch)
    return opened(keys), keys


def _ahead(
    folder: Path, keys: Keyring, opened: _Opens
) -> tuple[SqlRegister, Keyring] | None:
    """Return the register, and the keys ahead of *keys* that open it; None if none do.

    Somebody may give new keys in between: the database goes from one file of keys to
    the next, and whoever tried the next first finds neither.  So both are tried twice,
    until they stay as they were meanwhile.
    """
    from migcase.keeping.seal import renewal

    while True:
        before = fingerprint(folder), fingerprint(folder, NEXT)
        for newer in chain(renewal.ahead(folder, keys), renewal.ahead(folder, keys)):
            register = _fitting(newer, opened)
            if register is not None:
                return register, newer
        if before == (fingerprint(folder), fingerprint(folder, NEXT)):
            return None


def _fitting(keys: Keyring, opened: _Opens) -> SqlRegister | None:
    """Return the register if *keys* open it and its keystore, None if not."""
    try:
        register = opened(keys)
    except BadRegister as error:
        if error.values["cause"] in ("other-epoch", "wrong-key"):
            return None
        raise
    try:
        assert register.vault is not None
        register.vault.check_epoch()
    except BadRegister as error:
        register.close()
        if error.values["cause"] in ("other-epoch", "other-master"):
            return None
        raise
    return register


def _finish(folder: Path, place: str | Path, keys: Keyring) -> None:
    """Finish what was cut off after the database was encrypted anew."""
    from migcase.keeping.seal import renewal
    from migcase.keeping.sql_renewing import check_renewed, remove_copy
    from migcase.keeping.whole_file import alone

    if is_renewing(folder):
        check_renewed(place, keys)
        with alone(folder):
            remove_copy(place)
            renewal.finish(folder, keys.master)


def _end_former(keys: Keyring) -> None:
    """Destroy what this machine keeps of epochs that are over."""
    if keys.secret:
        from migcase.keeping.seal import epochs

        epochs.destroy_before(keys.office, keys.epoch)


def _throw_away(folder: Path, place: str | Path, register: SqlRegister) -> None:
    """Remove what somebody began who did not get as far as the database."""
    from migcase.keeping.seal import renewal
    from migcase.keeping.sql_renewing import remove_copy
    from migcase.keeping.whole_file import alone

    assert register.vault is not None
    with alone(folder), register.transaction():
        register.vault.check_epoch()
        if is_renewing(folder):
            remove_copy(place)
            renewal.throw_away(folder)
