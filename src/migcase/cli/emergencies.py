"""`migcase break-glass` and `review`: a case opened in an emergency, and looked at."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

import click

from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_instant
from migcase.cli.display import shown
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.office.glasses import MINUTES
from migcase.roster.members import Glass
from migcase.roster.rights import REVIEW


@click.command(cls=Spoken)
@click.argument("case")
@click.option(
    "--reason", metavar=_("TEXT"), required=True, help=_("What the emergency is.")
)
@click.option(
    "--minutes",
    type=click.IntRange(1, MINUTES),
    default=MINUTES,
    show_default=True,
    help=_("For how long."),
)
@click.pass_context
def break_glass(ctx: click.Context, case: str, reason: str, minutes: int) -> None:
    """Read CASE, which is not yours, in an emergency.

    Everybody here is told until another person has reviewed it. What is sealed stays
    sealed: ask whom it is sealed to.
    """
    counter = counter_of(ctx)
    entry = counter.office.glasses.break_for(
        case, reason=reason, minutes=minutes, by=counter.person
    )
    ctx.meta["migcase.recorded"] = True
    glass = counter.office.roster.glasses[entry.number]
    if wants_json(ctx):
        print_json("glass-broken", glass_as_json(glass))
        return
    words = {"case": glass.case, "until": say_instant(glass.until)}
    tell(_("You may read {case} until {until}.").format(**words))
    say(_("Everybody here is told, until another person has reviewed it."))


@click.command(cls=Spoken)
@click.argument("case", required=False)
@click.option("--note", metavar=_("TEXT"), help=_("What you found."))
@click.option(
    "--justified/--not-justified",
    default=True,
    show_default=True,
    help=_("Whether it was an emergency."),
)
@click.pass_context
def review(
    ctx: click.Context, case: str | None, note: str | None, justified: bool
) -> None:
    """Review that somebody broke the glass of CASE; without CASE, list what waits.

    Never by who broke it.
    """
    counter = counter_of(ctx)
    if case is None:
        _list_waiting(counter)
        return
    counter.office.glasses.review(
        case, justified=justified, note=note or "", by=counter.person
    )
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("glass-reviewed", {"case": case, "justified": justified})
    else:
        tell(_("Reviewed: {case}.").format(case=shown(case)))


def warnings(counter: Counter) -> Iterator[str]:
    """Yield a line for each broken glass that waits for a review: told first.

    The reason, which may name somebody, is for those who review.
    """
    late = counter.office.glasses.late()
    reviews = counter.office.may(REVIEW)
    for glass in counter.office.glasses.waiting():
        words = {
            "who": shown(glass.by),
            "case": glass.case,
            "at": say_instant(glass.at),
            "reason": shown(glass.reason),
        }
        told = _("GLASS BROKEN: {who} opened {case} on {at}").format(**words)
        if reviews:
            told = _("GLASS BROKEN: {who} opened {case} on {at}: {reason}").format(
                **words
            )
        if glass in late:
            told = _("{told} — not reviewed for more than a week").format(told=told)
        yield told


def tell_first(counter: Counter) -> None:
    """Print what everybody has to be told before anything else."""
    for line in warnings(counter):
        tell(click.style(line, fg="red", bold=True))


def waiting_as_json(counter: Counter) -> list[dict[str, object]]:
    """Return what everybody has to be told, as JSON holds it."""
    reviews = counter.office.may(REVIEW)
    found = (glass_as_json(one) for one in counter.office.glasses.waiting())
    return [one if reviews else {**one, "reason": None} for one in found]


def glass_as_json(glass: Glass) -> dict[str, object]:
    """Return a broken glass as JSON holds it."""
    return {
        "number": glass.number,
        "case": glass.case,
        "by": glass.by,
        "at": glass.at,
        "until": glass.until,
        "reason": glass.reason,
        "reviewed_by": glass.reviewed_by or None,
    }


def _list_waiting(counter: Counter) -> None:
    waiting = counter.office.glasses.waiting()
    if wants_json(counter.ctx):
        print_json("glasses", {"rows": waiting_as_json(counter)})
        return
    if not waiting:
        tell(_("Nothing waits for a review."))
    for line in warnings(counter):
        tell(line)
