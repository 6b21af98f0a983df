"""What plugins that watch are still owed: one protocol, and what forgets.

What is owed is written down with the entry, in one transaction, and crossed out when
the plugin has been told.  A try is counted before it is made: one in which the machine
stops counts like one that fails.  Nobody is told anything here, and no clock is read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import attrs
from attrs import frozen

from migcase.keeping.pages import MOST, rows_wanted

# Whoever is to wait longer than this was given an instant by a clock that was wrong.
LONGEST_WAIT = timedelta(days=7)


@frozen
class Delivery:
    """One entry that one plugin is owed; *tries* were made or begun.

    The next is not made before *next_at*, none at all while it is parked.  *fault* is
    the type and the line of what went wrong last, '' where nobody knows.
    """

    case: str
    number: int
    plugin: str
    tries: int
    next_at: datetime
    parked_at: datetime | None = None
    fault: str = ""


class Deliveries(Protocol):
    """What every register promises of deliveries; `tests/keeping` holds them to it."""

    def owe(
        self,
        case: str,
        number: int,
        plugins: Collection[str],
        now: datetime,
        next_at: datetime,
    ) -> frozenset[str]:
        """Write down that *plugins* are owed an entry; return who is told it at once.

        That are those who are owed nothing earlier of the case; their first try is
        counted, and the next is from *next_at*.  The others have to wait their turn.
        """

    def due(
        self, plugins: Collection[str], now: datetime, *, limit: int
    ) -> tuple[Delivery, ...]:
        """Return what *plugins* may be told *now*, of each case the earliest only."""

    def claim(self, delivery: Delivery, next_at: datetime) -> bool:
        """Count one more try, and wait until *next_at*; say False if others did."""

    def settle(self, delivery: Delivery) -> None:
        """Cross out *delivery*: the plugin was told."""

    def fail(self, delivery: Delivery, fault: str, parked_at: datetime | None) -> None:
        """Note what went wrong; with *parked_at*, park all the plugin is owed of it.

        The later entries of the case are parked with it: told before it, they would
        come in another order.
        """

    def owed(
        self, *, limit: int, plugin: str | None = None, parked: bool | None = None
    ) -> tuple[Delivery, ...]:
        """Return what is owed to a plugin or to all, by case, number and plugin."""

    def unpark(self, now: datetime, plugin: str | None = None) -> int:
        """Let all that is owed be tried again from *now*; return how much that is."""

    def forget(self, plugin: str) -> int:
        """Owe nothing more to a plugin; return how much that was."""


class MemoryDeliveries:
    """Keep what is owed in memory, for tests, trials and the first five minutes."""

    def __init__(self) -> None:
        self._owed: dict[tuple[str, int, str], Delivery] = {}

    def owe(
        self,
        case: str,
        number: int,
        plugins: Collection[str],
        now: datetime,
        next_at: datetime,
    ) -> frozenset[str]:
        parked = {
            one.plugin: one.parked_at
            for one in self._owed.values()
            if one.case == case and one.plugin in plugins
        }
        for plugin in plugins:
            tries, again = (0, now) if plugin in parked else (1, next_at)
            owed = Delivery(case, number, plugin, tries, again, parked.get(plugin))
            self._owed[case, number, plugin] = owed
        return frozenset(plugins) - parked.keys()

    def due(
        self, plugins: Collection[str], now: datetime, *, limit: int
    ) -> tuple[Delivery, ...]:
        first: dict[tuple[str, str], Delivery] = {}
        for place in sorted(self._owed):
            first.setdefault((place[0], place[2]), self._owed[place])
        ready = [
            one
            for one in first.values()
            if one.plugin in plugins and one.parked_at is None and _is_due(one, now)
        ]
        ready.sort(key=lambda one: (one.next_at, one.case, one.plugin))
        return tuple(ready[: rows_wanted(limit)])

    def claim(self, delivery: Delivery, next_at: datetime) -> bool:
        place = delivery.case, delivery.number, delivery.plugin
        found = self._owed.get(place)
        if found is None or found.tries != delivery.tries or found.parked_at:
            return False
        tries = delivery.tries + 1
        self._owed[place] = attrs.evolve(delivery, tries=tries, next_at=next_at)
        return True

    def settle(self, delivery: Delivery) -> None:
        self._owed.pop((delivery.case, delivery.number, delivery.plugin), None)

    def fail(self, delivery: Delivery, fault: str, parked_at: datetime | None) -> None:
        place = delivery.case, delivery.number, delivery.plugin
        found = self._owed.get(place)
        if found is not None:
            self._owed[place] = attrs.evolve(found, fault=fault)
        if parked_at is None:
            return
        for other, one in self._owed.items():
            same = one.case == delivery.case and one.plugin == delivery.plugin
            if same and one.parked_at is None:
                self._owed[other] = attrs.evolve(one, parked_at=parked_at)

    def owed(
        self, *, limit: int, plugin: str | None = None, parked: bool | None = None
    ) -> tuple[Delivery, ...]:
        found = (self._owed[place] for place in sorted(self._owed))
        asked = (
            one
            for one in found
            if plugin in (None, one.plugin)
            and parked in (None, one.parked_at is not None)
        )
        return tuple(asked)[: rows_wanted(limit)]

    def unpark(self, now: datetime, plugin: str | None = None) -> int:
        asked = self.owed(limit=MOST, plugin=plugin)
        for one in asked:
            place = one.case, one.number, one.plugin
            self._owed[place] = attrs.evolve(one, tries=0, next_at=now, parked_at=None)
        return len(asked)

    def forget(self, plugin: str) -> int:
        asked = [place for place, one in self._owed.items() if one.plugin == plugin]
        for place in asked:
            del self._owed[place]
        return len(asked)

    def state(self) -> Mapping[tuple[str, int, str], Delivery]:
        """Return all that is kept now."""
        return dict(self._owed)

    def restore(self, state: Mapping[tuple[str, int, str], Delivery]) -> None:
        """Keep again what was kept then, and nothing else."""
        self._owed = dict(state)


def _is_due(delivery: Delivery, now: datetime) -> bool:
    return delivery.next_at <= now or delivery.next_at > now + LONGEST_WAIT
