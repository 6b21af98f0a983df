"""Which parts of an explanation decide, and how far one sentence says it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from migcase.judgement.plainly import (
    demanded,
    denied_first,
    is_short,
    of_one_question,
    plainly,
)
from migcase.programme.conditions import (
    Both,
    Compare,
    Condition,
    Derived,
    Either,
    Explanation,
    Needs,
    Not,
    Sure,
)
from migcase.programme.lines import AmongLines, Each, Linked, Some


def is_demand(because: Explanation) -> bool:
    """Tell whether *because* is about "if this, then that", in one sentence."""
    plain = plainly(because.condition)
    is_one = demanded(plain) is not None and is_short(plain)
    return is_one and all(is_leaf(part) for part in inside(because))


def given_and_asked(
    because: Explanation,
) -> tuple[Explanation, Explanation] | None:
    """Return "if this" and "then that" of a demand that is not met, or may not be.

    A sentence finds a demand in more (`demanded`): it puts several denials as "if this
    and this, then not that".  Of a reason that would hide two ways out of three.
    """
    condition = because.condition
    if not isinstance(condition, Either) or because.truth == "true":
        return None
    number = denied_first(condition)
    if not number:
        return None
    given, rest = because.parts[:number], because.parts[number:]
    if number > 1 and all(isinstance(part.condition, Not) for part in rest):
        return None  # nothing is asked: any of these would do
    return _as_one(Both, tuple(part.parts[0] for part in given)), _as_one(Either, rest)


def is_said_by_its_facts(because: Explanation) -> bool:
    """Tell whether the answers alone say why, where the statement was told before."""
    inner = because
    while isinstance(inner.condition, Not | Sure):
        inner = inner.parts[0]
    return is_demand(inner) or (is_leaf(inner) and not inner.parts)


def is_told_by_its_lines(because: Explanation) -> bool:
    """Tell whether a line of its own decides *because*, which is long to say."""
    condition = because.condition
    if not isinstance(condition, AmongLines) or is_short(condition.of):
        return False
    return because.truth == ("false" if isinstance(condition, Each) else "true")


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


def with_lists(parts: Iterable[Explanation]) -> Iterator[Explanation]:
    """Yield *parts*; what one question should include is told in one breath."""
    run: list[Explanation] = []
    for part in parts:
        if run and not of_one_question([run[-1].condition, part.condition]):
            yield _as_one(Both, tuple(run))
            run = []
        run.append(part)
    if run:
        yield _as_one(Both, tuple(run))


def without_echoes(parts: Iterable[Explanation]) -> Iterator[Explanation]:
    """Yield *parts* but "in some line", where one says the same of every line.

    What is so in every line, or not in this one, says it of some line as well.
    """
    listed = tuple(parts)
    of_all = [one.condition for one in listed if isinstance(one.condition, Each)]
    for part in listed:
        condition = part.condition
        is_echo = isinstance(condition, Some) and any(
            one.track == condition.track and one.of is condition.of for one in of_all
        )
        if not (is_echo and part.parts):
            yield part


def contrary_of(condition: Condition) -> Condition | None:
    """Return what *condition* denies, where it is put as a denial."""
    if isinstance(condition, Not):
        return condition.of
    if isinstance(condition, Compare) and condition.op == "!=":
        return Compare("==", condition.left, condition.right, condition.where)
    return None


def denied_truth(truth: str) -> str:
    """Return the truth of the contrary."""
    return {"true": "false", "false": "true"}.get(truth, truth)


def _as_one(sort: type[Both | Either], parts: tuple[Explanation, ...]) -> Explanation:
    """Return several explanations, in one line, as one of them all or of any."""
    if len(parts) == 1:
        return parts[0]
    truths = {part.truth for part in parts}
    weaker = "false" if sort is Both else "true"
    truth = next(one for one in (weaker, "unknown", *truths) if one in truths)
    whole = sort(tuple(part.condition for part in parts))
    return Explanation(whole, truth, parts=parts, line=parts[0].line)
