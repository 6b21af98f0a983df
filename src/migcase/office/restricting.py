"""That a file is sealed to others, and whom to ask: all that somebody is told of it.

Not its number, not its programme, and nobody counts it: a table with one such case in
it would name the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from migcase.casefile.case import Case
from migcase.errors import Refusal, Refused
from migcase.keeping.register import Count, Reached, Register
from migcase.office.book import Book
from migcase.programme.declaration import Programme
from migcase.roster.events import CaseShared, OfficeEntry

if TYPE_CHECKING:
    from migcase.keeping.seal.hands import Public

V = TypeVar("V", Count, Reached)


def whom_to_ask(register: Register, case: Case, name: str) -> tuple[str, ...]:
    """Return who may read what is sealed about the person of *case*, but not to *name*.

    Empty where nothing is.
    """
    if case.about is None:
        return ()
    return tuple(sorted(set(_readers(register, case.about, name))))


def countable(
    rows: Iterable[V],
    programme: Callable[[str], Programme | None],
    wears: Callable[[str], bool],
) -> tuple[V, ...]:
    """Return the *rows* of programmes that are open to whoever counts.

    *programme* finds one by its key; *wears* tells whether they wear a role in it.
    """
    return tuple(
        row
        for row in rows
        if wears(row.programme) or not _is_sealed(programme(row.programme))
    )


def share(
    register: Register,
    book: Book,
    public: Callable[[str], Public],
    case: str,
    user: str,
    reason: str,
) -> OfficeEntry:
    """Let *user* open a sealed case as well, and write down that they can."""
    event = CaseShared(case, user, reason)
    refusals = list(book.why_not(event, ""))
    readers = register.readers(case)
    if not readers or "" in readers:
        refusals.append(Refusal("not-sealed", case))
    if user in readers:
        refusals.append(Refusal("reads-already", case, {"user": user}))
    if refusals:
        raise Refused(refusals)
    with register.transaction():
        register.share(case, public(user))
        return book.write(event, "", None)


def _is_sealed(programme: Programme | None) -> bool:
    return programme is not None and bool(programme.sealed_to)


def _readers(register: Register, person: str, name: str) -> Iterator[str]:
    for one in register.people.cases_of([person]):
        readers = register.readers(one.case)
        if readers and "" not in readers and name not in readers:
            yield from readers
