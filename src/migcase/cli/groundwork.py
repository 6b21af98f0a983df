"""The files of a new office: all of them, or none, also if the power fails.

The settings come last: a folder without them is no office, and whoever begins anew
there is told what is left over.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from migcase.cli.counter import SETTINGS
from migcase.cli.disk_reasons import say_reason
from migcase.cli.failing import Worded
from migcase.keeping.key_place import FILE as KEYS
from migcase.keeping.whole_file import make_folder, settle, write_whole

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring

DATABASE = "office.db"
_OURS = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", KEYS, SETTINGS)


def lay(
    folder: Path,
    text: str,
    place: Path | str,
    *,
    keys: Callable[[], Keyring] | None = None,
    first_words: Callable[[Keyring], None] | None = None,
) -> Keyring | None:
    """Make the office: its keys, its tables, its settings; return the keys.

    *keys* makes them, in an office that has some; *first_words* writes the first
    entries of its log.  What was made is removed again if anything fails.
    """
    from migcase.keeping.sql_migrate import found  # Alembic is slow to import

    made = not folder.exists()
    keyring: Keyring | None = None
    try:
        make_folder(folder)
        if keys is not None:
            keyring = keys()
        found(place, keyring)
        if keyring is not None and first_words is not None:
            first_words(keyring)
        write_whole(folder / SETTINGS, text.encode())
        settle(folder)
    except BaseException as error:
        if not isinstance(error, FileExistsError):
            for name in _OURS:
                (folder / name).unlink(missing_ok=True)
            if keyring is not None:
                _forget(keyring)
        if made and folder.is_dir():
            folder.rmdir()
        if isinstance(error, OSError):
            reason = say_reason(error.strerror or type(error).__name__)
            words = {"folder": folder, "reason": reason}
            told = _("No office can be founded in {folder}: {reason}")
            raise Worded("cannot-found", told.format(**words)) from None
        raise
    return keyring


def _forget(keyring: Keyring) -> None:
    from migcase.keeping.seal import epochs

    with suppress(OSError):
        epochs.destroy(keyring.office, keyring.epoch)
        epochs.folder_of(keyring.office).rmdir()
