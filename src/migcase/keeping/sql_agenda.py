"""The agenda, read from the index that is in its order.

What several roles may do is several stretches of that index, merged as they are
read: nothing is sorted, however much is open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from attrs import frozen

from migcase.keeping.kept import Place, Row
from migcase.keeping.sql_texts import Texts
from migcase.keeping.sql_work import row_of

# Before every place in an agenda.
START: Place = ("", "", "", "", "")


@frozen
class Agenda:
    """How one agenda is asked for; *read* runs a statement and returns its rows."""

    read: Callable[[str, tuple[object, ...]], list[Any]]
    texts: Texts
    today: date
    limit: int
    programme: str | None

    def rows(
        self, roles: Collection[str] | None, assignee: str | None, start: Place
    ) -> tuple[Row, ...]:
        """Return the first rows after *start* for any of *roles* and *assignee*."""
        if assignee is not None:
            mine = self._stretch(self._by_assignee(), assignee, start, self.limit)
            found = (row for row in mine if _for(roles, row))
        else:
            wanted = list(self._roles()) if roles is None else set(roles) - {""}
            # Each gives its share; only who gives more is read on.
            page = max(8, 2 * self.limit // max(1, len(wanted)))
            text = self._by_role()
            stretches = [self._stretch(text, role, start, page) for role in wanted]
            found = merge(*stretches, key=lambda row: row.place)
        return tuple(islice(_once(found), self.limit))

    def _by_role(self) -> str:
        texts = self.texts
        return texts.by_role if self.programme is None else texts.by_role_of

    def _by_assignee(self) -> str:
        texts = self.texts
        return texts.by_assignee if self.programme is None else texts.by_assignee_of

    def _roles(self) -> Iterator[str]:
        """Yield every role that has work, by a seek in the index for each."""
        [(role,)] = self.read(self.texts.first_role, ())
        while role is not None:
            yield role
            [(role,)] = self.read(self.texts.next_role, (role,))

    def _stretch(self, text: str, whom: str, start: Place, page: int) -> Iterator[Row]:
        """Yield the agenda of one role or name from *start* on, a page at a time."""
        of = () if self.programme is None else (self.programme,)
        while True:
            found = self.read(text, (whom, *start, *of, page))
            for work in found:
                row = row_of(work, self.today)
                start = row.place
                yield row
            if len(found) < page:
                return


def _for(roles: Collection[str] | None, row: Row) -> bool:
    return roles is None or not set(roles).isdisjoint(row.task.roles)


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield *rows*, which are in order, without those of the same task."""
    last: Place | None = None
    for row in rows:
        if row.place != last:
            last = row.place
            yield row
