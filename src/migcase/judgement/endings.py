"""What is said of one hold or ending: sentences in a list.

Yields lines with their depth, as `migcase.judgement.paragraphs` does.
"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.judgement.lists import Line
from migcase.judgement.paragraphs import (
    after,
    any_role,
    moment,
    not_by,
    openers,
    read_by,
    required,
    stated,
    titles,
)
from migcase.judgement.phrases import is_period
from migcase.judgement.questions import asked
from migcase.judgement.speech import Speech
from migcase.programme.words import Hold, Outcome


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
            shape = gettext("Looked at again after {moment}, and so on.")
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
        yield 0, then.format(steps=titles(hold.then, speech))


def of_outcome(outcome: Outcome, speech: Speech) -> Iterator[Line]:
    """Yield who may end a case or line so, on what demand, and what is left to do."""
    gettext = speech.words.gettext
    if outcome.by:
        yield (
            0,
            gettext("Closed by: {roles}.").format(roles=any_role(outcome.by, speech)),
        )
    elif outcome.of is None:
        yield 0, gettext("Any role of the programme may close.")
    else:
        track = speech.quoted(outcome.of.title)
        shape = gettext("Closed by whoever may open a {track}: {roles}.")
        roles = any_role(openers(outcome.of, speech), speech)
        yield 0, shape.format(track=track, roles=roles)
    yield from not_by(outcome.not_by, speech)
    yield from after(outcome.after, speech, outcome.of)
    yield from stated(gettext("Possible only if {condition}."), outcome.when, speech)
    yield from required(outcome.requires, speech)
    yield from asked(outcome.asks, speech)
    if outcome.read_by:
        yield 0, read_by(outcome.read_by, speech)
    if outcome.then:
        then = gettext("Leaves to do: {steps}.")
        yield 0, then.format(steps=titles(outcome.then, speech))
    if not outcome.counts:
        yield 0, gettext("Whoever ended so is no longer counted.")
    if outcome.keep is not None:
        keep = gettext("A file that ended so is kept for {period}.")
        yield 0, keep.format(period=moment(outcome.keep, speech))
    if outcome.reopened_by:
        roles = any_role(outcome.reopened_by, speech)
        if outcome.reopen_within is None:
            yield 0, gettext("May be reopened by: {roles}.").format(roles=roles)
        else:
            shape = gettext("May be reopened within {period} by: {roles}.")
            period = moment(outcome.reopen_within, speech)
            yield 0, shape.format(period=period, roles=roles)
