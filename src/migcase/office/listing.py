"""Lists of cases and of open work, with only the lines that somebody may see.

Lines that are not for them are passed over, so that a page is as long as it was asked
for, and the next one goes on where it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import attrs
from attrs import frozen

from migcase.keeping.pages import rows_wanted
from migcase.keeping.register import CaseRow, Register, Row
from migcase.office.guard import Guard
from migcase.office.readable import kept_if_readable

if TYPE_CHECKING:
    # Reports are asked for seldom; it takes a while to import.
    from migcase.office.restating import Restated

PAGE = 500

V = TypeVar("V", CaseRow, Row)


@frozen
class Listing:
    """The lists of one register, as *guard* lets them through."""

    register: Register
    guard: Guard

    def cases(
        self,
        programme: str | None,
        status: str | None,
        stage: str | None,
        assignee: str | None,
        project: str | None,
        *,
        limit: int,
        after: str | None,
    ) -> tuple[CaseRow, ...]:
        """Return cases by number; *after* is the last number of the page before."""

        def page(last: CaseRow | None, size: int) -> tuple[CaseRow, ...]:
            return self.register.cases(
                limit=size,
                programme=programme,
                status=status,
                stage=stage,
                assignee=assignee,
                project=project,
                after=after if last is None else last.case,
            )

        return self._seen(page, limit)

    def agenda(
        self,
        roles: Collection[str] | None,
        assignee: str | None,
        today: date,
        programme: str | None,
        *,
        limit: int,
        after: Row | None,
    ) -> tuple[Row, ...]:
        """Return open work; *after* is the last row of the page before."""

        def page(last: Row | None, size: int) -> tuple[Row, ...]:
            return self.register.agenda(
                roles,
                assignee,
                today=today,
                limit=size,
                programme=programme,
                after=last or after,
            )

        return self._seen(page, limit)

    def named(self, found: Iterable[Restated]) -> tuple[Restated, ...]:
        """Return *found* with only the case numbers that may be listed."""
        if self.guard.sees_all:
            return tuple(found)
        return tuple(
            attrs.evolve(one, came=self._listed(one.came), left=self._listed(one.left))
            for one in found
        )

    def _seen(
        self, page: Callable[[V | None, int], tuple[V, ...]], limit: int
    ) -> tuple[V, ...]:
        """Return the first *limit* lines that may be seen; raise `BadLimit`."""
        many = rows_wanted(limit)
        if self.guard.sees_all:
            return page(None, many)
        return tuple(islice(self._passing(page, max(many, PAGE)), many))

    def _passing(
        self, page: Callable[[V | None, int], tuple[V, ...]], size: int
    ) -> Iterator[V]:
        last: V | None = None
        while rows := page(last, size):
            for row in rows:
                if self.guard.sees(row.case, row.programme, row.assignee):
                    yield row
            if len(rows) < size:
                return
            last = rows[-1]

    def _listed(self, cases: Iterable[str]) -> tuple[str, ...]:
        return tuple(case for case in cases if self._may_list(case))

    def _may_list(self, case: str) -> bool:
        kept = kept_if_readable(self.register, case)
        if kept is None:
            return False
        found = kept.case
        return self.guard.sees(case, found.programme, found.assignee)
