"""Who works on a return: the roles of the programme.

One person may wear several hats; where that would be wrong, a step says `not_by`.
"""

from __future__ import annotations

from migcase import Role

RECEPTION = Role("reception", "Reception")
PARTNER = Role("partner", "Partner organisation", sees="own organisation")
COUNSELLOR = Role("counsellor", "Return counsellor")
CASE_MANAGER = Role("case-manager", "Case manager")
OFFICER = Role("officer", "Programme officer")
PROTECTION = Role("protection", "Protection officer")
PANEL = Role("bid-panel", "Best interests panel member")
DOCTOR = Role("doctor", "Migration health doctor")
OPERATIONS = Role("operations", "Operations")
MOVEMENTS = Role("movements", "Movement officer")
AIRPORT = Role("airport", "Airport team")
ORIGIN = Role("origin", "Mission in the country of origin", sees="own country")
FINANCE = Role("finance", "Finance")
MONITOR = Role("m-and-e", "Monitoring and evaluation", sees="own country")
SUPERVISOR = Role("supervisor", "Supervisor")
MANAGER = Role("manager", "Programme manager")
NEXT_OF_KIN = Role("next-of-kin", "Officer designated for next of kin")

EVERYBODY = (
    RECEPTION,
    PARTNER,
    COUNSELLOR,
    CASE_MANAGER,
    OFFICER,
    PROTECTION,
    PANEL,
    DOCTOR,
    OPERATIONS,
    MOVEMENTS,
    AIRPORT,
    ORIGIN,
    FINANCE,
    MONITOR,
    SUPERVISOR,
    MANAGER,
)
