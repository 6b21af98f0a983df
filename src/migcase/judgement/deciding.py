"""Which parts of an explanation decide, and how far one sentence says it all."""

from __future__ import annotations

from collections.abc import Iterator

from migcase.judgement.plainly import demanded, is_short, plainly
from migcase.programme.conditions import (
    Both,
    Derived,
    Either,
    Explanation,
    Needs,
    Not,
    Sure,
)
from migcase.programme.lines import AmongLines, Linked


def is_demand(because: Explanation) -> bool:
    """Tell whether *because* is about "if this, then that", in one sentence."""
    plain = plainly(because.condition)
    is_one = demanded(plain) is not None and is_short(plain)
    return is_one and all(is_leaf(part) for part in inside(because))


def is_said_by_its_facts(because: Explanation) -> bool:
    """Tell whether the answers alone say why, where the statement was told before."""
    inner = because
    while isinstance(inner.condition, Not | Sure):
        inner = inner.parts[0]
    return is_demand(inner) or (is_leaf(inner) and not inner.parts)


def inside(because: Explanation) -> Iterator[Explanation]:
    """Yield *because* and the parts it is made of, in the same line and case."""
    yield because
    if isinstance(because.condition, Both | Either | Needs | Not | Sure):
        for part in because.parts:
            yield from inside(part)


def is_leaf(because: Explanation) -> bool:
    """Tell whether *because* looks at nothing in lines, other cases or by a name."""
    return not isinstance(because.condition, AmongLines | Linked | Derived)


def deciding_parts(
    because: Explanation, *, takes_all: bool, denied: bool
) -> tuple[Explanation, ...]:
    """Return the parts that make *because* (or its denial) as true as it is."""
    truth = denied_truth(because.truth) if denied else because.truth
    if truth == ("true" if takes_all else "false"):
        return because.parts
    wanted = because.truth
    return tuple(part for part in because.parts if part.truth == wanted)


def denied_truth(truth: str) -> str:
    """Return the truth of the contrary."""
    return {"true": "false", "false": "true"}.get(truth, truth)
