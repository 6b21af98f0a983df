"""What the names of conditions mean: each once, in the words of whose case it is of."""

from __future__ import annotations

from collections.abc import Iterator

from migcase.judgement.lists import Line, heading, outline
from migcase.judgement.speech import Speech
from migcase.programme.anatomy import all_nodes
from migcase.programme.conditions import Derived
from migcase.programme.links import Linked, LinkedValue
from migcase.programme.walking import walk


def of_names(speech: Speech) -> Iterator[tuple[Line, ...]]:
    """Yield what each name means, as one line and what stands below it."""
    shape = speech.words.gettext("{name} applies when {condition}.")
    for derived, spoken in _named(speech):
        condition, below = outline(derived.of, spoken)
        head = shape.format(name=spoken.quoted(derived.title), condition=condition)
        yield (0, heading(head.rstrip("."), speech) if below else head), *below


def _named(speech: Speech) -> Iterator[tuple[Derived, Speech]]:
    """Yield every named condition, with how the case is spoken of that it is of."""
    nodes = tuple(all_nodes(speech.programme))
    elsewhere = {
        id(inside): speech.elsewhere(node.reference)
        for node in nodes
        if isinstance(node, Linked | LinkedValue)
        for inside in walk(node.of)
    }
    named = {node.key: node for node in nodes if isinstance(node, Derived)}
    for derived in named.values():
        yield derived, elsewhere.get(id(derived), speech)
