"""The keys of cases, people and families, in the database that they belong to.

Each is random, held wrapped under the key of the keystore, and so gone for good when
its rows are.  A record that is sealed to some is wrapped once more, inside, for each
of them: whoever holds the keystore can renew the outer wrapping without opening it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress

from migcase.keeping.kept import Restricted
from migcase.keeping.seal.envelope import MOST, Lock
from migcase.keeping.seal.errors import SealBroken, TooManySeals
from migcase.keeping.seal.hands import Public
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key, unwrapped, wrapped
from migcase.keeping.sealed import CASE, Erased, RestrictedPerson, named
from migcase.keeping.sql_driver import Driver, Together
from migcase.keeping.sql_keystore import Store, store_rows, write_store
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_texts import key_texts_for

# Whose the row is that everybody in the office opens.
OFFICE = ""

# How many locks are kept ready: those of a busy day.
LATELY = 256
_PAGE = 1000


class Vault:
    """Find, make, share and destroy the keys of records."""

    def __init__(self, driver: Driver, together: Together, keys: Keyring) -> None:
        self.keys = keys
        self._driver = driver
        self._together = together
        self._run, self._rows = driver.connection.execute, driver.rows
        self._texts = key_texts_for(driver.sort)
        self._held: Store | None = None
        # What was in force before a new epoch, in case that is undone.
        self._former = keys
        self._lately: dict[str, Lock] = {}
        self._undone = together.undone

    @property
    def index_key(self) -> bytes:
        """The key of all that people are found under."""
        return self._store.index

    @property
    def former_reasons(self) -> tuple[bytes, ...]:
        """The keys that sealed the office's log before, the latest first."""
        return self._store.former[::-1]

    def check_epoch(self) -> None:
        """Raise `BadRegister` unless the keystore opens with the keys used here.

        Inside a transaction it stays so until that ends.
        """
        self._check_epoch()
        self._held = None
        try:
            self._store  # noqa: B018 - opens it
        except SealBroken:
            raise bad(self._driver.register, "other-master") from None

    def open_store(self) -> None:
        """Open the keystore, if that has not been done; one that is broken stays shut.

        Whoever reads in a transaction that writes nothing has it open before.
        """
        with suppress(SealBroken):
            self._store  # noqa: B018 - opens it

    def check_all(self) -> None:
        """Raise `SealBroken` unless every key opens with that of the keystore."""
        for of, _reader, text in self._all_held():
            unwrapped(text, self._store.records, of)

    def lock(self, of: str) -> Lock:
        """Return the lock of the record *of*; raise `Restricted`, `Erased`."""
        self._forget_undone()
        known = self._lately.get(of)
        if known is None:
            known = self._keep(of, Lock(self._key(of)))
        return known

    def new(self, of: str, readers: Collection[Public] | None = None) -> Lock:
        """Make the key of the record *of*, for *readers* alone or for the office.

        To be called inside the transaction that writes the record.
        """
        if readers is not None and not readers:
            raise ValueError("a record is for somebody")
        store = self._store
        self._check_epoch()
        key = new_key()
        if readers is None:
            self._add(of, OFFICE, wrapped(key, store.records))
        for reader in readers or ():
            self._add(of, reader.name, self._for(of, reader, key))
        return self._keep(of, Lock(key))

    def share(self, of: str, reader: Public) -> None:
        """Let *reader*, too, read the record *of*; again, where their keys are new."""
        key = self._key(of)
        with self._together:
            self._check_epoch()
            text = self._for(of, reader, key)
            if reader.name in self.readers(of):
                again = self.keys.epoch, text, of, reader.name
                self._run(self._texts.rewrap, again)
            else:
                self._add(of, reader.name, text)

    def readers(self, of: str) -> tuple[str, ...]:
        """Return to whom the record *of* is sealed; '' is the whole office."""
        rows = self._rows(self._texts.held, (of,))
        return tuple(sorted(reader for reader, _, _ in rows))

    def destroy(self, of: str) -> None:
        """Destroy the key of the record *of*: nobody reads it again."""
        self._lately.pop(of, None)
        with self._together:
            self._run(self._texts.drop_held, (of,))

    def new_epoch(self, keys: Keyring) -> None:
        """Wrap all keys anew, under a new key that only *keys* open."""
        before = self._store
        former = before.former
        if keys.master != self.keys.master:
            former = (*former, self.keys.reasons_key)
        now = Store(keys.epoch, new_key(), before.index, former)
        with self._together:
            # Whoever makes a key holds these rows: from here on nobody does.
            epoch = self.keys.epoch
            if self._run(self._texts.drop_stored, (epoch,)).rowcount != before.rows:
                self._check_epoch()
                raise bad(self._driver.register, "damaged")
            for of, reader, inside in self._all_held():
                key = unwrapped(inside, before.records, of)
                again = wrapped(key, now.records)
                self._run(self._texts.rewrap, (keys.epoch, again, of, reader))
            write_store(self._driver, keys, now)
        self._former, self.keys, self._held = self.keys, keys, now

    @property
    def _store(self) -> Store:
        self._forget_undone()
        if self._held is None:
            self._held = self._opened()
        return self._held

    def _opened(self) -> Store:
        found = store_rows(self._rows(self._texts.stored))
        if found is None:
            raise bad(self._driver.register, "damaged")
        epoch = found.epoch
        if epoch == self._former.epoch != self.keys.epoch:
            self.keys = self._former
        self._check(epoch)
        return found.opened(self.keys)

    def _key(self, of: str) -> bytes:
        rows = self._rows(self._texts.held, (of,))
        held = {reader: (epoch, text) for reader, epoch, text in rows}
        if not held:
            raise Erased({"of": named(of)})
        reader = OFFICE if OFFICE in held else self.keys.name
        if reader not in held:
            readers = ", ".join(sorted(held))
            if of.startswith(CASE):
                raise Restricted({"case": named(of), "readers": readers})
            raise RestrictedPerson({"person": named(of), "readers": readers})
        epoch, text = held[reader]
        self._check(epoch)
        inside = unwrapped(text, self._store.records, of)
        if reader == OFFICE:
            return inside
        return self.keys.hand.open(inside, self._place(of, reader))

    def _for(self, of: str, reader: Public, key: bytes) -> bytes:
        inside = reader.seal(key, self._place(of, reader.name))
        return wrapped(inside, self._store.records)

    def _place(self, of: str, reader: str) -> str:
        return "\0".join((self.keys.office, "held_key", of, reader))

    def _add(self, of: str, reader: str, text: bytes) -> None:
        self._run(self._texts.add_held, (of, reader, self._store.epoch, text))

    def _check_epoch(self) -> None:
        """Raise unless the keystore is still the one whose key is used here."""
        epochs = {epoch for epoch, _, _ in self._rows(self._texts.stored)}
        self._check(*(epochs or {self.keys.epoch + 1}))

    def _check(self, *epochs: int) -> None:
        for epoch in epochs:
            if epoch != self.keys.epoch:
                details = {"found": str(epoch), "given": str(self.keys.epoch)}
                raise bad(self._driver.register, "other-epoch", details)

    def _keep(self, of: str, lock: Lock) -> Lock:
        self._lately[of] = lock
        if len(self._lately) > LATELY:
            del self._lately[next(iter(self._lately))]
        return lock

    def _forget_undone(self) -> None:
        """Forget what was opened if something was undone: it may be of that."""
        if self._undone != self._together.undone:
            self._undone = self._together.undone
            self._lately.clear()
            self._held = None

    def _all_held(self) -> Iterator[tuple[str, str, bytes]]:
        after = "", ""
        while rows := self._rows(self._texts.all_held, (*after, _PAGE)):
            yield from rows
            after = rows[-1][0], rows[-1][1]


def check_count(of: str, number: int) -> None:
    """Raise `TooManySeals` where the key of *of* would seal entry *number*.

    Each entry seals twice, itself and the row of its case, and what is made again
    seals once more: half of the limit leaves room for that.
    """
    if number > MOST // 4:
        raise TooManySeals({"place": of})
