"""What plugins are owed, in the database of the office, beside its entries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from migcase.keeping.deliveries import LONGEST_WAIT, Delivery
from migcase.keeping.pages import rows_wanted
from migcase.keeping.sql_driver import Driver, Together
from migcase.keeping.sql_texts import delivery_texts_for
from migcase.keeping.wire_value import write_instant


class SqlDeliveries:
    """Keep what is owed in the database that *driver* is connected to."""

    def __init__(self, driver: Driver, together: Together) -> None:
        self._run, self._rows = driver.connection.execute, driver.rows
        self._together = together
        self._texts = delivery_texts_for(driver.sort)

    def owe(
        self,
        case: str,
        number: int,
        plugins: Collection[str],
        now: datetime,
        next_at: datetime,
    ) -> frozenset[str]:
        parked = dict(self._rows(self._texts.of_case, (case,)))
        with self._together:
            for plugin in sorted(plugins):
                stands = (0, now) if plugin in parked else (1, next_at)
                row = stands[0], write_instant(stands[1]), parked.get(plugin), None
                self._run(self._texts.add, (case, number, plugin, *row))
        return frozenset(plugins) - parked.keys()

    def due(
        self, plugins: Collection[str], now: datetime, *, limit: int
    ) -> tuple[Delivery, ...]:
        many = rows_wanted(limit)
        ends = write_instant(now), write_instant(now + LONGEST_WAIT)
        found = (_delivery(*row) for row in self._rows(self._texts.due, ends))
        return tuple(one for one in found if one.plugin in plugins)[:many]

    def claim(self, delivery: Delivery, next_at: datetime) -> bool:
        tries = delivery.tries
        row = tries + 1, write_instant(next_at), *_place(delivery), tries
        return self._changed(self._texts.claim, row) == 1

    def settle(self, delivery: Delivery) -> None:
        self._changed(self._texts.settle, _place(delivery))

    def fail(self, delivery: Delivery, fault: str, parked_at: datetime | None) -> None:
        with self._together:
            self._run(self._texts.fail, (fault, *_place(delivery)))
            if parked_at is not None:
                row = write_instant(parked_at), delivery.case, delivery.plugin
                self._run(self._texts.park, row)

    def owed(
        self, *, limit: int, plugin: str | None = None, parked: bool | None = None
    ) -> tuple[Delivery, ...]:
        text = self._texts.owed
        if parked is not None:
            text = self._texts.owed_parked if parked else self._texts.owed_waiting
        rows = self._rows(text, (*_asked(plugin), rows_wanted(limit)))
        return tuple(_delivery(*row) for row in rows)

    def unpark(self, now: datetime, plugin: str | None = None) -> int:
        row = write_instant(now), *_asked(plugin)
        return self._changed(self._texts.unpark, row)

    def forget(self, plugin: str) -> int:
        return self._changed(self._texts.forget, (plugin,))

    def _changed(self, text: str, row: tuple[object, ...]) -> int:
        with self._together:
            changed: int = self._run(text, row).rowcount
        return changed


def _delivery(
    case: str,
    number: int,
    plugin: str,
    tries: int,
    next_at: str,
    parked_at: str | None,
    fault: str | None,
) -> Delivery:
    parked = None if parked_at is None else datetime.fromisoformat(parked_at)
    again = datetime.fromisoformat(next_at)
    return Delivery(case, number, plugin, tries, again, parked, fault or "")


def _place(delivery: Delivery) -> tuple[str, int, str]:
    return delivery.case, delivery.number, delivery.plugin


def _asked(word: str | None) -> tuple[str, str]:
    return word or "", word or ""
