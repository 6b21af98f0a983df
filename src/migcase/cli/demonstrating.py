"""`migcase demo`: an office with invented people, made in a moment."""

from __future__ import annotations

import click

from migcase.cli.spoken import Spoken


@click.command(cls=Spoken)
@click.pass_context
def demo(ctx: click.Context) -> None:
    """Make an office with invented people, and show what a case worker sees in it.

    Nobody in it exists. It is made in a folder of its own and touches no other office.
    """
    from migcase.demo.show import run  # most of migcase, and only for this

    ctx.exit(run())
