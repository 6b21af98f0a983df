"""Who may do what with which case: one table, and everything it does not say is no.

A cell is a hat, an act, how the case concerns whoever acts, and how secret the
answer is.  The few grants below make all cells; `docs/reference/rights.md` prints
them, and whoever enforces them elsewhere can be generated from `TABLE`.  What the
rules of a programme say about writing comes on top, and so do a plugin's: both can
only take away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import NamedTuple

from attrs import frozen

from migcase.roster.members import (
    ADMINISTRATOR,
    AUDITOR,
    COLLEAGUE,
    DATA_PROTECTION,
)

HATS = (COLLEAGUE, ADMINISTRATOR, DATA_PROTECTION, AUDITOR)

# With a case, or a person. To see a line of it in lists; to read it; to be shown
# what is masked; to write; to put it into other hands; to take a copy of it away.
LIST, READ, REVEAL = "list", "read", "reveal"
WRITE, ASSIGN, EXPORT = "write", "assign", "export"
CASE_ACTS = (LIST, READ, REVEAL, WRITE, ASSIGN, EXPORT)

# With the office.
COUNT, FIND, BREAK = "count", "find", "break-glass"
GRANT, REVIEW, AUDIT = "grant", "review", "audit"
HOLD, ASK_ERASURE, ERASE = "hold", "ask-erasure", "erase"
BACKUP, RESTORE, DRILL, VERIFY = "backup", "restore", "drill", "verify"
OFFICE_ACTS = (
    *(COUNT, FIND, BREAK, GRANT, REVIEW, AUDIT),
    *(HOLD, ASK_ERASURE, ERASE, BACKUP, RESTORE, DRILL, VERIFY),
)

# How a case concerns somebody: it is in their hands; they wear a role in its
# programme; they broke the glass; or not at all.
HANDS, ROLE, GLASS, NONE = "hands", "role", "glass", "none"
RELATIONS = (HANDS, ROLE, GLASS, NONE)

# Reserved is what names its readers, where whoever asks is none of them.
PROCESS, PERSONAL, SENSITIVE, RESERVED, SEALED = (
    *("process", "personal", "sensitive"),
    *("reserved", "sealed"),
)
SENSITIVITIES = (PROCESS, PERSONAL, SENSITIVE, RESERVED, SEALED)


class Cell(NamedTuple):
    """One hat, one act, one relation, one sensitivity."""

    hat: str
    act: str
    relation: str
    sensitivity: str


@frozen
class Grant:
    """What some hats may do: every combination of what is listed."""

    hats: tuple[str, ...]
    acts: tuple[str, ...]
    relations: tuple[str, ...] = (NONE,)
    sensitivities: tuple[str, ...] = (PROCESS,)

    def cells(self) -> Iterator[Cell]:
        """Yield every cell that this grants."""
        listed = self.hats, self.acts, self.relations, self.sensitivities
        return (Cell(*one) for one in product(*listed))


_MINE = (HANDS, ROLE)
_OVERSIGHT = (DATA_PROTECTION, AUDITOR)
_OPEN = (PROCESS, PERSONAL)

GRANTS = (
    # Whoever works on a case reads it; what is sensitive, when they ask for it. What
    # is sealed opens for whom it was sealed to: there the key decides, not this page.
    Grant((COLLEAGUE,), (LIST, READ), _MINE, _OPEN),
    Grant((COLLEAGUE,), (REVEAL,), _MINE, (SENSITIVE, SEALED)),
    Grant((COLLEAGUE,), (WRITE,), _MINE, SENSITIVITIES),
    Grant((COLLEAGUE,), (ASSIGN,), _MINE),
    Grant((COLLEAGUE,), (EXPORT,), (HANDS,), _OPEN),
    # In an emergency everything may be read that no key keeps closed; nothing written.
    Grant((COLLEAGUE,), (LIST, READ), (GLASS,), _OPEN),
    Grant((COLLEAGUE,), (REVEAL,), (GLASS,), (SENSITIVE, RESERVED)),
    # Whoever answers for the office sees that a case is there, and moves it on.
    Grant((ADMINISTRATOR,), (LIST, READ, ASSIGN), RELATIONS),
    # Oversight reads what is personal, and asks for what is sensitive.
    Grant(_OVERSIGHT, (LIST, READ), RELATIONS, _OPEN),
    Grant(_OVERSIGHT, (REVEAL,), RELATIONS, (SENSITIVE,)),
    # The person's own copy of their data is whole, but for what is sealed.
    Grant((DATA_PROTECTION,), (REVEAL,), RELATIONS, (RESERVED,)),
    Grant((DATA_PROTECTION,), (EXPORT,), RELATIONS, (*_OPEN, SENSITIVE, RESERVED)),
    # The office itself.
    Grant((COLLEAGUE,), (COUNT, FIND, BREAK, ASK_ERASURE, BACKUP, VERIFY)),
    Grant((ADMINISTRATOR,), (GRANT, REVIEW, HOLD, ERASE, RESTORE, DRILL)),
    Grant((DATA_PROTECTION,), (REVIEW, AUDIT, HOLD, ERASE)),
    Grant((AUDITOR,), (AUDIT,)),
)

TABLE = frozenset(cell for grant in GRANTS for cell in grant.cells())


def may(
    hats: Collection[str],
    act: str,
    relations: Collection[str] = (NONE,),
    sensitivity: str = PROCESS,
) -> bool:
    """Tell whether any of *hats* may do *act*, in any of *relations*."""
    return any(
        Cell(hat, act, relation, sensitivity) in TABLE
        for hat in hats
        for relation in relations
    )


def every_cell() -> Iterator[Cell]:
    """Yield every cell there is, granted or not, in the order of the page."""
    yield from (
        Cell(*one) for one in product(HATS, CASE_ACTS, RELATIONS, SENSITIVITIES)
    )
    yield from (Cell(hat, act, NONE, PROCESS) for hat in HATS for act in OFFICE_ACTS)
