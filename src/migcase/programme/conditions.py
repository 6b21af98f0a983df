"""Questions, settings, and the closed algebra over their answers: one way in.

A condition is data: it can be weighed, explained, printed, compared and stored,
and there is no other way for a programme to decide.  Weighing is three-valued
(Kleene): a question nobody has asked makes a condition *unknown*, not false.  What
a condition is weighed against is a `Scope`; how a scope is filled is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from migcase.programme.algebra import (
    Both,
    Condition,
    Either,
    Needs,
    Not,
    as_condition,
    maybe_condition,
)
from migcase.programme.comparisons import Compare, IsIn, Known, Yes
from migcase.programme.expressions import (
    Expression,
    Literal,
    Otherwise,
    Plus,
    Quarter,
    Shifted,
    ThisCase,
    Today,
    literal,
)
from migcase.programme.fields import (
    AtStep,
    DependingOn,
    Field,
    Setting,
    StepOn,
    depending_on,
    quarter,
    this_case,
    today,
)
from migcase.programme.places import Place, place_of_declaration
from migcase.programme.scope import (
    FREE,
    MISSING,
    Found,
    Keyed,
    Marker,
    Read,
    Scope,
    key_of,
)
from migcase.programme.terms import Explanation, Term
from migcase.programme.truths import (
    ANY,
    FALSE,
    TRUE,
    UNKNOWN,
    conjunction,
    disjunction,
    negation,
    truth_of,
)

# fmt: off
__all__ = [
    "ANY", "FALSE", "FREE", "MISSING", "TRUE", "UNKNOWN", "AtStep", "Both", "Compare",
    "Condition", "DependingOn", "Derived", "Done", "Either", "Explanation",
    "Expression", "Field", "Found", "IsIn", "Keyed", "Known", "Literal", "Marker",
    "Needs", "Not", "Otherwise", "Plus", "Quarter", "Read", "Scope", "Setting",
    "Settled", "Shifted", "StepOn", "Sure", "ThisCase", "Today", "Yes", "as_condition",
    "conjunction", "depending_on", "disjunction", "done", "literal", "maybe_condition",
    "negation", "quarter", "settled", "sure", "this_case", "today", "truth_of",
]
# fmt: on


@frozen(eq=False)
class Sure(Condition):
    """A condition that counts as false while it is unknown."""

    of: Condition

    def weigh(self, scope: Scope) -> int:
        """Return true or false; never unknown."""
        found = self.of.weigh(scope)
        return (found & TRUE) | (FALSE if found & (FALSE | UNKNOWN) else 0)

    def inner(self) -> tuple[Condition, ...]:
        """Return the condition."""
        return (self.of,)

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the condition."""
        return self.of.support(scope)


def sure(condition: Condition | Term[bool]) -> Sure:
    """Return *condition*, false while it is unknown."""
    return Sure(as_condition(condition))


@frozen(eq=False)
class Derived(Condition):
    """A condition with a name, so that explanations can use it.

    *refusal* is the code of the reason that is given where it is demanded and is not
    true; a gate like any other, if left out.
    """

    key: str
    title: str
    of: Condition = field(converter=as_condition)
    refusal: str = field(default="", kw_only=True)
    where: Place = field(factory=place_of_declaration, repr=False)

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible for what it names."""
        return self.of.weigh(scope)

    def inner(self) -> tuple[Condition, ...]:
        """Return what it names."""
        return (self.of,)

    def support(self, scope: Scope) -> int:
        """Return the last entry behind it."""
        return self.of.support(scope)


@frozen(eq=False)
class Done(Condition):
    """Whether a step was really done; waived or not needed does not count."""

    step: str

    def weigh(self, scope: Scope) -> int:
        """Return true or false; never unknown."""
        mark = scope.mark(self.step)
        return TRUE if mark is not None and mark.state == "done" else FALSE

    def reads(self) -> Iterator[Read]:
        """Yield the step."""
        yield ("step", self.step, False)


def done(step: Keyed) -> Done:
    """Whether *step* was really done."""
    return Done(key_of(step))


@frozen(eq=False)
class Settled(Condition):
    """Whether a step is done, waived or not needed."""

    step: str

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible."""
        return scope.settled(self.step)

    def reads(self) -> Iterator[Read]:
        """Yield the step and how it stands."""
        yield ("settled", self.step, False)


def settled(step: Keyed) -> Settled:
    """Whether *step* is done, waived or not needed."""
    return Settled(key_of(step))
