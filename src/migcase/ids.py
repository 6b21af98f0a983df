"""Ids that machines make: UUID version 7 (RFC 9562), in order of time.

No clock and no randomness of its own: both are arguments, so that a test or a
simulation gets the same ids twice. Ids of one millisecond have no order among
themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from migcase.calendar import NaiveInstant
from migcase.errors import MigcaseError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class BadId(MigcaseError):
    """No id can be made of that instant or that randomness."""

    code = "bad-id"
    sentence = "No id can be made at {instant} of {bytes} random bytes."


def new_id(at: datetime, random: Callable[[int], bytes]) -> str:
    """Make an id for something that is written at *at*.

    *random* gives as many random bytes as it is asked for, as `os.urandom` does.
    """
    if at.utcoffset() is None:
        raise NaiveInstant({"instant": at.isoformat()})
    milliseconds = (at - _EPOCH) // _MILLISECOND
    noise = random(10)
    if milliseconds < 0 or len(noise) != 10:
        raise BadId({"instant": at.isoformat(), "bytes": len(noise)})
    number = milliseconds << 80 | int.from_bytes(noise, "big")
    number = number & ~(0xF << 76) | 0x7 << 76  # version 7
    number = number & ~(0x3 << 62) | 0x2 << 62  # the variant of RFC 9562
    digits = f"{number:032x}"
    parts = digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]
    return "-".join(parts)
