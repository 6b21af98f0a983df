"""Why a condition is true, false or unknown: an explanation tree in lines of words.

Only what bears on the truth is told: of several demands those that are not met, of
several lines those that decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from migcase.casefile.case import Case
from migcase.cli.labels import Labels
from migcase.judgement.sentences import sentence
from migcase.locale import marked
from migcase.programme.conditions import (
    Both,
    Condition,
    Derived,
    Either,
    Explanation,
    Not,
    Sure,
)
from migcase.programme.lines import Each, Linked, Some

MARKS = {"true": "✓", "false": "✗", "unknown": "?"}
JOINTS = {
    Both: marked("All of this must be so:"),
    Either: marked("At least one of these must be so:"),
    Not: marked("This must not be so:"),
}


def tree(
    because: Explanation, case: Case, labels: Labels, indent: int = 2
) -> Iterator[str]:
    """Yield the lines that say why *because* is as it is."""
    condition = because.condition
    if isinstance(condition, Sure):
        yield from tree(because.parts[0], case, labels, indent)
    elif isinstance(condition, Both | Either) and because.parts:
        yield from _joint(because, case, labels, indent)
    elif isinstance(condition, Not) and _is_joint(condition.of):
        yield _line(indent, because.truth, _(JOINTS[Not]))
        for part in because.parts:
            yield from tree(part, case, labels, indent + 2)
    elif isinstance(condition, Some | Each):
        yield _line(indent, because.truth, sentence(condition, labels.speech()))
        for part in because.parts:
            if isinstance(condition, Some) or part.truth != "true":
                yield " " * (indent + 2) + labels.line(case, part.line)
                yield from tree(part, case, labels, indent + 4)
    elif isinstance(condition, Derived | Linked):
        yield _line(indent, because.truth, sentence(condition, labels.speech()))
        for part in because.parts:
            yield from tree(part, case, labels, indent + 2)
    else:
        yield from _leaf(because, labels, indent)


def _joint(
    because: Explanation, case: Case, labels: Labels, indent: int
) -> Iterator[str]:
    is_both = isinstance(because.condition, Both)
    telling = [
        part for part in because.parts if not is_both or part.truth == because.truth
    ]
    if len(telling) == 1:
        yield from tree(telling[0], case, labels, indent)
        return
    yield _line(indent, because.truth, _(JOINTS[Both if is_both else Either]))
    for part in telling:
        yield from tree(part, case, labels, indent + 2)


def _leaf(because: Explanation, labels: Labels, indent: int) -> Iterator[str]:
    yield _line(indent, because.truth, sentence(because.condition, labels.speech()))
    inside = [*because.values.items()]
    for part in because.parts:  # a simple condition inside a “not”
        inside += part.values.items()
    for key, value in dict(inside).items():
        words = {"question": labels.question(key), "answer": labels.answer(key, value)}
        yield " " * (indent + 2) + _("{question} — {answer}").format(**words)
    for key in dict.fromkeys(because.gaps()):
        words = {"question": labels.question(key), "key": key}
        yield " " * (indent + 2) + _("{question} — not answered yet ({key})").format(
            **words
        )


def _line(indent: int, truth: str, words: str) -> str:
    return f"{' ' * indent}{MARKS[truth]} {words}"


def _is_joint(condition: Condition) -> bool:
    return isinstance(condition, Both | Either | Some | Each | Derived | Linked)
