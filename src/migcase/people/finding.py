"""Who was probably meant: people found by the words of a name, the likeliest first.

Where they are kept is not known here; *under* looks up who is found under a key.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from heapq import nsmallest

from attrs import frozen

from migcase.people.likeness import word_likeness
from migcase.people.searching import NAME, asked_for
from migcase.people.spelling import Word, words_of

Under = Callable[[str, Collection[str]], Sequence[tuple[str, str]]]


@frozen
class Hit:
    """Somebody who may have been meant: how likely, 0 to 1, and by what."""

    person: str
    score: float
    by: str


def found(text: str, under: Under, most: int) -> list[Hit]:
    """Return at most *most* people whom *text* may mean, the likeliest first.

    A number or a paper is certain, and ends the search; else it was a name.
    """
    hits: dict[str, Hit] = {}
    for key in asked_for(text):
        for person, _ in under(key.kind, (key.key,)):
            hits.setdefault(person, Hit(person, 1.0, key.kind))
    if not hits:
        for person, score in by_name(words_of(text), under, most):
            hits[person] = Hit(person, round(score, 3), NAME)
    return nsmallest(most, hits.values(), key=lambda hit: (-hit.score, hit.person))


def by_name(
    words: Sequence[Word], under: Under, most: int
) -> Iterator[tuple[str, float]]:
    """Yield who has the most of *words* in a name, and how alike they sound."""
    totals: dict[str, tuple[int, float]] = {}
    for word in words:
        for person, score in _best(word, under).items():
            count, total = totals.get(person, (0, 0.0))
            totals[person] = count + 1, total + score
    top = max((count for count, _ in totals.values()), default=0)
    if 2 * top < len(words):
        return
    likely = [(-total, one) for one, (count, total) in totals.items() if count == top]
    for total, person in nsmallest(most, likely):
        yield person, -total / len(words)


def _best(word: Word, under: Under) -> dict[str, float]:
    """Return for each who has a word like *word* how alike the nearest one is."""
    heard: dict[str, float] = {}
    best: dict[str, float] = {}
    for person, said in under(NAME, word.keys):
        score = heard.get(said)
        if score is None:
            score = heard[said] = word_likeness(word, Word(said, word.keys))
        if score > best.get(person, 0.0):
            best[person] = score
    return best
