"""What a programme is made of, and what each part of it reads.

How conditions and values are walked through is in `migcase.programme.walking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from migcase.programme.conditions import (
    Condition,
    Expression,
    Field,
    Setting,
)
from migcase.programme.places import Place
from migcase.programme.walking import Node, Walks
from migcase.programme.words import Hold, Milestone, Outcome, Role, Stage, Step, Track


class Declared(Protocol):
    """The parts of a programme, as its author wrote them."""

    @property
    def key(self) -> str: ...
    @property
    def where(self) -> Place: ...
    @property
    def stages(self) -> tuple[Stage, ...]: ...
    @property
    def outcomes(self) -> tuple[Outcome, ...]: ...
    @property
    def holds(self) -> tuple[Hold, ...]: ...
    @property
    def milestones(self) -> tuple[Milestone, ...]: ...
    @property
    def opened_by(self) -> tuple[Role, ...]: ...
    @property
    def requires(self) -> tuple[Condition, ...]: ...
    @property
    def asks(self) -> tuple[Field[object], ...]: ...
    @property
    def tracks(self) -> tuple[Track, ...]: ...
    @property
    def keep(self) -> Expression[object] | None: ...
    @property
    def basis(self) -> Condition | None: ...
    @property
    def before_basis(self) -> tuple[Step | Track | Hold, ...]: ...
    @property
    def sealed_to(self) -> tuple[Role, ...]: ...


def all_steps(programme: Declared) -> Iterator[Step]:
    """Return every step once: of the stages, then what endings and holds leave."""
    sources: list[tuple[Step, ...]] = [stage.steps for stage in programme.stages]
    sources += [outcome.then for outcome in programme.outcomes]
    sources += [hold.then for hold in programme.holds]
    return iter({id(step): step for source in sources for step in source}.values())


def all_tracks(programme: Declared) -> Iterator[Track]:
    """Return every track once, in the order in which it is met."""
    found = list(programme.tracks)
    found += [step.of for step in all_steps(programme) if step.of is not None]
    found += [outcome.of for outcome in programme.outcomes if outcome.of is not None]
    return iter({id(track): track for track in found}.values())


def asked(programme: Declared) -> Iterator[tuple[Field[object], str | None]]:
    """Yield every question with the track it is asked in, None for the case."""
    for question in programme.asks:
        yield question, None
    for track in all_tracks(programme):
        for question in track.asks:
            yield question, track.key
    for step in all_steps(programme):
        for question in step.asks:
            yield question, step.track
    for hold in programme.holds:
        for question in hold.asks:
            yield question, None
    for outcome in programme.outcomes:
        for question in outcome.asks:
            yield question, None if outcome.of is None else outcome.of.key


def all_fields(programme: Declared) -> Iterator[Field[object]]:
    """Return every question once, in the order of asking."""
    return iter({id(one): one for one, _ in asked(programme)}.values())


def home_of(programme: Declared) -> Iterator[tuple[str, str | None]]:
    """Yield the key of each question and the track it belongs to."""
    for question, track in asked(programme):
        yield question.key, track


def all_roles(programme: Declared) -> Iterator[Role]:
    """Return every role once, in the order in which it is met."""
    groups: list[tuple[Role, ...]] = [programme.opened_by]
    for step in all_steps(programme):
        groups += [step.by, step.waived_by, step.reopened_by, step.read_by, step.tells]
        groups.append(tuple(one for one in step.not_by if isinstance(one, Role)))
    for track in all_tracks(programme):
        groups.append(track.opened_by)
    for hold in programme.holds:
        groups += [hold.by, hold.released_by]
    for outcome in programme.outcomes:
        groups += [outcome.by, outcome.reopened_by, outcome.read_by]
        groups.append(tuple(one for one in outcome.not_by if isinstance(one, Role)))
    groups += [milestone.tells for milestone in programme.milestones]
    groups.append(programme.sealed_to)
    groups += [question.read_by for question in all_fields(programme)]
    return iter({id(role): role for group in groups for role in group}.values())


def all_settings(
    programme: Declared, walks: Walks | None = None
) -> Iterator[Setting[object]]:
    """Yield every setting that anything in the programme reads, once."""
    found: dict[str, Setting[object]] = {}
    for node in all_nodes(programme, walks):
        if isinstance(node, Setting):
            found.setdefault(node.key, node)
    yield from found.values()


def all_nodes(programme: Declared, walks: Walks | None = None) -> Iterator[Node]:
    """Yield every condition and value that the programme is written with."""
    words: Iterable[object] = (
        *all_steps(programme),
        *all_tracks(programme),
        *programme.holds,
        *programme.milestones,
        *programme.outcomes,
        *all_fields(programme),
    )
    walks = walks or Walks()
    for word in words:
        yield from (node for _, node in walks.through(word))
    for condition in (*programme.requires, programme.basis, programme.keep):
        if condition is not None:
            yield from walks.within(condition)


def stopped_by(hold: Hold, programme: Declared) -> frozenset[str]:
    """Return the keys of the steps that *hold* stops."""
    stages = {stage.title: stage for stage in programme.stages}
    stages |= {stage.key: stage for stage in programme.stages}
    own = {step.key for step in hold.then}
    if not hold.stops:
        staged = (step.key for stage in programme.stages for step in stage.steps)
        return frozenset(staged) - own
    found: set[str] = set()
    for one in hold.stops:
        if isinstance(one, Step):
            found.add(one.key)
        elif one in stages:
            found |= {step.key for step in stages[one].steps}
    return frozenset(found) - own
