"""Until when the file of a closed case is kept."""

from __future__ import annotations

from datetime import date

from migcase.judgement.view import View


def kept_until(view: View) -> date | None:
    """Return the last day on which a closed file is kept; None if nobody said so.

    Its ending may say it otherwise than its programme.  A case that is open, or open
    again, has no such day.
    """
    ended, keep = view.case.ended, view.programme.keep
    if ended is None:
        return None
    outcome = view.programme.outcome(ended.outcome)
    if outcome is not None and outcome.keep is not None:
        keep = outcome.keep
    return None if keep is None else view.deadline(keep, ended.on)
