"""`migcase demo`: an office with invented people, made in a moment.

Made with `migcase.demo`, shown by `migcase.cli.touring`.  What is not kept is removed
at the end, also where something goes wrong or somebody stops it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from gettext import gettext as _
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from migcase.cli.disk_reasons import say_reason
from migcase.cli.display import can_ask
from migcase.cli.failing import Worded
from migcase.cli.output import print_json, wants_json
from migcase.cli.passphrases import UNLOCK_FD
from migcase.cli.spoken import Spoken

if TYPE_CHECKING:
    from migcase.demo.founding import Past
    from migcase.demo.hands import Hands
    from migcase.demo.months import Months
    from migcase.office.plugins import Plugins
    from migcase.office.settings import OfficeSettings


@click.command(cls=Spoken)
@click.option(
    "--keep",
    metavar=_("FOLDER"),
    type=click.Path(path_type=Path),
    help=_("Keep the office in a new folder, its months ending today."),
)
@click.option("--plain", is_flag=True, help=_("Encrypt nothing of it."))
@click.pass_context
def demo(
    ctx: click.Context, keep: Path | None, plain: bool, unlock_fd: int | None
) -> None:
    """Make an office with invented people, and show what a case worker sees in it.

    Nobody in it exists. It is made in a folder of its own, which is removed at the
    end unless --keep names one, and touches no other office. It is encrypted: with
    keys that are thrown away too, or, where it is kept, with a passphrase of yours.
    """
    # Most of migcase, and only for this.
    from migcase.cli.counter import plugins_of
    from migcase.demo.founding import TODAY, found, missing, past_until

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
            hands = found(folder, None if plain else _thrown_away)
            _show(ctx, past, plugins, _lived(past, plugins, hands), hands)
        return
    _check_free(keep)  # before anybody thinks of a passphrase
    phrase = None if plain else _phrase(unlock_fd)
    with _new(keep) as folder:
        past = past_until(_today(), folder)
        hands = found(folder, None if phrase is None else _kept(folder, phrase))
        months = _lived(past, plugins, hands)
    ctx.meta["migcase.recorded"] = True
    _show(ctx, past, plugins, months, hands, kept=True)


demo.params.append(UNLOCK_FD)


def _phrase(fd: int | None) -> str:
    """Return the passphrase of an office that is kept."""
    from migcase.cli.passphrases import asked_new
    from migcase.demo.picks import READER

    if fd is None and not can_ask():
        raise Worded(
            "needs-terminal",
            _("A passphrase is asked for on a terminal, and there is none."),
            _("To keep the office without encrypting it: --plain"),
        )
    return asked_new(READER, fd=fd)


def _thrown_away(settings: OfficeSettings) -> Hands:
    from migcase.demo.hands import Hands
    from migcase.demo.picks import READER

    return Hands.thrown_away(settings.users, READER)


def _kept(folder: Path, phrase: str) -> Callable[[OfficeSettings], Hands]:
    """Return what makes keys that *phrase* opens."""
    from migcase.demo.hands import Hands
    from migcase.demo.picks import READER
    from migcase.keeping.seal import slots

    def made(settings: OfficeSettings) -> Hands:
        return Hands.beside(slots.found(folder, READER, phrase), settings.users)

    return made


def _lived(past: Past, plugins: Plugins, hands: Hands | None) -> Months:
    """Let the months pass, with a bar where somebody watches."""
    from migcase.demo.founding import live, working_days

    with click.progressbar(
        live(past, plugins, hands),
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
    hands: Hands | None,
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
            "encrypted": hands is not None,
        }
        print_json("demo", body)
        return
    tour(ctx, past, plugins, months, hands)
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

    _check_free(folder)
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
    reason = say_reason(error.strerror or type(error).__name__)
    return Worded("cannot-found", told.format(reason=reason), advice)


def _check_free(folder: Path) -> None:
    if os.path.lexists(folder):
        raise Worded(
            "exists",
            _("{folder} is there already. Nothing was changed.").format(folder=folder),
            _("Name a folder that is not there yet: --keep FOLDER"),
        )
