"""The text of a settings file: TOML within bounds, and where in it each key stands.

What the keys mean is for `migcase.office.settings_file`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from attrs import evolve

from migcase.errors import NOTHING, BadSettings, Fault
from migcase.office.settings import Path, bad_settings, place_in
from migcase.strict_json import DEEPEST, MOST_DIGITS

Table = Mapping[str, object]

# Longer than any office has to say, and no longer than is read in a moment: what Python
# needs for a key grows with the square of how many parts it has.
LONGEST = 128 * 1024
LONGEST_LINE = 4_000
# Whoever has that many to put right need not hear of more.
MOST_FAULTS = 50

_TOO_BIG = Decimal(f"1e{MOST_DIGITS + 1}")

_WORD = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
_PATH = rf"{_WORD}(?:\s*\.\s*{_WORD})*"
_HEADER = re.compile(rf"\s*\[\s*({_PATH})\s*\]")
_KEY = re.compile(rf"\s*({_PATH})\s*=")


def parsed(text: str, file: str) -> Table:
    """Return what *text* says, if each number in it is one and nothing is endless."""
    long = [n for n, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST_LINE]
    if long or len(text) > LONGEST:
        where = f"{file}:{long[0]}" if long else file
        longest = {"longest": LONGEST_LINE if long else LONGEST}
        fault = Fault("line-too-long" if long else "file-too-long", file, where)
        raise bad_settings(file, (evolve(fault, values=longest),))
    try:
        table = tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        twice = tuple(_twice(text, file))
        if twice:
            raise bad_settings(file, twice[:MOST_FAULTS]) from error
        raise unreadable(file, "not-toml", {"reason": str(error)}) from error
    except RecursionError:
        raise unreadable(file, "too-deep", {"deepest": DEEPEST}) from None
    except ValueError:  # more digits than Python reads
        raise unreadable(file, "number-too-big") from None
    wrong = tuple(_out_of_bounds(table, file, dict(lines_of(text))))
    if wrong:
        raise bad_settings(file, wrong[:MOST_FAULTS])
    return table


def _exact(text: str) -> Decimal:
    """Return the number; one that is too big stays so, to be told with its place."""
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all
        return _TOO_BIG


def _out_of_bounds(
    table: Table, file: str, lines: Mapping[Path, int]
) -> Iterator[Fault]:
    """Yield each number that is none or too big, and what is nested too deep."""
    waiting: list[tuple[Path, object]] = [((), table)]
    while waiting:
        path, found = waiting.pop()
        where = place_in(file, lines, path)
        if isinstance(found, dict | list) and len(path) > DEEPEST:
            yield Fault("too-deep", path[0], where, values={"deepest": DEEPEST})
        elif isinstance(found, dict):
            waiting += [((*path, key), one) for key, one in found.items()]
        elif isinstance(found, list):
            waiting += [((*path, str(n)), one) for n, one in enumerate(found, 1)]
        elif type(found) is int and abs(found) >= 10**MOST_DIGITS:
            yield Fault("number-too-big", ".".join(path), where)
        elif isinstance(found, Decimal) and not found.is_finite():
            yield Fault("no-number", ".".join(path), where)
        elif isinstance(found, Decimal) and abs(found.adjusted()) > MOST_DIGITS:
            yield Fault("number-too-big", ".".join(path), where)


def lines_of(text: str) -> Iterator[tuple[Path, int]]:
    """Yield where each key is written, as well as can be told without a parser."""
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _words(header[1])
            yield table, number
        elif key:
            yield (*table, *_words(key[1])), number


def with_register(text: str, register: str) -> str:
    """Return *text* saying that the cases are in *register*, and all else as before."""
    lines = text.splitlines(keepends=True)
    said = f"register = {json.dumps(register, ensure_ascii=False)}\n"
    number = dict(lines_of(text)).get(("register",))
    if number is None:
        lines.insert(0, said)  # before any table
    else:
        lines[number - 1] = said
    return "".join(lines)


def _twice(text: str, file: str) -> Iterator[Fault]:
    """Yield what is declared again, though it stands above already."""
    first: dict[Path, int] = {}
    told: set[Path] = set()
    for path, line in lines_of(text):
        above = first.setdefault(path, line)
        if above != line and path[:-1] not in told:
            told.add(path)
            values = {"line": above}
            yield Fault("twice", ".".join(path), f"{file}:{line}", values=values)


def _words(path: str) -> Path:
    return tuple(word.strip("\"'") for word in re.findall(_WORD, path))


def unreadable(
    file: str, code: str, values: Mapping[str, object] = NOTHING
) -> BadSettings:
    """Return the error that *file* as a whole cannot be read."""
    return bad_settings(file, (Fault(code, file, values=values),))
