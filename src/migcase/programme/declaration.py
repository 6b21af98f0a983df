"""A programme: what an office does with one sort of case.

A programme checks itself when it is made: all faults are raised at once.  What it
offers beyond its words are indexes, worked out once, so that judging a case never
walks the whole programme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from attrs import field, frozen

from migcase.errors import BadProgramme
from migcase.kinds import Kind
from migcase.programme.anatomy import (
    all_fields,
    all_roles,
    all_settings,
    all_steps,
    all_tracks,
    home_of,
    step_reads,
    stopped_by,
    track_reads,
)
from migcase.programme.checks import faults
from migcase.programme.clocks import Clock, clocks, moves_daily
from migcase.programme.conditions import (
    Condition,
    Expression,
    Field,
    Read,
    Setting,
)
from migcase.programme.places import Place, place_of_declaration
from migcase.programme.roles import several
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

# Who reads what: a step key, and whether it reads it in every line.
Reader = tuple[str, bool]


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


@frozen(eq=False)
class Programme:
    """The steps, tracks, holds, milestones and endings of one sort of case.

    *about* is the kind of thing a case is about; *requires* what must be true to open
    one; *asks* what is asked on opening; *keep* how long a closed file is kept.
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
    summary: str = ""
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)
    index: Index = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        found = faults(self)
        if found:
            raise BadProgramme(str(self.key), found)
        object.__setattr__(self, "index", Index.of(self))

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


@frozen(eq=False)
class Index:
    """What is looked up while a case is judged; worked out once for a programme.

    *readers* tells for each thing that may change which steps look at it, *reads* what
    a condition reads (by its identity), *home* the track that a question belongs to
    (None: the case), *stage_number* the stage of each step that is owed, *leftovers*
    the steps that only an ending or a hold brings up, *relief* the holds that bring
    one up, *stops* the steps each hold stops, *conflicts* whose hands a step must not
    share.
    """

    steps: Mapping[str, Step]
    tracks: Mapping[str, Track]
    fields: Mapping[str, Field[object]]
    roles: Mapping[str, Role]
    settings: Mapping[str, Setting[object]]
    outcomes: Mapping[str, Outcome]
    holds: Mapping[str, Hold]
    stage_of: Mapping[str, Stage]
    stage_number: Mapping[str, int]
    asked_in: Mapping[str, tuple[Step, ...]]
    home: Mapping[str, str | None]
    leftovers: frozenset[str]
    relief: Mapping[str, tuple[Hold, ...]]
    stops: Mapping[str, frozenset[str]]
    uncounted: frozenset[str]
    readers: Mapping[tuple[str, str], tuple[Reader, ...]]
    track_readers: Mapping[tuple[str, str], tuple[str, ...]]
    reads: Mapping[int, tuple[Read, ...]]
    hold_reads: frozenset[tuple[str, str]]
    hold_steps: tuple[str, ...]
    moves_daily: bool
    clocks: tuple[Clock, ...]
    expiring: tuple[Step, ...]
    embargoed: tuple[Step, ...]
    conflicts: Mapping[str, tuple[Step | Role, ...]]

    @classmethod
    def of(cls, programme: Programme) -> Index:
        """Return the index of *programme*, whose faults were looked for before."""
        steps = {step.key: step for step in all_steps(programme)}
        tracks = {track.key: track for track in all_tracks(programme)}
        asked: dict[str, list[Step]] = {}
        readers: dict[tuple[str, str], dict[Reader, None]] = {}
        for step in steps.values():
            for question in step.asks:
                asked.setdefault(question.key, []).append(step)
            for sort, key, wide in step_reads(step):
                readers.setdefault((sort, key), {})[step.key, wide] = None
        track_readers: dict[tuple[str, str], dict[str, None]] = {}
        for track in tracks.values():
            for sort, key, _ in track_reads(track):
                track_readers.setdefault((sort, key), {})[track.key] = None
        stops = {hold.key: stopped_by(hold, programme) for hold in programme.holds}
        relief: dict[str, list[Hold]] = {}
        for hold in programme.holds:
            for step in hold.then:
                relief.setdefault(step.key, []).append(hold)
        left = {s.key for o in programme.outcomes for s in o.then} | set(relief)
        staged = {step.key: stage for stage in programme.stages for step in stage.steps}
        conflicts: dict[str, dict[Step | Role, None]] = {}
        for step in steps.values():
            for other in step.not_by:
                conflicts.setdefault(step.key, {})[other] = None
                if isinstance(other, Step):
                    conflicts.setdefault(other.key, {})[step] = None
        hold_reads = {
            (sort, key)
            for hold in programme.holds
            if hold.when is not None
            for sort, key, _ in hold.when.reads()
        }
        return cls(
            steps=steps,
            tracks=tracks,
            fields={one.key: one for one in all_fields(programme)},
            roles={role.key: role for role in all_roles(programme)},
            settings={one.key: one for one in all_settings(programme)},
            outcomes={outcome.key: outcome for outcome in programme.outcomes},
            holds={hold.key: hold for hold in programme.holds},
            stage_of=staged,
            stage_number={
                step.key: number
                for number, stage in enumerate(programme.stages)
                for step in stage.steps
                if not step.optional
            },
            asked_in={key: tuple(found) for key, found in asked.items()},
            home=dict(home_of(programme)),
            leftovers=frozenset(left - set(staged)),
            relief={key: tuple(found) for key, found in relief.items()},
            stops=stops,
            uncounted=frozenset(o.key for o in programme.outcomes if not o.counts),
            readers={key: tuple(found) for key, found in readers.items()},
            track_readers={key: tuple(found) for key, found in track_readers.items()},
            reads={id(one): tuple(one.reads()) for one in _conditions_of(programme)},
            hold_reads=frozenset(hold_reads),
            clocks=tuple(clocks(programme, dict(home_of(programme)))),
            expiring=tuple(step for step in steps.values() if step.valid is not None),
            embargoed=tuple(
                one for one in steps.values() if one.not_before is not None
            ),
            moves_daily=moves_daily(programme)
            or any(sort == "linked" for sort, _ in readers),
            hold_steps=tuple(sorted(set().union(*stops.values(), relief))),
            conflicts={key: tuple(found) for key, found in conflicts.items()},
        )


def _conditions_of(programme: Programme) -> Iterator[Condition]:
    """Yield the conditions whose days are asked for while a case is judged."""
    for step in all_steps(programme):
        yield from (one for one in (step.when, step.again) if one is not None)
    for hold in programme.holds:
        if hold.when is not None:
            yield hold.when
