"""What goes wrong where something is sealed, signed or opened."""

from __future__ import annotations

from migcase.errors import MigcaseError


class SealBroken(MigcaseError):
    """Sealed bytes do not open: damaged, moved from elsewhere, or another's key."""

    code = "seal-broken"
    sentence = "What is sealed as {place} does not open with the key that it should."


class BadSignature(MigcaseError):
    """A signature is not that of whoever is said to have signed."""

    code = "bad-signature"
    sentence = "What is signed as {name} was not signed by them."


class TooManySeals(MigcaseError):
    """One key has sealed as often as it safely may."""

    code = "too-many-seals"
    sentence = "The key of {place} has sealed so often that it may seal no more."
