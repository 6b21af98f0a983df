"""Do the kinds fit: what is compared, counted from, added up, and awaited?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migcase.errors import Fault
from migcase.kinds import NonAnswer, Value
from migcase.programme.comparisons import Compare, IsIn
from migcase.programme.expressions import (
    Expression,
    Literal,
    Plus,
    Quarter,
    Shifted,
)
from migcase.programme.faults import Placed, fault_in
from migcase.programme.fields import DependingOn, Field, Setting
from migcase.programme.near import near
from migcase.programme.places import Place
from migcase.programme.sums import Total
from migcase.programme.walking import Node, Walks

_LENGTH, _DAY, _SEVERAL = "a period", "a date", "many of"
_NOT_TEXT = ("a number", "money", _DAY, _LENGTH, "yes or no", _SEVERAL)
_WITH_ORDER = ("a number", "money", _DAY)
_EITHER = (_LENGTH, _DAY)

# What the values of these arguments are.
_SPANS: Mapping[str, tuple[str, ...]] = {
    "due": _EITHER,
    "every": (_LENGTH,),
    "keep": (_LENGTH,),
    "not_before": _EITHER,
    "recheck": _EITHER,
    "reopen_within": (_LENGTH,),
    "valid": _EITHER,
    "within": _EITHER,
}


def unfit(word: Placed, walks: Walks) -> Iterator[Fault]:
    """Yield the lengths of time and days in *word* that are none, or never come."""
    for argument, root in walks.roots(word):
        wanted = _SPANS.get(argument, ())
        if not wanted or not isinstance(root, Expression):
            continue
        if root.gives not in ("", *wanted):
            values = {"argument": argument, "kind": root.gives}
            values["wanted"] = " or ".join(wanted)
            yield fault_in(word, "wrong-kind", values)
        is_daily = argument == "recheck"  # somebody may look every day
        if not is_daily and any(sort == "today" for sort, _, _ in walks.reads(root)):
            yield fault_in(word, "moves-along", {"argument": argument})


def ill_fitted(word: Placed, argument: str, node: Node) -> Iterator[Fault]:
    """Yield what does not fit in *node*, which is part of *argument* of *word*."""
    if isinstance(node, Compare):
        yield from _compared(word, node)
    elif isinstance(node, IsIn):
        yield from _one_of(word, node)
    elif isinstance(node, DependingOn) and isinstance(node.field, Field):
        for choice in node.values:
            yield from _unanswerable(word, node.field, choice, word.where)
    elif isinstance(node, Shifted):
        where = node.where
        for part, kind, code in (
            (node.anchor, _DAY, "not-a-day"),
            (node.period, _LENGTH, "not-a-length"),
        ):
            if part.gives not in ("", kind):
                values = {"argument": argument, "kind": part.gives}
                yield fault_in(word, code, values, where=where)
    elif isinstance(node, Quarter) and node.of.gives not in ("", _DAY):
        values = {"argument": argument, "kind": node.of.gives}
        yield fault_in(word, "not-a-day", values)
    elif isinstance(node, Plus):
        yield from _added(word, node)
    elif isinstance(node, Total) and node.gives not in ("", "a number", "money"):
        yield fault_in(word, "no-sum", {"kind": node.gives})


def _compared(word: Placed, node: Compare) -> Iterator[Fault]:
    """Yield what cannot be decided about a comparison."""
    where = node.where
    pairs = ((node.left, node.right), (node.right, node.left))
    for question, other in pairs:
        if isinstance(other, Literal) and _is_none(other.of):
            key = getattr(question, "key", "the value")
            yield fault_in(word, "use-known", {"question": key}, where=where)
            return
    sorts = {_family(node.left.gives), _family(node.right.gives)} - {""}
    if node.op in ("==", "!="):
        for question, other in pairs:
            if isinstance(question, Field | Setting) and isinstance(other, Literal):
                if question.gives == _SEVERAL:
                    values = {"question": question.key}
                    yield fault_in(word, "use-has", values, where=where)
                else:
                    yield from _unanswerable(word, question, other.of, where)
                return
    else:
        for gives in sorted(sorts - {*_WITH_ORDER}):
            values = {"kind": gives, "sign": node.op}
            yield fault_in(word, "not-ordered", values, where=where)
            return
    if len(sorts) > 1:
        values = {"left": node.left.gives, "right": node.right.gives}
        yield fault_in(word, "two-kinds", values, where=where)


def _added(word: Placed, node: Plus[object]) -> Iterator[Fault]:
    """Yield that two values have no sum."""
    sorts = {node.left.gives, node.right.gives} - {""}
    if len(sorts) > 1:
        values = {"left": node.left.gives, "right": node.right.gives}
        yield fault_in(word, "two-kinds", values, where=node.where)
    for gives in sorted(sorts - {"a number", "money"})[:1]:
        yield fault_in(word, "no-sum", {"kind": gives}, where=node.where)


def _one_of(word: Placed, node: IsIn) -> Iterator[Fault]:
    where = node.where
    one, several = node.left, node.right
    if several.gives not in ("", _SEVERAL) or one.gives == _SEVERAL:
        if isinstance(one, Literal) and isinstance(several, Field | Setting):
            values = {"question": several.key}
            yield fault_in(word, "use-is-in", values, where=where)
            return
        values = {"left": one.gives, "right": several.gives}
        yield fault_in(word, "two-kinds", values, where=where)
        return
    if isinstance(one, Field | Setting) and isinstance(several, Literal):
        for value in several.of if isinstance(several.of, tuple) else ():
            yield from _unanswerable(word, one, value, where)
    if isinstance(several, Field | Setting) and isinstance(one, Literal):
        yield from _unanswerable(word, several, (one.of,), where)


def _unanswerable(
    word: Placed, question: Field[object] | Setting[object], value: object, where: Place
) -> Iterator[Fault]:
    """Yield that *question* can never be answered with *value*."""
    if isinstance(value, NonAnswer):
        fits = isinstance(question, Setting) or value in question.allows
    else:
        fits = question.kind.accepts(value)
    if not fits:
        given = value[0] if isinstance(value, tuple) and len(value) == 1 else value
        shown = given.value if isinstance(given, NonAnswer) else str(given)
        hint = near(shown, question.kind.choices)
        values = {"question": question.key, "value": shown}
        yield fault_in(word, "never-answered", values, near=hint, where=where)


def _family(gives: str) -> str:
    """Return the sort of Python value: all words and texts are of one sort."""
    return gives if gives in ("", *_NOT_TEXT) else "text"


def _is_none(value: Value | None) -> bool:
    return value is None
