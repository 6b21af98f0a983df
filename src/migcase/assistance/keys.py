"""The names by which files speak of each other, the same in every programme."""

from __future__ import annotations

from attrs import frozen


@frozen
class Key:
    """Something that is declared in another programme, or further down."""

    key: str


CONTACT = Key("contact")
ENVELOPE = Key("envelope")
PAYMENT = Key("payment")
RECEIPT = Key("receipt")
RECONCILE = Key("reconcile")
