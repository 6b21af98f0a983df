"""A small programme, and an office to try it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from types import ModuleType

from attrs import define

from migcase import (
    PERIOD,
    TEXT,
    YES_NO,
    Actor,
    Field,
    MemoryRegister,
    Office,
    Outcome,
    Plugins,
    Programme,
    Register,
    Role,
    Setting,
    Stage,
    Step,
    StepDone,
    calendar,
    days,
    hookimpl,
)
from migcase.office.settings import OfficeSettings

CLERK = Role("clerk", "Clerk")
CHIEF = Role("chief", "Chief")

COMPLETE = Field("complete", "Are the papers complete?", YES_NO)
NUMBER = Field("number", "Number of the passport", TEXT)
WAIT = Setting("wait", "How long a request may lie", PERIOD, calendar.days(7))
COUNTER_OPEN = Setting("counter_open", "Is the counter open?", YES_NO, True)

AMINA = Actor("amina", frozenset({"clerk"}))
BASHIR = Actor("bashir", frozenset({"chief"}))
CHIOMA = Actor("chioma", frozenset({"clerk", "chief"}))

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def passport(
    version: int = 1, *, key: str = "passport", more: Sequence[Step] = ()
) -> Programme:
    """Declare the programme; *more* steps make it another one."""
    request = Step(
        "request",
        "Request received",
        by=CLERK,
        asks=COMPLETE,
        within=WAIT,
        again=~COMPLETE,
        requires=COUNTER_OPEN,
    )
    signed = Step("signed", "Signed", by=CHIEF, not_by=request, after=request)
    handed = Step(
        "handed-over",
        "Handed over",
        by=CLERK,
        after=signed,
        asks=NUMBER,
        not_before=days(3).after(signed.on),
    )
    return Programme(
        key,
        version,
        "Passport",
        stages=(Stage("Request", (request, signed)), Stage("Counter", (handed, *more))),
        outcomes=(
            Outcome("issued", "Issued", after=handed),
            Outcome("withdrawn", "No longer wanted"),
        ),
    )


def plugin(name: str, **hooks: Callable[..., object]) -> ModuleType:
    """Return a module as the author of a plugin would write it."""
    module = ModuleType(name)
    for hook, function in hooks.items():
        setattr(module, hook, hookimpl(function))
    return module


def declaring(*programmes: Programme, name: str = "migcase_passport") -> ModuleType:
    """Return a plugin that declares *programmes* and nothing else."""
    return plugin(name, migcase_programmes=lambda: list(programmes))


@define
class Clock:
    """A clock that goes only when it is told to."""

    instant: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.instant

    def go(self, **time: int) -> None:
        self.instant += timedelta(**time)


def office_of(
    *modules: ModuleType,
    register: Register | None = None,
    clock: Clock | None = None,
    settings: OfficeSettings | None = None,
) -> Office:
    return Office(
        MemoryRegister() if register is None else register,
        Plugins(*modules),
        settings=settings or OfficeSettings("MA", name="Rabat"),
        clock=clock or Clock(),
    )


def request(day: date = TODAY, *, complete: bool = True) -> StepDone:
    return StepDone("request", day, {"complete": complete})
