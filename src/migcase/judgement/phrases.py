"""The values that conditions compare, as phrases in the reader's language.

A phrase names a value: a question, a day, a number of lines.  What is said of it is
for `migcase.judgement.sentences`, which is handed in where a phrase needs one.
"""

from __future__ import annotations

from collections.abc import Callable

from migcase.calendar import Period
from migcase.judgement.speech import Speech
from migcase.kinds import Kind
from migcase.programme.conditions import (
    AtStep,
    Condition,
    DependingOn,
    Expression,
    Field,
    Literal,
    Otherwise,
    Plus,
    Quarter,
    Setting,
    Shifted,
    StepOn,
    ThisCase,
    Today,
)
from migcase.programme.lines import Count, Extreme, LinkedValue, Total

Say = Callable[[Condition, Speech], str]


def phrase(value: Expression[object], speech: Speech, say: Say) -> str:
    """Return *value* in words; *say* words the conditions inside it."""
    gettext = speech.words.gettext
    if isinstance(value, Field):
        if is_date(value, speech):
            date = gettext("the date {question}")
            return date.format(question=speech.quoted(value.question))
        return speech.quoted(value.question)
    if isinstance(value, Setting):
        return _setting(value, speech)
    if isinstance(value, Literal):
        return _literal(value, speech)
    if isinstance(value, Today):
        return gettext("today’s date")
    if isinstance(value, ThisCase):
        return gettext("the number of the case that asks")
    if isinstance(value, Quarter):
        of = phrase(value.of, speech, say)
        return gettext("the quarter of {date}").format(date=of)
    if isinstance(value, StepOn):
        return gettext("the date of the step {step}").format(
            step=speech.step(value.step)
        )
    if isinstance(value, AtStep):
        at_step = gettext("{question} as answered at the step {step}")
        question = speech.question(value.field)
        if is_date(value, speech):
            question = gettext("the date {question}").format(question=question)
        return at_step.format(question=question, step=speech.step(value.step))
    if isinstance(value, Shifted):
        return _shifted(value, speech, say)
    if isinstance(value, Plus):
        return _sum(value, speech, say)
    if isinstance(value, Otherwise):
        either = gettext("{value} (or {other} where nobody has answered)")
        other = phrase(value.second, speech, say)
        return either.format(value=phrase(value.first, speech, say), other=other)
    if isinstance(value, DependingOn):
        return _depending(value, speech, say)
    if isinstance(value, LinkedValue):
        there = gettext("{value} in the case named under {question}")
        if isinstance(value.of, Plus):
            there = gettext("({value}) in the case named under {question}")
        reference = speech.quoted(value.reference.question)
        of = phrase(value.of, speech.elsewhere(value.reference), say)
        return there.format(value=of, question=reference)
    return _over_lines(value, speech, say)


def kind_of(value: Expression[object], speech: Speech) -> Kind[object] | None:
    """Return the kind of answers that *value* has, where it is one of a question."""
    if isinstance(value, Field | Setting):
        return value.kind
    if isinstance(value, AtStep):
        asked = speech.asked(value.field)
        return None if asked is None else asked.kind
    if isinstance(value, Plus):
        return kind_of(value.left, speech)
    if isinstance(value, Otherwise):
        return kind_of(value.first, speech)
    if isinstance(value, Extreme | LinkedValue):
        return kind_of(value.of, speech)
    if isinstance(value, Total):
        return kind_of(value.amount, speech)
    return None


def is_date(value: Expression[object], speech: Speech) -> bool:
    """Tell whether *value* is a day."""
    kind = kind_of(value, speech)
    if kind is not None:
        return kind.name == "a date"
    return isinstance(value, Today | StepOn | Shifted)


def is_period(value: Expression[object], speech: Speech) -> bool:
    """Tell whether *value* is a length of time."""
    kind = kind_of(value, speech)
    if kind is not None:
        return kind.name == "a period"
    if isinstance(value, DependingOn):
        return all(is_period(one, speech) for one in value.values.values())
    return isinstance(value, Literal) and isinstance(value.of, Period)


