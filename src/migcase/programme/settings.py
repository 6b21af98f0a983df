"""What a mission sets, read from the `settings.toml` beside a plugin's code.

Deadlines, validities and ceilings are practice, not law: each stands in the file
with its kind, its source and how far it may be relied on.  What a mission sets
instead is held against the same kinds by `migcase.office.mission`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Any, cast

from migcase.errors import BadSettings, Fault, MigcaseError
from migcase.kinds import (
    COUNTRY,
    DATE,
    MONEY,
    PERIOD,
    TEXT,
    YES_NO,
    Kind,
    Value,
    many_of,
    number,
)
from migcase.locale import marked
from migcase.programme.fields import Setting
from migcase.programme.near import near
from migcase.programme.places import Place

FILE = "settings.toml"

# The kinds that a settings file may name.
KINDS: Mapping[str, Kind[Any]] = {
    "period": PERIOD,
    "number": number(),
    "decimal": number(decimals=6),
    "yes-no": YES_NO,
    "money": MONEY,
    "text": TEXT,
    "date": DATE,
    "country": COUNTRY,
    "countries": many_of(COUNTRY),
    "role": TEXT,
}
STATUSES = ("published", "unverified", "proposal")
_TEXTS = ("title", "kind", "source", "status")
_WORDS = (*_TEXTS, "value")


class UnknownSetting(BadSettings, KeyError):
    """A plugin asks for a setting that its file does not have."""

    code = "unknown-setting"
    sentence = "{file}: there is no [{key}]{hint}."

    def __init__(self, file: str, key: str, hint: str) -> None:
        told = f" (did you mean {hint}?)" if hint else ""
        super().__init__({"file": file, "key": key, "near": hint, "hint": told})


# Any: the file says of which kind a setting is, and mypy does not read files.
class Settings(Mapping[str, Setting[Any]]):
    """The settings of one file, by their key."""

    def __init__(self, file: str, found: Mapping[str, Setting[Any]]) -> None:
        self.file = file
        self._found = dict(found)

    def __getitem__(self, key: str) -> Setting[Any]:
        if key not in self._found:
            raise UnknownSetting(self.file, key, near(key, self._found))
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def read_settings(package: str) -> Mapping[str, Setting[Any]]:
    """Return the settings in the `settings.toml` of *package*, by their key.

    Raise `BadSettings` with every fault of the file.
    """
    file = f"{package}/{FILE}"
    try:
        text = (files(package) / FILE).read_text("utf-8")
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(file, [_whole(file, "not-toml", str(error))]) from None
    except UnicodeDecodeError:
        raise _bad(file, [_whole(file, "not-utf-8", "")]) from None
    except (OSError, ImportError, TypeError):
        raise _bad(file, [_whole(file, "missing", "")]) from None
    lines = _lines(text)
    found: dict[str, Setting[Any]] = {}
    faults: list[Fault] = []
    for key, table in tables.items():
        place = Place(file, lines.get(key, 0))
        wrong = tuple(_faults(key, table, str(place)))
        faults += wrong
        if not wrong:
            found[key] = _setting(key, cast("dict[str, object]", table), place)
    if faults:
        raise _bad(file, faults)
    return Settings(file, found)


def fitting(kind: Kind[Any], given: object) -> Value | None:
    """Return *given*, out of a TOML file, as a value of *kind*; None if it is none."""
    value = tuple(given) if isinstance(given, list) else given
    try:
        if kind.accepts(value):
            return cast("Value", value)
        if isinstance(value, str):
            return cast("Value", kind.parse(value))
    except (MigcaseError, TypeError):  # TypeError: a table among the choices
        return None
    return None


SENTENCES: Mapping[str, str] = {
    "bad-key": marked("a key is small letters and figures, parted by - or _"),
    "bad-value": marked("{value} does not fit; wanted: {kind}"),
    "missing": marked("it is missing"),
    "not-a-table": marked("a section of its own belongs here"),
    "not-text": marked("text belongs here, in quotation marks"),
    "not-toml": marked("it is not TOML: {reason}"),
    "not-utf-8": marked("it is not UTF-8 text"),
    "unknown-key": marked("nobody knows this word"),
    "unknown-kind": marked("there is no kind {kind}"),
    "unknown-status": marked("a status is published, unverified or proposal"),
}


def _faults(key: str, table: object, where: str) -> Iterator[Fault]:
    """Yield what is wrong with one section of the file."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*", key):
        yield _fault("bad-key", key, where)
    if not isinstance(table, dict):
        yield _fault("not-a-table", key, where)
        return
    for word in table:
        if word not in _WORDS:
            yield _fault("unknown-key", f"{key}.{word}", where, near(word, _WORDS))
    for word in _TEXTS:
        if word not in table:
            yield _fault("missing", f"{key}.{word}", where)
        elif not isinstance(table[word], str) or not table[word].strip():
            yield _fault("not-text", f"{key}.{word}", where)
    status, name = table.get("status"), table.get("kind")
    if isinstance(status, str) and status not in STATUSES:
        yield _fault("unknown-status", f"{key}.status", where, near(status, STATUSES))
    if not isinstance(name, str):
        return
    if name not in KINDS:
        values = {"kind": name}
        yield _fault("unknown-kind", f"{key}.kind", where, near(name, KINDS), values)
    elif "value" in table and fitting(KINDS[name], table["value"]) is None:
        yield _misfit(f"{key}.value", KINDS[name], table["value"], where)


def _setting(key: str, table: Mapping[str, object], place: Place) -> Setting[Any]:
    title, kind, source, status = (str(table[word]) for word in _TEXTS)
    of = KINDS[kind]
    value = fitting(of, table["value"]) if "value" in table else None
    return Setting(key, title, of, value, source, status, where=place)


def _misfit(thing: str, kind: Kind[Any], given: object, where: str) -> Fault:
    shown = given.isoformat() if isinstance(given, date) else str(given)
    values = {"value": shown[:80], "kind": kind.name}
    return _fault("bad-value", thing, where, near(shown, kind.choices), values)


def _whole(file: str, code: str, reason: str) -> Fault:
    return _fault(code, file, "", "", {"reason": reason})


def _fault(
    code: str,
    thing: str,
    where: str,
    hint: str = "",
    values: Mapping[str, object] | None = None,
) -> Fault:
    return Fault(code, thing, where, hint, values or {}, SENTENCES[code])


def _bad(file: str, faults: list[Fault]) -> BadSettings:
    told = "".join(f"\n- {fault}" for fault in faults)
    return BadSettings({"file": file, "reason": told, "faults": tuple(faults)})


def _lines(text: str) -> Mapping[str, int]:
    """Return the line on which each section begins."""
    found: dict[str, int] = {}
    for number_, line in enumerate(text.splitlines(), 1):
        heading = re.match(r"""\s*\[\s*["']?([^\]"']+?)["']?\s*\]""", line)
        if heading:
            found.setdefault(heading[1], number_)
    return found
