"""Who works on a reintegration: the roles of the two programmes.

One person may wear several hats; where that would be wrong, a step says `not_by`.
"""

from __future__ import annotations

from migcase import Role

FOCAL_POINT = Role("focal-point", "Reintegration focal point")
PARTNER = Role("partner", "Partner organisation", sees="own organisation")
RECEPTION = Role("reception", "Reception")
CASE_MANAGER = Role("case-manager", "Case manager")
SPECIALIST = Role("specialist", "Specialist in protection, health or psychosocial care")
COMMITTEE = Role("committee", "Selection committee member")
MANAGER = Role("manager", "Programme manager")
SENDER = Role("sending-mission", "Mission that sent the person", sees="own cases")
TRAINER = Role("trainer", "Trainer")
COACH = Role("coach", "Coach")
FINANCE = Role("finance", "Finance")
MONITOR = Role("m-and-e", "Monitoring and evaluation")
SUPERVISOR = Role("supervisor", "Supervisor")
NEXT_OF_KIN = Role("next-of-kin", "Officer designated for next of kin")

EVERYBODY = (
    FOCAL_POINT,
    PARTNER,
    RECEPTION,
    CASE_MANAGER,
    SPECIALIST,
    COMMITTEE,
    MANAGER,
    TRAINER,
    COACH,
    FINANCE,
    MONITOR,
    SUPERVISOR,
)
