"""Changes of an input, one to four at once, all out of one generator of chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

# What readers have fallen over before, here or elsewhere.
WORDS = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80",
    b"\\ud800", b"\\udfff\\ud800", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\x1b]0;x\x07",
    b"\xd9\xa3", b"\xc2\xb2", b"\xe2\x88\x92", b"\xc2\xa0", b"\xe2\x80\x8f",
    b"NaN", b"-Infinity", b"1e999", b"1e-999", b"1E+99999999999", b"-0", b"0e0",
    b"9" * 19, b"9" * 400, b"9223372036854775808", b"-1", b"0", b"1.0", b".5", b"1_0",
    b"null", b"true", b"false", b"{}", b"[]", b'""', b"[[", b"{{", b'{"a":', b"]", b"}",
    b"2026-02-29", b"0000-00-00", b"9999-12-31", b"10000-01-01", b"0001-01-01",
    b"T00:00", b"+24:00", b"Z", b"'", b'"', b'"""', b"\\", b"\n", b"\r\n", b"\t", b" ",
    b"=", b",", b":", b";", b".", b"-", b"_", b"/", b"..", b"%s", b"{0}", b"{x.y}",
)  # fmt: skip

Change = Callable[[bytearray, random.Random, Sequence[bytes], Sequence[bytes]], None]


def mutated(
    data: bytes, chance: random.Random, words: Sequence[bytes], others: Sequence[bytes]
) -> bytes:
    """Return *data* after a few changes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        chance.choice(CHANGES)(changed, chance, words, others)
    return bytes(changed)


def _flip(data: bytearray, chance: random.Random, *_: object) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _put(data: bytearray, chance: random.Random, *_: object) -> None:
    place = chance.randint(0, len(data))
    data[place:place] = bytes([chance.randrange(256)])


def _word(
    data: bytearray, chance: random.Random, words: Sequence[bytes], _others: object
) -> None:
    start = chance.randint(0, len(data))
    end = min(len(data), start + chance.choice((0, 0, 1, 4, 10)))
    data[start:end] = chance.choice([*words, *WORDS])


def _cut(data: bytearray, chance: random.Random, *_: object) -> None:
    start = chance.randint(0, len(data))
    del data[start : start + chance.choice((1, 1, 2, 8, 64))]


def _end(data: bytearray, chance: random.Random, *_: object) -> None:
    del data[chance.randint(0, len(data)) :]


def _again(data: bytearray, chance: random.Random, *_: object) -> None:
    start = chance.randint(0, len(data))
    piece = data[start : start + chance.choice((1, 2, 8, 32))]
    place = chance.randint(0, len(data))
    data[place:place] = bytes(piece) * chance.choice((1, 1, 2, 40, 400))


def _splice(
    data: bytearray, chance: random.Random, _words: object, others: Sequence[bytes]
) -> None:
    other = chance.choice(others)
    start = chance.randint(0, len(other))
    piece = other[start : start + chance.choice((4, 16, 64))]
    place = chance.randint(0, len(data))
    data[place : place + chance.choice((0, len(piece)))] = piece


def _wrap(data: bytearray, chance: random.Random, *_: object) -> None:
    start = chance.randint(0, len(data)) * chance.randrange(2)
    end = len(data) if chance.randrange(2) else chance.randint(start, len(data))
    before, after = chance.choice(((b"[", b"]"), (b'{"a":', b"}"), (b'"', b'"')))
    data[start:end] = before + bytes(data[start:end]) + after


def _figure(data: bytearray, chance: random.Random, *_: object) -> None:
    figures = [place for place, one in enumerate(data) if 48 <= one <= 57]
    if figures:
        data[chance.choice(figures)] = 48 + chance.randrange(10)


CHANGES: tuple[Change, ...] = (
    _flip, _put, _word, _word, _word, _cut, _end, _again, _splice, _splice, _figure,
    _wrap,
)  # fmt: skip
