"""Is who is in a case, as it is kept, whom its entries name?

People are found by what is kept, and with a person goes every case that it says is
about them; so a row too many or too few matters.  Only a programme knows which answers
name people: where no plugin declares it, nothing is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from migcase.casefile.case import Case
from migcase.errors import BadPlugin, MigcaseError, UnknownProgramme
from migcase.judgement.mentioned import Mention, people_in
from migcase.keeping.register import Register
from migcase.keeping.sealed import Erased
from migcase.programme.declaration import Programme

# Whom the entries of a case name; None where no plugin tells.
Named = Callable[[Case], Collection[Mention] | None]


def named_by(programme: Callable[[str, int], Programme]) -> Named:
    """Return who tells whom a case names, by the *programme* that it was opened in."""

    def named(case: Case) -> Collection[Mention] | None:
        try:
            return people_in(case, programme(case.programme, case.version))
        except (UnknownProgramme, BadPlugin):
            return None

    return named


def nobody_tells(case: Case) -> None:
    """Tell of no *case* whom it names: without plugins nobody knows."""


def are_in_it(
    kept: Collection[Mention], named: Collection[Mention], register: Register
) -> bool:
    """Tell whether exactly those are *kept* as being in a case whom it names.

    With an erased person went the rows that name them, in cases of others too; what
    is written in these later may bring them back.
    """
    if not set(kept) <= set(named):
        return False
    missing = set(named) - set(kept)
    return all(_is_erased(person, register) for person in {m.person for m in missing})


def _is_erased(person: str, register: Register) -> bool:
    try:
        register.people.sheet(person)
    except Erased:
        return True
    except MigcaseError:
        return False
    return False
