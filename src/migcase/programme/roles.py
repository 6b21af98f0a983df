"""Who does it: the hats that people wear while they write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from attrs import field, frozen

from migcase.programme.places import Place, place_of_declaration


@frozen(eq=False)
class Role:
    """The hat somebody wears; *sees* limits the cases they see, in words."""

    key: str
    title: str
    sees: str = ""
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)


def roles(given: Role | Iterable[Role]) -> tuple[Role, ...]:
    """Return one role or several as a tuple."""
    return cast("tuple[Role, ...]", several(given))


def several(given: object) -> tuple[object, ...]:
    """Return one thing or several as a tuple.

    What is none of the right things is kept: the programme lists it as a fault, with
    all others.
    """
    if isinstance(given, Iterable) and not isinstance(given, str | bytes):
        return tuple(given)
    return (given,)
