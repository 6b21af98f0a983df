"""Organisations, donors, places, projects, targets, agreements: as a file says them.

Takes tables apart; what does not fit is noted, and the rest is read on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Protocol

from migcase.assistance.agreements import DisclosureAgreement, is_plain
from migcase.office.projects import Portfolio, Project, Targets
from migcase.programme.near import near

Table = Mapping[str, object]

KEYS = ("organisations", "donors", "places", "projects", "targets", "agreements")
OF_AN_AGREEMENT = ("partner", "purposes", "shares", "until")
OF_A_PROJECT = (
    "title",
    "organisation",
    "donors",
    "places",
    "programmes",
    "start",
    "end",
    "targets",
)


class Note(Protocol):
    """Takes down one fault of a file, by its code and the path to its place."""

    def __call__(self, code: str, *path: str, hint: str = "") -> None: ...


def portfolio_in(table: Table, note: Note) -> Portfolio:
    """Return what *table* says about projects; *note* is told what does not fit."""
    reader = _Reader(note)
    return Portfolio(
        organisations=dict(reader.names(table, "organisations")),
        donors=dict(reader.names(table, "donors")),
        places=dict(reader.names(table, "places")),
        projects={one.key: one for one in reader.projects(table)},
        targets=reader.targets(table, ("targets",)),
        agreements=tuple(reader.agreements(table)),
    )


class _Reader:
    def __init__(self, note: Note) -> None:
        self._note = note

    def names(self, table: Table, sort: str) -> Iterator[tuple[str, str]]:
        """Yield keys and titles of one *sort*."""
        for key, given in self._table(table, sort).items():
            if isinstance(given, str) and given.strip():
                yield key, given
            else:
                self._note("not-text", sort, key)
                yield key, key

    def projects(self, table: Table) -> Iterator[Project]:
        """Yield every project, as far as it can be understood."""
        found = self._table(table, "projects")
        for key in found:
            one = self._table(found, key, "projects")
            place = ("projects", key)
            for word in one:
                if word not in OF_A_PROJECT:
                    hint = near(word, OF_A_PROJECT)
                    self._note("unknown-key", *place, word, hint=hint)
            yield Project(
                key,
                self._text(one, "title", place) or key,
                self._text(one, "organisation", place),
                self._words(one, "donors", place),
                self._words(one, "places", place),
                self._words(one, "programmes", place),
                self._day(one, "start", place),
                self._day(one, "end", place),
                self.targets(one, (*place, "targets")),
            )

    def agreements(self, table: Table) -> Iterator[DisclosureAgreement]:
        """Yield every agreement that can be understood; half a one covers nothing."""
        found = self._table(table, "agreements")
        for key in found:
            one = self._table(found, key, "agreements")
            place = ("agreements", key)
            for word in one:
                if word not in OF_AN_AGREEMENT:
                    hint = near(word, OF_AN_AGREEMENT)
                    self._note("unknown-key", *place, word, hint=hint)
            partner = self._text(one, "partner", place)
            purposes = self._words(one, "purposes", place)
            shares = self._words(one, "shares", place)
            until = self._day(one, "until", place)
            for word in ("purposes", "shares", "until"):
                if word not in one:
                    self._note("missing", *place, word)
            texts = (key, partner, *purposes, *shares)
            if not all(map(is_plain, texts)):
                self._note("not-words", *place)
            elif partner and purposes and shares and until is not None:
                yield DisclosureAgreement(key, partner, purposes, shares, until)

    def targets(self, table: Table, path: tuple[str, ...]) -> Targets:
        """Return how many of what are wanted, by programme and milestone."""
        *above, word = path
        found = self._table(table, word, *above)
        targets: dict[str, dict[str, int]] = {}
        for programme in found:
            wanted = self._table(found, programme, *path)
            numbers = targets.setdefault(programme, {})
            for milestone, number in wanted.items():
                if isinstance(number, int) and not isinstance(number, bool):
                    numbers[milestone] = number
                else:
                    self._note("not-a-whole-number", *path, programme, milestone)
        return targets

    def _table(self, table: Table, key: str, *above: str) -> Table:
        found = table.get(key, {})
        if isinstance(found, dict):
            return found
        self._note("not-a-table", *above, key)
        return {}

    def _text(self, table: Table, key: str, above: tuple[str, ...]) -> str:
        if key not in table:
            self._note("missing", *above, key)
            return ""
        found = table[key]
        if isinstance(found, str) and found.strip():
            return found
        self._note("not-text", *above, key)
        return ""

    def _words(self, table: Table, key: str, above: tuple[str, ...]) -> tuple[str, ...]:
        found = table.get(key, [])
        listed = [found] if isinstance(found, str) else found
        if isinstance(listed, list):
            words = tuple(one for one in listed if isinstance(one, str))
            if len(words) == len(listed):
                return words
        self._note("not-words", *above, key)
        return ()

    def _day(self, table: Table, key: str, above: tuple[str, ...]) -> date | None:
        found = table.get(key)
        if found is None:
            return None
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        try:
            return date.fromisoformat(found if isinstance(found, str) else "")
        except ValueError:
            self._note("not-a-day", *above, key)
            return None
