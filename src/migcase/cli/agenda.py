"""`migcase agenda`, and `migcase` alone: what there is to do, and why in this order."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.casefile.case import Case
from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.emergencies import tell_first, waiting_as_json
from migcase.cli.labels import Labels
from migcase.cli.narrowing import programme_of
from migcase.cli.output import print_json, say, wants_json
from migcase.cli.ranks import rank, urgency
from migcase.cli.recording import as_json, name_of
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.keeping.register import Row


@click.command(cls=Spoken)
@click.option("--mine", is_flag=True, help=_("Only cases in my hands."))
@click.option(
    "--all", "everybody", is_flag=True, help=_("What is open for anybody's role.")
)
@click.option("--programme", metavar=_("PROGRAMME"), help=_("Only of this programme."))
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=30,
    show_default=True,
    help=_("How many rows at most."),
)
@click.pass_context
def agenda(
    ctx: click.Context, mine: bool, everybody: bool, programme: str | None, limit: int
) -> None:
    """List what there is to do today, soonest due first, with the reason.

    Where it is known who asks, only what their roles may do.
    """
    counter = counter_of(ctx)
    today = counter.office.today()
    by = counter.actor() if mine or (counter.person and not everybody) else None
    if programme is not None:
        programme = programme_of(programme, counter)
    rows = counter.office.agenda(by, mine=mine, programme=programme, limit=limit)
    if wants_json(ctx):
        body = {"day": today, "person": counter.person}
        body["glasses"] = waiting_as_json(counter)
        print_json("agenda", {**body, "rows": [_as_json(row) for row in rows]})
        return
    tell_first(counter)
    if not rows:
        say(_("Nothing to do today, {day}.").format(day=say_day(today)))
        return
    words = {"day": say_day(today), "person": shown(by.name if by else "")}
    told = _("To do on {day}, for {person}") if by else _("To do on {day}")
    click.echo(told.format(**words))
    click.echo()
    names = _Names(counter)
    print_table(
        (_("Why"), _("Case"), _("What"), _("Who")),
        [
            (
                rank(row.task, today, names.labels(row)),
                row.case,
                names.task(row),
                names.who(row),
            )
            for row in rows
        ],
        styles=[urgency(row.task, today) for row in rows],
    )
    if len(rows) == limit:
        say(_("There may be more: --limit says how many rows."))


class _Names:
    """The words for rows, each programme and case looked up once."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._labels: dict[str, Labels] = {}
        self._cases: dict[str, Case] = {}

    def labels(self, row: Row) -> Labels:
        """Return the words of the programme of *row*."""
        if row.programme not in self._labels:
            programme = self._counter.programme(row.programme)
            self._labels[row.programme] = Labels.of(programme)
        return self._labels[row.programme]

    def task(self, row: Row) -> str:
        """Return what *row* asks somebody to do."""
        case = None
        if row.task.line is not None:
            if row.case not in self._cases:
                self._cases[row.case] = self._counter.office.case(row.case)
            case = self._cases[row.case]
        return name_of(row.task, case, self.labels(row))

    def who(self, row: Row) -> str:
        """Return in whose hands the case is, else whose role it is."""
        if row.assignee:
            return shown(row.assignee)
        return self.labels(row).roles(row.task.roles)


def _as_json(row: Row) -> dict[str, object]:
    return {
        "case": row.case,
        "programme": row.programme,
        "assignee": row.assignee,
        "overdue": row.overdue,
        "task": as_json(row.task),
    }
