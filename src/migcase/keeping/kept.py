"""What a register hands out and takes in, and what it refuses.

Plain values and errors; how they are stored is not known here.
"""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from migcase.casefile.alike import says_the_same
from migcase.casefile.case import Case
from migcase.casefile.events import Entry
from migcase.errors import Conflict, MigcaseError, Repeated
from migcase.judgement.work import Task, Work

# Later than every day, so that one order puts what has no deadline last.
NO_DUE = "9999-99-99"

Place = tuple[str, str, str, str, str]


class UnreadableEntry(MigcaseError):
    """A line of a case file is damaged, or written by a newer migcase."""

    code = "unreadable-entry"
    sentence = "Line {number} of case {case} cannot be read: {reason}"


class UnreadableCase(MigcaseError):
    """The derived row of a case is damaged; its entries may still be whole."""

    code = "unreadable-case"
    sentence = (
        "The row of case {case} cannot be read: {reason} `migcase doctor --rebuild` "
        "makes it again from the entries."
    )


class Restricted(MigcaseError):
    """What is kept of a case is sealed to others; *readers* are their names."""

    code = "restricted"
    sentence = "Case {case} is restricted. Ask {readers}."


class Unwritable(MigcaseError):
    """Something cannot be kept as it is, so that it could be read back equal."""

    code = "unwritable"
    sentence = "Case {case}: {what} cannot be kept: {reason}"


class DefinitionChanged(MigcaseError):
    """A programme has another content than when its version was first used."""

    code = "definition-changed"
    sentence = (
        "Programme {programme} version {version} was {kept} when its first case was "
        "opened and is {given} now. Give the changed programme a new version."
    )


@frozen
class Kept:
    """A case as of its last entry, and the work that is open in it."""

    case: Case
    work: Work


@frozen
class Definition:
    """A version of a programme as it was when its first case was opened."""

    key: str
    version: int
    fingerprint: str
    body: str


@frozen
class Row:
    """One line of an agenda; *overdue* as of the day that was asked for."""

    case: str
    programme: str
    assignee: str | None
    task: Task
    overdue: bool

    @property
    def place(self) -> Place:
        """Return where this row stands in every agenda."""
        return place_of(self.case, self.task)


@frozen
class CaseRow:
    """One line of a list of cases."""

    case: str
    programme: str
    version: int
    status: str
    stage: str
    assignee: str | None
    on: date
    at: datetime
    project: str | None = None


@frozen
class Count:
    """How many cases of a programme are in one stage with one status."""

    programme: str
    status: str
    stage: str
    cases: int


@frozen
class Reached:
    """How many cases of a programme have reached one of its milestones.

    *persons* counts whom they are about, each once; a case that names nobody counts
    by itself.
    """

    programme: str
    milestone: str
    cases: int
    persons: int


def case_row(kept: Kept) -> CaseRow:
    """Return the line of *kept* in a list of cases."""
    case, work = kept.case, kept.work
    return CaseRow(
        case.id,
        case.programme,
        case.version,
        work.status,
        work.stage,
        case.assignee,
        case.on,
        case.at,
        case.project,
    )


def counted_as(case: Case) -> str:
    """Return whom *case* counts for: the person it is about, else itself."""
    return case.about or case.id


def place_of(case: str, task: Task) -> Place:
    """Return where *task* stands in an agenda: soonest due first, no due last."""
    due = NO_DUE if task.due is None else task.due.isoformat()
    return due, case, task.kind, task.key, task.line or ""


def serial_of(case: str, prefix: str) -> int:
    """Return the serial number in a *case* number that begins with *prefix*, or 0."""
    serial = case.removeprefix(prefix).partition("-")[0]
    return int(serial) if serial.isdecimal() and serial.isascii() else 0


def check_writable(kept: Kept, entry: Entry) -> None:
    """Raise `Unwritable` unless *kept* and *entry* can be kept in every register.

    What is said may hold any character; the words by which a register finds things
    may not hold a NUL, which PostgreSQL cannot store, nor half a character.
    """
    case, work = kept.case, kept.work
    if case.id != entry.case or case.number != entry.number:
        reason = "it is not the case as of that entry."
        raise Unwritable({"case": entry.case, "what": "the case row", "reason": reason})
    if entry.at.utcoffset() is None:
        reason = "it does not say how far it is from UTC."
        raise Unwritable({"case": entry.case, "what": "an instant", "reason": reason})
    found_by = case.programme + (case.assignee or "") + (case.project or "")
    check_words(case.id, entry.id + found_by + (case.about or ""))
    check_work(case.id, work)


def check_work(case: str, work: Work) -> None:
    """Raise `Unwritable` unless a register can find the tasks of *work* again."""
    words = work.stage + work.status + "".join(work.reached)
    for task in work.tasks.values():
        words += task.kind + task.key + (task.line or "") + "".join(task.roles)
        if task.line == "" or "" in task.roles:
            reason = "a line needs an id, and a role a key."
            raise Unwritable({"case": case, "what": "a task", "reason": reason})
    check_words(case, words)


def check_words(case: str, words: str) -> None:
    """Raise `Unwritable` unless *words* can be looked up in every register."""
    together = case + words
    if together.isascii() and "\0" not in together:
        return
    try:
        together.encode()
    except UnicodeEncodeError:
        whole = False
    else:
        whole = "\0" not in together
    if not whole:
        reason = "a name or key holds a NUL or half a character."
        raise Unwritable({"case": ascii(case), "what": "it", "reason": reason})


def check_same(kept: Definition, given: Definition) -> None:
    """Raise `DefinitionChanged` unless both are the same programme."""
    if kept.fingerprint != given.fingerprint:
        raise DefinitionChanged(
            {
                "programme": given.key,
                "version": given.version,
                "kept": kept.fingerprint,
                "given": given.fingerprint,
            }
        )


def clash(entry: Entry, taken: Entry) -> MigcaseError:
    """Return why *entry* cannot be kept where *taken* has its id already.

    The same thing sent twice at once is a `Conflict` like any other: whoever
    reloads finds it written.
    """
    same = (entry.by, entry.office) == (taken.by, taken.office)
    same = same and says_the_same(entry.event, taken.event)
    if same:
        return Conflict({"case": entry.case, "number": taken.number})
    return Repeated({"id": entry.id, "case": entry.case, "number": taken.number})
