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


class BadKeys(MigcaseError):
    """The file of keys of an office cannot be used; *cause* says why."""

    code = "bad-keys"
    sentence = "The keys in {file} cannot be used: {cause}."


class KeysInDoubt(MigcaseError):
    """For whom a new master key would be sealed is in doubt; *cause* says why."""

    code = "keys-in-doubt"
    sentence = "No new master key was made: {cause} {user}."


class WrongPassphrase(MigcaseError):
    """No slot opens: the name or the passphrase is wrong, and nobody says which."""

    code = "wrong-passphrase"
    sentence = "Wrong name or passphrase."


class NoSecret(MigcaseError):
    """This machine does not keep its part of the keys of an office."""

    code = "no-secret"
    sentence = "This machine keeps no secret of office {office}, epoch {epoch}."


class BadShare(MigcaseError):
    """What was typed is no printed key of recovery; *group* is where, 0 for nowhere."""

    code = "bad-share"
    sentence = "This is no printed key; group {group}."


class NoRecovery(MigcaseError):
    """Those two printed keys do not open this office."""

    code = "no-recovery"
    sentence = "These two keys do not open this office."


class BadCheckpoint(MigcaseError):
    """A text is not the head of an office's tree."""

    code = "bad-head"
    sentence = "This is no head of an office: it was shortened, or changed."
