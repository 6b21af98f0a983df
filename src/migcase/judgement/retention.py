"""Until when the file of a closed case is kept, and by which rule."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from migcase.judgement.view import View
from migcase.programme.expressions import Expression


@frozen
class Retained:
    """The last day on which a closed file is kept, and what says so.

    *value* is what the rule comes to here: a period, or the day itself.
    """

    until: date
    rule: Expression[object]
    value: object


def kept_until(view: View) -> date | None:
    """Return the last day on which a closed file is kept; None if nobody said so."""
    found = retained(view)
    return None if found is None else found.until


def retained(view: View) -> Retained | None:
    """Return until when a closed file is kept, and by which rule; None by none.

    Its ending may say it otherwise than its programme.  A case that is open, or open
    again, has no such day.
    """
    ended, keep = view.case.ended, view.programme.keep
    if ended is None:
        return None
    outcome = view.programme.outcome(ended.outcome)
    if outcome is not None and outcome.keep is not None:
        keep = outcome.keep
    until = None if keep is None else view.deadline(keep, ended.on)
    if keep is None or until is None:
        return None
    return Retained(until, keep, keep.value(view))
