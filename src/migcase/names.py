"""Names of things as people write them, and the near ones of a word.

Keyboards, papers and lists do not agree on capitals, accents, hyphens, apostrophes and
how "and" is written; here they make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

# More than these are not offered for what nobody knows.
MOST_NEAR = 3

# Names are long: with less in common they only share letters, as Atlantis with Albania.
NEAR = 0.7

# Nothing is called by more; what is longer was pasted.
LONGEST = 100

# So few letters begin too many words.
SHORTEST_WORD = 4

_AND = frozenset({"and", "et"})

# What is added for a woman, and where it takes the place of an ending.
_ENDING = re.compile(r"(?<=\w)\((\w{1,5})\)")
_OF_HER = (("eur(se)", "euse"), ("er(ère)", "ère"), ("teur(trice)", "trice"))


def spelt_alike(name: str) -> str:
    """Return *name* as all ways to write it come out."""
    parts = re.sub(r"['’‘ʼ`´\-\u2010-\u2015]", " ", name).casefold().split()
    spelt = ("&" if part in _AND else part for part in parts)
    letters = unicodedata.normalize("NFKD", " ".join(spelt))
    return "".join(one for one in letters if not unicodedata.combining(one))


def ways_to_call(name: str) -> frozenset[str]:
    """Return how *name* is typed, each way as it is spelt alike.

    What is written of a man and a woman at once is typed of either: réfugié(e).
    """
    of_her = name
    for both, hers in _OF_HER:
        of_her = of_her.replace(both, hers)
    ways = name, _ENDING.sub("", name), _ENDING.sub(r"\1", of_her)
    return frozenset(map(spelt_alike, ways))


def near_names(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return whom *text* may mean of *names*, each by how it is spelt alike.

    First those in whose name a word begins so: Congo, Tamazight.
    """
    if len(text) > LONGEST:
        return ()
    from difflib import get_close_matches  # only whoever mistyped waits for it

    typed = spelt_alike(text)
    close = get_close_matches(typed, names, MOST_NEAR, NEAR)
    found = dict.fromkeys(names[name] for name in (*_within(typed, names), *close))
    return tuple(found)[:MOST_NEAR]


def _within(word: str, names: Mapping[str, str]) -> Iterator[str]:
    if len(word) < SHORTEST_WORD:
        return
    for name in names:
        if any(part.startswith(word) for part in name.split()):
            yield name
