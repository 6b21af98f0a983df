"""What a condition is weighed against: one case, or one line of it, on a day.

Only the shape is said here; how a scope is filled is for the floors above.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Protocol

from migcase.calendar import Calendar
from migcase.casefile.case import Mark, Statement
from migcase.kinds import Value


class Marker(Enum):
    """What stands where there is no value."""

    MISSING = "missing"  # nobody has said it yet
    FREE = "free"  # whoever does the step may still answer anything


MISSING, FREE = Marker.MISSING, Marker.FREE
Found = Value | Marker

# What a condition reads: a sort, a key, and whether it reads it in every line.
# The sorts are fact, setting, step, settled, track, ended, linked and today.
Read = tuple[str, str, bool]


class Scope(Protocol):
    """One case, or one line of it, on a day."""

    @property
    def today(self) -> date: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def line_id(self) -> str | None: ...
    @property
    def asker(self) -> str: ...
    def told(self, key: str) -> Sequence[Statement]: ...
    def is_free(self, key: str) -> bool: ...
    def setting(self, key: str) -> Found: ...
    def mark(self, step: str) -> Mark | None: ...
    def settled(self, step: str) -> int: ...
    def ended(self) -> str | None: ...
    def lines(self, track: str) -> Sequence[Scope]: ...
    def linked(self, case: str) -> Scope | None: ...


class Keyed(Protocol):
    """Anything declared under a key."""

    @property
    def key(self) -> str: ...


def key_of(given: Keyed) -> str:
    """Return the key of *given*; what has none is named by the programme's checks."""
    return str(getattr(given, "key", given))


def last_said(read: Read, scope: Scope) -> int:
    """Return the number of the last entry that says what *read* reads."""
    sort, key, wide = read
    if wide:  # told in lines, where whoever reads it looks by itself
        return 0
    if sort == "fact":
        return max((said.number for said in scope.told(key)), default=0)
    if sort in ("step", "settled"):
        mark = scope.mark(key)
        return 0 if mark is None else mark.number
    return 0
