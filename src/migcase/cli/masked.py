"""Which masked answers somebody asks to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from migcase.casefile.case import Case
from migcase.cli.display import shown
from migcase.cli.failing import Worded
from migcase.cli.labels import Labels
from migcase.programme.near import near

EVERYTHING = "*"


def keys_in(text: str, case: Case, labels: Labels) -> tuple[str, ...]:
    """Return the questions that *text* names; none where it means all."""
    keys = tuple(filter(None, (one.strip() for one in text.split(","))))
    if text == EVERYTHING:
        return ()
    known = set(_told(case))
    for key in keys:
        if key not in known and labels.field(key) is None:
            told = _("Nobody was asked {key} in this case.").format(key=shown(key))
            raise Worded("unknown-word", told, near=(near(key, known),))
    return keys


def _told(case: Case) -> Iterator[str]:
    yield from case.told
    for line in case.lines.values():
        yield from line.told
