"""What is asked in a protection case.

The lists are those of the Human Trafficking Case Data Standard 2.0.  A screening looks
for an act, a means and a purpose (Palermo Protocol, article 3); for a child no means is
needed, and where a means was used, consent makes no difference.
"""

from __future__ import annotations

from migcase.kinds import DATE, TEXT, YES_NO, many_of, one_of
from migcase.programme.conditions import Derived, Field, sure
from migcase.programme.words import Role

PROTECTION_OFFICER = Role("protection-officer", "Protection officer")
SCREENER = Role("screener", "Trained screener")
PROTECTION_SUPERVISOR = Role("protection-supervisor", "Protection supervisor")
PSYCHOLOGIST = Role("psychologist", "Psychologist")
CLINICAL_SUPERVISOR = Role("clinical-supervisor", "Clinical supervisor")

_KNOWN = one_of("yes", "no", "unclear")

# ------------------------------------------------ how it came to light
CONCERN = Field(
    "concern",
    "What is it about?",
    one_of("trafficking", "gender-based-violence", "child-alone", "other"),
    secrecy="sensitive",
)
SEEN_BY = Field(
    "seen_by",
    "How did it come to light?",
    one_of("staff", "partner", "authority", "the-person", "family", "other"),
    secrecy="sensitive",
)
IN_DANGER = Field("in_danger", "Is the person in danger now?", YES_NO)
IS_CHILD = Field("is_child", "Is the person younger than 18?", YES_NO)

# ------------------------------------------------ safety and consent
SAFE_PLACE = Field("safe_place", "Is the person in a safe place?", YES_NO)
SAFETY_PLAN = Field("safety_plan", "Safety plan", TEXT, secrecy="sensitive")
INTERVIEW = Field(
    "interview", "Does the person agree to be interviewed?", one_of("yes", "no")
)
INTERPRETER = Field(
    "interpreter",
    "Interpreter, of the sex that the person chose",
    one_of("none", "woman", "man"),
)
SAFE_CHANNEL = Field(
    "safe_channel", "How may the person be reached safely?", TEXT, secrecy="sensitive"
)

# ------------------------------------------------ screening
ACT = Field(
    "act",
    "Was the person recruited, moved, transferred, harboured or received?",
    _KNOWN,
    secrecy="sensitive",
)
MEANS = Field(
    "means",
    "By threat, force, fraud, abuse of power or of vulnerability, or payment?",
    _KNOWN,
    when=~IS_CHILD,
    secrecy="sensitive",
)
PURPOSE_OF_IT = Field(
    "exploited", "For the purpose of exploitation?", _KNOWN, secrecy="sensitive"
)
CONTROL = Field(
    "control",
    "By which means was the person controlled?",
    many_of(
        "physical-threats",
        "threats-law-enforcement",
        "threatens-children-family",
        "debt-bondage",
        "false-promises",
        "physical-abuse",
        "sexual-abuse",
        "takes-earnings",
        "restricts-financial-access",
        "restricts-medical-care",
        "withholds-necessities",
        "psychological-abuse",
        "psychoactive-substance",
        "excessive-working-hours",
        "withholds-documents",
        "restricts-movement",
        "uses-children",
        "other",
    ),
    optional=True,
    secrecy="sensitive",
)
EXPLOITATION = Field(
    "exploitation",
    "Which exploitation?",
    many_of(
        "forced-labour",
        "sexual-exploitation",
        "child-labour",
        "forced-marriage",
        "servitude",
        "forced-military",
        "organ-removal",
        "forced-begging",
        "forced-adoption",
        "surrogacy",
        "other",
    ),
    optional=True,
    secrecy="sensitive",
)
EVIDENCE = Field(
    "evidence",
    "What does this rest on?",
    TEXT,
    secrecy="sealed",
    read_by=(PROTECTION_OFFICER, SCREENER, PROTECTION_SUPERVISOR),
)
DETERMINED = Field(
    "determined",
    "What do we hold the person for?",
    one_of("possible-victim", "victim", "not-a-victim"),
    secrecy="sensitive",
)
AGREED = Field("agreed", "Does the second person agree?", YES_NO)
WHY_NOT_AGREED = Field("why_not_agreed", "Why not?", TEXT, when=~AGREED)
AUTHORITY = Field(
    "authority",
    "Which authority decided?",
    one_of("police", "prosecution-or-court", "ngo", "other-authority", "other"),
)
STATUS_OF_LAW = Field(
    "status_of_law",
    "What did the authority decide?",
    one_of("possible-victim", "victim", "not-a-victim"),
    secrecy="sensitive",
)

SUGGESTED = Derived(
    "suggested",
    "Act and purpose, and for an adult a means, are all found",
    sure(ACT == "yes")
    & sure(PURPOSE_OF_IT == "yes")
    & (sure(IS_CHILD) | sure(MEANS == "yes")),
)

# ------------------------------------------------ support
SUPPORT = Field(
    "support",
    "Which support?",
    many_of(
        "education",
        "financial",
        "health",
        "labour-rehabilitation",
        "legal",
        "livelihood",
        "rights-training",
        "sexual-rehabilitation",
        "social-care",
        "shelter",
    ),
    secrecy="sensitive",
)
CHOICE = Field(
    "choice",
    "What does the person choose?",
    one_of("stay", "return", "third-country", "undecided"),
    secrecy="sensitive",
)
PERSON_AGREES = Field("person_agrees", "Does the person agree to the plan?", YES_NO)
STANDS = Field("stands", "How does the support stand?", TEXT, secrecy="sensitive")
LOOKED_ON = Field("looked_on", "Looked at on", DATE)
SESSION_NOTES = Field(
    "session_notes",
    "Notes of the session",
    TEXT,
    secrecy="sealed",
    read_by=(PSYCHOLOGIST, CLINICAL_SUPERVISOR),
)
SESSION_CAME = Field("session_came", "Did the person come?", YES_NO)
SESSION_DAY = Field("session_day", "Day of the session", DATE)
REFERRED_TO = Field("referred_to", "Referred to", TEXT)
END_REASON = Field("end_reason", "Why?", TEXT, secrecy="sensitive")
