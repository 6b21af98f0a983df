"""What is said of one step or track: sentences in a list.

Each function yields lines with their depth.  Their order on a page is for
`migcase.judgement.pages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from migcase.judgement.lists import Line, gathered, heading, lines_of, outline
from migcase.judgement.phrases import dependence, is_period, phrase
from migcase.judgement.questions import asked
from migcase.judgement.sentences import sentence
from migcase.judgement.speech import Speech
from migcase.programme.conditions import (
    Condition,
    DependingOn,
    Expression,
    Literal,
    Shifted,
)
from migcase.programme.declaration import Programme
from migcase.programme.words import Role, Step, Track

# From so many on, it is shorter to say who is left out.
MANY_ROLES = 5


def of_step(step: Step, speech: Speech) -> Iterator[Line]:
    """Yield who does a step, when, on what demand, and what it asks."""
    gettext = speech.words.gettext
    roles = any_role(step.by, speech)
    if step.of is None:
        yield 0, gettext("Done by: {roles}.").format(roles=roles)
    else:
        each = gettext("Done for each {track} by: {roles}.")
        yield 0, each.format(track=speech.quoted(step.of.title), roles=roles)
    yield from not_by(step.not_by, speech)
    yield from after(step.after, speech, step.of)
    if step.doubted_by:
        doubted = gettext(
            "Doing {steps} again does not undo this step, but puts it in doubt."
        )
        again = [speech.quoted(one.title) for one in step.doubted_by]
        yield 0, doubted.format(steps=speech.any_of(again))
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
        yield 0, read_by(step.read_by, speech)
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


def of_track(track: Track, speech: Speech) -> Iterator[Line]:
    """Yield who opens lines of a track, what is asked, and when they are expected."""
    gettext = speech.words.gettext
    opened = gettext("Opened by: {roles}.")
    yield 0, opened.format(roles=any_role(openers(track, speech), speech))
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
    basis = gettext("Nothing personal is written in its lines unless {condition}.")
    yield from stated(basis, track.basis, speech)


def of_basis(programme: Programme, speech: Speech) -> Iterator[Line]:
    """Yield what makes it lawful to write about people, and what comes before."""
    gettext = speech.words.gettext
    shape = gettext("Nothing personal is written unless {condition}.")
    yield from stated(shape, programme.basis, speech)
    yield 0, gettext("A note waits for it as well.")
    before = [speech.quoted(one.title) for one in programme.before_basis]
    if before:
        shape = gettext("Before that, there may be: {words}.")
        yield 0, shape.format(words=speech.all_of(before))


def openers(track: Track, speech: Speech) -> tuple[Role, ...]:
    """Return who may open lines of *track*: if nobody is named, who works in them."""
    if track.opened_by:
        return track.opened_by
    inside = (s for s in speech.programme.steps.values() if s.track == track.key)
    return tuple({role.key: role for step in inside for role in step.by}.values())


def required(demands: Iterable[Condition], speech: Speech) -> Iterator[Line]:
    """Yield what must be true below a heading; demands under one "if" together."""
    listed = tuple(demands)
    if listed:
        yield 0, speech.words.gettext("Required:")
    for demand in gathered(listed, speech):
        yield from lines_of(demand, speech, 1, demand=True)


def stated(shape: str, condition: Condition | None, speech: Speech) -> Iterator[Line]:
    """Yield *shape* with the condition in it, and a list below it where it is long."""
    if condition is not None:
        head, below = outline(condition, speech)
        text = shape.format(condition=head)
        yield 0, heading(text.rstrip("."), speech) if below else text
        yield from below


def deadline(within: Expression[object] | None, speech: Speech) -> Iterator[Line]:
    """Yield by when something is due."""
    if within is None:
        return
    gettext = speech.words.gettext
    if isinstance(within, Shifted):
        yield 0, _counted(within, speech)
    elif is_period(within, speech):
        due = gettext("Time to do it, once its turn has come: {period}.")
        yield 0, due.format(period=moment(within, speech))
    else:
        due = gettext("Due at the latest: {moment}.")
        yield 0, due.format(moment=moment(within, speech))


def _counted(within: Shifted, speech: Speech) -> str:
    """Return by when something is due that is counted from another day."""
    gettext, is_after = speech.words.gettext, within.sign > 0
    date = phrase(within.anchor, speech, sentence)
    if isinstance(within.period, DependingOn):
        shape = (
            gettext(
                "Due at the latest so long after {date}, depending on {question}: "
                "{ways}."
            )
            if is_after
            else gettext(
                "Due at the latest so long before {date}, depending on {question}: "
                "{ways}."
            )
        )
        return shape.format(date=date, **dependence(within.period, speech, sentence))
    shape = (
        gettext("Due at the latest {period} after {date}.")
        if is_after
        else gettext("Due at the latest {period} before {date}.")
    )
    period = phrase(within.period, speech, sentence)
    return shape.format(period=period, date=date)


def moment(value: Expression[object], speech: Speech) -> str:
    """Return a day or a length of time."""
    if isinstance(value, Literal):
        return speech.value(value.of)
    return phrase(value, speech, sentence)


def any_role(roles: Iterable[Role], speech: Speech) -> str:
    """Return the titles of roles, any of which will do."""
    listed = tuple(roles)
    everybody = speech.programme.index.roles
    others = [one for one in everybody.values() if one not in listed]
    if len(listed) > MANY_ROLES and len(others) < len(listed):
        if not others:
            return speech.words.gettext("any role of the programme")
        shape = speech.words.gettext("any role of the programme but {roles}")
        return shape.format(roles=all_roles(others, speech))
    return speech.any_of([speech.words.label(role.title) for role in listed])


def all_roles(roles: Iterable[Role], speech: Speech) -> str:
    """Return the titles of several roles."""
    return speech.all_of([speech.words.label(role.title) for role in roles])


def titles(steps: Iterable[Step], speech: Speech) -> str:
    """Return the titles of several steps."""
    return speech.all_of([speech.quoted(step.title) for step in steps])


def not_by(others: Iterable[Step | Role], speech: Speech) -> Iterator[Line]:
    """Yield whose hands must not be the same."""
    gettext = speech.words.gettext
    steps = [one for one in others if isinstance(one, Step)]
    roles = [one for one in others if isinstance(one, Role)]
    if steps:
        shape = gettext("Not by anybody who took part in {steps} in the same case.")
        yield 0, shape.format(steps=titles(steps, speech))
    if roles:
        shape = gettext("Not by anybody who wrote in the same case as {roles}.")
        yield 0, shape.format(roles=any_role(roles, speech))


def after(
    steps: Iterable[Step], speech: Speech, track: Track | None = None
) -> Iterator[Line]:
    """Yield what comes before; a step of another track comes so often as its lines."""
    before = []
    for step in steps:
        said = speech.quoted(step.title)
        if step.of is not None and step.of is not track:
            shape = speech.words.gettext("{step} (for every {track})")
            said = shape.format(step=said, track=speech.quoted(step.of.title))
        before.append(said)
    if before:
        shape = speech.words.gettext("After {steps}.")
        yield 0, shape.format(steps=speech.all_of(before))


def read_by(roles: Iterable[Role], speech: Speech) -> str:
    """Return who may read the answers."""
    shape = speech.words.gettext("The answers are read only by: {roles}.")
    return shape.format(roles=all_roles(roles, speech))
