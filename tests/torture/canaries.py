"""Words that were typed of people, looked for in every file of every image.

Names, numbers to call, notes, reasons and answers in words, however they are spelt:
in letters of one or two bytes, as JSON, backwards, in hexadecimal, in Base64.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tests.torture.disk import Files
from tests.torture.judge import Fault

READABLE = "readable"
# Shorter ones may come about by chance in what is encrypted.
SHORTEST = 7
# So much is looked at in one go, and not again where it stands in the next image too.
_BLOCK = 16 * 1024
# Behind these words on a command line stands what is said of somebody.
_TELLING = frozenset(
    {"--given", "--given-arabic", "--family", "--phone", "--reason", "--note"}
)


class Search:
    """Looks for what was said in *lines*, and for *more*."""

    def __init__(self, lines: Iterable[Sequence[str]], *more: str) -> None:
        said = {one for line in lines for one in _said(line)}
        self.words = frozenset(
            one for one in (*said, *more) if len(one.encode()) >= SHORTEST
        )
        self._spelt = [(one, way) for one in self.words for way in _ways(one)]
        self._longest = max(len(way) for _, way in self._spelt)
        self._clean: set[int] = set()

    def faults(self, files: Files) -> Iterator[Fault]:
        """Yield which file holds a word."""
        for path, content in files.items():
            for word in sorted(self.found(content or b"")):
                yield Fault(READABLE, f"{word!r} in {path}")

    def found(self, content: bytes) -> set[str]:
        """Return the words that *content* holds."""
        found = set[str]()
        for start in range(0, len(content), _BLOCK):
            block = content[start : start + _BLOCK + self._longest]
            known = hash(block)
            if known not in self._clean:
                here = {word for word, way in self._spelt if way in block}
                found |= here
                if not here:
                    self._clean.add(known)
        return found


def _said(line: Sequence[str]) -> Iterator[str]:
    """Yield what a command says of somebody in words of its own."""
    for before, word in pairwise(line):
        _key, is_told, value = word.partition("=")
        if before in _TELLING:
            yield word
        elif before == "--fact" and is_told and " " in value:
            yield value
        elif line[0] == "note" and " " in word:
            yield word


def _ways(word: str) -> Iterator[bytes]:
    """Yield the ways in which a word may be written down."""
    letters = word.encode()
    yield letters
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")
    yield json.dumps(word).strip('"').encode()
    yield letters[::-1]
    yield letters.hex().encode()
    for ahead in range(3):
        # Whatever stands before and behind it changes the first signs and the last.
        spelt = b64encode(bytes(ahead) + letters).rstrip(b"=")
        yield spelt[-(-ahead * 8 // 6) : (len(letters) + ahead) * 8 // 6]
