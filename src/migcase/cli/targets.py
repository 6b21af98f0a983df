"""`migcase targets`: what was reached, beside what was promised."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

import click

from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import day_of, say_day
from migcase.cli.labels import Labels
from migcase.cli.narrowing import programme_of, project_of
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.office.counting import Target


@click.command(cls=Spoken)
@click.option("--project", metavar=_("PROJECT"), help=_("Only of this project."))
@click.option(
    "--programme", metavar=_("PROGRAMME"), help=_("Every milestone of a programme.")
)
@click.option("--since", metavar=_("DAY"), help=_("Only what was reached from then."))
@click.option("--until", metavar=_("DAY"), help=_("Only what was reached until then."))
@click.pass_context
def targets(
    ctx: click.Context,
    project: str | None,
    programme: str | None,
    since: str | None,
    until: str | None,
) -> None:
    """Count who has reached which milestone, beside the targets of this office.

    Each person counts once, however many cases are about them; a case that names
    nobody counts as one person. What a correction made untrue is not counted any more.
    """
    counter = counter_of(ctx)
    office, today = counter.office, counter.office.today()
    if project is not None:
        project = office.project(project_of(project, counter)).key
    first = None if since is None else day_of(since, today, "--since")
    last = None if until is None else day_of(until, today, "--until")
    if programme is None:
        found = office.targets(project=project, since=first, until=last)
    else:
        key = programme_of(programme, counter)
        found = _of_programme(counter, key, project, first, last)
    if wants_json(ctx):
        span = {"day": today, "since": first, "until": last}
        print_json("targets", {**span, "rows": [_as_json(one) for one in found]})
        return
    if not found:
        say(
            _(
                "No targets are set: office.toml may set some, and --programme counts "
                "without."
            )
        )
        return
    if first is not None or last is not None:
        start, end = ("…" if one is None else say_day(one) for one in (first, last))
        tell(_("Reached from {start} to {end}").format(start=start, end=end))
    labels = {
        key: Labels.of(counter.programme(key))
        for key in {one.programme for one in found}
    }
    print_table(
        (
            _("Project"),
            _("Programme"),
            _("Milestone"),
            _("Persons"),
            _("Target"),
            _("Cases"),
        ),
        [
            (
                one.project or "",
                labels[one.programme].name(one.programme),
                labels[one.programme].milestone(one.milestone),
                str(one.persons),
                "" if one.wanted is None else str(one.wanted),
                str(one.cases),
            )
            for one in found
        ],
    )


def _of_programme(
    counter: Counter,
    key: str,
    project: str | None,
    first: date | None,
    last: date | None,
) -> tuple[Target, ...]:
    """Return every milestone of a programme, with a target where one is set."""
    office = counter.office
    programme = office.programme(key).key
    portfolio = office.settings.portfolio
    promised = (
        portfolio.targets if project is None else portfolio.projects[project].targets
    )
    wanted = promised.get(programme, {})
    counted = office.reached(
        programme=programme, project=project, since=first, until=last
    )
    return tuple(
        Target(
            project,
            programme,
            one.milestone,
            wanted.get(one.milestone),
            one.persons,
            one.cases,
        )
        for one in counted
    )


def _as_json(target: Target) -> dict[str, object]:
    return {
        "project": target.project,
        "programme": target.programme,
        "milestone": target.milestone,
        "target": target.wanted,
        "persons": target.persons,
        "cases": target.cases,
    }
