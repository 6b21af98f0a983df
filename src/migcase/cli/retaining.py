"""`migcase retention` and `legal-hold`: what was kept long enough, what must stay."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.counter import counter_of
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.office.retaining import over
from migcase.roster.events import LegalHold, LegalHoldLifted


@click.command(cls=Spoken)
@click.option(
    "--within",
    type=click.IntRange(0, 36_500),
    default=90,
    show_default=True,
    metavar=_("DAYS"),
    help=_("Show also what is due within so many days."),
)
@click.pass_context
def retention(ctx: click.Context, within: int) -> None:
    """Show which closed cases have been kept long enough, and which soon.

    A preview: nothing is erased by the calendar. To erase what is due, ask for it with
    `migcase erase ask`, and another person approves.
    """
    counter = counter_of(ctx)
    preview = counter.office.retention.preview(within)
    due, today = preview.due, preview.day
    if wants_json(ctx):
        rows = [
            {
                "case": one.case,
                "programme": one.programme,
                "closed_on": one.closed_on,
                "kept_until": one.kept_until,
                "held": one.held,
                "over": one.is_over(today),
            }
            for one in due
        ]
        print_json("retention", {"day": today, "within": within, "due": rows})
        return
    if not due:
        say(_("Nothing is due within {days} days.").format(days=within))
    for one in due:
        words = {
            "case": one.case,
            "programme": counter.labels(counter.office.case(one.case)).name(
                one.programme
            ),
            "closed": say_day(one.closed_on),
            "until": say_day(one.kept_until),
        }
        if one.held:
            told = _("{case}  {programme}: kept until {until}; under a legal hold")
        elif one.is_over(today):
            told = _("{case}  {programme}: closed on {closed}, due since {until}")
        else:
            told = _("{case}  {programme}: closed on {closed}, kept until {until}")
        tell(told.format(**words))
    cases = over(due, today)
    if cases:
        example = _("To ask for it: migcase erase ask {cases} --reason …")
        say(example.format(cases=" ".join(cases)))


@click.command(cls=Spoken)
@click.argument("record", metavar=_("CASE|PERSON"))
@click.option("--reason", metavar=_("TEXT"), required=True, help=_("Why."))
@click.option("--lift", is_flag=True, help=_("Take the hold away again."))
@click.pass_context
def legal_hold(ctx: click.Context, record: str, reason: str, lift: bool) -> None:
    """Let nobody erase a case or a person, whatever was asked or is due."""
    counter = counter_of(ctx)
    of = counter.office.erasures.number_of(record)
    event = LegalHoldLifted(of, reason) if lift else LegalHold(of, reason)
    counter.office.log(event, by=counter.person)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("legal-hold", {"of": of, "held": not lift})
    elif lift:
        tell(_("{record} is no longer under a legal hold.").format(record=shown(of)))
    else:
        tell(_("{record} is under a legal hold.").format(record=shown(of)))
