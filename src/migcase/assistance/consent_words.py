"""What is asked about a legal basis: consent, point by point, or another one.

The questions are the same in every programme.  When they are asked, and what rests on
them, is for `migcase.assistance.consent`.
"""

from __future__ import annotations

from migcase.kinds import DATE, DOCUMENT, TEXT, YES_NO, one_of
from migcase.programme.conditions import Field, sure

# What makes it lawful to work with somebody's data, as it is recorded elsewhere too.
BASES = (
    "consent",
    "contract",
    "vital-interests",
    "beneficiary-interests",
    "legal-obligation",
    "legitimate-interests",
)

# With whom data may be shared, unless a programme lists its own.
RECIPIENTS = ("organisations", "family", "authorities", "unhcr", "others")

# What may be shared, in broad sorts.
DATA = (
    "name",
    "contact",
    "identity",
    "family",
    "journey",
    "needs",
    "health",
    "protection",
    "documents",
    "progress",
)

# ------------------------------------------------ the basis
LEGAL_BASIS = Field(
    "legal_basis",
    "What makes it lawful to work with the person's data?",
    one_of(*BASES),
    guarded=True,
)
CONSENTS = LEGAL_BASIS == "consent"
BASIS_REASON = Field(
    "basis_reason",
    "Why does it rest on that, and not on consent?",
    TEXT,
    when=~CONSENTS,
    secrecy="sensitive",
)

AGREES = Field(
    "consent_service",
    "Does the person agree to be helped, and that data are kept for it?",
    YES_NO,
    when=CONSENTS,
)
AGREED = CONSENTS & AGREES

# ------------------------------------------------ seven points, each by itself
INTERVIEWED = Field(
    "consent_interview",
    "Does the person agree to be interviewed?",
    YES_NO,
    when=AGREED,
)
OF_THE_PURPOSE = Field(
    "consent_purpose",
    "Were they told what the data are for?",
    YES_NO,
    when=AGREED,
)
OF_THE_USE = Field(
    "consent_use",
    "Were they told how the data are and may be used?",
    YES_NO,
    when=AGREED,
)
OF_RESEARCH = Field(
    "consent_research",
    "Were they told that research may use data without names?",
    YES_NO,
    when=AGREED,
)
OF_ACCESS = Field(
    "consent_access",
    "Were they told that they may ask for their own data at any time?",
    YES_NO,
    when=AGREED,
)
OF_RETENTION = Field(
    "consent_retention",
    "Were they told how long the data are kept?",
    YES_NO,
    when=AGREED,
)
OF_WITHDRAWAL = Field(
    "consent_withdrawal",
    "Were they told how to take the consent back?",
    YES_NO,
    when=AGREED,
)
POINTS = (
    INTERVIEWED,
    OF_THE_PURPOSE,
    OF_THE_USE,
    OF_RESEARCH,
    OF_ACCESS,
    OF_RETENTION,
    OF_WITHDRAWAL,
)
# Research may be left untold where there is none.
MUST_BE_TOLD = tuple(point for point in POINTS if point is not OF_RESEARCH)

# ------------------------------------------------ who, how, before whom
ABLE = Field(
    "consent_able",
    "Can the person decide for themself?",
    one_of("adult", "child", "not-able"),
    when=AGREED,
)
KIND = Field(
    "consent_kind",
    "How was consent given?",
    one_of("explicit", "implicit", "proxy"),
    when=AGREED,
)
BY_PROXY = KIND == "proxy"
GIVEN_BY = Field(
    "consent_from",
    "From whom was it obtained?",
    one_of("person", "parent", "guardian", "other"),
    when=AGREED,
)
PROXY = Field(
    "proxy",
    "Who consented for the person, and what are they to them?",
    TEXT,
    when=BY_PROXY,
    secrecy="personal",
)
PROXY_REASON = Field(
    "proxy_reason",
    "Why does the person not consent themself?",
    TEXT,
    when=BY_PROXY,
    secrecy="sensitive",
)
CAPACITY = Field(
    "capacity_opinion",
    "Professional opinion on the person's capacity to decide",
    DOCUMENT,
    when=ABLE == "not-able",
    secrecy="sensitive",
)
ASSENT = Field(
    "consent_assent",
    "Does the child assent?",
    one_of("yes", "too-young", "no"),
    when=ABLE == "child",
)
LANGUAGE = Field(
    "consent_language", "In which language was it explained?", TEXT, when=AGREED
)
INTERPRETER = Field(
    "consent_interpreter",
    "Who interpreted?",
    TEXT,
    when=AGREED,
    optional=True,
    secrecy="personal",
)
EVIDENCE = Field(
    "consent_evidence",
    "Signed form, or record of what was said",
    DOCUMENT,
    when=AGREED,
    secrecy="personal",
)
REVIEW_ON = Field(
    "consent_review_on",
    "On which day is it looked at again?",
    DATE,
    when=sure(~CONSENTS) | sure(BY_PROXY),
    optional=True,
)
REVIEW_FOUND = Field(
    "consent_review",
    "What was found?",
    one_of("stands", "ended"),
)

# ------------------------------------------------ what is kept from whom
WITHHELD_WHAT = "What is to be kept from them?"
WITHHELD_WHY = one_of("fear-of-harm", "tells-themself", "other")
