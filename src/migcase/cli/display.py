"""What stored text looks like on a screen.

Nothing that is printed can drive a terminal or turn the direction of what stands
beside it: control characters, direction marks and invisible characters are shown,
not sent.  What is stored stays as it was typed.
"""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata

# Invisible characters that Arabic, Persian or Indic writing cannot do without.
JOINERS = "\u200c\u200d"
ISOLATE, END_ISOLATE = "\u2068", "\u2069"

# More of what somebody typed no message repeats.
LONGEST_QUOTED = 300

# What a terminal draws nothing for, though Unicode calls it a letter or a mark.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | frozenset(
    map(chr, [*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_VIRAMA = 9
_UNUSUAL = re.compile("[^\n\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff]")
# What click writes for a colour, and for its end.
_COLOUR = re.compile("(\x1b\\[(?:[01]|3[0-7])m)")


def shown(text: str) -> str:
    """Return *text* in one line, with every character in it to be seen."""
    if text.isascii() and text.isprintable():
        return text
    plain = unicodedata.normalize("NFC", text)
    around = zip(plain, " " + plain, plain[1:] + " ", strict=False)
    return "".join(
        one if one in JOINERS and _joins(before, after) else _shown(one)
        for one, before, after in around
    )


def brief(text: str) -> str:
    """Return the beginning of *text* in one line, as a message quotes it."""
    return shortened(shown(text[: LONGEST_QUOTED + 1]), LONGEST_QUOTED)


def gated(text: str) -> str:
    """Return a message as it may be printed, whoever forgot to show a part of it.

    Lines, colours of our own and isolates go through; nothing else that a terminal
    would obey.
    """
    pieces = _COLOUR.split(text)
    pieces[::2] = [_UNUSUAL.sub(_let_through, piece) for piece in pieces[::2]]
    return "".join(pieces)


def is_hidden(character: str) -> bool:
    """Tell whether *character* is nothing to be seen, or more than that."""
    return unicodedata.category(character) in _HIDDEN or character in _FILLERS


def masked(text: str) -> str:
    """Return what was typed so that whoever typed it knows it again, and nobody else.

    Only how long it is, its first and its last sign are left.
    """
    plain = text.strip()
    if len(plain) < 5:
        return "•" * len(plain)
    return f"{plain[0]}{'•' * min(len(plain) - 2, 8)}{plain[-1]}"


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
    streams = sys.stdin, sys.stderr  # None where one is closed
    return all(stream is not None and stream.isatty() for stream in streams)


def _shown(character: str) -> str:
    if not is_hidden(character):
        return character
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else f"⟨U+{code:04X}⟩"


def _let_through(found: re.Match[str]) -> str:
    one = found[0]
    if one in JOINERS:
        padded = f" {found.string} "
        before, after = padded[found.start()], padded[found.end() + 1]
        return one if _joins(before, after) else _shown(one)
    return one if one in (ISOLATE, END_ISOLATE) else _shown(one)


def _joins(before: str, after: str) -> bool:
    """Tell whether a joiner between the two changes how they are written."""
    if unicodedata.combining(before) == _VIRAMA:
        return True
    sides = map(unicodedata.bidirectional, (before, after))
    return all(side in ("AL", "NSM") for side in sides)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
