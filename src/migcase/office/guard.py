"""Who has unlocked the office, and what of it they are shown: the table, enforced.

In an office without keys nobody is known by one, and everything is shown to whoever
asks: it is for training.  Else every read goes through here, and what this room does
not let through is not shown.  Nothing a plugin answers is heard here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, Assigned, Entry, Event
from migcase.errors import MigcaseError, Refusal, Refused
from migcase.judgement.standstill import InForce
from migcase.keeping.register import Kept, Register
from migcase.office.badges import Badge
from migcase.office.book import Book
from migcase.office.definitions import Definitions
from migcase.office.masks import (
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
from migcase.roster.members import ADMINISTRATOR, OFFICE_ROLES, Roster

NONE_LIFTED: frozenset[str] = frozenset()
NO_CONCERN = frozenset({rights.NONE})


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
        self._shown: Badge | None = None
        self._last: tuple[Case, Hidden, Case] | None = None

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
        hats, relations = self._badge(self.roster).hats, NO_CONCERN
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

    def against(self, case: Case, event: Event) -> tuple[Refusal, ...]:
        """Return why they may not write *event*, whatever the programme says."""
        if not self.enforces:
            return ()
        found = []
        if not self.allows(self.act_of(event), case):
            found.append(Refusal("not-open-to-you", case.id))
        if isinstance(event, Assigned) and not self.known.works(event.to):
            found.append(Refusal("no-such-user", event.to))
        return tuple(found)

    def act_of(self, event: Event) -> str:
        """Return which act of the table it is to write *event*."""
        return rights.ASSIGN if isinstance(event, Assigned) else rights.WRITE

    def sees(
        self, case: str, programme: str, assignee: str | None, act: str = rights.LIST
    ) -> bool:
        """Tell whether a line of that case may stand in their lists."""
        if not self.enforces:
            return True
        hats = self._badge(self.known).hats
        return rights.may(hats, act, self.relations(case, programme, assignee))

    @property
    def sees_all(self) -> bool:
        """Tell whether every case may stand in their lists."""
        hats = self._badge(self.roster).hats
        return not self.enforces or rights.may(hats, rights.LIST)

    def relations(
        self, case: str, programme: str, assignee: str | None
    ) -> frozenset[str]:
        """Return how a case concerns them: nothing but `NONE`, or all else."""
        roster, found = self.known, set()
        if assignee == self.name:
            found.add(rights.HANDS)
        if programme in self._badge(roster).programmes:
            found.add(rights.ROLE)
        if roster.glasses and roster.glass(self.name, case, self._moments.now()):
            found.add(rights.GLASS)
        return frozenset(found) if found else NO_CONCERN

    def refused(self, act: str, of: str, assignee: str | None = None) -> NotAllowed:
        """Return the error that says so, and whom to ask: who may, or gives roles."""
        roster = self.known
        known = assignee if assignee and roster.works(assignee) else ""
        hats = [hat for hat in OFFICE_ROLES if rights.may([hat], act)]
        if not hats or ADMINISTRATOR in hats:
            hats = [ADMINISTRATOR]
        able = sorted({one for hat in hats for one in roster.wearers(hat)})
        contact = known or ", ".join(one for one in able if one != self.name)
        values = {"act": act, "of": of, "contact": contact, "hats": tuple(hats)}
        return NotAllowed(values)

    # ------------------------------------------------------ what is shown?

    def case(self, case: Case, lifted: Collection[str] = NONE_LIFTED) -> Case:
        """Return *case* as they are shown it; what is *lifted* is not masked."""
        if not self.enforces:
            return case
        hidden, last = self.hidden(case, lifted), self._last
        if last is not None and last[0] is case and last[1] is hidden:
            return last[2]
        self._last = case, hidden, masked_case(case, hidden)
        return self._last[2]

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
        return masked_refusals(
            refusals,
            self._badge(self.known).hidden(programme, frozenset({rights.ROLE})),
        )

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
        hidden = self._badge(self.known).hidden(programme, relations)
        return hidden if not lifted else lambda key: key not in lifted and hidden(key)

    def revealable(self, case: Case, key: str) -> bool:
        """Tell whether they may be shown the answer to *key* when they ask for it."""
        programme = self._definitions.usable_or_none(case.programme, case.version)
        relations = self.relations(case.id, case.programme, case.assignee)
        badge = self._badge(self.known)
        secret = badge.sensitivity(programme, key)
        return rights.may(badge.hats, rights.REVEAL, relations, secret)

    def _badge(self, roster: Roster) -> Badge:
        """Return what they wear by *roster*, worked out once."""
        if self._shown is None or self._shown.roster is not roster:
            self._shown = Badge(roster, self.name)
        return self._shown

    @property
    def roster(self) -> Roster:
        """Who works here now."""
        return self._book.roster

    @property
    def known(self) -> Roster:
        """Who works here, as of when they were let in a moment ago; nothing is read."""
        return self._book.known
