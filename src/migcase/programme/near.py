"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def near(word: str, words: Iterable[str]) -> str:
    """Return the one of *words* that was probably meant, or nothing."""
    from difflib import get_close_matches  # only whoever mistyped waits for it

    return next(iter(get_close_matches(word, sorted(set(words)), 1)), "")
