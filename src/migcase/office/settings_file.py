"""An office's settings, read from a TOML file; every fault in it is told at once.

A key that nobody knows is a fault: a deadline that was mistyped must not fall back
to a default without a word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path as File

from attrs import evolve

from migcase.errors import BadSettings, Fault
from migcase.incoming import BadFile, read_incoming
from migcase.office.projects_file import KEYS as PORTFOLIO_KEYS
from migcase.office.projects_file import portfolio_in
from migcase.office.settings import (
    OfficeSettings,
    Path,
    Roles,
    bad_settings,
    place_in,
)
from migcase.programme.near import near
from migcase.strict_json import DEEPEST, MOST_DIGITS

Table = Mapping[str, object]

# Longer than any office has to say, and no longer than is read in a moment: what Python
# needs for a key grows with the square of how many parts it has.
LONGEST = 128 * 1024
LONGEST_LINE = 4_000
# Whoever has that many to put right need not hear of more.
MOST_FAULTS = 50

_KEYS = (
    "code",
    "name",
    "zone",
    "language",
    "register",
    "calendar",
    "late_days",
    "late_role",
    "known_people",
    "users",
    "programmes",
    *PORTFOLIO_KEYS,
)
_WORD = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
_PATH = rf"{_WORD}(?:\s*\.\s*{_WORD})*"
_HEADER = re.compile(rf"\s*\[\s*({_PATH})\s*\]")
_KEY = re.compile(rf"\s*({_PATH})\s*=")


def read_settings(file: File) -> OfficeSettings:
    """Return the settings in *file*; raise `BadSettings` with all that is wrong."""
    try:
        text = read_incoming(str(file), LONGEST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(file.name, "not-utf-8") from error
    except BadFile as error:
        words = {k: v for k, v in error.values.items() if k in ("reason", "longest")}
        raise _unreadable(file.name, str(error.values["cause"]), **words) from error
    return settings_of(text, file.name)


def settings_of(text: str, file: str = "office.toml") -> OfficeSettings:
    """Return the settings that *text* says; *file* is what messages call it."""
    table = _parsed(text, file)
    reader = _Reader(table, file, dict(_lines(text)))
    reader.look_for_strangers()
    settings = reader.settings()
    if reader.faults or settings is None:
        raise bad_settings(file, tuple(reader.faults[:MOST_FAULTS]))
    return settings


def _parsed(text: str, file: str) -> Table:
    """Return what *text* says, if each number in it is one and nothing is endless."""
    long = [n for n, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST_LINE]
    if long or len(text) > LONGEST:
        where = f"{file}:{long[0]}" if long else file
        longest = {"longest": LONGEST_LINE if long else LONGEST}
        fault = Fault("line-too-long" if long else "file-too-long", file, where)
        raise bad_settings(file, (evolve(fault, values=longest),))
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        twice = tuple(_twice(text, file))
        if twice:
            raise bad_settings(file, twice[:MOST_FAULTS]) from error
        raise _unreadable(file, "not-toml", reason=str(error)) from error
    except RecursionError:
        raise _unreadable(file, "too-deep", deepest=DEEPEST) from None
    except ValueError:  # more digits than Python reads
        raise _unreadable(file, "number-too-big") from None
    wrong = tuple(_out_of_bounds(table, file, dict(_lines(text))))
    if wrong:
        raise bad_settings(file, wrong[:MOST_FAULTS])
    return table


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
        elif type(found) is int and len(str(abs(found))) > MOST_DIGITS:
            yield Fault("number-too-big", ".".join(path), where)
        elif isinstance(found, Decimal) and not found.is_finite():
            yield Fault("no-number", ".".join(path), where)
        elif isinstance(found, Decimal) and abs(found.adjusted()) > MOST_DIGITS:
            yield Fault("number-too-big", ".".join(path), where)


class _Reader:
    """Takes a parsed file apart; what does not fit is put among the *faults*."""

    def __init__(self, table: Table, file: str, lines: Mapping[Path, int]) -> None:
        self._table = table
        self._file = file
        self._lines = lines
        self.faults: list[Fault] = []

    def look_for_strangers(self) -> None:
        """Note the keys that nobody knows, and the code if it is missing."""
        for key in self._table:
            if key not in _KEYS:
                self._note("unknown-key", key, hint=near(key, _KEYS))
        if "code" not in self._table:
            self._note("missing", "code")

    def settings(self) -> OfficeSettings | None:
        """Return what can be understood, None if it contradicts itself."""
        try:
            return OfficeSettings(
                code=self._text("code", "XX"),
                name=self._text("name", ""),
                zone=self._text("zone", "Africa/Casablanca"),
                language=self._text("language", "fr"),
                register=self._text("register", "cases.db"),
                calendar=self._text("calendar", "morocco"),
                users=dict(self._users()),
                programmes=dict(self._tables("programmes")),
                late_days=self._whole("late_days"),
                late_role=self._text("late_role", ""),
                portfolio=portfolio_in(self._table, self._note),
                known_people=self._yes_or_no("known_people"),
                file=self._file,
                lines=self._lines,
            )
        except BadSettings as error:
            known = error.values["faults"]
            assert isinstance(known, tuple)
            self.faults += known
            return None

    def _text(self, key: str, default: str) -> str:
        found = self._table.get(key, default)
        if isinstance(found, str):
            return found
        self._note("not-text", key)
        return default

    def _yes_or_no(self, key: str) -> bool:
        found = self._table.get(key, False)
        if not isinstance(found, bool):
            self._note("not-yes-or-no", key)
        return found is True

    def _whole(self, key: str) -> int | None:
        found = self._table.get(key)
        if found is None or (isinstance(found, int) and not isinstance(found, bool)):
            return found
        self._note("not-a-whole-number", key)
        return None

    def _tables(self, *path: str) -> Iterator[tuple[str, Table]]:
        for key, found in self._table_at(path).items():
            if isinstance(found, dict):
                yield key, found
            else:
                self._note("not-a-table", *path, key)

    def _users(self) -> Iterator[tuple[str, Roles]]:
        for person, found in self._tables("users"):
            roles: dict[str, tuple[str, ...]] = {}
            for programme, given in found.items():
                listed = [given] if isinstance(given, str) else given
                if isinstance(listed, list) and all(isinstance(r, str) for r in listed):
                    roles[programme] = tuple(listed)
                else:
                    self._note("not-roles", "users", person, programme)
            yield person, roles

    def _table_at(self, path: Path) -> Table:
        (key,) = path
        found = self._table.get(key, {})
        if isinstance(found, dict):
            return found
        self._note("not-a-table", key)
        return {}

    def _note(self, code: str, *path: str, hint: str = "") -> None:
        where = place_in(self._file, self._lines, path)
        self.faults.append(Fault(code, ".".join(path), where, hint))


def _lines(text: str) -> Iterator[tuple[Path, int]]:
    """Yield where each key is written, as well as can be told without a parser."""
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _words(header[1])
            yield table, number
        elif key:
            yield (*table, *_words(key[1])), number


def _twice(text: str, file: str) -> Iterator[Fault]:
    """Yield what is declared again, though it stands above already."""
    first: dict[Path, int] = {}
    told: set[Path] = set()
    for path, line in _lines(text):
        above = first.setdefault(path, line)
        if above != line and path[:-1] not in told:
            told.add(path)
            values = {"line": above}
            yield Fault("twice", ".".join(path), f"{file}:{line}", values=values)


def _words(path: str) -> Path:
    return tuple(word.strip("\"'") for word in re.findall(_WORD, path))


def _unreadable(file: str, code: str, **values: object) -> BadSettings:
    return bad_settings(file, (Fault(code, file, values=values),))
