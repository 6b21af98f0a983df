"""A programme: what an office does with one sort of case.

A programme checks itself when it is made: all faults are raised at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from attrs import field, frozen

from migcase.errors import BadProgramme
from migcase.kinds import Kind
from migcase.programme.checks import faults
from migcase.programme.conditions import (
    Condition,
    Expression,
    Field,
    maybe_condition,
)
from migcase.programme.index import Index
from migcase.programme.places import Place, place_of_declaration
from migcase.programme.roles import several
from migcase.programme.walking import Walks
from migcase.programme.words import (
    Hold,
    Milestone,
    Outcome,
    Role,
    Stage,
    Step,
    Track,
    conditions,
    fields,
    roles,
    span,
)


def _stages(given: Stage | Iterable[Stage]) -> tuple[Stage, ...]:
    return cast("tuple[Stage, ...]", several(given))


def _outcomes(given: Outcome | Iterable[Outcome]) -> tuple[Outcome, ...]:
    return cast("tuple[Outcome, ...]", several(given))


def _holds(given: Hold | Iterable[Hold]) -> tuple[Hold, ...]:
    return cast("tuple[Hold, ...]", several(given))


def _milestones(given: Milestone | Iterable[Milestone]) -> tuple[Milestone, ...]:
    return cast("tuple[Milestone, ...]", several(given))


def _tracks(given: Track | Iterable[Track]) -> tuple[Track, ...]:
    return cast("tuple[Track, ...]", several(given))


def _before(
    given: Step | Track | Hold | Iterable[Step | Track | Hold],
) -> tuple[Step | Track | Hold, ...]:
    return cast("tuple[Step | Track | Hold, ...]", several(given))


@frozen(eq=False)
class Programme:
    """The steps, tracks, holds, milestones and endings of one sort of case.

    *about* is the kind of thing a case is about; *requires* what must be true to open
    one; *asks* what is asked on opening; *keep* how long a closed file is kept.
    *basis* is what makes it lawful to write about people; while it is not true, only
    the steps, tracks and holds of *before_basis* take anything personal.  Where
    the office has keys, only those who wear a role of *sealed_to* can read a file.
    """

    key: str
    version: int
    title: str
    stages: tuple[Stage, ...] = field(converter=_stages)
    outcomes: tuple[Outcome, ...] = field(default=(), converter=_outcomes)
    holds: tuple[Hold, ...] = field(default=(), converter=_holds)
    milestones: tuple[Milestone, ...] = field(default=(), converter=_milestones)
    about: Kind[object] | None = None
    opened_by: tuple[Role, ...] = field(default=(), converter=roles)
    requires: tuple[Condition, ...] = field(default=(), converter=conditions)
    asks: tuple[Field[object], ...] = field(default=(), converter=fields)
    tracks: tuple[Track, ...] = field(default=(), converter=_tracks)
    keep: Expression[object] | None = field(default=None, converter=span)
    basis: Condition | None = field(default=None, converter=maybe_condition)
    before_basis: tuple[Step | Track | Hold, ...] = field(default=(), converter=_before)
    sealed_to: tuple[Role, ...] = field(default=(), converter=roles)
    summary: str = ""
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)
    index: Index = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        walks = Walks()  # of both: every command declares all programmes again
        found = faults(self, walks)
        if found:
            raise BadProgramme(str(self.key), found)
        object.__setattr__(self, "index", Index.of(self, walks))

    @property
    def steps(self) -> Mapping[str, Step]:
        """Return every step by its key, in the order of declaration."""
        return self.index.steps

    def outcome(self, key: str) -> Outcome | None:
        """Return the ending with that key, if there is one."""
        return self.index.outcomes.get(key)

    def hold(self, key: str) -> Hold | None:
        """Return the hold with that key, if there is one."""
        return self.index.holds.get(key)
