"""Where a case stands, as a bar of its programme's stages."""

from __future__ import annotations

from collections.abc import Iterator

from migcase.casefile.case import Case
from migcase.cli.display import columns, width_of
from migcase.cli.labels import Labels
from migcase.judgement.work import Work

DONE, HERE, AHEAD = "✓", "●", "○"


def bar(case: Case, work: Work, labels: Labels) -> Iterator[str]:
    """Yield the lines of the bar: each stage with its sign, wrapped to the screen."""
    line = ""
    for key, sign in stages(case, work, labels):
        cell = f"{sign} {labels.stage(key)}"
        if line and width_of(line) + 3 + width_of(cell) > columns():
            yield line
            line = ""
        line = f"{line}   {cell}" if line else cell
    if line:
        yield line


def stages(case: Case, work: Work, labels: Labels) -> list[tuple[str, str]]:
    """Return each stage with its sign.

    The case is in the stage that its work names, and in each that has something open;
    a stage is behind where something in it was done and nothing is open.
    """
    if labels.programme is None:
        return []
    open_steps = {key for kind, key, _line in work.tasks if kind == "do"}
    touched = set(case.marks)
    for line in case.lines.values():
        touched |= set(line.marks)
    signs = []
    for stage in labels.programme.stages:
        keys = {step.key for step in stage.steps}
        sign = DONE if keys & touched else AHEAD
        if not case.closed and (stage.key == work.stage or keys & open_steps):
            sign = HERE
        signs.append((stage.key, sign))
    return signs
