"""The first contact and the counselling: what a return means, and what else there is.

Nobody is registered here.  The person hears what the programme is, what their rights
are and what they could do instead; only somebody who then still wishes to return
goes on.
"""

from __future__ import annotations

from migcase import TEXT, YES_NO, Field, Step, many_of, one_of
from migcase_avrr.mission import CALL_BACK_TIME
from migcase_avrr.people import COUNSELLOR, PARTNER, RECEPTION

# ------------------------------------------------ what is asked
CHANNEL = Field(
    "channel",
    "How did the request come?",
    one_of("walk-in", "phone", "web", "outreach", "partner", "consulate", "hotline"),
)
LANGUAGE = Field("language", "Which language does the person prefer?", TEXT)
SAFE_CONTACT = Field(
    "safe_contact",
    "How may the person be contacted safely?",
    TEXT,
    secrecy="sensitive",
)
URGENT = Field(
    "urgent_needs",
    "Which needs are urgent?",
    TEXT,
    optional=True,
    secrecy="sensitive",
)
TOPICS = Field(
    "topics",
    "What was explained?",
    many_of(
        "procedure", "rights", "asylum", "regularisation", "stay", "project", "data"
    ),
)
PRESENT = Field("present", "Who else was present, interpreter included?", TEXT)
ASYLUM = Field(
    "asylum",
    "Is anybody in the family an asylum seeker or a refugee?",
    one_of("none", "seeker", "refugee"),
    secrecy="sensitive",
)
PROTECTED = ASYLUM.is_in("seeker", "refugee")
CONSEQUENCE = Field(
    "consequence",
    "Was it explained that the asylum file is closed and protection is lost?",
    YES_NO,
    when=PROTECTED,
)
WANTS = Field("wants_to_return", "Does the person still wish to return?", YES_NO)

# Nobody decides without knowing these.
TO_BE_EXPLAINED = ("procedure", "rights", "asylum", "regularisation", "stay", "project")

# ------------------------------------------------ what is done
REQUEST = Step(
    "request",
    "Request received",
    by=(RECEPTION, PARTNER),
    asks=(CHANNEL, LANGUAGE, SAFE_CONTACT, URGENT),
)
CALL_BACK = Step(
    "call-back",
    "Person called back",
    by=(RECEPTION, PARTNER, COUNSELLOR),
    after=REQUEST,
    within=CALL_BACK_TIME,
)
COUNSELLING = Step(
    "counselling",
    "Options explained",
    by=COUNSELLOR,
    after=CALL_BACK,
    asks=(TOPICS, PRESENT, ASYLUM, CONSEQUENCE, WANTS),
    requires=tuple(~WANTS | TOPICS.has(topic) for topic in TO_BE_EXPLAINED),
    reopened_by=COUNSELLOR,
)
