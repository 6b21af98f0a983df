"""The values at which the paths of a programme part.

What a programme compares an answer with, and the values just beside: whoever tries
those has tried every side of each comparison with a written value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from migcase.kinds import Money, Value
from migcase.programme.anatomy import (
    all_nodes,
)
from migcase.programme.conditions import Compare, Expression, IsIn, Literal, Setting
from migcase.programme.declaration import Programme
from migcase.programme.walking import walk

ONE_DAY = timedelta(days=1)


def compared(programme: Programme) -> Mapping[str, tuple[Value, ...]]:
    """Return for each question the values it is compared with, and those beside."""
    found: dict[str, dict[Value, None]] = {}
    for node in all_nodes(programme):
        if isinstance(node, Compare | IsIn):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                beside = [near for value in written(other) for near in around(value)]
                for key in {key for sort, key, _ in one.reads() if sort == "fact"}:
                    found.setdefault(key, {}).update(dict.fromkeys(beside))
    return {key: tuple(values) for key, values in found.items()}


def written(expression: Expression[object]) -> Iterator[Value]:
    """Yield the values written in *expression*, and the defaults of its settings."""
    for node in walk(expression):
        value = None
        if isinstance(node, Literal):
            value = node.of
        elif isinstance(node, Setting):
            value = node.default
        if isinstance(value, tuple):
            yield from value
        if value is not None:
            yield value


def around(value: Value) -> Iterator[Value]:
    """Yield *value* and those just beside it, where there is an order."""
    yield value
    if isinstance(value, bool):
        return
    if isinstance(value, int | Decimal):
        yield value + 1
        yield value - 1
    elif isinstance(value, date):
        if value < date.max:
            yield value + ONE_DAY
        if value > date.min:
            yield value - ONE_DAY
    elif isinstance(value, Money):
        yield Money(value.amount + 1, value.currency)
        yield Money(Decimal(0), value.currency)
