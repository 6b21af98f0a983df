"""Those to whom the person is referred, and what came of it.

A referral is only done when its receiver, or the person, has said so.  Whoever takes
back the consent to share is referred nowhere else, and whoever knows of them is told.
"""

from __future__ import annotations

from migcase.assistance import referrals
from migcase_reintegration.people import CASE_MANAGER, SPECIALIST, SUPERVISOR
from migcase_reintegration.profiling import AGREED, PROFILED

REFERRALS = referrals(
    by=(CASE_MANAGER, SPECIALIST),
    tells=SUPERVISOR,
    when=PROFILED,
    consent=AGREED,
)
REFERRAL = REFERRALS.track
