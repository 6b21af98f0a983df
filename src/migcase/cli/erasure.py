"""`migcase erase`: what is kept of a person or a case, destroyed for good, by two."""

from __future__ import annotations

import click

from migcase.cli.directory import Entry
from migcase.cli.drawer import Drawer
from migcase.locale import marked

ERASE = {
    "list": Entry("erasing", "list_erasures", marked("What was asked, and how far.")),
    "ask": Entry("erasing", "ask", marked("Ask that cases or people be erased.")),
    "approve": Entry("erasing", "approve", marked("Approve what another asked for.")),
    "do": Entry("erasing", "carry_out", marked("Erase what was approved, for good.")),
}


class _Erasures(Drawer):
    entries = ERASE


@click.group(cls=_Erasures)
def erase() -> None:
    """Make what is kept of a person or a case unreadable for good.

    One asks, another approves, and somebody who may carries it out. What stays is that
    there was a case, when, and who wrote into it: the history proves itself as before.
    """
