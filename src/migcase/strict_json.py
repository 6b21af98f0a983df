"""JSON as the standard has it, and not as Python's reader forgives it.

One reader for all JSON that comes from outside.  A key stands once, a number is a
number within bounds, text is whole characters, and nothing is nested deeper than
anybody means it.  `read_json` says where something is wrong, for whoever wrote it;
`loads` refuses the same, for rows that are read by the thousand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from attrs import frozen

from migcase.errors import NOTHING, MigcaseError

DEEPEST = 64
# As many digits as an answer may have.
MOST_DIGITS = 18
# How much of a key is told.
_TOLD = 40

# Strings, one of which may lack its end, and brackets: all that says how deep one is.
_PIECES = re.compile(r'"(?:[^"\\]++|\\.)*+("?)|[\[{]|[\]}]', re.DOTALL)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_PLAIN_KEY = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)

SENTENCES: Mapping[str, str] = {
    "json-empty": "it is empty",
    "json-not-utf-8": "byte {byte} is not UTF-8 text",
    "json-too-deep": "it is nested deeper than {deepest} at character {character}",
    "json-not-json": "it is not JSON from line {line}, column {column} on",
    "json-ends-early": "it ends in the middle, in line {line}",
    "json-more-after": "there is more after the end, in line {line}",
    "json-key-twice": "the key {key} stands twice in {place}",
    "json-no-number": "{word} at {place} is not a number",
    "json-number-too-big": "the number at {place} is out of range",
    "json-half-character": "there is half a character at {place}",
}


class BadJson(MigcaseError):
    """Something is not JSON as it should be; no value is quoted, only its place."""

    code = "bad-json"
    sentence = "{told}."

    def __init__(self, cause: str, values: Mapping[str, object] = NOTHING) -> None:
        told = SENTENCES[cause].format_map(values)
        super().__init__({**values, "cause": cause, "told": told})


def read_json(content: bytes | str) -> Any:
    """Return what *content* says; a number with a fraction is exact."""
    text = content if isinstance(content, str) else decoded(content)
    if not text.strip():
        raise BadJson("json-empty")
    ended = _check_depth(text)
    start = len(text) - len(text.lstrip(" \t\n\r"))
    try:
        found, end = _READER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        if not ended or not text[error.pos :].strip():
            raise BadJson("json-ends-early", {"line": 1 + text.count("\n")}) from None
        raise BadJson("json-not-json", where) from None
    rest = text[end:].lstrip(" \t\n\r")
    if rest:
        line = 1 + text.count("\n", 0, len(text) - len(rest))
        raise BadJson("json-more-after", {"line": line})
    _check_all(found, "$")
    return found


def decoded(content: bytes) -> str:
    """Return *content* as text; a byte order mark is read over."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadJson("json-not-utf-8", {"byte": error.start + 1}) from None


def loads(text: str) -> Any:
    """Return what *text* says, which a migcase wrote; raise ``ValueError`` if not."""
    try:
        found = _DECODER.decode(text)
        if _HALF.search(text):  # or a backslash and what only looks so
            json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    return found


def row(text: str) -> Any:
    """Return what *text* says, a row that is derived from what `loads` reads.

    A key that stands twice is not looked for: rows are read at every step.
    """
    return _ROW.decode(text)


@frozen
class _Wrong:
    """Stands where something was that is no value, until its place is known."""

    cause: str
    values: Mapping[str, object]


def _check_depth(text: str) -> bool:
    """Raise if *text* is nested too deep; tell whether all that begins in it ends."""
    depth, whole = 0, True
    for found in _PIECES.finditer(text):
        sign = found[0][0]
        if sign == '"':
            whole = bool(found[1])
        elif sign in "[{":
            depth += 1
            if depth > DEEPEST:
                words = {"deepest": DEEPEST, "character": found.start() + 1}
                raise BadJson("json-too-deep", words)
        else:
            depth -= 1
    return whole and depth <= 0


def _check_all(found: object, place: str) -> None:
    """Raise for the first thing in *found* that is no value."""
    if isinstance(found, _Wrong):
        raise BadJson(found.cause, {**found.values, "place": place})
    if isinstance(found, str):
        _check_text(found, place)
    elif isinstance(found, list):
        for number, one in enumerate(found):
            _check_all(one, f"{place}[{number}]")
    elif isinstance(found, dict):
        for key, one in found.items():
            _check_text(key, place)
            _check_all(one, _below(place, key))


def _below(place: str, key: str) -> str:
    if _PLAIN_KEY.fullmatch(key) and len(key) <= _TOLD:
        return f"{place}.{key}"
    return f"{place}[{json.dumps(key[:_TOLD])}]"


def _check_text(text: str, place: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadJson("json-half-character", {"place": place}) from None


def _object(pairs: list[tuple[str, object]]) -> object:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    for key, _value in pairs:
        if key in seen:
            return _Wrong("json-key-twice", {"key": ascii(key)[1:-1][:_TOLD]})
        seen.add(key)
    raise AssertionError("fewer keys, and none twice")


def _whole(digits: str) -> object:
    if len(digits.lstrip("-")) > MOST_DIGITS:
        return _Wrong("json-number-too-big", {})
    return int(digits)


def _exact(text: str) -> object:
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent beyond all
        return _Wrong("json-number-too-big", {})
    if len(text) > 2 * MOST_DIGITS + 2 or abs(number.adjusted()) > MOST_DIGITS:
        return _Wrong("json-number-too-big", {})
    return number


def _no_number(word: str) -> object:
    return _Wrong("json-no-number", {"word": word})


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(word: str) -> object:
    raise ValueError(f"{word} is not a number")


_READER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_whole,
    parse_float=_exact,
    parse_constant=_no_number,
)
_ROW = json.JSONDecoder(parse_constant=_refuse)
_DECODER = json.JSONDecoder(object_pairs_hook=_each_once, parse_constant=_refuse)
