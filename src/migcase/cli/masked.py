"""Which masked answers somebody asks to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from migcase.casefile.case import Case
from migcase.cli.choosing import question_of
from migcase.cli.days import ascii_word
from migcase.cli.failing import Worded
from migcase.cli.labels import Labels
from migcase.cli.near_words import did_you_mean

EVERYTHING = "*"


def keys_in(text: str, case: Case, labels: Labels) -> tuple[str, ...]:
    """Return the questions that *text* names; none where it means all."""
    keys = tuple(filter(None, (one.strip() for one in text.split(","))))
    if text == EVERYTHING:
        return ()
    told = dict.fromkeys(_told(case))
    return tuple(_key(word, told, labels) for word in keys)


def _key(word: str, told: dict[str, None], labels: Labels) -> str:
    """Return the key of the question that *word* means; say which there are if none."""
    key = word if word in told else question_of(word, labels)
    if key is not None:
        return key
    from difflib import get_close_matches  # only where somebody mistyped

    near = tuple(get_close_matches(word, told, 3))
    lines = [_("Nobody was asked {key} in this case.").format(key=ascii_word(word))]
    if near:
        lines.append(did_you_mean(list(near)))
    lines.append(_("--reveal without a key shows all that you may see."))
    raise Worded("unknown-word", *lines, near=near)


def _told(case: Case) -> Iterator[str]:
    yield from case.told
    for line in case.lines.values():
        yield from line.told
