"""Walking through the conditions and values that a programme is written with.

Looks at declarations as data; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

import attrs

from migcase.programme.conditions import Condition, Expression, Field
from migcase.programme.links import Linked, LinkedValue
from migcase.programme.places import Place

Node = Condition | Expression[object]

# Looked for at every turn: a tuple of types is found faster than a union of them.
NODES = (Condition, Expression)
PLAIN = (str, int, Place, type(None))

# Where a word names a question that it asks, and does not read.
ASKED = ("asks", "about", "unique")


class Walks:
    """The walks through the words of a programme, each taken once."""

    def __init__(self) -> None:
        self._taken: dict[tuple[int, bool], tuple[tuple[str, Node], ...]] = {}

    def through(
        self, word: object, *, elsewhere: bool = True
    ) -> tuple[tuple[str, Node], ...]:
        """Return what `nodes_of` yields; *word* must live as long as the walks."""
        place = id(word), elsewhere
        if place not in self._taken:
            self._taken[place] = tuple(nodes_of(word, elsewhere=elsewhere))
        return self._taken[place]


def nodes_of(word: object, *, elsewhere: bool = True) -> Iterator[tuple[str, Node]]:
    """Yield every condition and value in *word*, with the argument it is part of.

    What is read in another case is left out unless *elsewhere*.
    """
    if isinstance(word, Condition | Expression) and not isinstance(word, Field):
        return
    for name in attributes_of(word):
        for root in roots(word, name):
            for node in walk(root, elsewhere=elsewhere):
                yield name, node


def roots(word: object, name: str) -> Iterator[Node]:
    """Yield the conditions and values that one argument of *word* holds."""
    given = getattr(word, name)
    for one in given if isinstance(given, tuple) else (given,):
        if isinstance(one, NODES) and name not in ASKED:
            yield one


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
        if isinstance(inside, NODES):
            yield inside
        elif isinstance(inside, tuple):
            yield from (one for one in inside if isinstance(one, NODES))
        elif not isinstance(inside, PLAIN) and isinstance(inside, Mapping):
            yield from (one for one in inside.values() if isinstance(one, NODES))


def attributes_of(word: object) -> tuple[str, ...]:
    """Return the names of what a word, a condition or a value is declared with."""
    return _attributes(cast("type[attrs.AttrsInstance]", type(word)))


@cache
def _attributes(sort: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    return tuple(one.name for one in attrs.fields(sort) if one.init)
