"""Who may be told an answer, by what its question says of its readers.

Which answers a reason rests on is for `migcase.judgement.evidence`.
"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.programme.conditions import Condition, Field
from migcase.programme.lines import LinkedValue
from migcase.programme.walking import walk

# What is told of another case: how its work stands, and nothing of a person.
OPEN = frozenset({"process"})


def may_read(asked: Field[object] | None, readers: frozenset[str]) -> bool:
    """Tell whether the answer may be told to who has one of the roles *readers*."""
    if asked is None:
        return True
    roles = {role.key for role in asked.read_by}
    return bool(roles & readers) or (not roles and asked.secrecy != "sealed")


def may_read_elsewhere(asked: Field[object] | None) -> bool:
    """Tell whether it may be told of another case, where nobody knows who may read."""
    return asked is not None and not asked.read_by and asked.secrecy in OPEN


def kept_back_elsewhere(condition: Condition) -> Iterator[str]:
    """Yield the questions that *condition* reads in another case, and may not tell."""
    for node in walk(condition):
        if isinstance(node, LinkedValue):
            asked = (one for one in walk(node.of) if isinstance(one, Field))
            yield from (one.key for one in asked if not may_read_elsewhere(one))
