"""Why a task stands where it does in the agenda: one reason, in words."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from gettext import ngettext

from migcase.cli.days import say_day, say_distance
from migcase.cli.labels import Labels
from migcase.judgement.work import DO, EARLY, GATED, HELD, Task

# A task due within so many days is soon.
SOON = 7


def rank(task: Task, today: date, labels: Labels) -> str:
    """Return why *task* presses, or why it does not."""
    if task.due is not None and task.due < today:
        late = (today - task.due).days
        told = ngettext("{n} day late (due {day})", "{n} days late (due {day})", late)
        return told.format(n=late, day=say_day(task.due))
    if task.state == HELD:
        return _with_due(task, _("on hold"), _("on hold (due {day})"))
    if task.state == GATED:
        return _with_due(task, _("blocked"), _("blocked (due {day})"))
    if task.state == EARLY:
        return _with_due(task, _("too early"), _("too early (due {day})"))
    if task.due is not None:
        words = {"day": say_day(task.due), "distance": say_distance(task.due, today)}
        if (task.due - today).days <= SOON:
            return _("due {distance} ({day})").format(**words)
        return _("due {day}").format(**words)
    if task.unknown:
        question = labels.question(task.unknown[0])
        return _("no due day before this is answered: {question}").format(
            question=question
        )
    if _is_optional(task, labels):
        return _("optional")
    return _("since {day}").format(day=say_day(task.since))


def _is_optional(task: Task, labels: Labels) -> bool:
    """Tell whether nobody has to do what *task* asks for."""
    steps = {} if labels.programme is None else labels.programme.steps
    return task.kind == DO and task.key in steps and steps[task.key].optional


def urgency(task: Task, today: date) -> str:
    """Return how urgent *task* is, as a name of a style."""
    if task.due is not None and task.due < today:
        return "late"
    if task.state != "ready":
        return "quiet"
    if task.due == today:
        return "today"
    return "soon"


def _with_due(task: Task, plain: str, dated: str) -> str:
    return plain if task.due is None else dated.format(day=say_day(task.due))
