"""Why a file that was handed in cannot be read, in words.

Where in it something is wrong, and what to do; never what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from migcase.cli.disk_reasons import say_reason
from migcase.cli.display import shortened, shown
from migcase.errors import MigcaseError
from migcase.locale import marked

CAUSES: Mapping[str, str] = {
    "file-cannot-be-read": marked("it cannot be read: {reason}"),
    "file-is-a-folder": marked("it is a folder, not a file."),
    "file-is-no-file": marked(
        "it is a pipe or a device, not a file. What another program prints is read "
        "with --from -."
    ),
    "file-too-long": marked("it is longer than {longest} bytes. Hand in less at once."),
    "file-changed": marked(
        "it changed while it was read. Close it in the other program, then try again."
    ),
    "no-stdin": marked("there is no standard input. Name a file."),
    "json-empty": marked("it is empty. Export it again."),
    "json-not-utf-8": marked(
        "byte {byte} is not UTF-8 text. Save the file as UTF-8 and try again."
    ),
    "json-too-deep": marked(
        "it is nested deeper than {deepest} at character {character}. No answer is."
    ),
    "json-not-json": marked("it is not JSON from line {line}, column {column} on."),
    "json-ends-early": marked(
        "it ends in the middle, in line {line}. The copy is incomplete; make a new one."
    ),
    "json-more-after": marked(
        "there is more after the end, in line {line}. One file holds one object."
    ),
    "json-key-twice": marked(
        "{key} stands twice in {place}. Leave one of them, the right one."
    ),
    "json-no-number": marked("{word} at {place} is not a number."),
    "json-number-too-big": marked(
        "the number at {place} is out of range: 18 digits are the most."
    ),
    "json-half-character": marked(
        "there is half a character at {place}. Type that text anew."
    ),
}


def say_why(error: MigcaseError) -> str:
    """Return why a file cannot be read, and what to do."""
    words = {k: shortened(shown(str(v)), 60) for k, v in error.values.items()}
    sentence = CAUSES[words["cause"]]
    if "reason" in words:
        words["reason"] = say_reason(words["reason"])
    return _(sentence).format_map(words)
