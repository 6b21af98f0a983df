"""Who works on the mobility of young people: the roles of the three programmes.

The host organisation and its tutor sit in another country and see only those whom
they receive.  One person may wear several hats; where that would be wrong, a step
says `not_by`.
"""

from __future__ import annotations

from migcase import Role

YOUTH_OFFICER = Role("youth-officer", "Youth officer")
PARTNER = Role("partner", "Partner organisation", sees="own organisation")
COACH = Role("coach", "Mobility coach")
JUROR = Role("juror", "Member of the jury")
TRAINER = Role("trainer", "Trainer")
HOST = Role("host", "Host organisation", sees="own volunteers")
TUTOR = Role("tutor", "Tutor at the host organisation", sees="own volunteers")
RESEARCHER = Role("researcher", "Researcher of opportunities")
NEXT_OF_KIN = Role("next-of-kin", "Officer designated for next of kin")
MANAGER = Role("manager", "Programme manager")

# Who may tell of an incident, and who may say that somebody has to stop.
EVERYBODY = (YOUTH_OFFICER, COACH, TRAINER, HOST, TUTOR, MANAGER)
