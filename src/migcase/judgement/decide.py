"""What an entry would make of a case: the reasons against it, or what comes of it.

Judging and working out what is open look at the same case before and after the same
entry; here they look once.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from migcase.casefile.case import Case, follow
from migcase.casefile.events import Entry
from migcase.errors import Refusal
from migcase.judgement.agenda import moved_on
from migcase.judgement.outside import Outside
from migcase.judgement.rules import reasons
from migcase.judgement.view import View
from migcase.judgement.work import Work
from migcase.programme.declaration import Programme


@frozen(slots=False)
class Decision:
    """The reasons against an entry; or the case after it and what is open then."""

    refusals: tuple[Refusal, ...]
    case: Case
    work: Work


def decide(
    case: Case,
    work: Work,
    entry: Entry,
    programme: Programme,
    outside: Outside,
    objections: Iterable[Refusal] = (),
) -> Decision:
    """Return what *entry* would make of *case*, whose open work is *work*.

    *objections* are further reasons.  Where there are any reasons, *case* and *work*
    are returned as they are.
    """
    after = follow(case, entry)
    on, today = entry.event.on, outside.today
    was = View(case, programme, outside, on)
    now = View(after, programme, outside, on)
    found = (*reasons(entry, was, now, work), *objections)
    if found:
        return Decision(found, case, work)
    then = now if on == today else View(after, programme, outside, today)
    moved = moved_on(work, case, entry, then)
    for view in {was, now, then}:
        view.let_go()
    return Decision((), after, moved)
