"""Two decisions and a declaration.

Whether somebody may be helped to return and whether they are helped to reintegrate
are decided apart, and not by the hand that registered them.  Then the person
declares, in writing, that the return is their own will.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    MONEY,
    PERSON,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    done,
    each,
    sure,
    today,
)
from migcase.assistance.consent_words import CAPACITY
from migcase.assistance.consent_words import KIND as CONSENT_KIND
from migcase_avrr.child import GUARDIAN_ASKS
from migcase_avrr.contact import WANTS
from migcase_avrr.mission import DECLARATION_VALIDITY, GRANT_CEILING
from migcase_avrr.people import COUNSELLOR, FINANCE, MANAGER, OFFICER
from migcase_avrr.registration import (
    ALONE,
    CHILD,
    DUPLICATE,
    MEMBER,
    PREVIOUS,
    REGISTRATION,
)
from migcase_avrr.screening import PROTECTION_VIEW, SCREENING

# ------------------------------------------------ what is asked
ELIGIBLE = Field("eligible", "Eligible for return?", YES_NO)
REINTEGRATION = Field(
    "reintegration_eligible", "Eligible for reintegration?", YES_NO, when=ELIGIBLE
)
GROUNDS = Field("grounds", "On what grounds?", TEXT)
CEILING = Field(
    "ceiling", "Up to which amount may be granted?", MONEY, when=REINTEGRATION
)
FUND = Field("fund", "Which fund or project pays?", TEXT)
RESERVED = Field("reserved", "Amount reserved", MONEY)
DECLARATION_PAPER = Field(
    "declaration",
    "Signed declaration of voluntary return",
    DOCUMENT,
    secrecy="personal",
)
DECLARED_ON = Field("declared_on", "Signed on", DATE)
DECLARED_IN = Field("declared_in", "In which language was it read and signed?", TEXT)
INTERPRETER = Field("interpreter", "Interpreter", PERSON, optional=True)
WITNESS = Field("witness", "Witness", PERSON)
DEPARTS = Field("departs_on", "Departs on", DATE)

# An adult consents explicitly; whoever consents for somebody who cannot needs a
# professional opinion; for a child alone the guardian asks.
CONSENTED = Derived(
    "consented",
    "Consent is explicit, or given by whoever may decide for the person",
    (~ALONE | GUARDIAN_ASKS.known)
    & (
        CHILD
        | (CONSENT_KIND == "explicit")
        | ((CONSENT_KIND == "proxy") & CAPACITY.known)
    ),
)

# ------------------------------------------------ what is done
ELIGIBILITY = Step(
    "eligibility",
    "Eligibility decided",
    by=OFFICER,
    not_by=(REGISTRATION, SCREENING),
    after=(REGISTRATION, SCREENING, PROTECTION_VIEW),
    doubted_by=(REGISTRATION, SCREENING, PROTECTION_VIEW),
    asks=(ELIGIBLE, REINTEGRATION, GROUNDS, CEILING),
    requires=(
        PREVIOUS.known,
        DUPLICATE != "doubtful",
        ~sure(REINTEGRATION) | ~GRANT_CEILING.known | (CEILING <= GRANT_CEILING),
    ),
    reopened_by=MANAGER,
)
# Registration may be opened again; whoever was decided upon stays registered.
REGISTERED = Derived(
    "on-register", "The case was registered", done(REGISTRATION) | done(ELIGIBILITY)
)
FUNDS = Step(
    "funds",
    "Funds reserved",
    by=FINANCE,
    after=ELIGIBILITY,
    asks=(FUND, RESERVED),
    requires=ELIGIBLE,
)
DECLARATION = Step(
    "declaration",
    "Return declared voluntary",
    by=COUNSELLOR,
    after=ELIGIBILITY,
    asks=(DECLARATION_PAPER, DECLARED_ON, DECLARED_IN, INTERPRETER, WITNESS),
    requires=(ELIGIBLE, WANTS, DECLARED_ON <= today, each(MEMBER, CONSENTED)),
)
RENEWAL = Step(
    "declaration-renewed",
    "Declaration renewed",
    by=COUNSELLOR,
    after=DECLARATION,
    when=sure(DEPARTS > DECLARED_ON.at(DECLARATION) + DECLARATION_VALIDITY),
    asks=(DECLARATION_PAPER, DECLARED_ON, DECLARED_IN, INTERPRETER, WITNESS),
    requires=(
        DECLARED_ON <= today,
        DEPARTS <= DECLARATION_VALIDITY.after(today),
        DEPARTS <= DECLARED_ON + DECLARATION_VALIDITY,
    ),
    again=DEPARTS > DECLARED_ON + DECLARATION_VALIDITY,
)
