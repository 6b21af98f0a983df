"""The head of a file of the survey: its id, version, source and standing.

Reads the TOML and what every such file says of itself; every fault is collected, so
that whoever wrote the file mends it in one go.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from attrs import frozen

from migcase import Fault, MigcaseError

STATUSES = ("published", "unverified", "proposal")
HEAD = ("id", "version", "source", "status", "official")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

# Sums of such numbers are exact in the arithmetic of the scores.
MOST = Decimal(10) ** 9
FINEST = -9

Table = Mapping[str, object]


@frozen
class Standing:
    """What a file says of itself; only an official one may be shown as such."""

    id: str
    version: int
    source: str
    status: str
    official: bool

    @property
    def label(self) -> str:
        """Return its name, with the version."""
        return f"{self.id}/{self.version}"


class BadSurveyFile(MigcaseError):
    """A file of items or weights cannot be used; all faults are listed."""

    code = "bad-survey-file"
    sentence = "{file} cannot be used:\n{told}"

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        told = "\n".join(f"- {fault}" for fault in faults)
        super().__init__({"file": file, "told": told, "faults": faults})
        self.faults = faults


def tables(text: str | bytes, file: str) -> Table:
    """Return what the TOML in *text* says, its numbers exact."""
    try:
        said = text if isinstance(text, str) else text.decode("utf-8-sig")
        return cast("Table", tomllib.loads(said, parse_float=Decimal))
    except UnicodeDecodeError:
        raise BadSurveyFile(file, (Fault("not-utf-8", file),)) from None
    except tomllib.TOMLDecodeError as error:
        fault = Fault("not-toml", file, values={"reason": str(error)})
        raise BadSurveyFile(file, (fault,)) from None
    except (ArithmeticError, RecursionError, ValueError):
        reason = "a number in it is too big, or it is nested too deeply"
        fault = Fault("not-toml", file, values={"reason": reason})
        raise BadSurveyFile(file, (fault,)) from None


def standing(table: Table) -> Standing:
    """Return what a file without faults says of itself."""
    return Standing(
        str(table["id"]),
        int(str(table["version"])),
        str(table["source"]),
        str(table["status"]),
        official=bool(table["official"]),
    )


def head_faults(table: Table, *more: str) -> Iterator[Fault]:
    """Yield what is wrong with the head of a file; *more* are its other words."""
    for word in table:
        if word not in (*HEAD, *more):
            yield Fault("unknown-word", word)
    for word in (*HEAD, *more):
        if word not in table:
            yield Fault("missing", word)
    named, version = table.get("id", "a"), table.get("version", 1)
    if not isinstance(named, str) or not _ID.fullmatch(named):
        yield Fault("bad-id", "id", values={"value": named})
    if type(version) is not int or version < 1:
        yield Fault("bad-version", "version", values={"value": version})
    source = table.get("source", "-")
    if not isinstance(source, str) or not source.strip():
        yield Fault("no-source", "source")
    status, official = table.get("status", "proposal"), table.get("official", False)
    if status not in STATUSES:
        yield Fault("unknown-status", "status", values={"value": status})
    if type(official) is not bool:
        yield Fault("not-yes-or-no", "official", values={"value": official})
    elif official and status != "published":
        yield Fault("official-not-published", "official", values={"status": status})


def number_faults(thing: str, value: object, most: Decimal = MOST) -> Iterator[Fault]:
    """Yield what keeps *value* from being an exact number from 0 up to *most*."""
    values = {"value": value, "most": most}
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        yield Fault("not-a-number", thing, values=values)
        return
    exact = Decimal(value)
    if not exact.is_finite():
        yield Fault("not-a-number", thing, values=values)
    elif exact < 0:
        yield Fault("negative", thing, values=values)
    elif exact > most:
        yield Fault("too-large", thing, values=values)
    elif int(exact.as_tuple().exponent) < FINEST:
        yield Fault("too-precise", thing, values=values)
