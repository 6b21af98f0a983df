"""A case that nobody has, in which some things are so.

It stands where a condition expects a case, and every line of it is alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve, field, frozen

from migcase.calendar import Calendar
from migcase.casefile.case import DONE, Mark, Statement
from migcase.kinds import Value
from migcase.programme.conditions import (
    FALSE,
    MISSING,
    TRUE,
    Both,
    Condition,
    Derived,
    Either,
    Found,
    Needs,
    Not,
)
from migcase.programme.declaration import Programme
from migcase.programme.lines import Each, Some

A_DAY = date(2025, 3, 3)
A_NUMBER = 1

# What is so in an imagined case: a sort and a key, as conditions read them.
Variable = tuple[str, str]


@frozen(eq=False)
class Imagined:
    """A case, and every line of it alike, in which these things are so."""

    settings: Mapping[str, Value]
    askers: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, Value] = field(factory=dict)
    settled_steps: frozenset[str] = frozenset()
    done_steps: frozenset[str] = frozenset()
    tracks: frozenset[str] = frozenset()
    ending: str | None = None
    today: date = A_DAY
    calendar: Calendar = field(factory=Calendar)
    line_id: str | None = None
    asker: str = ""

    def told(self, key: str) -> Sequence[Statement]:
        """Return one statement of a fact for each step that asks for it."""
        if key not in self.facts:
            return ()
        value, steps = self.facts[key], self.askers.get(key) or ("",)
        return [Statement(A_DAY, A_NUMBER, "", value, step) for step in steps]

    def is_free(self, key: str) -> bool:
        return False

    def setting(self, key: str) -> Found:
        return self.settings.get(key, MISSING)

    def mark(self, step: str) -> Mark | None:
        return Mark(DONE, A_DAY, A_NUMBER, ()) if step in self.done_steps else None

    def settled(self, step: str) -> int:
        return TRUE if step in self.settled_steps else FALSE

    def ended(self) -> str | None:
        return self.ending

    def lines(self, track: str) -> Sequence[Imagined]:
        return (self,) if track in self.tracks else ()

    def linked(self, case: str) -> None:
        return None


def imagined(said: Mapping[Variable, Value | None], plain: Imagined) -> Imagined:
    """Return the case in which *said* is so, and all else as in the *plain* one."""
    facts = {
        key: value
        for (sort, key), value in said.items()
        if sort == "fact" and value is not None
    }
    endings = (value for (sort, _), value in said.items() if sort == "ended")

    def are(wanted: str) -> frozenset[str]:
        pairs = said.items()
        return frozenset(key for (sort, key), yes in pairs if sort == wanted and yes)

    return evolve(
        plain,
        facts=facts,
        settled_steps=are("settled") | are("step"),
        done_steps=are("step"),
        tracks=are("track"),
        ending=next((one for one in endings if isinstance(one, str)), None),
    )


def plain_case(programme: Programme) -> Imagined:
    """Return the case in which nothing was said, and settings are as they come."""
    index = programme.index
    defaults = {key: one.default for key, one in index.settings.items()}
    return Imagined(
        settings={key: one for key, one in defaults.items() if one is not None},
        askers={
            key: tuple(step.key for step in steps)
            for key, steps in index.asked_in.items()
        },
    )


def is_free_to_hold(condition: Condition, case: Imagined) -> bool:
    """Tell whether *condition* would hold if every unknown part of it were false."""
    if isinstance(condition, Not):
        return not is_free_to_hold(condition.of, case)
    if isinstance(condition, Derived):
        return is_free_to_hold(condition.of, case)
    if isinstance(condition, Either):
        return any(is_free_to_hold(part, case) for part in condition.parts)
    if isinstance(condition, Both | Needs):
        return all(is_free_to_hold(part, case) for part in condition.inner())
    if isinstance(condition, Some):
        lines = case.lines(condition.track)
        return any(is_free_to_hold(condition.of, line) for line in lines)
    if isinstance(condition, Each):
        lines = case.lines(condition.track)
        return all(is_free_to_hold(condition.of, line) for line in lines)
    return condition.weigh(case) == TRUE
