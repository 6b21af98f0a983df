"""What the mission sets: schemes, ages, lengths, deadlines, validities.

The values stand in `settings.toml`, each with its source and how far it may be
relied on.  A mission sets its own; nothing here is a constant.
"""

from __future__ import annotations

from migcase import read_settings

_SET = read_settings("migcase_mobility")

# Schemes that are closed, from when, until when and why
RECIPROCITY_CLOSED_FROM = _SET["reciprocity_closed_from"]
RECIPROCITY_CLOSED_UNTIL = _SET["reciprocity_closed_until"]
RECIPROCITY_CLOSED_REASON = _SET["reciprocity_closed_reason"]
ESC_CLOSED_FROM = _SET["esc_closed_from"]
ESC_CLOSED_UNTIL = _SET["esc_closed_until"]
ESC_CLOSED_REASON = _SET["esc_closed_reason"]
BELGIUM_CLOSED_FROM = _SET["belgium_closed_from"]
BELGIUM_CLOSED_UNTIL = _SET["belgium_closed_until"]
BELGIUM_CLOSED_REASON = _SET["belgium_closed_reason"]

# Ages
AGE_OF_MAJORITY = _SET["of_age"]
RECIPROCITY_AGE_FROM = _SET["reciprocity_age_from"]
RECIPROCITY_AGE_BELOW = _SET["reciprocity_age_below"]
ESC_AGE_FROM = _SET["esc_age_from"]
ESC_AGE_BELOW = _SET["esc_age_below"]

# Lengths and hours of a mission
RECIPROCITY_SHORTEST = _SET["reciprocity_shortest"]
RECIPROCITY_LONGEST = _SET["reciprocity_longest"]
RECIPROCITY_HOURS = _SET["reciprocity_hours"]
ESC_SHORTEST = _SET["esc_shortest"]
ESC_LONGEST = _SET["esc_longest"]
ESC_HOURS_LEAST = _SET["esc_hours_least"]
ESC_HOURS_MOST = _SET["esc_hours_most"]

# How early
RECIPROCITY_LEAD = _SET["reciprocity_lead"]
ESC_LEAD = _SET["esc_lead"]
BELGIUM_LEAD = _SET["belgium_lead"]

# Deadlines
EVALUATION_TIME = _SET["evaluation_time"]
SELECTION_TIME = _SET["selection_time"]
PROJECT_TIME = _SET["project_time"]
MATCHING_TIME = _SET["matching_time"]
HOST_ANSWER_TIME = _SET["host_answer_time"]
PERMIT_TIME = _SET["permit_time"]
APPEAL_TIME = _SET["appeal_time"]
ARRIVAL_TIME = _SET["arrival_time"]
FORMALITIES_TIME = _SET["formalities_time"]
CONTACT_EVERY = _SET["contact_every"]
MID_TERM_AFTER = _SET["mid_term"]
SAME_DAY = _SET["same_day"]
PERMIT_REMINDER = _SET["permit_reminder"]
VALORISATION_TIME = _SET["valorisation_time"]
FOLLOW_UP_FROM = _SET["follow_up_from"]
FOLLOW_UP_UNTIL = _SET["follow_up_until"]
UNDOING_TIME = _SET["undoing_time"]

# Somebody is not heard of
MISSED_CONTACTS = _SET["missed_contacts"]
SILENCE = _SET["silence"]

# How long things hold
PASSPORT_MARGIN = _SET["passport_margin"]
STALE_AFTER = _SET["stale_after"]
RECHECK_AFTER = _SET["recheck"]
RETENTION = _SET["retention"]
CONTACT_RETENTION = _SET["contact_retention"]
REOPENING_TIME = _SET["reopening"]

# A cartography
CARTOGRAPHY_LEAST = _SET["cartography_least"]
VALIDATION_TIME = _SET["validation_time"]
PUBLICATION_TIME = _SET["publication_time"]
