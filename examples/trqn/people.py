"""Who works on the return of an expert, and what a mission sets."""

from __future__ import annotations

from migcase import NUMBER, PERIOD, Role, Setting, calendar, many_of

HOST = Role("host-institution", "Host institution", sees="own needs")
COORDINATOR = Role("coordinator", "Coordinator in the country of origin")
SENDER = Role("residence-mission", "Mission in the country of residence")
OPERATIONS = Role("operations", "Operations")
MANAGER = Role("manager", "Programme manager")
FINANCE = Role("finance", "Finance")

SECTORS = ("health", "education", "agriculture", "energy", "administration", "other")
PRIORITIES = Setting(
    "priority_sectors",
    "Sectors that the country of origin gives priority",
    many_of(*SECTORS),
    ("health", "education"),
    source="Reasoned: the country of origin names them, and the mission sets them",
)
LEAST_SCORE = Setting(
    "least_score",
    "Points out of 100 from which an expert is suitable",
    NUMBER,
    60,
    source="Reasoned by the authors of this example",
)
LONGEST = Setting(
    "longest",
    "Longest assignment",
    PERIOD,
    calendar.months(6),
    source="Published practice: several weeks to six months",
    status="unverified",
)
ACTIVATION_TIME = Setting(
    "activation",
    "Time to ask the next expert in reserve",
    PERIOD,
    calendar.working_days(5),
    source="Reasoned by the authors of this example",
)
REPORT_TIME = Setting(
    "report",
    "Time for the report after the assignment",
    PERIOD,
    calendar.days(30),
    source="Reasoned by the authors of this example",
)
FOLLOW_UP_TIME = Setting(
    "follow_up",
    "Time after which it is asked what lasted",
    PERIOD,
    calendar.months(6),
    source="Reasoned by the authors of this example",
)
