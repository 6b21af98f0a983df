"""What is wrong with a declaration, all at once.

Only what can be said from the declaration itself: names, owners, circles of order;
what its conditions read is for `migcase.programme.reading`.  Whether every case can
come to an end is for `migcase.judgement.soundness`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from migcase.errors import Fault
from migcase.kinds import Kind
from migcase.programme.anatomy import (
    Declared,
    all_fields,
    all_nodes,
    all_roles,
    all_steps,
    all_tracks,
)
from migcase.programme.conditions import Derived
from migcase.programme.faults import Placed, fault_in
from migcase.programme.fields import Field, Setting
from migcase.programme.grounds import ungrounded
from migcase.programme.near import near
from migcase.programme.owning import locked_out, unowned
from migcase.programme.reading import misread
from migcase.programme.settings import STATUSES
from migcase.programme.shapes import misshapen
from migcase.programme.walking import Node, Walks
from migcase.programme.words import Outcome, Step

__all__ = ["faults", "near"]

SECRECIES = ("process", "personal", "sensitive", "sealed")
Settings = tuple[Setting[object], ...]
_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


def faults(programme: Declared, walks: Walks) -> tuple[Fault, ...]:
    """Return every fault in what *programme* declares, in the order of its file."""
    found = list(misshapen(programme, walks))
    if not found:
        settings = _every_setting(nodes := tuple(all_nodes(programme, walks)))
        found = [
            *_names(programme, settings),
            *_clashes(programme, nodes, settings),
            *_kinds(programme, settings),
            *_orders(programme),
            *_circles(programme, walks),
            *_holds(programme),
            *unowned(programme),
            *locked_out(programme),
            *ungrounded(programme),
            *misread(programme, walks),
        ]
    unique = {(fault.code, str(fault)): fault for fault in found}
    return tuple(sorted(unique.values(), key=_line))


def _line(fault: Fault) -> tuple[str, int]:
    file, _, line = fault.where.rpartition(":")
    return file, int(line) if line.isdecimal() else 0


def _names(programme: Declared, settings: Settings) -> Iterator[Fault]:
    """Yield keys that cannot be typed at a command line, and missing labels."""
    if not programme.stages:
        yield fault_in(programme, "no-stages")
    for stage in programme.stages:
        if not stage.steps:
            yield fault_in(stage, "no-steps")
    version = getattr(programme, "version", 1)
    if type(version) is not int or version < 1:
        yield fault_in(programme, "bad-version")
    for word in (programme, *_words(programme, settings)):
        if not _KEY.fullmatch(word.key):
            yield fault_in(word, "bad-key")
        label = "question" if isinstance(word, Field) else "title"
        if not getattr(word, label).strip():
            yield fault_in(word, "no-label", {"argument": label})


def _clashes(
    programme: Declared, nodes: Iterable[Node], settings: Settings
) -> Iterator[Fault]:
    """Yield two different things under one key."""
    # One line may make a derived condition for several tracks, under one name.
    derived = {
        (node.key, str(node.where)): node for node in nodes if isinstance(node, Derived)
    }
    groups: tuple[Iterable[Placed], ...] = (
        all_steps(programme),
        all_tracks(programme),
        all_fields(programme),
        all_roles(programme),
        settings,
        derived.values(),
        programme.outcomes,
        programme.holds,
        programme.milestones,
        programme.stages,
    )
    for group in groups:
        seen: dict[str, Placed] = {}
        for word in group:
            other = seen.setdefault(word.key, word)
            if other is not word:
                yield fault_in(word, "used-twice", {"also": str(other.where)})
    staged: dict[str, str] = {}
    for stage in programme.stages:
        for step in stage.steps:
            title = staged.setdefault(step.key, stage.title)
            if title != stage.title:
                values = {"stages": f"{title}, {stage.title}"}
                yield fault_in(step, "in-two-stages", values)


def _kinds(programme: Declared, settings: Settings) -> Iterator[Fault]:
    """Yield kinds that take nothing, and what a question or setting says amiss."""
    for question in all_fields(programme):
        if question.secrecy not in SECRECIES:
            values = {"secrecy": question.secrecy}
            hint = near(question.secrecy, SECRECIES)
            yield fault_in(question, "bad-secrecy", values, near=hint)
        yield from _empty_kind(question, question.kind)
    for setting in settings:
        if setting.status not in STATUSES:
            hint = near(setting.status, STATUSES)
            yield fault_in(setting, "bad-status", {"status": setting.status}, near=hint)
        if setting.default is not None and not setting.kind.accepts(setting.default):
            values = {"value": str(setting.default), "kind": setting.kind.name}
            yield fault_in(setting, "bad-default", values)
        yield from _empty_kind(setting, setting.kind)


def _empty_kind(word: Placed, kind: Kind[object]) -> Iterator[Fault]:
    low, high = kind.minimum, kind.maximum
    if low is not None and high is not None and low > high:
        yield fault_in(word, "bad-bounds", {"minimum": low, "maximum": high})
    if kind.name not in ("one of", "many of") or kind.target:
        return
    listed: tuple[object, ...] = kind.choices
    if not listed:
        yield fault_in(word, "no-choices")
    for choice in listed:
        if not isinstance(choice, str) or not re.fullmatch(r"[^\s,][^,]*", choice):
            yield fault_in(word, "bad-choices", {"choice": repr(choice)})
        elif listed.count(choice) > 1:
            yield fault_in(word, "choice-twice", {"choice": choice})


def _orders(programme: Declared) -> Iterator[Fault]:
    """Yield steps that wait for, or are kept apart from, a step not in any stage."""
    steps = {step.key for step in all_steps(programme)}
    words: list[Step | Outcome] = [*all_steps(programme), *programme.outcomes]
    for word in words:
        others = {"after": word.after, "not_by": word.not_by}
        for argument, listed in others.items():
            for other in listed:
                if isinstance(other, Step) and other.key not in steps:
                    values = {"argument": argument, "name": other.key}
                    hint = near(other.key, steps)
                    yield fault_in(word, "unknown-step", values, near=hint)
    for step in all_steps(programme):
        before = {one.key for one in step.after}
        for other in step.doubted_by:
            if other.key not in before:
                hint = near(other.key, before)
                yield fault_in(
                    step, "doubted-not-after", {"name": other.key}, near=hint
                )
    for outcome in programme.outcomes:
        if outcome.of is not None and outcome.then:
            yield fault_in(outcome, "line-leaves-steps")
        if outcome.of is not None and outcome.keep is not None:
            yield fault_in(outcome, "line-keeps-file")


def _circles(programme: Declared, walks: Walks) -> Iterator[Fault]:
    """Yield each circle that is met, with the steps it runs through."""
    steps = {step.key: step for step in all_steps(programme)}
    after = {
        key: sorted(_awaited(step, programme, walks)) for key, step in steps.items()
    }
    finished: set[str] = set()
    for start in sorted(after):
        if start in finished:
            continue
        path, stack = [start], [iter(after[start])]
        while stack:
            following = next(stack[-1], None)
            if following is None:
                finished.add(path.pop())
                stack.pop()
            elif following in path:
                yield _circle(steps, path[path.index(following) :])
            elif following not in finished and following in after:
                stack.append(iter(after[following]))
                path.append(following)


def _awaited(step: Step, programme: Declared, walks: Walks) -> set[str]:
    """Return the steps whose standing decides how *step* stands."""
    parts = [step.when, step.again, step.valid, *step.requires]
    parts += [hold.when for hold in programme.holds if step in hold.then]
    reads = (read for part in parts if part is not None for read in walks.reads(part))
    settled = {key for sort, key, _ in reads if sort == "settled"}
    return settled | {before.key for before in step.after}


def _circle(steps: dict[str, Step], circle: list[str]) -> Fault:
    turn = circle.index(min(circle))
    named = " → ".join((*circle[turn:], *circle[:turn], min(circle)))
    return fault_in(steps[min(circle)], "circle", {"steps": named})


def _holds(programme: Declared) -> Iterator[Fault]:
    """Yield holds that stop something unknown, or that nobody can declare."""
    stages = {stage.title for stage in programme.stages}
    stages |= {stage.key for stage in programme.stages}
    steps = {step.key for step in all_steps(programme)}
    for hold in programme.holds:
        for one in hold.stops:
            name = one.key if isinstance(one, Step) else one
            known = steps if isinstance(one, Step) else stages
            if name not in known:
                hint = near(name, known)
                yield fault_in(hold, "unknown-stage", {"stops": name}, near=hint)
        if hold.when is None and not hold.by:
            yield fault_in(hold, "nobody-holds")


def _every_setting(nodes: Iterable[Node]) -> Settings:
    """Return every setting once, also where two have the same key."""
    return tuple({id(one): one for one in nodes if isinstance(one, Setting)}.values())


def _words(programme: Declared, settings: Settings) -> Iterator[Placed]:
    yield from all_roles(programme)
    yield from all_steps(programme)
    yield from all_tracks(programme)
    yield from all_fields(programme)
    yield from settings
    yield from programme.outcomes
    yield from programme.holds
    yield from programme.milestones
    yield from programme.stages
