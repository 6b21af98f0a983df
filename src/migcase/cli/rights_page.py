"""`migcase rights`: the table of who may do what, as it is enforced."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from gettext import gettext as _

import click

from migcase.cli.office_words import (
    RELATIONS,
    SENSITIVITIES,
    say_act,
    say_hat,
    say_hats,
)
from migcase.cli.output import print_json, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.roster import rights


@click.command(cls=Spoken)
@click.pass_context
def show_rights(ctx: click.Context) -> None:
    """Print who may do what with which case; what is not there, nobody may.

    Whether a programme lets a role do a step comes on top of it, and so does what a
    plugin objects: both only take away.
    """
    if wants_json(ctx):
        rows = [
            {
                "hat": cell.hat,
                "act": cell.act,
                "relation": cell.relation,
                "sensitivity": cell.sensitivity,
            }
            for cell in rights.every_cell()
            if cell in rights.TABLE
        ]
        print_json("rights", {"rows": rows})
        return
    for hat in rights.HATS:
        tell(say_hat(hat))
        relations = [_(RELATIONS[one]) for one in rights.RELATIONS]
        told = [(say_act(act), *map(_listed, cells)) for act, cells in rows_of(hat)]
        print_table((_("To"), *relations), told)
        tell("")
    tell(_("The office itself"))
    print_table(
        (_("To"), _("Who")),
        [(say_act(act), say_hats(who)) for act, who in office_rows()],
    )


def rows_of(hat: str) -> Iterator[tuple[str, tuple[list[str], ...]]]:
    """Yield each act with a case, and with what *hat* may do it, by relation."""
    for act in rights.CASE_ACTS:
        cells = tuple(_granted(hat, act, relation) for relation in rights.RELATIONS)
        if any(cells):
            yield act, cells


def office_rows() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each act with the office, and which hats may do it."""
    for act in rights.OFFICE_ACTS:
        yield act, tuple(hat for hat in rights.HATS if rights.may([hat], act))


def reading_rights(hats: Collection[str]) -> Iterator[str]:
    """Yield what *hats* together let somebody do with a case, in lines."""
    for relation in rights.RELATIONS:
        for act in rights.CASE_ACTS:
            found = [
                one
                for one in rights.SENSITIVITIES
                if rights.may(hats, act, [relation], one)
            ]
            if found:
                words = {
                    "relation": _(RELATIONS[relation]),
                    "act": say_act(act),
                    "what": _listed(found),
                }
                yield _("- {relation}: {act} ({what})").format(**words)


def _granted(hat: str, act: str, relation: str) -> list[str]:
    return [
        one
        for one in rights.SENSITIVITIES
        if rights.Cell(hat, act, relation, one) in rights.TABLE
    ]


def _listed(sensitivities: Collection[str]) -> str:
    return ", ".join(_(SENSITIVITIES[one]) for one in sensitivities)
