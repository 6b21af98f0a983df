"""Whether what was asked for is recorded, where the database failed in the midst of it.

Nothing is tried again.  Where nobody can know, the database is opened anew and looked
at; where that fails too, it is said how to ask again safely.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

import click

from migcase.cli.display import shown
from migcase.cli.options import LOOKED_UP, SENT, wish
from migcase.errors import InDoubt, MigcaseError

# What may stop a command after it began to write.
LATE = frozenset({"failed", "full", "input-output", "let-go", "locked", "read-only"})


def is_recorded(error: MigcaseError, ctx: click.Context) -> bool | None:
    """Tell whether what *ctx* asked for is recorded, None where nobody knows."""
    if ctx.meta.get("migcase.recorded"):
        return True
    if not isinstance(error, InDoubt):
        return False
    sent, look = wish(ctx, SENT), wish(ctx, LOOKED_UP)
    if not sent or look is None:
        return None
    try:
        return bool(look(sent))
    except MigcaseError:
        return None


def say_fate(
    error: MigcaseError, ctx: click.Context, found: bool | None
) -> Iterator[str]:
    """Yield what became of what *ctx* asked for, as `is_recorded` *found* it."""
    if found and not isinstance(error, InDoubt):
        yield _("What you asked for was recorded before.")
    elif found:
        yield _("Looked at anew: what you asked for is recorded.")
    elif found is None:
        yield _("Whether it was recorded could not be found out.")
        sent = wish(ctx, SENT)
        if sent:
            told = _("Once this is put right, the same again with --id {id} is safe.")
            yield told.format(id=shown(str(sent)))
        else:
            yield _("Once this is put right, look before you type it again.")
    elif isinstance(error, InDoubt):
        yield _("Looked at anew: nothing was recorded.")
    elif error.values.get("cause") in LATE:
        yield _("Nothing was recorded.")
