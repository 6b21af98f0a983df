"""`migcase demo`: an office with invented people, made in a moment.

Made with `migcase.demo`, shown by `migcase.cli.touring`.  What is not kept is removed
at the end, also where something goes wrong or somebody stops it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from gettext import gettext as _
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from migcase.cli.failing import Worded
from migcase.cli.output import print_json, wants_json
from migcase.cli.spoken import Spoken

if TYPE_CHECKING:
    from migcase.demo.founding import Past
    from migcase.demo.months import Months
    from migcase.office.plugins import Plugins


@click.command(cls=Spoken)
@click.option(
    "--keep",
    metavar=_("FOLDER"),
    type=click.Path(path_type=Path),
    help=_("Keep the office in a new folder, its months ending today."),
)
@click.pass_context
def demo(ctx: click.Context, keep: Path | None) -> None:
    """Make an office with invented people, and show what a case worker sees in it.

    Nobody in it exists. It is made in a folder of its own, which is removed at the
    end unless --keep names one, and touches no other office.
    """
    # Most of migcase, and only for this.
    from migcase.cli.counter import plugins_of
    from migcase.demo.founding import TODAY, missing, past_until

    plugins = plugins_of(ctx)
    absent = missing(plugins)
    if absent:
        told = _(
            "The demo needs programmes that no plugin here declares: {programmes}."
        )
        advice = _("Install them beside migcase: pip install {packages}")
        raise Worded(
            "unknown-programme",
            told.format(programmes=", ".join(absent)),
            advice.format(packages=" ".join(f"migcase-{one}" for one in absent)),
        )
    if keep is None:
        with _throw_away() as folder:
            past = past_until(TODAY, folder)
            _show(ctx, past, plugins, _made(past, plugins))
        return
    with _new(keep) as folder:
        past = past_until(_today(), folder)
        months = _made(past, plugins)
    ctx.meta["migcase.recorded"] = True
    _show(ctx, past, plugins, months, kept=True)


def _made(past: Past, plugins: Plugins) -> Months:
    """Let the months pass, with a bar where somebody watches."""
    from migcase.demo.founding import found, live, working_days

    found(past.folder)
    with click.progressbar(
        live(past, plugins),
        length=working_days(past),
        label=_("Months of work"),
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        show_eta=False,
    ) as days:
        *_days, months = days
    return months


def _show(
    ctx: click.Context,
    past: Past,
    plugins: Plugins,
    months: Months,
    *,
    kept: bool = False,
) -> None:
    """Show the office to whoever reads: a person, or a program."""
    from migcase.cli.touring import goodbye, tour

    if wants_json(ctx):
        body = {
            "folder": str(past.folder) if kept else None,
            "day": past.today,
            "people": past.people,
            "cases": months.cases,
            "entries": months.entries,
            "encrypted": False,
        }
        print_json("demo", body)
        return
    tour(ctx, past, plugins, months)
    for line in goodbye(past) if kept else _hint():
        click.echo(line)


def _hint() -> Iterator[str]:
    """Yield how to keep what is thrown away now."""
    yield ""
    yield _("This office is thrown away now. To keep one and go on in it:")
    yield "$ migcase demo --keep demo-office"


def _today() -> date:
    from migcase.calendar import day_of
    from migcase.office.clock import now

    return day_of(now(), "Africa/Casablanca")


@contextmanager
def _throw_away() -> Iterator[Path]:
    """Give a folder that is gone afterwards, whatever happens."""
    try:
        made = TemporaryDirectory(prefix="migcase-demo-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _cannot(error) from None
    with made as folder:
        yield Path(folder)


@contextmanager
def _new(folder: Path) -> Iterator[Path]:
    """Make *folder*; remove it, and what is in it, if the demo is not finished."""
    from shutil import rmtree

    if os.path.lexists(folder):
        raise Worded(
            "exists",
            _("{folder} is there already. Nothing was changed.").format(folder=folder),
            _("Name a folder that is not there yet: --keep FOLDER"),
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise _cannot(error) from None
    try:
        yield folder
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise


def _cannot(error: OSError) -> Worded:
    told = _("The demo has no place to be made in: {reason}")
    advice = _("Set TMPDIR to a folder in which you may write, or use --keep FOLDER.")
    reason = error.strerror or type(error).__name__
    return Worded("cannot-found", told.format(reason=reason), advice)
