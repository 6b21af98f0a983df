"""The open cases in the hands of somebody who leaves, or who has left.

Only those that whoever asks may list.
"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.office.office import Office

CLOSED = "closed"
PAGE = 1000


def open_cases(office: Office, name: str) -> Iterator[str]:
    """Yield the numbers of all open cases in the hands of *name*, however many."""
    after = None
    while rows := office.cases(assignee=name, limit=PAGE, after=after):
        for row in rows:
            if row.status != CLOSED:
                yield row.case
        after = rows[-1].case
