"""A terminal, and what it was told to do besides showing letters."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import attrs
import pyte

# Everything that could drive a terminal, turn its text round or hide in it; NUL and
# halves of characters are never taken.
CONTROLS = [*range(0x01, 0x20), 0x7F, *range(0x80, 0xA0)]
DIRECTIONS = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
INVISIBLE = [0xAD, 0x034F, 0x115F, 0x180E, *range(0x200B, 0x200E), 0x2060, 0x2064]
INVISIBLE += [0x2028, 0x2029, 0x3164, *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, 0xFFF9]
TAGS = [0xE0001, *range(0xE0020, 0xE0080), 0xE0100]
DANGEROUS = [*CONTROLS, *DIRECTIONS, *INVISIBLE, *TAGS]
SEQUENCES = (
    "\x1b]0;owned\x07",  # the title
    "\x1b]52;c;b3duZWQ=\x07",  # the clipboard
    "\x1b]8;;http://x.invalid\x1b\\",  # a link
    "\x1b[2J\x1b[H",  # an empty screen
    "\x1b[?1049h\x1b[?25l",  # another screen, no cursor
    "\x1b[6n\x1b[c",  # answers typed by the terminal itself
    "\x1b[8m\x1b[31m\x1b[41m",  # hidden, red, on red
    "\x1bc\x1b#8\x1b(0\x0e",  # a reset, a test picture, line drawing
    "\x1bP$q\x1b\\\x9b31m\x9d0;x\x9c",  # what older terminals obey
    "\r\x1b[1A\x08\x08",  # over what stands there already
)
TROUBLE = "a".join(["A", *map(chr, DANGEROUS), *SEQUENCES, "Z"])

# Isolates are ours: they keep a name that is written from the right in its place.
_OURS = (0x2068, 0x2069)
_NEVER = frozenset(map(chr, DANGEROUS)) - {chr(one) for one in _OURS} - {"\n"}
_QUIET = {"draw", "linefeed", "carriage_return"}


@attrs.define
class Heard:
    """Listens as a terminal would; notes all that is more than letters and lines."""

    orders: list[tuple[str, object]] = attrs.field(factory=list)

    def __getattr__(self, name: str):
        def told(*words: object, **more: object) -> None:
            if name not in _QUIET:
                self.orders.append((name, words or more))

        return told


def orders_in(text: str) -> list[tuple[str, object]]:
    """Return what *text* orders a terminal to do, and what in it cannot be seen."""
    heard = Heard()
    pyte.Stream(heard, strict=False).feed(text)
    plain = text.replace("\r\n", "\n")
    hidden = [("hidden", ascii(one)) for one in plain if one in _NEVER]
    isolates = [plain.count(one) for one in "\u2068\u2069"]
    odd = [("isolates", isolates)] if isolates[0] != isolates[1] else []
    return [*heard.orders, *hidden, *odd]


def screen_after(text: str) -> pyte.Screen:
    """Return a terminal to which *text* was printed."""
    screen = pyte.Screen(120, 40)
    pyte.Stream(screen).feed(text)
    return screen


def typed_at_a_terminal(
    plan: list[list[str]],
    file: Path,
    environment: dict[str, str],
    answers: dict[int, str],
) -> list[str]:
    """Return what each command line of *plan* printed at a terminal.

    *answers* are typed where the command line of that number asks.
    """
    file.write_text(json.dumps(plan))
    ours, theirs = pty.openpty()
    silent = termios.tcgetattr(theirs)
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, silent)
    command = [sys.executable, "-m", "tests.hostile_input.typist", str(file)]
    typist = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    printed, told, until = b"", 0, time.monotonic() + 120
    try:
        while time.monotonic() < until:
            if not select.select([ours], [], [], 0.7)[0]:
                if typist.poll() is not None:
                    break
                os.write(ours, b"\x04")  # it asks for more than was answered
                continue
            try:
                printed += os.read(ours, 65_536)
            except OSError:  # Linux says so when nobody holds the other end
                break
            while f"@@{told}@@".encode() in printed:
                if told in answers:
                    os.write(ours, answers[told].encode())
                told += 1
    finally:
        typist.kill()
        typist.wait()
        os.close(ours)
    pieces = re.split("@@(?:[0-9]+|end)@@\r\n", printed.decode())
    assert len(pieces) == len(plan) + 2, pieces[-1][-2_000:]
    return pieces[1:-1]
