"""A mission abroad, told chapter by chapter, for the stories of these programmes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from migcase import Refusal
from migcase.testing import Desk, consenting
from migcase_mobility import CARTOGRAPHY, MOBILITY, OPPORTUNITY

# One colleague for each hat, so that four eyes are always to be had.
COLLEAGUES = {
    "youth-officer": "amina",
    "partner": "bashir",
    "coach": "chioma",
    "juror": "driss",
    "trainer": "esther",
    "host": "fouad",
    "tutor": "ghita",
    "researcher": "hamid",
    "manager": "ines",
    "next-of-kin": "jamal",
}
COMPLETE = {
    "reciprocity": {
        "engagement": [
            "tutor",
            "civic-training",
            "first-aid",
            "allowance",
            "social-protection",
        ]
    },
    "esc": {
        "agreement": ["tasks", "insurance", "youthpass", "travel", "lodging", "food"]
    },
    "belgium": {
        "article_14": [
            "description",
            "duration",
            "tasks",
            "supervision",
            "hours",
            "subsistence",
            "lodging",
            "pocket-money",
            "training",
        ],
        "lodging_proof": "lease",
        "liability": "policy 1",
    },
}
TEN_MONTHS = {
    "reciprocity": ("2025-10-01", "2026-05-31"),
    "esc": ("2025-10-01", "2026-07-31"),
    "belgium": ("2025-10-01", "2026-07-31"),
}
SCORES = {"score_1": 70, "view_1": "Knows why", "no_tie_1": True}
MORE_SCORES = {"score_2": 65, "view_2": "Speaks up", "no_tie_2": True}


class Told(Desk):
    """A desk at which everybody does what is theirs."""

    def as_(self, role: str) -> Told:
        """Hand the case to the colleague who wears that hat, and no other."""
        self.hand_to(COLLEAGUES[role], role)
        return self

    def did(self, step: str, line: str | None = None, **facts: object) -> None:
        """Have *step* done by the first role that may."""
        self.as_(self.programme.steps[step].by[0].key)
        self.done(step, line, **facts)

    def tried(self, step: str, line: str | None = None, **facts: object) -> set[str]:
        """Return why *step* may not be done so, by the first role that may."""
        self.as_(self.programme.steps[step].by[0].key)
        return self.why_not(step, line, **facts)

    def named(self, step: str, line: str | None = None, **facts: object) -> set[str]:
        """Return the names of the conditions that keep *step* from being done so."""
        self.as_(self.programme.steps[step].by[0].key)
        reasons = self.reasons(step, line, **facts)
        return {name for reason in reasons for name in names(reason)}

    def ends(self, outcome: str, *, by: str, **facts: object) -> None:
        self.as_(by)
        self.closed(outcome, **facts)


def names(refusal: Refusal) -> set[str]:
    """Return the keys of the named conditions that are not true in *refusal*."""
    found: set[str] = set()
    parts = [refusal.because] if refusal.because is not None else []
    while parts:
        part = parts.pop()
        if part.truth != "true":
            found |= {getattr(part.condition, "key", "")} - {""}
        parts.extend(part.parts)
    return found


class Youth(Told):
    """The case of a young person; each chapter takes what its story is about."""

    scheme = "esc"

    def informed(self, **agreed: object) -> None:
        self.did("information", topics=["lawful-ways", "irregular-routes", "data"])
        self.did("consent", **consenting(MOBILITY, **agreed))

    def application(self, **more: object) -> dict[str, object]:
        """Return what a good application says, but for *more*."""
        facts = {
            "born": "2003-06-01",
            "sex": "female",
            "lives_in": "tiznit",
            "scheme": self.scheme,
            "starts_on": TEN_MONTHS[self.scheme][0],
            "motivation": "To learn how an association works",
            "cv": "scan 1",
            "languages": "French B2",
            "passport": "yes",
        }
        if more.get("scheme", self.scheme) != "reciprocity":
            facts["credit_left"] = "12 months"
        return {**facts, **more}

    def applied(self, *, share_with: object = ("hosts",), **more: object) -> None:
        self.informed(share_with=list(share_with))
        self.did("application", **self.application(**more))

    def evaluated(self) -> None:
        self.did("evaluation-1", **SCORES)
        self.hand_to("lamia", "juror")
        self.done("evaluation-2", **MORE_SCORES)

    def selected(self) -> None:
        self.evaluated()
        self.did("selection", verdict="selected", verdict_reason="Best of ten")

    def project(self, **more: object) -> dict[str, object]:
        """Return what a good mobility project says, but for *more*."""
        facts = {
            "goal": "To run a workshop with children",
            "afterwards": "To work in an association at home",
            "scheme": self.scheme,
            "starts_on": TEN_MONTHS[self.scheme][0],
            "cv_sent": "scan 2",
        }
        if more.get("scheme", self.scheme) != "reciprocity":
            facts["credit_left"] = "12 months"
        return {**facts, **more}

    def planned(self, **more: object) -> None:
        self.did("project", **self.project(**more))

    def offered(self, file: Mission, line: str = "offer-1") -> None:
        """Open an offer, and have the host accept."""
        self.link(file)
        self.as_("coach").line("offer", line, opportunity=file.case.id)
        self.shared(f"to-{line}")
        self.did("applied", line, sent="letter 1")
        self.did("host-answer", line, host_says="accepted")

    def shared(self, line: str) -> None:
        """Write down what goes to a host."""
        self.as_("coach").line(
            "disclosure",
            line,
            recipient="hosts",
            disclosed_to="Association in Lyon",
            disclosed_for="mobility",
            disclosed_what=["name", "contact", "documents"],
            disclosed_basis="consent",
        )

    def days(self, **more: object) -> dict[str, object]:
        """Return when the mission is, with the letter, but for *more*."""
        start, until = TEN_MONTHS[self.scheme]
        facts = {"mission_from": start, "mission_until": until}
        return {**facts, "acceptance_letter": "letter 2", **more}

    def matched(self, file: Mission, line: str = "offer-1") -> None:
        """Have an offer accepted by both sides, with a place that is kept."""
        self.offered(file, line)
        file.claimed(self)
        self.did("acceptance", line, **self.days())

    def terms(self, **more: object) -> dict[str, object]:
        """Return what a complete contract says, but for *more*."""
        facts = {"contract": "scan 3", "tutor_name": "A tutor"}
        return {**facts, **COMPLETE[self.scheme], **more}

    def signed(self) -> None:
        self.did("contract-signed", **self.terms())

    def allowed(self) -> None:
        """Have the visa issued until the end of the mission, and a little longer."""
        agreed = {"agency_agreed": True} if self.scheme == "reciprocity" else {}
        self.did(
            "visa-request",
            passport_until="2028-01-01",
            appointment="2025-07-01",
            visa_file="file 1",
            fee_receipt="receipt 1",
            **agreed,
        )
        self.did("visa-decision", visa_answer="issued", stay_until="2026-08-15")

    def prepared(self) -> None:
        topics = ["culture", "rights", "safety", "health", "budget"]
        self.did(
            "preparation",
            prepared_in=topics,
            emergency_card=True,
            emergency_contact="Her mother, by phone",
        )

    def left(self) -> None:
        self.did("departure", itinerary="AGA–LYS")

    def arrived(self) -> None:
        self.did("arrival", met_by="The tutor", lodged=True)

    def heard(self, number: int) -> None:
        """Have a word with the person today."""
        self.as_("coach").line(
            "contact",
            f"contact-{number}",
            how="phone",
            reached=True,
            reached_on=self.day,
            news="well",
        )

    def not_heard(self, number: int) -> None:
        self.as_("coach").line(
            "contact",
            f"contact-{number}",
            how="phone",
            reached=False,
            failed_on=self.day,
        )


class Mission(Told):
    """The file of an opportunity."""

    def described(self, **more: object) -> None:
        self.did("described", **self.description(**more))

    def description(self, **more: object) -> dict[str, object]:
        """Return what a good description says, but for *more*."""
        scheme = self.case.facts["scheme"]
        facts: dict[str, object] = {
            "legal_form": "association",
            "accredited_as": "quality-label",
            "accreditation": "L 1",
            "accredited_until": "2026-12-31",
            "host_contact": "The desk",
            "region": "Auvergne-Rhône-Alpes",
            "domain": "education",
            "tasks": "Homework with children",
            "places": 1,
            "language_level": "b1",
            "accessible": True,
            "start_from": "2025-09-01",
            "start_until": "2026-12-31",
            "lasts": "10 months",
            "hours": 35,
            "covers": ["travel", "lodging", "food", "insurance"],
            "permit_kind": "vls-t",
            "who_applies": "volunteer",
            "papers": "Passport, contract",
        }
        if scheme == "reciprocity":
            facts["accredited_as"] = "own-agreement"
        if scheme == "belgium":
            facts |= {"permit_kind": "single-permit", "who_applies": "host"}
        return {**facts, **more}

    def verified(self, **more: object) -> None:
        self.did(
            "verification",
            **{"offer_status": "open", "source_url": "https://example.org/1", **more},
        )

    def claimed(self, youth: Youth, line: str = "") -> None:
        """Keep a place for the case of a young person."""
        case = youth.case.id
        self.link(youth)
        self.as_("coach").line("place", line or f"place-{case}", place_for=case)


def a_youth(
    scheme: str = "esc", case: str = "MA-25-00001-A", opened: str = "2025-03-03"
) -> Youth:
    """Open the case of a young person."""
    youth = Youth(
        MOBILITY,
        opened,
        about="person-1",
        hand="amina",
        roles=["youth-officer"],
        case=case,
    )
    youth.scheme = scheme
    return youth


def a_mission(
    scheme: str = "esc",
    case: str = "MA-25-00101-A",
    opened: str = "2025-03-03",
    **more: object,
) -> Mission:
    """Record an opportunity, described and verified."""
    land = {"belgium": "BE"}.get(scheme, "FR")
    mission = Mission(
        OPPORTUNITY,
        opened,
        facts={
            "host": "An association",
            "mission_title": "Homework",
            "country": land,
            "scheme": scheme,
        },
        hand="hamid",
        roles=["researcher"],
        case=case,
    )
    mission.described(**more)
    mission.verified()
    return mission


@pytest.fixture
def youths() -> Callable[..., Youth]:
    """Return what opens the case of a young person."""
    return a_youth


@pytest.fixture
def missions() -> Callable[..., Mission]:
    """Return what records an opportunity."""
    return a_mission


@pytest.fixture
def mission() -> Mission:
    """An open opportunity in France for the Solidarity Corps, with one place."""
    return a_mission()


@pytest.fixture
def youth() -> Youth:
    """A young woman of 21 who has just come in, in March 2025."""
    return a_youth()


@pytest.fixture
def planned(youth: Youth) -> Youth:
    """The same, selected, with a mobility project."""
    youth.applied()
    youth.selected()
    youth.planned()
    return youth


@pytest.fixture
def signed(planned: Youth, mission: Mission) -> Youth:
    """The same, with a contract."""
    planned.matched(mission)
    planned.signed()
    return planned


@pytest.fixture
def there(signed: Youth) -> Youth:
    """The same, arrived in France on the first day of October."""
    signed.allowed()
    signed.prepared()
    signed.turn_to("2025-09-30")
    signed.left()
    signed.turn_to("2025-10-01")
    signed.arrived()
    return signed


@pytest.fixture
def cartography() -> Told:
    """A cartography of France, just opened."""
    return Told(
        CARTOGRAPHY,
        "2025-03-03",
        facts={"covered_country": "FR", "edition": 1},
        hand="hamid",
        roles=["researcher"],
        case="MA-25-00201-A",
    )
