"""What the mission sets: deadlines, validities, ceilings and lists.

The values stand in `settings.toml`, each with its source and how far it may be
relied on.  A mission sets its own; nothing here is a constant.
"""

from __future__ import annotations

from migcase import read_settings

_SET = read_settings("migcase_avrr")

# Intake
SUSPENDED_FROM = _SET["intake_suspended_from"]
SUSPENDED_UNTIL = _SET["intake_suspended_until"]
SUSPENSION_REASON = _SET["intake_suspension_reason"]
UNSAFE = _SET["suspended_destinations"]
RECHECK_AFTER = _SET["recheck"]

# Deadlines
CALL_BACK_TIME = _SET["call_back"]
REGISTRATION_TIME = _SET["registration"]
RISK_HIGH = _SET["risk_high"]
RISK_MEDIUM = _SET["risk_medium"]
RISK_LOW = _SET["risk_low"]
SAME_DAY = _SET["same_day"]
PAPERS_TIME = _SET["papers"]
FEEDBACK_TIME = _SET["feedback"]
LEAD_TIME = _SET["lead_time"]
NOTICE_TIME = _SET["notice"]
BRIEFING_TIME = _SET["briefing"]
ARRIVAL_TIME = _SET["arrival"]
NO_SHOW_TIME = _SET["no_show_contact"]
REFERRAL_TIME = _SET["referral"]
COMPLAINT_TIME = _SET["complaint_answer"]
FIRST_VISIT = _SET["first_visit"]
SECOND_VISIT = _SET["second_visit"]

# How long things hold
DECLARATION_VALIDITY = _SET["declaration_validity"]
BID_VALIDITY = _SET["bid_validity"]
CHECK_VALIDITY = _SET["pre_embarkation"]
RETENTION = _SET["retention"]
CONTACT_RETENTION = _SET["contact_retention"]
REOPENING_TIME = _SET["reopening"]

# Somebody cannot be found
ATTEMPTS = _SET["attempts"]
CHANNELS = _SET["channels"]
SEARCH_TIME = _SET["search"]

# Money
POCKET_MONEY = _SET["pocket_money"]
GRANT_CEILING = _SET["grant_ceiling"]
SECOND_TRANCHE = _SET["second_tranche"]
GRANT_EXPIRY = _SET["grant_expiry"]
VISITS = _SET["visits"]
