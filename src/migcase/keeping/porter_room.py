"""Where a porter stands: a program of its own, started by `migcase.keeping.porter`.

It is run by its path and imports nothing of migcase: what holds keys for hours should
be small.  What it must know it reads from its standard input, never from words on a
command line or from its surroundings, which others on the machine can read.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener

# How long one who connects may take to ask.
PATIENCE_IN_SECONDS = 5.0
LOOKS_EVERY_SECONDS = 1.0
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
# <linux/prctl.h>
_PR_SET_DUMPABLE = 4


class Porter:
    """Holds keys, answers for them, and forgets them."""

    def __init__(
        self, held: bytes, watched: str, seen: str, seconds: float, ours: list[str]
    ) -> None:
        self._held = held
        self._watched = watched
        self._seen = seen
        self._seconds = seconds
        self._ours = ours
        self._until = now() + seconds
        self._turn = threading.Lock()

    def answer(self, line: Connection) -> None:
        """Answer one question, if it is one of the same user's."""
        if not is_ours(line) or not line.poll(PATIENCE_IN_SECONDS):
            return
        question, _, more = line.recv_bytes(1000).partition(b"\n")
        if question == b"keep":
            self._seen = more.decode("ascii", "replace")
        if question == b"forget" or self.is_over():
            self.leave(lambda: line.send_bytes(b""))
        with self._turn:
            self._until = now() + self._seconds
        line.send_bytes(self._held if question == b"ask" else b"kept")

    def is_over(self) -> bool:
        """Tell whether nobody asked for too long, or the keys are others now."""
        with self._turn:
            late = now() >= self._until
        return late or fingerprint(self._watched) != self._seen

    def watch(self) -> None:
        """Leave as soon as it is over, and was so at two looks.

        Whoever changes the keys themselves says so a moment later.
        """
        over = 0
        while over < 2:
            time.sleep(LOOKS_EVERY_SECONDS)
            over = over + 1 if self.is_over() else 0
        self.leave()

    def leave(self, last_word: Callable[[], None] = lambda: None) -> None:
        """Forget all, remove what others would knock at, and end."""
        for one in self._ours:
            with contextlib.suppress(OSError):
                os.unlink(one)  # noqa: PTH108 - fewer imports, less held
        with contextlib.suppress(OSError):
            last_word()
        os._exit(0)


def main() -> None:
    """Read what to hold, say that it is held, and hold it."""
    address, secret_file, watched, seen, minutes, held = told(sys.stdin.buffer.read())
    close_to_others()
    secret = os.urandom(32)
    ours = [secret_file] if sys.platform == "win32" else [address, secret_file]
    try:
        for one in ours:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(one)  # noqa: PTH108 - one whose porter was killed
        listener = Listener(address, backlog=16, authkey=secret)
        with os.fdopen(os.open(secret_file, _NEW, 0o600), "wb") as file:
            file.write(secret)
    except OSError as error:
        sys.stdout.write(error.strerror or str(error))
        return
    step_back()
    porter = Porter(held, watched, seen, minutes * 60, ours)
    signal.signal(signal.SIGTERM, lambda *_: porter.leave())
    threading.Thread(target=porter.watch, daemon=True).start()
    while True:
        try:
            with listener.accept() as line:
                porter.answer(line)
        except (AuthenticationError, EOFError, OSError):
            time.sleep(0.01)


def told(text: bytes) -> tuple[str, str, str, str, float, bytes]:
    """Return what the one who started this says, and then the keys."""
    *lines, held = text.split(b"\0", 5)
    address, secret_file, watched, seen, minutes = map(os.fsdecode, lines)
    return address, secret_file, watched, seen, float(minutes), held


def step_back() -> None:
    """Say that it is ready, and go on where no terminal and no parent waits."""
    if sys.platform != "win32" and os.fork():
        os._exit(0)  # whoever waits for this process need not wait for the other
    sys.stdout.write("ready")
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    os.close(nowhere)


def close_to_others() -> None:
    """Leave nothing of the memory on the disk, or to other programs of this user."""
    if sys.platform == "win32":
        return
    import resource

    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def is_ours(line: Connection) -> bool:
    """Tell whether a process of the same user asks; the folder lets in no other."""
    if sys.platform == "linux":
        import socket
        import struct

        with socket.socket(fileno=os.dup(line.fileno())) as end:
            found = end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        return bool(struct.unpack("3i", found)[1] == os.getuid())
    else:
        return True


def fingerprint(path: str) -> str:
    """Return what changes whenever the file at *path* does, '' where there is none."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - fewer imports, less held
            return sha256(file.read()).hexdigest()
    except OSError:
        return ""


def now() -> float:
    """Return the seconds since the machine started; it counts while the lid is shut."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    else:
        return time.monotonic()


if __name__ == "__main__":
    main()
