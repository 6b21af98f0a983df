"""What an ending leaves to do: the host, the place, the permit, the family.

None of these steps is offered while the case is open.
"""

from __future__ import annotations

from migcase import DATE, TEXT, Field, Step, done, each, some, sure, today
from migcase_mobility.contract import CONTRACT
from migcase_mobility.journey import GONE
from migcase_mobility.matching import APPLIED, HOST_SAYS, OFFER, PLACE_KEPT
from migcase_mobility.mission import SAME_DAY, UNDOING_TIME
from migcase_mobility.people import COACH, NEXT_OF_KIN
from migcase_mobility.permit import PERMIT_FILED, VISA_REQUEST

HOST_TOLD = Field("host_told", "What was the host told?", TEXT)
KIN_TOLD_ON = Field("kin_told_on", "Next of kin told on", DATE)
FURTHER = Field("further", "What else was the person told of?", TEXT)

TELL_HOST = Step(
    "tell-host",
    "Host told",
    by=COACH,
    when=some(OFFER, done(APPLIED)) | done(CONTRACT),
    within=UNDOING_TIME,
    asks=HOST_TOLD,
)
GIVE_BACK = Step(
    "give-back",
    "Place given back",
    by=COACH,
    when=some(OFFER, sure(HOST_SAYS == "accepted")) & ~GONE,
    within=UNDOING_TIME,
    requires=each(OFFER, ~sure(PLACE_KEPT)),
)
CANCEL_PERMIT = Step(
    "cancel-permit",
    "Visa or permit taken back",
    by=COACH,
    when=(done(VISA_REQUEST) | done(PERMIT_FILED)) & ~GONE,
    within=UNDOING_TIME,
)
GUIDE_ON = Step(
    "guide-on",
    "Person told what else there is",
    by=COACH,
    within=UNDOING_TIME,
    asks=FURTHER,
)
TELL_FAMILY = Step(
    "tell-family",
    "Next of kin told",
    by=NEXT_OF_KIN,
    within=SAME_DAY,
    asks=KIN_TOLD_ON,
    requires=KIN_TOLD_ON <= today,
)
UNDO = (TELL_HOST, GIVE_BACK, CANCEL_PERMIT)
