"""What stored text looks like on a screen.

Nothing that is printed can drive a terminal or turn the direction of what stands
beside it: control characters, direction marks and invisible characters are shown,
not sent.  What is stored stays as it was typed.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata

# Invisible characters that Arabic, Persian or Indic writing cannot do without.
JOINERS = "\u200c\u200d"
ISOLATE, END_ISOLATE = "\u2068", "\u2069"


def shown(text: str) -> str:
    """Return *text* in one line, with every character in it to be seen."""
    return "".join(map(_shown, unicodedata.normalize("NFC", text)))


def shown_lines(text: str) -> list[str]:
    """Return *text* as lines, each with every character in it to be seen."""
    return [shown(line) for line in text.splitlines()] or [""]


def isolated(text: str) -> str:
    """Return *text* so that right-to-left letters in it move nothing beside it."""
    if any(unicodedata.bidirectional(one) in ("R", "AL") for one in text):
        return f"{ISOLATE}{text}{END_ISOLATE}"
    return text


def width_of(text: str) -> int:
    """Return how many columns *text* takes on a terminal."""
    return sum(map(_width, text))


def shortened(text: str, width: int) -> str:
    """Return *text* cut to *width* columns, with a sign where something is missing."""
    if width_of(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        used += _width(character)
        if used > width - 1:
            break
        kept += character
    return f"{kept}…"


def broken(text: str, width: int) -> list[str]:
    """Return *text* as lines of at most *width* columns, broken between words."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(longer) <= width:
            lines[-1] = longer
            continue
        lines += [""] if lines[-1] else []
        for character in word:  # a word that is too long goes on in the next line
            if width_of(lines[-1]) + _width(character) > width:
                lines.append("")
            lines[-1] += character
    return lines


def is_terminal() -> bool:
    """Tell whether somebody reads what is printed as it comes."""
    return sys.stdout.isatty()


def columns() -> int:
    """Return how wide the terminal is; 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def can_ask() -> bool:
    """Tell whether there is somebody who could answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        code = ord(character)
        return chr(0x2400 + code) if code < 0x20 else f"⟨U+{code:04X}⟩"
    if category in ("Cf", "Cs", "Co", "Cn", "Zl", "Zp") and character not in JOINERS:
        return f"⟨U+{ord(character):04X}⟩"
    return character


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
