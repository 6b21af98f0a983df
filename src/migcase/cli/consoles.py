"""What a console is shown that has no sign for what we say, or that is not there.

The nearest plain letters: a sentence that can be read is better than none.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from pathlib import Path

_HANDLER = "migcase-plain"
_PLAIN = {
    "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "…": "...", "•": "*", "·": "-", "→": "->",
    "✓": "+", "✗": "x", "⟨": "<", "⟩": ">", "␛": "<ESC>",
}  # fmt: skip


def make_do() -> None:
    """Let nothing that is printed break down for want of a sign."""
    codecs.register_error(_HANDLER, _nearest)
    # A file that is opened next would else stand where prints go.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def plain(text: str) -> str:
    """Return *text* in ASCII, each sign by the nearest there is."""
    return "".join(map(_sign, text))


def _nowhere() -> io.TextIOWrapper:
    return Path(os.devnull).open("w", encoding="utf-8")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


def _sign(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    apart = unicodedata.normalize("NFKD", sign)
    return "".join(one for one in apart if one.isascii()) or "?"
