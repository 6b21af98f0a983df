"""Answers out of a JSON file, or out of a pipe.

One object, each question once, no number that JSON does not know.  What the answers
mean is for `migcase.cli.answers`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from gettext import gettext as _
from pathlib import Path
from typing import NoReturn

from migcase.cli.days import ascii_word
from migcase.cli.failing import Worded

LARGEST = 1_000_000


def read_file(name: str) -> Iterator[tuple[str, object]]:
    """Yield the key and the answer of each question in the file *name*, - for stdin."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _bad(
            name, _("it cannot be read: {reason}").format(reason=reason)
        ) from None
    if len(content) > LARGEST:
        raise _bad(name, _("it is longer than a million bytes."))
    try:
        text = content.decode("utf-8-sig")
        text.encode()
        found = json.loads(
            text,
            object_pairs_hook=_each_once,
            parse_constant=_no_number,
            parse_float=Decimal,
        )
        json.dumps(found, default=str, ensure_ascii=False).encode()
    except UnicodeError:
        raise _bad(name, _("it is not UTF-8 text.")) from None
    except json.JSONDecodeError as error:
        words = {"line": error.lineno, "column": error.colno}
        reason = _("it is not JSON from line {line}, column {column} on.")
        raise _bad(name, reason.format(**words)) from None
    except (RecursionError, ValueError) as error:
        reason = str(error) if isinstance(error, _Twice) else _("it is not JSON.")
        raise _bad(name, reason) from None
    if not isinstance(found, dict):
        raise _bad(
            name, _("it must be one object: {example}").format(example='{"…": …}')
        )
    yield from found.items()


class _Twice(ValueError):
    """A question was answered twice in one file."""


def _each_once(items: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(items)
    if len(found) != len(items):
        keys = [key for key, _value in items]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = _("{key} is answered twice.").format(key=ascii_word(twice))
        raise _Twice(message)
    return found


def _no_number(name: str) -> NoReturn:
    raise _Twice(_("{name} is not a number.").format(name=name))


def _bad(name: str, reason: str) -> Worded:
    words = {"file": ascii_word(name), "reason": reason}
    return Worded("bad-answers", _("The answers in {file}: {reason}").format(**words))
