"""An encrypted office, and somebody at a terminal who types a passphrase."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PHRASE = "trois tortues au soleil"
OTHER = "un thermos bien rempli"
PATIENCE_IN_SECONDS = 30


@contextmanager
def lines(*typed: str) -> Iterator[str]:
    """Give the number of a file descriptor from which *typed* can be read."""
    read, write = os.pipe()
    try:
        os.write(write, "".join(f"{line}\n" for line in typed).encode())
        os.close(write)
        yield str(read)
    finally:
        os.close(read)


def at_terminal(
    words: Sequence[str], answers: Sequence[str], surroundings: Mapping[str, str]
) -> tuple[int, str]:
    """Run migcase at a terminal; type each answer as soon as nothing is shown.

    Return its exit code and all that the screen showed.
    """
    child, screen = pty.fork()
    if not child:
        os.execve(
            sys.executable, [sys.executable, "-m", "migcase", *words], {**surroundings}
        )
    shown, left, until = b"", list(answers), time.monotonic() + PATIENCE_IN_SECONDS
    typed_at = -1
    while time.monotonic() < until:
        ready, _, _ = select.select([screen], [], [], 0.02)
        if ready:
            try:
                more = os.read(screen, 4096)
            except OSError:  # the other side is gone
                more = b""
            if not more:
                break
            shown += more
        elif left and len(shown) > typed_at and asks(shown) and is_hidden(screen):
            typed_at = len(shown)
            os.write(screen, f"{left.pop(0)}\n".encode())
    else:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(screen)
    return os.waitstatus_to_exitcode(status), shown.decode().replace("\r\n", "\n")


def asks(shown: bytes) -> bool:
    """Tell whether the last that was shown is a question."""
    return shown.rstrip().endswith(b":")


def is_hidden(screen: int) -> bool:
    """Tell whether what is typed would not be shown."""
    return not termios.tcgetattr(screen)[3] & termios.ECHO


def files_below(*folders: Path) -> Iterator[Path]:
    """Yield every file below *folders*."""
    for folder in folders:
        yield from (one for one in folder.rglob("*") if one.is_file())
