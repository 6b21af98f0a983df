"""The porter: a small process that holds the keys of an office while somebody works.

It has bytes and no idea what they open, holds no file open, writes none but its
socket, and answers only who runs it.  It forgets all it holds, and ends, when nobody
asked for a while, when it is told to, or when the keys of the office change.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

from migcase.errors import MigcaseError
from migcase.keeping.key_place import FILE, fingerprint

IDLE_MINUTES, MOST_MINUTES = 10, 12 * 60
LONGEST = 100_000
ASK, KEEP, FORGET = b"ask", b"keep", b"forget"
# How long one who answers at all may take.
STARTS_IN_SECONDS = 20


class NoPorter(MigcaseError):
    """No porter can be set up on this machine; *reason* says why."""

    code = "no-porter"
    sentence = "Nothing can hold the keys on this machine: {reason}."


def hand_over(folder: Path, keys: bytes, minutes: int = IDLE_MINUTES) -> None:
    """Have a porter hold *keys* of the office in *folder*; raise `NoPorter`.

    Whoever held them before forgets them.
    """
    import subprocess  # only whoever unlocks needs it

    dismiss(folder)
    place, name = rooms(), _name(folder)
    watched = folder.resolve() / FILE
    told = (address(place, name), f"{place / name}.k", str(watched))
    lines = [*told, fingerprint(folder), str(minutes), ""]
    started = subprocess.Popen(
        [sys.executable, "-I", str(Path(__file__).with_name("porter_room.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=place,
        env=_surroundings(),
        start_new_session=True,
    )
    try:
        text = os.fsencode("\0".join(lines)) + keys
        said, _ = started.communicate(text, timeout=STARTS_IN_SECONDS)
    except subprocess.TimeoutExpired:
        started.kill()
        said, _ = started.communicate()
    if said.strip() != b"ready":
        raise NoPorter({"reason": said.decode(errors="replace").strip() or "?"})


def ask(folder: Path) -> bytes | None:
    """Return the keys that a porter holds of the office in *folder*, None if none."""
    return _said(folder, ASK) or None


def renew(folder: Path) -> None:
    """Have the porter go on, though the keys of the office have just been changed."""
    _said(folder, KEEP + b"\n" + fingerprint(folder).encode())


def dismiss(folder: Path) -> bool:
    """Have the porter forget the keys and end; tell whether there was one."""
    return _said(folder, FORGET) is not None


def rooms() -> Path:
    """Return the folder of this user where porters stand; raise `NoPorter`."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    user = f"migcase-{os.getuid()}" if sys.platform != "win32" else "migcase"
    place = Path(given) / "migcase" if given else Path(gettempdir()) / user
    with suppress(FileExistsError):
        try:
            place.mkdir(mode=0o700)
        except FileNotFoundError:
            raise NoPorter({"reason": str(place.parent)}) from None
    if sys.platform != "win32":
        # Somebody else could have made a folder of that name to listen in.
        found = place.lstat()
        if found.st_uid != os.getuid() or found.st_mode & 0o170077 != 0o040000:
            raise NoPorter({"reason": str(place)})
    return place


def address(place: Path, name: str) -> str:
    """Return where the porter of that name is spoken to."""
    if sys.platform == "win32":
        return rf"\\.\pipe\migcase-{name}"
    return str(place / f"{name}.s")


def _said(folder: Path, question: bytes) -> bytes | None:
    """Return what the porter of *folder* answers, None where there is none."""
    try:
        place, name = rooms(), _name(folder)
        secret = (place / f"{name}.k").read_bytes()
    except (OSError, NoPorter):
        return None
    # Slow to import, and in vain where there is no porter.
    from multiprocessing import AuthenticationError
    from multiprocessing.connection import Client

    try:
        with Client(address(place, name), authkey=secret) as line:
            line.send_bytes(question)
            return line.recv_bytes(LONGEST)
    except (OSError, EOFError, AuthenticationError):
        return None


def _name(folder: Path) -> str:
    return sha256(os.fsencode(folder.resolve())).hexdigest()[:24]


def _surroundings() -> dict[str, str]:
    """Return what the process must know; nothing of what this one was told."""
    wanted = ("SYSTEMROOT", "PATH")
    return {name: os.environ[name] for name in wanted if name in os.environ}
