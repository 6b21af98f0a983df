"""A condition as one sentence.

Each sort of condition has a template of its own, and its denial another; the phrases
inside are values of the template.  A denial is pushed inwards, so that no reader
has to undo "it is not true that".
"""

from __future__ import annotations

from collections.abc import Mapping

from migcase.judgement.phrases import is_date, kind_of, phrase
from migcase.judgement.plainly import demanded, plainly
from migcase.judgement.speech import Speech
from migcase.locale import marked
from migcase.programme.conditions import (
    AtStep,
    Both,
    Compare,
    Condition,
    Derived,
    Done,
    Either,
    Field,
    IsIn,
    Known,
    Literal,
    Not,
    Settled,
    Shifted,
    Sure,
    Today,
    Yes,
)
from migcase.programme.lines import Each, Ended, Linked, Named, Some

MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}

OF_VALUES: Mapping[str, str] = {
    "==": marked("{left} is {right}"),
    "!=": marked("{left} is not {right}"),
    "<": marked("{left} is less than {right}"),
    "<=": marked("{left} is at most {right}"),
    ">": marked("{left} is more than {right}"),
    ">=": marked("{left} is at least {right}"),
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


def sentence(condition: Condition, speech: Speech, *, demand: bool = False) -> str:
    """Return *condition* as one sentence without an ending, however long.

    As a *demand*, "not this or that" is said as "if this, then that".
    """
    return _grouped(condition, speech, demand=demand)


def _grouped(
    condition: Condition,
    speech: Speech,
    inside: type | None = None,
    *,
    demand: bool = False,
) -> str:
    """Return a sentence that stays clear inside another with "and" or "or"."""
    condition = plainly(condition)
    gettext = speech.words.gettext
    halves = demanded(condition) if demand else None
    if halves is not None:
        shape = gettext("if {condition}, then {demand}")
        then = _grouped(halves[1], speech, demand=True)
        return shape.format(condition=_grouped(halves[0], speech), demand=then)
    if not isinstance(condition, Both | Either):
        return _simple(condition, speech)
    parts = [_grouped(part, speech, type(condition)) for part in condition.parts]
    if isinstance(condition, Both):
        if inside is Either:
            return gettext("(both {parts})").format(parts=speech.all_of(parts))
        return speech.all_of(parts)
    if inside is Both:
        return gettext("(either {parts})").format(parts=speech.any_of(parts))
    return speech.any_of(parts)


def _simple(condition: Condition, speech: Speech) -> str:
    """Return the sentence for a condition that is not made of several."""
    denied = isinstance(condition, Not)
    if isinstance(condition, Not):
        condition = condition.of
    if isinstance(condition, Yes):
        return _yes(condition, speech, denied=denied)
    if isinstance(condition, Compare):
        return _compared(condition, speech)
    if isinstance(condition, IsIn):
        return _is_in(condition, speech, denied=denied)
    if isinstance(condition, Known | Derived | Done | Settled | Ended | Named):
        return _stated(condition, speech, denied=denied)
    return _about_others(condition, speech, denied=denied)


def _yes(condition: Yes, speech: Speech, *, denied: bool) -> str:
    gettext, of = speech.words.gettext, condition.of
    answer = gettext("yes")
    op = "!=" if denied else "=="
    if denied and isinstance(of, Field) and not of.allows:
        answer, op = gettext("no"), "=="
    said = gettext("“{text}”").format(text=answer)
    question = phrase(of, speech, sentence)
    return gettext(OF_ANSWERS[op]).format(question=question, answer=said)


def _compared(condition: Compare, speech: Speech) -> str:
    left, op, right = condition.left, condition.op, condition.right
    if isinstance(left, Literal) or isinstance(right, Today):
        left, op, right = right, MIRRORED[op], left
    gettext = speech.words.gettext
    if isinstance(left, Today) and isinstance(right, Shifted) and right.sign > 0:
        period = phrase(right.period, speech, sentence)
        date = phrase(right.anchor, speech, sentence)
        return gettext(SINCE[op]).format(period=period, date=date)
    subject = phrase(left, speech, sentence)
    if isinstance(right, Literal):
        kind = kind_of(left, speech)
        said = speech.answer(right.of, kind)
        if op in OF_ANSWERS and isinstance(left, Field | AtStep):
            return gettext(OF_ANSWERS[op]).format(question=subject, answer=said)
    else:
        said = phrase(right, speech, sentence)
    shapes = OF_DAYS if is_date(left, speech) or is_date(right, speech) else OF_VALUES
    return gettext(shapes[op]).format(left=subject, right=said)


def _is_in(condition: IsIn, speech: Speech, *, denied: bool) -> str:
    gettext = speech.words.gettext
    left, right = condition.left, condition.right
    if isinstance(left, Literal):
        shape = (
            gettext("the answers to {question} do not include {answer}")
            if denied
            else gettext("the answers to {question} include {answer}")
        )
        answer = speech.answer(left.of, kind_of(right, speech))
        question = phrase(right, speech, sentence)
        return shape.format(question=question, answer=answer)
    if isinstance(right, Literal) and isinstance(right.of, tuple):
        kind = kind_of(left, speech)
        choices = speech.any_of([speech.answer(one, kind) for one in right.of])
        op = "!=" if denied else "=="
        question = phrase(left, speech, sentence)
        return gettext(OF_ANSWERS[op]).format(question=question, answer=choices)
    shape = (
        gettext("{value} is not among {values}")
        if denied
        else gettext("{value} is among {values}")
    )
    value = phrase(left, speech, sentence)
    return shape.format(value=value, values=phrase(right, speech, sentence))


def _stated(
    condition: Known | Derived | Done | Settled | Ended | Named,
    speech: Speech,
    *,
    denied: bool,
) -> str:
    gettext = speech.words.gettext
    if isinstance(condition, Known):
        shape = (
            gettext("{thing} is not known") if denied else gettext("{thing} is known")
        )
        return shape.format(thing=phrase(condition.of, speech, sentence))
    if isinstance(condition, Done):
        shape = (
            gettext("the step {thing} has not been done")
            if denied
            else gettext("the step {thing} has been done")
        )
        return shape.format(thing=speech.step(condition.step))
    if isinstance(condition, Settled):
        shape = (
            gettext("the step {thing} is not settled")
            if denied
            else gettext("the step {thing} is settled")
        )
        return shape.format(thing=speech.step(condition.step))
    if isinstance(condition, Ended):
        shape = (
            gettext("the ending is not {thing}")
            if denied
            else gettext("the ending is {thing}")
        )
        endings = [speech.outcome(key) for key in condition.outcomes]
        return shape.format(thing=speech.any_of(endings))
    label = condition.sentence if isinstance(condition, Named) else condition.title
    shape = gettext("{thing} does not apply") if denied else gettext("{thing} applies")
    return shape.format(thing=speech.quoted(label))


def _about_others(condition: Condition, speech: Speech, *, denied: bool) -> str:
    """Return what is said of lines, of another case, or of certainty."""
    gettext = speech.words.gettext
    if isinstance(condition, Some):
        shape = (
            gettext("there is no {track} for which {condition}")
            if denied
            else gettext("there is at least one {track} for which {condition}")
        )
        within = sentence(condition.of, speech, demand=True)
        return shape.format(track=speech.track(condition.track), condition=within)
    if isinstance(condition, Each):
        shape = gettext("for every {track}, {condition}")
        within = sentence(condition.of, speech, demand=True)
        return shape.format(track=speech.track(condition.track), condition=within)
    if isinstance(condition, Linked):
        shape = (
            gettext(
                "in the case named under {question} it does not hold that {condition}"
            )
            if denied
            else gettext("in the case named under {question}, {condition}")
        )
        question = speech.quoted(condition.reference.question)
        within = sentence(condition.of, speech, demand=True)
        return shape.format(question=question, condition=within)
    assert isinstance(condition, Sure), condition
    shape = (
        gettext("it is not established that {condition}")
        if denied
        else gettext("it is established that {condition}")
    )
    return shape.format(condition=sentence(condition.of, speech))
