"""What is wrong with a declaration, all at once.

Only what can be said from the declaration itself: names, kinds, scopes, circles of
order.  Whether every case can come to an end is for `migcase.judgement.soundness`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from migcase.errors import Fault
from migcase.kinds import NonAnswer
from migcase.programme.anatomy import (
    Declared,
    Node,
    all_fields,
    all_roles,
    all_steps,
    all_tracks,
    asked,
    nodes_of,
    walk,
)
from migcase.programme.conditions import (
    AtStep,
    Compare,
    DependingOn,
    Done,
    Expression,
    Field,
    IsIn,
    Literal,
    Setting,
    Settled,
    StepOn,
)
from migcase.programme.lines import Count, Each, Ended, Extreme, Some, Total
from migcase.programme.words import Hold, Outcome, Stage, Step, Track

SECRECIES = ("process", "personal", "sensitive", "sealed")
_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


def faults(programme: Declared) -> tuple[Fault, ...]:
    """Return every fault in what *programme* declares, in the order of its file."""
    found = [
        *_names(programme),
        *_clashes(programme),
        *_orders(programme),
        *_circles(programme),
        *_homes(programme),
        *_references(programme),
        *_choices(programme),
        *_holds(programme),
        *_owners(programme),
    ]
    return tuple(found)


def near(word: str, words: Iterable[str]) -> str:
    """Return the one of *words* that was probably meant, or nothing."""
    return next(iter(get_close_matches(word, sorted(set(words)), 1)), "")


def _names(programme: Declared) -> Iterator[Fault]:
    """Yield keys that cannot be typed at a command line."""
    if not _KEY.fullmatch(programme.key):
        yield Fault("bad-key", f"programme {programme.key!r}")
    if not programme.stages:
        yield Fault("no-stages", f"programme {programme.key}")
    version = getattr(programme, "version", 1)
    if type(version) is not int or version < 1:
        yield Fault("bad-version", f"programme {programme.key}")
    for word in _words(programme):
        if not _KEY.fullmatch(word.key):
            yield Fault("bad-key", _thing(word), str(word.where))
    for question in all_fields(programme):
        if question.secrecy not in SECRECIES:
            hint = near(question.secrecy, SECRECIES)
            yield Fault("bad-secrecy", _thing(question), str(question.where), hint)


def _clashes(programme: Declared) -> Iterator[Fault]:
    """Yield two different things under one key."""
    groups: tuple[Iterable[Named], ...] = (
        tuple(all_steps(programme)),
        tuple(all_tracks(programme)),
        tuple(all_fields(programme)),
        tuple(all_roles(programme)),
        programme.outcomes,
        programme.holds,
        programme.milestones,
        programme.stages,
    )
    for group in groups:
        seen: dict[str, Named] = {}
        for word in group:
            other = seen.setdefault(word.key, word)
            if other is not word:
                values = {"also": str(other.where)}
                yield Fault("used-twice", _thing(word), str(word.where), values=values)
    staged: dict[str, Stage] = {}
    for stage in programme.stages:
        for step in stage.steps:
            other_stage = staged.setdefault(step.key, stage)
            if other_stage is not stage:
                values = {"stages": f"{other_stage.title}, {stage.title}"}
                yield Fault("in-two-stages", _thing(step), str(step.where), "", values)


def _orders(programme: Declared) -> Iterator[Fault]:
    """Yield steps that wait for, or are kept apart from, a step not in any stage."""
    steps = {step.key for step in all_steps(programme)}
    for word in (*all_steps(programme), *programme.outcomes):
        others = (*word.after, *(one for one in word.not_by if isinstance(one, Step)))
        for other in others:
            if other.key not in steps:
                hint = near(other.key, steps)
                values = {"step": other.key}
                yield Fault("unknown-step", _thing(word), str(word.where), hint, values)
    for outcome in programme.outcomes:
        if outcome.of is not None and outcome.then:
            yield Fault("line-leaves-steps", _thing(outcome), str(outcome.where))


def _circles(programme: Declared) -> Iterator[Fault]:
    """Yield each circle of `after` once, with the steps it runs through."""
    after = {step.key: [b.key for b in step.after] for step in all_steps(programme)}
    places = {step.key: step.where for step in all_steps(programme)}
    finished: set[str] = set()
    for start in after:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in finished:
            stack.append((start, iter(sorted(after[start]))))
            path.append(start)
        while stack:
            key, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                finished.add(key)
                stack.pop()
                path.pop()
            elif following in path:
                circle = path[path.index(following) :]
                turn = circle.index(min(circle))
                named = " → ".join((*circle[turn:], *circle[:turn], min(circle)))
                place = str(places[min(circle)])
                yield Fault(
                    "circle", f"step {min(circle)}", place, "", {"steps": named}
                )
            elif following not in finished and following in after:
                stack.append((following, iter(sorted(after[following]))))
                path.append(following)


def _homes(programme: Declared) -> Iterator[Fault]:
    """Yield questions that belong both to the case and to a track, or to two."""
    homes: dict[str, str | None] = {}
    for question, track in asked(programme):
        if homes.setdefault(question.key, track) != track:
            where = str(question.where)
            names = {"homes": f"{homes[question.key] or 'case'}, {track or 'case'}"}
            yield Fault("two-homes", _thing(question), where, "", names)
    own = {key for key, home in homes.items() if home is not None}
    for word in (*programme.holds, *programme.milestones):
        yield from _out_of_scope(word, own, homes)
    for step in all_steps(programme):
        foreign = {key for key in own if homes[key] != step.track}
        yield from _out_of_scope(step, foreign, homes)
    for outcome in programme.outcomes:
        home = None if outcome.of is None else outcome.of.key
        foreign = {key for key in own if homes[key] != home}
        yield from _out_of_scope(outcome, foreign, homes)


def _out_of_scope(
    word: Named, foreign: set[str], homes: dict[str, str | None]
) -> Iterator[Fault]:
    """Yield questions of a track that *word* reads without saying in which line."""
    reads = {
        key
        for _, node in _own_conditions(word)
        for sort, key, wide in node.reads()
        if sort == "fact" and not wide
    }
    for key in sorted(reads & foreign):
        values = {"question": key, "track": homes[key]}
        yield Fault("which-line", _thing(word), str(word.where), "", values)


def _own_conditions(word: object) -> Iterator[tuple[str, Node]]:
    for name in ("when", "again", "requires", "within", "not_before", "valid"):
        given = getattr(word, name, None)
        for one in given if isinstance(given, tuple) else (given,):
            if one is not None:
                yield name, one


def _references(programme: Declared) -> Iterator[Fault]:
    """Yield conditions on things that the programme does not have."""
    steps = {step.key for step in all_steps(programme)}
    tracks = {track.key for track in all_tracks(programme)}
    fields = {question.key for question in all_fields(programme)}
    endings = {outcome.key for outcome in programme.outcomes if outcome.of is not None}
    for word in _readers(programme):
        for argument, node in nodes_of(word):
            if isinstance(node, Done | Settled | StepOn | AtStep):
                names, sort, known = [node.step], "unknown-step", steps
            elif isinstance(node, Some | Each | Count | Total | Extreme):
                names, sort, known = [node.track], "unknown-track", tracks
            elif isinstance(node, Ended):
                names, sort, known = list(node.outcomes), "unknown-outcome", endings
            elif isinstance(node, Field) and not _elsewhere(word, node):
                names, sort, known = [node.key], "never-asked", fields
            else:
                continue
            for name in names:
                if name not in known:
                    values = {"in": argument, "name": name}
                    hint = near(name, known)
                    yield Fault(sort, _thing(word), str(word.where), hint, values)


def _elsewhere(word: object, question: Field[object]) -> bool:
    """Tell whether *question* is only read in a linked case."""
    from migcase.programme.lines import Linked, LinkedValue

    for _, node in nodes_of(word):
        if isinstance(node, Linked | LinkedValue):
            if any(inside is question for inside in walk(node.of)):
                return True
    return False


def _choices(programme: Declared) -> Iterator[Fault]:
    """Yield comparisons with a value that the question can never have."""
    for word in _readers(programme):
        for _, node in nodes_of(word):
            if isinstance(node, Compare | IsIn):
                yield from _unanswerable(word, node.left, node.right, str(node.where))
                yield from _unanswerable(word, node.right, node.left, str(node.where))
            elif isinstance(node, DependingOn) and isinstance(node.field, Field):
                for choice in node.values:
                    literal = Literal[object](choice)
                    place = str(word.where)
                    yield from _unanswerable(word, node.field, literal, place)


def _unanswerable(
    word: Named, question: Expression[object], other: Expression[object], where: str
) -> Iterator[Fault]:
    if not isinstance(question, Field | Setting) or not isinstance(other, Literal):
        return
    given = other.of if isinstance(other.of, tuple) else (other.of,)
    several = question.kind.name == "many of"
    for value in given:
        if value is None:
            yield Fault(
                "use-known", _thing(word), where, "", {"question": question.key}
            )
        elif isinstance(value, NonAnswer):
            if isinstance(question, Field) and value not in question.allows:
                values = {"question": question.key, "value": value.value}
                yield Fault("never-answered", _thing(word), where, "", values)
        elif not question.kind.accepts((value,) if several else value):
            hint = near(str(value), question.kind.choices)
            values = {"question": question.key, "value": str(value)}
            yield Fault("never-answered", _thing(word), where, hint, values)


def _holds(programme: Declared) -> Iterator[Fault]:
    """Yield holds that stop something unknown, or that nobody can declare."""
    stages = {stage.title for stage in programme.stages}
    keys = {stage.key for stage in programme.stages}
    steps = {step.key for step in all_steps(programme)}
    for hold in programme.holds:
        for one in hold.stops:
            name = one.key if isinstance(one, Step) else one
            known = steps if isinstance(one, Step) else stages | keys
            if name not in known:
                values = {"stops": name}
                hint = near(name, known)
                yield Fault(
                    "unknown-stage", _thing(hold), str(hold.where), hint, values
                )
        if hold.when is None and not hold.by:
            yield Fault("nobody-holds", _thing(hold), str(hold.where))


def _owners(programme: Declared) -> Iterator[Fault]:
    """Yield steps without a role, and tracks that ask nothing about their name."""
    for step in all_steps(programme):
        if not step.by:
            yield Fault("nobody-does", _thing(step), str(step.where))
    for track in all_tracks(programme):
        asks = {question.key for question in track.asks}
        for question in (track.about, track.unique):
            if question is not None and question.key not in asks:
                values = {"question": question.key}
                where = str(track.where)
                yield Fault("track-asks-not", _thing(track), where, "", values)


Named = Step | Track | Stage | Hold | Outcome | Field[object]


def _words(programme: Declared) -> Iterator[Named]:
    yield from all_steps(programme)
    yield from all_tracks(programme)
    yield from all_fields(programme)
    yield from programme.outcomes
    yield from programme.holds


def _readers(programme: Declared) -> Iterator[Named]:
    yield from _words(programme)
    yield from programme.milestones  # type: ignore[misc]


def _thing(word: object) -> str:
    """Return what a word is called: its sort and its key."""
    sort = {"Field": "question"}.get(type(word).__name__, type(word).__name__.lower())
    return f"{sort} {getattr(word, 'key', '?')}"
