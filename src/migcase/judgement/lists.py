"""A condition as a list, where one sentence would be too long to follow.

Yields lines with their depth; how a list is drawn is for whoever prints it.
"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.judgement.plainly import demanded, is_short, plainly
from migcase.judgement.sentences import sentence
from migcase.judgement.speech import Speech
from migcase.programme.conditions import Both, Condition, Either, Not, Sure
from migcase.programme.lines import Each, Linked, Some

# A line of a list: how far it is indented, and what it says.
Line = tuple[int, str]


def lines_of(
    condition: Condition, speech: Speech, depth: int = 0, *, demand: bool = False
) -> Iterator[Line]:
    """Yield *condition* as one sentence, or as a list where that is easier to read."""
    plain = plainly(condition)
    if is_short(plain):
        yield depth, sentence(plain, speech, demand=demand)
        return
    gettext = speech.words.gettext
    parts = demanded(plain) if demand else None
    if parts is not None:
        yield from _demand(*parts, speech, depth)
    elif isinstance(plain, Both | Either):
        both = isinstance(plain, Both)
        head = gettext("all of these:") if both else gettext("at least one of these:")
        yield depth, head
        for part in plain.parts:
            yield from lines_of(part, speech, depth + 1, demand=demand and both)
    else:
        yield from _framed(plain, speech, depth)


def _demand(
    given: Condition, then: Condition, speech: Speech, depth: int
) -> Iterator[Line]:
    gettext = speech.words.gettext
    if is_short(given):
        head = gettext("if {condition}, then this:")
        yield depth, head.format(condition=sentence(given, speech))
    else:
        yield depth, gettext("if this holds:")
        yield from lines_of(given, speech, depth + 1)
        yield depth, gettext("then this:")
    yield from lines_of(then, speech, depth + 1, demand=True)


def _framed(condition: Condition, speech: Speech, depth: int) -> Iterator[Line]:
    """Yield a condition about lines, another case or certainty, and its list below."""
    gettext = speech.words.gettext
    denied = isinstance(condition, Not)
    inner = condition.of if isinstance(condition, Not) else condition
    if isinstance(inner, Some):
        head = (
            gettext("there is no {track} for which this holds:")
            if denied
            else gettext("there is at least one {track} for which this holds:")
        ).format(track=speech.track(inner.track))
    elif isinstance(inner, Each):
        head = gettext("for every {track} this holds:")
        head = head.format(track=speech.track(inner.track))
    elif isinstance(inner, Linked):
        head = (
            gettext("in the case named under {question} this does not hold:")
            if denied
            else gettext("in the case named under {question} this holds:")
        ).format(question=speech.quoted(inner.reference.question))
    else:
        assert isinstance(inner, Sure)
        head = (
            gettext("this is not established:")
            if denied
            else gettext("this is established:")
        )
    yield depth, head
    yield from lines_of(inner.of, speech, depth + 1, demand=True)
