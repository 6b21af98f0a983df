"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def near(word: str, words: Iterable[str]) -> str:
    """Return the one of *words* that was probably meant, or nothing."""
    return next(iter(get_close_matches(word, sorted(set(words)), 1)), "")
