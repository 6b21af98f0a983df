"""What is short in the demo: places of a cohort, money of a fund, places abroad.

A claim is a line in the file that owns what is short, written by whoever may; what
the case itself says is told afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from migcase.assistance import PAID, REFUNDED
from migcase.casefile.case import Case, Line
from migcase.casefile.events import LineEnded, LineOpened
from migcase.demo.colleagues import Colleagues
from migcase.demo.moments import Moment
from migcase.kinds import Money, Value
from migcase.office.office import Office

Answers = dict[str, Value]


@frozen
class Owners:
    """The numbers of the files that own something: a fund, a cohort, opportunities.

    *opportunities* are by scheme.
    """

    fund: str
    cohort: str
    opportunities: dict[str, str]


# What of a cohort somebody may have who leaves it: a place, or a turn on the list.
GIVEN_UP = (
    ("place", "place_for", "given-up", "place_left_why"),
    ("waiting", "waits_for", "waits-no-longer", "waiting_left_why"),
)


class Claims:
    """Claims in the files of *owners*, beside the steps that need them."""

    def __init__(self, office: Office, colleagues: Colleagues, owners: Owners) -> None:
        self.owners = owners
        self._office = office
        self._colleagues = colleagues
        self._waked: list[str] = []

    def before(self, step: str, moment: Moment) -> Answers | None:
        """Claim what *step* needs; return what is answered so, None: not now."""
        if moment.file.programme == "mobility" and step == "host-answer":
            self._place_abroad(moment)
        elif moment.file.programme == "reintegration":
            if step == "selection":
                return self._choice(moment)
            if step == "place-freed":
                self._given_up(moment)
            elif step == "reconcile":
                return {"used": _used(moment.case)}
        return {}

    def after(self, step: str, moment: Moment) -> None:
        """Claim what follows from *step*."""
        if moment.file.programme == "reintegration" and step == "funded":
            self._envelope(moment)
        elif moment.file.programme == "cohort" and step == "offer":
            self._moved_up(moment)

    def waked(self) -> Iterator[str]:
        """Yield the cases that somebody should look at now, each once."""
        while self._waked:
            yield self._waked.pop(0)

    def _choice(self, moment: Moment) -> Answers | None:
        cohort, case = self._office.case(self.owners.cohort), moment.case.id
        places, waiting = _open(cohort, "place"), _open(cohort, "waiting")
        if any(_of(line, "place_for") == case for line in places):
            return {"choice": "selected"}
        if any(_of(line, "waits_for") == case for line in waiting):
            return None
        free = len(places) < int(str(cohort.facts["places"])) and not waiting
        track, key = ("place", "place_for") if free else ("waiting", "waits_for")
        self._line(cohort, track, moment.day, {key: case})
        return {"choice": "selected" if free else "waiting"}

    def _moved_up(self, moment: Moment) -> None:
        line = moment.line
        assert line is not None
        waiter = str(_of(line, "waits_for"))
        self._line(moment.case, "place", moment.day, {"place_for": waiter})
        by, _ = self._colleagues.one("cohort", ("committee",))
        event = LineEnded(line.id, "moved-up", moment.day)
        self._colleagues.write(moment.case.id, event, by)
        self._waked.append(waiter)

    def _given_up(self, moment: Moment) -> None:
        cohort = self._office.case(self.owners.cohort)
        for track, key, outcome, why in GIVEN_UP:
            for line in _open(cohort, track):
                if _of(line, key) == moment.case.id:
                    by, _ = self._colleagues.one("cohort", ("committee",))
                    facts: Answers = {why: "dropped-out"}
                    event = LineEnded(line.id, outcome, moment.day, facts)
                    self._colleagues.write(cohort.id, event, by)
                    self._waked.append(cohort.id)

    def _envelope(self, moment: Moment) -> None:
        cost = moment.told("plan_cost")
        facts: Answers = {"envelope_for": moment.case.id}
        if cost is not None:
            facts["granted"] = cost
        fund = self._office.case(self.owners.fund)
        self._line(fund, "envelope", moment.day, facts)

    def _place_abroad(self, moment: Moment) -> None:
        opportunity = self._office.case(str(moment.told("opportunity")))
        self._line(opportunity, "place", moment.day, {"place_for": moment.case.id})

    def _line(self, case: Case, track: str, day: date, facts: Answers) -> None:
        declared = self._office.programme(case.programme).index.tracks[track]
        roles = tuple(role.key for role in declared.opened_by)
        number = 1 + sum(1 for _ in case.lines_of(track))
        by, _ = self._colleagues.one(case.programme, roles)
        event = LineOpened(track, f"{track}-{number}", day, facts)
        self._colleagues.write(case.id, event, by)


def _open(case: Case, track: str) -> list[Line]:
    return [line for line in case.lines_of(track) if line.ended is None]


def _of(line: Line, key: str) -> Value | None:
    said = line.told.get(key)
    return said[-1].value if said else None


def _used(case: Case) -> Money:
    """Return what was paid in a case, less what came back."""
    sums = Money(Decimal(0), "MAD")
    for line in case.lines.values():
        for key, sign in ((PAID.key, 1), (REFUNDED.key, -1)):
            said = _of(line, key)
            if isinstance(said, Money):
                sums = sums + Money(sign * said.amount, said.currency)
    return sums
