"""What this machine keeps of an office's keys, outside the office's folder.

One secret of 32 bytes for each epoch of the keystore, in a file only its owner can
read.  A copy of the office's folder opens no record without it, whatever passphrase
comes with the copy; and destroying it destroys what was wrapped in that epoch.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from migcase.keeping.seal.envelope import KEY
from migcase.keeping.seal.errors import NoSecret
from migcase.keeping.seal.keys import new_key
from migcase.keeping.whole_file import make_folder, remove_for_good, write_whole

# For tests, and for whoever keeps the folder on a medium of its own.
ELSEWHERE = "MIGCASE_STATE"
_PLACE = "replaced-by"
_NAME = re.compile(r"epoch-(0|[1-9]\d{0,8})")


def make(office: str, epoch: int, secret: bytes | None = None) -> bytes:
    """Keep a new secret for *epoch*, or the one that was recovered; return it."""
    file = _file(office, epoch)
    secret = new_key() if secret is None else secret
    make_folder(file.parent)
    write_whole(file, secret)
    return secret


def begin(office: str, epoch: int) -> None:
    """Write down that *epoch* is made for an office that is not there yet."""
    file = _mark(office, epoch)
    make_folder(file.parent)
    write_whole(file, b"")


def end(office: str, epoch: int) -> None:
    """Write down that the office is there."""
    _mark(office, epoch).unlink(missing_ok=True)


def is_begun(office: str, epoch: int) -> bool:
    """Tell whether *epoch* may be that of an office that never came to be."""
    return _mark(office, epoch).exists()


def read(office: str, epoch: int) -> bytes:
    """Return the secret of *epoch*; raise `NoSecret` where this machine has none."""
    try:
        found = _file(office, epoch).read_bytes()
    except OSError:
        found = b""
    if len(found) != KEY:
        values: dict[str, object] = {"office": office, "epoch": epoch}
        if is_over(office, epoch):
            place = noted_place(office)
            values |= {"cause": "replaced", "folder": place} if place else {}
            values.setdefault("cause", "over")
        raise NoSecret(values)
    return found


def is_over(office: str, epoch: int) -> bool:
    """Tell whether this machine works in that office with keys of a later epoch."""
    return any(one > epoch for one in kept(office))


def note_place(office: str, folder: Path) -> None:
    """Write down where the office is that replaced another one of this machine."""
    write_whole(folder_of(office) / _PLACE, os.fsencode(folder.resolve()))


def noted_place(office: str) -> str:
    """Return where the office is that replaced another one, '' where none did."""
    try:
        return os.fsdecode((folder_of(office) / _PLACE).read_bytes())
    except OSError:
        return ""


def destroy(office: str, epoch: int) -> None:
    """Overwrite the secret of *epoch* and remove it; one that is gone stays gone."""
    remove_for_good(_file(office, epoch))


def destroy_before(office: str, epoch: int) -> None:
    """Destroy the secret of every epoch older than *epoch*."""
    for older in kept(office):
        if older < epoch:
            destroy(office, older)


def kept(office: str) -> tuple[int, ...]:
    """Return the epochs whose secret this machine keeps, the oldest first."""
    try:
        names = [one.name for one in folder_of(office).iterdir()]
    except OSError:
        return ()
    found = filter(None, map(_NAME.fullmatch, names))
    return tuple(sorted(int(one[1]) for one in found))


def folder_of(office: str) -> Path:
    """Return the folder in which this machine keeps its part of an office's keys."""
    given = os.environ.get(ELSEWHERE)
    if given:
        return Path(given) / office
    from platformdirs import user_state_path

    return user_state_path("migcase", appauthor=False) / office


def _file(office: str, epoch: int) -> Path:
    return folder_of(office) / f"epoch-{epoch}"


def _mark(office: str, epoch: int) -> Path:
    return folder_of(office) / f"begun-{epoch}"
