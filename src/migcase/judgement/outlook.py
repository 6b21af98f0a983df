"""Every way a condition could turn out.

It is weighed in imagined cases, one for each combination of what it reads.  Where
there are too many, or a value can be anything, only some are imagined, and the
outlook says so: then nothing may be claimed about all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from math import prod
from random import Random

from attrs import frozen

from migcase.judgement.imagined import (
    A_DAY,
    Imagined,
    Variable,
    imagined,
    plain_case,
)
from migcase.judgement.nearby import compared
from migcase.kinds import Kind, Value
from migcase.programme.conditions import (
    TRUE,
    Compare,
    Condition,
    Field,
    IsIn,
    Literal,
)
from migcase.programme.declaration import Programme
from migcase.programme.lines import Ended
from migcase.programme.walking import walk

MOST = 2000
FEW_CHOICES = 5
OTHERS: tuple[Value, ...] = ("something", "SN", 0, A_DAY, ("something",))

# What must be true for a fact to have been told, one list for each place that asks.
Guards = Mapping[str, Sequence[tuple[Condition, ...]]]


@frozen(eq=False)
class Outlook:
    """The cases imagined for a condition, and whether there can be no others."""

    cases: tuple[Imagined, ...]
    is_all: bool

    def truths(self, condition: Condition) -> int:
        """Return which truths *condition* has in any of the cases."""
        found = 0
        for case in self.cases:
            found |= condition.weigh(case)
        return found

    def never(self, condition: Condition, truth: int) -> bool:
        """Tell whether it is certain that *condition* never has *truth*."""
        return self.is_all and not self.truths(condition) & truth


class Foresight:
    """What can be foreseen of the cases of one programme."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self._near = compared(programme)
        self._plain = plain_case(programme)

    def outlook(
        self,
        condition: Condition,
        *,
        guards: Guards | None = None,
        untold: frozenset[str] = frozenset(),
        new: bool = False,
    ) -> Outlook:
        """Imagine the cases in which *condition* may differ.

        Facts have been told, all but *untold*.  With *guards*, those facts have been
        told for which all conditions of one guard are true; any other may be missing.
        In *new* cases nothing was done yet.
        """
        heads = [condition]
        reads = _read(heads)
        if guards is not None:
            heads += _guarding(reads, guards)
            reads |= _read(heads)
        if any(sort == "linked" for sort, _ in reads) or any(map(_is_named, heads)):
            return Outlook((), is_all=False)
        is_all = all(_is_plain(one) for one in heads)
        is_all = is_all and (new or not any(sort == "track" for sort, _ in reads))
        domains: dict[Variable, Sequence[Value | None]] = {}
        for sort, key in sorted(reads):
            if sort == "fact" and key in self.programme.index.fields:
                if key in untold:
                    continue
                question = self.programme.index.fields[key]
                listed, is_complete = _answers(question, self._near.get(key, ()))
                may_miss = guards is not None and () not in guards.get(key, ())
                domains[sort, key] = [*listed, None] if may_miss else listed
                is_all = is_all and is_complete
            elif sort == "settled" and self.programme.steps[key].optional:
                domains[sort, key] = (True,)  # nothing waits for it
            elif sort in ("step", "settled", "track"):
                domains[sort, key] = (False,) if new else (True, False)
            elif sort == "ended" and not new:
                domains[sort, key] = [None, *_endings(heads)]
        cases = (
            imagined(dict(zip(domains, values, strict=True)), self._plain)
            for values in _combinations(list(domains.values()))
        )
        told = (one for one in cases if guards is None or _is_told(one, reads, guards))
        is_all = is_all and prod(map(len, domains.values())) <= MOST
        return Outlook(tuple(told), is_all)


def _read(conditions: Iterable[Condition]) -> set[Variable]:
    return {(sort, key) for one in conditions for sort, key, _ in one.reads()}


def _guarding(reads: set[Variable], guards: Guards) -> list[Condition]:
    """Return the conditions that decide whether what is read has been told."""
    keys = [key for sort, key in sorted(reads) if sort == "fact"]
    return [one for key in keys for guard in guards.get(key, ()) for one in guard]


def _is_told(case: Imagined, reads: set[Variable], guards: Guards) -> bool:
    """Tell whether every fact is told in *case* that must have been."""
    for sort, key in reads:
        if sort == "fact" and key not in case.facts:
            for guard in guards.get(key, ()):
                if all(one.weigh(case) == TRUE for one in guard):
                    return False
    return True


def _answers(
    question: Field[object], near: Sequence[Value]
) -> tuple[Sequence[Value], bool]:
    """Return the answers worth imagining, and whether no other can matter."""
    kind = question.kind
    found: list[Value] = list(question.allows)
    if kind.name == "yes or no":
        return [*found, True, False], True
    if kind.choices and kind.accepts(kind.choices[0]):
        return [*found, *kind.choices], True
    if kind.choices:
        return [*found, *_subsets(kind)], len(kind.choices) <= FEW_CHOICES
    fit = [value for value in (*near, *OTHERS) if kind.accepts(value)]
    return [*found, *dict.fromkeys(fit)], _is_stepwise(kind, near)


def _is_stepwise(kind: Kind[object], near: Sequence[Value]) -> bool:
    """Tell whether the values of *kind* beside those compared are all there are."""
    return bool(near) and (kind.name == "a date" or not kind.accepts(Decimal("0.5")))


def _subsets(kind: Kind[object]) -> Iterator[Value]:
    sizes = range(len(kind.choices) + 1)
    if len(kind.choices) > FEW_CHOICES:
        sizes = range(2)
        yield kind.choices
    for size in sizes:
        yield from combinations(kind.choices, size)


def _endings(conditions: Iterable[Condition]) -> Iterator[str]:
    nodes = [node for one in conditions for node in walk(one)]
    yield from {
        outcome: None
        for node in nodes
        if isinstance(node, Ended)
        for outcome in node.outcomes
    }


def _is_plain(condition: Condition) -> bool:
    """Tell whether every comparison is with a written value."""
    for node in walk(condition):
        if isinstance(node, Compare | IsIn):
            sides = (node.left, node.right)
            if not any(isinstance(one, Field) for one in sides):
                return False
            if not any(isinstance(one, Literal) for one in sides):
                return False
    return True


def _is_named(condition: Condition) -> bool:
    return any(type(node).__name__ == "Named" for node in walk(condition))


def _combinations(
    domains: Sequence[Sequence[Value | None]],
) -> Iterator[tuple[Value | None, ...]]:
    """Yield every combination, or some where there are too many."""
    if prod(map(len, domains)) <= MOST:
        yield from product(*domains)
    else:
        dice = Random(0)
        for _ in range(MOST):
            yield tuple(dice.choice(domain) for domain in domains)
