"""The certificate of an erasure: what was destroyed, when, by whom, and what stays.

It names records by number and nobody by name but those who decided; its hash stands
in the office's log.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from attrs import evolve, frozen

# How long, in seconds, it may take at most from the certificate to its line in the log.
SLOWEST = 60


@frozen
class Certificate:
    """What was erased as number *number* of the office's log asked for.

    *entries* are those whose content nobody reads again; *epoch* is the one of the
    office's keys that was destroyed with them.
    """

    office: str
    number: int
    of: tuple[str, ...]
    entries: int
    asked_by: str
    approved_by: str
    done_by: str
    done_at: datetime
    epoch: int

    @property
    def text(self) -> str:
        """The certificate as the lines whose hash is kept."""
        return "".join(f"{line}\n" for line in self._lines())

    @property
    def hash(self) -> str:
        """The SHA-256 of the text, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()

    def _lines(self) -> Iterator[str]:
        yield "migcase certificate of erasure 1"
        yield f"office {self.office}"
        yield f"erasure {self.number}"
        yield from (f"erased {one}" for one in self.of)
        yield f"entries {self.entries}"
        yield f"asked {self.asked_by}"
        yield f"approved {self.approved_by}"
        yield f"done {self.done_by} {self.done_at.isoformat(timespec='seconds')}"
        yield f"destroyed keys of {len(self.of)} records and of epoch {self.epoch}"


def matching(made: Certificate, kept: str) -> Certificate | None:
    """Return *made* as it was when its hash was *kept*, None where it never was.

    The log has its own instant, a moment later, and does not say the epoch.
    """
    for epoch in range(made.number + 1):
        for seconds in range(SLOWEST):
            at = made.done_at - timedelta(seconds=seconds)
            tried = evolve(made, epoch=epoch, done_at=at)
            if tried.hash == kept:
                return tried
    return None
