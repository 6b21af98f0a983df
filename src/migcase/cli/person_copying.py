"""`migcase person copy`: a person's own copy of all that the office holds on them."""

from __future__ import annotations

import json
import os
from gettext import gettext as _
from pathlib import Path

import click

from migcase.assistance.disclosed import Disclosed
from migcase.cli.counter import counter_of
from migcase.cli.display import brief
from migcase.cli.failing import Worded
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.own_copy import page
from migcase.cli.spoken import Spoken
from migcase.office.copying import Belonged, PersonalCopy
from migcase.roster.events import Reading

KIND = "person-copy"


@click.command(cls=Spoken)
@click.argument("person")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=_("FILE"),
    help=_("Write it into a new file that nobody else can read."),
)
@click.option(
    "--reason", metavar=_("TEXT"), required=True, help=_("Why the copy is made.")
)
@click.pass_context
def copy(ctx: click.Context, person: str, out: Path | None, reason: str) -> None:
    """Copy all that the office holds on PERSON, for the person themself.

    Everything in every version and every case, who received what of it, and who read
    it. What is said about somebody else is left out, and it is said that it was. With
    --json it is complete and can be read by a machine. Free text may name others:
    read it before you hand it over.
    """
    counter = counter_of(ctx)
    if out is not None and os.path.lexists(out):
        told = _("{file} is there already. Nothing was written.")
        raise Worded("exists", told.format(file=brief(str(out))))
    made = counter.office.copies.of(person, reason=reason)
    if out is None and wants_json(ctx):
        print_json(KIND, as_json(made))
        return
    lines = list(page(counter, made))
    if out is None:
        for line in lines:
            tell(line)
        return
    text = "\n".join(lines)
    if wants_json(ctx):
        text = json.dumps({"migcase": 1, "kind": KIND, **as_json(made)}, indent=2)
    with os.fdopen(
        os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
    ) as f:
        f.write(f"{text}\n".encode())
    say(_("The copy is in {file}.").format(file=brief(str(out))))
    say(_("Free text may name others: read it before you hand it over."))


def as_json(made: PersonalCopy) -> dict[str, object]:
    """Return the whole copy as JSON holds it, each entry as it is kept."""
    from migcase.keeping.people_wire import write_version  # loads cattrs
    from migcase.keeping.wire import write_entry

    return {
        "person": made.person,
        "versions": [json.loads(write_version(one)) for one in made.versions],
        "families": [_belonged_as_json(one) for one in made.belonged],
        "cases": [
            {
                "case": one.case,
                "programme": one.programme,
                "roles": list(one.roles),
                "entries": [json.loads(write_entry(entry)) for entry in one.entries],
                "left_out": one.left_out,
            }
            for one in made.cases
        ],
        "closed": list(made.closed),
        "disclosed": [_disclosed_as_json(one) for one in made.disclosed],
        "read": None if made.readings is None else list(map(_as_read, made.readings)),
    }


def _belonged_as_json(one: Belonged) -> dict[str, object]:
    until = one.member.until
    return {
        "family": one.family,
        "role": one.member.role,
        "since": one.member.since.isoformat(),
        "until": None if until is None else until.isoformat(),
    }


def _disclosed_as_json(one: Disclosed) -> dict[str, object]:
    words = ("case", "line", "track", "on", "to", "purpose", "what", "basis")
    more = ("agreement", "acknowledged", "stopped")
    return {word: _plain(getattr(one, word)) for word in (*words, *more)}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, str | bool) else str(value)


def _as_read(reading: Reading) -> dict[str, object]:
    return {
        "of": reading.of,
        "by": reading.reader,
        "at": reading.at.isoformat(),
        "what": list(reading.what),
        "why": reading.why,
    }
