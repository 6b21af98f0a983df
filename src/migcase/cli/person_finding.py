"""`migcase person find`: who is meant by a name, a number, a paper."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.counter import counter_of
from migcase.cli.output import print_json, say, wants_json
from migcase.cli.person_json import found_as_json
from migcase.cli.person_words import (
    AGREES,
    SEXES,
    say_birth,
    say_origin,
    say_person,
    word,
)
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table


@click.command(cls=Spoken)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help=_("How many rows at most."),
)
@click.pass_context
def find(ctx: click.Context, words: tuple[str, ...], limit: int) -> None:
    """Find a person by WORDS: a name, a phone, a paper, an old reference.

    A name is found in any spelling, in Latin and in Arabic script, in any order of
    its words. The likeliest come first.
    """
    counter = counter_of(ctx)
    rows = counter.office.people.find(" ".join(words), limit=limit)
    if wants_json(ctx):
        print_json("people", {"rows": [found_as_json(row) for row in rows]})
        return
    if not rows:
        say(_("Nobody was found."))
        say(_("To add somebody: `migcase person add`."))
        return
    print_table(
        (
            _("Number"),
            _("Name"),
            _("Sex"),
            _("Born"),
            _("Nationality"),
            _("Found by"),
        ),
        [
            (
                row.person.id,
                say_person(row.person),
                word(SEXES, row.person.sex),
                say_birth(row.person.born),
                say_origin(row.person),
                word(AGREES, row.by),
            )
            for row in rows
        ],
    )
    if len(rows) == limit:
        say(_("There may be more: say more of the name, or use --limit."))
