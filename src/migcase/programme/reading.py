"""Can what a condition reads ever be there, and be what it is compared with?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from attrs import frozen

from migcase.errors import Fault
from migcase.kinds import SEALED
from migcase.programme.anatomy import (
    Declared,
    all_fields,
    all_steps,
    all_tracks,
    asked,
)
from migcase.programme.conditions import Done, Settled
from migcase.programme.faults import Placed, fault_in
from migcase.programme.fields import AtStep, Field, StepOn
from migcase.programme.fitting import ill_fitted, unfit
from migcase.programme.lines import AmongLines, Ended
from migcase.programme.near import near
from migcase.programme.partings import Lines, Seals
from migcase.programme.sums import Count, Extreme, Total
from migcase.programme.walking import LINKS, Node, Walks
from migcase.programme.words import Track

# Looked for in every part: a tuple of types is found faster than a union of them.
_OF_A_STEP = (Done, Settled, StepOn, AtStep)
_OF_A_TRACK = (AmongLines, Count, Total, Extreme)


@frozen
class Known:
    """The keys of what a programme has."""

    steps: frozenset[str]
    tracks: frozenset[str]
    fields: frozenset[str]
    endings: frozenset[str]

    @classmethod
    def in_(cls, programme: Declared) -> Known:
        """Return the keys of what *programme* has."""
        endings = (one.key for one in programme.outcomes if one.of is not None)
        return cls(
            frozenset(step.key for step in all_steps(programme)),
            frozenset(track.key for track in all_tracks(programme)),
            frozenset(question.key for question in all_fields(programme)),
            frozenset(endings),
        )


def misread(programme: Declared, walks: Walks) -> Iterator[Fault]:
    """Yield everything that conditions and values read in vain."""
    yield from _homeless(programme)
    lines = Lines(programme, walks)
    there = Known.in_(programme)
    seals = Seals(programme, walks)
    known: set[int] = set()
    fitting: set[int] = set()
    for word in _readers(programme):
        here = walks.through(word, elsewhere=False)
        yield from _faulty(word, here, partial(_references, there), known)
        yield from _no_such_line(word, there)
        yield from _out_of_line(word, walks, lines)
        yield from _unsealed(word, walks, seals)
        yield from unfit(word, walks)
        yield from _faulty(word, walks.through(word), _at_odds, fitting)


def _faulty(
    word: Placed,
    nodes: Iterable[tuple[str, Node]],
    look: Callable[[Placed, str, Node], Iterator[Fault]],
    sound: set[int],
) -> Iterator[Fault]:
    """Yield what *look* finds in the parts of *word*.

    Words share most of their parts: one without a fault is *sound* wherever it stands,
    and is looked at once.
    """
    for argument, node in nodes:
        if id(node) not in sound:
            found = tuple(look(word, argument, node))
            if not found:
                sound.add(id(node))
            yield from found


def _homeless(programme: Declared) -> Iterator[Fault]:
    """Yield questions that belong both to the case and to a track, or to two."""
    homes: dict[str, str | None] = {}
    for question, track in asked(programme):
        home = homes.setdefault(question.key, track)
        if home == track:
            continue
        if home is None or track is None:
            yield fault_in(question, "two-homes", {"track": home or track})
        else:
            yield fault_in(question, "two-tracks", {"one": home, "other": track})


def _references(
    there: Known, word: Placed, argument: str, node: Node
) -> Iterator[Fault]:
    """Yield what *node* reads that the programme does not have."""
    names: tuple[str, ...]
    if isinstance(node, _OF_A_STEP):
        names, code, known = (node.step,), "unknown-step", there.steps
    elif isinstance(node, _OF_A_TRACK):
        names, code, known = (node.track,), "unknown-track", there.tracks
    elif isinstance(node, Ended):
        names, code, known = node.outcomes, "unknown-outcome", there.endings
    elif isinstance(node, Field):
        names, code, known = (node.key,), "never-asked", there.fields
    else:
        return
    for name in names:
        if name not in known:
            values = {"argument": argument, "name": name}
            yield fault_in(word, code, values, near=near(name, known))


def _no_such_line(word: Placed, there: Known) -> Iterator[Fault]:
    """Yield that *word* asks for a line of a track that the programme does not have."""
    if isinstance(word, Field) and word.kind.name == "a line":
        target = word.kind.target
        if target not in there.tracks:
            values = {"argument": "line_of", "name": target}
            hint = near(target, there.tracks)
            yield fault_in(word, "unknown-track", values, near=hint)


def _at_odds(word: Placed, argument: str, node: Node) -> Iterator[Fault]:
    """Yield what does not fit in *node*, or refers to another case and names none."""
    if isinstance(node, LINKS) and node.reference.gives != "a case":
        yield fault_in(word, "not-a-reference", {"question": node.reference.key})
    yield from ill_fitted(word, argument, node)


def _out_of_line(word: Placed, walks: Walks, lines: Lines) -> Iterator[Fault]:
    """Yield what *word* reads of a track without saying in which line."""
    seen: set[tuple[str, str]] = set()
    for argument, node in walks.roots(word):
        for name, track in lines.strays(node, lines.of(word, argument)):
            if (argument, name) in seen:
                continue
            seen.add((argument, name))
            values = {"argument": argument, "name": name, "track": track}
            if name:
                yield fault_in(word, "which-line", values)
            else:
                yield fault_in(word, "which-ending", {"argument": argument})


def _unsealed(word: Placed, walks: Walks, seals: Seals) -> Iterator[Fault]:
    """Yield sealed questions that decide something, or that nobody may read."""
    if isinstance(word, Field) and word.secrecy == SEALED and not word.read_by:
        yield fault_in(word, "sealed-to-nobody")
    read = [(at, key) for at, node in walks.roots(word) for key in seals.opened(node)]
    if isinstance(word, Track):
        asked = (("about", word.about), ("unique", word.unique))
        read += [
            (at, one.key) for at, one in asked if one is not None and seals.hide(one)
        ]
    for argument, key in dict.fromkeys(read):
        values = {"argument": argument, "question": key}
        yield fault_in(word, "sealed-is-read", values)


def _readers(programme: Declared) -> Iterator[Placed]:
    yield programme
    yield from all_steps(programme)
    yield from all_tracks(programme)
    yield from all_fields(programme)
    yield from programme.outcomes
    yield from programme.holds
    yield from programme.milestones