def _setting(setting: Setting[object], speech: Speech) -> str:
    value = speech.settings.get(setting.key, setting.default)
    title = speech.quoted(setting.title)
    if value is None or isinstance(value, bool):
        return speech.words.gettext("the setting {title}").format(title=title)
    shape = speech.words.gettext("{value} (setting {title})")
    said = speech.value(value, setting.kind)
    if is_date(setting, speech):
        said = speech.words.gettext("the day {day}").format(day=said)
    return shape.format(value=said, title=title)


def _literal(value: Literal[object], speech: Speech) -> str:
    if isinstance(value.of, tuple):
        return speech.any_of([speech.answer(one) for one in value.of])
    return speech.answer(value.of)


def _shifted(value: Shifted, speech: Speech, say: Say) -> str:
    gettext, is_after = speech.words.gettext, value.sign > 0
    date = phrase(value.anchor, speech, say)
    if isinstance(value.period, DependingOn):
        shape = (
            gettext("the day so long after {date}, depending on {question} ({ways})")
            if is_after
            else gettext(
                "the day so long before {date}, depending on {question} ({ways})"
            )
        )
        return shape.format(date=date, **dependence(value.period, speech, say))
    shape = (
        gettext("the day {period} after {date}")
        if is_after
        else gettext("the day {period} before {date}")
    )
    return shape.format(period=phrase(value.period, speech, say), date=date)


def _sum(value: Plus[object], speech: Speech, say: Say) -> str:
    gettext = speech.words.gettext
    one, other = (phrase(of, speech, say) for of in (value.left, value.right))
    if value.sign > 0:
        return gettext("{one} plus {other}").format(one=one, other=other)
    shape = gettext("{one} less {other}")
    if isinstance(value.right, Plus):
        shape = gettext("{one} less ({other})")
    return shape.format(one=one, other=other)


def dependence(value: DependingOn[object], speech: Speech, say: Say) -> dict[str, str]:
    """Return which *question* a value depends on, and the *ways* that come of it.

    Answers that have the same value are told together.
    """
    gettext, kind = speech.words.gettext, kind_of(value.field, speech)
    alike: dict[str, list[str]] = {}
    for answer, one in value.values.items():
        said = phrase(one, speech, say)
        alike.setdefault(said, []).append(speech.answer(answer, kind))
    shape = gettext("{value} for {answer}")
    ways = [
        shape.format(value=said, answer=speech.any_of(answers))
        for said, answers in alike.items()
    ]
    question = phrase(value.field, speech, say)
    return {"question": question, "ways": speech.all_of(ways)}


def _depending(value: DependingOn[object], speech: Speech, say: Say) -> str:
    shape = speech.words.gettext("{ways}, depending on {question}")
    return shape.format(**dependence(value, speech, say))


def _over_lines(value: Expression[object], speech: Speech, say: Say) -> str:
    gettext = speech.words.gettext
    if isinstance(value, Extreme):
        shape = (
            gettext("{value} in the latest {track}")
            if value.last
            else gettext("{value} in the first {track}")
        )
        of = phrase(value.of, speech, say)
        return shape.format(value=of, track=speech.track(value.track))
    if isinstance(value, Total):
        amount = phrase(value.amount, speech, say)
        track = speech.track(value.track)
        if value.when is None:
            total = gettext("the total of {amount} over every {track}")
            return total.format(amount=amount, track=track)
        total = gettext(
            "the total of {amount} over every {track} for which {condition}"
        )
        condition = say(value.when, speech)
        return total.format(amount=amount, track=track, condition=condition)
    assert isinstance(value, Count)
    return _count(value, speech, say)


def _count(value: Count, speech: Speech, say: Say) -> str:
    gettext = speech.words.gettext
    track = speech.track(value.track)
    condition = "" if value.of is None else say(value.of, speech)
    if value.distinct is None:
        if value.of is None:
            return gettext("the number of {track} lines").format(track=track)
        number = gettext("the number of {track} lines for which {condition}")
        return number.format(track=track, condition=condition)
    answers = phrase(value.distinct, speech, say)
    if value.of is None:
        number = gettext(
            "the number of different answers to {question} in all {track} lines"
        )
        return number.format(question=answers, track=track)
    number = gettext(
        "the number of different answers to {question} in the {track} lines "
        "for which {condition}"
    )
    return number.format(question=answers, track=track, condition=condition)
