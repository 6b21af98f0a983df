"""Conditions put the way people say them, without changing what they mean.

A denial moves inwards, "not this or that" is found to be a demand, and what is too
long for one sentence is known.  Nothing is worded here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from migcase.programme.conditions import (
    Both,
    Compare,
    Condition,
    Done,
    Either,
    Field,
    IsIn,
    Known,
    Literal,
    Needs,
    Not,
    Sure,
    Yes,
)
from migcase.programme.lines import AmongLines, Count, Each, Ended, Linked, Some

# More than this in one sentence, and it is printed as a list.
LONGEST_SENTENCE = 3
DEEPEST_SENTENCE = 1

CONTRARY = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def plainly(condition: Condition) -> Condition:
    """Return *condition* with every denial pushed inwards as far as it goes."""
    if isinstance(condition, Needs):
        return _one_of(Both, tuple(_flat(Both, condition.each())))
    if isinstance(condition, Both):
        return Both(tuple(_flat(Both, condition.parts)))
    if isinstance(condition, Either):  # its first denial may begin a demand
        kept = tuple(takewhile(_is_denial, condition.parts))
        rest = condition.parts[len(kept) :]
        return Either((*kept, *_flat(Either, rest)))
    if isinstance(condition, Sure):  # what nobody knows is not so, as people say it
        return plainly(condition.of)
    if not isinstance(condition, Not):
        return condition
    denied = condition.of
    if isinstance(denied, Sure) and isinstance(denied.of, Done | Known | Ended):
        return Not(denied.of)  # these are never unknown
    if isinstance(denied, Not):
        return plainly(denied.of)
    if isinstance(denied, Compare):
        return Compare(CONTRARY[denied.op], denied.left, denied.right, denied.where)
    if isinstance(denied, Needs):
        return plainly(Not(_one_of(Both, denied.each())))
    if isinstance(denied, Both):
        return Either(tuple(plainly(Not(part)) for part in denied.parts))
    if isinstance(denied, Either):
        return Both(tuple(plainly(Not(part)) for part in denied.parts))
    if isinstance(denied, Each):
        return Some(denied.track, plainly(Not(denied.of)))
    return condition


def demanded(condition: Condition) -> tuple[Condition, Condition] | None:
    """Return "if this" and "then that" where *condition* is such a demand."""
    if not isinstance(condition, Either):
        return None
    number = denied_first(condition)
    if not number:
        return None
    given = tuple(one.of for one in condition.parts[:number] if isinstance(one, Not))
    return _one_of(Both, given), _one_of(Either, condition.parts[number:])


def denied_first(condition: Either) -> int:
    """Return how many parts before the last are denials: what a demand begins with."""
    return len(tuple(takewhile(_is_denial, condition.parts[:-1])))


def _flat(sort: type[Both | Either], parts: Sequence[Condition]) -> Iterator[Condition]:
    """Yield *parts* put plainly; what is joined as they are is one of them."""
    for part in parts:
        plain = plainly(part)
        yield from plain.parts if isinstance(plain, sort) else (plain,)


def _is_denial(condition: Condition) -> bool:
    return isinstance(condition, Not)


def _one_of(sort: type[Both | Either], parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 else sort(parts)


def is_short(condition: Condition) -> bool:
    """Tell whether *condition* can be read in one sentence."""
    leaves, depth = _size(plainly(condition))
    return leaves <= LONGEST_SENTENCE and depth <= DEEPEST_SENTENCE


def of_one_question(conditions: Sequence[Condition]) -> bool:
    """Tell whether *conditions* are that the answers to one question include these."""
    keys = {
        one.right.key
        if isinstance(one, IsIn)
        and isinstance(one.left, Literal)
        and isinstance(one.right, Field)
        else None
        for one in conditions
    }
    return len(conditions) > 1 and len(keys) == 1 and None not in keys


def _size(condition: Condition) -> tuple[int, int]:
    """Return how many statements *condition* makes, and how deep they are nested."""
    if isinstance(condition, Both) and of_one_question(condition.parts):
        return 1, 0
    if isinstance(condition, Both | Either):
        sizes = [_size(part) for part in condition.parts]
        deepest = max(deep for _, deep in sizes)
        is_late = any(_ends_with_a_doubt(part) for part in condition.parts[:-1])
        if is_late or any(_is_open_ended(part) for part in condition.parts):
            deepest = DEEPEST_SENTENCE  # nobody could tell where its inside ends
        return sum(size for size, _ in sizes), 1 + deepest
    if isinstance(condition, AmongLines | Sure | Linked | Not):
        return _size(plainly(condition.of))
    counted = counted_in(condition)
    if counted is not None and _size(plainly(counted))[0] > 1:
        return LONGEST_SENTENCE + 1, 0
    return 1, 0


def counted_in(condition: Condition) -> Condition | None:
    """Return what *condition* counts lines by, where it compares such a number."""
    if isinstance(condition, Compare) and isinstance(condition.left, Count):
        return condition.left.of
    return None


def names_the_answer(said: Condition) -> bool:
    """Tell whether *said* is that a question has a certain answer, and no other."""
    if isinstance(said, Compare):
        is_answer = isinstance(said.left, Field) and isinstance(said.right, Literal)
        return said.op == "==" and is_answer
    if isinstance(said, Not):
        return isinstance(said.of, Yes) and _is_yes_or_no(said.of)
    return isinstance(said, Yes)


def names_the_gap(said: Condition, *, is_so: bool) -> bool:
    """Tell whether *said* is that there is an answer or none."""
    if isinstance(said, Not):
        return isinstance(said.of, Known) and is_so
    return isinstance(said, Known) and not is_so


def _is_yes_or_no(said: Yes) -> bool:
    return isinstance(said.of, Field) and not said.of.allows


def _ends_with_a_doubt(condition: Condition) -> bool:
    """Tell whether it ends with "as far as is known": of all that stood before?"""
    plain = plainly(condition)
    return isinstance(plain, Not) and isinstance(plain.of, Sure)


def _is_open_ended(condition: Condition) -> bool:
    inner = condition.of if isinstance(condition, Not) else condition
    if isinstance(inner, IsIn) and isinstance(inner.right, Literal):
        return isinstance(inner.right.of, tuple) and len(inner.right.of) > 1
    return isinstance(inner, AmongLines | Linked)
