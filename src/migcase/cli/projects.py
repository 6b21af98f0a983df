"""`migcase projects`: whom this office works for, and where."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from gettext import ngettext

import click

from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.labels import Labels
from migcase.cli.narrowing import project_of
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.office.projects import Named, Portfolio, Project


@click.command(cls=Spoken)
@click.argument("project", required=False)
@click.pass_context
def projects(ctx: click.Context, project: str | None) -> None:
    """List the projects of this office, or show one of them.

    They are declared in office.toml: who runs their cases, for which donors, in which
    places, in which programmes and when.
    """
    counter = counter_of(ctx)
    office = counter.office
    found = office.projects()
    if project is not None:
        found = (office.project(project_of(project, counter)),)
    if wants_json(ctx):
        print_json("projects", {"projects": [as_json(one) for one in found]})
        return
    if project is not None:
        for line in _told(counter, found[0]):
            tell(line)
        return
    if not found:
        say(_("This office has no projects: office.toml may declare some."))
        return
    portfolio = office.settings.portfolio
    print_table(
        (
            _("Project"),
            _("Title"),
            _("Organisation"),
            _("Donors"),
            _("Period"),
        ),
        [
            (
                one.key,
                shown(one.title),
                named([one.organisation], portfolio.organisations),
                named(one.donors, portfolio.donors),
                say_period(one),
            )
            for one in found
        ],
    )


def lines_of(key: str, portfolio: Portfolio) -> Iterator[str]:
    """Yield what a case is run for: its project, by whom, for whom and where."""
    project = portfolio.projects.get(key)
    if project is None:
        told = _("project {key}, which office.toml does not name any more")
        yield told.format(key=shown(key))
        return
    words = {"key": key, "title": shown(project.title)}
    yield _("project {key}: {title}").format(**words)
    words["organisation"] = named([project.organisation], portfolio.organisations)
    words["donors"] = named(project.donors, portfolio.donors)
    if project.donors:
        yield _("run by {organisation} for {donors}").format(**words)
    else:
        yield _("run by {organisation}").format(**words)
    if project.places:
        yield _("in {places}").format(places=named(project.places, portfolio.places))


def of_case(key: str | None, portfolio: Portfolio) -> dict[str, object]:
    """Return what a case is run for, as JSON holds it."""
    project = None if key is None else portfolio.projects.get(key)
    return {
        "project": key,
        "organisation": None if project is None else project.organisation,
        "donors": [] if project is None else list(project.donors),
        "places": [] if project is None else list(project.places),
    }


def as_json(project: Project) -> dict[str, object]:
    """Return a project as JSON holds it."""
    return {
        "key": project.key,
        "title": project.title,
        "organisation": project.organisation,
        "donors": list(project.donors),
        "places": list(project.places),
        "programmes": list(project.programmes),
        "start": project.start,
        "end": project.end,
        "targets": {key: dict(wanted) for key, wanted in project.targets.items()},
    }


def named(keys: tuple[str, ...] | list[str], titles: Named) -> str:
    """Return what the things with these keys are called."""
    return ", ".join(shown(titles.get(key, key)) for key in keys)


def say_period(project: Project) -> str:
    """Return from when to when a project runs; '' where that is not said."""
    days = [
        "…" if day is None else say_day(day) for day in (project.start, project.end)
    ]
    if project.start is None and project.end is None:
        return ""
    return _("{start} to {end}").format(start=days[0], end=days[1])


def _told(counter: Counter, project: Project) -> Iterator[str]:
    portfolio = counter.office.settings.portfolio
    yield from lines_of(project.key, portfolio)
    period = say_period(project)
    if period:
        yield _("from {period}").format(period=period)
    titles = [Labels.of(counter.programme(key)).name(key) for key in project.programmes]
    if titles:
        yield _("for the programmes {programmes}").format(programmes=", ".join(titles))
    number = sum(row.cases for row in counter.office.counts(project.key))
    yield ngettext("{n} case.", "{n} cases.", number).format(n=number)
