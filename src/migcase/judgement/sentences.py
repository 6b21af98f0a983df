"""A condition as one sentence.

Each sort of condition has a template of its own, and its denial another; the phrases
inside are values of the template.  A denial is pushed inwards, so that no reader
has to undo "it is not true that".
"""

from __future__ import annotations

from migcase.judgement.comparing import among, answered_yes, compared, included
from migcase.judgement.phrases import Say, phrase
from migcase.judgement.plainly import demanded, of_one_question, plainly
from migcase.judgement.speech import Speech
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
    Not,
    Setting,
    Settled,
    Sure,
    Yes,
)
from migcase.programme.lines import Each, Ended, Linked, Named, Some
from migcase.programme.walking import walk


def sentence(condition: Condition, speech: Speech, *, demand: bool = False) -> str:
    """Return *condition* as one sentence without an ending, however long.

    As a *demand*, "not this or that" is said as "if this, then that".
    """
    return _grouped(condition, speech, demand=demand)


def framed(condition: Condition, speech: Speech, say: Say) -> str:
    """Return what is said of lines or of another case; *say* words what holds there."""
    gettext = speech.words.gettext
    denied = isinstance(condition, Not)
    inner = condition.of if isinstance(condition, Not) else condition
    if isinstance(inner, Some):
        shape = (
            gettext("there is no {track} for which {condition}")
            if denied
            else gettext("there is at least one {track} for which {condition}")
        )
        track = speech.track(inner.track)
        return shape.format(track=track, condition=say(inner.of, speech))
    if isinstance(inner, Each):
        shape = gettext("for every {track}, {condition}")
        track = speech.track(inner.track)
        return shape.format(track=track, condition=say(inner.of, speech))
    if isinstance(inner, Linked):
        shape = (
            gettext("in the case named under {question} it is not so that {condition}")
            if denied
            else gettext("in the case named under {question}, {condition}")
        )
        question = speech.quoted(inner.reference.question)
        there = say(inner.of, speech.elsewhere(inner.reference))
        return shape.format(question=question, condition=there)
    assert isinstance(inner, Sure), inner  # only denied: see `plainly`
    shape = gettext("{condition}, as far as is known")
    return shape.format(condition=say(Not(inner.of), speech))


def _within(condition: Condition, speech: Speech) -> str:
    return sentence(condition, speech, demand=True)


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
        unnamed = _unnamed(condition, speech)
        if unnamed is not None:
            return _grouped(unnamed, speech, inside, demand=demand)
        return _kept_back(condition, speech) or _simple(condition, speech)
    if isinstance(condition, Both) and of_one_question(condition.parts):
        if kept := _kept_back(condition.parts[0], speech):
            return kept
        listed = [one for one in condition.parts if isinstance(one, IsIn)]
        return included(listed, speech, sentence)
    parts = [_grouped(part, speech, type(condition)) for part in condition.parts]
    if isinstance(condition, Both):
        if inside is Either:
            return gettext("(both {parts})").format(parts=speech.all_of(parts))
        return speech.all_of(parts)
    if inside is Both:
        return gettext("(either {parts})").format(parts=speech.any_of(parts))
    return speech.any_of(parts)


def _unnamed(condition: Condition, speech: Speech) -> Condition | None:
    """Return what a name stands for that would tell an answer kept back, or None."""
    inner = condition.of if isinstance(condition, Not) else condition
    if not speech.kept or not isinstance(inner, Derived):
        return None
    if speech.kept.isdisjoint(_asked(inner)):
        return None
    return inner.of if inner is condition else Not(inner.of)


def _kept_back(condition: Condition, speech: Speech) -> str:
    """Return which answers a condition is about that is not to be told, or ''."""
    inner = condition.of if isinstance(condition, Not) else condition
    if not speech.kept or not isinstance(inner, Compare | IsIn | Yes | Known | Named):
        return ""
    if isinstance(inner, Known) and isinstance(inner.of, Field | AtStep):
        return ""  # that there is an answer does not tell which
    asked = _asked(inner)
    if speech.kept.isdisjoint(asked):
        return ""
    names = [
        speech.quoted(question) if question else speech.question(key)
        for key, question in asked.items()
    ]
    shape = speech.words.ngettext(
        "the answer to {questions} meets a condition",
        "the answers to {questions} meet a condition",
        len(names),
    )
    return shape.format(questions=speech.all_of(names))


def _asked(node: Condition) -> dict[str, str]:
    """Return the questions in *node*, as they are asked; '' of a key alone."""
    found: dict[str, str] = {}
    for one in walk(node):
        if isinstance(one, Field):
            found[one.key] = one.question
        elif isinstance(one, AtStep):
            found.setdefault(one.field, "")
    return found


def _simple(condition: Condition, speech: Speech) -> str:
    """Return the sentence for a condition that is not made of several."""
    denied = isinstance(condition, Not)
    if isinstance(condition, Not):
        condition = condition.of
    if isinstance(condition, Yes):
        return answered_yes(condition, speech, sentence, denied=denied)
    if isinstance(condition, Compare):
        return compared(condition, speech, sentence)
    if isinstance(condition, IsIn):
        return among(condition, speech, sentence, denied=denied)
    if isinstance(condition, Known | Derived | Done | Settled | Ended | Named):
        return _stated(condition, speech, denied=denied)
    return framed(Not(condition) if denied else condition, speech, _within)


def _stated(
    condition: Known | Derived | Done | Settled | Ended | Named,
    speech: Speech,
    *,
    denied: bool,
) -> str:
    gettext = speech.words.gettext
    if isinstance(condition, Known) and isinstance(condition.of, Setting):
        return _set(condition.of, speech, denied=denied)
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
            gettext("the step {thing} is neither done, waived nor found unnecessary")
            if denied
            else gettext("the step {thing} is done, waived or not needed")
        )
        return shape.format(thing=speech.step(condition.step))
    if isinstance(condition, Ended):
        endings = [speech.outcome(key) for key in condition.outcomes]
        if denied and len(endings) > 1:
            shape = gettext("the ending is neither {things}")
            return shape.format(things=speech.none_of(endings))
        shape = (
            gettext("the ending is not {thing}")
            if denied
            else gettext("the ending is {thing}")
        )
        return shape.format(thing=speech.any_of(endings))
    label = condition.sentence if isinstance(condition, Named) else condition.title
    shape = gettext("{thing} does not apply") if denied else gettext("{thing} applies")
    return shape.format(thing=speech.quoted(label))


def _set(setting: Setting[object], speech: Speech, *, denied: bool) -> str:
    """Return whether the mission has set it, and what it says if it has."""
    gettext = speech.words.gettext
    value = speech.settings.get(setting.key, setting.default)
    thing = speech.quoted(setting.title)
    if value is None:
        shape = (
            gettext("the setting {thing} has no value")
            if denied
            else gettext("the setting {thing} has a value")
        )
        return shape.format(thing=thing)
    shape = (
        gettext("the setting {thing} has no value (it says {value})")
        if denied
        else gettext("the setting {thing} has a value: it says {value}")
    )
    return shape.format(thing=thing, value=speech.answer(value, setting.kind))
