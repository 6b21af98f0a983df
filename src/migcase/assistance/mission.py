"""What a mission sets about money and shared tracks, read from `settings.toml`."""

from __future__ import annotations

from migcase.programme.settings import read_settings

_SET = read_settings("migcase.assistance")

QUOTATIONS_ABOVE = _SET["quotations_above"]
CASH_ALLOWED = _SET["cash_allowed"]
VERIFICATION_TIME = _SET["verification"]
REFERRAL_HIGH = _SET["referral_high"]
REFERRAL_MEDIUM = _SET["referral_medium"]
REFERRAL_LOW = _SET["referral_low"]
SHARING_STOPPED = _SET["sharing_stopped"]
DOCUMENT_TIME = _SET["document_request"]

PROTECTION_SHELTER = _SET["protection_shelter"]
PROTECTION_REVIEW = _SET["protection_review"]
PROTECTION_PLAN = _SET["protection_plan"]
PROTECTION_LOOK = _SET["protection_look"]
PROTECTION_KEEP = _SET["protection_keep"]
FUND_KEEP = _SET["fund_keep"]
ACKNOWLEDGED_TIME = _SET["disclosure_acknowledged"]
