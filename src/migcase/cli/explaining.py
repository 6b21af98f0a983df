"""`migcase explain`: a programme in words, for the people who run it to check."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.counter import plugins_of
from migcase.cli.labels import Labels
from migcase.cli.output import print_json, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.tongue import Tongue


@click.command(cls=Spoken)
@click.argument("programme")
@click.option("--version", type=int, help=_("An older version of the programme."))
@click.pass_context
def explain(ctx: click.Context, programme: str, version: int | None) -> None:
    """Print PROGRAMME in plain words, as a page in Markdown.

    It needs no office: what a mission has set is not in it, only the defaults.
    """
    from migcase.judgement.explain import page

    found = plugins_of(ctx).programme(programme, version)
    text = page(found, Tongue.of(found))
    if wants_json(ctx):
        body = {
            "programme": found.key,
            "version": found.version,
            "title": Labels.of(found).name(found.key),
            "page": text,
        }
        print_json("explanation", body)
        return
    click.echo(text.rstrip("\n"))
