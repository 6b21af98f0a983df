"""May this be written into the office's log?

One question, one answer: the reasons why not.  Who may, the table of rights says;
that two people are needed, and that nobody is left out of their own office, is said
here.  In a training office without keys anybody may, but never the same hand twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from migcase.errors import Refusal
from migcase.roster import deciding, joining, rights
from migcase.roster.asked import Asked
from migcase.roster.events import (
    BackedUp,
    CaseShared,
    ErasureApproved,
    ErasureAsked,
    ErasureDone,
    Founded,
    GlassBroken,
    GlassReviewed,
    KeysChanged,
    LegalHold,
    LegalHoldLifted,
    MasterRenewed,
    OfficeEvent,
    RecoveryDrilled,
    Restored,
    RoleApproved,
    RoleGranted,
    RoleRevoked,
    UndertakingSigned,
    UserAdded,
    UserLeft,
)
from migcase.roster.recovery import HolderDropped, HolderNamed, Recovered

# Which act each event is, where it is one of the table's.
ACTS: Mapping[type, str] = {
    UserAdded: rights.GRANT,
    RoleGranted: rights.GRANT,
    RoleRevoked: rights.GRANT,
    GlassBroken: rights.BREAK,
    GlassReviewed: rights.REVIEW,
    LegalHold: rights.HOLD,
    LegalHoldLifted: rights.HOLD,
    ErasureAsked: rights.ASK_ERASURE,
    ErasureApproved: rights.ERASE,
    ErasureDone: rights.ERASE,
    BackedUp: rights.BACKUP,
    Restored: rights.RESTORE,
    RecoveryDrilled: rights.DRILL,
    HolderNamed: rights.GRANT,
    HolderDropped: rights.GRANT,
    MasterRenewed: rights.GRANT,
}


def why_not(event: OfficeEvent, asked: Asked) -> Iterator[Refusal]:
    """Yield every reason why *event* may not be written."""
    roster = asked.roster
    if isinstance(event, Founded):
        if roster.number:
            yield Refusal("already-founded", event.name)
        keys = event.verifies, event.receives
        yield from joining.name_and_keys(event.name, *keys, asked)
        return
    if isinstance(event, Recovered):
        # Whoever is let in is in no roster, or with keys that they have lost.
        yield from joining.recovered(event, asked)
        return
    if not asked.training:
        if not roster.works(asked.by):
            yield Refusal("not-here", asked.by)
            return
        yield from _entitled(event, asked)
    if type(event) in _REASONS:
        yield from _REASONS[type(event)](event, asked)


def _entitled(event: OfficeEvent, asked: Asked) -> Iterator[Refusal]:
    """Yield that *by* may not do this, by the table."""
    act = ACTS.get(type(event))
    if isinstance(event, CaseShared):
        return  # whoever can open the case may, and nobody else could
    if act is None:
        own = getattr(event, "name", "") == asked.by
        act = None if own else rights.GRANT
    if isinstance(event, RoleApproved) and joining.accepts(event, asked):
        act = None
    if act is not None and not rights.may(asked.roster.worn(asked.by), act):
        hats = [hat for hat in rights.HATS if rights.may([hat], act)]
        yield Refusal("not-your-office", act, {"hats": tuple(hats)})


_REASONS: Mapping[type, Callable[..., Iterator[Refusal]]] = {
    UserAdded: joining.added,
    UndertakingSigned: joining.signed,
    KeysChanged: joining.rekeyed,
    UserLeft: joining.left,
    RoleGranted: joining.granted,
    RoleApproved: joining.role_approved,
    RoleRevoked: joining.revoked,
    GlassBroken: deciding.broken,
    GlassReviewed: deciding.reviewed,
    LegalHold: deciding.held,
    LegalHoldLifted: deciding.lifted,
    ErasureAsked: deciding.erasure_asked,
    ErasureApproved: deciding.approved,
    ErasureDone: deciding.erased,
    CaseShared: deciding.shared,
}
