"""A terminal at which somebody types, for a program that insists on one.

What is typed is typed where the program has stopped showing it, as it does for a
passphrase; whatever it asks in the open stays unanswered.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import termios
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

PATIENCE_IN_SECONDS = 60
# What is typed, or what makes it of all that is shown.
Answer = str | Callable[[str], str]


def at_terminal(
    words: Sequence[str],
    answers: Iterable[Answer],
    surroundings: Mapping[str, str],
    folder: Path | None = None,
) -> tuple[int, str]:
    """Run *words* at a terminal; type an answer wherever none would be shown.

    Return the exit code and all that the screen showed.
    """
    child, screen = pty.fork()
    if not child:
        if folder is not None:
            os.chdir(folder)
        os.execvpe(words[0], list(words), dict(surroundings))
    shown, left, typed_at = b"", iter(answers), -1
    until = time.monotonic() + PATIENCE_IN_SECONDS
    while time.monotonic() < until:
        ready, _, _ = select.select([screen], [], [], 0.02)
        if ready:
            more = _read(screen)
            if not more:
                break
            shown += more
        elif len(shown) > typed_at and _asks(shown) and _is_hidden(screen):
            typed_at = len(shown)
            answer = next(left, None)
            if callable(answer):
                answer = answer(shown.decode())
            if answer is not None:
                os.write(screen, f"{answer}\n".encode())
    else:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(screen)
    return os.waitstatus_to_exitcode(status), shown.decode().replace("\r\n", "\n")


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 4096)
    except OSError:  # the other side is gone
        return b""


def _asks(shown: bytes) -> bool:
    return shown.rstrip().endswith(b":")


def _is_hidden(screen: int) -> bool:
    return not termios.tcgetattr(screen)[3] & termios.ECHO
