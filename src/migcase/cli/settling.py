"""`migcase waive`, `reopen`, `confirm`: how a step stands, beside being done."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.casefile.events import Confirmed, StepReopened, StepWaived
from migcase.cli.choices import Settling, chosen, settled_in
from migcase.cli.choosing import line_for, line_of, step_of, words_for
from migcase.cli.counter import counter_of
from migcase.cli.days import day_of
from migcase.cli.display import can_ask
from migcase.cli.recording import dated, on_line, reason_or_ask, reasoned, record
from migcase.cli.spoken import Spoken
from migcase.errors import Refused


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("step", required=False, metavar="STEP")
@reasoned
@on_line
@dated
@click.pass_context
def waive(
    ctx: click.Context,
    case: str,
    step: str | None,
    reason: str | None,
    line: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Record the decision that STEP of CASE will not be done, and why.

    Without STEP, those that are possible now are listed; on a terminal it is asked
    which one.
    """
    told = _("{case}: “{step}” will not be done.")
    _settle(ctx, StepWaived, told, case, step, reason, line, on, entry_id)


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("step", required=False, metavar="STEP")
@reasoned
@on_line
@dated
@click.pass_context
def reopen(
    ctx: click.Context,
    case: str,
    step: str | None,
    reason: str | None,
    line: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Have STEP of CASE done again, though it was done before.

    Without STEP, those that are possible now are listed; on a terminal it is asked
    which one.
    """
    told = _("{case}: “{step}” is to be done again.")
    _settle(ctx, StepReopened, told, case, step, reason, line, on, entry_id)


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("step", required=False, metavar="STEP")
@reasoned
@on_line
@dated
@click.pass_context
def confirm(
    ctx: click.Context,
    case: str,
    step: str | None,
    reason: str | None,
    line: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Stand by STEP of CASE, which was done and is now in doubt.

    Without STEP, those that are possible now are listed; on a terminal it is asked
    which one.
    """
    told = _("{case}: “{step}” was looked at again and stands.")
    _settle(ctx, Confirmed, told, case, step, reason, line, on, entry_id)


def _settle(
    ctx: click.Context,
    settling: Settling,
    told: str,
    case: str,
    step: str | None,
    reason: str | None,
    line: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Record that *step* stands otherwise now, for a reason; *told* says how."""
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    if step is None:
        only = None if line is None else line_of(line, found, labels, None)
        steps = settled_in(counter, found, labels, settling, only)
        choice = chosen("step", steps, counter, found, labels)
        key, where = choice.key, choice.line
    else:
        key = step_of(step, labels)
        where = line_for(line, key, found, labels)
    day = day_of(on, counter.office.today())
    by = counter.actor(found.programme)
    if reason is None and can_ask():
        # Nobody thinks of a reason for what cannot be.
        tried = settling(key, day, "?", where)
        against = counter.office.why_not(found.id, tried, by=by)
        if against:
            raise Refused(against)
    event = settling(key, day, reason_or_ask(reason), where)
    record(
        counter,
        found,
        labels,
        event,
        by=by,
        entry_id=entry_id,
        sentence=told.format(**words_for(found, key, where, labels)),
    )
