"""A reintegration and a cohort, told chapter by chapter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from migcase.assistance import FUND, DisclosureAgreement
from migcase.testing import Desk, consenting
from migcase_reintegration import COHORT, REINTEGRATION

# One colleague for each hat, so that four eyes are always to be had.
COLLEAGUES = {
    "focal-point": "amina",
    "partner": "bashir",
    "reception": "chioma",
    "case-manager": "driss",
    "specialist": "esther",
    "committee": "fouad",
    "manager": "ghita",
    "sending-mission": "hamid",
    "trainer": "ines",
    "coach": "jamal",
    "finance": "kadiatou",
    "m-and-e": "lamia",
    "supervisor": "mariama",
    "next-of-kin": "nabil",
}
EXPLAINED = ["programme", "conditions", "selection", "rights", "data"]
PARTNERS = ("Association in Agadir", "Bar of Agadir", "A hospital", "A clinic")
# What the mission signed with its partners, for as long as these stories last.
AGREEMENTS = tuple(
    DisclosureAgreement(
        f"agreement-{number}",
        partner,
        ("health", "psychosocial", "legal", "work", "shelter"),
        ("name", "contact", "needs"),
        date(2027, 12, 31),
    )
    for number, partner in enumerate(PARTNERS, 1)
)
CARITAS = DisclosureAgreement(
    "caritas-2026",
    "Caritas",
    ("reintegration",),
    ("name", "contact", "needs", "progress"),
    date(2027, 12, 31),
)

# Answers of one survey: the middle of the road, and a household without children.
ANSWERS = {
    **dict.fromkeys(["rss_e3", "rss_e7", "rss_e8", "rss_s6", "rss_p9"], "yes"),
    **dict.fromkeys(["rss_e9", "rss_p8"], "no"),
    **dict.fromkeys(["rss_e2", "rss_e4"], "sometimes"),
    **dict.fromkeys(["rss_p1", "rss_p5", "rss_p6", "rss_p7"], "rarely"),
    **{f"rss_s{number}": "fair" for number in (1, 2, 3, 5, 7, 8, 9, 10, 11)},
    "rss_e1": "ok",
    "rss_e5": "no-debt",
    "rss_e6": "poor",
    "rss_s4": "no-children",
    "rss_p2": "good",
    "rss_p3": "agree",
    "rss_p4": "safe",
}
PLAN = {
    "goal_economic": "A shop that feeds the household",
    "goal_social": "A lease in her own name",
    "goal_psychosocial": "To sleep again",
    "activities": ["business", "money-training"],
    "feasibility": "feasible",
    "feasibility_grid": "grid 1",
    "environment": "no",
    "plan_cost": "15000 MAD",
    "formation_action": True,
    "sender_pays": False,
    "plan": "scan 1",
}
SATISFIED = {
    f"satisfied_{key}": "satisfied"
    for key in ("journey", "counselling", "economic", "social", "community")
}
SATISFIED |= {"satisfied_overall": "satisfied", "satisfied_expectations": "ok"}


class Told(Desk):
    """A desk at which everybody does what is theirs."""

    def as_(self, role: str) -> Told:
        """Hand the case to the colleague who wears that hat, and no other."""
        self.hand_to(COLLEAGUES.get(role, role), role)
        return self

    def did(self, step: str, line: str | None = None, **facts: object) -> None:
        """Have *step* done by the first role that may."""
        self.as_(self.programme.steps[step].by[0].key)
        self.done(step, line, **facts)

    def tried(self, step: str, line: str | None = None, **facts: object) -> set[str]:
        """Return why *step* may not be done so, by the first role that may."""
        self.as_(self.programme.steps[step].by[0].key)
        return self.why_not(step, line, **facts)

    def ends(self, outcome: str, *, by: str, **facts: object) -> None:
        self.as_(by)
        self.closed(outcome, **facts)


class Cohort(Told):
    """The file of a cohort."""

    @classmethod
    def of(cls, places: int) -> Cohort:
        cohort = cls(
            COHORT,
            "2026-01-05",
            facts={"places": places},
            hand="ghita",
            case="cohort-1",
        )
        cohort.did("call", criteria="Need first", criteria_published_on=cohort.day)
        return cohort

    def knows(self, case: str) -> None:
        """Have *case* put forward for this cohort, where no story tells of it."""
        if case not in self._linked:
            self.link(put_forward(case))

    def given_to(self, case: str) -> None:
        self.knows(case)
        self.as_("committee").line("place", f"place-{case}", place_for=case)

    def full_for(self, case: str) -> set[str]:
        """Return why *case* gets no place."""
        self.knows(case)
        return self.as_("committee").why_not("place", f"place-{case}", place_for=case)

    def listed(self, case: str) -> None:
        self.knows(case)
        self.as_("committee").line("waiting", f"waiting-{case}", waits_for=case)

    def left(self, case: str, why: str = "dropped-out") -> None:
        self.as_("case-manager").ended(f"place-{case}", "given-up", place_left_why=why)

    def moved_up(self, case: str) -> None:
        """Offer the free place to *case*, which takes it."""
        self.did("offer", f"waiting-{case}", offer_answer="accepts")
        self.given_to(case)
        self.as_("committee").ended(f"waiting-{case}", "moved-up")

    @property
    def taken(self) -> int:
        lines = self.case.lines_of("place")
        return sum(line.ended is None for line in lines)


class Fund(Told):
    """The file of a fund that pays."""

    @classmethod
    def of(cls, amount: str) -> Fund:
        """Return a fund into which *amount* came."""
        told = {
            "donor": "European Union",
            "project_ref": "T05",
            "fund_ceiling": amount,
            "fund_expires": "2028-12-31",
        }
        fund = cls(FUND, "2026-01-05", facts=told, hand="omar", case="fund-1")
        fund.as_("fund-finance").line(
            "receipt",
            "receipt-1",
            received=amount,
            received_on=fund.day,
            receipt_ref="Statement 1",
        )
        return fund

    def raised(self, case: Homecoming, amount: str) -> None:
        """Raise the envelope of *case*."""
        self.turn_to(case.day)
        line = f"envelope-{case.case.id}"
        self.did("raise-envelope", line, raised=amount, raise_reason="Top-up")

    def lets(self, case: Homecoming, amount: str) -> None:
        """Give *case* an envelope of this fund."""
        self.link(case)
        self.turn_to(case.day)
        self.as_("fund-manager").line(
            "envelope",
            f"envelope-{case.case.id}",
            envelope_for=case.case.id,
            granted=amount,
        )


class Homecoming(Told):
    """The case of one person, told so that the usual goes well.

    Each chapter takes only what its story is about; a chapter that another one needs
    is told by whoever tells the story.
    """

    fund: Fund

    def received(self, returned_on: str | None = None) -> None:
        self.did(
            "identification", identified_by="Mission in Belgium", transfer_agreed=True
        )
        self.did(
            "reception",
            returned_on=returned_on or self.day,
            arrival_services=["welcome", "information"],
            safe_contact="by phone",
        )
        self.did("first-counselling", topics=EXPLAINED)

    def agreed(self) -> None:
        self.did("consent", **consenting(REINTEGRATION))

    def profiled(self, *forms: str) -> None:
        """Fill in the three forms, or those that are named."""
        answers: Mapping[str, Mapping[str, object]] = {
            "identity-form": {
                "born": "1994-05-01",
                "born_precision": "exact",
                "sex": "female",
                "nationality": "MA",
                "host_country": "BE",
                "abroad": "1-to-5-years",
            },
            "situation-form": {
                "men": 0,
                "women": 1,
                "boys": 0,
                "girls": 0,
                "income": "0 MAD",
                "debt": "8000 MAD",
                "savings": "0 MAD",
                "schooling": "vocational",
                "work": "nothing",
                "long_illness": False,
            },
            "history-form": {"helped_before": False, "abuse_abroad": ["none"]},
        }
        for form in forms or answers:
            self.did(form, **answers[form])

    def assessed(self, vulnerability: str = "low", risk: str = "low") -> None:
        self.did(
            "vulnerability-assessed",
            vulnerability=vulnerability,
            factors=["family-support"],
            vulnerability_reason="Lives with her sister",
        )
        self.did("risk-assessed", risk=risk, risk_reason="Nothing threatens her")
        self.did("family-assessed", family_ties="welcoming")
        self.did("skills-assessed", skills="Dressmaker", wishes="A shop")

    def surveyed(self, which: str, line: str = "", **answers: object) -> None:
        self.survey_begun(which, line)
        self.did("survey-asked", line or which, **{**ANSWERS, **answers})

    def survey_begun(self, which: str, line: str = "", **told: object) -> None:
        facts = {
            "round": which,
            "surveyed_on": self.day,
            "survey_mode": "in-person",
            "rss_items": "rss-from-memory/1",
            "rss_weights": "equal-weights/1",
        }
        self.as_("m-and-e").line("survey", line or which, **{**facts, **told})

    def free_of_selection(self) -> None:
        self.did("put-forward", places_limited=False)

    def put_forward(self, cohort: Cohort) -> None:
        """Put the case forward for a place in *cohort*, and have it scored."""
        self.link(cohort)
        cohort.link(self)
        self.did("put-forward", places_limited=True, cohort=cohort.case.id)
        self.hand_to("bashir", "committee")
        self.done(
            "scored",
            score_need=3,
            score_motivation=4,
            score_idea=3,
            score_community=2,
        )

    def committee(self, choice: str, **more: object) -> None:
        self.did(
            "selection", choice=choice, no_conflict=True, minutes="minutes 1", **more
        )

    def planned(self, **more: object) -> None:
        self.did("plan", **{**PLAN, "plan_signed_on": self.day, **more})

    def approved(self) -> None:
        self.did("plan-approval", plan_verdict="approved")

    def trained(self, sessions: int = 5, absent: int = 0) -> None:
        """Hold so many sessions, and have one deliverable accepted."""
        for number in range(sessions):
            came = "absent" if number < absent else "present"
            self.session(number, came)
        self.delivered("business plan")

    def session(self, number: int, came: str) -> None:
        line = f"session-{number}"
        self.as_("trainer").line(
            "session", line, module=f"module {number}", session_on=self.day
        )
        self.did("attendance", line, attendance=came)

    def delivered(self, what: str) -> None:
        line = what.replace(" ", "-")
        self.as_("coach").line("deliverable", line, deliverable=what)
        self.did("submit", line, submitted="file 1")
        self.did("review", line, review="accepted")

    def served(self, kind: str = "legal") -> None:
        """Have one service given."""
        self.as_("case-manager").line(
            "service", f"service-{kind}", service_kind=kind, service_by="Bar of Agadir"
        )
        self.did("service-given", f"service-{kind}", service_on=self.day)

    def funded(self, amount: str = "15000 MAD") -> Fund:
        """Choose a fund that gives the case so much."""
        fund = self.fund = Fund.of("100000 MAD")
        self.link(fund)
        self.did("funded", fund=fund.case.id)
        fund.lets(self, amount)
        return fund

    def asked_for(self, tranche: str, amount: str) -> None:
        """Ask for the fees of a course."""
        self.as_("case-manager").line(
            "payment", tranche, tranche=tranche, purpose=f"Course, {tranche} part"
        )
        self.did(
            "payment-request", tranche, asked=amount, form="fees", no_relation=True
        )

    def paid(self, tranche: str, amount: str) -> None:
        """Have what was asked for approved, committed and paid."""
        self.did("approve", tranche, approval="granted")
        self.committed(tranche, amount)
        self.did(
            "pay",
            tranche,
            paid=amount,
            invoiced=amount,
            invoice="invoice 1",
            payment_proof="receipt 1",
        )

    def committed(self, tranche: str, amount: str) -> None:
        self.did("commit", tranche, order="order 1", price=amount, committed=amount)

    def verified(self, tranche: str, use: str = "yes") -> None:
        self.did("verify", tranche, use=use, use_proof="Photos of the shop")

    def visited(self, number: int) -> None:
        line = f"visit-{number}"
        self.as_("m-and-e").line("visit-line", line)
        self.did("visit", line, visit_result="met", visit_report="form")

    def accompanied(self) -> None:
        """Have the person trained, helped, visited three times and asked again."""
        self.trained()
        self.did("training-completed")
        self.served()
        self.did("service-confirmed", "service-legal", service_confirmed=True)
        for number, day in enumerate(("2026-04-02", "2026-06-02", "2026-09-02")):
            self.turn_to(day)
            self.visited(number)
        self.turn_to("2027-01-04")
        self.surveyed("end")

    def closing(self) -> None:
        """Hold the closing meeting."""
        self.did("satisfaction", **SATISFIED)
        self.did(
            "closing-meeting", closing_with=True, exit_plan="Maison des MRE, Agadir"
        )

    def not_reached(self, number: int, how: str) -> None:
        self.as_("case-manager").line(
            "contact", f"try-{number}", how=how, reached=False, failed_on=self.day
        )


def opened(case: str = "", **told: object) -> Homecoming:
    return Homecoming(
        REINTEGRATION,
        "2026-03-02",
        about="person-1",
        facts={"origin": "other", **told},
        hand="amina",
        roles=["focal-point"],
        case=case,
        settings={"agreements": tuple(one.spelled() for one in (*AGREEMENTS, CARITAS))},
    )


@cache
def put_forward(case: str) -> Homecoming:
    """Return a case that says nothing but that it was put forward."""
    found = opened(case)
    found.as_("case-manager").stated(places_limited=True, cohort="cohort-1")
    return found
