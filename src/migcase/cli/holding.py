"""`migcase hold` and `resume`: a case is stopped for a reason, and goes on."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.casefile.events import Facts, Held, Resumed
from migcase.cli.answer_file import read_file
from migcase.cli.answers import answers, pairs
from migcase.cli.asking import ask_all
from migcase.cli.choices import chosen, holds_of, releases_in
from migcase.cli.choosing import hold_of
from migcase.cli.counter import counter_of
from migcase.cli.days import day_of, say_day
from migcase.cli.display import can_ask
from migcase.cli.recording import answered, dated, reason_or_ask, reasoned, record
from migcase.cli.spoken import Spoken
from migcase.errors import Refusal
from migcase.programme.conditions import Field


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("reason", required=False, metavar="REASON")
@answered
@dated
@click.pass_context
def hold(
    ctx: click.Context,
    case: str,
    reason: str | None,
    facts: tuple[str, ...],
    file: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Hold CASE for REASON, which is one that its programme declares.

    Without REASON, those that are possible now are listed; on a terminal it is asked
    which one.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    if reason is None:
        holds = holds_of(counter, labels)
        key = chosen("reason", holds, counter, found, labels).key
    else:
        key = hold_of(reason, labels)
    office, by = counter.office, counter.actor(found.programme)
    today = office.today()
    day = day_of(on, today)
    given = [] if file is None else list(read_file(file))
    told: Facts = answers([*given, *pairs(facts)], labels, today)
    known = None if labels.programme is None else labels.programme.hold(key)
    asks: tuple[Field[object], ...] = () if known is None else known.asks

    def why_not(tried: Facts) -> tuple[Refusal, ...]:
        return office.why_not(found.id, Held(key, day, tried), by=by)

    if asks and not told and can_ask():
        told = ask_all(asks, why_not, labels, today)
    words = {"case": found.id, "hold": labels.hold(key), "day": say_day(day)}
    record(
        counter,
        found,
        labels,
        Held(key, day, told),
        by=by,
        entry_id=entry_id,
        sentence=_("{case} is on hold from {day} on: “{hold}”.").format(**words),
    )


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("hold", required=False, metavar="HOLD")
@reasoned
@dated
@click.pass_context
def resume(
    ctx: click.Context,
    case: str,
    hold: str | None,
    reason: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Release the hold HOLD of CASE, and say why.

    Without HOLD, those that may be released now are listed; on a terminal it is asked
    which one.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    if hold is None:
        holds = releases_in(counter, found, labels)
        key = chosen("hold", holds, counter, found, labels).key
    else:
        key = hold_of(hold, labels)
    day = day_of(on, counter.office.today())
    words = {"case": found.id, "hold": labels.hold(key)}
    record(
        counter,
        found,
        labels,
        Resumed(key, day, reason_or_ask(reason)),
        by=counter.actor(found.programme),
        entry_id=entry_id,
        sentence=_("{case}: the hold “{hold}” is released.").format(**words),
    )
