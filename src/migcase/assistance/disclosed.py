"""What was shared of a case, read out of its file: with whom, for what, since when.

Disclosures and referrals alike.  Which of it may be shown to whom is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from migcase.casefile.case import Case, Line
from migcase.kinds import Value

# What each track that shares something calls its receiver, its purpose and the rest.
TRACKS: Mapping[str, Mapping[str, str]] = {
    "disclosure": {
        "to": "disclosed_to",
        "purpose": "disclosed_for",
        "what": "disclosed_what",
        "basis": "disclosed_basis",
        "agreement": "disclosed_under",
        "acknowledged": "acknowledged_on",
        "stopped": "stopped_on",
    },
    "referral": {
        "to": "receiver",
        "purpose": "service",
        "what": "referred_what",
        "basis": "referred_basis",
        "agreement": "referred_under",
        "stopped": "receiver_told",
    },
}


@frozen
class Disclosed:
    """One thing that was shared: *on* which day, and what the rest was answered.

    *acknowledged* is when the receiver confirmed it, *stopped* when they were told
    that nothing more follows.
    """

    case: str
    line: str
    track: str
    on: date
    to: Value | None = None
    purpose: Value | None = None
    what: Value | None = None
    basis: Value | None = None
    agreement: Value | None = None
    acknowledged: Value | None = None
    stopped: Value | None = None


def disclosed(case: Case) -> Iterator[Disclosed]:
    """Yield what was shared of *case*, the oldest first."""
    lines = (line for line in case.lines.values() if line.track in TRACKS)
    for line in sorted(lines, key=lambda one: one.on):
        said = {name: _last(line, key) for name, key in TRACKS[line.track].items()}
        yield Disclosed(case.id, line.id, line.track, line.on, **said)


def _last(line: Line, key: str) -> Value | None:
    told = line.told.get(key)
    return told[-1].value if told else None
