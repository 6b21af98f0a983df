"""An office's settings, read from a TOML file; every fault in it is told at once.

A key that nobody knows is a fault: a deadline that was mistyped must not fall back
to a default without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as File

from migcase.calendar import Period
from migcase.errors import BadSettings, Fault
from migcase.incoming import BadFile, read_incoming
from migcase.kinds import PERIOD
from migcase.office.projects_file import KEYS as PORTFOLIO_KEYS
from migcase.office.projects_file import portfolio_in
from migcase.office.settings import (
    PERSON_RETENTION,
    OfficeSettings,
    Path,
    Roles,
    bad_settings,
    place_in,
)
from migcase.office.settings_text import (
    LONGEST,
    MOST_FAULTS,
    Table,
    lines_of,
    parsed,
    unreadable,
)
from migcase.programme.near import near
from migcase.programme.settings import fitting

KEYS = (
    "code",
    "name",
    "zone",
    "register",
    "calendar",
    "late_days",
    "late_role",
    "known_people",
    "person_retention",
    "users",
    "programmes",
    *PORTFOLIO_KEYS,
)


def read_settings(file: File) -> OfficeSettings:
    """Return the settings in *file*; raise `BadSettings` with all that is wrong."""
    try:
        text = read_incoming(str(file), LONGEST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable(file.name, "not-utf-8") from error
    except BadFile as error:
        words = {k: v for k, v in error.values.items() if k in ("reason", "longest")}
        raise unreadable(file.name, str(error.values["cause"]), words) from error
    return settings_of(text, file.name)


def settings_of(text: str, file: str = "office.toml") -> OfficeSettings:
    """Return the settings that *text* says; *file* is what messages call it."""
    table = parsed(text, file)
    reader = _Reader(table, file, dict(lines_of(text)))
    reader.look_for_strangers()
    settings = reader.settings()
    if reader.faults or settings is None:
        raise bad_settings(file, tuple(reader.faults[:MOST_FAULTS]))
    return settings


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
            if key not in KEYS:
                self._note("unknown-key", key, hint=near(key, KEYS))
        if "code" not in self._table:
            self._note("missing", "code")

    def settings(self) -> OfficeSettings | None:
        """Return what can be understood, None if it contradicts itself."""
        try:
            return OfficeSettings(
                code=self._text("code", "XX"),
                name=self._text("name", ""),
                zone=self._text("zone", "Africa/Casablanca"),
                register=self._text("register", "cases.db"),
                calendar=self._text("calendar", "morocco"),
                users=dict(self._users()),
                programmes=dict(self._tables("programmes")),
                late_days=self._whole("late_days"),
                late_role=self._text("late_role", ""),
                portfolio=portfolio_in(self._table, self._note),
                known_people=self._yes_or_no("known_people"),
                person_retention=self._period(PERSON_RETENTION.key),
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

    def _period(self, key: str) -> Period | None:
        given = self._table.get(key)
        if given is None:
            return None
        found = fitting(PERIOD, given)
        if isinstance(found, Period):
            return found
        where = place_in(self._file, self._lines, (key,))
        values = {"value": str(given)[:80], "kind": PERIOD.name}
        self.faults.append(Fault("bad-value", key, where, values=values))
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
