"""The contract: engagement contract, volunteering agreement, article 14 in Belgium.

It is signed on the day of its entry.  What each scheme wants it to settle is a list,
and each thing that is missing is a reason by itself.  Who has signed is accompanied.
"""

from __future__ import annotations

from migcase import DOCUMENT, TEXT, Derived, Field, Step, done, each, many_of
from migcase_mobility.matching import (
    ACCEPTED,
    ACCREDITED,
    END,
    OFFER,
    ONE_ACCEPTED,
    PLACE_KEPT,
    START,
)
from migcase_mobility.people import COACH, HOST
from migcase_mobility.project import PROJECT
from migcase_mobility.schemes import (
    BELGIUM,
    ESC,
    LEAD_TIME,
    RECIPROCITY,
    right_age,
    right_length,
)

# ------------------------------------------------ what each scheme wants settled
ENGAGEMENT = Field(
    "engagement",
    "What does the engagement contract settle?",
    many_of("tutor", "civic-training", "first-aid", "allowance", "social-protection"),
    when=RECIPROCITY,
)
AGREEMENT = Field(
    "agreement",
    "What does the volunteering agreement settle?",
    many_of("tasks", "insurance", "youthpass", "travel", "lodging", "food"),
    when=ESC,
)
ARTICLE_14 = Field(
    "article_14",
    "What does the agreement settle (directive 2016/801, article 14)?",
    many_of(
        "description",
        "duration",
        "tasks",
        "supervision",
        "hours",
        "subsistence",
        "lodging",
        "pocket-money",
        "training",
    ),
    when=BELGIUM,
)
COMPLETE = (
    (RECIPROCITY & ENGAGEMENT.known).needs(
        *(ENGAGEMENT.has(one) for one in ENGAGEMENT.kind.choices)
    ),
    (ESC & AGREEMENT.known).needs(
        *(AGREEMENT.has(one) for one in AGREEMENT.kind.choices)
    ),
    (BELGIUM & ARTICLE_14.known).needs(
        *(ARTICLE_14.has(one) for one in ARTICLE_14.kind.choices)
    ),
)

# ------------------------------------------------ what is asked
SIGNED_PAPER = Field(
    "contract", "Contract or agreement, signed", DOCUMENT, secrecy="personal"
)
TUTOR_NAME = Field("tutor_name", "Who is the tutor?", TEXT, secrecy="personal")
LODGING_PROOF = Field("lodging_proof", "Evidence of lodging", DOCUMENT, when=BELGIUM)
LIABILITY = Field(
    "liability", "Third-party liability insurance", DOCUMENT, when=BELGIUM
)

GOOD_OFFER = Derived(
    "good-offer",
    "The accepted offer has a place that is kept, and a host that may receive",
    each(OFFER, ~done(ACCEPTED) | (PLACE_KEPT & ACCREDITED)),
)
# ------------------------------------------------ what is done
CONTRACT = Step(
    "contract-signed",
    "Contract signed",
    by=(COACH, HOST),
    after=PROJECT,
    within=LEAD_TIME.before(START),
    asks=(
        SIGNED_PAPER,
        TUTOR_NAME,
        ENGAGEMENT,
        AGREEMENT,
        ARTICLE_14,
        LODGING_PROOF,
        LIABILITY,
    ),
    requires=(
        ONE_ACCEPTED,
        GOOD_OFFER,
        # Before an offer is accepted nobody can do anything about its days.
        *right_age(START, once=END.known),
        *right_length(START, END, once=END.known),
        *COMPLETE,
    ),
    reopened_by=COACH,
)
