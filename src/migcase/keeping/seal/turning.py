"""A new epoch of an office's keys: kept before it counts, the old one destroyed after.

Whatever is cut off in between, one of the two epochs is in force, and its secret is
there.  Whoever comes next follows what the keystore says, and finishes the rest.
"""

from __future__ import annotations

from pathlib import Path

from attrs import evolve, frozen

from migcase.keeping.seal import epochs, recovery
from migcase.keeping.seal.keyring import Keyring


@frozen
class Turn:
    """The turn from the epoch of *keyring* to the next, in the office in *folder*."""

    folder: Path
    keyring: Keyring

    def begin(self) -> Keyring:
        """Return the keys of the next epoch, whose secret this machine keeps now."""
        keys, epoch = self.keyring, self.keyring.epoch + 1
        if not keys.secret:  # on a server
            return evolve(keys, epoch=epoch)
        # One that is there was begun and not finished, or is being begun by somebody:
        # only one of us gets it into the keystore.
        is_there = epoch in epochs.kept(keys.office)
        read = epochs.read if is_there else epochs.make
        return evolve(keys, epoch=epoch, secret=read(keys.office, epoch))

    def finish(self) -> Keyring:
        """Have the new epoch open the office from now on, and the old one nothing."""
        return followed(self.folder, self.keyring, self.keyring.epoch + 1)


def followed(folder: Path, keyring: Keyring, epoch: int) -> Keyring:
    """Return the keys for *epoch*, in which the keystore is; end what was before."""
    if keyring.epoch != epoch:
        keyring = recovery.move(folder, keyring, epoch)
    epochs.destroy_before(keyring.office, epoch)
    return keyring
