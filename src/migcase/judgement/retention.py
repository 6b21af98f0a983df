"""Until when the file of a closed case is kept."""

from __future__ import annotations

from datetime import date

from migcase.judgement.view import View


def kept_until(view: View) -> date | None:
    """Return the last day on which a closed file is kept; None if nobody said so.

    A case that is open, or open again, has no such day.
    """
    ended, keep = view.case.ended, view.programme.keep
    return None if ended is None or keep is None else view.deadline(keep, ended.on)
