"""Where a case stands, as a bar of its programme's stages, and what it left undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from migcase.casefile.case import Case
from migcase.cli.counter import Counter
from migcase.cli.display import columns, width_of
from migcase.cli.labels import Labels
from migcase.errors import BadPlugin, UnknownProgramme
from migcase.judgement.work import Task, Work

DONE, HERE, AHEAD, LEFT = "✓", "●", "○", "◐"


def bar(
    case: Case, work: Work, labels: Labels, left: Iterable[Task] = ()
) -> Iterator[str]:
    """Yield the lines of the bar: each stage with its sign, wrapped to the screen."""
    line = ""
    for key, sign in stages(case, work, labels, left):
        cell = f"{sign} {labels.stage(key)}"
        if line and width_of(line) + 3 + width_of(cell) > columns():
            yield line
            line = ""
        line = f"{line}   {cell}" if line else cell
    if line:
        yield line


def stages(
    case: Case, work: Work, labels: Labels, left: Iterable[Task] = ()
) -> list[tuple[str, str]]:
    """Return each stage with its sign.

    The case is in the stage that its work names, and in each that has something open;
    a stage is behind where something in it was done and nothing is open.  A closed case
    is in none, and has left those in which a task of *left* was not done.
    """
    if labels.programme is None:
        return []
    open_steps = {key for kind, key, _line in work.tasks if kind == "do"}
    undone = {task.key for task in left if task.kind == "do"}
    touched = set(case.marks)
    for line in case.lines.values():
        touched |= set(line.marks)
    signs = []
    for stage in labels.programme.stages:
        keys = {step.key for step in stage.steps}
        sign = DONE if keys & touched else AHEAD
        if keys & undone:
            sign = LEFT
        if not case.closed and (stage.key == work.stage or keys & open_steps):
            sign = HERE
        signs.append((stage.key, sign))
    return signs


def left_undone(counter: Counter, case: Case) -> tuple[Task, ...]:
    """Return what was open when *case* was closed: nothing, where it is not."""
    if case.ended is None or not case.closed:
        return ()
    try:
        before = counter.office.work(case.id, as_of=case.ended.number - 1)
    except (UnknownProgramme, BadPlugin):
        return ()
    return tuple(before.tasks.values())
