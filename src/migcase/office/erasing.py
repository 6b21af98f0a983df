"""Erasing what is kept of a person or a case: asked by one, approved by another.

The content is made unreadable for good; that something was there, when, and who wrote
it stays, and the chain over it proves itself as before.  A legal hold stops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from migcase import numbers as case_numbers
from migcase.errors import MigcaseError, Refusal, Refused
from migcase.keeping.erasing import Records
from migcase.keeping.register import CaseRow, Register
from migcase.keeping.sealed import ERASED, Erased
from migcase.numbers import NotANumber
from migcase.office.book import Book
from migcase.office.certificate import Certificate, matching
from migcase.office.circles import cases_about, held_back, sheets_of
from migcase.office.guard import Guard
from migcase.office.numbering import kept_case, row_of, text_of
from migcase.office.person_errors import NoSuchPerson, typed_number
from migcase.people import numbers
from migcase.roster import rights
from migcase.roster.events import (
    ErasureApproved,
    ErasureAsked,
    ErasureDone,
    OfficeEntry,
)

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring


class NothingSealed(MigcaseError):
    """Nothing can be erased by its key in an office that has none."""

    code = "nothing-sealed"
    sentence = "This office has no keys: nothing in it is sealed, so nothing is erased."


class Turning(Protocol):
    """The turn to new keys of the office; see `migcase.keeping.seal.turning`."""

    @property
    def keyring(self) -> Keyring: ...

    def begin(self) -> Keyring:
        """Return the keys of the next epoch, which are kept from now on."""

    def finish(self) -> Keyring:
        """Destroy the epoch before."""


class Erasures:
    """The erasures of one office."""

    def __init__(self, register: Register, book: Book, guard: Guard, code: str) -> None:
        self._register = register
        self._book = book
        self._guard = guard
        self._code = code

    def ask(self, of: Iterable[str], reason: str) -> OfficeEntry:
        """Ask that cases and people be erased; raise `Refused` with every reason.

        With a person go all sheets that turned out to be theirs, and the cases about
        them.
        """
        self._guard.check(rights.ASK_ERASURE)
        records = tuple(dict.fromkeys(self._with_cases(of)))
        refusals = tuple(self._against(records))
        if refusals:
            raise Refused(refusals)
        return self._book.write(ErasureAsked(records, reason), "", None)

    def number_of(self, typed: str) -> str:
        """Return the number of the case or person that somebody typed."""
        return next(self._with_cases([typed]))

    def number_to_keep(self, typed: str) -> str:
        """Return the same; raise `Refused` where nothing is left to be kept."""
        number = self.number_of(typed)
        if self._is_gone(number):
            raise Refused([Refusal("already-erased", number)])
        return number

    def approve(self, number: int) -> OfficeEntry:
        """Approve what entry *number* of the office's log asks; never one's own."""
        return self._book.write(ErasureApproved(number), "", None)

    def carry_out(self, number: int, turn: Turning) -> Certificate:
        """Erase what entry *number* asked for, and somebody else approved.

        Cut off at any moment, it is done or not begun; called again, it finishes, and
        gives the same certificate.
        """
        self._guard.check(rights.ERASE)
        erasing = self._register.erasing
        if erasing is None:
            raise NothingSealed
        before = self._certificate(number)
        if before is not None:
            return before
        refusals = self._book.why_not(ErasureDone(number), "")
        if refusals:
            raise Refused(refusals)
        asked = self._book.roster.erasures[number]
        refusals = tuple(self._against(asked.of))
        if refusals:
            raise Refused(refusals)
        keys = turn.begin()
        try:
            with self._register.transaction():
                entries = erasing.erase(self._records(asked.of), keys)
                done = self._guard.name, self._book.instant(), turn.keyring.epoch
                certificate = Certificate(
                    self._code,
                    number,
                    asked.of,
                    entries,
                    asked.asked_by,
                    asked.approved_by,
                    *done,
                )
                self._book.write(ErasureDone(number, certificate.hash), "", None)
        except BaseException:
            # What it holds in memory are keys that count no more, or not yet.
            self._register.close()
            raise
        turn.finish()
        erasing.settle()
        return certificate

    def _certificate(self, number: int) -> Certificate | None:
        """Return the certificate of an erasure that was carried out, None otherwise."""
        asked, proof = self._book.roster.erasures.get(number), self._register.proof
        if asked is None or asked.done is None or proof is None:
            return None
        for entry in self._book.entries(after=number):
            if isinstance(entry.event, ErasureDone) and entry.event.number == number:
                cases = self._records(asked.of).cases
                made = Certificate(
                    self._code,
                    number,
                    asked.of,
                    sum(len(proof.case(one).written) for one in cases),
                    asked.asked_by,
                    asked.approved_by,
                    entry.by,
                    entry.at,
                    epoch=0,
                )
                return matching(made, entry.event.certificate)
        return None

    def _with_cases(self, of: Iterable[str]) -> Iterator[str]:
        """Yield each record by its number; with a person all that goes with them."""
        people = self._register.people
        for typed in map(text_of, of):
            case = self._row(typed)
            if case is not None:
                yield case.case
                continue
            person = numbers.read_number(typed)
            if not self._is_erased(person) and people.sheet(person) is None:
                raise self._unknown(typed)
            yield person
            sheets = {person, *sheets_of(people, person)}
            yield from sorted(sheets - {person})
            for about in cases_about(people, sheets):
                if not self._is_gone(about):
                    yield about

    def _against(self, records: Iterable[str]) -> Iterator[Refusal]:
        held = held_back(self._register.people, self._book.roster.holds)
        for number in records:
            if number in held:
                yield Refusal("under-legal-hold", number)
            row = self._row(number)
            if self._is_gone(number):
                yield Refusal("already-erased", number)
            elif row is not None and row.status != "closed":
                yield Refusal("still-open", number)

    def _is_gone(self, number: str) -> bool:
        row = self._row(number)
        return self._is_erased(number) if row is None else row.status == ERASED

    def _is_erased(self, person: str) -> bool:
        try:
            self._register.people.sheet(person)
        except Erased:
            return True
        return False

    def _records(self, of: Iterable[str]) -> Records:
        cases = tuple(one for one in of if self._row(one) is not None)
        return Records(cases, tuple(one for one in of if one not in cases))

    def _row(self, typed: str) -> CaseRow | None:
        """Return the line of a case in lists, whoever may read it."""
        return row_of(self._register, _as_case(typed) or typed)

    def _unknown(self, typed: str) -> MigcaseError:
        """Return the error that there is no such record, with what was meant."""
        try:
            kept_case(self._register, typed)
        except NotANumber as error:
            if error.values["near"]:
                return error
        except MigcaseError as error:
            return error
        return NoSuchPerson({"person": typed_number(typed)})


def _as_case(typed: str) -> str:
    """Return the number of the case that somebody typed, '' if it is none."""
    try:
        return str(case_numbers.parse(typed))
    except MigcaseError:
        return ""
