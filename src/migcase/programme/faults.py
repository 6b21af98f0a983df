"""What can be wrong with a declaration, in English.

The sentences are for whoever writes a programme; a door that speaks another language
finds them in its catalogue, and words the kinds and things in them there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from migcase.errors import Fault
from migcase.locale import marked
from migcase.programme.places import Place

SENTENCES: Mapping[str, str] = {
    "asks-before-basis": marked(
        "the basis rests on it, and it asks about people: say it in `before_basis`"
    ),
    "bad-bounds": marked("no number lies between {minimum} and {maximum}"),
    "bad-choices": marked("a choice is words without a comma, not {choice}"),
    "bad-default": marked("the default {value} is not {kind}"),
    "bad-key": marked("a key is small letters and figures, parted by - or _"),
    "bad-secrecy": marked(
        "{secrecy} is none of process, personal, sensitive and sealed"
    ),
    "bad-status": marked("{status} is none of published, unverified and proposal"),
    "bad-version": marked("a version is a whole number from 1"),
    "choice-twice": marked("the choice {choice} stands there twice"),
    "circle": marked("the steps wait for each other in a circle: {steps}"),
    "doubted-not-after": marked(
        "`doubted_by` names the step {name}, which is not in `after`"
    ),
    "in-two-stages": marked("it stands in two stages: {stages}"),
    "line-keeps-file": marked("a line has no file of its own to `keep`; the case has"),
    "line-leaves-steps": marked(
        "the ending of a line leaves no steps; use the case's `then`"
    ),
    "moves-along": marked(
        "`{argument}` counts from today: a day that moves along with today says nothing"
    ),
    "needs-basis": marked("`before_basis` comes before a `basis`, which is not said"),
    "never-answered": marked("{question} can never be answered with {value}"),
    "never-asked": marked("`{argument}` reads the question {name}, which nothing asks"),
    "no-choices": marked("it has no choices"),
    "no-label": marked("it has no {argument}"),
    "no-stages": marked("it has no stages"),
    "no-steps": marked("it has no steps"),
    "no-sum": marked("`total` adds up numbers or money, not {kind}"),
    "nobody-does": marked("no role does it: say `by`"),
    "nobody-holds": marked(
        "nobody declares it, and it is never true: say `by` or `when`"
    ),
    "nobody-opens": marked(
        "no role opens its lines: say `opened_by`, or give it a step"
    ),
    "not-a-day": marked("`{argument}` counts from {kind}, not from a day"),
    "not-a-length": marked("`{argument}` counts {kind}, not a length of time"),
    "not-a-reference": marked("`linked` follows {question}, which is no case_of(…)"),
    "not-ordered": marked("{kind} has no order: {sign} cannot be decided"),
    "sealed-from-its-hands": marked(
        "{role} works on it and could not read it: name the role in `sealed_to`"
    ),
    "sealed-is-read": marked(
        "`{argument}` reads the sealed answer to {question}, which only its readers "
        "know; a condition may ask whether it is known"
    ),
    "sealed-to-nobody": marked("a sealed answer needs readers: say `read_by`"),
    "track-asks-not": marked(
        "`{argument}` is the question {question}, which the track does not ask"
    ),
    "two-homes": marked(
        "it is asked in the case and in the track {track}; a question belongs to the "
        "case or to one track"
    ),
    "two-kinds": marked("{left} is compared with {right}"),
    "two-tracks": marked(
        "it is asked in the tracks {one} and {other}; a question belongs to the case "
        "or to one track"
    ),
    "unknown-hold": marked("`{argument}` names the hold {name}, which is not listed"),
    "unknown-outcome": marked(
        "`{argument}` reads the ending {name}, which no line has"
    ),
    "unknown-stage": marked("it stops {stops}, which is no stage and no step"),
    "unknown-step": marked(
        "`{argument}` names the step {name}, which stands in no stage and in no `then`"
    ),
    "unknown-track": marked(
        "`{argument}` names the track {name}, which has no steps and is not listed"
    ),
    "use-has": marked("several answers are given to {question}: use .has(…)"),
    "use-is-in": marked("one answer is given to {question}: use == or .is_in(…)"),
    "use-known": marked("nothing is compared with None: use {question}.known"),
    "used-twice": marked(
        "the key is used for two things; the other is declared at {also}"
    ),
    "which-ending": marked(
        "`{argument}` reads how a line ended without saying which line: use some, "
        "each or count"
    ),
    "which-line": marked(
        "`{argument}` reads the {name} of the track {track} without saying in which "
        "line: use some, each, count, first or latest"
    ),
    "wrong-kind": marked("`{argument}` takes {wanted}, not {kind}"),
    "wrong-type": marked("`{argument}` takes {wanted}, not {given}"),
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
    where: Place | None = None,
) -> Fault:
    """Return what is wrong with *word*, in its line or in the line *where*."""
    place = getattr(word, "where", "") if where is None else where
    return Fault(code, thing_of(word), str(place), near, values or {}, SENTENCES[code])


def called(given: object) -> str:
    """Return what is called by its key, or what else was *given*."""
    if isinstance(getattr(given, "where", None), Place) and hasattr(given, "key"):
        return thing_of(cast("Placed", given))
    if isinstance(given, str | int | float):
        return repr(given)[:80]
    return type(given).__name__


def thing_of(word: Placed) -> str:
    """Return what *word* is called: its sort and its key."""
    sort = type(word).__name__.lower()
    return f"{'question' if sort == 'field' else sort} {word.key}"
