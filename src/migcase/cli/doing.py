"""`migcase done` and `state`: what was done, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

import click

from migcase.casefile.case import Case
from migcase.casefile.events import (
    Actor,
    Facts,
    Stated,
    StepDone,
)
from migcase.cli.answer_file import read_file
from migcase.cli.answers import answers, pairs
from migcase.cli.asking import ask_all
from migcase.cli.choices import chosen, steps_in
from migcase.cli.choosing import declared, line_for, line_of, step_of, words_for
from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import day_of, say_day
from migcase.cli.display import can_ask
from migcase.cli.facts import keyed
from migcase.cli.failing import Worded
from migcase.cli.labels import Labels
from migcase.cli.output import say
from migcase.cli.recording import (
    answered,
    dated,
    on_line,
    record,
)
from migcase.cli.settled_by import with_hands
from migcase.cli.spoken import Spoken
from migcase.cli.wording import say_refusals
from migcase.errors import Refusal
from migcase.kinds import DONT_KNOW


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("step", required=False, metavar="STEP")
@answered
@on_line
@dated
@click.pass_context
def done(
    ctx: click.Context,
    case: str,
    step: str | None,
    facts: tuple[str, ...],
    file: str | None,
    line: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Record that STEP of CASE was done, with the answers it asks for.

    Without answers, on a terminal, the questions are asked one by one. A step is
    named by its key or its title; what is wrong is told all at once. Without STEP,
    those that are possible now are listed; on a terminal it is asked which one.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    if step is None:
        only = None if line is None else line_of(line, found, labels, None)
        steps = steps_in(counter, found, labels, only)
        choice = chosen("step", steps, counter, found, labels)
        key, where = choice.key, choice.line
    else:
        key = step_of(step, labels)
        where = line_for(line, key, found, labels)
    day = day_of(on, counter.office.today())
    by = counter.actor(found.programme)
    known = declared(key, labels)
    asks = () if known is None else known.asks
    if facts or file is not None or not asks or not can_ask():
        keys = tuple(question.key for question in asks)
        given = _given(facts, file)
        told: Facts = answers(given, labels, counter.office.today(), keys)
    else:

        def why_not(tried: Facts) -> tuple[Refusal, ...]:
            event = StepDone(key, day, tried, where)
            against = counter.office.why_not(found.id, event, by=by)
            return with_hands(against, counter, found.id, where)

        told = ask_all(asks, why_not, labels, counter.office.today())
    event = StepDone(key, day, told, where)
    sentence = _("{case}: “{step}” is done, on {day}.")
    words = words_for(found, key, where, labels)
    record(
        counter,
        found,
        labels,
        event,
        by=by,
        entry_id=entry_id,
        sentence=sentence.format(day=say_day(day), **words),
    )


@click.command(cls=Spoken)
@click.argument("case")
@answered
@on_line
@dated
@click.pass_context
def state(
    ctx: click.Context,
    case: str,
    facts: tuple[str, ...],
    file: str | None,
    line: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Tell or correct facts of CASE, outside any step.

    KEY is the key of a question, or the question itself; without --fact, those that
    may be told or corrected now are listed.

    The day given with --on is the day of which they are true: what is told of a later
    day counts, whenever it is written down.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    told = answers(_given(facts, file), labels, counter.office.today())
    homes = (
        set() if labels.programme is None else {labels.index.home[key] for key in told}
    )
    track = next((home for home in homes if home is not None), None)
    where = line_of(line, found, labels, track) if line or track else None
    day = day_of(on, counter.office.today())
    by = counter.actor(found.programme)
    if not told:
        for listed in _sayable(counter, found, labels, where, by):
            say(listed)
        reasons = counter.office.why_not(found.id, Stated({}, day, where), by=by)
        # Where no rule is against it, it is the words that were incomplete.
        if {one.code for one in reasons} == {"missing-fact"}:
            lines = [f"- {first}" for [first] in say_refusals(reasons, found, labels)]
            raise Worded("bad-answers", _("Not recorded."), *lines)
    said = ", ".join(
        _("{question} — {answer}").format(
            question=labels.question(key), answer=labels.answer(key, value)
        )
        for key, value in told.items()
    )
    record(
        counter,
        found,
        labels,
        Stated(told, day, where),
        by=by,
        entry_id=entry_id,
        sentence=_("{case}: {facts}").format(case=found.id, facts=said),
    )


def _sayable(
    counter: Counter, case: Case, labels: Labels, line: str | None, by: Actor
) -> Iterator[str]:
    """Yield what may be told of *case* or its *line* now: what is known or awaited."""
    known = case.told if line is None else case.lines[line].told
    tasks = counter.office.work(case.id).tasks
    awaited = [key for kind, key, place in tasks if (kind, place) == ("tell", line)]
    today = counter.office.today()
    listed = [
        key
        for key in dict.fromkeys((*awaited, *known))
        if not any(
            one.concerns == key and one.code != "bad-fact"
            for one in counter.office.why_not(
                case.id, Stated({key: DONT_KNOW}, today, line), by=by
            )
        )
    ]
    if listed:
        yield _("To be told or corrected with --fact KEY=ANSWER:")
        yield from (f"- {keyed(key, labels)}" for key in listed)
    else:
        yield _(
            "Nothing can be told or corrected here now: what a step asks is answered "
            "with `migcase done`."
        )


def _given(facts: tuple[str, ...], file: str | None) -> list[tuple[str, object]]:
    given = [] if file is None else list(read_file(file))
    return [*given, *pairs(facts)]
