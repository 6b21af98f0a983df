"""Values compared, as sentences: answers, days, lengths of time and numbers.

*say* words the conditions inside a value; it is `migcase.judgement.sentences` again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from migcase.judgement.phrases import Say, is_date, kind_of, phrase
from migcase.judgement.speech import Speech
from migcase.kinds import Money
from migcase.locale import marked
from migcase.programme.conditions import (
    AtStep,
    Compare,
    Explanation,
    Field,
    IsIn,
    Literal,
    Setting,
    Shifted,
    Today,
    Yes,
)
from migcase.programme.lines import Count, Total
from migcase.programme.terms import Term

MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}

OF_VALUES: Mapping[str, str] = {
    "==": marked("{left} is {right}"),
    "!=": marked("{left} is not {right}"),
    "<": marked("{left} is less than {right}"),
    "<=": marked("{left} is at most {right}"),
    ">": marked("{left} is more than {right}"),
    ">=": marked("{left} is at least {right}"),
}
OF_TWO: Mapping[str, str] = {
    **OF_VALUES,
    "==": marked("{left} equals {right}"),
    "!=": marked("{left} does not equal {right}"),
}
OF_DAYS: Mapping[str, str] = {
    "==": marked("{left} is the same as {right}"),
    "!=": marked("{left} is not the same as {right}"),
    "<": marked("{left} is before {right}"),
    "<=": marked("{left} is no later than {right}"),
    ">": marked("{left} is after {right}"),
    ">=": marked("{left} is no earlier than {right}"),
}
SINCE: Mapping[str, str] = {
    "==": marked("exactly {period} have passed since {date}"),
    "!=": marked("other than {period} have passed since {date}"),
    "<": marked("less than {period} have passed since {date}"),
    "<=": marked("no more than {period} have passed since {date}"),
    ">": marked("more than {period} have passed since {date}"),
    ">=": marked("at least {period} have passed since {date}"),
}
OF_ANSWERS: Mapping[str, str] = {
    "==": marked("{question} is answered {answer}"),
    "!=": marked("{question} is not answered {answer}"),
}


def answered_yes(condition: Yes, speech: Speech, say: Say, *, denied: bool) -> str:
    """Return that a question was answered with yes, or the contrary."""
    gettext, of = speech.words.gettext, condition.of
    answer = gettext("yes")
    op = "!=" if denied else "=="
    if denied and isinstance(of, Field) and not of.allows:
        answer, op = gettext("no"), "=="
    said = gettext("“{text}”").format(text=answer)
    question = phrase(of, speech, say)
    if isinstance(of, Setting):  # nobody answers what the mission sets
        return gettext(OF_VALUES[op]).format(left=question, right=said)
    return gettext(OF_ANSWERS[op]).format(question=question, answer=said)


def compared(condition: Compare, speech: Speech, say: Say) -> str:
    """Return a comparison; *say* words what lines are counted by."""
    left, op, right = condition.left, condition.op, condition.right
    if isinstance(left, Literal) or isinstance(right, Today):
        left, op, right = right, MIRRORED[op], left
    gettext = speech.words.gettext
    if isinstance(left, Today) and isinstance(right, Shifted) and right.sign > 0:
        period = phrase(right.period, speech, say)
        date = phrase(right.anchor, speech, say)
        return gettext(SINCE[op]).format(period=period, date=date)
    subject = phrase(left, speech, say)
    shapes = OF_TWO
    if isinstance(right, Literal):
        shapes = OF_VALUES
        kind = kind_of(left, speech)
        said = speech.answer(right.of, kind)
        if is_date(left, speech):
            said = gettext("the day {day}").format(day=said)
        if op in OF_ANSWERS and isinstance(left, Field | AtStep):
            return gettext(OF_ANSWERS[op]).format(question=subject, answer=said)
    else:
        said = phrase(right, speech, say)
    if is_date(left, speech) or is_date(right, speech):
        shapes = OF_DAYS
    return gettext(shapes[op]).format(left=subject, right=said)


def in_all(because: Explanation, speech: Speech) -> Iterator[str]:
    """Yield what came of counting or adding up over lines, if that was compared.

    Amounts in different currencies cannot be.
    """
    sides = zip(because.condition.terms(), because.sides, strict=False)
    found = [value for term, value in sides if _is_over_lines(term)]
    if len({side.currency for side in because.sides if isinstance(side, Money)}) > 1:
        yield speech.words.gettext("the amounts are in different currencies")
    if len(found) == 1 and isinstance(found[0], int | Decimal | Money):
        shape = speech.words.gettext("{value} in all")
        yield shape.format(value=speech.value(found[0]))


def _is_over_lines(term: Term[object]) -> bool:
    return isinstance(term, Count | Total) or any(map(_is_over_lines, term.terms()))


def included(listed: Sequence[IsIn], speech: Speech, say: Say) -> str:
    """Return that the answers to one question include each of several."""
    shape = speech.words.gettext("the answers to {question} include {answer}")
    kind = kind_of(listed[0].right, speech)
    answers = [
        speech.answer(one.left.of, kind)
        for one in listed
        if isinstance(one.left, Literal)
    ]
    question = phrase(listed[0].right, speech, say)
    return shape.format(question=question, answer=speech.all_of(answers))


def among(condition: IsIn, speech: Speech, say: Say, *, denied: bool) -> str:
    """Return that a value is one of several, or the contrary."""
    gettext = speech.words.gettext
    left, right = condition.left, condition.right
    if isinstance(left, Literal):
        shape = (
            gettext("the answers to {question} do not include {answer}")
            if denied
            else gettext("the answers to {question} include {answer}")
        )
        answer = speech.answer(left.of, kind_of(right, speech))
        question = phrase(right, speech, say)
        return shape.format(question=question, answer=answer)
    if isinstance(right, Literal) and isinstance(right.of, tuple):
        kind = kind_of(left, speech)
        choices = [speech.answer(one, kind) for one in right.of]
        question = phrase(left, speech, say)
        if denied and len(choices) > 1:
            shape = gettext("{question} is answered neither {answers}")
            return shape.format(question=question, answers=speech.none_of(choices))
        op = "!=" if denied else "=="
        answer = speech.any_of(choices)
        return gettext(OF_ANSWERS[op]).format(question=question, answer=answer)
    shape = (
        gettext("{value} is not in the list {values}")
        if denied
        else gettext("{value} is in the list {values}")
    )
    value, values = phrase(left, speech, say), phrase(right, speech, say)
    if isinstance(right, Setting):
        values = speech.quoted(right.title)
    return shape.format(value=value, values=values)
