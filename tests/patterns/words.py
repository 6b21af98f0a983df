"""The words that the programmes of the patterns share."""

from __future__ import annotations

import pytest

from migcase import DATE, YES_NO, Field, Role, Step, one_of

pattern = pytest.mark.pattern

WORKER = Role("worker", "Case worker")
OFFICER = Role("officer", "Officer")

ADULT = Field("adult", "Is the person of age?", YES_NO)
ILL = Field("ill", "Is the person ill?", YES_NO)
ANSWER = Field("answer", "What did the consulate answer?", one_of("issued", "refused"))
DEPARTS = Field("departs", "On which day?", DATE)

REGISTER = Step("register", "Registered", by=WORKER)
ASK = Step("ask", "Asked about the person", by=WORKER, asks=(ADULT, ILL))


def step(key: str, **more: object) -> Step:
    """Return a plain step that the case worker does."""
    return Step(key, key.capitalize(), by=WORKER, **more)  # type: ignore[arg-type]
