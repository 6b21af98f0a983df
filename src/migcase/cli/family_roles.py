"""What somebody is to the head of a family, as typed: a key, or what it is called.

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


class Role(click.Choice[str]):
    """What somebody is to the head: by its key, or by what it is called."""

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        role = read_word(FAMILY_ROLES, value)
        if role in ROLES:
            return role
        words = {"word": ascii_word(value)}
        told = _("Nobody is “{word}” in a family.").format(**words)
        raise Worded("bad-role", told, _known(ROLES))


def roles_of(others: tuple[str, ...]) -> dict[str, str]:
    """Return what each of *others*, typed as PERSON=ROLE, is to the head."""
    roles = {}
    for typed in others:
        person, sign, called = typed.rpartition("=")
        role = read_word(FAMILY_ROLES, called)
        if not sign or role not in ROLES:
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
