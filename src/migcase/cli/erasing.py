"""The commands of `migcase erase`, one act each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migcase.cli.agreeing import must_agree
from migcase.cli.counter import counter_of, folder_of
from migcase.cli.days import say_instant
from migcase.cli.display import brief, can_ask, shown
from migcase.cli.failing import Worded
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.office.erasing import NothingSealed
from migcase.roster.members import Erasure

if TYPE_CHECKING:
    from migcase.office.certificate import Certificate


@click.command(cls=Spoken)
@click.argument("records", nargs=-1, required=True, metavar=_("CASE|PERSON…"))
@click.option(
    "--reason", metavar=_("TEXT"), required=True, help=_("Why; it is kept sealed.")
)
@click.pass_context
def ask(ctx: click.Context, records: tuple[str, ...], reason: str) -> None:
    """Ask that cases or people be erased; with a person go the cases about them.

    Cases have to be closed first. Nothing is erased before another person has approved
    it.
    """
    counter = counter_of(ctx)
    entry = counter.office.erasures.ask(records, reason)
    ctx.meta["migcase.recorded"] = True
    found = counter.office.roster.erasures[entry.number]
    if wants_json(ctx):
        print_json("erasure", as_json(found))
        return
    words = {"number": entry.number, "records": ", ".join(map(shown, found.of))}
    tell(_("Erasure {number} is asked for: {records}.").format(**words))
    say(_("Another person approves it: migcase erase approve {number}").format(**words))


@click.command(cls=Spoken)
@click.argument("number", type=click.IntRange(min=1))
@click.pass_context
def approve(ctx: click.Context, number: int) -> None:
    """Approve erasure NUMBER, which another person asked for."""
    counter = counter_of(ctx)
    counter.office.erasures.approve(number)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("erasure", as_json(counter.office.roster.erasures[number]))
        return
    tell(_("Erasure {number} is approved.").format(number=number))
    say(_("To carry it out: migcase erase do {number}").format(number=number))


@click.command(cls=Spoken)
@click.argument("number", type=click.IntRange(min=1))
@click.option("--yes", is_flag=True, help=_("Do not ask again."))
@click.option(
    "--certificate",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Write the certificate into a new file."),
)
@click.pass_context
def carry_out(ctx: click.Context, number: int, yes: bool, file: Path | None) -> None:
    """Erase for good what erasure NUMBER asked for, and print its certificate.

    Nobody can bring it back. Copies made before, on paper or in backups, are not
    reached: destroy them as well.
    """
    counter = counter_of(ctx)
    found = counter.office.roster.erasures.get(number)
    if file is not None and os.path.lexists(file):
        told = _("{file} is there already. Nothing was erased.")
        raise Worded("exists", told.format(file=brief(str(file))))
    if found is not None and found.done is None and not yes:
        _sure(found)
    keys = counter.office.keyring
    if keys is None:
        raise NothingSealed
    from migcase.keeping.seal.turning import Turn  # loads ciphers

    turn = Turn(folder_of(ctx), keys)
    was_done = found is not None and found.done is not None
    certificate = counter.office.erasures.carry_out(number, turn)
    ctx.meta["migcase.recorded"] = True
    if file is not None:
        with os.fdopen(
            os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600),
            "w",
            encoding="utf-8",
        ) as out:
            out.write("".join(f"{line}\n" for line in page(certificate)))
    if wants_json(ctx):
        print_json("erased", _certificate_as_json(certificate))
        return
    for line in page(certificate):
        tell(line)
    say(_("Backups and papers made before still hold it: destroy them as well."))
    if was_done:
        say(_("It was done before; this is its certificate again."))
    else:
        say(_("Everybody has to unlock the office again."))


@click.command(cls=Spoken)
@click.pass_context
def list_erasures(ctx: click.Context) -> None:
    """List what was asked to be erased, and how far each is."""
    counter = counter_of(ctx)
    found = counter.office.roster.erasures.values()
    if wants_json(ctx):
        print_json("erasures", {"erasures": [as_json(one) for one in found]})
        return
    if not found:
        say(_("Nobody asked for an erasure."))
    for one in found:
        words = {
            "number": one.number,
            "records": ", ".join(map(shown, one.of)),
            "who": shown(one.asked_by),
            "other": shown(one.approved_by),
            "at": "" if one.done is None else say_instant(one.done),
        }
        if one.done is not None:
            told = _("{number}  {records}: erased on {at}")
        elif one.approved_by:
            told = _("{number}  {records}: asked by {who}, approved by {other}")
        else:
            told = _("{number}  {records}: asked by {who}, waits for an approval")
        tell(told.format(**words))


def page(certificate: Certificate) -> Iterator[str]:
    """Yield the certificate in the reader's language, then what its hash stands for."""
    words = {
        "office": certificate.office,
        "number": certificate.number,
        "records": ", ".join(map(shown, certificate.of)),
        "n": certificate.entries,
        "asked": shown(certificate.asked_by),
        "approved": shown(certificate.approved_by),
        "done": shown(certificate.done_by),
        "at": say_instant(certificate.done_at),
    }
    yield _("Certificate of erasure {number} of the office {office}").format(**words)
    yield ""
    yield _("Erased for good: {records}").format(**words)
    yield _("Entries that nobody can read again: {n}").format(**words)
    yield _("Asked for by {asked}, approved by {approved}").format(**words)
    yield _("Carried out by {done} on {at}").format(**words)
    yield _("The keys to what was said were destroyed. That it was there, stays.")
    yield ""
    yield _("The office's log keeps the hash of these lines:")
    yield from certificate.text.splitlines()
    yield f"sha256 {certificate.hash}"


def as_json(one: Erasure) -> dict[str, object]:
    """Return an erasure as JSON holds it; not its reason, which may name somebody."""
    return {
        "number": one.number,
        "of": list(one.of),
        "asked_by": one.asked_by,
        "approved_by": one.approved_by or None,
        "done": one.done,
    }


def _sure(found: Erasure) -> None:
    """Ask whoever sits at a terminal whether they mean it."""
    records = ", ".join(map(shown, found.of))
    if not can_ask():
        told = _("This is for good: say --yes to erase {records}.")
        raise Worded("not-sure", told.format(records=records))
    say(_("This is for good: {records}").format(records=records))
    must_agree(_("Erase it?"))


def _certificate_as_json(one: Certificate) -> dict[str, object]:
    return {
        "number": one.number,
        "of": list(one.of),
        "entries": one.entries,
        "text": one.text,
        "sha256": one.hash,
    }
