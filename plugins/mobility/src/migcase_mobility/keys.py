"""The names by which words speak of each other before they are declared."""

from __future__ import annotations

from attrs import frozen


@frozen
class Key:
    """Something that is declared further down."""

    key: str


SELECTION = Key("selection")
