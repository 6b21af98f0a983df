"""Pairs of people who may be one: proposed to somebody, never joined by itself."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from migcase.keeping.people import PeopleRegister
from migcase.people.finding import by_name
from migcase.people.likeness import PAIR_ENOUGH, likeness
from migcase.people.searching import NAME, keys_of
from migcase.people.sheet import Sheet
from migcase.people.spelling import words_of


@frozen
class Pair:
    """Two people who may be one: how likely, what agrees and what differs."""

    one: str
    other: str
    score: float
    agrees: tuple[str, ...]
    differs: tuple[str, ...]


def pairs_of(sheet: Sheet, register: PeopleRegister, most: int) -> tuple[Pair, ...]:
    """Return who may be the person of *sheet*, the likeliest first.

    At most *most* of those with a name like theirs are looked at.
    """
    found = []
    for other in dict.fromkeys(_near(sheet, register, most)):
        version = register.sheet(other)
        if other == sheet.id or version is None or other in sheet.apart:
            continue
        if version.holds.merged_into is not None:
            continue
        like = likeness(sheet.person, version.holds.person)
        if like.score >= PAIR_ENOUGH:
            pair = Pair(sheet.id, other, like.score, like.agrees, like.differs)
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.other)))


def _near(sheet: Sheet, register: PeopleRegister, most: int) -> Iterator[str]:
    """Yield who has a number, a paper or a name like those of *sheet*."""
    for key in sorted(keys_of(sheet.person)):
        if key.kind != NAME:
            for person, _ in register.under(key.kind, (key.key,)):
                yield person
    for name in sheet.person.names:
        for text in filter(None, (name.latin, name.arabic)):
            for person, _ in by_name(words_of(text), register.under, most):
                yield person
