"""Suspected sepsis: from the emergency room to the day the patient goes home.

The pathway that the log's reference asks about (Mannhardt and Blinde, Analyzing the
trajectories of patients with sepsis using process mining, 2017, known here by its
questions only) and the guideline of those years: registered, triaged, triaged for
sepsis; antibiotics within one hour and lactic acid within three; a ward; home.

What cannot be judged. Both limits are hours, and rules count days. `within=days(0)`
is the part of them that can be said; hours are in the entries and are counted by the
page about the replay. The letters of release (A to E), diagnosis and group have no
published key. The measured CRP seems ten times too high in this copy (every one of
3 123 is a multiple of ten, up to 5 730), so it is read as tenths.

The order within a day is the log's. Blood values carry the time of the sample, which
is why some stand before the registration. Age comes with the first row of a case,
whatever that is, and is told when the case opens.

How cases end. A release is the ending; 268 cases have none: sent home from the
emergency room, dead, or still there when the log was cut. They stay open, since the
log cannot say which. A return to the emergency room (294, always after a release) is
what a release leaves to come; whatever is done there belongs to another visit.
"""

from __future__ import annotations

from migcase import (
    TEXT,
    YES_NO,
    Field,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    Track,
    days,
    number,
    one_of,
    some,
    sure,
)

EMERGENCY = Role("emergency", "Emergency room (groups A, L)")
TRIAGE_DESK = Role("triage", "Triage (group C)")
LABORATORY = Role("laboratory", "Laboratory (group B)")
WARD = Role("ward", "Ward (groups D, F to Y)")
DISCHARGE = Role("discharge", "Discharge (group E)")
NOBODY = Role("unknown", 'Group unknown (recorded as "?")')

AGE = Field("age", "Age, in steps of five years", number(0, 120), secrecy="sensitive")
DIAGNOSIS = Field("diagnosis", "Diagnosis", TEXT, optional=True, secrecy="sensitive")
INFECTION = Field(
    "infection", "Is an infection suspected?", YES_NO, secrecy="sensitive"
)
SIRS = Field(
    "sirs", "Two or more of the four SIRS criteria?", YES_NO, secrecy="sensitive"
)
INFUSION = Field("infusion", "Infusion needed?", YES_NO, secrecy="sensitive")
LACTATE_ASKED = Field("lactate_asked", "Lactic acid asked for?", YES_NO)
ORGAN = Field("organ", "An organ failing?", YES_NO, secrecy="sensitive")
LEUCOCYTES = Field("leucocytes", "Leucocytes, 10^9/l", number(0, 1_000, decimals=1))
CRP = Field("crp", "C-reactive protein, tenths of mg/l", number(0, 10_000))
LACTATE = Field("lactate", "Lactic acid, mmol/l", number(0, 40, decimals=1))
LEVEL = Field("level", "Care", one_of("normal", "intensive"))
GROUP = Field("group", "To which ward?", TEXT)
RELEASE_KIND = Field("release", "Kind of release", one_of("A", "B", "C", "D", "E"))

# Repeated by nature, in any number and beside everything else: lines, not steps that
# are done again.
LEUCO_LINE = Track("leucocytes", "Count of leucocytes", opened_by=LABORATORY)
CRP_LINE = Track("crp", "C-reactive protein", opened_by=LABORATORY)
LACTATE_LINE = Track("lactate", "Lactic acid", opened_by=LABORATORY)
STAY = Track("stay", "Stay on a ward", opened_by=WARD)

SEPSIS = INFECTION & SIRS  # the definition in use when these patients came

REGISTER = Step(
    "register",
    "Registered, with the checklist",
    by=EMERGENCY,
    asks=(INFECTION, SIRS, ORGAN, INFUSION, LACTATE_ASKED, DIAGNOSIS),
)
TRIAGE = Step("triage", "Triaged", by=TRIAGE_DESK, after=REGISTER, within=days(0))
SEPSIS_TRIAGE = Step(
    "sepsis-triage", "Triaged for sepsis", by=EMERGENCY, after=TRIAGE, within=days(0)
)

# A measurement without a value is not one: 173 rows have none, and are refused.
# Not gated by LACTATE_ASKED: the guideline wants it from everybody with sepsis.
MEASURE_LEUCO = Step(
    "leucocytes",
    "Leucocytes counted",
    of=LEUCO_LINE,
    by=LABORATORY,
    after=REGISTER,
    asks=LEUCOCYTES,
)
MEASURE_CRP = Step(
    "crp", "CRP measured", of=CRP_LINE, by=LABORATORY, after=REGISTER, asks=CRP
)
MEASURE_LACTATE = Step(
    "lactate",
    "Lactic acid measured",
    of=LACTATE_LINE,
    by=LABORATORY,
    after=REGISTER,
    asks=LACTATE,
)

LIQUID = Step(
    "liquid",
    "Infusion given",
    by=EMERGENCY,
    after=SEPSIS_TRIAGE,
    when=INFUSION,
    within=days(0),
)
ANTIBIOTICS = Step(
    "antibiotics",
    "Antibiotics given",
    by=EMERGENCY,
    after=SEPSIS_TRIAGE,
    when=SEPSIS,
    within=days(0),
)
# Admission does not wait for the antibiotics: in 11 cases they began on the ward.
ADMIT = Step(
    "admit", "Admitted", of=STAY, by=WARD, after=SEPSIS_TRIAGE, asks=(LEVEL, GROUP)
)
RELEASE = Step(
    "release",
    "Released",
    by=DISCHARGE,
    after=SEPSIS_TRIAGE,
    asks=RELEASE_KIND,
    requires=some(STAY, LEVEL.known),
)
RETURN = Step(
    "return", "Came back to the emergency room", by=NOBODY, optional=True, after=RELEASE
)

SEPSIS_PATHWAY = Programme(
    key="sepsis",
    version=1,
    title="Suspected sepsis",
    opened_by=(EMERGENCY, LABORATORY, TRIAGE_DESK),
    asks=AGE,
    stages=(
        Stage("Emergency room", (REGISTER, TRIAGE, SEPSIS_TRIAGE, LIQUID, ANTIBIOTICS)),
        Stage("Laboratory", (MEASURE_LEUCO, MEASURE_CRP, MEASURE_LACTATE)),
        Stage("Ward", (ADMIT,)),
        Stage("Home", (RELEASE, RETURN)),
    ),
    outcomes=(
        Outcome("released", "Released", after=RELEASE, then=RETURN),
        Outcome(
            "not-admitted",
            "Sent home from the emergency room",
            after=SEPSIS_TRIAGE,
            when=~sure(some(STAY, LEVEL.known)),
        ),  # nobody says it in the log
    ),
)
