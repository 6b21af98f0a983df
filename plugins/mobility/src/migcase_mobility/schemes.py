"""The schemes: who is of the right age, how long a mission lasts, what is closed.

A scheme is a rule of a state or of the Union, the same for everybody, and is closed
and opened again by law.  So its limits and its closed days are settings with a
source, and the reason is told to whoever has to wait.
"""

from __future__ import annotations

from datetime import date

from migcase import (
    DATE,
    PERIOD,
    Condition,
    Derived,
    Expression,
    Field,
    days,
    depending_on,
    one_of,
    sure,
    today,
)
from migcase_mobility.mission import (
    BELGIUM_CLOSED_FROM,
    BELGIUM_CLOSED_REASON,
    BELGIUM_CLOSED_UNTIL,
    BELGIUM_LEAD,
    ESC_AGE_BELOW,
    ESC_AGE_FROM,
    ESC_CLOSED_FROM,
    ESC_CLOSED_REASON,
    ESC_CLOSED_UNTIL,
    ESC_LEAD,
    ESC_LONGEST,
    ESC_SHORTEST,
    RECIPROCITY_AGE_BELOW,
    RECIPROCITY_AGE_FROM,
    RECIPROCITY_CLOSED_FROM,
    RECIPROCITY_CLOSED_REASON,
    RECIPROCITY_CLOSED_UNTIL,
    RECIPROCITY_LEAD,
    RECIPROCITY_LONGEST,
    RECIPROCITY_SHORTEST,
)

# ------------------------------------------------ which scheme
SCHEME = Field("scheme", "Under which scheme?", one_of("reciprocity", "esc", "belgium"))
RECIPROCITY = SCHEME == "reciprocity"
ESC = SCHEME == "esc"
BELGIUM = SCHEME == "belgium"
SOLIDARITY_CORPS = SCHEME.is_in("esc", "belgium")

LEAD_TIME = depending_on(
    SCHEME, reciprocity=RECIPROCITY_LEAD, esc=ESC_LEAD, belgium=BELGIUM_LEAD
)

# ------------------------------------------------ closed, from one day to another
RECIPROCITY_OPEN = Derived(
    "reciprocity-open",
    "Service Civique, reciprocity, takes new contracts",
    ~(
        RECIPROCITY_CLOSED_REASON.known
        & sure(today >= RECIPROCITY_CLOSED_FROM)
        & ~sure(today > RECIPROCITY_CLOSED_UNTIL)
    ),
)
ESC_OPEN = Derived(
    "esc-open",
    "The European Solidarity Corps takes new agreements",
    ~(
        ESC_CLOSED_REASON.known
        & sure(today >= ESC_CLOSED_FROM)
        & ~sure(today > ESC_CLOSED_UNTIL)
    ),
)
BELGIUM_OPEN = Derived(
    "belgium-open",
    "Belgium takes new agreements of the European Solidarity Corps",
    ~(
        BELGIUM_CLOSED_REASON.known
        & sure(today >= BELGIUM_CLOSED_FROM)
        & ~sure(today > BELGIUM_CLOSED_UNTIL)
    ),
)
TAKES_MORE = Derived(
    "takes-more",
    "The scheme takes new contracts",
    (RECIPROCITY & RECIPROCITY_OPEN) | (ESC & ESC_OPEN) | (BELGIUM & BELGIUM_OPEN),
)
SCHEME_OPEN = (
    RECIPROCITY.needs(RECIPROCITY_OPEN),
    ESC.needs(ESC_OPEN),
    BELGIUM.needs(BELGIUM_OPEN),
)

# ------------------------------------------------ age on the day of the start
BORN = Field("born", "Born on", DATE, secrecy="personal")


def right_age(
    start: Expression[date], *, once: Condition | None = None
) -> tuple[Condition, ...]:
    """Return what the scheme asks of the age on the day of the *start*.

    It is asked *once* that is true, from the first where nothing is said.
    """
    return (
        _where(RECIPROCITY, once).needs(
            Derived(
                "old-enough-for-reciprocity",
                "On the day of the start the person is old enough for Service Civique",
                start >= RECIPROCITY_AGE_FROM.after(BORN),
            ),
            Derived(
                "young-enough-for-reciprocity",
                "On the day of the start the person is young enough for Service "
                "Civique, reciprocity",
                start < RECIPROCITY_AGE_BELOW.after(BORN),
            ),
        ),
        _where(SOLIDARITY_CORPS, once).needs(
            Derived(
                "old-enough-for-esc",
                "On the day of the start the person is old enough for the European "
                "Solidarity Corps",
                start >= ESC_AGE_FROM.after(BORN),
            ),
            Derived(
                "young-enough-for-esc",
                "On the day of the start the person is young enough for the European "
                "Solidarity Corps",
                start < ESC_AGE_BELOW.after(BORN),
            ),
        ),
    )


# ------------------------------------------------ length of a mission
CREDIT = Field(
    "credit_left",
    "How much of the time that the European Solidarity Corps allows in a life is left?",
    PERIOD,
    when=SOLIDARITY_CORPS,
)
# A mission lasts until the end of its last day.
A_DAY = days(1)


def enough_credit(start: Expression[date]) -> Condition:
    """Return that the shortest mission from *start* is within what is left."""
    return SOLIDARITY_CORPS.needs(
        Derived(
            "enough-credit",
            "Enough is left for the shortest mission of the European Solidarity Corps",
            CREDIT.after(start) >= ESC_SHORTEST.after(start),
        )
    )


def right_length(
    start: Expression[date],
    until: Expression[date],
    *,
    once: Condition | None = None,
) -> tuple[Condition, ...]:
    """Return what the scheme asks of a mission that begins and ends on these days.

    It is asked *once* that is true, from the first where nothing is said.
    """
    return (
        until >= start if once is None else once.needs(until >= start),
        _where(RECIPROCITY, once).needs(
            Derived(
                "long-enough-for-reciprocity",
                "The mission is long enough for Service Civique",
                until + A_DAY >= RECIPROCITY_SHORTEST.after(start),
            ),
            Derived(
                "short-enough-for-reciprocity",
                "The mission is short enough for Service Civique",
                until < RECIPROCITY_LONGEST.after(start),
            ),
        ),
        _where(SOLIDARITY_CORPS, once).needs(
            Derived(
                "long-enough-for-esc",
                "The mission is long enough for the European Solidarity Corps",
                until + A_DAY >= ESC_SHORTEST.after(start),
            ),
            Derived(
                "short-enough-for-esc",
                "The mission is within the time that the European Solidarity Corps "
                "allows in a life",
                (until < ESC_LONGEST.after(start)) & (until < CREDIT.after(start)),
            ),
        ),
    )


def _where(scheme: Condition, once: Condition | None) -> Condition:
    return scheme if once is None else scheme & once
