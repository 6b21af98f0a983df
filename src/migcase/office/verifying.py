"""Is this office as it was written?  Everything that can be proved, in one go.

The chains of all cases, the tree and its heads, the office's log, what was read, who
signed, what is derived, and the programmes.  Looks only; changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from attrs import frozen

from migcase.casefile.case import replay
from migcase.errors import MigcaseError
from migcase.keeping.kept import Definition, Kept, Restricted
from migcase.keeping.proof import Derived, Flaw, Proof
from migcase.keeping.register import Register
from migcase.keeping.seal.hands import Public
from migcase.keeping.sealed import Erased
from migcase.keeping.sql_work import work_rows
from migcase.keeping.verify import Verdict, verify, verify_case
from migcase.keeping.verify_apart import order_for
from migcase.keeping.verify_case import Authors
from migcase.keeping.verify_log import (
    Signers,
    log_flaws,
    read_signers,
    reading_flaws,
)
from migcase.keeping.wire_value import write_instant
from migcase.office.against import HOLDS, Against, Known, against_head
from migcase.office.readable import all_files
from migcase.office.verifying_people import Named, are_in_it, nobody_tells

# What could not be looked at, and so may be wrong unseen.
SIGNATURES, OLD_SIGNATURES, CONTENT, SEALED, PEOPLE, NO_HEAD = (
    *("signatures", "old-signatures", "content", "sealed", "people", "no-head"),
)


@frozen
class Examined:
    """What was looked at, what is wrong, and what could not be looked at."""

    verdict: Verdict
    flaws: tuple[Flaw, ...]
    unchecked: tuple[str, ...]
    against: Against | None = None

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was found wrong."""
        wrong = self.against is not None and self.against.outcome != HOLDS
        return not self.flaws and not wrong


def signers_of(register: Register, known: tuple[Public, ...]) -> Signers:
    """Return who had which key when, by the office's log; *known* where it is empty."""
    return read_signers(register.office_log.lines(), known)


def examine(
    register: Register,
    office: str,
    known: tuple[Public, ...] | None,
    *,
    full: bool = False,
    against: Known | None = None,
    named: Named = nobody_tells,
) -> Examined:
    """Look at everything; *known* are keys known besides the log, None without any.

    If it is not to be *full*, no case is opened, and signatures that were checked when
    a head was made are not checked again.  *named* tells whom the entries of a case
    name.
    """
    proof = _proof(register)
    signers = None if known is None else signers_of(register, known)
    authors: Authors | None = None if signers is None else signers.at
    order = order_for(proof, known, full=full)
    asked = [] if against is None or against.size is None else [against.size]
    with proof.snapshot():
        verdict = verify(proof, office, authors, full=full, asked=asked, order=order)
        flaws = list(verdict.flaws)
        log = register.office_log.lines()
        if signers is not None and not log:
            flaws.append(Flaw("log-missing", number=1))  # it begins with its founding
        flaws += log_flaws(log, is_signed=signers is not None)
        for reader in register.readings.readers():
            lines = register.readings.lines(reader)
            flaws += reading_flaws(lines, signers)
        flaws += _definitions(register)
        unchecked = set()
        if full:
            broken = {flaw.case for flaw in flaws}
            for case in all_files(register):
                is_broken = case in broken
                found, left_out = _fold(
                    register, proof, case, named, is_broken=is_broken
                )
                flaws += found
                unchecked |= left_out
        stands = against_head(against, verdict, proof, office, authors)
    if signers is None:
        unchecked.add(SIGNATURES)
    elif not full and verdict.counted:
        unchecked.add(OLD_SIGNATURES)
    if not full:
        unchecked.add(CONTENT)
    if against is None:
        unchecked.add(NO_HEAD)
    return Examined(verdict, tuple(flaws), tuple(sorted(unchecked)), stands)


def examine_case(
    register: Register,
    case: str,
    known: tuple[Public, ...] | None,
    *,
    named: Named = nobody_tells,
) -> Examined:
    """Look at all there is of one case."""
    proof = _proof(register)
    signers = None if known is None else signers_of(register, known)
    with proof.snapshot():
        verdict = verify_case(proof, case, None if signers is None else signers.at)
        flaws = list(verdict.flaws)
        found, unchecked = _fold(register, proof, case, named, is_broken=bool(flaws))
    if signers is None:
        unchecked.add(SIGNATURES)
    return Examined(verdict, (*flaws, *found), tuple(sorted({*unchecked, NO_HEAD})))


def _proof(register: Register) -> Proof:
    if register.proof is None:
        raise TypeError("what is in memory has nothing to be proved by")
    return register.proof


def _fold(
    register: Register, proof: Proof, case: str, named: Named, *, is_broken: bool
) -> tuple[list[Flaw], set[str]]:
    """Return what of *case* is kept otherwise than its entries add up to."""
    try:
        entries = register.entries(case)
    except Restricted:
        return [], {SEALED}
    except Erased:
        return [], set()
    except MigcaseError as error:
        number = error.values.get("number")
        number = number if isinstance(number, int) else 0
        return ([] if is_broken else [Flaw("unreadable", case, number)]), set()
    if is_broken:
        return [], set()  # it would only say again that something is missing
    try:
        kept = register.kept(case)
    except MigcaseError:
        return [Flaw("row-unreadable", case)], set()
    if kept is None:
        return [Flaw("row-missing", case)], set()
    folded = Kept(replay(entries), kept.work)
    columns = [] if folded.case == kept.case else ["body"]
    derived = proof.derived(case)
    columns += _other_columns(folded, derived)
    people = named(folded.case)
    if people is not None and not are_in_it(derived.people, people, register):
        columns.append("case_person")
    unchecked = {PEOPLE} if people is None else set()
    if not columns:
        return [], unchecked
    return [Flaw("row-altered", case, values={"columns": tuple(columns)})], unchecked


def _other_columns(kept: Kept, derived: Derived) -> Iterator[str]:
    case, work = kept.case, kept.work
    wanted = {
        "number": case.number,
        "programme": case.programme,
        "version": case.version,
        "status": work.status,
        "stage": work.stage,
        "assignee": case.assignee,
        "opened_on": case.on.isoformat(),
        "written_at": write_instant(case.at),
        "project": case.project,
    }
    for column, value in wanted.items():
        if derived.row.get(column) != value:
            yield column
    # To be looked at sooner than it has to does no harm: migrations ask for it.
    if str(derived.row.get("look_on") or _NEVER) > (_day(work.look_on) or _NEVER):
        yield "look_on"
    tasks = {row for task in work.tasks.values() for row in work_rows(kept, task)}
    if derived.tasks != tasks:
        yield "open_work"
    if derived.milestones != {key: on.isoformat() for key, on in work.reached.items()}:
        yield "milestone"


_NEVER = "9999-99-99"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _is_itself(one: Definition) -> bool:
    """Tell whether a definition gives its fingerprint, under the name it says."""
    if sha256(one.body.encode()).hexdigest() != one.fingerprint:
        return False
    try:
        said = json.loads(one.body)
        return (said["key"], said["version"]) == (one.key, one.version)
    except (KeyError, RecursionError, TypeError, ValueError):
        return False


def _definitions(register: Register) -> Iterator[Flaw]:
    for one in register.definitions():
        if not _is_itself(one):
            values = {"programme": one.key, "version": one.version}
            yield Flaw("definition-altered", values=values)
