"""The places of a cohort, and the list of those who wait for one.

A place is a line of the cohort's own file, so that two people who give away the last
one at the same instant cannot both succeed.  Nobody overtakes the waiting list.
"""

from __future__ import annotations

from migcase import (
    DATE,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Outcome,
    Step,
    Track,
    case_of,
    count,
    done,
    first,
    latest,
    linked,
    number,
    one_of,
    sure,
    this_case,
    today,
)
from migcase_reintegration import keys
from migcase_reintegration.mission import OFFER_TIME
from migcase_reintegration.people import CASE_MANAGER, COMMITTEE, MANAGER

# ------------------------------------------------ what a cohort is
PLACES = Field("places", "How many places are there?", number(1, 10_000))
CRITERIA = Field("criteria", "By which criteria are places given?", TEXT)
PUBLISHED_ON = Field("criteria_published_on", "Criteria published on", DATE)

# ------------------------------------------------ what a case says of it
LIMITED = Field("places_limited", "Are the places limited?", YES_NO)
COHORT = Field("cohort", "Which cohort?", case_of("cohort"), when=LIMITED)
PUT_FORWARD_HERE = COHORT == this_case

# ------------------------------------------------ the lines
HOLDER = Field("place_for", "Place for which case?", case_of("reintegration"))
WAITER = Field("waits_for", "Which case waits for a place?", case_of("reintegration"))
NEXT = first(keys.WAITING, WAITER)

WITHIN_PLACES = Derived(
    "within-places",
    "There are enough places for all who were given one",
    count(keys.PLACE) <= PLACES,
)
NOBODY_OVERTAKEN = Derived(
    "nobody-overtaken",
    "Nobody who waits is passed over",
    (count(keys.WAITING) == 0) | (HOLDER == NEXT),
)
NO_PLACE_AT_HAND = Derived(
    "no-place-at-hand",
    "No place is free, or others wait for it already",
    (count(keys.PLACE) >= PLACES) | (count(keys.WAITING) > 1),
)
PLACE = Track(
    "place",
    "Place",
    opened_by=COMMITTEE,
    asks=HOLDER,
    about=HOLDER,
    unique=HOLDER,
    requires=(
        PUBLISHED_ON <= today,
        linked(HOLDER, PUT_FORWARD_HERE),
        WITHIN_PLACES,
        NOBODY_OVERTAKEN,
    ),
)
WAITING = Track(
    "waiting",
    "On the waiting list",
    opened_by=COMMITTEE,
    asks=WAITER,
    about=WAITER,
    unique=WAITER,
    requires=(linked(WAITER, PUT_FORWARD_HERE), NO_PLACE_AT_HAND),
)
FREE = Derived("free", "A place is free", count(PLACE) < PLACES)

# ------------------------------------------------ who waits moves up
OFFER = Field(
    "offer_answer", "What did the person answer?", one_of("accepts", "declines")
)
OFFERED = Step(
    "offer",
    "Free place offered to whoever is next",
    of=WAITING,
    by=(CASE_MANAGER, COMMITTEE),
    when=done(keys.OFFER) | (FREE & sure(WAITER == NEXT)),
    within=OFFER_TIME,
    asks=OFFER,
    again=OFFER == "declines",
    tells=COMMITTEE,
)

# ------------------------------------------------ how lines end
LEFT_WHY = Field(
    "place_left_why",
    "Why is the place given up?",
    one_of("dropped-out", "withdrawn", "untraceable", "left-again", "died", "other"),
)
WAITED_WHY = Field("waiting_left_why", "Why does the case wait no longer?", TEXT)
LINES_END = (
    Outcome(
        "given-up",
        "Given up: the place is free again",
        of=PLACE,
        by=(CASE_MANAGER, COMMITTEE, MANAGER),
        asks=LEFT_WHY,
        counts=False,
    ),
    Outcome(
        "moved-up",
        "Moved up to a place",
        of=WAITING,
        by=COMMITTEE,
        when=sure(OFFER == "accepts") & sure(WAITER == latest(PLACE, HOLDER)),
        counts=False,
    ),
    Outcome(
        "waits-no-longer",
        "Waits no longer",
        of=WAITING,
        by=(CASE_MANAGER, COMMITTEE),
        asks=WAITED_WHY,
        counts=False,
    ),
)
