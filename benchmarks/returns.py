"""One assisted voluntary return, as the events of a single man's case.

The same journey for every case, from the first contact to the hand-over; everybody
wears every hat but one person decides and another approves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import migcase_avrr
from migcase import Actor, Closed, Event, Money, Office, Plugins, StepDone
from migcase.casefile.events import Facts, LineOpened
from migcase.keeping.register import Register
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_sqlite import Synchronous
from migcase.office.settings import OfficeSettings
from migcase.testing.consenting import consenting

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERYBODY = frozenset(migcase_avrr.AVRR.index.roles)
CONSENT = {
    key: tuple(told) if isinstance(told, list) else told
    for key, told in consenting(migcase_avrr.AVRR).items()
}
HANDS = {step: f"hand-{step}" for step in migcase_avrr.AVRR.steps}


def office_at(path: Path, synchronous: Synchronous = "full") -> Office:
    """Return an office with AVRR on a new SQLite file."""
    migrate(path)
    return office_on(SqlRegister.open(path, synchronous=synchronous))


def office_on(register: Register) -> Office:
    """Return an office with AVRR on *register*, at noon of one day for ever."""
    settings = OfficeSettings("MA", zone="UTC")
    return Office(
        register, Plugins(migcase_avrr), settings=settings, clock=lambda: NOON
    )


def hand(step: str) -> Actor:
    """Return the colleague who does *step*, and nothing else, in every case."""
    return Actor(HANDS.get(step, "hand"), EVERYBODY)


def opened(office: Office) -> str:
    """Open a case and return its number."""
    return office.open("avrr", by=hand("request"), on=DAY, about="person-1").id


def counselling() -> Iterator[tuple[Event, Actor]]:
    """Yield the eight entries from the request to the registration."""
    yield from _steps(
        ("request", {"channel": "phone", "language": "fr", "safe_contact": "phone"}),
        ("call-back", {}),
        (
            "counselling",
            {
                "topics": (
                    "procedure",
                    "rights",
                    "asylum",
                    "regularisation",
                    "stay",
                    "project",
                ),
                "present": "nobody",
                "asylum": "none",
                "wants_to_return": True,
            },
        ),
    )
    who = {"who": "person-1", "relation": "applicant"}
    yield LineOpened("member", "m1", DAY, who), hand("member")
    yield from _steps(
        ("consent", CONSENT),
        (
            "identity",
            {
                "born": date(1996, 1, 1),
                "born_precision": "exact",
                "sex": "other",
                "nationality": "GN",
            },
        ),
        line="m1",
    )
    yield from _steps(
        (
            "registration",
            {
                "travellers": 1,
                "destination": "GN",
                "status_here": "irregular",
                "reasons": "To be with the family",
                "previous_avrr": False,
                "priority": ("none",),
                "duplicate": "no",
            },
        ),
    )
    yield from _steps(
        (
            "screening",
            {
                "risk": "low",
                "vulnerable": False,
                "vot": "no",
                "fears_return": "no",
                "asylum_wish": False,
                "health_needs": False,
            },
        ),
        line="m1",
    )


def preparation() -> Iterator[tuple[Event, Actor]]:
    """Yield the entries from the decision to the hand-over to movements."""
    yield from _steps(
        (
            "eligibility",
            {
                "eligible": True,
                "reintegration_eligible": True,
                "grounds": "No means to return",
                "ceiling": Money(Decimal(1000), "EUR"),
            },
        ),
        ("funds", {"fund": "Fund A", "reserved": Money(Decimal(1500), "EUR")}),
        (
            "declaration",
            {
                "declaration": "scan 1",
                "declared_on": DAY,
                "declared_in": "French",
                "witness": "person-w",
            },
        ),
    )
    until = date(2026, 12, 31)
    yield from _steps(
        (
            "documents",
            {"paper": "passport", "paper_result": "issued", "paper_until": until},
        ),
        ("exit", {"exit_ref": "E 1"}),
        ("exam", {"fit": "fit", "fit_until": until, "medical_escort": False}),
        line="m1",
    )
    yield from _steps(
        (
            "pre-plan",
            {
                "project": "A shop",
                "place_of_return": "Conakry",
                "amount_asked": Money(Decimal(1000), "EUR"),
            },
        ),
        ("pre-plan-feedback", {"feedback": "yes"}),
        ("travel-ready", {}),
    )


def withdrawal() -> tuple[Event, Actor]:
    """Return the ending of a case whose person goes no further than asking."""
    facts: Facts = {"reason": "Stays with a cousin", "retention_told": True}
    return Closed("not-registered", DAY, facts), hand("registration")


def _steps(
    *steps: tuple[str, dict[str, object]], line: str | None = None
) -> Iterator[tuple[Event, Actor]]:
    for key, facts in steps:
        yield StepDone(key, DAY, facts, line), hand(key)  # type: ignore[arg-type]
