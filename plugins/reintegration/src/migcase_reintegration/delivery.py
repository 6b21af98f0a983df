"""What the person is given: money in three hands, and services, before the clock ends.

The grant is committed within a year of the return; the clock runs from the return and
nothing stops it but one extension, by a manager, with a reason.
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
from migcase_reintegration.followup import GONE
from migcase_reintegration.mission import (
    CONFIRMATION_TIME,
    GRANT_EXPIRY,
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
from migcase_reintegration.plan import APPROVED, COST, FUND, FUNDED
from migcase_reintegration.profiling import PROFILE

# ------------------------------------------------ the clock of the grant
EXTENDED_UNTIL = Field("grant_extended_until", "Extended until", DATE, guarded=True)
EXTENDED_WHY = Field("grant_extended_why", "Why?", TEXT)
EXPIRES = EXTENDED_UNTIL.otherwise(GRANT_EXPIRY.after(RETURNED_ON))
EXTENSION = Step(
    "grant-extended",
    "Clock of the grant extended, once",
    by=MANAGER,
    after=FUNDED,
    when=APPROVED,
    asks=(EXTENDED_UNTIL, EXTENDED_WHY),
    requires=(
        EXTENDED_UNTIL > GRANT_EXPIRY.after(RETURNED_ON),
        today <= GRANT_EXPIRY.after(RETURNED_ON),
    ),
    optional=True,
)

# ------------------------------------------------ money
PAYMENTS = payments(
    requester=CASE_MANAGER,
    approver=MANAGER,
    payer=FINANCE,
    verifier=MONITOR,
    fund=FUND,
    when=APPROVED,
    after=FUNDED,
    ceiling=COST,
    expires=EXPIRES,
    tranches=("first", "second"),
    since=RETURNED_ON,
    gap=SECOND_TRANCHE,
    frozen_when=GONE,
    released_by=MANAGER,
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
    about=SERVICE_KIND,
)
GIVEN = Step(
    "service-given",
    "Service given",
    of=SERVICES,
    by=(CASE_MANAGER, PARTNER, SPECIALIST),
    after=PROFILE,
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
