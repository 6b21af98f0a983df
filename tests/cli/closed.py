"""An encrypted office, and somebody at a terminal who types a passphrase."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from docs import terminal

PHRASE = "trois tortues au soleil"
OTHER = "un thermos bien rempli"


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
    words: Sequence[str],
    answers: Sequence[terminal.Answer],
    surroundings: Mapping[str, str],
) -> tuple[int, str]:
    """Run migcase at a terminal; type each answer as soon as nothing is shown."""
    typed = (sys.executable, "-m", "migcase", *words)
    return terminal.at_terminal(typed, answers, surroundings)


def files_below(*folders: Path) -> Iterator[Path]:
    """Yield every file below *folders*."""
    for folder in folders:
        yield from (one for one in folder.rglob("*") if one.is_file())
