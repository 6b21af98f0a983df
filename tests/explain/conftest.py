"""A small programme that uses every word once, and the words to speak of it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest
from attrs import frozen
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import migcase

LOCALE = Path(migcase.__file__).parent / "locale"


@frozen
class French:
    """The French sentences of the house; labels of the plugin stay as they are."""

    catalogue: GNUTranslations
    labels: Mapping[str, str]
    language: str = "fr"

    def gettext(self, message: str) -> str:
        return self.catalogue.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.catalogue.ngettext(one, many, number)

    def label(self, text: str) -> str:
        return self.labels.get(text, text)


@cache
def french_catalogue() -> Catalog:
    """Return the French sentences, in whichever file of the language they stand."""
    found = Catalog(locale="fr")
    for path in sorted((LOCALE / "fr").rglob("*.po")):
        with path.open("rb") as lines:
            for message in read_po(lines, locale="fr"):
                said = message.string
                said = said if isinstance(said, tuple) else (said,)
                if message.id and all(said) and not message.fuzzy:
                    found.add(message.id, message.string)
    return found


@pytest.fixture(scope="session")
def french() -> French:
    compiled = io.BytesIO()
    write_mo(compiled, french_catalogue())
    compiled.seek(0)
    return French(GNUTranslations(compiled), {})
