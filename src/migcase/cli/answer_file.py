"""Answers out of a JSON file, or out of a pipe.

One object, each question once, no number that JSON does not know.  What the answers
mean is for `migcase.cli.answers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from migcase.cli.days import ascii_word
from migcase.cli.failing import Worded
from migcase.cli.file_words import say_why
from migcase.incoming import BadFile, read_incoming
from migcase.strict_json import BadJson, read_json

LARGEST = 1_000_000


def read_file(name: str) -> Iterator[tuple[str, object]]:
    """Yield the key and the answer of each question in the file *name*, - for stdin."""
    try:
        found = read_json(read_incoming(name, LARGEST))
    except (BadFile, BadJson) as error:
        raise _bad(name, str(error.values["cause"]), say_why(error)) from None
    if not isinstance(found, dict):
        reason = _("it must be one object: {example}").format(example='{"…": …}')
        raise _bad(name, "json-no-object", reason)
    yield from found.items()


def _bad(name: str, cause: str, reason: str) -> Worded:
    words = {"file": ascii_word(name), "reason": reason}
    told = _("The answers in {file}: {reason}").format(**words)
    return Worded("bad-answers", told, cause=cause)
