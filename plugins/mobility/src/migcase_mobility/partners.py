"""Referrals: to others who can help, from the first day to the last.

They are the same in every programme; who may send one is said here.
"""

from __future__ import annotations

from migcase.assistance import referrals
from migcase_mobility.application import AGREED
from migcase_mobility.people import COACH, MANAGER, YOUTH_OFFICER

REFERRALS = referrals(by=(COACH, YOUTH_OFFICER), tells=MANAGER, consent=AGREED)
