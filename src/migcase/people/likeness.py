"""How alike two names sound, and two people are: a reason for somebody to look.

Nothing here decides that two people are one: a human being does.  The weights are a
proposal, no standard; `docs/decisions/` says where they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from attrs import frozen

from migcase.people.person import STATELESS, Person
from migcase.people.phones import phone_key
from migcase.people.searching import is_birthday, written
from migcase.people.spelling import Word, words_of

# Below this two names are not alike, whatever else agrees.
NAME_ENOUGH = 0.8
# From here on a pair is worth somebody's time.
PAIR_ENOUGH = 0.8
YEARS_APART = 2

Likes = Callable[[Person, Person], bool | None]


@frozen
class Likeness:
    """How alike two people are, 0 to 1, and what speaks for and against it."""

    score: float
    agrees: tuple[str, ...]
    differs: tuple[str, ...] = ()


def likeness(one: Person, other: Person) -> Likeness:
    """Return how alike *one* and *other* are."""
    named = max(
        (
            name_likeness(words_of(a), words_of(b))
            for a in _spelt(one)
            for b in _spelt(other)
        ),
        default=0.0,
    )
    agrees, differs, score = [], [], 0.75 * named
    if named >= NAME_ENOUGH:
        agrees.append("name")
    for word, like, gain, loss in _SIGNS:
        verdict = like(one, other)
        if verdict:
            agrees.append(word)
            score += gain
        elif verdict is False:
            differs.append(word)
            score -= loss
        elif loss:
            score += gain / 2  # nobody knows: neither for nor against
    return Likeness(round(min(max(score, 0.0), 1.0), 3), tuple(agrees), tuple(differs))


def name_likeness(asked: Sequence[Word], kept: Sequence[Word]) -> float:
    """Return how alike two names are, 0 to 1, whatever the order of their words."""
    if not asked or not kept:
        return 0.0
    short, long = sorted((asked, kept), key=len)
    left = list(long)
    total = 0.0
    for word in short:
        score, place = max((word_likeness(word, one), n) for n, one in enumerate(left))
        total += score
        del left[place]
    # A name told in part may be the same as one told in full, but is less sure.
    alone = 0.3 if len(short) == 1 and left else 0.0
    return max(0.0, total / len(short) - alone - 0.05 * len(left))


@lru_cache(maxsize=100_000)
def word_likeness(one: Word, other: Word) -> float:
    """Return how alike two words sound, 0 to 1."""
    alike = _jaro_winkler(one.sound, other.sound)
    if one.keys & other.keys:
        return 0.85 + 0.15 * alike
    return 0.9 * alike


def _spelt(person: Person) -> Iterable[str]:
    return (text for name in person.names for text in (name.latin, name.arabic) if text)


def _born(one: Person, other: Person) -> bool | None:
    if one.born is None or other.born is None:
        return None
    return abs(one.born.on.year - other.born.on.year) <= YEARS_APART


def _birthday(one: Person, other: Person) -> bool | None:
    return True if is_birthday(one.born) and one.born == other.born else None


def _sex(one: Person, other: Person) -> bool | None:
    if "unknown" in (one.sex, other.sex):
        return None
    return one.sex == other.sex


def _nationality(one: Person, other: Person) -> bool | None:
    mine = set(one.nationalities) - {STATELESS}
    theirs = set(other.nationalities) - {STATELESS}
    return bool(mine & theirs) if mine and theirs else None


def _phone(one: Person, other: Person) -> bool | None:
    return True if _phones(one) & _phones(other) else None


def _phones(person: Person) -> set[str]:
    keys = {
        phone_key(contact.value)
        for contact in person.contacts
        if contact.kind in ("phone", "whatsapp")
    }
    return keys - {""}


def _email(one: Person, other: Person) -> bool | None:
    return True if _emails(one) & _emails(other) else None


def _emails(person: Person) -> set[str]:
    return {
        contact.value.casefold()
        for contact in person.contacts
        if contact.kind == "email"
    }


def _document(one: Person, other: Person) -> bool | None:
    mine = {(paper.country, written(paper.number)) for paper in one.documents}
    theirs = {(paper.country, written(paper.number)) for paper in other.documents}
    return True if mine & theirs else None


def _reference(one: Person, other: Person) -> bool | None:
    mine = {written(reference.number) for reference in one.references}
    theirs = {written(reference.number) for reference in other.references}
    return True if mine & theirs else None


# What is looked at besides the name, what it adds and what it takes away.
_SIGNS: tuple[tuple[str, Likes, float, float], ...] = (
    ("born", _born, 0.1, 0.25),
    ("birthday", _birthday, 0.15, 0.0),
    ("sex", _sex, 0.05, 0.2),
    ("nationality", _nationality, 0.1, 0.1),
    ("phone", _phone, 0.2, 0.0),
    ("email", _email, 0.2, 0.0),
    ("document", _document, 0.5, 0.0),
    ("reference", _reference, 0.5, 0.0),
)


def _jaro_winkler(one: str, other: str) -> float:
    """Return the similarity of Jaro and Winkler, 0 to 1."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    reach = max(max(len(one), len(other)) // 2 - 1, 0)
    taken = [False] * len(other)
    mine = []
    for place, letter in enumerate(one):
        for there in range(max(0, place - reach), min(len(other), place + reach + 1)):
            if not taken[there] and other[there] == letter:
                taken[there] = True
                mine.append(letter)
                break
    if not mine:
        return 0.0
    theirs = [letter for letter, used in zip(other, taken, strict=True) if used]
    swapped = sum(a != b for a, b in zip(mine, theirs, strict=True)) / 2
    same = len(mine)
    jaro = (same / len(one) + same / len(other) + (same - swapped) / same) / 3
    begin = 0
    for a, b in zip(one[:4], other[:4], strict=False):
        if a != b:
            break
        begin += 1
    return jaro + begin * 0.1 * (1 - jaro)
