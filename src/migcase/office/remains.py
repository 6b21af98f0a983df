"""What stays of an erased case: when it was opened, what was done, when and by whom.

Of what was said nobody reads anything again; what sort of thing was written stays in
clear, because an office answers for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

from migcase.casefile.events import Event
from migcase.keeping.proof import Written
from migcase.keeping.register import CaseRow, Register
from migcase.keeping.sealed import ERASED
from migcase.keeping.wire import read_open
from migcase.keeping.wire_value import as_instant
from migcase.office.guard import Guard
from migcase.programme.declaration import Programme
from migcase.roster import rights


@frozen
class Remaining:
    """What stays of one entry: its sort, and of what it *said* what is no content."""

    number: int
    what: type[Event]
    on: date
    at: datetime
    by: str
    said: Mapping[str, object]


@frozen
class Remains:
    """What stays of one erased case."""

    row: CaseRow
    entries: tuple[Remaining, ...]


def remains_of(
    row: CaseRow, register: Register, guard: Guard, programme: Programme | None
) -> Remains | None:
    """Return what stays of the case of *row*, None where it was not erased.

    Raise `NotAllowed` for whom it would not have concerned: who has no role in its
    programme, or none of those to whom its files are sealed.
    """
    if row.status != ERASED or register.proof is None:
        return None
    if guard.enforces and not _concerns(row, guard, programme):
        raise guard.refused(rights.READ, row.case)
    return Remains(row, tuple(map(_remaining, register.proof.case(row.case).written)))


def _concerns(row: CaseRow, guard: Guard, programme: Programme | None) -> bool:
    # Who works here is read anew by asking for it; `sees` goes by what is known.
    worn = guard.roster.actor(guard.name, row.programme).roles
    sealed_to = () if programme is None else programme.sealed_to
    is_reader = not sealed_to or any(role.key in worn for role in sealed_to)
    return is_reader and guard.sees(row.case, row.programme, None, rights.READ)


def _remaining(row: Written) -> Remaining:
    what, said, by = read_open(row.case, row.number, row.body)
    on = date.fromisoformat(str(said["on"]))
    return Remaining(row.number, what, on, as_instant(row.at), by, said)
