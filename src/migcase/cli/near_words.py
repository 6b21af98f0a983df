"""What is asked of whoever mistyped: which of the near words they meant.

Of a country or a language that does not exist, what was typed is looked up here: a
refusal itself never holds what was told of somebody.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from gettext import gettext as _

from attrs import evolve

from migcase.cli.display import shown
from migcase.cli.values import say_country, with_key
from migcase.countries import countries_near
from migcase.errors import Refusal, Refused
from migcase.languages import language_name, languages_near
from migcase.locale import language_of

# What may have been meant, by the code of a refusal.
_NEAR: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "unknown-country": countries_near,
    "unknown-language": languages_near,
}


def did_you_mean(near: list[str]) -> str:
    """Return the question whether one of *near* was meant."""
    if len(near) == 1:
        return _("Did you mean {near}?").format(near=shown(near[0]))
    words = {"several": ", ".join(map(shown, near[:-1])), "last": shown(near[-1])}
    return _("Did you mean {several} or {last}?").format(**words)


def say_near(refusal: Refusal) -> Iterator[str]:
    """Yield the question whether what is near to what *refusal* refuses was meant."""
    near = refusal.values.get("near")
    keys = list(near) if isinstance(near, tuple) else [str(near or "")]
    if any(keys):
        yield did_you_mean([_called(refusal.code, str(key)) for key in keys])


def near_country(typed: str) -> list[str]:
    """Return the countries that *typed* may mean, as they are typed and called."""
    return [_called("unknown-country", code) for code in countries_near(typed)]


@contextmanager
def offering(said: object) -> Iterator[None]:
    """Have each refusal of *said*, the JSON of a person, offer what is near."""
    try:
        yield
    except Refused as refused:
        offered = (_offered(one, said) for one in refused.refusals)
        raise Refused(tuple(offered), refused.meanwhile) from None


def _offered(refusal: Refusal, said: object) -> Refusal:
    find = _NEAR.get(refusal.code)
    near = () if find is None else find(_at(said, refusal.concerns.split(".")))
    return evolve(refusal, values={**refusal.values, "near": near}) if near else refusal


def _at(said: object, place: Iterable[str]) -> str:
    """Return the text that stands at *place* in *said*; "" where there is none."""
    for word in place:
        if isinstance(said, Mapping):
            said = said.get(word)
        elif isinstance(said, list | tuple) and word.isdecimal():
            said = said[int(word) - 1]
    return said if isinstance(said, str) else ""


def _called(code: str, key: str) -> str:
    if code == "unknown-country":
        return with_key(key, say_country(key))
    if code == "unknown-language":
        return with_key(key, language_name(key, language_of(os.environ)))
    return key
