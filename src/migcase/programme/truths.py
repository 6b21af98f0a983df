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
    return (
        (left & right & TRUE)
        | ((left | right) & FALSE)
        | (UNKNOWN if _can_be_unknown(left, right) else 0)
    )


def disjunction(left: int, right: int) -> int:
    """Return the truths possible for one or the other."""
    return negation(conjunction(negation(left), negation(right)))


def negation(found: int) -> int:
    """Return the contrary of a set of possible truths."""
    swapped = ((found & TRUE) << 1) | ((found & FALSE) >> 1)
    return swapped | (found & UNKNOWN)


def truth_of(found: int) -> str:
    """Return the word for a single truth."""
    return {TRUE: "true", FALSE: "false"}.get(found, "unknown")


def _can_be_unknown(left: int, right: int) -> bool:
    undecided = TRUE | UNKNOWN
    return bool(
        (left & UNKNOWN and right & undecided) or (right & UNKNOWN and left & undecided)
    )
