"""The things and kinds in the sentence about a fault, in the reader's language.

The sentences themselves stand where the faults are found; words of Python and of the
declaration, such as `within`, stay as they are typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from migcase.cli.display import shown
from migcase.locale import marked

# The sorts of word that a programme is declared with.
THINGS: Mapping[str, str] = {
    "derived": marked("named condition {key}"),
    "hold": marked("hold {key}"),
    "milestone": marked("milestone {key}"),
    "outcome": marked("ending {key}"),
    "programme": marked("programme {key}"),
    "question": marked("question {key}"),
    "role": marked("role {key}"),
    "setting": marked("setting {key}"),
    "stage": marked("stage {key}"),
    "step": marked("step {key}"),
    "track": marked("track {key}"),
}

# The kinds of value, as they are spoken of where one stands in the wrong place.
KINDS: Mapping[str, str] = {
    "a case": marked("another case"),
    "a country": marked("a country"),
    "a date": marked("a day"),
    "a document": marked("a document"),
    "a line": marked("a line"),
    "a number": marked("a number"),
    "a period": marked("a length of time"),
    "a period or a date": marked("a length of time or a day"),
    "a person": marked("a person"),
    "a place": marked("a place"),
    "many of": marked("several choices"),
    "money": marked("an amount of money"),
    "one of": marked("a choice"),
    "text": marked("text"),
    "yes or no": marked("yes or no"),
}


def say_thing(thing: str) -> str:
    """Return a thing by its sort and key; any other name as it is."""
    sort, space, key = thing.partition(" ")
    if not space or sort not in THINGS:
        return shown(thing)
    return _(THINGS[sort]).format(key=shown(key))


def say_values(values: Mapping[str, object]) -> dict[str, str]:
    """Return what is filled into the sentence about a fault."""
    return {name: _said(name, str(value)) for name, value in values.items()}


def _said(name: str, value: str) -> str:
    if name in ("kind", "left", "right", "wanted"):
        return shown(_(KINDS.get(value, value)))
    if name in ("given", "name"):
        return say_thing(value)
    return shown(value)
