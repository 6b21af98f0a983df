"""How many rows a list is asked for, the same in every register and in the office."""

from __future__ import annotations

from migcase.errors import MigcaseError

# More than any register holds; every database can count as far.
MOST = 10**9


class BadLimit(MigcaseError):
    """A list was asked for no row, or for less; or for what is no number."""

    code = "bad-limit"
    sentence = "A list is asked for one row or more, not for {limit}."


def rows_wanted(limit: object) -> int:
    """Return for how many rows a list is asked; raise `BadLimit`."""
    if not isinstance(limit, int) or isinstance(limit, bool):
        raise BadLimit({"limit": type(limit).__name__})
    if limit < 1:
        raise BadLimit({"limit": limit})
    return min(limit, MOST)
