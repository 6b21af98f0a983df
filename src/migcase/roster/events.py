"""What an office writes down about itself: who works here, and what was decided.

An event is what somebody says and what is kept, as in a case file.  Whether it may be
written is for `migcase.roster.judging`; what the events add up to, for
`migcase.roster.fold`.  No event says anything about a beneficiary but opaque numbers
and the reasons that somebody gave.
"""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from migcase.roster.recovery import HolderDropped, HolderNamed, Recovered


@frozen
class Founded:
    """The office was founded; whoever did is its first administrator."""

    name: str
    verifies: bytes
    receives: bytes
    undertaking: date


@frozen
class UserAdded:
    """Somebody works here from now on; *undertaking* is the day they signed theirs."""

    name: str
    verifies: bytes
    receives: bytes
    undertaking: date | None = None


@frozen
class UndertakingSigned:
    """Somebody signed the undertaking of confidentiality; the paper is filed."""

    name: str
    on: date


@frozen
class KeysChanged:
    """Somebody has new keys; what they signed before stays theirs."""

    name: str
    verifies: bytes
    receives: bytes


@frozen
class UserLeft:
    """Somebody no longer works here; their roles end with it."""

    name: str
    reason: str = ""


@frozen
class RoleGranted:
    """Somebody wears a role of a programme, or is to wear one of the whole office.

    An empty *programme* means the office; such a role is in force once somebody else
    has approved it.
    """

    user: str
    role: str
    programme: str = ""


@frozen
class RoleApproved:
    """A second hand put a role of the whole office in force."""

    user: str
    role: str


@frozen
class RoleRevoked:
    """Somebody no longer wears a role."""

    user: str
    role: str
    programme: str = ""


@frozen
class GlassBroken:
    """Somebody opens a case that is not theirs, in an emergency, *until* an instant."""

    case: str
    reason: str
    until: datetime


@frozen
class GlassReviewed:
    """Another person looked at why the glass was broken in entry *number*."""

    number: int
    justified: bool
    note: str


@frozen
class LegalHold:
    """A case or a person must not be erased, whatever the retention says."""

    of: str
    reason: str


@frozen
class LegalHoldLifted:
    """A case or a person may be erased again."""

    of: str
    reason: str


@frozen
class ErasureAsked:
    """Cases and people are to be erased, if somebody else approves."""

    of: tuple[str, ...]
    reason: str


@frozen
class ErasureApproved:
    """A second person approved the erasure that entry *number* asked for."""

    number: int


@frozen
class ErasureDone:
    """What entry *number* asked to be erased is; *certificate* is the hash of its."""

    number: int
    certificate: str = ""


@frozen
class BackedUp:
    """A copy was made, opened and verified; *head* is the office's at that moment."""

    copy: str
    size: int
    head: str = ""


@frozen
class Restored:
    """The office goes on from a copy *made* at that instant."""

    copy: str
    made: datetime
    head: str = ""


@frozen
class RecoveryDrilled:
    """Holders of recovery keys tried whether they open the office."""

    holders: tuple[str, ...]
    worked: bool


@frozen
class MasterRenewed:
    """The office has a new master key, since *epoch* of its keystore."""

    epoch: int


@frozen
class CaseShared:
    """Somebody who may read a sealed case let another read it, too."""

    case: str
    user: str
    reason: str


OfficeEvent = (
    Founded
    | UserAdded
    | UndertakingSigned
    | KeysChanged
    | UserLeft
    | RoleGranted
    | RoleApproved
    | RoleRevoked
    | GlassBroken
    | GlassReviewed
    | LegalHold
    | LegalHoldLifted
    | ErasureAsked
    | ErasureApproved
    | ErasureDone
    | BackedUp
    | Restored
    | RecoveryDrilled
    | HolderNamed
    | HolderDropped
    | Recovered
    | MasterRenewed
    | CaseShared
)


@frozen
class OfficeEntry:
    """One line of the office's log; *id* was made by the client that sent it."""

    number: int
    event: OfficeEvent
    at: datetime
    by: str
    office: str
    id: str


@frozen
class Reading:
    """Somebody was shown what is sensitive *of* a case or a person, and why.

    *what* are the questions whose answers they saw, or parts of a person's sheet.
    """

    reader: str
    number: int
    of: str
    what: tuple[str, ...]
    why: str
    at: datetime
    id: str
