"""How an office stands to a head that somebody noted outside it."""

from __future__ import annotations

from attrs import frozen

from migcase.keeping.proof import Proof
from migcase.keeping.seal.checkpoint import Checkpoint
from migcase.keeping.seal.errors import BadSignature
from migcase.keeping.seal.hands import Public
from migcase.keeping.verify import Verdict
from migcase.keeping.verify_case import Authors

HOLDS, OLDER, CHANGED, UNKNOWN, ELSEWHERE, FORGED = (
    *("holds", "older", "changed", "unknown", "elsewhere", "forged"),
)


@frozen
class Known:
    """A head that somebody noted outside the office: its root, and what else is known.

    *size* is None where only the root was written down.
    """

    root: bytes
    size: int | None = None
    note: Checkpoint | None = None


@frozen
class Against:
    """How the office stands to a head that is known; *missing* entries, at least."""

    outcome: str
    size: int
    missing: int = 0


def against_head(
    known: Known | None,
    verdict: Verdict,
    proof: Proof,
    office: str,
    authors: Authors | None,
) -> Against | None:
    """Return how what was verified stands to *known*; None where that is none."""
    if known is None:
        return None
    size = known.size
    if known.note is not None and known.note.office != office:
        return Against(ELSEWHERE, known.note.size)
    if known.note is not None and authors is not None:
        public = authors(known.note.by, known.note.at)
        if public is None or not _is_by(known.note, public):
            return Against(FORGED, known.note.size)
    if size is None:
        for head in proof.heads():
            if verdict.roots.get(head.size) == known.root:
                return Against(HOLDS, head.size)
        return Against(UNKNOWN, 0)
    if size > verdict.counted:
        return Against(OLDER, size, max(0, size - verdict.entries))
    holds = verdict.roots.get(size) == known.root
    return Against(HOLDS if holds else CHANGED, size)


def _is_by(note: Checkpoint, public: Public) -> bool:
    try:
        note.check(public)
    except BadSignature:
        return False
    return True
