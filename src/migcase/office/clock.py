"""The only clock of the house.

Everywhere else the day and the instant are arguments, so that the same arguments
always give the same answer.
"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return this instant, in UTC."""
    return datetime.now(UTC)
