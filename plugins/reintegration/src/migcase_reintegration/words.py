"""The sentences of this plugin's own commands, in the reader's language."""

from __future__ import annotations

import gettext
from pathlib import Path

DOMAIN = "migcase_reintegration"
FOLDER = Path(__file__).parent / "locale"


def _(sentence: str) -> str:
    """Return *sentence* out of this plugin's catalogue."""
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    return gettext.dgettext(DOMAIN, sentence)


def spelled(number: object) -> str:
    """Return *number* with the decimal sign of the reader's language."""
    return str(number).replace(".", _("1.5")[1])


def marked(sentence: str) -> str:
    """Return *sentence* as it is: it is translated where it is told."""
    return sentence
