"""A day on which an office looks after itself: colleagues, holds, an erasure.

What is erased is a person and the case about them, both from the day that `day` types.
None of these commands has an id: sent again, they say that it was done, or do it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from tests.torture.day import Typed, a_day, number_of_case, person
from tests.torture.disk import Said
from tests.torture.offices import (
    ENCRYPTED,
    PASSPHRASE,
    founded,
    keep_keys,
    run_well,
    typing,
)
from tests.torture.power import Recorder, Run

AMINA, BASHIR, CHIOMA = STAFF = "amina", "bashir", "chioma"
# Who is erased, with the case about them; and another case, which stays.
ERASED_PERSON, ERASED_CASE = ERASED = person(0), number_of_case(2)
KEPT_PERSON, KEPT_CASE = person(1), number_of_case(3)


@frozen
class StaffDay:
    """A recorded day, and its lines.

    *first* is the place of the first line, after those of the days before; *asks* the
    place among these lines of the one that asks for the erasure, *ends* of the one
    that carries it out.
    """

    run: Run
    lines: tuple[tuple[str, ...], ...]
    first: int
    asks: int
    ends: int


def recorded_staff_day(root: Path, profile: str = "", colleague: str = "") -> StaffDay:
    """Found an encrypted office with a day of cases, and record what follows there."""
    place = founded(root, ENCRYPTED, profile=profile)
    before = [*a_day(), _closed()]
    around = {**place.surroundings, "TORTURE_COLLEAGUE": colleague}
    typed_before = typing(place.site, [one.line() for one in before], 0)
    run_well(typed_before, b"", place.surroundings)
    recorder, lines = Recorder(root), list[tuple[str, ...]]()

    def typed(rows: Sequence[Typed], given: bytes = b"") -> None:
        part = [one.line() for one in rows]
        command = typing(place.site, part, len(before) + len(lines))
        recorder.run(command, given, around)
        lines.extend(part)

    typed([_newcomer()], PASSPHRASE.encode() + b"\n")
    keep_keys(root, place.site, CHIOMA)
    typed(list(_colleagues()))
    asks = len(lines)
    typed([_asked()])
    number = str(_number_said(recorder))
    typed([Typed(("erase", "approve", number), CHIOMA)])
    ends = len(lines)
    typed([Typed(("erase", "do", number, "--yes"))])
    typed(list(_after()))
    every = (*(one.line() for one in before), *lines)
    run = Run(tuple(recorder.operations), place, recorder.before, every)
    return StaffDay(run, tuple(lines), len(before), asks, ends)


def _closed() -> Typed:
    """Close the case that is to be erased once more."""
    words = ("close", ERASED_CASE, "found", "--fact", "grounds=In the drawer, again.")
    return Typed((*words, "--yes", "--id", "closed-again"), BASHIR)


def _newcomer() -> Typed:
    return Typed(("user", "add", CHIOMA, "--unlock-fd", "0"))


def _colleagues() -> Iterator[Typed]:
    oversight = "data-protection"
    yield Typed(("user", "sign", CHIOMA))
    yield Typed(("user", "grant", CHIOMA, "passport.officer", oversight))
    yield Typed(("user", "approve", CHIOMA, oversight), CHIOMA)
    yield Typed(("user", "revoke", CHIOMA, "passport.officer"))
    yield Typed(("legal-hold", KEPT_PERSON, "--reason", "A hearing in the spring."))
    glass = ("--reason", "Somebody is at the door for her.", "--minutes", "5")
    yield Typed(("break-glass", KEPT_CASE, *glass), CHIOMA)
    yield Typed(("review", KEPT_CASE, "--note", "There was."))
    lifted = ("--lift", "--reason", "The hearing is over.")
    yield Typed(("legal-hold", KEPT_PERSON, *lifted))


def _asked() -> Typed:
    why = ("--reason", "She asked for it in writing.")
    return Typed(("erase", "ask", ERASED_PERSON, *why), BASHIR)


def _after() -> Iterator[Typed]:
    yield Typed(("note", KEPT_CASE, "Asked for a new date.", "--id", "after"), BASHIR)
    yield Typed(("user", "leave", CHIOMA, "--yes"))


def _number_said(recorder: Recorder) -> int:
    """Return the number that the last answer gave the erasure."""
    said = [one.text for one in recorder.operations if isinstance(one, Said)]
    return int(json.loads(said[-1])["number"])
