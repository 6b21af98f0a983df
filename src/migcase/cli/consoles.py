"""What a console is shown that has no sign for what we say.

The nearest plain letters: a sentence that can be read is better than none.
"""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

_HANDLER = "migcase-plain"
_PLAIN = {
    "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "…": "...", "•": "*", "·": "-", "→": "->",
    "✓": "+", "✗": "x", "⟨": "<", "⟩": ">", "␛": "<ESC>",
}  # fmt: skip


def make_do() -> None:
    """Let nothing that is printed break down for want of a sign."""
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def plain(text: str) -> str:
    """Return *text* in ASCII, each sign by the nearest there is."""
    return "".join(map(_sign, text))


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


def _sign(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    apart = unicodedata.normalize("NFKD", sign)
    return "".join(one for one in apart if one.isascii()) or "?"
