"""Conditions put the way people say them, without changing what they mean.

A denial moves inwards, "not this or that" is found to be a demand, and what is too
long for one sentence is known.  Nothing is worded here.
"""

from __future__ import annotations

from migcase.programme.conditions import (
    Both,
    Compare,
    Condition,
    Either,
    Needs,
    Not,
    Sure,
)
from migcase.programme.lines import Each, Linked, Some

# More than this in one sentence, and it is printed as a list.
LONGEST_SENTENCE = 3
DEEPEST_SENTENCE = 2

CONTRARY = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def plainly(condition: Condition) -> Condition:
    """Return *condition* with every denial pushed inwards as far as it goes."""
    if isinstance(condition, Needs):
        return Both(tuple(plainly(part) for part in condition.each()))
    if isinstance(condition, Both):
        return Both(tuple(plainly(part) for part in condition.parts))
    if isinstance(condition, Either):  # its first denial may begin a demand
        kept = condition.parts[:1] if isinstance(condition.parts[0], Not) else ()
        rest = condition.parts[len(kept) :]
        return Either((*kept, *(plainly(part) for part in rest)))
    if not isinstance(condition, Not):
        return condition
    denied = condition.of
    if isinstance(denied, Not):
        return plainly(denied.of)
    if isinstance(denied, Compare):
        return Compare(CONTRARY[denied.op], denied.left, denied.right, denied.where)
    if isinstance(denied, Needs):
        return plainly(Not(Both(denied.each())))
    if isinstance(denied, Both):
        return Either(tuple(plainly(Not(part)) for part in denied.parts))
    if isinstance(denied, Either):
        return Both(tuple(plainly(Not(part)) for part in denied.parts))
    if isinstance(denied, Each):
        return Some(denied.track, plainly(Not(denied.of)))
    return condition


def demanded(condition: Condition) -> tuple[Condition, Condition] | None:
    """Return "if this" and "then that" where *condition* is such a demand."""
    if not isinstance(condition, Either) or not isinstance(condition.parts[0], Not):
        return None
    first, rest = condition.parts[0], condition.parts[1:]
    return first.of, rest[0] if len(rest) == 1 else Either(rest)


def is_short(condition: Condition) -> bool:
    """Tell whether *condition* can be read in one sentence."""
    leaves, depth = _size(plainly(condition))
    return leaves <= LONGEST_SENTENCE and depth <= DEEPEST_SENTENCE


def _size(condition: Condition) -> tuple[int, int]:
    """Return how many statements *condition* makes, and how deep they are nested."""
    if isinstance(condition, Both | Either):
        sizes = [_size(part) for part in condition.parts]
        return sum(size for size, _ in sizes), 1 + max(deep for _, deep in sizes)
    if isinstance(condition, Some | Each | Sure | Linked | Not):
        return _size(plainly(condition.of))
    return 1, 0
