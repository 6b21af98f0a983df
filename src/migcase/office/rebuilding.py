"""What is derived of cases and people, made again from what was written of them.

For a row that was damaged, and for counters after a setting was changed that a
milestone looks at.  Entries are read and never written.
"""

from __future__ import annotations

from datetime import date, timedelta

import attrs
from attrs import frozen

from migcase.casefile.case import Case, replay
from migcase.casefile.events import Entry
from migcase.errors import BadPlugin, UnknownProgramme
from migcase.judgement.work import Work
from migcase.keeping.register import (
    Kept,
    Register,
    UnreadableCase,
    UnreadableEntry,
)
from migcase.office.judging import Judges
from migcase.office.readable import CLOSED, CLOSED_PERSON, all_files, all_people

_A_DAY = timedelta(days=1)


@frozen
class Rebuilt:
    """How many *cases* were made again; which were not as their entries say.

    *mended* differed or could not be read, and are right now.  *unreadable* are those
    with an entry that is missing or damaged: nothing of them was changed.  Those that
    are sealed to others, or erased, are left as they are and not counted.
    """

    cases: int
    mended: tuple[str, ...]
    unreadable: tuple[str, ...]


def rebuild(register: Register, judges: Judges, today: date) -> Rebuilt:
    """Make again what is derived of every case, each in a transaction of its own."""
    number, mended, unreadable = 0, [], []
    for case in all_files(register):
        before = _kept(register, case)

        def made(entries: tuple[Entry, ...], before: Kept | None = before) -> Kept:
            folded = replay(_complete(entries))
            return Kept(folded, _work(folded, before, judges, today))

        try:
            with register.transaction():
                register.rebuild(case, made)
                found = register.kept(case)
                assert found is not None  # it was just made
                people = judges.people(found.case)
                if people is not None:  # otherwise what was known is
                    register.people.mention(case, people)
        except CLOSED:
            continue
        except UnreadableEntry:
            number += 1
            unreadable.append(case)
            continue
        number += 1
        if before is None or before.case != found.case:
            mended.append(case)
    _find_anew(register)
    return Rebuilt(number, tuple(mended), tuple(unreadable))


def _find_anew(register: Register) -> None:
    """Make again under what everybody is found who can be read."""
    from migcase.keeping.people import UnreadablePerson

    for person in all_people(register.people):
        try:
            register.people.find_anew(person)
        except (*CLOSED_PERSON, UnreadablePerson):
            continue


def _kept(register: Register, case: str) -> Kept | None:
    """Return what is kept of a case, None where it is gone or damaged."""
    try:
        return register.kept(case)
    except (UnreadableCase, *CLOSED):
        return None


def _complete(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    for number, entry in enumerate(entries, start=1):
        if entry.number != number:
            values = {"case": entry.case, "number": number, "reason": "it is missing."}
            raise UnreadableEntry(values)
    return entries


def _work(case: Case, before: Kept | None, judges: Judges, today: date) -> Work:
    """Return what is open in *case*; without its programme what was, if that is known.

    Then it is looked at again tomorrow: its programme may be back.
    """
    try:
        return judges.work(case, today)
    except (UnknownProgramme, BadPlugin):
        status = "closed" if case.closed else "open"
        known = Work(today, {}, "", status) if before is None else before.work
        return attrs.evolve(known, look_on=today + _A_DAY)
