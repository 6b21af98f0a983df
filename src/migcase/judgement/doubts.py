"""What was done and might not hold any more.

Nothing but redoing takes a doing back.  A corrected fact, a gate that no longer holds,
a predecessor needed only now, or one done again that takes nothing back, leaves a
doubt, which is shown until somebody confirms or reopens the step.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from migcase.casefile.case import DONE, Case, Mark
from migcase.judgement.outside import Outside
from migcase.judgement.view import View
from migcase.programme.conditions import FALSE, UNKNOWN, Condition
from migcase.programme.declaration import Programme
from migcase.programme.words import Step


@frozen
class Doubt:
    """A doubt about a step that was done: its code, and the place.

    *code* is no-longer-needed, gate-no-longer-holds, before-its-turn, or done-again
    for a step before it.
    """

    code: str
    step: str
    line: str | None


def doubts(case: Case, programme: Programme, outside: Outside) -> Iterator[Doubt]:
    """Yield every doubt about *case*, in the order in which steps are declared."""
    view = View(case, programme, outside, outside.today)
    for step in programme.steps.values():
        if step.of is None:
            yield from doubts_about(step, view)
        else:
            for line in case.lines_of(step.of.key):
                yield from doubts_about(step, view.at_line(line))


def doubts_about(step: Step, scope: View) -> Iterator[Doubt]:
    """Yield the doubts about *step* in one line, or in the case."""
    mark = scope.mark(step.key)
    if mark is None or mark.state != DONE or scope.status(step) != DONE:
        return
    for code in _causes(step, mark, scope):
        yield Doubt(code, step.key, scope.line_id)


def _causes(step: Step, mark: Mark, scope: View) -> Iterator[str]:
    """Yield why the doing might not hold, weighed on the day of the doing."""
    case = scope.case
    then = View(case, scope.programme, scope.outside, mark.on).at(scope.line_id)
    looked = mark.confirmed
    if step.when is not None and _fell(step.when, {FALSE}, then, looked):
        yield "no-longer-needed"
    if any(_fell(one, {FALSE, UNKNOWN}, then, looked) for one in step.requires):
        yield "gate-no-longer-holds"
    if not looked and not all(map(scope.is_settled, step.after)):
        yield "before-its-turn"
    since = max(mark.number, looked)
    if case.redone > since and scope.redone_before(step, doubted=True) > since:
        yield "done-again"


def _fell(condition: Condition, to: set[int], then: View, looked: int) -> bool:
    """Tell whether *condition* came to be one of *to*, and nobody looked since."""
    return condition.weigh(then) in to and condition.support(then) > looked
