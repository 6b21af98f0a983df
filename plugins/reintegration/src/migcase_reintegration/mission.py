"""What the mission sets: deadlines, thresholds, ceilings.

The values stand in `settings.toml`, each with its source and how far it may be
relied on.  A mission sets its own; nothing here is a constant.
"""

from __future__ import annotations

from migcase import read_settings

_SET = read_settings("migcase_reintegration")

# Arrival
RECEPTION_TIME = _SET["reception"]
FIRST_COUNSELLING_TIME = _SET["first_counselling"]
PROFILING_TIME = _SET["profiling"]
SPECIALIST_TIME = _SET["specialist_view"]

# Selection
OFFER_TIME = _SET["offer_answer"]
WAITING_RECHECK = _SET["waiting_recheck"]

# Plan
PLAN_TIME = _SET["plan_after_return"]
PLAN_TIME_VULNERABLE = _SET["plan_after_return_vulnerable"]
PLAN_APPROVAL_TIME = _SET["plan_approval"]
GRANT_CEILING = _SET["grant_ceiling"]

# Formation-action
ATTENDANCE_RATE = _SET["attendance_rate"]
SESSIONS_NEEDED = _SET["sessions_needed"]

# Delivery
GRANT_EXPIRY = _SET["grant_expiry"]
SECOND_TRANCHE = _SET["second_tranche"]
CONFIRMATION_TIME = _SET["service_confirmation"]
BALANCE_TIME = _SET["balance"]

# Top-up
TOPUP_CALL = _SET["topup_call"]
TOPUP_PERFORMANCE = _SET["topup_performance"]
TOPUP_VULNERABILITY = _SET["topup_vulnerability"]
TOPUP_SHARE = _SET["topup_share"]
TOPUP_TOGETHER = _SET["topup_together"]
TOPUP_VALIDITY = _SET["topup_validity"]
TOPUP_EFFECT = _SET["topup_effect"]

# Follow-up
FIRST_VISIT = _SET["first_visit"]
SECOND_VISIT = _SET["second_visit"]
THIRD_VISIT = _SET["third_visit"]
FOURTH_VISIT = _SET["fourth_visit"]
FIFTH_VISIT = _SET["fifth_visit"]
VISITS = _SET["visits"]
ATTEMPTS = _SET["attempts"]
CHANNELS = _SET["channels"]
SEARCH_TIME = _SET["search"]

# Survey
RSS_BASELINE = _SET["rss_baseline"]
RSS_END = _SET["rss_end"]
OFFER_PSYCHOSOCIAL_TIME = _SET["psychosocial_offer"]

# Closing
REOPENING_TIME = _SET["reopening"]
RETENTION = _SET["retention"]
CONTACT_RETENTION = _SET["contact_retention"]
RECHECK_AFTER = _SET["recheck"]
KIN_TIME = _SET["kin_told"]
