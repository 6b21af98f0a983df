"""The three truths, and the sets of them that are possible.

A condition is true, false or *unknown* (Kleene): what nobody has told yet makes it
unknown, not false.  A set of possible truths is a number with one bit for each, so
that "true or unknown, depending on the answer" is a value like any other.
"""

from __future__ import annotations

TRUE, FALSE, UNKNOWN = 1, 2, 4
ANY = TRUE | FALSE | UNKNOWN


def conjunction(left: int, right: int) -> int:
    """Return the truths possible for both of two sets of possible truths."""
    either, open_ended = left | right, TRUE | UNKNOWN
    unknown = either & UNKNOWN if left & open_ended and right & open_ended else 0
    return (left & right & TRUE) | (either & FALSE) | unknown


def disjunction(left: int, right: int) -> int:
    """Return the truths possible for one or the other."""
    either, open_ended = left | right, FALSE | UNKNOWN
    unknown = either & UNKNOWN if left & open_ended and right & open_ended else 0
    return (either & TRUE) | (left & right & FALSE) | unknown


def negation(found: int) -> int:
    """Return the contrary of a set of possible truths."""
    swapped = ((found & TRUE) << 1) | ((found & FALSE) >> 1)
    return swapped | (found & UNKNOWN)


def truth_of(found: int) -> str:
    """Return the word for a single truth."""
    return {TRUE: "true", FALSE: "false"}.get(found, "unknown")
