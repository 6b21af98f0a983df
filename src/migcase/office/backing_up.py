"""A backup: everything an office keeps, in one file that was opened and verified.

Whoever has a passphrase of the office, or two of its recovery keys, restores it on any
machine: what this machine alone keeps of the keys is in it, sealed under the office's
key.  So is it for as long as the file exists, whatever is erased here meanwhile.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from attrs import frozen

from migcase.errors import MigcaseError
from migcase.keeping.backup_file import (
    Contents,
    check_backup,
    check_maker,
    extract,
    write_backup,
)
from migcase.keeping.key_place import FILE as KEY_FILE
from migcase.keeping.seal.checkpoint import Checkpoint, read_checkpoint, signed
from migcase.keeping.seal.envelope import Lock
from migcase.keeping.seal.hands import Public
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import derived
from migcase.keeping.seal.renewal import is_left_by
from migcase.keeping.seal.tree import NO_LEAVES
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_copy import copy_older, copy_register
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_revision import HEAD
from migcase.keeping.whole_file import settle
from migcase.keeping.wire_value import write_instant
from migcase.office.verifying import Examined, examine

SUFFIX = ".migcase-backup"
SETTINGS, DATABASE, SECRET = "office.toml", "office.db", "secret"


class NotSound(MigcaseError):
    """What was copied is not in order, so it is no backup."""

    code = "not-sound"
    sentence = "What was copied is not in order: {places}. No backup was made."

    def __init__(self, examined: Examined) -> None:
        places = sorted({flaw.case or "the office" for flaw in examined.flaws})
        super().__init__({"places": ", ".join(places)})
        self.examined = examined


@frozen
class Source:
    """What is backed up: an office's *folder*, where its cases are, and its keys.

    *office* is its id, or its code where it has no keys; *known* are public keys of
    an office whose log is empty.
    """

    folder: Path
    place: str | Path
    office: str
    code: str
    keys: Keyring | None
    known: tuple[Public, ...] | None


@frozen
class Backup:
    """A backup that was made: its *file*, what it says, what came of verifying it."""

    file: Path
    size: int  # asked before it counts: later the disk may fail
    contents: Contents
    examined: Examined
    head: Checkpoint


def back_up(
    source: Source, target: Path, head: Checkpoint, at: datetime, release: str
) -> Backup:
    """Make the new file *target*, open it, verify it, and only then let it be there.

    *head* was made for it.  Raise `NotSound` if what was copied is not in order; then,
    as with every error, there is no file.
    """
    if target.exists():
        raise FileExistsError(str(target))
    with _beside(target) as folder:
        copy = folder / DATABASE
        copy_register(source.place, copy, source.keys)
        with closing(SqlRegister.open(copy, keys=source.keys)) as register:
            counts = counts_of(register)
        facts = _facts(source, head, at, release, counts)
        made = folder / target.name
        write_backup(made, facts, list(_parts(source, copy)), _key(source.keys))
        copy.unlink()
        contents = check_backup(made)
        check_maker(made, _key(source.keys))
        again = folder / "again.db"
        extract(made, contents, DATABASE, again)
        examined = _examined(again, source, facts)
        if not examined.is_sound:
            raise NotSound(examined)
        size = made.stat().st_size
        made.rename(target)
        settle(target.parent)
    return Backup(target, size, contents, examined, head)


def back_up_older(
    source: Source, folder: Path, at: datetime, release: str
) -> Path | None:
    """Make a backup of an office whose tables are older, before they are migrated.

    The migration is rehearsed on the copy, and what comes of it verified.  Return the
    new file in *folder*, or None where there is nothing to migrate.
    """
    name = f"{source.code}-{at:%Y-%m-%d-%H%M%S}-before-{HEAD}{SUFFIX}"
    folder.mkdir(mode=0o700, exist_ok=True)
    with _beside(folder / name) as staging:
        copy = staging / DATABASE
        revision = copy_older(source.place, copy, source.keys)
        if revision is None:
            return None
        rehearsed = staging / "rehearsed.db"
        shutil.copyfile(copy, rehearsed)
        from migcase.keeping.sql_migrate import migrate  # Alembic is slow to import

        migrate(rehearsed, source.keys)
        with closing(SqlRegister.open(rehearsed, keys=source.keys)) as register:
            counts = counts_of(register)
            examined = examine(register, source.office, source.known, full=True)
        if not examined.is_sound:
            raise NotSound(examined)
        nothing = signed(source.office, 0, NO_LEAVES, write_instant(at), None)
        head = read_checkpoint(nothing)
        facts = {**_facts(source, head, at, release, counts), "tables": revision}
        made = staging / name
        write_backup(made, facts, list(_parts(source, copy)), _key(source.keys))
        check_backup(made)
        check_maker(made, _key(source.keys))
        made.rename(folder / name)
        settle(folder)
    return folder / name


def left_behind(folder: Path) -> Iterator[Path]:
    """Yield where in *folder* a backup was being made that was cut off, or still is."""
    yield from sorted(folder.glob(f".*{SUFFIX}.*"))


def counts_of(register: SqlRegister) -> dict[str, int]:
    """Return how much there is of everything that a backup is counted by."""
    return register.proof.counts()


def sealed_secret(keys: Keyring) -> bytes:
    """Return what this machine keeps of the keys, for whoever has the office's key."""
    return _secret_lock(keys.master).seal(keys.secret, _secret_place(keys))


