"""A small programme that pays, a fund, and an office in which both are worked on."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from migcase import (
    DATE,
    MONEY,
    PERIOD,
    YES_NO,
    Actor,
    Field,
    LineOpened,
    Office,
    Outcome,
    Programme,
    Register,
    Role,
    Setting,
    Stage,
    Step,
    StepDone,
    Value,
    calendar,
    case_of,
)
from migcase.assistance import payments
from migcase.casefile.case import Case
from migcase.casefile.events import Event
from migcase.kinds.typed import read_money
from migcase.office import shipped
from migcase.office.settings import OfficeSettings
from tests.office.passport import TODAY, Clock, declaring, office_of

WORKER = Role("worker", "Case worker")
CHIEF = Role("chief", "Head of programme")
CASHIER = Role("cashier", "Finance")
MONITOR = Role("monitor", "Monitoring")

FUND = Field("fund", "Which fund pays?", case_of("fund"), guarded=True)
BACK_ON = Field("back_on", "Came back on", DATE)
CEILING = Field("ceiling", "Up to which amount?", MONEY)
DIED = Field("died", "Has the person died?", YES_NO)
GAP = Setting("gap", "Time before the second tranche", PERIOD, calendar.months(6))
TIME = Setting("time", "Time to use the grant", PERIOD, calendar.months(12))

PLAN = Step("plan", "Plan made", by=WORKER, asks=(FUND, BACK_ON, CEILING))
NEWS = Step("news", "News taken", by=WORKER, after=PLAN, asks=DIED, optional=True)
PAYMENTS = payments(
    requester=WORKER,
    approver=CHIEF,
    payer=CASHIER,
    verifier=MONITOR,
    fund=FUND,
    after=PLAN,
    ceiling=CEILING,
    expires=TIME.after(BACK_ON),
    since=BACK_ON,
    gap=GAP,
    frozen_when=DIED,
)
GRANT = Programme(
    "grant",
    1,
    "Grant",
    stages=(
        Stage("Plan", (PLAN, NEWS)),
        Stage("Money", (*PAYMENTS.steps, PAYMENTS.reconcile)),
    ),
    outcomes=(*PAYMENTS.outcomes, Outcome("over", "Over")),
    holds=PAYMENTS.holds,
)

AMINA = Actor("amina", frozenset({"worker"}))
BASHIR = Actor("bashir", frozenset({"chief"}))
CHIOMA = Actor("chioma", frozenset({"cashier"}))
DRISS = Actor("driss", frozenset({"monitor"}))
OUMAR = Actor("oumar", frozenset({"fund-manager", "fund-finance"}))
EVERYBODY = {
    "payment-request": AMINA,
    "quote": AMINA,
    "approve": BASHIR,
    "commit": CHIOMA,
    "deliver": AMINA,
    "pay": CHIOMA,
    "hand-over": AMINA,
    "verify": DRISS,
    "refund": CHIOMA,
    "reconcile": CHIOMA,
    "plan": AMINA,
    "news": AMINA,
}


def money_office(
    register: Register | None = None,
    clock: Clock | None = None,
    more: tuple[ModuleType, ...] = (),
) -> Office:
    """Return an office with the fund that migcase ships and a programme that pays."""
    settings = OfficeSettings(
        "MA",
        name="Rabat",
        programmes={"grant": {"quotations_above": "500 EUR"}},
    )
    plugins = (shipped, declaring(GRANT, name="migcase_grant"), *more)
    return office_of(*plugins, register=register, clock=clock, settings=settings)


class Money:
    """One office, one fund and one case; everybody does what is theirs."""

    def __init__(self, office: Office, received: str = "10000 EUR") -> None:
        self.office = office
        facts: dict[str, Value] = {
            "donor": "A donor",
            "project_ref": "P 1",
            "fund_ceiling": read_money("100000 EUR"),
            "fund_expires": TODAY.replace(year=2027),
        }
        self.fund = office.open("fund", by=OUMAR, facts=facts).id
        self.receives(received)
        self.case = self.opens()

    def receives(self, amount: str, reference: str = "Statement 1") -> None:
        self.opened(
            self.fund,
            "receipt",
            reference.replace(" ", "-"),
            by=OUMAR,
            received=amount,
            received_on=self.office.today(),
            receipt_ref=reference,
        )

    def opens(self) -> str:
        case = self.office.open("grant", by=AMINA).id
        self.did(
            case, "plan", fund=self.fund, back_on=TODAY, ceiling=read_money("5000 EUR")
        )
        return case

    def lets(self, amount: str, case: str | None = None) -> Case:
        """Give *case* an envelope."""
        case = case or self.case
        return self.opened(
            self.fund,
            "envelope",
            f"for-{case}",
            by=OUMAR,
            envelope_for=case,
            granted=amount,
        )

    def asks(
        self,
        line: str,
        amount: str,
        tranche: str = "first",
        form: str = "fees",
        **facts: object,
    ) -> None:
        self.opened(
            self.case, "payment", line, by=AMINA, tranche=tranche, purpose="A course"
        )
        told = {"asked": amount, "form": form, "no_relation": True, **facts}
        self.did(self.case, "payment-request", line, **told)

    def approves(self, line: str) -> None:
        self.did(self.case, "approve", line, approval="granted")

    def commits(self, line: str, amount: str, **facts: object) -> Case:
        told = {"order": "PO 1", "price": amount, "committed": amount, **facts}
        return self.did(self.case, "commit", line, **told)

    def pays(self, line: str, amount: str, **facts: object) -> None:
        told = {"paid": amount, "invoiced": amount, "invoice": "I 1", **facts}
        self.did(self.case, "pay", line, payment_proof="Transfer 1", **told)

    def spends(self, line: str, amount: str, tranche: str = "first") -> None:
        """Ask for, approve, commit and pay a fee."""
        self.asks(line, amount, tranche)
        self.approves(line)
        self.commits(line, amount)
        self.pays(line, amount)

    def verifies(self, line: str, use: str = "yes") -> None:
        self.did(self.case, "verify", line, use=use, use_proof="Visit 1")

    # ------------------------------------------------ any act
    def did(
        self, case: str, step: str, line: str | None = None, **facts: object
    ) -> Case:
        event = StepDone(step, self.office.today(), told(facts), line)
        return self.office.record(case, event, by=EVERYBODY[step])

    def opened(
        self, case: str, track: str, line: str, *, by: Actor, **facts: object
    ) -> Case:
        event = LineOpened(track, line, self.office.today(), told(facts))
        return self.office.record(case, event, by=by)

    def against(
        self,
        step: str,
        line: str | None = None,
        by: Actor | None = None,
        **facts: object,
    ) -> list[str]:
        """Return the codes of the reasons why *step* of the case may not be done so."""
        event = StepDone(step, self.office.today(), told(facts), line)
        return self.codes(self.case, event, by or EVERYBODY[step])

    def codes(self, case: str, event: Event, by: Actor) -> list[str]:
        refusals: Iterable[object] = self.office.why_not(case, event, by=by)
        return [getattr(refusal, "code", "") for refusal in refusals]


def told(facts: dict[str, object]) -> dict[str, Value]:
    """Return *facts* as values; what ends in three capitals is money."""
    return {key: _value(fact) for key, fact in facts.items()}  # type: ignore[misc]


def _value(fact: object) -> object:
    if isinstance(fact, str) and fact[-4:-3] == " " and fact[-3:].isupper():
        return read_money(fact)
    return fact
