"""`migcase verify` and `head`: was anything changed?  And something for the safe.

A head stands for everything that was written: whoever keeps one outside the office
notices when an older copy, or another history, is put in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path

import attrs
import click

from migcase.cli.disk_reasons import say_reason
from migcase.cli.display import shown
from migcase.cli.error_words import FAILED
from migcase.cli.failing import Worded
from migcase.cli.heads import (
    head_as_json,
    known_head,
    tell_card,
    tell_head,
    tell_whom,
)
from migcase.cli.output import print_json, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.verdicts import DAMAGED, tell_verdict, verdict_as_json
from migcase.cli.whole import Whole, whole_of
from migcase.errors import BadRegister
from migcase.keeping.proof import Flaw
from migcase.keeping.seal.checkpoint import Checkpoint
from migcase.keeping.sql_damage import damage, damaged_pages
from migcase.keeping.verify import Verdict
from migcase.office.against import Known
from migcase.office.verifying import Examined, examine, examine_case
from migcase.office.verifying_people import named_by


@click.command(cls=Spoken)
@click.argument("case", required=False)
@click.option(
    "--full",
    is_flag=True,
    help=_("Open every case, and check every signature again."),
)
@click.option(
    "--against",
    metavar=_("HEAD"),
    help=_("A head from outside: a file, or what was written down of one."),
)
@click.pass_context
def verify(
    ctx: click.Context, case: str | None, full: bool, against: str | None
) -> None:
    """Look whether anything was changed, taken out, put in or moved; say exactly where.

    Looked at are the entries of all cases, or of CASE alone; the tree over them and
    its heads; who signed; the office's log, and what was read. What could not be
    looked at is told as well. The exit code is 1 if anything is wrong.

    A head is a file that `migcase head` wrote, or its 64 letters and figures, with the
    number of entries and a colon before them where that is known.
    """
    known = None if against is None else known_head(against)
    whole = whole_of(ctx)
    head = None
    try:
        examined = _examined(whole, case, known, full=full)
    except BadRegister as error:
        examined = _of_damage(whole, error)
    if case is None and examined.is_sound:
        head = whole.head()
        ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("verified", verdict_as_json(examined, head))
    else:
        tell_verdict(examined, head)
    ctx.exit(0 if examined.is_sound else FAILED)


@click.command(cls=Spoken)
@click.option(
    "--print",
    "wants_card",
    is_flag=True,
    help=_("Print the whole of it, for paper in a safe."),
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=_("FILE"),
    help=_("Write it into a new file, to be kept outside the office."),
)
@click.pass_context
def head(ctx: click.Context, wants_card: bool, target: Path | None) -> None:
    """Sign what this office holds now, in one line for the safe.

    Whoever keeps it where the office is not, on paper or with another office, can tell
    later that nothing that was written until now is gone or was changed: `migcase
    verify --against`.
    """
    whole = whole_of(ctx)
    made = whole.head() if target is None else _written(target, whole.head)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("head", head_as_json(made))
        return
    if wants_card:
        tell_card(whole.settings, made)
    else:
        tell_head(made)
    if target is not None:
        tell(_("It is in {file}.").format(file=shown(str(target))))
        if not wants_card:
            tell_whom(made)


def _examined(
    whole: Whole, case: str | None, known: Known | None, *, full: bool
) -> Examined:
    named = named_by(whole.counter.office.programme)
    if case is not None:
        number = whole.counter.office.case(case).id
        return examine_case(whole.register, number, whole.known, named=named)
    examined = examine(
        whole.register,
        whole.office,
        whole.known,
        full=full,
        against=known,
        named=named,
    )
    if full and isinstance(whole.place, Path):
        pages = damaged_pages(whole.place, whole.keys)
        if pages:
            flaw = Flaw("page-damaged", number=pages)
            return attrs.evolve(examined, flaws=(*examined.flaws, flaw))
    return examined


def _of_damage(whole: Whole, error: BadRegister) -> Examined:
    """Return what of a damaged file cannot be read, by case and entry."""
    if error.values.get("cause") != "damaged" or not isinstance(whole.place, Path):
        raise error
    found = tuple(damage(whole.place, whole.keys))
    pages = damaged_pages(whole.place, whole.keys)
    if pages:  # where there are none, somebody wrote what is no text of ours
        found = (Flaw("page-damaged", number=pages), *found)
    if not found:
        raise error
    return Examined(Verdict(0, 0, 0, 0, 0, (), {}), found, (DAMAGED,))


def _written(target: Path, make: Callable[[], Checkpoint]) -> Checkpoint:
    """Return the head that *make* makes, written into the new file *target*.

    Where no file can be, none is made; where it is not written whole, no file is left.
    """
    try:
        target.open("x").close()
    except OSError as error:
        raise _unwritable(target, error) from None
    try:
        made = make()
    except BaseException:
        target.unlink()
        raise
    try:
        target.write_text(made.note, encoding="utf-8")
    except OSError as error:
        target.unlink()
        kept = _("The head was made all the same; `migcase head` makes another.")
        raise _unwritable(target, error, kept) from None
    return made


def _unwritable(target: Path, error: OSError, *more: str) -> Worded:
    words = {"file": shown(str(target)), "reason": say_reason(error.strerror)}
    told = _("{file} cannot be written: {reason}")
    return Worded("cannot-write", told.format(**words), *more)
