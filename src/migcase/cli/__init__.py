"""The command line: the door through which people come in.

Chooses the reader's language before anything that speaks is imported, so that the
words of click come from the same catalogue as ours.  What can be asked for stands in
`migcase.cli.directory`.
"""

from __future__ import annotations

import gettext
import os
import sys
import threading
from collections.abc import Sequence
from itertools import zip_longest

from migcase.cli.consoles import make_do
from migcase.locale import DOMAIN, FOLDER, LANGUAGES, language_of


def main() -> None:
    """Do what the words on the command line ask for, and exit."""
    words = sys.argv[1:]
    make_do()
    sys.excepthook = _say_only_what
    sys.unraisablehook = lambda found: _say_only_what(found.exc_type)
    threading.excepthook = lambda found: _say_only_what(found.exc_type)
    speak(_asked_for(words) or language_of(os.environ))
    from migcase.cli.door import door  # speaks as soon as it is imported

    door.main(args=words, prog_name="migcase")


def _say_only_what(kind: type[BaseException], *_about: object) -> None:
    """Say which error nobody caught, never what it says: it may quote a case."""
    if sys.stderr is not None:
        sys.stderr.write(f"migcase: {kind.__name__}\n")


def speak(language: str) -> None:
    """Take every sentence from now on out of the catalogue of *language*."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)


def _asked_for(words: Sequence[str]) -> str:
    """Return which of our languages ``--lang`` names, before anybody parses options."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word == "--":
            break
        named = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and named in LANGUAGES:
            return named
    return ""
