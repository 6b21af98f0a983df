"""What `migcase demo` shows: the very commands that a case worker would type.

Each is printed as it is typed, and then run, in the office of the demo and on its day.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import timedelta
from gettext import gettext as _
from typing import TYPE_CHECKING

import click
from attrs import frozen

from migcase.casefile.case import Case
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.error_words import REFUSED
from migcase.cli.options import ACTOR, CLOCK, KEYS, OFFICE
from migcase.cli.output import tell
from migcase.cli.values import say_value
from migcase.demo.clock import Clock
from migcase.demo.founding import Past, chosen
from migcase.demo.months import Months
from migcase.demo.picks import Payment, Picks, Step
from migcase.keeping.key_place import is_closed
from migcase.office.plugins import Plugins

if TYPE_CHECKING:
    from migcase.demo.hands import Hands

ROWS = 8
WIDTH = 80
# A member of the committee that gives the places.
COMMITTEE = "fouad"
# The tour begins after the last entry of the demo was written.
LATE_MORNING = timedelta(hours=3)


@frozen
class Stop:
    """One thing to see: what it is, the command that shows it, a word beforehand."""

    title: str
    words: tuple[str, ...]
    note: str = ""


def tour(
    ctx: click.Context,
    past: Past,
    plugins: Plugins,
    months: Months,
    hands: Hands | None = None,
) -> None:
    """Show what is in the office of the demo, command by command."""
    picks = chosen(past, plugins, hands)
    for line in (
        *_welcome(past, months),
        _how_safe(hands, kept=is_closed(past.folder)),
    ):
        click.echo(line)
    click.echo(f"\n$ export MIGCASE_USER={picks.reader}")
    for number, stop in enumerate(_stops(picks, past), 1):
        click.secho(f"\n{number}. {stop.title}", bold=True)
        if stop.note:
            tell(stop.note)
        for line in _typed(stop.words):
            click.echo(line)
        _type(ctx, stop.words, past, picks.reader, hands)


def goodbye(past: Past) -> Iterator[str]:
    """Yield where the office is kept, and what to type next."""
    yield ""
    yield _("The office of the demo is in {folder}.").format(folder=past.folder)
    yield _("To go on in it:")
    yield f"$ export MIGCASE_OFFICE={shlex.quote(str(past.folder.absolute()))}"
    if is_closed(past.folder):
        yield "$ migcase unlock"
        yield "$ migcase agenda --mine"
    else:
        yield "$ migcase agenda --as chioma"


def _welcome(past: Past, months: Months) -> Iterator[str]:
    words = {
        "people": say_value(past.people),
        "cases": say_value(months.cases),
        "entries": say_value(months.entries),
        "first": say_day(past.first),
        "last": say_day(past.today),
    }
    told = _(
        "An office with {people} invented people: {cases} cases with {entries} "
        "entries,\nwritten by its colleagues from {first} to {last}."
    )
    yield told.format(**words)
    yield _("Nobody in it exists, and no number here is a statistic.")


def _how_safe(hands: Hands | None, *, kept: bool) -> str:
    if hands is None:
        return _("Nothing in it is encrypted.")
    if kept:
        told = _("It is encrypted; your passphrase opens it, as {name}.")
        return told.format(name=shown(hands.founder.name))
    return _("It is encrypted, with keys that only this process holds.")


def _stops(picks: Picks, past: Past) -> Iterator[Stop]:
    """Yield what there is to see, leaving out what these months did not bring."""
    rows = ("--limit", str(ROWS))
    yield Stop(_("What is most urgent in the office"), ("agenda", "--all", *rows))
    yield Stop(_("The agenda of one case manager"), ("agenda", "--mine", *rows))
    if picks.family is not None:
        yield from _family(picks.family, past)
    if picks.gated is not None:
        yield Stop(_("Why a step is blocked: something is missing"), _why(picks.gated))
    if picks.waiting is not None and picks.cohort is not None:
        yield from _places(picks.waiting, picks.cohort)
    if picks.payment is not None:
        yield from _money(picks.payment)
    if picks.surveyed is not None:
        yield Stop(
            _("What moved in a case that was followed to the end"),
            ("ledger", picks.surveyed),
        )
        yield Stop(
            _("How the reintegration holds: the survey, first and last"),
            ("rss", "compare", picks.surveyed),
            _("The weights are not the official ones, and the command says so."),
        )
    yield Stop(_("Ten young people on their way"), ("list", "--programme", "mobility"))
    if picks.shut is not None:
        title = _("One of them waits: the scheme is closed, and the reason is told")
        yield Stop(title, _why(picks.shut))
    if picks.leaving is not None:
        reason = _("has found work")
        facts = ("--fact", f"reason={reason}", "--fact", "retention_told=yes")
        words = ("close", picks.leaving, "withdrawn", "--yes", *facts)
        yield Stop(_("Somebody changes their mind: the case is closed"), words)
    yield Stop(_("What was reached, beside what was promised"), ("targets",))


def _family(family: Case, past: Past) -> Iterator[Stop]:
    about = family.about or ""
    note = _("It is about {name}, who does not exist; the file knows only {about}.")
    note = note.format(name=shown(past.name_of(about)), about=about)
    yield Stop(_("A family that returned together"), ("show", family.id), note)
    title = _("One person in two programmes: the return, and the case over there")
    yield Stop(title, ("person", "show", about))


def _places(waiting: str, cohort: str) -> Iterator[Stop]:
    yield Stop(
        _("A place in the cohort: 45 have one, this case is the first to wait"),
        ("why", waiting, "plan"),
    )
    words = ("line", cohort, "place", "--fact", f"place_for={waiting}")
    yield Stop(_("Nobody gets a place that is not there"), (*words, "--as", COMMITTEE))


def _money(payment: Payment) -> Iterator[Stop]:
    where = (payment.case, "approve", "--line", payment.line)
    words = ("done", *where, "--fact", "approval=granted")
    yield Stop(
        _("Three hands on each payment: whoever asked does not grant it"),
        (*words, "--as", payment.asked_by),
    )
    yield Stop(_("Somebody else may"), (*words, "--as", payment.other))


def _why(step: Step) -> tuple[str, ...]:
    line = () if step.line is None else ("--line", step.line)
    return ("why", step.case, step.step, *line)


def _typed(words: tuple[str, ...]) -> Iterator[str]:
    """Yield a command as it is typed, broken where a line becomes too long."""
    line = "$ migcase"
    for word in map(shlex.quote, words):
        if len(line) + len(word) + 3 > WIDTH:
            yield f"{line} \\"
            line = "   "
        line = f"{line} {word}"
    yield line


def _type(
    ctx: click.Context,
    words: tuple[str, ...],
    past: Past,
    reader: str,
    hands: Hands | None,
) -> None:
    """Run one command in the office of the demo; end with it where it fails."""
    clock = Clock(past.today)
    clock.instant += LATE_MORNING
    door = ctx.find_root().command
    with door.make_context("migcase", list(words)) as typed:
        typed.meta[f"migcase.{OFFICE}"] = past.folder
        typed.meta.setdefault(f"migcase.{ACTOR}", reader)
        typed.meta[f"migcase.{CLOCK}"] = clock
        if hands is not None:
            typed.meta[f"migcase.{KEYS}"] = hands.of
        try:
            door.invoke(typed)
        except click.exceptions.Exit as end:
            if end.exit_code not in (0, REFUSED):
                raise
