"""Is there a legal basis for what an entry would write about people?

What waits for a basis is for `migcase.programme.grounds`.
"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.casefile.events import NO_FACTS, Event, LineOpened, Noted
from migcase.errors import Refusal
from migcase.judgement.view import View
from migcase.programme.conditions import TRUE


def without_basis(event: Event, now: View) -> Iterator[Refusal]:
    """Yield that nothing makes it lawful to write *event*, as the case then is.

    *now* looks at the case with the event in it, so that what tells of the basis may
    rest on it.  The reason concerns a question or a track; nothing, for a note.
    """
    grounds = now.index.grounds
    if not grounds.bases:
        return
    told = getattr(event, "facts", NO_FACTS)
    waiting = sorted(grounds.personal.intersection(told)) if told else []
    concerns = waiting[0] if waiting else ""
    if isinstance(event, LineOpened) and event.track in grounds.tracks:
        concerns = event.track
    if not concerns and not isinstance(event, Noted):
        return
    line = now.case.lines.get(getattr(event, "line", None) or "")
    basis = grounds.bases.get(None if line is None else line.track)
    if basis is None:
        return
    scope = now if line is None else now.at_line(line)
    if basis.weigh(scope) == TRUE:
        return
    because = basis.explain(scope)
    values = {"told": tuple(waiting), "facts": tuple(because.gaps())}
    yield Refusal("no-legal-basis", concerns, values, because)
