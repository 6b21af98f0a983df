"""A cartography: what there is for young people in one country, edition by edition.

A case that is about nobody.  Its lines are opportunities, each a case of its own; it
says what it covers and what not, a workshop looks at it, and somebody who did not
collect it validates it.  It counts once it is validated.
"""

from __future__ import annotations

from migcase import (
    COUNTRY,
    DATE,
    DOCUMENT,
    TEXT,
    Derived,
    Field,
    Milestone,
    Outcome,
    Programme,
    Stage,
    Step,
    Track,
    case_of,
    count,
    done,
    each,
    linked,
    linked_value,
    number,
    one_of,
    sure,
    this_case,
    today,
)
from migcase_mobility.description import LAND
from migcase_mobility.mission import (
    CARTOGRAPHY_LEAST,
    PUBLICATION_TIME,
    REOPENING_TIME,
    RETENTION,
    VALIDATION_TIME,
)
from migcase_mobility.opportunity import FRESH
from migcase_mobility.people import MANAGER, RESEARCHER

# ------------------------------------------------ what it is about
COVERED = Field("covered_country", "Of which country?", COUNTRY)
EDITION = Field("edition", "Which edition?", number(1, 99))
BEFORE = Field(
    "edition_before",
    "Which cartography does it replace?",
    case_of("cartography"),
    optional=True,
)

# ------------------------------------------------ what it says of itself
COVERAGE = Field("coverage", "What does it cover?", TEXT)
NOT_COVERED = Field("not_covered", "What does it not cover, and why?", TEXT)
METHOD = Field("method", "How, and from which sources was it collected?", TEXT)

# ------------------------------------------------ the opportunities in it
LISTED = Field("listed", "Which opportunity?", case_of("opportunity"))
LEFT_OUT_WHY = Field("left_out_why", "Why is it left out?", TEXT)
LISTED_FRESH = Derived(
    "listed-fresh",
    "The opportunity was verified and is not stale",
    linked(LISTED, FRESH),
)
ENTRY = Track(
    "entry",
    "Opportunity in the cartography",
    opened_by=RESEARCHER,
    asks=LISTED,
    about=LISTED,
    unique=LISTED,
    requires=Derived(
        "same-country",
        "The opportunity is in the country of the cartography",
        linked_value(LISTED, LAND) == COVERED,
    ),
)

# ------------------------------------------------ the workshop, the verdict
WORKSHOP_ON = Field("workshop_on", "Day of the workshop", DATE)
WORKSHOP_WITH = Field("workshop_with", "Who took part?", TEXT)
MINUTES = Field("minutes", "Minutes of the workshop", DOCUMENT)
VERDICT = Field(
    "cartography_verdict", "What is decided?", one_of("validated", "to-correct")
)
CORRECTIONS = Field(
    "corrections", "What has to be corrected?", TEXT, when=VERDICT == "to-correct"
)
PUBLISHED_AT = Field("published_at", "Where was it published?", TEXT)
GIVEN_UP_WHY = Field("given_up_why", "Why is it given up?", TEXT)
NEWER = Field("newer", "By which cartography?", case_of("cartography"))

# ------------------------------------------------ what is done
COVERAGE_STATED = Step(
    "coverage-stated",
    "Coverage stated",
    by=RESEARCHER,
    asks=(COVERAGE, NOT_COVERED, METHOD),
    reopened_by=(RESEARCHER, MANAGER),
)
COLLECTED = Step(
    "collected",
    "Collection finished",
    by=RESEARCHER,
    after=COVERAGE_STATED,
    requires=(count(ENTRY) >= CARTOGRAPHY_LEAST, each(ENTRY, LISTED_FRESH)),
    reopened_by=(RESEARCHER, MANAGER),
)
WORKSHOP = Step(
    "workshop",
    "Validation workshop held",
    by=(RESEARCHER, MANAGER),
    after=COLLECTED,
    asks=(WORKSHOP_ON, WORKSHOP_WITH, MINUTES),
    requires=WORKSHOP_ON <= today,
    reopened_by=(RESEARCHER, MANAGER),
)
VALIDATION = Step(
    "validation",
    "Validated, or sent back",
    by=MANAGER,
    not_by=(COVERAGE_STATED, COLLECTED),
    after=WORKSHOP,
    within=VALIDATION_TIME,
    asks=(VERDICT, CORRECTIONS),
    requires=(VERDICT == "validated").needs(
        count(ENTRY) >= CARTOGRAPHY_LEAST, each(ENTRY, LISTED_FRESH)
    ),
    again=VERDICT == "to-correct",
)
PUBLICATION = Step(
    "publication",
    "Published",
    by=(RESEARCHER, MANAGER),
    after=VALIDATION,
    within=PUBLICATION_TIME,
    asks=PUBLISHED_AT,
)

CARTOGRAPHY = Programme(
    key="cartography",
    version=1,
    title="Cartography of opportunities",
    summary=(
        "What there is for young people in one country: opportunities that were "
        "verified, a statement of what is covered, a workshop, a validation and a "
        "publication. Each edition is a file of its own."
    ),
    opened_by=(RESEARCHER, MANAGER),
    asks=(COVERED, EDITION, BEFORE),
    requires=(COVERED.is_in("FR", "BE"), (EDITION > 1).needs(BEFORE.known)),
    tracks=ENTRY,
    stages=(
        Stage("Collection", (COVERAGE_STATED, COLLECTED), stands_for="submitted"),
        Stage("Validation", (WORKSHOP, VALIDATION), stands_for="screening"),
        Stage("Publication", PUBLICATION, stands_for="active"),
    ),
    milestones=(
        Milestone(
            "validated",
            "Validated",
            when=done(VALIDATION) & sure(VERDICT == "validated"),
        ),
        Milestone("published", "Published", when=done(PUBLICATION)),
    ),
    outcomes=(
        Outcome(
            "left-out",
            "Left out",
            of=ENTRY,
            by=RESEARCHER,
            asks=LEFT_OUT_WHY,
            counts=False,
        ),
        Outcome("finished", "Published", by=MANAGER, after=PUBLICATION),
        Outcome(
            "replaced",
            "Replaced by a newer edition",
            by=MANAGER,
            asks=NEWER,
            requires=NEWER != this_case,
        ),
        Outcome(
            "given-up",
            "Given up",
            by=MANAGER,
            asks=GIVEN_UP_WHY,
            reopened_by=MANAGER,
            reopen_within=REOPENING_TIME,
        ),
    ),
    keep=RETENTION,
)
