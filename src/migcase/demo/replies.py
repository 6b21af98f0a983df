"""What the colleagues of the demo answer, from the table of replies.

Where the table says nothing, the kind of answer says what will do.  Whether it does
is judged like everybody's answers, by the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import cast

from attrs import frozen

from migcase.demo.moments import Moment
from migcase.demo.tables import rows
from migcase.kinds import DATE, DOCUMENT, TEXT, YES_NO, Kind, Value
from migcase.programme.conditions import Field

SURVEY = "rss_"
PAPER = "pièce au dossier"
EVERYTHING = "*"

Facts = Mapping[str, Value]


@frozen
class Reply:
    """One row of the table: in which turn, brought up by what, which answer."""

    turn: str
    only: str
    text: str


def replies(
    questions: Iterable[Field[object]], moment: Moment, given: Facts | None = None
) -> dict[str, Value]:
    """Return what is answered to *questions*; *given* is said already."""
    found: dict[str, Value] = dict(given or {})
    for question in questions:
        if question.key in found:
            continue
        value = reply(question, moment, found)
        if value is not None:
            found[question.key] = value
    return found


def reply(question: Field[object], moment: Moment, so_far: Facts) -> Value | None:
    """Return the answer to one question; None where it is left out."""
    known = moment.file.known.get(question.key)
    if known is not None:
        return known
    listed = _table().get((moment.file.programme, question.key))
    if listed is None:
        return _of_the_kind(question, moment)
    ours = [one for one in listed if one.turn == moment.file.turn] or [
        one for one in listed if not one.turn
    ]
    able = [one for one in ours if _comes_up(one, moment, so_far)]
    return _read(moment.file.rng.choice(able), question, moment) if able else None


def _comes_up(one: Reply, moment: Moment, so_far: Facts) -> bool:
    if not one.only:
        return True
    key, _, wanted = one.only.partition("=")
    said = so_far[key] if key in so_far else moment.told(key)
    if isinstance(said, bool):
        said = "yes" if said else "no"
    return said == wanted


def _read(one: Reply, question: Field[object], moment: Moment) -> Value | None:
    kind: Kind[object] = question.kind
    if kind is DATE:
        return _day(one.text, moment)
    if one.text == EVERYTHING:
        return kind.choices
    return cast("Value", kind.parse(one.text))


def _day(text: str, moment: Moment) -> date | None:
    """Return the day that a row tells: from today, or from another answer."""
    sign = "-" if "-" in text else "+"
    name, _, days = text.partition(sign)
    start = moment.day if name == "today" else moment.since(name)
    number = int(sign + days) if days else 0
    return None if start is None else start + timedelta(days=number)


def _of_the_kind(question: Field[object], moment: Moment) -> Value | None:
    kind: Kind[object] = question.kind
    if question.optional or question.when is not None:
        return None
    if question.key.startswith(SURVEY) and len(kind.choices) > 1:
        return _of_the_survey(kind.choices, moment)
    if kind.choices:
        return kind.choices[0] if kind.accepts(kind.choices[0]) else kind.choices
    plain: dict[str, Value] = {
        DATE.name: moment.day,
        DOCUMENT.name: PAPER,
        TEXT.name: "vu avec la personne",
        YES_NO.name: True,
    }
    return plain.get(kind.name)


def _of_the_survey(choices: Sequence[str], moment: Moment) -> str:
    """Return an answer of the survey: better, mostly, when it is asked again.

    The first choice of each question is worth most.
    """
    third = len(choices) // 3
    worse = moment.told("round") == "baseline"
    able = choices[third:] if worse else choices[: 2 * third + 1]
    return moment.file.rng.choice(able)


@cache
def _table() -> Mapping[tuple[str, str], Sequence[Reply]]:
    found: dict[tuple[str, str], list[Reply]] = defaultdict(list)
    for row in rows("replies"):
        one = Reply(row["turn"], row["only"], row["answer"])
        found[row["programme"], row["key"]].append(one)
    return found
