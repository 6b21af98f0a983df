"""How a part of an explanation came out: one statement, with the answers beside it."""

from __future__ import annotations

from collections.abc import Mapping

from migcase.judgement.deciding import contrary_of, denied_truth
from migcase.judgement.evidence import Evidence
from migcase.judgement.plainly import plainly
from migcase.judgement.sentences import sentence
from migcase.locale import marked
from migcase.programme.conditions import Condition, Explanation, Not
from migcase.programme.lines import Linked

VERDICTS: Mapping[str, str] = {
    "true": marked("Met: {statement}"),
    "false": marked("Not met: {statement}"),
    "unknown": marked("Not known yet: {statement}"),
}
# Where what is false is a denial: nobody has to undo "not met: is not".  Not where an
# answer is kept back: this would say it.
AGAINST = marked("Against it: {statement}")


def verdict(
    because: Explanation, evidence: Evidence, *, denied: bool, bare: bool
) -> str:
    """Return how *because* (or its denial) came out; where *bare*, what it says."""
    gettext = evidence.speech.words.gettext
    plain = plainly(Not(because.condition) if denied else because.condition)
    truth = denied_truth(because.truth) if denied else because.truth
    contrary = contrary_of(plain) if truth == "false" and not bare else None
    if contrary is not None and not evidence.keeps_back(because):
        against = statement(plainly(contrary), because, evidence, is_so=True)
        return gettext(AGAINST).format(statement=against)
    is_so = truth == "true"
    said = statement(plain, because, evidence, is_so=is_so, demand=not denied)
    return said if bare else gettext(VERDICTS[truth]).format(statement=said)


def asked_for(demand: Explanation, given: Explanation, evidence: Evidence) -> str:
    """Return the heading of what *demand* asks for, which *given* does ask for.

    Where the readers may not know the answer behind it, it is not put as a reason.
    """
    gettext = evidence.speech.words.gettext
    is_kept = evidence.keeps_back(given)
    said = plainly(given.condition) if is_kept else evidence.as_answered(given)
    condition = statement(said, given, evidence, is_so=True)
    if not is_kept:
        return gettext("Because {condition}:").format(condition=condition)
    told = gettext("if {condition}, then:").format(condition=condition)
    return gettext(VERDICTS[demand.truth]).format(statement=told)


def in_which_case(because: Explanation, evidence: Evidence) -> str:
    """Return in which other case what follows is so, or is not."""
    condition, gettext = because.condition, evidence.speech.words.gettext
    assert isinstance(condition, Linked)
    question = evidence.speech.quoted(condition.reference.question)
    number = evidence.number(because, condition.reference.key)
    shape = gettext("In the case named under {question}:")
    if number:
        shape = gettext("In the case {number}, named under {question}:")
    return shape.format(number=number, question=question)


def statement(
    said: Condition,
    because: Explanation,
    evidence: Evidence,
    *,
    is_so: bool,
    demand: bool = False,
) -> str:
    """Return *said* in words, with the answers behind *because* beside it."""
    words = sentence(said, evidence.speech_of(because), demand=demand)
    facts = evidence.beside(words, said, because, is_so=is_so)
    if not facts:
        return words
    shape = evidence.speech.words.gettext("{statement} ({facts})")
    return shape.format(statement=words, facts=facts)
