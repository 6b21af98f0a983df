"""What a judgement takes from outside the file: the day, settings, other cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import field, frozen

from migcase.calendar import Calendar
from migcase.casefile.case import Case
from migcase.kinds import Value
from migcase.programme.declaration import Programme


@frozen
class Linkable:
    """Another case that may be read, with its programme and what is set for that."""

    case: Case
    programme: Programme
    settings: Mapping[str, Value] = field(factory=dict)


def _no_links(_case: str) -> Linkable | None:
    return None


@frozen
class Outside:
    """What a judgement takes from outside the file.

    *today* is the office's day; *settings* what the mission set, by key; *linked*
    finds another case with its programme.  An event more than *late_days* back needs
    the role *late_role*; None means that any day since the opening will do.
    """

    today: date
    settings: Mapping[str, Value] = field(factory=dict)
    calendar: Calendar = field(factory=Calendar)
    linked: Callable[[str], Linkable | None] = _no_links
    late_days: int | None = None
    late_role: str = ""
