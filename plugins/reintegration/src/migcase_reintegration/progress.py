"""How far a person has come: enrolled, accompanied, completed.

What counts as accompanied is a proposal until it is agreed with the donor: a signed
plan, at least one service, and the formation-action completed.
"""

from __future__ import annotations

from migcase import Derived, done, sure
from migcase_reintegration.closing import SIGNED_OFF
from migcase_reintegration.delivery import HELPED
from migcase_reintegration.measurement import SIGNED
from migcase_reintegration.selection import CHOSEN, PUT_FORWARD
from migcase_reintegration.training import TRAINING_COMPLETED
from migcase_reintegration.unwinding import FREED

# Whoever gave up a place that another one took is not counted beside them.
ENROLLED = Derived(
    "enrolled",
    "The person is enrolled",
    done(PUT_FORWARD) & sure(CHOSEN) & ~sure(FREED),
)
ACCOMPANIED = Derived(
    "accompanied",
    "A plan is signed, something was given, the formation-action is completed",
    SIGNED & HELPED & done(TRAINING_COMPLETED),
)
COMPLETED = Derived("completed", "The closing is signed", done(SIGNED_OFF))
