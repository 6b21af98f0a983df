"""The questions of a programme: what they take, who is asked, who may read.

Yields lines with their depth, as `migcase.judgement.paragraphs` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migcase.judgement.lists import Line, heading, outline
from migcase.judgement.speech import Speech
from migcase.kinds import DONT_KNOW, Kind
from migcase.locale import marked
from migcase.programme.conditions import Field

KINDS: Mapping[str, str] = {
    "text": marked("text"),
    "money": marked("an amount of money"),
    "a date": marked("a date"),
    "yes or no": marked("yes or no"),
    "a period": marked("a length of time"),
    "a person": marked("a person"),
    "a place": marked("a place"),
    "a document": marked("a document"),
    "a country": marked("a country"),
    "a case": marked("the number of a case"),
    "a line": marked("one of the lines"),
}
SECRECY: Mapping[str, str] = {
    "personal": marked("personal"),
    "sensitive": marked("sensitive"),
    "sealed": marked("sealed"),
}


def asked(questions: Iterable[Field[object]], speech: Speech) -> Iterator[Line]:
    """Yield the questions, below a heading."""
    gettext, listed = speech.words.gettext, tuple(questions)
    if listed:
        yield 0, gettext("Asks:")
    for question in listed:
        said = of_question(question, speech)
        if question.when is None:
            yield 1, said
            continue
        head, below = outline(question.when, speech)
        shape = gettext("{question}, only if {condition}")
        said = shape.format(question=said, condition=head)
        yield 1, heading(said, speech) if below else said
        for depth, text in below:
            yield 1 + depth, text


def of_question(question: Field[object], speech: Speech) -> str:
    """Return a question, its key, the answers it takes, and who may read them."""
    gettext = speech.words.gettext
    notes = [f"`{question.key}`", of_kind(question.kind, speech)]
    if question.optional:
        notes.append(gettext("may be left unanswered"))
    for answer in question.allows:
        allowed = (
            gettext("“don't know” is an answer")
            if answer is DONT_KNOW
            else gettext("the person may refuse to answer")
        )
        notes.append(allowed)
    if question.secrecy in SECRECY:
        notes.append(gettext(SECRECY[question.secrecy]))
    if question.read_by:
        titles = [speech.words.label(role.title) for role in question.read_by]
        shape = gettext("read only by: {roles}")
        notes.append(shape.format(roles=speech.all_of(titles)))
    joined = notes[0]
    for note in notes[1:]:
        joined = gettext("{first}; {last}").format(first=joined, last=note)
    quoted = speech.quoted(question.question)
    return gettext("{question} ({notes})").format(question=quoted, notes=joined)


def of_kind(kind: Kind[object], speech: Speech) -> str:
    """Return what kind of answer is wanted, with its bounds or choices."""
    gettext = speech.words.gettext
    choices = [speech.answer(choice, kind) for choice in kind.choices]
    if kind.name == "one of":
        return gettext("one of: {choices}").format(choices=speech.any_of(choices))
    if kind.name == "many of":
        if not choices:
            return gettext("any number of answers")
        any_number = gettext("any number of: {choices}")
        return any_number.format(choices=speech.all_of(choices))
    low, high = kind.minimum, kind.maximum
    if kind.name == "a number" and low is not None and high is not None:
        between = gettext("a number from {low} to {high}")
        return between.format(low=speech.value(low), high=speech.value(high))
    if kind.name == "a number" and low is not None:
        return gettext("a number from {low} on").format(low=speech.value(low))
    if kind.name == "a number" and high is not None:
        return gettext("a number up to {high}").format(high=speech.value(high))
    if kind.name == "a number":
        return gettext("a number")
    return gettext(KINDS[kind.name]) if kind.name in KINDS else kind.name
