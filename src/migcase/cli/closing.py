"""`migcase close` and `reopen-case`: how a case ends, and how it goes on after all."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

import click

from migcase.casefile.case import Case
from migcase.casefile.events import Closed, Facts, Reopened
from migcase.cli.agreeing import must_agree
from migcase.cli.answer_file import read_file
from migcase.cli.answers import answers, pairs
from migcase.cli.asking import ask_all
from migcase.cli.choices import chosen, endings_of
from migcase.cli.choosing import outcome_of, step_of
from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import day_of, say_day
from migcase.cli.display import can_ask
from migcase.cli.doubts import say_doubt
from migcase.cli.failing import Worded
from migcase.cli.labels import Labels
from migcase.cli.output import say
from migcase.cli.recording import (
    answered,
    dated,
    name_of,
    reason_or_ask,
    reasoned,
    record,
)
from migcase.cli.spoken import Spoken
from migcase.errors import Refusal, Refused


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("outcome", required=False, metavar="OUTCOME")
@click.option("--yes", is_flag=True, help=_("Do not ask whether to close."))
@answered
@dated
@click.pass_context
def close(
    ctx: click.Context,
    case: str,
    outcome: str | None,
    yes: bool,
    facts: tuple[str, ...],
    file: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Close CASE with the ending OUTCOME.

    What is left undone and what is in doubt is shown first, and stays in the file.
    Without OUTCOME, the endings that are possible now are listed; on a terminal it is
    asked which one.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    if outcome is None:
        endings = endings_of(counter, labels)
        key = chosen("outcome", endings, counter, found, labels).key
    else:
        key = outcome_of(outcome, labels)
    today = counter.office.today()
    day = day_of(on, today)
    by = counter.actor(found.programme)
    ending = None if labels.programme is None else labels.programme.outcome(key)
    asks = () if ending is None else ending.asks
    given = [] if file is None else list(read_file(file))
    keys = tuple(question.key for question in asks)
    told: Facts = answers([*given, *pairs(facts)], labels, today, keys)

    def why_not(tried: Facts) -> tuple[Refusal, ...]:
        event = Closed(key, day, tried)
        return counter.office.why_not(found.id, event, by=by)

    if asks and not told and can_ask():
        told = ask_all(asks, why_not, labels, today)
    refusals = why_not(told)
    if not refusals:
        for line in list(_left(counter, found, labels)):
            say(line)
        if not yes:
            _ask_whether(found, key, labels)
    elif not _was_sent(counter, found, entry_id):
        raise Refused(refusals)
    sentence = _("{case} is closed: “{outcome}”, on {day}.")
    words = {"case": found.id, "outcome": labels.outcome(key), "day": say_day(day)}
    record(
        counter,
        found,
        labels,
        Closed(key, day, told),
        by=by,
        entry_id=entry_id,
        sentence=sentence.format(**words),
    )


@click.command(cls=Spoken)
@click.argument("case")
@click.option(
    "--step",
    "steps",
    metavar=_("STEP"),
    multiple=True,
    help=_("A step to be done again; may be given several times."),
)
@reasoned
@dated
@click.pass_context
def reopen_case(
    ctx: click.Context,
    case: str,
    steps: tuple[str, ...],
    reason: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Open CASE again after it was closed, where its ending allows it."""
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    keys = tuple(step_of(step, labels) for step in steps)
    day = day_of(on, counter.office.today())
    record(
        counter,
        found,
        labels,
        Reopened(day, reason_or_ask(reason), keys),
        by=counter.actor(found.programme),
        entry_id=entry_id,
        sentence=_("{case} is open again.").format(case=found.id),
    )


def _was_sent(counter: Counter, case: Case, entry_id: str | None) -> bool:
    """Tell whether the file of *case* has an entry of that id: it is sent again."""
    return any(entry.id == entry_id for entry in counter.office.entries(case.id))


def _left(counter: Counter, case: Case, labels: Labels) -> Iterator[str]:
    """Yield what would be left undone and in doubt."""
    tasks = counter.office.work(case.id).tasks.values()
    if tasks:
        yield _("Left undone:")
        yield from (f"- {name_of(task, case, labels)}" for task in tasks)
    doubts = counter.office.doubts(case.id)
    if doubts:
        yield _("In doubt:")
        yield from (f"- {say_doubt(doubt, case, labels)}" for doubt in doubts)


def _ask_whether(case: Case, outcome: str, labels: Labels) -> None:
    words = {"case": case.id, "outcome": labels.outcome(outcome)}
    if not can_ask():
        told = _("{case} was not closed: add --yes where nobody can be asked.")
        raise Worded("not-confirmed", told.format(**words))
    question = _("Close {case} as “{outcome}”?").format(**words)
    must_agree(question)
