"""Walking through the conditions and values that a programme is written with.

Looks at declarations as data; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

import attrs

from migcase.programme.conditions import Condition, Expression, Field, Read
from migcase.programme.links import Linked, LinkedValue
from migcase.programme.places import Place

Node = Condition | Expression[object]

# Looked for at every turn: a tuple of types is found faster than a union of them, and
# most of what a word says is text.
NODES = (Condition, Expression)
LINKS = (Linked, LinkedValue)
PLAIN = frozenset({str, int, bool, Place, type(None)})

# Where a word names a question that it asks, and does not read.
ASKED = ("asks", "about", "unique")


class Walks:
    """The walks through the words of a programme: each part of it is entered once.

    Words share many conditions, and conditions share parts.  What is walked through
    must live as long as the walks.
    """

    def __init__(self) -> None:
        self._parts: dict[int, tuple[tuple[str, object], ...]] = {}
        self._roots: dict[int, tuple[tuple[str, Node], ...]] = {}
        self._taken: dict[tuple[int, bool], tuple[tuple[str, Node], ...]] = {}
        self._children: dict[int, tuple[Node, ...]] = {}
        self._within: dict[int, tuple[Node, ...]] = {}
        self._here: dict[int, tuple[Node, ...]] = {}
        self._reads: dict[int, tuple[Read, ...]] = {}

    def parts(self, word: object) -> tuple[tuple[str, object], ...]:
        """Return whatever *word* is declared with, each with its argument."""
        found = self._parts.get(id(word))
        if found is None:
            found = self._parts[id(word)] = tuple(_parts(word))
        return found

    def roots(self, word: object) -> tuple[tuple[str, Node], ...]:
        """Return the conditions and values that *word* holds, each with its argument.

        What a word asks it does not read, and a condition is no word.
        """
        found = self._roots.get(id(word))
        if found is None:
            is_word = not isinstance(word, NODES) or isinstance(word, Field)
            found = self._roots[id(word)] = tuple(
                (name, one)
                for name, one in (self.parts(word) if is_word else ())
                if type(one) not in PLAIN
                and isinstance(one, Condition | Expression)
                and name not in ASKED
            )
        return found

    def through(
        self, word: object, *, elsewhere: bool = True
    ) -> tuple[tuple[str, Node], ...]:
        """Return every condition and value in *word*, with the argument it is part of.

        What is read in another case is left out unless *elsewhere*.
        """
        place = id(word), elsewhere
        found = self._taken.get(place)
        if found is None:
            within = self.within if elsewhere else self.here
            found = self._taken[place] = tuple(
                [
                    (name, node)
                    for name, root in self.roots(word)
                    for node in within(root)
                ]
            )
        return found

    def within(self, node: Node) -> tuple[Node, ...]:
        """Return *node* and everything inside it, once; a question is not entered."""
        found = self._within.get(id(node))
        if found is None:
            found = self._within[id(node)] = self._collected(node)
        return found

    def here(self, node: Node) -> tuple[Node, ...]:
        """Return what is `within` *node* and not read in another case."""
        found = self._here.get(id(node))
        if found is None:
            found = self.within(node)
            if any(isinstance(one, LINKS) for one in found):
                found = self._collected(node, elsewhere=False)
            self._here[id(node)] = found
        return found

    def children(self, node: Node) -> tuple[Node, ...]:
        """Return the conditions and values that *node* is directly made of."""
        found = self._children.get(id(node))
        if found is None:
            found = self._children[id(node)] = tuple(children(node))
        return found

    def reads(self, node: Node) -> tuple[Read, ...]:
        """Return what *node* depends on."""
        found = self._reads.get(id(node))
        if found is None:
            found = self._reads[id(node)] = tuple(node.reads())
        return found

    def _collected(self, node: Node, *, elsewhere: bool = True) -> tuple[Node, ...]:
        parts: dict[int, Node] = {}
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if id(one) in parts:
                continue
            parts[id(one)] = one
            if not elsewhere and isinstance(one, Linked | LinkedValue):
                waiting.append(one.reference)
            else:
                waiting += reversed(self.children(one))
        return tuple(parts.values())


def walk(node: Node, *, elsewhere: bool = True) -> Iterator[Node]:
    """Yield *node* and everything inside it; a question is not entered."""
    yield node
    if isinstance(node, Linked | LinkedValue) and not elsewhere:
        yield from walk(node.reference)
        return
    for inside in children(node):
        yield from walk(inside, elsewhere=elsewhere)


def children(node: Node) -> Iterator[Node]:
    """Yield the conditions and values that *node* is directly made of."""
    if isinstance(node, Field):
        return
    for name in attributes_of(node):
        inside = getattr(node, name)
        if type(inside) in PLAIN:
            continue
        if isinstance(inside, NODES):
            yield inside
        elif isinstance(inside, tuple):
            yield from (one for one in inside if isinstance(one, NODES))
        elif isinstance(inside, Mapping):
            yield from (one for one in inside.values() if isinstance(one, NODES))


def attributes_of(word: object) -> tuple[str, ...]:
    """Return the names of what a word, a condition or a value is declared with."""
    return _attributes(cast("type[attrs.AttrsInstance]", type(word)))


@cache
def _attributes(sort: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    return tuple(one.name for one in attrs.fields(sort) if one.init)


def _parts(word: object) -> Iterator[tuple[str, object]]:
    for name in attributes_of(word):
        given = getattr(word, name)
        if type(given) is tuple:
            for one in given:
                yield name, one
        elif given is not None:
            yield name, given
