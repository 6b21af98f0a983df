"""The return, and what becomes of it: skills, experience, six months later.

Who stays on lawfully has not overstayed.  Who overstays stays on the agenda.
"""

from __future__ import annotations

from migcase import DOCUMENT, TEXT, YES_NO, Field, Step, one_of
from migcase_mobility.journey import BACK
from migcase_mobility.mission import (
    FOLLOW_UP_FROM,
    FOLLOW_UP_UNTIL,
    VALORISATION_TIME,
)
from migcase_mobility.people import COACH, MANAGER
from migcase_mobility.permit import STAY_UNTIL
from migcase_mobility.stay import EARLY_END, MISSION_ENDED

# ------------------------------------------------ what is asked
TALK = Field("talk", "Did the person tell others of the experience?", YES_NO)
SKILLS = Field("skills", "Record of skills", DOCUMENT, secrecy="personal")
NOW = Field(
    "now",
    "What does the person do now?",
    one_of("job", "training", "studies", "business", "volunteering", "looking"),
)
THANKS_TO = Field("thanks_to", "What did the mission change?", TEXT, optional=True)

# ------------------------------------------------ what is done
RETURN = Step(
    "return",
    "Returned, or stays lawfully",
    by=COACH,
    after=(MISSION_ENDED, EARLY_END),
    within=STAY_UNTIL,
    asks=BACK,
    again=BACK == "overstays",
    tells=(COACH, MANAGER),
)
VALORISATION = Step(
    "valorisation",
    "Experience made use of",
    by=COACH,
    after=RETURN,
    within=VALORISATION_TIME,
    asks=(TALK, SKILLS),
)
FOLLOW_UP = Step(
    "follow-up",
    "Asked six months after the return",
    by=COACH,
    after=RETURN,
    not_before=FOLLOW_UP_FROM.after(RETURN.on),
    within=FOLLOW_UP_UNTIL.after(RETURN.on),
    asks=(NOW, THANKS_TO),
)
