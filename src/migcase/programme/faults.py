"""What can be wrong with a declaration, in English.

The sentences are for whoever writes a programme; a door that speaks another language
words them by their code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from migcase.errors import Fault
from migcase.programme.places import Place

SENTENCES: Mapping[str, str] = {
    "bad-bounds": "no number lies between {minimum} and {maximum}",
    "bad-choices": "the choices must be several different words without a comma: {why}",
    "bad-default": "the default {value} is not {kind}",
    "bad-key": "a key is small letters and figures, parted by - or _",
    "bad-secrecy": "{secrecy} is none of process, personal, sensitive and sealed",
    "bad-status": "{status} is none of published, unverified and proposal",
    "bad-version": "a version is a whole number from 1",
    "circle": "the steps wait for each other in a circle: {steps}",
    "in-two-stages": "it stands in two stages: {stages}",
    "line-leaves-steps": "the ending of a line leaves no steps; use the case's `then`",
    "never-answered": "{question} can never be answered with {value}",
    "never-asked": "`{argument}` reads the question {name}, which nothing asks",
    "no-label": "it has no {argument}",
    "no-stages": "it has no stages",
    "no-sum": "`total` adds up numbers or money, not {kind}",
    "nobody-does": "no role does it: say `by`",
    "nobody-holds": "nobody declares it, and it is never true: say `by` or `when`",
    "not-a-day": "`{argument}` counts from {kind}, not from a day",
    "not-a-length": "`{argument}` counts {kind}, not a length of time",
    "not-a-reference": "`linked` follows {question}, which is no case_of(…)",
    "not-ordered": "{kind} has no order: {sign} cannot be decided",
    "track-asks-not": "`{argument}` is the question {question}, which the track does "
    "not ask",
    "two-homes": "it is asked in {homes}; a question belongs to the case or to one "
    "track",
    "two-kinds": "{left} is compared with {right}",
    "unknown-outcome": "`{argument}` reads the ending {name}, which no line has",
    "unknown-stage": "it stops {stops}, which is no stage and no step",
    "unknown-step": "`{argument}` names the step {name}, which stands in no stage and "
    "in no `then`",
    "unknown-track": "`{argument}` names the track {name}, which has no steps and is "
    "not listed",
    "use-has": "several answers are given to {question}: use .has(…)",
    "use-known": "nothing is compared with None: use {question}.known",
    "used-twice": "the key is used for two things; the other is declared at {also}",
    "which-line": "`{argument}` reads {name} of the track {track} without saying in "
    "which line: use some, each, count, first or latest",
    "wrong-kind": "`{argument}` takes {wanted}, not {kind}",
    "wrong-type": "`{argument}` takes {wanted}, not {given}",
}


class Placed(Protocol):
    """Anything declared under a key, in a place."""

    @property
    def key(self) -> str: ...
    @property
    def where(self) -> Place: ...


def fault_in(
    word: Placed,
    code: str,
    values: Mapping[str, object] | None = None,
    *,
    near: str = "",
    where: str = "",
) -> Fault:
    """Return what is wrong with *word*, in its line or in the line *where*."""
    place = where or str(getattr(word, "where", ""))
    return Fault(code, thing_of(word), place, near, values or {}, SENTENCES[code])


def thing_of(word: Placed) -> str:
    """Return what *word* is called: its sort and its key."""
    sort = type(word).__name__.lower()
    return f"{'question' if sort == 'field' else sort} {word.key}"
