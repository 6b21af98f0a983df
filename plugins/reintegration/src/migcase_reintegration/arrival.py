"""From the notice of a return to the first counselling.

Somebody comes with a notice of the mission that sent them, or is found by a partner
or an authority here.  What another office knows is only taken over where the person
agreed to that.
"""

from __future__ import annotations

from migcase import (
    DATE,
    MONEY,
    TEXT,
    YES_NO,
    Field,
    Step,
    many_of,
    one_of,
    today,
)
from migcase_reintegration.mission import FIRST_COUNSELLING_TIME, RECEPTION_TIME
from migcase_reintegration.people import (
    CASE_MANAGER,
    FOCAL_POINT,
    PARTNER,
    RECEPTION,
)

# ------------------------------------------------ what is told on opening
ORIGIN = Field(
    "origin", "Where does the case come from?", one_of("avrr", "local", "other")
)
SENDING_CASE = Field(
    "sending_case", "Number of the case where the person left", TEXT, optional=True
)
RETURNED_ON = Field("returned_on", "Returned on", DATE, optional=True, guarded=True)
CEILING_TOLD = Field(
    "grant_ceiling_told",
    "Up to which amount may be granted, as told by the mission that sends?",
    MONEY,
    optional=True,
)
PLACE_OF_RETURN = Field(
    "place_of_return", "Returned to which place?", TEXT, optional=True
)
PROJECT_IDEA = Field(
    "project_idea", "Idea that the person left with", TEXT, optional=True
)
VULNERABILITY_NOTICE = Field(
    "vulnerability_notice",
    "Does the mission that sends tell of a vulnerability?",
    YES_NO,
    optional=True,
    secrecy="sensitive",
)
TOLD_ON_OPENING = (
    ORIGIN,
    SENDING_CASE,
    RETURNED_ON,
    CEILING_TOLD,
    PLACE_OF_RETURN,
    PROJECT_IDEA,
    VULNERABILITY_NOTICE,
)

# ------------------------------------------------ what is asked
IDENTIFIED_BY = Field("identified_by", "Who told of the person?", TEXT)
TRANSFER_AGREED = Field(
    "transfer_agreed", "Did the person agree that these data come here?", YES_NO
)
SERVICES = Field(
    "arrival_services",
    "What was given on arrival?",
    many_of(
        "welcome",
        "information",
        "pocket-money",
        "shelter",
        "onward-transport",
        "health",
        "food",
        "other-items",
        "counselling",
        "none",
    ),
)
URGENT = Field(
    "urgent_needs",
    "Which needs are urgent?",
    TEXT,
    optional=True,
    secrecy="sensitive",
)
SAFE_CONTACT = Field(
    "safe_contact",
    "How may the person be contacted safely?",
    TEXT,
    secrecy="sensitive",
)
TOPICS = Field(
    "topics",
    "What was explained?",
    many_of("programme", "conditions", "selection", "rights", "data", "complaint"),
)

# Nobody agrees to what they do not know.
TO_BE_EXPLAINED = ("programme", "conditions", "selection", "rights", "data")

# ------------------------------------------------ what is done
IDENTIFICATION = Step(
    "identification",
    "Person identified",
    by=(FOCAL_POINT, PARTNER),
    asks=(IDENTIFIED_BY, TRANSFER_AGREED),
    requires=TRANSFER_AGREED,
)
ARRIVAL = Step(
    "reception",
    "Person received",
    by=(RECEPTION, PARTNER),
    after=IDENTIFICATION,
    within=RECEPTION_TIME.after(RETURNED_ON),
    asks=(RETURNED_ON, PLACE_OF_RETURN, SERVICES, URGENT, SAFE_CONTACT),
    requires=(RETURNED_ON.known, RETURNED_ON <= today),
    reopened_by=CASE_MANAGER,
)
FIRST_COUNSELLING = Step(
    "first-counselling",
    "First counselling",
    by=CASE_MANAGER,
    after=ARRIVAL,
    within=FIRST_COUNSELLING_TIME.after(RETURNED_ON),
    asks=TOPICS,
    requires=tuple(TOPICS.has(topic) for topic in TO_BE_EXPLAINED),
)
