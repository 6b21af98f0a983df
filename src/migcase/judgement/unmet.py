"""What must be true, or must be said, and is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from migcase.errors import Refusal
from migcase.judgement.view import View
from migcase.programme.conditions import FALSE, TRUE, Condition, Derived


def unmet(
    concerns: str, conditions: Iterable[Condition], scope: View
) -> Iterator[Refusal]:
    """Yield one refusal for each condition that is not true, with its explanation."""
    for number, condition in enumerate(conditions, 1):
        found = condition.weigh(scope)
        if found != TRUE:
            because = condition.explain(scope)
            truth = "false" if found == FALSE else "unknown"
            facts = tuple(because.gaps())
            values = {"number": number, "truth": truth, "facts": facts}
            own = condition.refusal if isinstance(condition, Derived) else ""
            code = own if own else "gate"
            yield Refusal(code, concerns, values, because)


def empty(text: str, code: str) -> Iterator[Refusal]:
    """Yield a refusal where *text* says nothing."""
    if not text.strip():
        yield Refusal(code, "")
