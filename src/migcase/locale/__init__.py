"""The languages that people read in, and where their catalogues lie.

Chooses a language; translates nothing.  The words of the house are in English in the
code, and ``<language>/LC_MESSAGES/migcase.mo`` holds what they are in another.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

DOMAIN = "migcase"
FOLDER = Path(__file__).parent

# The first is what a reader gets when nothing else is set.
LANGUAGES = ("fr", "en")

# Where a wish for a language stands, the strongest first.
WISHES = ("MIGCASE_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language that *environment* asks for, French where it asks for none.

    The locales C and POSIX, also as ``C.UTF-8``, are no wish for a language: they are
    what a machine has before anybody has chosen.
    """
    for name in WISHES:
        for wish in environment.get(name, "").split(":"):
            language = wish.partition(".")[0].partition("_")[0].partition("-")[0]
            if language.lower() in LANGUAGES:
                return language.lower()
    return LANGUAGES[0]


def marked(message: str) -> str:
    """Return *message* as it is; it is translated where it is shown."""
    return message
