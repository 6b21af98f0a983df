"""What a doubt about a step says, in words."""

from __future__ import annotations

from gettext import gettext as _

from migcase.casefile.case import Case
from migcase.cli.labels import Labels
from migcase.judgement.doubts import Doubt
from migcase.locale import marked

SENTENCES = {
    "no-longer-needed": marked("“{step}” was done, and is not needed any more."),
    "gate-no-longer-holds": marked(
        "“{step}” was done, and what it needed does not hold any more."
    ),
    "before-its-turn": marked("“{step}” was done, and now something comes before it."),
    "done-again": marked(
        "“{step}” was done, and something that comes before it was done again since."
    ),
}


def say_doubt(doubt: Doubt, case: Case, labels: Labels) -> str:
    """Return why *doubt* asks somebody to look at a step again."""
    step = labels.step(doubt.step)
    if doubt.line is not None:
        words = {"task": step, "line": labels.line(case, doubt.line)}
        step = _("{task} — {line}").format(**words)
    sentence = SENTENCES.get(doubt.code, marked("“{step}” is in doubt."))
    return _(sentence).format(step=step)
