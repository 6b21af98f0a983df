"""`migcase list`: the cases of an office, or how many there are."""

from __future__ import annotations

from gettext import gettext as _

import click
from attrs import frozen

from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.labels import Labels
from migcase.cli.narrowing import (
    STATUSES,
    colleague_of,
    programme_of,
    project_of,
    stages_of,
    statuses_of,
)
from migcase.cli.output import print_json, say, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.keeping.kept import Count
from migcase.numbers import MistypedNumber, parse


@click.command(cls=Spoken)
@click.option("--programme", metavar=_("PROGRAMME"), help=_("Only of this programme."))
@click.option("--status", metavar=_("STATUS"), help=_("Only those that stand so."))
@click.option("--stage", metavar=_("STAGE"), help=_("Only those in this stage."))
@click.option("--assignee", metavar=_("NAME"), help=_("Only those in these hands."))
@click.option("--project", metavar=_("PROJECT"), help=_("Only of this project."))
@click.option("--mine", is_flag=True, help=_("Only cases in my hands."))
@click.option("--after", metavar=_("CASE"), help=_("Only numbers after this one."))
@click.option("--counts", is_flag=True, help=_("How many there are, by stage."))
@click.option(
    "--limit",
    type=click.IntRange(1, 100_000),
    default=50,
    show_default=True,
    help=_("How many rows at most."),
)
@click.pass_context
def list_cases(
    ctx: click.Context,
    programme: str | None,
    status: str | None,
    stage: str | None,
    assignee: str | None,
    project: str | None,
    mine: bool,
    after: str | None,
    counts: bool,
    limit: int,
) -> None:
    """List the cases of this office by number.

    A programme, a stage and how a case stands are named by their keys, or as the list
    names them; “open” are all that are not closed.
    """
    counter = counter_of(ctx)
    office = counter.office
    if project is not None:
        project = office.project(project_of(project, counter)).key
    if mine and assignee is not None:
        raise click.UsageError(_("--mine is yours: leave out --assignee."))
    wanted = _wanted(counter, programme, status, stage)
    if counts:
        if mine or assignee is not None or after is not None:
            told = _(
                "--counts counts whole stages: leave out --mine, --assignee, --after."
            )
            raise click.UsageError(told)
        _print_counts(counter, project, wanted)
        return
    if mine:
        assignee = counter.actor().name
    elif assignee is not None:
        assignee = colleague_of(assignee, counter)
    last = None if after is None else _number(after, counter)
    found = (
        office.cases(
            programme=wanted.programme,
            status=one_status,
            stage=one_stage,
            assignee=assignee,
            project=project,
            limit=limit,
            after=last,
        )
        for one_status in wanted.statuses
        for one_stage in wanted.stages
    )
    rows = sorted((row for page in found for row in page), key=lambda row: row.case)
    del rows[limit:]
    if wants_json(ctx):
        plain = [
            {
                "case": row.case,
                "programme": row.programme,
                "version": row.version,
                "status": row.status,
                "stage": row.stage,
                "assignee": row.assignee,
                "project": row.project,
                "opened": row.on,
                "last_written": row.at,
            }
            for row in rows
        ]
        print_json("cases", {"rows": plain})
        return
    if not rows:
        say(_("There are no such cases."))
        if status is not None or stage is not None or programme is not None:
            say(_("`migcase list --counts` shows which there are."))
        return
    labels = {
        key: Labels.of(counter.programme(*key))
        for key in {(row.programme, row.version) for row in rows}
    }
    headings = [_("Case"), _("Programme"), _("Status"), _("Stage")]
    headings += [_("Who"), _("Opened"), _("Project")]
    listed = [
        (
            row.case,
            labels[row.programme, row.version].name(row.programme),
            say_status(row.status, labels[row.programme, row.version]),
            labels[row.programme, row.version].stage(row.stage),
            shown(row.assignee or ""),
            say_day(row.on),
            row.project or "",
        )
        for row in rows
    ]
    # What was asked for need not stand in every row.
    said = {1: programme is None, 6: project is None and bool(office.projects())}
    kept = [place for place in range(len(headings)) if said.get(place, True)]
    print_table(
        [headings[place] for place in kept],
        [[row[place] for place in kept] for row in listed],
    )
    if len(rows) == limit:
        words = {"case": rows[-1].case}
        say(_("There may be more: --after {case} goes on.").format(**words))


def say_status(status: str, labels: Labels) -> str:
    """Return how a case stands, in words of the house or of its programme."""
    return _(STATUSES[status]) if status in STATUSES else labels.translated(status)


@frozen
class _Wanted:
    """Which cases are asked for; None among the stages and statuses stands for all."""

    programme: str | None
    statuses: tuple[str | None, ...]
    stages: tuple[str | None, ...]

    def has(self, count: Count) -> bool:
        """Tell whether those that *count* counts are asked for."""
        return (
            self.programme in (None, count.programme)
            and bool({None, count.status} & set(self.statuses))
            and bool({None, count.stage} & set(self.stages))
        )


def _wanted(
    counter: Counter, programme: str | None, status: str | None, stage: str | None
) -> _Wanted:
    key = None if programme is None else programme_of(programme, counter)
    return _Wanted(
        key,
        (None,) if status is None else statuses_of(status, counter),
        (None,) if stage is None else stages_of(stage, counter),
    )


def _print_counts(counter: Counter, project: str | None, wanted: _Wanted) -> None:
    found = [one for one in counter.office.counts(project) if wanted.has(one)]
    if wants_json(counter.ctx):
        rows = [
            {
                "programme": one.programme,
                "status": one.status,
                "stage": one.stage,
                "cases": one.cases,
            }
            for one in found
        ]
        print_json("counts", {"rows": rows})
        return
    labels = {
        key: Labels.of(counter.programme(key)) for key in {c.programme for c in found}
    }
    found.sort(
        key=lambda one: (one.programme, _place(one.stage, labels[one.programme]))
    )
    print_table(
        (_("Programme"), _("Status"), _("Stage"), _("Cases")),
        [
            (
                labels[one.programme].name(one.programme),
                say_status(one.status, labels[one.programme]),
                labels[one.programme].stage(one.stage),
                str(one.cases),
            )
            for one in found
        ],
    )


def _number(typed: str, counter: Counter) -> str:
    """Return after which number the list goes on; say what is wrong with another."""
    try:
        return str(parse(typed))
    except MistypedNumber:
        return counter.office.case(typed).id


def _place(stage: str, labels: Labels) -> int:
    """Return where a stage stands in its programme; the last for one that is gone."""
    declared = () if labels.programme is None else labels.programme.stages
    keys = [one.key for one in declared]
    return keys.index(stage) if stage in keys else len(keys)
