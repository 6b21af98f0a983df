"""What somebody is to the head of a family, as typed: a key, or a word for it.

Whether anybody may be that in a family is judged elsewhere.
"""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.days import ascii_word
from migcase.cli.failing import Worded
from migcase.cli.person_places import read_word
from migcase.cli.person_words import FAMILY_ROLES, word
from migcase.people.family import ROLES

# What people say beside what a relation is called here, in every language at once.
_ALSO = {
    "spouse": "husband or wife or mari or femme or époux or épouse",
    "child": "son or daughter or fils or fille",
    "parent": "mother or father or mère or père",
    "sibling": "brother or sister or frère or sœur",
    "grandparent": "grandmother or grandfather or grand-mère or grand-père",
    "grandchild": "grandson or granddaughter or petit-fils or petite-fille",
    "other-relative": (
        "uncle or aunt or nephew or niece or cousin(e)"
        " or oncle or tante or neveu or nièce"
    ),
}


class Role(click.Choice[str]):
    """What somebody is to the head: by its key, or by what it is called."""

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        role = role_of(value)
        if role is not None:
            return role
        words = {"word": ascii_word(value)}
        told = _("Nobody is “{word}” in a family.").format(**words)
        raise Worded("bad-role", told, _known(ROLES))


def role_of(typed: str) -> str | None:
    """Return the key of the relation that *typed* means, None if it means none."""
    role = read_word(FAMILY_ROLES, read_word(_ALSO, typed))
    return role if role in ROLES else None


def roles_of(others: tuple[str, ...]) -> dict[str, str]:
    """Return what each of *others*, typed as PERSON=ROLE, is to the head."""
    roles = {}
    for typed in others:
        person, sign, called = typed.rpartition("=")
        role = role_of(called)
        if not sign or role is None:
            words = {"word": ascii_word(called)}
            raise Worded(
                "bad-role",
                _("Write each other member as PERSON=ROLE; {word} is no role.").format(
                    **words
                ),
                _known(ROLES[1:]),
            )
        roles[person] = role
    return roles


def _known(roles: tuple[str, ...]) -> str:
    known = ", ".join(word(FAMILY_ROLES, role) for role in roles)
    return _("There are: {known}").format(known=known)
