"""`migcase waive`, `reopen`, `confirm`: how a step stands, beside being done."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.casefile.events import Confirmed, StepReopened, StepWaived
from migcase.cli.choosing import line_for, step_of, words_for
from migcase.cli.counter import counter_of
from migcase.cli.days import day_of
from migcase.cli.recording import dated, on_line, reason_or_ask, reasoned, record
from migcase.cli.spoken import Spoken


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("step")
@reasoned
@on_line
@dated
@click.pass_context
def waive(
    ctx: click.Context,
    case: str,
    step: str,
    reason: str | None,
    line: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Record the decision that STEP of CASE will not be done, and why."""
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    key = step_of(step, labels)
    where = line_for(line, key, found, labels)
    day = day_of(on, counter.office.today())
    event = StepWaived(key, day, reason_or_ask(reason), where)
    sentence = _("{case}: “{step}” will not be done.")
    record(
        counter,
        found,
        labels,
        event,
        by=counter.actor(found.programme),
        entry_id=entry_id,
        sentence=sentence.format(**words_for(found, key, where, labels)),
    )


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("step")
@reasoned
@on_line
@dated
@click.pass_context
def reopen(
    ctx: click.Context,
    case: str,
    step: str,
    reason: str | None,
    line: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Have STEP of CASE done again, though it was done before."""
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    key = step_of(step, labels)
    where = line_for(line, key, found, labels)
    day = day_of(on, counter.office.today())
    event = StepReopened(key, day, reason_or_ask(reason), where)
    sentence = _("{case}: “{step}” is to be done again.")
    record(
        counter,
        found,
        labels,
        event,
        by=counter.actor(found.programme),
        entry_id=entry_id,
        sentence=sentence.format(**words_for(found, key, where, labels)),
    )


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("step")
@reasoned
@on_line
@dated
@click.pass_context
def confirm(
    ctx: click.Context,
    case: str,
    step: str,
    reason: str | None,
    line: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Stand by STEP of CASE, which was done and is now in doubt."""
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    key = step_of(step, labels)
    where = line_for(line, key, found, labels)
    day = day_of(on, counter.office.today())
    event = Confirmed(key, day, reason_or_ask(reason), where)
    sentence = _("{case}: “{step}” was looked at again and stands.")
    record(
        counter,
        found,
        labels,
        event,
        by=counter.actor(found.programme),
        entry_id=entry_id,
        sentence=sentence.format(**words_for(found, key, where, labels)),
    )
