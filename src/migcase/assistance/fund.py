"""A fund: money that came in, and the envelopes that cases have of it.

A fund is a case of its own, because the limit belongs to it: every envelope is a line
in its file, and whoever writes second is judged against what the first wrote.  What a
case does with its envelope stands in that case.
"""

from __future__ import annotations

from migcase.assistance import keys
from migcase.assistance.mission import FUND_KEEP
from migcase.assistance.sound import can_be_read, is_something, of_one_currency
from migcase.assistance.spent import PAID, REFUNDED
from migcase.kinds import DATE, DOCUMENT, MONEY, TEXT, Money, case_of
from migcase.programme.conditions import (
    Condition,
    Derived,
    Expression,
    Field,
    done,
    this_case,
    today,
)
from migcase.programme.declaration import Programme
from migcase.programme.lines import ended, linked, linked_value, some, total
from migcase.programme.words import Outcome, Role, Stage, Step, Track

FUND_MANAGER = Role("fund-manager", "Fund manager")
FUND_FINANCE = Role("fund-finance", "Finance officer of the fund")

# ------------------------------------------------ what is asked of the fund
DONOR = Field("donor", "Which donor?", TEXT)
PROJECT_REF = Field("project_ref", "Under which project or contract?", TEXT)
FUND_CEILING = Field(
    "fund_ceiling", "Up to which amount, in which currency?", MONEY, guarded=True
)
FUND_EXPIRES = Field(
    "fund_expires",
    "Last day on which money of this fund may be committed",
    DATE,
    guarded=True,
)
EXTENSION_REASON = Field("extension_reason", "Why is it extended?", TEXT)
CLOSING_REPORT = Field("fund_report", "Report to the donor", DOCUMENT)

# ------------------------------------------------ money that came in
RECEIVED = Field("received", "How much came in?", MONEY, guarded=True)
RECEIVED_ON = Field("received_on", "Received on", DATE)
RECEIPT_REF = Field("receipt_ref", "Bank statement or receipt", DOCUMENT)
REVERSAL = Field("reversal", "Why was it taken back?", TEXT)
RECEIPT = Track(
    "receipt",
    "Money received",
    opened_by=FUND_FINANCE,
    asks=(RECEIVED, RECEIVED_ON, RECEIPT_REF),
    about=RECEIPT_REF,
    unique=RECEIPT_REF,
    requires=(
        is_something(RECEIVED),
        of_one_currency(RECEIVED, FUND_CEILING),
        RECEIVED_ON <= today,
        total(keys.RECEIPT, RECEIVED) <= FUND_CEILING,
    ),
)

# ------------------------------------------------ what cases have of it
ENVELOPE_FOR = Field("envelope_for", "For which case?", case_of(), guarded=True)
GRANTED = Field("granted", "How much may the case spend?", MONEY, guarded=True)
RAISED = Field("raised", "By how much is it raised?", MONEY, guarded=True)
RAISE_REASON = Field("raise_reason", "Why is it raised?", TEXT)
RELEASED = Field("released", "How much comes back?", MONEY, guarded=True)
RELEASE_REASON = Field("release_reason", "Why does it come back?", TEXT)

ALL_GRANTED = (
    total(keys.ENVELOPE, GRANTED)
    + total(keys.ENVELOPE, RAISED)
    - total(keys.ENVELOPE, RELEASED)
)
COVERED = Derived(
    "covered",
    "The envelopes together stay within the money received",
    ALL_GRANTED <= total(RECEIPT, RECEIVED),
)
IN_TIME = Derived("fund-in-time", "The fund has not expired", today <= FUND_EXPIRES)
KNOWN_CASE = Derived(
    "known-case",
    "That case is one of this office",
    linked(ENVELOPE_FOR, can_be_read()),
)
ENVELOPE = Track(
    "envelope",
    "Envelope",
    opened_by=FUND_MANAGER,
    asks=(ENVELOPE_FOR, GRANTED),
    about=ENVELOPE_FOR,
    unique=ENVELOPE_FOR,
    requires=(
        KNOWN_CASE,
        is_something(GRANTED),
        of_one_currency(GRANTED, FUND_CEILING),
        COVERED,
        IN_TIME,
    ),
)

# ------------------------------------------------ what is done
EXTEND = Step(
    "extend-fund",
    "Fund extended, once",
    by=FUND_MANAGER,
    asks=(FUND_EXPIRES, EXTENSION_REASON),
    requires=FUND_EXPIRES >= today,
    optional=True,
)
RAISE = Step(
    "raise-envelope",
    "Envelope raised",
    of=ENVELOPE,
    by=FUND_MANAGER,
    asks=(RAISED, RAISE_REASON),
    requires=(is_something(RAISED), of_one_currency(RAISED, GRANTED), COVERED, IN_TIME),
    optional=True,
)
RELEASE = Step(
    "release",
    "Unused part released",
    of=ENVELOPE,
    by=FUND_MANAGER,
    asks=(RELEASED, RELEASE_REASON),
    requires=(
        is_something(RELEASED),
        of_one_currency(RELEASED, GRANTED),
        # Only who spends no more gives back: else both files could be written at once.
        linked(ENVELOPE_FOR, done(keys.RECONCILE)),
        RELEASED + linked_value(ENVELOPE_FOR, total(keys.PAYMENT, PAID))
        <= GRANTED
        + RAISED.otherwise(0)
        + linked_value(ENVELOPE_FOR, total(keys.PAYMENT, REFUNDED)),
    ),
    optional=True,
)

REVERSED = Outcome(
    "receipt-reversed",
    "Taken back by the donor or the bank",
    of=RECEIPT,
    by=FUND_FINANCE,
    asks=REVERSAL,
    requires=COVERED,
    counts=False,
)
FUND_CLOSED = Outcome(
    "fund-closed",
    "Fund closed: nothing more is committed",
    by=FUND_MANAGER,
    asks=CLOSING_REPORT,
)

FUND = Programme(
    "fund",
    1,
    "Fund",
    stages=Stage("Running", (EXTEND, RAISE, RELEASE)),
    outcomes=(REVERSED, FUND_CLOSED),
    opened_by=FUND_MANAGER,
    asks=(DONOR, PROJECT_REF, FUND_CEILING, FUND_EXPIRES),
    tracks=(RECEIPT, ENVELOPE),
    keep=FUND_KEEP,
    summary=(
        "The money of a donor for a project: what came in, and the envelope of each "
        "case. The envelopes never come to more than the money that came in."
    ),
)


# ------------------------------------------------ what a case may ask of it
_OURS = ENVELOPE_FOR == this_case


def has_envelope(fund: Field[str]) -> Condition:
    """Whether the case that *fund* names holds an envelope for this one."""
    return linked(fund, some(ENVELOPE, _OURS))


def envelope_of(fund: Field[str]) -> Expression[Money]:
    """Return what the case that *fund* names lets this one spend."""
    return linked_value(
        fund,
        total(ENVELOPE, GRANTED, _OURS)
        + total(ENVELOPE, RAISED, _OURS)
        - total(ENVELOPE, RELEASED, _OURS),
    )


def is_open(fund: Field[str]) -> Condition:
    """Whether the fund is neither closed nor expired."""
    return linked(fund, IN_TIME & ~ended(FUND_CLOSED.key))
