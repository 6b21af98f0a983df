"""A condition as a list, where one sentence would be too long to follow.

Yields lines with their depth; how a list is drawn is for whoever prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from migcase.judgement.comparing import compared
from migcase.judgement.phrases import phrase
from migcase.judgement.plainly import (
    counted_in,
    demanded,
    is_short,
    of_one_question,
    plainly,
)
from migcase.judgement.sentences import framed, sentence
from migcase.judgement.speech import Speech
from migcase.programme.conditions import (
    Both,
    Compare,
    Condition,
    Either,
    IsIn,
    Not,
    Sure,
)
from migcase.programme.lines import AmongLines, Linked

# A line of a list: how far it is indented, and what it says.
Line = tuple[int, str]


def lines_of(
    condition: Condition, speech: Speech, depth: int = 0, *, demand: bool = False
) -> Iterator[Line]:
    """Yield *condition* as one sentence, or as a list where that is easier to read."""
    head, below = outline(condition, speech, demand=demand)
    yield depth, heading(head, speech) if below else head
    for inside, text in below:
        yield depth + inside, text


def outline(
    condition: Condition, speech: Speech, *, demand: bool = False
) -> tuple[str, tuple[Line, ...]]:
    """Return *condition* as a phrase, and the lines that have to stand below it."""
    plain = plainly(condition)
    if is_short(plain):
        return sentence(plain, speech, demand=demand), ()
    gettext = speech.words.gettext
    halves = demanded(plain) if demand else None
    if halves is not None:
        return _demand(*halves, speech)
    if isinstance(plain, Both | Either):
        both = isinstance(plain, Both)
        head = gettext("all of these hold") if both else gettext("one of these holds")
        parts = plain.parts
        if both and demand:
            parts = tuple(gathered(plain.parts, speech))
            if len(parts) == 1:
                return outline(parts[0], speech, demand=True)
        below = (lines_of(part, speech, 1, demand=demand and both) for part in parts)
        return head, tuple(line for lines in below for line in lines)
    return _framed(plain, speech)


def heading(phrase: str, speech: Speech) -> str:
    """Return *phrase* as the beginning of a list."""
    return speech.words.gettext("{text}:").format(text=phrase)


def gathered(demands: Iterable[Condition], speech: Speech) -> Iterator[Condition]:
    """Yield *demands*; those under one "if" together, and those of one question."""
    for _, group in groupby(demands, lambda demand: _given(demand, speech)):
        first, *others = group
        halves = demanded(first)
        if not others:
            yield first
        elif halves is None:
            yield Both((first, *others))
        else:
            then = (found[1] for one in (first, *others) if (found := demanded(one)))
            yield Either((Not(halves[0]), Both(tuple(then))))


def _given(demand: Condition, speech: Speech) -> tuple[str, object]:
    """Return what *demand* may be told with: the same "if", or the same question."""
    halves = demanded(demand)
    if halves is not None:
        return "if", sentence(halves[0], speech)
    if isinstance(demand, IsIn) and of_one_question([demand, demand]):
        return "include", phrase(demand.right, speech, sentence)
    return "", id(demand)  # conditions have identity, not equality


def once(
    blocks: Iterable[tuple[Line, ...]], without_facts: Mapping[str, str]
) -> Iterator[Line]:
    """Yield what stands in *blocks*; a line with nothing below it is said once.

    *without_facts* is what a line says without the answers, which are told once.
    """
    said: set[Line] = set()
    for block in blocks:
        for line, following in zip(block, (*block[1:], None), strict=True):
            is_head = following is not None and following[0] > line[0]
            bare = line[0], without_facts.get(line[1], line[1])
            if is_head or line[0] > block[0][0] or bare not in said:
                yield line
            said.add(bare)


def _demand(
    given: Condition, then: Condition, speech: Speech
) -> tuple[str, tuple[Line, ...]]:
    gettext = speech.words.gettext
    if is_short(given):
        head, below = outline(then, speech, demand=True)
        shape = gettext("if {condition}, then {demand}")
        return shape.format(condition=sentence(given, speech), demand=head), below
    lines = [(1, heading(gettext("if this holds"), speech))]
    lines += lines_of(given, speech, 2)
    lines.append((1, heading(gettext("then this holds"), speech)))
    lines += lines_of(then, speech, 2, demand=True)
    return gettext("this rule is kept"), tuple(lines)


def _framed(condition: Condition, speech: Speech) -> tuple[str, tuple[Line, ...]]:
    """Return what is said of lines, of another case or of a number, and its list."""
    inside = counted_in(condition)
    if inside is not None:
        head, below = outline(inside, speech, demand=True)
        assert isinstance(condition, Compare)
        return compared(condition, speech, lambda _, __: head), below
    inner = condition.of if isinstance(condition, Not) else condition
    assert isinstance(inner, AmongLines | Linked | Sure), inner
    inside = Not(inner.of) if isinstance(inner, Sure) else inner.of
    there = speech.elsewhere(inner.reference) if isinstance(inner, Linked) else speech
    head, below = outline(inside, there, demand=True)
    return framed(condition, speech, lambda _, __: head), below
