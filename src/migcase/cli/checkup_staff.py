"""What `migcase doctor` looks at of who works here: duties that nobody has done.

Only in an office with keys; in one for training nobody is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from gettext import ngettext

from migcase.cli.checkup import BAD, OK, WARN, Finding
from migcase.cli.display import shown
from migcase.cli.left_behind import open_cases
from migcase.cli.office_words import say_hat
from migcase.office.office import Office
from migcase.roster.members import ADMINISTRATOR, Roster


def of_staff(office: Office) -> Iterator[Finding]:
    """Yield what holds of colleagues, roles, broken glasses and cases left behind."""
    roster = office.roster
    here = [user for user in roster.users.values() if user.is_here]
    told = ngettext("{n} person works here.", "{n} people work here.", len(here))
    yield Finding("users", OK, told.format(n=len(here)))
    yield from _unbound(roster)
    yield from _waiting(roster)
    if len(roster.wearers(ADMINISTRATOR)) < 2:
        told = _(
            "There is one administrator only: if they leave, nobody can let people in. "
            "Give a second person that role."
        )
        yield Finding("one-administrator", WARN, told)
    yield from _glasses(office)
    yield from _left_behind(office, roster)


def _unbound(roster: Roster) -> Iterator[Finding]:
    for user in roster.users.values():
        if user.is_here and not user.is_bound:
            told = _(
                "{name} has not signed the undertaking of confidentiality, and sees "
                "nothing: migcase user sign {name}"
            )
            yield Finding("no-undertaking", WARN, told.format(name=shown(user.name)))


def _waiting(roster: Roster) -> Iterator[Finding]:
    for user in roster.users.values():
        for role in user.asked:
            told = _(
                "{name} is to have the role {role}: migcase user approve {name} {key}"
            )
            words = {"name": shown(user.name), "role": say_hat(role), "key": role}
            yield Finding("role-waits", WARN, told.format(**words))


def _glasses(office: Office) -> Iterator[Finding]:
    late = office.glasses.late()
    for glass in office.glasses.waiting():
        words = {"who": shown(glass.by), "case": glass.case}
        if glass in late:
            told = _(
                "{who} broke the glass of {case}, and nobody has reviewed it for more "
                "than a week: migcase review {case}"
            )
            yield Finding("unreviewed-glass", BAD, told.format(**words))
        else:
            told = _("{who} broke the glass of {case}: migcase review {case}")
            yield Finding("unreviewed-glass", WARN, told.format(**words))


def _left_behind(office: Office, roster: Roster) -> Iterator[Finding]:
    """Yield the open cases of whoever left, as far as whoever asks may list them."""
    for user in roster.users.values():
        if user.is_here:
            continue
        number = sum(1 for _case in open_cases(office, user.name))
        if number:
            told = ngettext(
                "{name} has left, with {n} open case: migcase list --assignee {name}",
                "{name} has left, with {n} open cases: migcase list --assignee {name}",
                number,
            )
            words = {"name": shown(user.name), "n": number}
            yield Finding("left-behind", WARN, told.format(**words))
