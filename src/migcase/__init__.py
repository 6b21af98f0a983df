"""Case files for return, reintegration and labour mobility: the public names.

Nothing stands here but what a plugin, a script or a test may rely on.  Each name is
loaded from its room when somebody first asks for it, because ``migcase --help``
needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migcase.calendar import Calendar, Period
    from migcase.casefile.case import Case, Line, replay
    from migcase.casefile.events import (
        Actor,
        Assigned,
        Closed,
        Confirmed,
        Entry,
        Event,
        Held,
        LineEnded,
        LineOpened,
        Noted,
        Opened,
        Reopened,
        Resumed,
        Stated,
        StepDone,
        StepReopened,
        StepWaived,
    )
    from migcase.cli.counter import counter_of
    from migcase.cli.failing import Worded
    from migcase.cli.output import print_json, tell, wants_json
    from migcase.cli.spoken import Spoken
    from migcase.errors import (
        BadPlugin,
        BadProgramme,
        BadRegister,
        BadSettings,
        BadValue,
        Conflict,
        Fault,
        MigcaseError,
        NotACondition,
        Refusal,
        Refused,
        Repeated,
        UnknownCase,
        UnknownProgramme,
    )
    from migcase.keeping.register import MemoryRegister, Register
    from migcase.kinds import (
        COUNTRY,
        DATE,
        DOCUMENT,
        DONT_KNOW,
        MONEY,
        NUMBER,
        PERIOD,
        PERSON,
        PLACE,
        REFUSED,
        TEXT,
        YES_NO,
        Kind,
        Money,
        Value,
        case_of,
        line_of,
        many_of,
        number,
        one_of,
    )
    from migcase.office.guard import NotAllowed
    from migcase.office.hookspecs import hookimpl
    from migcase.office.office import Office
    from migcase.office.plugins import Plugins
    from migcase.office.settings import OfficeSettings
    from migcase.people.family import Family, Member
    from migcase.people.person import (
        Birth,
        Contact,
        Document,
        Name,
        Person,
        Reference,
    )
    from migcase.programme.conditions import (
        Condition,
        Derived,
        Explanation,
        Expression,
        Field,
        Setting,
        depending_on,
        done,
        quarter,
        settled,
        sure,
        this_case,
        today,
    )
    from migcase.programme.declaration import Programme
    from migcase.programme.lines import (
        count,
        each,
        ended,
        first,
        latest,
        linked,
        linked_value,
        named,
        some,
        total,
    )
    from migcase.programme.periods import days, months, working_days, years
    from migcase.programme.settings import read_settings
    from migcase.programme.words import (
        Hold,
        Milestone,
        Outcome,
        Role,
        Stage,
        Step,
        Track,
    )

# fmt: off
__all__ = [
    "COUNTRY", "DATE", "DOCUMENT", "DONT_KNOW", "MONEY", "NUMBER", "PERIOD", "PERSON",
    "PLACE", "REFUSED", "TEXT", "YES_NO", "Actor", "Assigned", "BadPlugin",
    "BadProgramme", "BadRegister", "BadSettings", "BadValue", "Birth", "Calendar",
    "Case", "Closed", "Condition", "Confirmed", "Conflict", "Contact", "Derived",
    "Document", "Entry", "Event", "Explanation", "Expression", "Family", "Fault",
    "Field", "Held", "Hold", "Kind", "Line", "LineEnded", "LineOpened", "Member",
    "MemoryRegister", "MigcaseError", "Milestone", "Money", "Name", "NotACondition",
    "NotAllowed", "Noted", "Office", "OfficeSettings", "Opened", "Outcome", "Period",
    "Person", "Plugins", "Programme", "Reference", "Refusal", "Refused", "Register",
    "Reopened", "Repeated", "Resumed", "Role", "Setting", "Spoken", "Stage", "Stated",
    "Step", "StepDone", "StepReopened", "StepWaived", "Track", "UnknownCase",
    "UnknownProgramme", "Value", "Worded", "case_of", "count", "counter_of", "days",
    "depending_on", "done", "each", "ended", "first", "hookimpl", "latest", "line_of",
    "linked", "linked_value", "many_of", "months", "named", "number", "one_of",
    "print_json", "quarter", "read_settings", "replay", "settled", "some", "sure",
    "tell", "this_case", "today", "total", "wants_json", "working_days", "years",
]
# fmt: on

# The same names by the room they are loaded from; a test holds the lists equal.
_ROOMS = {
    "migcase.calendar": "Calendar Period",
    "migcase.casefile.case": "Case Line replay",
    "migcase.casefile.events": (
        "Actor Assigned Closed Confirmed Entry Event Held LineEnded LineOpened Noted "
        "Opened Reopened Resumed Stated StepDone StepReopened StepWaived"
    ),
    "migcase.cli.counter": "counter_of",
    "migcase.cli.failing": "Worded",
    "migcase.cli.output": "print_json tell wants_json",
    "migcase.cli.spoken": "Spoken",
    "migcase.errors": (
        "BadPlugin BadProgramme BadRegister BadSettings BadValue Conflict Fault "
        "MigcaseError NotACondition Refusal Refused Repeated UnknownCase "
        "UnknownProgramme"
    ),
    "migcase.keeping.register": "MemoryRegister Register",
    "migcase.kinds": (
        "COUNTRY DATE DOCUMENT DONT_KNOW MONEY NUMBER PERIOD PERSON PLACE REFUSED "
        "TEXT YES_NO Kind Money Value case_of line_of many_of number one_of"
    ),
    "migcase.office.guard": "NotAllowed",
    "migcase.office.hookspecs": "hookimpl",
    "migcase.office.office": "Office",
    "migcase.office.plugins": "Plugins",
    "migcase.office.settings": "OfficeSettings",
    "migcase.people.family": "Family Member",
    "migcase.people.person": "Birth Contact Document Name Person Reference",
    "migcase.programme.conditions": (
        "Condition Derived Explanation Expression Field Setting depending_on done "
        "quarter settled sure this_case today"
    ),
    "migcase.programme.declaration": "Programme",
    "migcase.programme.lines": (
        "count each ended first latest linked linked_value named some total"
    ),
    "migcase.programme.periods": "days months working_days years",
    "migcase.programme.settings": "read_settings",
    "migcase.programme.words": "Hold Milestone Outcome Role Stage Step Track",
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}


if not TYPE_CHECKING:  # or else no name could be misspelt

    def __getattr__(name: str) -> object:
        """Load what *name* stands for, and keep it."""
        if name not in _ROOM_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(_ROOM_OF[name]), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
