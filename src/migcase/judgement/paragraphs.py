"""What is said of one step, question, track, hold or ending: sentences in a list.

Each function yields lines with their depth.  Their order on a page is for
`migcase.judgement.pages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migcase.judgement.lists import Line, lines_of
from migcase.judgement.phrases import is_period, phrase
from migcase.judgement.sentences import sentence
from migcase.judgement.speech import Speech
from migcase.kinds import DONT_KNOW, Kind
from migcase.locale import marked
from migcase.programme.conditions import Condition, Expression, Field, Literal, Shifted
from migcase.programme.words import Hold, Outcome, Role, Step, Track

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


def of_step(step: Step, speech: Speech) -> Iterator[Line]:
    """Yield who does a step, when, on what demand, and what it asks."""
    gettext = speech.words.gettext
    roles = any_role(step.by, speech)
    if step.of is None:
        yield 0, gettext("Done by: {roles}.").format(roles=roles)
    else:
        each = gettext("Done for each {track} by: {roles}.")
        yield 0, each.format(track=speech.quoted(step.of.title), roles=roles)
    yield from _not_by(step.not_by, speech)
    yield from _after(step.after, speech)
    yield from stated(gettext("Needed only if {condition}."), step.when, speech)
    if step.not_before is not None:
        shape = gettext("Not offered earlier than {moment}.")
        if is_period(step.not_before, speech):
            shape = gettext(
                "Not offered earlier than {moment} after its turn has come."
            )
        yield 0, shape.format(moment=moment(step.not_before, speech))
    yield from deadline(step.within, speech)
    if step.tells:
        told = gettext("When the deadline is missed, told: {roles}.")
        yield 0, told.format(roles=all_roles(step.tells, speech))
    yield from required(step.requires, speech)
    yield from asked(step.asks, speech)
    if step.read_by:
        yield 0, _read_by(step.read_by, speech)
    yield from stated(gettext("To be done again if {condition}."), step.again, speech)
    if step.valid is not None:
        valid = gettext("Holds for {period}; then it must be done again.")
        yield 0, valid.format(period=moment(step.valid, speech))
    if step.optional:
        yield 0, gettext("May be left out.")
    if step.waived_by:
        waived = gettext("May be waived by: {roles}.")
        yield 0, waived.format(roles=any_role(step.waived_by, speech))
    if step.reopened_by:
        reopened = gettext("May be reopened by: {roles}.")
        yield 0, reopened.format(roles=any_role(step.reopened_by, speech))


def of_track(track: Track, speech: Speech, openers: Iterable[Role]) -> Iterator[Line]:
    """Yield who opens lines of a track, what is asked, and when they are expected."""
    gettext = speech.words.gettext
    opened = gettext("Opened by: {roles}.")
    yield 0, opened.format(roles=any_role(openers, speech))
    if track.about is not None:
        named = gettext("Called by the answer to {question}.")
        yield 0, named.format(question=speech.quoted(track.about.question))
    if track.unique is not None:
        unique = gettext("No two may have the same answer to {question}.")
        yield 0, unique.format(question=speech.quoted(track.unique.question))
    yield from required(track.requires, speech)
    yield from asked(track.asks, speech)
    yield from stated(gettext("Expected only if {condition}."), track.when, speech)
    for due in track.due:
        shape = gettext("Expected: {moment}.")
        if is_period(due, speech):
            shape = gettext("Expected: {moment} after the case was opened.")
        yield 0, shape.format(moment=moment(due, speech))
    if track.every is not None:
        every = gettext("Then expected again every {period}.")
        yield 0, every.format(period=moment(track.every, speech))
    until = gettext("No longer expected once {condition}.")
    yield from stated(until, track.until, speech)


def of_hold(hold: Hold, speech: Speech) -> Iterator[Line]:
    """Yield who stops what, for how long, and who lets it go on."""
    gettext = speech.words.gettext
    if hold.by:
        declared = gettext("Declared by: {roles}.")
        yield 0, declared.format(roles=any_role(hold.by, speech))
    begins = gettext("Begins by itself as soon as {condition}.")
    yield from stated(begins, hold.when, speech)
    if not hold.stops:
        yield 0, gettext("Stops every step.")
    else:
        stopped = [
            speech.quoted(one if isinstance(one, str) else one.title)
            for one in hold.stops
        ]
        yield 0, gettext("Stops: {things}.").format(things=speech.all_of(stopped))
    yield from asked(hold.asks, speech)
    if hold.recheck is not None:
        shape = gettext("Looked at again: {moment}.")
        if is_period(hold.recheck, speech):
            shape = gettext("Looked at again after {moment}.")
        yield 0, shape.format(moment=moment(hold.recheck, speech))
    if hold.released_by:
        released = gettext("Released by: {roles}.")
        yield 0, released.format(roles=any_role(hold.released_by, speech))
    elif hold.when is not None:
        yield 0, gettext("Ends by itself when its reason is gone.")
    else:
        yield 0, gettext("Nobody can release it.")
    if hold.then:
        then = gettext("To do meanwhile: {steps}.")
        yield 0, then.format(steps=_titles(hold.then, speech))


def of_outcome(
    outcome: Outcome, speech: Speech, everybody: Iterable[Role] = ()
) -> Iterator[Line]:
    """Yield who may end a case or line so, on what demand, and what is left to do."""
    gettext = speech.words.gettext
    by = tuple(outcome.by or everybody)
    if outcome.by:
        yield 0, gettext("Closed by: {roles}.").format(roles=any_role(by, speech))
    elif outcome.of is None:
        yield 0, gettext("Any role of the programme may close.")
    else:
        track = speech.quoted(outcome.of.title)
        shape = gettext("Closed by whoever may open a {track}: {roles}.")
        yield 0, shape.format(track=track, roles=any_role(by, speech))
    yield from _not_by(outcome.not_by, speech)
    yield from _after(outcome.after, speech)
    yield from stated(gettext("Possible only if {condition}."), outcome.when, speech)
    yield from required(outcome.requires, speech)
    yield from asked(outcome.asks, speech)
    if outcome.read_by:
        yield 0, _read_by(outcome.read_by, speech)
    if outcome.then:
        then = gettext("Leaves to do: {steps}.")
        yield 0, then.format(steps=_titles(outcome.then, speech))
    if not outcome.counts:
        yield 0, gettext("Whoever ended so is no longer counted.")
    if outcome.reopened_by:
        roles = any_role(outcome.reopened_by, speech)
        if outcome.reopen_within is None:
            yield 0, gettext("May be reopened by: {roles}.").format(roles=roles)
        else:
            shape = gettext("May be reopened within {period} by: {roles}.")
            period = moment(outcome.reopen_within, speech)
            yield 0, shape.format(period=period, roles=roles)


def of_question(question: Field[object], speech: Speech) -> str:
    """Return a question, the answers it takes, and who may read them."""
    gettext = speech.words.gettext
    notes = [of_kind(question.kind, speech)]
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
    readers = question.read_by
    if readers:
        shape = gettext("read only by: {roles}")
        notes.append(shape.format(roles=all_roles(readers, speech)))
    joined = notes[0]
    for note in notes[1:]:
        joined = gettext("{first}; {last}").format(first=joined, last=note)
    asked = speech.quoted(question.question)
    if question.when is None:
        return gettext("{question} ({notes})").format(question=asked, notes=joined)
    shape = gettext("{question} ({notes}), only if {condition}")
    condition = sentence(question.when, speech)
    return shape.format(question=asked, notes=joined, condition=condition)


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


def asked(questions: Iterable[Field[object]], speech: Speech) -> Iterator[Line]:
    """Yield the questions, below a heading."""
    listed = tuple(questions)
    if listed:
        yield 0, speech.words.gettext("Asks:")
    for question in listed:
        if question.when is None or len(list(lines_of(question.when, speech))) == 1:
            yield 1, of_question(question, speech)
        else:
            shape = speech.words.gettext("{question}, only in this case:")
            plain = Field(
                question.key,
                question.question,
                question.kind,
                optional=question.optional,
                allows=question.allows,
                secrecy=question.secrecy,
                read_by=question.read_by,
                where=question.where,
            )
            yield 1, shape.format(question=of_question(plain, speech))
            yield from lines_of(question.when, speech, 2)


def required(demands: Iterable[Condition], speech: Speech) -> Iterator[Line]:
    """Yield what must be true, each demand by itself, below a heading."""
    listed = tuple(demands)
    if listed:
        yield 0, speech.words.gettext("Required:")
    for demand in listed:
        yield from lines_of(demand, speech, 1, demand=True)


def stated(shape: str, condition: Condition | None, speech: Speech) -> Iterator[Line]:
    """Yield *shape* with the condition in it, or a list below it."""
    if condition is None:
        return
    lines = list(lines_of(condition, speech, 1))
    if len(lines) == 1:
        yield 0, shape.format(condition=lines[0][1])
        return
    this = speech.words.gettext("this holds")
    yield 0, shape.format(condition=this).rstrip(".") + speech.words.gettext(":")
    yield from lines


def deadline(within: Expression[object] | None, speech: Speech) -> Iterator[Line]:
    """Yield by when something is due."""
    if within is None:
        return
    gettext = speech.words.gettext
    if isinstance(within, Shifted):
        shape = (
            gettext("Due at the latest {period} after {date}.")
            if within.sign > 0
            else gettext("Due at the latest {period} before {date}.")
        )
        period = phrase(within.period, speech, sentence)
        date = phrase(within.anchor, speech, sentence)
        yield 0, shape.format(period=period, date=date)
    elif is_period(within, speech):
        due = gettext("Due {period} after its turn has come.")
        yield 0, due.format(period=moment(within, speech))
    else:
        yield 0, gettext("Due by: {moment}.").format(moment=moment(within, speech))


def moment(value: Expression[object], speech: Speech) -> str:
    """Return a day or a length of time."""
    if isinstance(value, Literal):
        return speech.value(value.of)
    return phrase(value, speech, sentence)


def any_role(roles: Iterable[Role], speech: Speech) -> str:
    """Return the titles of roles, any of which will do."""
    return speech.any_of([speech.words.label(role.title) for role in roles])


def all_roles(roles: Iterable[Role], speech: Speech) -> str:
    """Return the titles of several roles."""
    return speech.all_of([speech.words.label(role.title) for role in roles])


def _titles(steps: Iterable[Step], speech: Speech) -> str:
    return speech.all_of([speech.quoted(step.title) for step in steps])


def _not_by(others: Iterable[Step | Role], speech: Speech) -> Iterator[Line]:
    gettext = speech.words.gettext
    steps = [one for one in others if isinstance(one, Step)]
    roles = [one for one in others if isinstance(one, Role)]
    if steps:
        shape = gettext("Not by anybody who took part in {steps} in the same case.")
        yield 0, shape.format(steps=_titles(steps, speech))
    if roles:
        shape = gettext("Not by anybody who wrote in the same case as {roles}.")
        yield 0, shape.format(roles=any_role(roles, speech))


def _after(steps: Iterable[Step], speech: Speech) -> Iterator[Line]:
    listed = tuple(steps)
    if listed:
        shape = speech.words.gettext("After {steps}.")
        yield 0, shape.format(steps=_titles(listed, speech))


def _read_by(roles: Iterable[Role], speech: Speech) -> str:
    shape = speech.words.gettext("The answers are read only by: {roles}.")
    return shape.format(roles=all_roles(roles, speech))
