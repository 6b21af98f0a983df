"""The reader's language, as the rooms that explain ask for it.

Sentences of the house come from our catalogue, titles and questions of a programme
from the one in the folder ``locale`` beside its declaration.
"""

from __future__ import annotations

import gettext
import os
from contextlib import suppress
from pathlib import Path

from attrs import field, frozen

from migcase.cli.display import shown
from migcase.locale import DOMAIN, FOLDER, LANGUAGES, language_of
from migcase.programme.declaration import Programme

# The words of what programmes share; a plugin's own catalogue comes before it.
SHARED = "migcase_assistance"
SHARED_FOLDER = FOLDER.parent / "assistance" / "locale"


@frozen
class Tongue:
    """Words in the reader's language; *domain* names the plugin's catalogue, if any."""

    domain: str = ""
    language: str = field(factory=lambda: language_of(os.environ))

    @classmethod
    def of(cls, programme: Programme | None) -> Tongue:
        """Return the words for *programme*."""
        return cls("" if programme is None else _catalogue(programme))

    def gettext(self, message: str) -> str:
        """Return a sentence of the house, translated."""
        return gettext.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the form of a sentence that goes with *number*, translated."""
        return gettext.ngettext(one, many, number)

    def label(self, text: str) -> str:
        """Return a title, a question or a choice of the plugin, translated."""
        gettext.bindtextdomain(SHARED, str(SHARED_FOLDER))
        for domain in (self.domain, SHARED):
            said = gettext.dgettext(domain, text) if domain and text else text
            if said != text:
                return shown(said)
        return shown(text)

    def everywhere(self, text: str) -> tuple[str, ...]:
        """Return *text* in each of our languages, as somebody may type it."""
        gettext.bindtextdomain(SHARED, str(SHARED_FOLDER))
        found = [text]
        for domain in (self.domain, SHARED, DOMAIN):
            folder = gettext.bindtextdomain(domain) if domain and text else ""
            for language in LANGUAGES if folder else ():
                words = gettext.translation(domain, folder, [language], fallback=True)
                found.append(shown(words.gettext(text)))
        return tuple(dict.fromkeys(found))


def folded(text: str) -> str:
    """Return a title as it is compared: small letters, any space, any apostrophe."""
    return " ".join(text.replace("’", "'").casefold().split())


def _catalogue(programme: Programme) -> str:
    """Bind the catalogue beside the declaration of *programme*; return its name."""
    folder = Path(programme.where.file).parent
    for place in (folder, folder.parent):
        with suppress(OSError):  # a disk that fails costs words, not the command
            for found in sorted((place / "locale").glob("*/LC_MESSAGES/*.mo")):
                gettext.bindtextdomain(found.stem, str(place / "locale"))
                return found.stem
    return ""
