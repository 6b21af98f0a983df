"""`migcase explain`: a programme in words, for the people who run it to check."""

from __future__ import annotations

from contextlib import suppress
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

import click

from migcase.cli.counter import plugins_of
from migcase.cli.display import gated
from migcase.cli.error_words import FAILED
from migcase.cli.labels import Labels
from migcase.cli.output import print_json, tell, wants_json
from migcase.cli.programme_meant import programme_meant
from migcase.cli.spoken import Spoken
from migcase.cli.tongue import Tongue
from migcase.errors import BadPlugin, UnknownProgramme
from migcase.programme.declaration import Programme

if TYPE_CHECKING:
    from migcase.judgement.speech import Speech
    from migcase.office.plugins import Plugins


@click.command(cls=Spoken)
@click.argument("programme", required=False, metavar="PROGRAMME")
@click.option("--version", type=int, help=_("An older version of the programme."))
@click.option(
    "--check",
    is_flag=True,
    help=_("Say instead what would keep cases waiting, or people in."),
)
@click.pass_context
def explain(
    ctx: click.Context, programme: str | None, version: int | None, check: bool
) -> None:
    """Print PROGRAMME in plain words, as a page in Markdown.

    It needs no office: what a mission has set is not in it, only the defaults. With
    --check the exit code is 1 where the programme has to be put right. Without
    PROGRAMME, all of them are listed; on a terminal it is asked which one.
    """
    plugins = plugins_of(ctx)
    found = programme_meant(programme, version, plugins, ctx)
    if check:
        _check(ctx, found)
        return
    from migcase.judgement.explain import page

    text = page(found, Tongue.of(found), others=lambda key: _spoken_of(key, plugins))
    if wants_json(ctx):
        body = {
            "programme": found.key,
            "version": found.version,
            "title": Labels.of(found).name(found.key),
            "page": text,
        }
        print_json("explanation", body)
        return
    click.echo(gated(text.rstrip("\n")))


def _spoken_of(key: str, plugins: Plugins) -> Speech | None:
    """Return how another programme is spoken of, None where there is none."""
    with suppress(UnknownProgramme, BadPlugin):
        return Labels.of(plugins.programme(key)).speech()
    return None


def _check(ctx: click.Context, programme: Programme) -> None:
    """Say what was found about *programme*; what may be meant comes last."""
    from migcase.cli.soundness import say_finding
    from migcase.judgement.soundness import findings

    found = sorted(findings(programme), key=lambda one: one.is_note)
    wrong = [one for one in found if not one.is_note]
    if wants_json(ctx):
        rows = [
            {
                "code": one.code,
                "thing": one.thing,
                "where": one.where,
                "note": one.is_note,
                "values": one.values,
            }
            for one in found
        ]
        words = {"programme": programme.key, "version": programme.version}
        print_json("check", {**words, "findings": rows})
    else:
        labels = Labels.of(programme)
        for one in found:
            sign = "!" if one.is_note else "✗"
            tell(f"{sign} {say_finding(one, labels)}")
        tell(_summary(len(wrong), labels.name(programme.key)))
    if wrong:
        ctx.exit(FAILED)


def _summary(number: int, programme: str) -> str:
    """Return how much has to be put right."""
    if not number:
        told = _(
            "{programme}: nothing was found that keeps cases waiting, or people in."
        )
        return told.format(programme=programme)
    told = ngettext(
        "{programme}: {n} thing has to be put right, marked with “✗”.",
        "{programme}: {n} things have to be put right, marked with “✗”.",
        number,
    )
    return told.format(programme=programme, n=number)