def opened_secret(office: str, epoch: int, master: bytes, sealed: bytes) -> bytes:
    """Return what `sealed_secret` sealed; raise `SealBroken`."""
    return _secret_lock(master).open(sealed, f"{office} {epoch}")


def maker_key(master: bytes) -> bytes:
    """Return the key by which an office knows its own backups."""
    return derived(master, "backup")


def _examined(file: Path, source: Source, facts: Mapping[str, object]) -> Examined:
    """Open a copy as whoever restores it would; count it, and verify all of it."""
    with closing(SqlRegister.open(file, keys=source.keys)) as register:
        if counts_of(register) != facts["counts"]:
            raise AssertionError("a copy holds as much as what it was copied from")
        return examine(register, source.office, source.known, full=True)


def _facts(
    source: Source,
    head: Checkpoint,
    at: datetime,
    release: str,
    counts: Mapping[str, int],
) -> dict[str, object]:
    return {
        "office": source.office,
        "code": source.code,
        "made": write_instant(at),
        "migcase": release,
        "tables": HEAD,
        "encrypted": source.keys is not None,
        "epoch": 0 if source.keys is None else source.keys.epoch,
        "on_server": not isinstance(source.place, Path),
        "counts": dict(counts),
        "head": head.note,
    }


def _parts(source: Source, copy: Path) -> Iterator[tuple[str, Path | bytes]]:
    yield SETTINGS, (source.folder / SETTINGS).read_bytes()
    if source.keys is not None:
        # If the master key was renewed meanwhile, nobody could restore the copy.
        if not is_left_by(source.folder, source.keys):
            raise bad(source.place, "other-master")
        yield KEY_FILE, (source.folder / KEY_FILE).read_bytes()
        yield SECRET, sealed_secret(source.keys)
    yield DATABASE, copy


def _key(keys: Keyring | None) -> bytes | None:
    return None if keys is None else maker_key(keys.master)


def _secret_lock(master: bytes) -> Lock:
    return Lock(derived(master, "backup secret"))


def _secret_place(keys: Keyring) -> str:
    return f"{keys.office} {keys.epoch}"


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a folder beside *target* that only its owner can look into, for a while."""
    folder = target.with_name(f".{target.name}.{os.urandom(6).hex()}")
    folder.mkdir(mode=0o700, parents=False)
    try:
        yield folder
    finally:
        # What a disk refused once it may do when asked again; copies must not stay.
        for _ in range(3):
            shutil.rmtree(folder, ignore_errors=True)
