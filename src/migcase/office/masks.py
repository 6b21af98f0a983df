"""What is not for somebody, or not yet, taken out of what they are shown.

Pure: whoever calls says which answers are hidden.  A mask stands where the answer
would, so that whoever looks sees that there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import attrs

from migcase.casefile.alike import Telling
from migcase.casefile.case import Case, Line, Statement, Told
from migcase.casefile.events import (
    Confirmed,
    Entry,
    Event,
    Facts,
    Noted,
    Reopened,
    Resumed,
    StepReopened,
    StepWaived,
)
from migcase.errors import Refusal
from migcase.judgement.relied import SETTING
from migcase.judgement.standstill import InForce
from migcase.kinds import Sealed
from migcase.programme.conditions import Explanation

if TYPE_CHECKING:
    # Few commands show anybody: what a person is, is imported by those that do.
    from migcase.people.person import Person
    from migcase.people.sheet import Sheet, Version

# Where the answer is for nobody who looks.
WITHHELD = Sealed(())
# Where a text is.
MASK = "•••"

Reasoned = StepWaived | StepReopened | Confirmed | Resumed | Reopened

# Tells of the key of a question, or of `TEXTS`, whether it is hidden.
Hidden = Callable[[str], bool]
# What stands for what somebody wrote freely: a note, a reason.
TEXTS = "*"
# What a condition looks at that is no answer, and is in this case.
WITHOUT_ANSWERS = frozenset({"ended", "setting", "settled", "step", "today", "track"})


def masked_case(case: Case, hidden: Hidden) -> Case:
    """Return *case* without the answers that are hidden."""
    told = _told(case.told, hidden)
    lines = {key: _line(line, hidden) for key, line in case.lines.items()}
    same = all(lines[key] is line for key, line in case.lines.items())
    if told is case.told and same:
        return case  # made often: nothing is copied that need not be
    return attrs.evolve(case, told=told, lines=lines)


def masked_entry(entry: Entry, hidden: Hidden) -> Entry:
    """Return *entry* without the answers and texts that are hidden."""
    relied = {
        key: value if key.startswith(SETTING) else WITHHELD
        for key, value in entry.relied.items()
    }
    return attrs.evolve(entry, event=_event(entry.event, hidden), relied=relied)


def masked_refusals(refusals: Iterable[Refusal], hidden: Hidden) -> tuple[Refusal, ...]:
    """Return *refusals* whose explanations tell nothing that is hidden."""
    return tuple(
        attrs.evolve(one, because=_explained(one.because, hidden))
        if isinstance(one.because, Explanation)
        else one
        for one in refusals
    )


def masked_hold(hold: InForce, hidden: Hidden) -> InForce:
    """Return *hold*, whose explanation tells nothing that is hidden."""
    if hold.because is None:
        return hold
    return attrs.evolve(hold, because=_explained(hold.because, hidden))


def masked_person(person: Person, *, named: bool) -> Person:
    """Return *person* without contacts, papers and references; *named* or not."""
    person = attrs.evolve(
        person,
        contacts=tuple(
            attrs.evolve(
                one,
                value=MASK,
                whose=MASK if one.whose else "",
                safe_way=_text(one.safe_way),
                safe_time=_text(one.safe_time),
            )
            for one in person.contacts
        ),
        documents=tuple(
            attrs.evolve(one, number=MASK, issued=None, expires=None)
            for one in person.documents
        ),
        references=tuple(attrs.evolve(one, number=MASK) for one in person.references),
    )
    return person if named else _nameless(person)


def masked_sheet(sheet: Sheet, *, named: bool) -> Sheet:
    """Return *sheet* with its person masked."""
    return attrs.evolve(sheet, person=masked_person(sheet.person, named=named))


def masked_version(version: Version[Sheet], *, named: bool) -> Version[Sheet]:
    """Return *version* with its person, and why it was written, masked."""
    holds = masked_sheet(version.holds, named=named)
    return attrs.evolve(version, holds=holds, reason=_text(version.reason))


def is_masked(person: Person) -> bool:
    """Tell whether anything in *person* is a mask and not what is known."""
    words = [one.value for one in person.contacts]
    words += [one.number for one in person.documents]
    words += [one.number for one in person.references]
    words += [name.given for name in person.names]
    return MASK in words


def _nameless(person: Person) -> Person:
    names = tuple(
        attrs.evolve(one, given=MASK, family="", given_arabic="", family_arabic="")
        for one in person.names[:1]
    )
    nothing: tuple[str, ...] = ()
    return attrs.evolve(
        person,
        names=names,
        sex="unknown",
        born=None,
        nationalities=nothing,
        languages=nothing,
        contacts=(),
        documents=(),
        references=(),
    )


def _line(line: Line, hidden: Hidden) -> Line:
    told = _told(line.told, hidden)
    return line if told is line.told else attrs.evolve(line, told=told)


def _told(told: Told, hidden: Hidden) -> Told:
    if not any(map(hidden, told)):
        return told
    return {
        key: tuple(map(_veiled, said)) if hidden(key) else said
        for key, said in told.items()
    }


def _veiled(said: Statement) -> Statement:
    value = _withheld(said.value)
    return Statement(said.on, said.number, said.by, value, said.step)


def _withheld(value: object) -> Sealed:
    # What is sealed tells who could open it, and nothing else.
    return value if isinstance(value, Sealed) else WITHHELD


def _event(event: Event, hidden: Hidden) -> Event:
    if isinstance(event, Telling):
        event = attrs.evolve(event, facts=_facts(event.facts, hidden))
    if not hidden(TEXTS):
        return event
    if isinstance(event, Noted):
        return attrs.evolve(event, text=MASK)
    if isinstance(event, Reasoned):
        return attrs.evolve(event, reason=MASK)
    return event


def _facts(facts: Facts, hidden: Hidden) -> Facts:
    return {
        key: _withheld(value) if hidden(key) else value for key, value in facts.items()
    }


def _explained(because: Explanation, hidden: Hidden) -> Explanation:
    """Return *because* without hidden answers, and without what was made of them."""
    parts = tuple(_explained(part, hidden) for part in because.parts)
    values = {
        key: _withheld(value) if hidden(key) else value
        for key, value in because.values.items()
    }
    reads = tuple(because.condition.reads())
    if because.condition.terms():  # of answers in lines no value is at hand
        for sort, key, is_in_lines in reads:
            if sort == "fact" and is_in_lines and hidden(key):
                values[key] = WITHHELD
    # What is worked out tells what it was worked out of; of another case, anything.
    is_open = all(
        sort in WITHOUT_ANSWERS or (sort == "fact" and not hidden(key))
        for sort, key, _ in reads
    )
    sides = because.sides if is_open else ()
    return attrs.evolve(because, parts=parts, values=values, sides=sides)


def _text(text: str) -> str:
    return MASK if text else ""
