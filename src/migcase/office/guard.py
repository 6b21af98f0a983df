"""Who has unlocked the office, and what of it they are shown: the table, enforced.

In an office without keys nobody is known by one, and everything is shown to whoever
asks: it is for training.  Else every read goes through here, and what this room does
not let through is not shown.  Nothing a plugin answers is heard here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, Assigned, Entry, Event
from migcase.errors import MigcaseError, Refusal, Refused
from migcase.judgement.standstill import InForce
from migcase.keeping.register import Kept, Register
from migcase.office.book import Book
from migcase.office.definitions import Definitions
from migcase.office.masks import (
    TEXTS,
    Hidden,
    masked_case,
    masked_entry,
    masked_hold,
    masked_refusals,
)
from migcase.office.moments import Moments
from migcase.office.numbering import kept_case
from migcase.programme.declaration import Programme
from migcase.roster import rights
from migcase.roster.members import ADMINISTRATOR, Roster

V = TypeVar("V")
NONE_LIFTED: frozenset[str] = frozenset()


class NotAllowed(MigcaseError):
    """Whoever unlocked the office may not do that with it, or with that case."""

    code = "not-allowed"
    sentence = "{of} is not for you to {act}. Ask {contact}."


class Guard:
    """Stands before everything that an office shows; *name* is who unlocked it."""

    def __init__(
        self,
        register: Register,
        definitions: Definitions,
        book: Book,
        moments: Moments,
        name: str,
    ) -> None:
        self.name = name
        self._register = register
        self._definitions = definitions
        self._book = book
        self._moments = moments

    @property
    def enforces(self) -> bool:
        """Tell whether anybody is known here, so that rights can be."""
        return bool(self.name)

    # ------------------------------------------------------------- may they?

    def allows(
        self, act: str, case: Case | None = None, sensitivity: str = rights.PROCESS
    ) -> bool:
        """Tell whether they may do *act*: with the office, or with a case."""
        if not self.enforces:
            return True
        hats, relations = self.roster.worn(self.name), frozenset({rights.NONE})
        if case is not None:
            relations = self.relations(case.id, case.programme, case.assignee)
        return rights.may(hats, act, relations, sensitivity)

    def check(self, *acts: str) -> None:
        """Raise `NotAllowed` unless they may do one of *acts* with the office."""
        if not any(self.allows(act) for act in acts):
            raise self.refused(acts[0], "this office")

    def kept(self, case_id: str, act: str = rights.READ) -> Kept:
        """Return a case that they may do *act* with; raise `NotAllowed`."""
        kept = kept_case(self._register, case_id)
        if not self.allows(act, kept.case):
            raise self.refused(act, kept.case.id, kept.case.assignee)
        return kept

    def writes(self, by: Actor, programme: str, of: str = "") -> None:
        """Raise `NotAllowed` unless *by* is they, in roles that they wear."""
        if not self.enforces:
            return
        worn = self.roster.actor(self.name, programme)
        if by.name != self.name or not by.roles <= worn.roles:
            raise self.refused("write-as", by.name)
        if not of and not worn.roles:
            raise self.refused(rights.WRITE, programme)

    def hands(self, event: Event) -> None:
        """Raise `Refused` if a case is put into the hands of nobody who works here."""
        if not self.enforces or not isinstance(event, Assigned):
            return
        if not self.roster.works(event.to):
            raise Refused([Refusal("no-such-user", event.to)])

    def act_of(self, event: Event) -> str:
        """Return which act of the table it is to write *event*."""
        return rights.ASSIGN if isinstance(event, Assigned) else rights.WRITE

    def sees(
        self, case: str, programme: str, assignee: str | None, act: str = rights.LIST
    ) -> bool:
        """Tell whether a line of that case may stand in their lists."""
        if not self.enforces:
            return True
        hats = self.roster.worn(self.name)
        return rights.may(hats, act, self.relations(case, programme, assignee))

    @property
    def sees_all(self) -> bool:
        """Tell whether every case may stand in their lists."""
        hats = self.roster.worn(self.name)
        return not self.enforces or rights.may(hats, rights.LIST)

    def relations(
        self, case: str, programme: str, assignee: str | None
    ) -> frozenset[str]:
        """Return how a case concerns them: nothing but `NONE`, or all else."""
        roster, found = self.roster, set()
        if assignee == self.name:
            found.add(rights.HANDS)
        if programme in roster.programmes(self.name):
            found.add(rights.ROLE)
        if roster.glass(self.name, case, self._moments.now()) is not None:
            found.add(rights.GLASS)
        return frozenset(found) or frozenset({rights.NONE})

    def refused(self, act: str, of: str, assignee: str | None = None) -> NotAllowed:
        """Return the error that says so, and whom to ask."""
        roster = self.roster
        others = [one for one in roster.wearers(ADMINISTRATOR) if one != self.name]
        known = assignee if assignee and roster.works(assignee) else ""
        contact = known or ", ".join(others)
        return NotAllowed({"act": act, "of": of, "contact": contact})

    # ------------------------------------------------------ what is shown?

    def case(self, case: Case, lifted: Collection[str] = NONE_LIFTED) -> Case:
        """Return *case* as they are shown it; what is *lifted* is not masked."""
        if not self.enforces:
            return case
        return masked_case(case, self.hidden(case, lifted))

    def entries(
        self,
        case: Case,
        entries: Iterable[Entry],
        lifted: Collection[str] = NONE_LIFTED,
    ) -> tuple[Entry, ...]:
        """Return *entries* of *case* as they are shown them."""
        if not self.enforces:
            return tuple(entries)
        hidden = self.hidden(case, lifted)
        return tuple(masked_entry(entry, hidden) for entry in entries)

    def refusals(
        self,
        refusals: Iterable[Refusal],
        case: Case | None,
        programme: Programme | None,
    ) -> tuple[Refusal, ...]:
        """Return *refusals* with nothing in their reasons that is hidden."""
        if not self.enforces:
            return tuple(refusals)
        if case is not None:
            return masked_refusals(refusals, self.hidden(case))
        return masked_refusals(refusals, self._hidden(programme, {rights.ROLE}))

    def refusal(
        self, error: Refused, case: Case | None, programme: Programme | None = None
    ) -> Refused:
        """Return *error* with nothing in it that is hidden."""
        meanwhile = error.meanwhile
        if case is not None:
            listed = (one for one in meanwhile if isinstance(one, Entry))
            meanwhile = self.entries(case, listed)
        return Refused(self.refusals(error.refusals, case, programme), meanwhile)

    def holds(self, case: Case, holds: Iterable[InForce]) -> tuple[InForce, ...]:
        """Return *holds* with nothing in their reasons that is hidden."""
        if not self.enforces:
            return tuple(holds)
        hidden = self.hidden(case)
        return tuple(masked_hold(one, hidden) for one in holds)

    def hidden(self, case: Case, lifted: Collection[str] = NONE_LIFTED) -> Hidden:
        """Return what tells whether the answer to a question is masked for them."""
        programme = self._definitions.usable_or_none(case.programme, case.version)
        relations = self.relations(case.id, case.programme, case.assignee)
        return self._hidden(programme, relations, lifted)

    def revealable(self, case: Case, key: str) -> bool:
        """Tell whether they may be shown the answer to *key* when they ask for it."""
        programme = self._definitions.usable_or_none(case.programme, case.version)
        relations = self.relations(case.id, case.programme, case.assignee)
        sensitivity = self._sensitivity(programme, key)
        hats = self.roster.worn(self.name)
        return rights.may(hats, rights.REVEAL, relations, sensitivity)

    def _hidden(
        self,
        programme: Programme | None,
        relations: Collection[str],
        lifted: Collection[str] = NONE_LIFTED,
    ) -> Hidden:
        hats, known = self.roster.worn(self.name), dict.fromkeys(lifted, False)

        def hidden(key: str) -> bool:
            if key not in known:
                sensitivity = self._sensitivity(programme, key)
                known[key] = not rights.may(hats, rights.READ, relations, sensitivity)
            return known[key]

        return hidden

    def _sensitivity(self, programme: Programme | None, key: str) -> str:
        """Return how secret the answer to *key* is to them; what is unknown, is."""
        asked = None if programme is None else programme.index.fields.get(key)
        if programme is None or asked is None or key == TEXTS:
            return rights.SENSITIVE
        if asked.secrecy == rights.SEALED:
            return rights.SEALED
        readers = {role.key for role in asked.read_by}
        worn = self.roster.actor(self.name, programme.key).roles
        return rights.RESERVED if readers and not readers & worn else asked.secrecy

    @property
    def roster(self) -> Roster:
        """Who works here now."""
        return self._book.roster
