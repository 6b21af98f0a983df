"""Passphrases: what is too plain for one, and new ones of six words.

A guess costs what Argon2id costs; what this holds off are the first millions of
guesses, which are always the same.
"""

from __future__ import annotations

import re
import secrets
from functools import cache
from importlib.resources import files

LEAST, MOST, WORDS = 12, 1000, 6
_VARIED, _LEFT = 6, 6
# What people type first, in French, English and Arabic in Latin letters.
_PLAINEST = (
    "motdepasse",
    "passphrase",
    "password",
    "migcase",
    "qwertyuiop",
    "azertyuiop",
    "asdfghjkl",
    "qsdfghjklm",
    "zxcvbnm",
    "wxcvbn",
    "abcdefghijklm",
    "nopqrstuvwxyz",
    "qwerty",
    "azerty",
    "asdf",
    "qsdf",
    "abcd",
    "secret",
    "bonjour",
    "welcome",
    "bienvenue",
    "letmein",
    "iloveyou",
    "jetaime",
    "soleil",
    "doudou",
    "chouchou",
    "dragon",
    "monkey",
    "football",
    "admin",
    "inchallah",
    "inshallah",
    "bismillah",
    "habibi",
    "maroc",
    "morocco",
    "passe",
    "pass",
    "word",
    "user",
    "test",
    "iom",
    "oim",
)


def new_phrase() -> str:
    """Return six words that nobody chose."""
    return " ".join(secrets.choice(_words()) for _ in range(WORDS))


def why_weak(phrase: str, *names: str) -> str:
    """Return why *phrase* is no passphrase: ``short``, ``long``, ``plain``, or ''.

    *names* are those of whoever types it and of their office.
    """
    if len(phrase) < LEAST:
        return "short"
    if len(phrase) > MOST:
        return "long"
    text = re.sub(r"[\W\d_]+", "", phrase.casefold())
    if len(set(phrase.casefold())) < _VARIED or re.fullmatch(r"(.+?)\1+", text):
        return "plain"
    if phrase.isdigit():
        return "plain"
    own = [name.casefold() for name in names if len(name) > 2]
    for word in sorted({*_PLAINEST, *own}, key=len, reverse=True):
        text = text.replace(word, "")
    return "plain" if len(text) < _LEFT else ""


@cache
def _words() -> tuple[str, ...]:
    text = (files("migcase.keeping.seal") / "words.txt").read_text(encoding="utf-8")
    return tuple(text.split())
