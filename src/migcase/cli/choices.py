"""What may be named in a case now, where a command was not told which.

A step, an ending or a hold: each with its key and title.  On a terminal it is asked
which one; elsewhere they are listed.  Where none is possible, each with the first
reason why not; in a closed case, that it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from gettext import gettext as _

from attrs import frozen

from migcase.casefile.case import Case
from migcase.casefile.events import (
    Actor,
    Closed,
    Confirmed,
    Event,
    Held,
    Resumed,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.cli.choosing import declared, words_for
from migcase.cli.counter import Counter
from migcase.cli.labels import Labels
from migcase.cli.recording import name_of
from migcase.cli.settled_by import with_hands
from migcase.cli.which_one import (
    Named,
    ask_which,
    is_at_a_terminal,
    missing,
    said_of,
)
from migcase.cli.why import is_for_answering
from migcase.cli.wording import say_refusals
from migcase.errors import Refusal, Refused
from migcase.judgement.work import DO
from migcase.programme.conditions import Field

Settling = type[StepWaived] | type[StepReopened] | type[Confirmed]

# Whether it may be is asked before anybody said why.
_SOME_REASON = "…"


@frozen
class Choice(Named):
    """Something in a case that may be named, and what would be written then."""

    event: Event
    line: str | None = None
    asks: tuple[Field[object], ...] = ()

    @property
    def word(self) -> str:
        """What is typed after the command to name it."""
        return self.key if self.line is None else f"{self.key} --line {self.line}"


def steps_in(
    counter: Counter, case: Case, labels: Labels, line: str | None = None
) -> Iterator[Choice]:
    """Yield the steps that are open in *case*; of *line* only, if one is said."""
    today = counter.office.today()
    for task in counter.office.work(case.id).tasks.values():
        if task.kind == DO and line in (None, task.line):
            known = declared(task.key, labels)
            yield Choice(
                task.key,
                name_of(task, case, labels),
                StepDone(task.key, today, {}, task.line),
                task.line,
                () if known is None else known.asks,
            )


def settled_in(
    counter: Counter,
    case: Case,
    labels: Labels,
    settling: Settling,
    line: str | None = None,
) -> Iterator[Choice]:
    """Yield the steps in *case* that somebody waives, has done again or stands by."""
    today = counter.office.today()
    for key, where in _places(counter, case, labels, settling):
        if line in (None, where):
            title = words_for(case, key, where, labels)["step"]
            event = settling(key, today, _SOME_REASON, where)
            yield Choice(key, title, event, where)


def _places(
    counter: Counter, case: Case, labels: Labels, settling: Settling
) -> Iterator[tuple[str, str | None]]:
    """Yield each step, and the line it is in, that stands so that it may be settled."""
    if settling is Confirmed:
        doubts = counter.office.doubts(case.id)
        yield from dict.fromkeys((doubt.step, doubt.line) for doubt in doubts)
    elif settling is StepWaived:
        for task in counter.office.work(case.id).tasks.values():
            known = declared(task.key, labels) if task.kind == DO else None
            if known is not None and known.waived_by:
                yield task.key, task.line
    else:
        marked = [
            (None, case.marks),
            *((one.id, one.marks) for one in case.lines.values()),
        ]
        for where, marks in marked:
            for key in marks:
                known = declared(key, labels)
                if known is not None and known.reopened_by:
                    yield key, where


def endings_of(counter: Counter, labels: Labels) -> Iterator[Choice]:
    """Yield the endings that the programme of a case has."""
    today = counter.office.today()
    for one in () if labels.programme is None else labels.programme.outcomes:
        if one.of is None:
            event = Closed(one.key, today)
            yield Choice(one.key, labels.outcome(one.key), event, asks=one.asks)


def holds_of(counter: Counter, labels: Labels) -> Iterator[Choice]:
    """Yield the holds that somebody may declare."""
    today = counter.office.today()
    for one in () if labels.programme is None else labels.programme.holds:
        if one.by:
            event = Held(one.key, today)
            yield Choice(one.key, labels.hold(one.key), event, asks=one.asks)


def releases_in(counter: Counter, case: Case, labels: Labels) -> Iterator[Choice]:
    """Yield the holds that are in force in *case*."""
    today = counter.office.today()
    for key in counter.office.work(case.id).holds:
        event = Resumed(key, today, _SOME_REASON)
        yield Choice(key, labels.hold(key), event)


def chosen(
    name: str, choices: Iterable[Choice], counter: Counter, case: Case, labels: Labels
) -> Choice:
    """Return which of *choices* is meant; ask for it where somebody can answer.

    Elsewhere, and where none is possible, raise that the argument *name* is missing;
    of a closed case, that it is.
    """
    if labels.programme is None:
        counter.office.programme(case.programme, case.version)  # says why there is none
    by = counter.actor(case.programme)
    against = [(one, _against(one, counter, case, by)) for one in choices]
    possible = [one for one, reasons in against if not reasons]
    if possible and is_at_a_terminal(counter.ctx):
        return ask_which(_("Possible now:"), possible)
    if case.ended is not None and not possible:
        closed = Refusal("case-closed", case.id, {"outcome": case.ended.outcome})
        raise Refused([closed])
    if possible:
        lines = [_("Possible now:"), *map(_listed, possible)]
    elif against:
        lines = [_("None of these is possible now:")]
        lines += [_listed_with(*one, case, labels) for one in against]
    else:
        lines = [_("None is possible now.")]
    raise missing(name, counter.ctx, *lines)


def _against(
    choice: Choice, counter: Counter, case: Case, by: Actor
) -> tuple[Refusal, ...]:
    """Return every reason against *choice* that answering would not put right."""
    own = {question.key for question in choice.asks}
    found = counter.office.why_not(case.id, choice.event, by=by)
    told = with_hands(found, counter, case.id, choice.line)
    return tuple(one for one in told if not is_for_answering(one, own))


def _listed(choice: Choice) -> str:
    return f"- {said_of(choice)}"


def _listed_with(
    choice: Choice, reasons: Iterable[Refusal], case: Case, labels: Labels
) -> str:
    first = next(say_refusals(reasons, case, labels))[0]
    return _("{thing}: {reason}").format(thing=_listed(choice), reason=first)
