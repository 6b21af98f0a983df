"""What is looked up in a programme while a case is judged.

Worked out once, when the programme is declared, so that judging never walks the whole
of it.  Nothing here is declared, and nothing here says whether it is well declared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from migcase.kinds import PERSON, SEALED
from migcase.programme.anatomy import (
    Declared,
    all_fields,
    all_roles,
    all_settings,
    all_steps,
    all_tracks,
    home_of,
    stopped_by,
)
from migcase.programme.clocks import (
    Clock,
    clocks,
    compared,
    moves_after_its_end,
    moves_daily,
)
from migcase.programme.conditions import Condition, Field, Read, Setting
from migcase.programme.dependence import in_order, step_reads
from migcase.programme.grounds import Grounds
from migcase.programme.readers import Readers, What, readers
from migcase.programme.reliance import Reliance, reliances
from migcase.programme.walking import Walks
from migcase.programme.words import Hold, Outcome, Role, Stage, Step, Track


@frozen(eq=False)
class Index:
    """What is looked up while a case is judged; worked out once for a programme.

    *readers* tells for each thing that may change who looks at it, *reads* what a
    condition reads (by its identity). *order* is the place of each step after all those
    whose standing it reads, None where they read each other's in a circle. *track_of*
    is the track of each step, *home* the one that a question belongs to (None: the
    case), *stage_number* the stage of each step that is owed. *leftovers* are the steps
    that only an ending or a hold brings up, *relief* the holds that bring one up,
    *stops* the steps each hold stops, *conflicts* whose hands a step must not share,
    *kept_from* the endings that are kept from its hands. *clocks* are the days that
    today is compared with, *clock_reads* what those read; *moves_daily* tells whether a
    day that moves along with today is compared with anything, *moves_after_its_end*
    whether a closed case may change on any day. *dated* are the steps that expire or
    have a day before which they are not offered. *elsewhere* is what is read in other
    cases, *restless* are the holds that may change although nothing is said in this
    case, *about_people* the questions that a person answers, *sealed* those whose
    answers only their readers can open, *grounds* what waits for a legal basis,
    *relies* what decides about an entry by what is read outside the case.
    """

    steps: Mapping[str, Step]
    track_of: Mapping[str, str | None]
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
    readers: Mapping[What, Readers]
    reads: Mapping[int, tuple[Read, ...]]
    order: Mapping[str, int] | None
    elsewhere: tuple[What, ...]
    restless: tuple[Hold, ...]
    about_people: frozenset[str]
    sealed: frozenset[str]
    moves_daily: bool
    moves_after_its_end: bool
    clocks: tuple[Clock, ...]
    clock_reads: frozenset[What]
    expiring: tuple[Step, ...]
    embargoed: tuple[Step, ...]
    dated: frozenset[str]
    conflicts: Mapping[str, tuple[Step | Role, ...]]
    kept_from: Mapping[str, tuple[Outcome, ...]]
    grounds: Grounds
    relies: Mapping[tuple[str, str], Reliance]

    @classmethod
    def of(cls, programme: Declared, walks: Walks) -> Index:
        """Return the index of *programme*, whose faults were looked for before."""
        steps = {step.key: step for step in all_steps(programme)}
        tracks = {track.key: track for track in all_tracks(programme)}
        grounds = Grounds.of(programme)
        reads = {
            one.key: tuple(step_reads(one, grounds, walks)) for one in steps.values()
        }
        comparisons = compared(programme, walks)
        asked: dict[str, list[Step]] = {}
        for step in steps.values():
            for question in step.asks:
                asked.setdefault(question.key, []).append(step)
        read_by = readers(programme, steps, reads, grounds, walks)
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
        kept_from: dict[str, dict[Outcome, None]] = {}
        for outcome in programme.outcomes:
            for other in outcome.not_by:
                if isinstance(other, Step):
                    kept_from.setdefault(other.key, {})[outcome] = None
        dated = tuple(clocks(comparisons, dict(home_of(programme))))
        expiring = tuple(one for one in steps.values() if one.valid is not None)
        embargoed = tuple(one for one in steps.values() if one.not_before is not None)
        return cls(
            steps=steps,
            track_of={key: step.track for key, step in steps.items()},
            tracks=tracks,
            fields={one.key: one for one in all_fields(programme)},
            roles={role.key: role for role in all_roles(programme)},
            settings={one.key: one for one in all_settings(programme, walks)},
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
            readers=read_by,
            reads={id(one): walks.reads(one) for one in _conditions_of(programme)},
            order=in_order(reads, relief, walks),
            elsewhere=tuple(what for what in read_by if what[0] == "linked"),
            restless=tuple(
                one for one in programme.holds if _reads_what_nobody_says(one)
            ),
            about_people=frozenset(
                one.key
                for one in all_fields(programme)
                if PERSON.name in (one.kind.name, one.kind.target)
            ),
            sealed=frozenset(
                one.key for one in all_fields(programme) if one.secrecy == SEALED
            ),
            clocks=dated,
            clock_reads=frozenset(
                (sort, key) for clock, _ in dated for sort, key, _ in clock.reads()
            ),
            expiring=expiring,
            embargoed=embargoed,
            dated=frozenset(one.key for one in (*expiring, *embargoed)),
            moves_daily=moves_daily(comparisons, walks),
            moves_after_its_end=moves_after_its_end(programme, walks),
            conflicts={key: tuple(found) for key, found in conflicts.items()},
            kept_from={key: tuple(found) for key, found in kept_from.items()},
            grounds=grounds,
            relies=reliances(programme, grounds, walks),
        )


def _reads_what_nobody_says(hold: Hold) -> bool:
    """Tell whether *hold* reads a setting, or another case."""
    reads = () if hold.when is None else hold.when.reads()
    return any(sort in ("setting", "linked") for sort, _, _ in reads)


def _conditions_of(programme: Declared) -> Iterator[Condition]:
    """Yield the conditions whose days are asked for while a case is judged."""
    for step in all_steps(programme):
        yield from (one for one in (step.when, step.again) if one is not None)
    for hold in programme.holds:
        if hold.when is not None:
            yield hold.when
    yield from (milestone.when for milestone in programme.milestones)
