"""Pairs of people who may be one: proposed to somebody, never joined by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from attrs import frozen

from migcase.keeping.people import PeopleRegister
from migcase.office.readable import sheet_if_readable
from migcase.people.finding import by_name
from migcase.people.likeness import (
    NAME_ENOUGH,
    PAIR_ENOUGH,
    YEARS_APART,
    likeness,
)
from migcase.people.searching import NAME, keys_of
from migcase.people.sheet import Sheet
from migcase.people.spelling import words_of

# Among more than that who share two words of a name, words alone tell nothing.
LARGEST_BLOCK = 400


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
    found: list[Pair] = []
    for other in dict.fromkeys(_near(sheet, register, most)):
        version = sheet_if_readable(register, other)
        if version is not None:
            found += _pair(sheet, version.holds)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.other)))


def all_pairs(sheets: Iterable[Sheet]) -> Iterator[Pair]:
    """Yield the pairs among *sheets* that share a number, a birthday or two words.

    That is quicker than to ask for each who is like them, and finds fewer: who shares
    one word of a name alone is left to `pairs_of`.
    """
    blocks: defaultdict[tuple[str, ...], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.merged_into is None:
            for place in set(_blocks(sheet)):
                blocks[place].append(sheet)
    seen: set[tuple[str, str]] = set()
    for together in blocks.values():
        for one, other in combinations(together[:LARGEST_BLOCK], 2):
            place = min(one.id, other.id), max(one.id, other.id)
            if place not in seen and _of_one_age(one, other):
                seen.add(place)
                yield from _pair(one, other)


def _pair(one: Sheet, other: Sheet) -> Iterator[Pair]:
    """Yield *one* and *other* if they may be one person, and nobody said otherwise."""
    if one.id == other.id or other.id in one.apart or other.merged_into is not None:
        return
    like = likeness(one.person, other.person)
    if like.score >= PAIR_ENOUGH:
        yield Pair(one.id, other.id, like.score, like.agrees, like.differs)


def _blocks(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """Yield under what *sheet* meets those who may be the same."""
    for key in keys_of(sheet.person):
        if key.kind != NAME:
            yield key.kind, key.key
    for name in sheet.person.names:
        for text in filter(None, (name.latin, name.arabic)):
            words = words_of(text)
            for one, other in combinations(words, 2):
                for both in product(one.keys, other.keys):
                    yield tuple(sorted(both))
            if len(words) == 1:
                yield from ((key,) for key in words[0].keys)


def _of_one_age(one: Sheet, other: Sheet) -> bool:
    """Tell whether both may have been born in one year, a few more or less."""
    mine, theirs = one.person.born, other.person.born
    if mine is None or theirs is None:
        return True
    return abs(mine.on.year - theirs.on.year) <= YEARS_APART


def _near(sheet: Sheet, register: PeopleRegister, most: int) -> Iterator[str]:
    """Yield who has a number, a birthday or a name like those of *sheet*."""
    for key in sorted(keys_of(sheet.person)):
        if key.kind != NAME:
            for person, _ in register.under(key.kind, (key.key,)):
                yield person
    for name in sheet.person.names:
        for text in filter(None, (name.latin, name.arabic)):
            for person, score in by_name(words_of(text), register.under, most):
                if score >= NAME_ENOUGH:
                    yield person
