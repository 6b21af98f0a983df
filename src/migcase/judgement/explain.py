"""A programme, a condition, and why it is as it is: in plain words.

What is said comes from the declaration and the explanation alone; which words say
it, from whoever stands at the door.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from migcase.casefile.case import Case
from migcase.judgement.evidence import Evidence
from migcase.judgement.lists import lines_of
from migcase.judgement.pages import page
from migcase.judgement.speech import English, Others, Speech, nobody_else
from migcase.judgement.spelling import Words
from migcase.judgement.telling import Telling
from migcase.kinds import Value
from migcase.programme.conditions import Condition, Explanation
from migcase.programme.declaration import Programme

__all__ = ["English", "Words", "of_condition", "page", "why"]

NOTHING: Mapping[str, Value] = {}


def of_condition(
    condition: Condition,
    words: Words,
    programme: Programme,
    settings: Mapping[str, Value] = NOTHING,
) -> str:
    """Return *condition* as a sentence, or as an indented list where it is long."""
    lines = lines_of(condition, Speech(words, programme, settings), demand=True)
    return "\n".join(
        f"{'  ' * (depth - 1)}- {text}" if depth else text for depth, text in lines
    )


def why(
    explanation: Explanation,
    words: Words,
    programme: Programme,
    *,
    case: Case | None = None,
    readers: Collection[str] = (),
    settings: Mapping[str, Value] = NOTHING,
    others: Others = nobody_else,
) -> list[str]:
    """Return the parts that decided, each with the answers it looked at or misses.

    An answer is told once.  *case* gives lines their names.  An answer that only some
    roles may read is told if one of them is among *readers*.  *others* finds how the
    programmes are spoken of whose cases this one looks into.
    """
    speech = Speech(words, programme, settings, others)
    telling = Telling(speech, Evidence.of(speech, readers), case)
    return [f"{'  ' * depth}{text}" for depth, text in telling.lines(explanation, 0)]
