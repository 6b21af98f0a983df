"""What a backup says of itself, and why nothing is restored from one."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from migcase.errors import MigcaseError
from migcase.keeping.backup_file import BadBackup, Contents
from migcase.keeping.seal.checkpoint import (
    EARLIEST,
    LATEST,
    Checkpoint,
    read_checkpoint,
)
from migcase.keeping.seal.errors import BadCheckpoint
from migcase.keeping.wire_value import Misshapen, as_instant
from migcase.office.verifying import Examined


class Occupied(MigcaseError):
    """There is something where the office was to be restored."""

    code = "occupied"
    sentence = "There is something in {folder} already. Nothing was restored."


class BoundToMachine(MigcaseError):
    """The keys of what was in a file are a machine's: a server cannot have it."""

    code = "bound-to-machine"
    sentence = (
        "The office in {file} was in an encrypted file, whose keys belong to a "
        "machine. It can be restored to a file, not to a server."
    )


class StillHere(MigcaseError):
    """This machine works in that office, with keys that are newer than the backup."""

    code = "still-here"
    sentence = (
        "This machine has newer keys of that office. Once the restored one is used "
        "they are destroyed: say which office it replaces."
    )


class NotRestored(MigcaseError):
    """What the backup holds is not in order, or is not what it says."""

    code = "not-restored"
    sentence = "The backup is whole, but what it holds is not in order: {places}."

    def __init__(self, examined: Examined) -> None:
        places = sorted({flaw.case or "the office" for flaw in examined.flaws})
        super().__init__({"places": ", ".join(places)})
        self.examined = examined


@frozen
class Told:
    """What a backup says of itself."""

    office: str
    code: str
    made: datetime
    migcase: str
    tables: str
    is_encrypted: bool
    epoch: int
    on_server: bool
    entries: int
    head: Checkpoint


def told_by(contents: Contents) -> Told:
    """Return what a backup says of itself; raise `BadBackup` where it says nonsense."""
    facts = contents.facts
    try:
        counts = facts["counts"]
        assert isinstance(counts, dict)
        return Told(
            str(facts["office"]),
            str(facts["code"]),
            _instant(facts["made"]),
            str(facts["migcase"]),
            str(facts["tables"]),
            bool(facts["encrypted"]),
            int(str(facts["epoch"])),
            bool(facts["on_server"]),
            int(counts["entry"]),
            read_checkpoint(str(facts["head"])),
        )
    except (
        *(ArithmeticError, AssertionError, KeyError, TypeError, ValueError),
        *(BadCheckpoint, Misshapen),
    ):
        raise BadBackup({"cause": "damaged", "part": "contents"}) from None


def _instant(said: object) -> datetime:
    """Return when a backup says that it was made: an instant that has an age."""
    made = as_instant(said)
    if not EARLIEST <= made.year <= LATEST:
        raise ValueError(made.year)
    return made
