"""What the person is given: money in three hands, and services, before the clock ends.

Whoever asks for a payment, whoever approves it and whoever pays are three people; the
next tranche waits for the use of the last.
"""

from __future__ import annotations

from migcase import (
    DATE,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    Track,
    done,
    one_of,
    some,
    sure,
    today,
)
from migcase.assistance import FORM, payments
from migcase_reintegration.arrival import RETURNED_ON
from migcase_reintegration.followup import CUT_SHORT, GONE
from migcase_reintegration.grant import CEILING, EXPIRES
from migcase_reintegration.mission import (
    CONFIRMATION_TIME,
    SECOND_TRANCHE,
)
from migcase_reintegration.people import (
    CASE_MANAGER,
    FINANCE,
    MANAGER,
    MONITOR,
    PARTNER,
    SPECIALIST,
)
from migcase_reintegration.plan import APPROVED, FUND, FUNDED
from migcase_reintegration.profiling import PROFILED

# ------------------------------------------------ money
PAYMENTS = payments(
    requester=CASE_MANAGER,
    approver=MANAGER,
    payer=FINANCE,
    verifier=MONITOR,
    fund=FUND,
    when=APPROVED,
    after=FUNDED,
    ceiling=CEILING,
    expires=EXPIRES,
    tranches=("first", "second", "third"),
    since=RETURNED_ON,
    gap=SECOND_TRANCHE,
    frozen_when=GONE,
    released_by=MANAGER,
    cut_short_when=CUT_SHORT,
)

# ------------------------------------------------ services
SERVICE_KIND = Field(
    "service_kind",
    "Which service?",
    one_of(
        "training",
        "job-placement",
        "housing",
        "schooling",
        "health",
        "psychosocial",
        "legal",
        "community",
    ),
    secrecy="sensitive",
)
GIVEN_BY = Field("service_by", "Who gives it?", TEXT)
GIVEN_ON = Field("service_on", "Given on", DATE)
STILL_GOOD = Field(
    "service_confirmed", "Does the person say that it was given and helped?", YES_NO
)
SERVICES = Track(
    "service",
    "Service",
    opened_by=(CASE_MANAGER, PARTNER, SPECIALIST),
    asks=(SERVICE_KIND, GIVEN_BY),
    when=PROFILED,
    about=SERVICE_KIND,
)
GIVEN = Step(
    "service-given",
    "Service given",
    of=SERVICES,
    by=(CASE_MANAGER, PARTNER, SPECIALIST),
    asks=GIVEN_ON,
    requires=(GIVEN_ON <= today, GIVEN_ON >= RETURNED_ON),
)
CONFIRMED = Step(
    "service-confirmed",
    "Service confirmed with the person",
    of=SERVICES,
    by=MONITOR,
    after=GIVEN,
    within=CONFIRMATION_TIME.after(GIVEN_ON),
    asks=STILL_GOOD,
)

HELPED = Derived(
    "helped",
    "Something was given: goods, a service, fees or cash",
    some(SERVICES, done(GIVEN))
    | some(PAYMENTS.track, done(PAYMENTS.hand_over))
    | some(PAYMENTS.track, sure(FORM.is_in("fees", "cash")) & done(PAYMENTS.pay)),
)
