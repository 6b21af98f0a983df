"""Scenario 14: an expert declines after the agreement was signed.

The next one in reserve is asked and comes; to the first no allowance is paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

import examples.trqn
from examples.trqn import EXPERT, NEED
from migcase import (
    Actor,
    Case,
    Event,
    MemoryRegister,
    Office,
    OfficeSettings,
    Plugins,
    Programme,
    Refusal,
    Refused,
)
from migcase.assistance import FUND
from migcase.assistance.ledger import balances, for_case, postings, together
from migcase.judgement.soundness import findings
from migcase.office import shipped
from migcase.testing import Desk, check_programme

# One colleague for each hat, so that four eyes are always to be had.
COLLEAGUES = {
    "host-institution": "amina",
    "coordinator": "bashir",
    "residence-mission": "chioma",
    "operations": "driss",
    "manager": "esther",
    "finance": "fouad",
    "fund-manager": "ghita",
    "fund-finance": "hamid",
}

REPORT = datetime(2026, 4, 1, 18, tzinfo=UTC)


class Day:
    """The clock of an office, which stands at nine in the morning."""

    def __init__(self, day: str) -> None:
        self.day = date.fromisoformat(day)

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=UTC)

    def turn_to(self, day: str) -> None:
        self.day = date.fromisoformat(day)


class Told(Desk):
    """A file of an office, told by whoever wears the hat."""

    def __init__(
        self,
        office: Office,
        programme: Programme,
        by: str,
        about: str | None = None,
        **facts: object,
    ) -> None:
        self.office, self.programme = office, programme
        self.by = Actor(COLLEAGUES[by], frozenset({by}))
        self.case = office.open(
            programme.key, by=self.by, about=about, facts=self.answers(facts)
        )

    @property
    def id(self) -> str:
        return self.case.id

    @property
    def day(self) -> date:
        return self.office.today()

    @property
    def work(self):
        return self.office.work(self.id)

    @property
    def tasks(self) -> dict[str, str]:
        """Return the state of each task of this file, by its name."""
        return {name: task.state for name, task in self.agenda.items()}

    def record(self, event: Event) -> Case:
        self.case = self.office.record(self.id, event, by=self.by)
        return self.case

    def judged(self, event: Event) -> tuple[Refusal, ...]:
        return self.office.why_not(self.id, event, by=self.by)

    def as_(self, role: str) -> Told:
        self.hand_to(COLLEAGUES[role], role)
        return self

    def did(self, step: str, line: str | None = None, **facts: object) -> None:
        self.as_(self.programme.steps[step].by[0].key)
        self.done(step, line, **facts)

    def tried(self, step: str, line: str | None = None, **facts: object) -> set[str]:
        self.as_(self.programme.steps[step].by[0].key)
        return self.why_not(step, line, **facts)


class Need(Told):
    """What a hospital asks for."""

    def chooses(self, expert: Told, line: str) -> None:
        self.as_("coordinator").line("assignment", line, chosen_expert=expert.id)

    def keeps(self, expert: Told, line: str) -> None:
        self.as_("coordinator").line("reserve", line, reserve_expert=expert.id)

    def loses(self, line: str) -> None:
        self.as_("coordinator").ended(
            line, "expert-declined", declined_why="Family reasons"
        )


class Expert(Told):
    """The way of one person."""

    def agreement(self, **more: object) -> dict[str, object]:
        told = {
            "assignment_letter": "letter 1",
            "allowance": "3000 EUR",
            "insurance": "policy 1",
            "fit": True,
            "starts_on": "2026-05-04",
            "ends_on": "2026-07-31",
        }
        return {**told, **more}

    def asks_for(self, tranche: str, amount: str) -> None:
        self.as_("coordinator").line(
            "payment", tranche, tranche=tranche, purpose="Allowance"
        )
        self.did(
            "payment-request",
            tranche,
            asked=amount,
            form="cash",
            cash_ground="activity",
            no_relation=True,
        )

    def is_paid(self, tranche: str, amount: str) -> None:
        self.did("approve", tranche, approval="granted")
        self.did("commit", tranche, order="letter 1", price=amount, committed=amount)
        self.did("pay", tranche, paid=amount, payment_proof="receipt 1")


@pytest.fixture
def clock() -> Day:
    return Day("2026-03-02")


@pytest.fixture
def office(clock: Day) -> Iterator[Office]:
    plugins = Plugins(shipped, examples.trqn)
    with Office(
        MemoryRegister(), plugins, settings=OfficeSettings("MA"), clock=clock
    ) as opened:
        yield opened


@pytest.fixture
def need(office: Office) -> Need:
    """A hospital that needs somebody who runs a dialysis ward, validated."""
    need = Need(
        office,
        NEED,
        "host-institution",
        institution="Provincial hospital",
        sector="health",
    )
    need.did("terms", **TERMS)
    need.did("validation", feasible=True)
    return need


TERMS = {
    "tasks": "To train the nurses of the dialysis ward",
    "profile": "Head nurse, dialysis",
    "needed_from": "2026-05-04",
    "needed_until": "2026-07-31",
    "host_tutor": "The head of the ward",
    "nobody_displaced": True,
}


def expert(office: Office, need: Need, number: int, score: int = 80) -> Expert:
    """Register and interview somebody."""
    case = Expert(office, EXPERT, "residence-mission", about=f"person-{number}")
    case.did(
        "registration",
        consent=True,
        need=need.id,
        origin_country="MA",
        cv=f"cv {number}",
        residence_until="2028-01-01",
        re_entry=True,
    )
    case.did("interview", interview_score=score, no_tie=True)
    return case


@pytest.fixture
def chosen(office: Office, need: Need) -> Expert:
    """The best of three, for whom everything is signed and booked."""
    first, second, third = (expert(office, need, number) for number in (1, 2, 3))
    need.chooses(first, "first")
    need.keeps(second, "second")
    need.keeps(third, "third")
    money(office, first)
    first.did("agreement", **first.agreement())
    first.did("funded", fund=fund_of(office))
    first.did("travel", ticket="T 1")
    return first


def money(office: Office, case: Expert) -> None:
    """Open a fund that lets *case* have 3,000 euros."""
    fund = Told(
        office,
        FUND,
        "fund-manager",
        donor="Netherlands",
        project_ref="TRQN III",
        fund_ceiling="9000 EUR",
        fund_expires="2027-12-31",
    )
    fund.as_("fund-finance").line(
        "receipt",
        "receipt-1",
        received="9000 EUR",
        received_on=fund.day,
        receipt_ref="Statement 1",
    )
    lets(fund, case)


def lets(fund: Told, case: Expert) -> None:
    fund.as_("fund-manager").line(
        "envelope", f"for-{case.id}", envelope_for=case.id, granted="3000 EUR"
    )


def fund_of(office: Office) -> str:
    [row] = office.cases(programme="fund")
    return row.case


def second_of(office: Office) -> str:
    return office.cases(programme="trqn")[1].case


def declines(chosen: Expert) -> None:
    chosen.as_("residence-mission").closed("declined", why="Family reasons")


def paid(office: Office, case: str) -> dict[str, dict[str, object]]:
    """Return the balances of *case*, of its file and of the fund together."""
    entries = for_case(office.entries(fund_of(office)), case)
    return balances(together(entries, postings(office.entries(case))))


# ------------------------------------------------ who is chosen, and who waits
def test_one_expert_is_chosen_and_no_second_one_beside_them(office, need, chosen):
    need.as_("coordinator")

    assert need.why_not("assignment", "x", chosen_expert=second_of(office)) == {"gate"}


def test_whoever_is_in_reserve_signs_nothing_while_another_is_chosen(office, chosen):
    second = reopen(office, second_of(office))

    assert second.tried("agreement", **second.agreement()) == {"gate"}


def test_whoever_did_not_convince_is_neither_chosen_nor_kept(office, need):
    weak = expert(office, need, 1, score=59)
    need.as_("coordinator")

    assert need.why_not("assignment", "x", chosen_expert=weak.id) == {"gate"}


@pytest.mark.parametrize(
    "told",
    [
        {"nobody_displaced": False},
        {"needed_until": "2026-11-05"},
        {"needed_until": "2026-05-04"},
    ],
)
def test_a_need_is_short_and_displaces_nobody(office, told):
    need = Need(
        office, NEED, "host-institution", institution="A hospital", sector="health"
    )

    assert need.tried("terms", **{**TERMS, **told}) == {"gate"}


def test_a_sector_without_priority_is_refused(office):
    need = Need(office, NEED, "host-institution", institution="X", sector="energy")

    assert need.tried("terms", **TERMS) == {"gate"}


# ------------------------------------------------ the expert declines
def reopen(office: Office, number: str) -> Expert:
    """Return the file of that number as it is."""
    found = Expert.__new__(Expert)
    found.office, found.programme = office, EXPERT
    found.case = office.case(number)
    found.as_("coordinator")
    return found


def test_whoever_declines_after_the_agreement_leaves_a_ticket_and_a_vacancy(chosen):
    declines(chosen)

    assert set(chosen.tasks) == {"cancel-travel", "made-vacant"}


def test_the_first_in_reserve_becomes_a_task_and_no_other(need, chosen):
    before = set(need.tasks)
    declines(chosen)
    need.loses("first")

    activations = {name for name in need.tasks if name.startswith("activation")}
    assert (before, activations) == (set(), {"activation:second"})


def test_nobody_overtakes_the_reserve(office, need, chosen):
    third = office.cases(programme="trqn")[2].case
    declines(chosen)
    need.loses("first")
    need.as_("coordinator")

    assert need.why_not("assignment", "x", chosen_expert=third) == {"gate"}


def test_the_reserve_is_activated_and_takes_the_place(office, need, chosen):
    second = reopen(office, second_of(office))
    declines(chosen)
    need.loses("first")
    need.did("activation", "second", reserve_answer="comes")
    need.chooses(second, "instead")
    need.as_("coordinator").ended("second", "activated")
    chosen.did("made-vacant")
    second.did("agreement", **second.agreement())

    assert "agreed" in office.work(second.id).reached
    assert {one.milestone: one.persons for one in office.reached(programme="trqn")} == {
        "agreed": 1,
        "on-mission": 0,
        "reported": 0,
    }


def test_a_report_counts_by_the_files_of_others_as_they_were_then(
    office, clock, need, chosen
):
    clock.turn_to("2026-04-01")
    sent = office.reached(programme="trqn")
    clock.turn_to("2026-04-02")
    declines(chosen)
    need.loses("first")
    chosen.did("made-vacant")

    differences = office.restated(reported=REPORT, programme="trqn")
    [moved] = [one for one in differences if one.changed]
    assert (moved.milestone, moved.persons, moved.left) == ("agreed", -1, (chosen.id,))
    assert office.reached(programme="trqn", as_of=REPORT) == sent


def test_a_reserve_who_declines_too_leaves_the_turn_to_the_next(need, chosen):
    declines(chosen)
    need.loses("first")
    need.did("activation", "second", reserve_answer="declines")
    need.as_("coordinator").ended(
        "second", "no-longer-in-reserve", struck_off_why="Has work"
    )

    assert "activation:third" in need.tasks


def test_the_one_who_declined_says_so_until_the_need_does(need, chosen):
    declines(chosen)
    assert chosen.tried("made-vacant") == {"gate"}

    need.loses("first")
    assert chosen.tried("made-vacant") == set()


# ------------------------------------------------ no allowance
def test_no_allowance_is_asked_for_before_the_arrival(chosen):
    chosen.as_("coordinator")

    refused = chosen.why_not("payment", "p", tranche="first", purpose="Allowance")
    assert refused == {"not-needed"}


def test_to_whoever_declined_no_allowance_is_paid(office, chosen):
    declines(chosen)
    chosen.as_("coordinator")

    refused = chosen.why_not("payment", "p", tranche="first", purpose="Allowance")
    assert "case-closed" in refused
    assert "paid" not in paid(office, chosen.id)


@pytest.fixture
def there(clock: Day, chosen: Expert) -> Expert:
    """The same, arrived."""
    clock.turn_to("2026-05-04")
    chosen.did("arrival", arrived_on=chosen.day)
    return chosen


def test_whoever_has_arrived_declines_no_more(there):
    there.as_("residence-mission")

    assert there.why_not("declined", why="Family reasons") == {"not-possible"}


def test_whoever_arrives_is_paid_in_three_hands(office, there):
    there.asks_for("first", "2000 EUR")
    there.is_paid("first", "2000 EUR")

    assert paid(office, there.id)["paid"]["EUR"] == 2000


def test_the_last_allowance_waits_for_the_report(clock, there):
    there.asks_for("first", "2000 EUR")
    there.is_paid("first", "2000 EUR")
    there.did("verify", "first", use="yes", use_proof="Notes of eight weeks")
    there.asks_for("last", "1000 EUR")
    assert there.tried("approve", "last", approval="granted") == {"gate"}

    clock.turn_to("2026-08-03")
    assert "held" in there.tried("approve", "last", approval="granted")

    there.did("report", expert_report="report 1", trained_women=9, trained_men=4)
    assert there.tried("approve", "last", approval="granted") == set()


def test_more_than_the_allowance_is_not_committed(there):
    there.asks_for("first", "3001 EUR")
    there.did("approve", "first", approval="granted")

    told = {"order": "letter 1", "price": "3001 EUR", "committed": "3001 EUR"}
    assert there.tried("commit", "first", **told) == {"gate"}


def test_the_agreement_stays_within_the_right_of_residence_and_six_months(office, need):
    case = expert(office, need, 1)
    need.chooses(case, "first")
    too_long = case.agreement(ends_on="2026-11-05")

    assert case.tried("agreement", **too_long) == {"gate"}
    assert case.tried("agreement", **case.agreement()) == set()


def test_nobody_is_registered_without_consent(office, need):
    case = Expert(office, EXPERT, "residence-mission", about="person-1")

    with pytest.raises(Refused):
        case.did("registration", consent=False, need=need.id)


# ------------------------------------------------ the programmes themselves
@pytest.mark.parametrize("programme", [NEED, EXPERT], ids=["need", "expert"])
def test_both_programmes_hold_on_every_path(programme):
    assert [str(one) for one in findings(programme) if not one.is_note] == []
    check_programme(programme, walks=3)
