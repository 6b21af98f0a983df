"""What parts of conditions read across a border: another line, a seal.

Words share most of their parts, so each is looked into once.  Whether a word may read
it is for `migcase.programme.reading`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migcase.kinds import SEALED
from migcase.programme.anatomy import Declared, all_fields, all_steps, home_of
from migcase.programme.comparisons import Known
from migcase.programme.conditions import Done
from migcase.programme.faults import Placed
from migcase.programme.fields import AtStep, Field, StepOn
from migcase.programme.lines import AmongLines, Ended
from migcase.programme.sums import OverLines
from migcase.programme.walking import LINKS, Node, Walks
from migcase.programme.words import Outcome, Step, Track

# The track that a question, or a step, belongs to; None for the case.
Homes = Mapping[str, str | None]

# Looked for in every part: a tuple of types is found faster than a union of them.
_IN_LINES = (AmongLines, OverLines)
_ANSWERS = (Field, AtStep)
_STEPS = (Done, StepOn, AtStep)


class Lines:
    """In whose lines things are read."""

    def __init__(self, programme: Declared, walks: Walks) -> None:
        self._walks = walks
        self._homes: Homes = dict(home_of(programme))
        self._tracks: Homes = {step.key: step.track for step in all_steps(programme)}
        self._strays: dict[tuple[int, str | None], tuple[tuple[str, str], ...]] = {}

    def of(self, word: Placed, argument: str) -> str | None:
        """Return the track in whose lines an argument is weighed, None for the case."""
        if isinstance(word, Step):
            return word.track
        if isinstance(word, Outcome):
            return None if word.of is None else word.of.key
        if isinstance(word, Track):
            return word.key if argument in ("requires", "basis") else None
        return self._homes.get(word.key) if isinstance(word, Field) else None

    def strays(self, node: Node, own: str | None) -> tuple[tuple[str, str], ...]:
        """Return what is read in another line than this one, and the track it is in.

        A line's ending goes by no name.
        """
        place = id(node), own
        if place not in self._strays:
            self._strays[place] = tuple(dict.fromkeys(self._found(node, own)))
        return self._strays[place]

    def _found(self, node: Node, own: str | None) -> Iterator[tuple[str, str]]:
        for name, track in self._belongings(node):
            if track not in (None, own):
                yield name, str(track)
                break
        if isinstance(node, Ended) and own is None:
            yield "", ""
        inside: Iterable[Node] = self._walks.children(node)
        if isinstance(node, LINKS):
            inside = (node.reference,)
        if isinstance(node, _IN_LINES):
            own = node.track
        for one in inside:
            yield from self.strays(one, own)

    def _belongings(self, node: Node) -> Iterator[tuple[str, str | None]]:
        """Yield what *node* itself reads, and the track it is in.

        `settled` of a step in a track looks at every line by itself.
        """
        if isinstance(node, _ANSWERS):
            key = node.key if isinstance(node, Field) else node.field
            yield f"question {key}", self._homes.get(key)
        if isinstance(node, _STEPS):
            yield f"step {node.step}", self._tracks.get(node.step)


class Seals:
    """Which answers only their readers know."""

    def __init__(self, programme: Declared, walks: Walks) -> None:
        self._walks = walks
        fields = all_fields(programme)
        self._secrets = frozenset(one.key for one in fields if one.secrecy == SEALED)
        self._opened: dict[int, tuple[str, ...]] = {}

    def hide(self, question: Field[object]) -> bool:
        """Tell whether the answer to *question* is such a one."""
        return question.key in self._secrets

    def opened(self, node: Node) -> tuple[str, ...]:
        """Return whose answer *node* needs, and not only that there is one."""
        if id(node) not in self._opened:
            self._opened[id(node)] = tuple(dict.fromkeys(self._found(node)))
        return self._opened[id(node)]

    def _found(self, node: Node) -> Iterator[str]:
        if isinstance(node, Known):
            return
        if isinstance(node, Field) and node.secrecy == SEALED:
            yield node.key
        if isinstance(node, AtStep) and node.field in self._secrets:
            yield node.field
        for inside in self._walks.children(node):
            yield from self.opened(inside)
