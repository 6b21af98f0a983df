"""A return, told chapter by chapter, for the stories of this programme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from migcase import Value
from migcase.testing import Desk, consenting
from migcase.testing.at_hand import as_day
from migcase_avrr import AVRR

# One colleague for each hat, so that four eyes are always to be had.
COLLEAGUES = {
    "reception": "amina",
    "counsellor": "bashir",
    "case-manager": "chioma",
    "officer": "driss",
    "protection": "esther",
    "bid-panel": "fouad",
    "doctor": "ghita",
    "operations": "hamid",
    "movements": "ines",
    "airport": "jamal",
    "origin": "kadiatou",
    "finance": "lamia",
    "m-and-e": "mariama",
    "supervisor": "nabil",
    "manager": "oumar",
    "next-of-kin": "penda",
}
EXPLAINED = ["procedure", "rights", "asylum", "regularisation", "stay", "project"]
NO_RISK = {
    "risk": "low",
    "vulnerable": False,
    "vot": "no",
    "fears_return": "no",
    "asylum_wish": False,
    "health_needs": False,
}


class Return(Desk):
    """A desk at which everybody does what is theirs, and the usual goes well.

    Each chapter takes only what its story is about; a chapter that another one needs
    is told by whoever tells the story.
    """

    def as_(self, role: str) -> Return:
        """Hand the case to the colleague who wears that hat, and no other."""
        self.hand_to(COLLEAGUES[role], role)
        return self

    def did(self, step: str, line: str | None = None, **facts: object) -> None:
        """Have *step* done by the first role that may."""
        self.as_(AVRR.steps[step].by[0].key)
        self.done(step, line, **facts)

    def tried(self, step: str, line: str | None = None, **facts: object) -> set[str]:
        """Return why *step* may not be done so, by the first role that may."""
        self.as_(AVRR.steps[step].by[0].key)
        return self.why_not(step, line, **facts)

    def told(self, line: str | None = None, *, by: str, **facts: object) -> None:
        self.as_(by)
        self.stated(line, **facts)

    def ends(self, outcome: str, *, by: str, **facts: object) -> None:
        self.as_(by)
        self.closed(outcome, **facts)

    # ------------------------------------------------ chapters
    def counselled(self, asylum: str = "none", **more: object) -> None:
        self.did("request", channel="phone", language="fr", safe_contact="by phone")
        self.did("call-back")
        facts = {
            "topics": EXPLAINED,
            "present": "nobody",
            "asylum": asylum,
            "wants_to_return": True,
        }
        self.did("counselling", **{**facts, **more})

    def traveller(
        self, line: str, born: str, relation: str = "applicant", **identity: object
    ) -> None:
        """List one traveller, with consent and identity."""
        self.as_("case-manager").line(
            "member", line, who=f"person-{line}", relation=relation
        )
        of_age = as_day(born).replace(year=as_day(born).year + 18)
        reviewed_on = of_age if self.day < of_age else None
        self.did("consent", line, **consenting(AVRR, reviewed_on=reviewed_on))
        facts = {"born": born, "born_precision": "exact", "sex": "other"}
        self.did("identity", line, nationality="GN", **facts, **identity)

    def registered(self, travellers: int = 1, **more: object) -> None:
        facts = {
            "destination": "GN",
            "status_here": "irregular",
            "reasons": "To be with the family",
            "previous_avrr": False,
            "priority": ["none"],
            "duplicate": "no",
        }
        self.did("registration", travellers=travellers, **{**facts, **more})

    def screened(self, line: str, **found: object) -> None:
        self.did("screening", line, **{**NO_RISK, **found})

    def decided(self, *, reintegration: bool = True) -> None:
        """Have both decisions taken, funds reserved and the declaration signed."""
        ceiling = {"ceiling": "1000 EUR"} if reintegration else {}
        self.did(
            "eligibility",
            eligible=True,
            reintegration_eligible=reintegration,
            grounds="No means to return",
            **ceiling,
        )
        self.did("funds", fund="Fund A", reserved="1500 EUR")
        self.declared()

    def declared(self, step: str = "declaration") -> None:
        self.did(
            step,
            declaration="scan 1",
            declared_on=self.day,
            declared_in="French",
            witness="person-w",
        )

    def papers(self, line: str, until: str = "2026-12-31") -> None:
        """Have passport, exit authorisation and examination in order."""
        self.did(
            "documents",
            line,
            paper="laissez-passer",
            paper_result="issued",
            paper_until=until,
        )
        self.did("exit", line, exit_ref="E 1")
        self.examined(line, until)

    def examined(self, line: str, until: str = "2026-12-31") -> None:
        self.did("exam", line, fit="fit", fit_until=until, medical_escort=False)

    def planned(self) -> None:
        self.did(
            "pre-plan",
            project="A shop",
            place_of_return="Conakry",
            amount_asked="1000 EUR",
        )
        self.did("pre-plan-feedback", feedback="yes")

    def booked(self, departs: str) -> None:
        self.did("booking", departs_on=departs, itinerary="CMN–CKY", tickets="T 1")
        if "notice" in self.agenda:
            if "notice" not in self.case.lines:
                self.shared("notice", what=["name", "journey", "needs"])
            self.did("notice")
        self.did("briefing")

    def shared(self, line: str, recipient: str = "origin", **more: object) -> None:
        """Write down what goes to the mission of origin."""
        what = more.pop("what", ["name", "journey"])
        self.as_("case-manager").line(
            "disclosure",
            line,
            recipient=recipient,
            disclosed_to="Mission in Conakry",
            disclosed_for="return",
            disclosed_what=what,
            disclosed_basis="consent",
            **more,
        )

    def at_the_gate(self, *lines: str) -> None:
        """Have everybody found fit, and the manifest validated."""
        for line in lines:
            self.did("pre-embarkation", line, check="fit")
        self.did("manifest", manifest="M 1")

    def left(self, line: str) -> None:
        self.did(
            "departure",
            line,
            boarded="boarded",
            last_consent=True,
            fear_at_gate=False,
            pocket_money="30 EUR",
            pocket_receipt="R 1",
        )

    def arrived(self, line: str) -> None:
        self.did("arrival", line, arrived_on=self.day)

    def asked_for(self, tranche: str, amount: str, **proof: object) -> None:
        self.as_("case-manager").line("payment", tranche, tranche=tranche)
        self.did("payment-request", tranche, amount=amount, **proof)

    def paid(self, tranche: str) -> None:
        self.did("approve", tranche, approval="granted")
        self.did("pay", tranche, receipt=f"receipt {tranche}")

    def not_reached(self, number: int, how: str) -> None:
        self.as_("case-manager").line(
            "contact", f"try-{number}", how=how, reached=False, failed_on=self.day
        )


def opened() -> Return:
    return Return(
        AVRR, "2026-03-02", about="person-1", hand="amina", roles=["reception"]
    )


@pytest.fixture(scope="session")
def arrivals() -> Callable[[], Return]:
    """Return what opens a case on a Monday in March, as often as it is asked."""
    return opened


@pytest.fixture
def case() -> Return:
    """A case that was opened on a Monday in March, and nothing said yet."""
    return opened()


@pytest.fixture
def no_intake() -> dict[str, Value]:
    """What a mission sets that has no funds from 10 March on."""
    return {
        "intake_suspended_from": date(2026, 3, 10),
        "intake_suspension_reason": "No funds until the new budget",
    }


@pytest.fixture
def screened(case: Return) -> Return:
    """A single man of thirty whom nothing threatens."""
    case.counselled()
    case.traveller("man", "1996-01-01")
    case.registered()
    case.screened("man")
    return case


@pytest.fixture
def ready(screened: Return) -> Return:
    """The same man, with everything in order for the journey."""
    screened.decided()
    screened.papers("man")
    screened.planned()
    screened.did("travel-ready")
    return screened


@pytest.fixture
def at_gate(ready: Return) -> Return:
    """The same man, booked, briefed and checked, on the day of departure."""
    ready.turn_to("2026-03-30")
    ready.booked("2026-04-06")
    ready.turn_to("2026-04-06")
    ready.at_the_gate("man")
    return ready


@pytest.fixture
def home(at_gate: Return) -> Return:
    """The same man, the day after, in Conakry."""
    at_gate.left("man")
    at_gate.turn_to("2026-04-07")
    at_gate.arrived("man")
    at_gate.did("handed-over", mirror="GN-26-00001-A")
    return at_gate


@pytest.fixture
def boy(case: Return) -> Return:
    """A boy of sixteen who travels alone, screened."""
    case.counselled()
    case.traveller("boy", "2010-01-15", with_parent=False)
    case.registered()
    case.screened("boy", views="He wants to see his mother")
    return case
