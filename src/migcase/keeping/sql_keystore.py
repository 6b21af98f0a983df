"""The keystore of an office: the key of all records, the key of what is looked up.

One row each, in the database, wrapped for whoever holds the office's master key and,
on a laptop, the secret of the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key, unwrapped, wrapped
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_texts import key_texts_for

RECORDS, INDEX = _NAMES = ("records", "index")
# Numbered from the oldest: what sealed the office's log before the master key was
# renewed.
REASONS = "reasons"


@frozen
class Store:
    """What the keystore opens to."""

    epoch: int
    records: bytes = field(repr=False)
    index: bytes = field(repr=False)
    former: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def rows(self) -> int:
        """In how many rows it is kept."""
        return len(_NAMES) + len(self.former)


@frozen
class StoreRows:
    """What the rows of the keystore say, by name."""

    epoch: int
    wrapped: Mapping[str, bytes] = field(repr=False)

    def opened(self, keys: Keyring) -> Store:
        """Return what *keys* open it to; raise `SealBroken`."""
        records = unwrapped(self.wrapped[RECORDS], keys.store_key, "keystore")
        index, *former = (
            unwrapped(self.wrapped[name], records, "keystore")
            for name in (INDEX, *_numbered(len(self.wrapped) - len(_NAMES)))
        )
        return Store(self.epoch, records, index, tuple(former))


def store_rows(rows: Iterable[tuple[int, str, bytes]]) -> StoreRows | None:
    """Return what *rows* say, None unless they are those of one keystore."""
    found = {name: (epoch, text) for epoch, name, text in rows}
    if found.keys() != {*_NAMES, *_numbered(len(found) - len(_NAMES))}:
        return None
    epoch, _ = found[RECORDS]
    return StoreRows(epoch, {name: text for name, (_, text) in found.items()})


def write_store(driver: Driver, keys: Keyring, store: Store) -> None:
    """Write *store* for *keys*, inside the transaction that ends the one before."""
    texts = key_texts_for(driver.sort)
    inside = {RECORDS: wrapped(store.records, keys.store_key)}
    names = INDEX, *_numbered(len(store.former))
    for name, key in zip(names, (store.index, *store.former), strict=True):
        inside[name] = wrapped(key, store.records)
    for name, text in inside.items():
        driver.connection.execute(texts.add_stored, (keys.epoch, name, text))


def found_store(driver: Driver, keys: Keyring) -> None:
    """Make the keystore of a new office, inside the transaction of its tables."""
    write_store(driver, keys, Store(keys.epoch, new_key(), new_key()))


def _numbered(many: int) -> list[str]:
    return [f"{REASONS} {at}" for at in range(many)]
