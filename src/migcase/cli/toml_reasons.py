"""Why a file is no TOML, in words: what reads it speaks English alone.

What nobody has put into words yet is told by its place in the file.
"""

from __future__ import annotations

import re
from gettext import gettext as _

from migcase.locale import marked

_ALONE = marked(
    "in line {line}, column {column}, a backslash stands alone: write two of them, or "
    "put the text in single quotation marks"
)
# How what Python says begins, and what that is called here; the first that fits.
_SENTENCES = {
    "Invalid value": marked(
        "in line {line}, from column {column} on, stands no value; text stands in "
        "quotation marks"
    ),
    "Expected '='": marked(
        "in line {line}, column {column}, an equals sign is missing"
    ),
    "Expected newline": marked("line {line} should end before column {column}"),
    "Expected ']": marked(
        "in line {line}, column {column}, a square bracket is missing"
    ),
    "Unclosed array": marked(
        "in line {line}, column {column}, a square bracket is missing"
    ),
    "Illegal character '\\n'": marked(
        "in line {line}, column {column}, a quotation mark is missing"
    ),
    "Illegal character": marked(
        "in line {line}, column {column}, stands a character that may not stand there"
    ),
    "Unescaped '\\'": _ALONE,
    "Invalid hex": _ALONE,
    "Cannot": marked("line {line} says otherwise what stands further up already"),
    "Invalid date": marked(
        "in line {line}, column {column}, stands no day or time that there is"
    ),
    "": marked("nobody can tell what line {line} means from column {column} on"),
}
_TOLD = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)")
_AT_END = "(at end of document)"


def say_toml(answer: str) -> str:
    """Return in the reader's language what Python answered."""
    if answer.endswith(_AT_END):
        return _("it ends before it is complete")
    found = _TOLD.fullmatch(answer)
    if found is None:
        return answer
    fits = (s for start, s in _SENTENCES.items() if found["what"].startswith(start))
    return _(next(fits)).format(line=found["line"], column=found["column"])
