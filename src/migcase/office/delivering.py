"""Telling plugins what was recorded: after it is kept, at least once, in order.

What a plugin is owed is written down with the entry.  It is told at once; where that
fails, or the machine stops on the way, it is told again when its time has come, and
after some tries set aside for somebody to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from time import perf_counter

import attrs

from migcase.casefile.case import Case, replay
from migcase.casefile.events import Entry
from migcase.errors import BadPlugin, MigcaseError
from migcase.keeping.deliveries import Delivery
from migcase.keeping.register import Register
from migcase.office.contained import Stopped
from migcase.office.moments import Moments
from migcase.office.plugins import Plugins

# How long to wait after each try that failed; after the last the delivery is parked.
WAITS = (
    timedelta(seconds=10),
    timedelta(minutes=10),
    timedelta(hours=2),
    timedelta(days=1),
    timedelta(days=1),
)

# Nobody waits longer than this at a terminal for what is owed from before.
PATIENCE = 2.0
AT_ONCE = 1000

# A plugin is told of one case after the other, and of each in order.
Place = tuple[str, str]


def delivery_id(entry: Entry, plugin: str) -> str:
    """Return what names the telling of *entry* to *plugin*, however often it is told.

    Of another entry under the same number, after a backup was put back, it is another.
    """
    named = "\0".join(("migcase/delivery/v1", plugin, entry.case, entry.id))
    return sha256(f"{named}\0{entry.number}".encode()).hexdigest()[:32]


class Messenger:
    """What the plugins of one office are owed, and how they come by it."""

    def __init__(
        self,
        register: Register,
        plugins: Plugins,
        moments: Moments,
        may_read: Callable[[Case], bool],
    ) -> None:
        """Tell again only of cases that whoever is there *may_read*."""
        self._register = register
        self._plugins = plugins
        self._moments = moments
        self._may_read = may_read

    @property
    def wanted(self) -> bool:
        """Tell whether any plugin wants to know what is recorded."""
        return bool(self._plugins.watchers)

    def check_idle(self) -> None:
        """Raise `BadPlugin` while a plugin is asked: no hook writes."""
        self._plugins.check_idle()

    def owe(self, entry: Entry) -> Collection[str]:
        """Write down who is owed *entry*, and return whom to tell it at once.

        Belongs into the transaction that appends it.
        """
        now = self._moments.now()
        return self._register.deliveries.owe(
            entry.case, entry.number, self._plugins.watchers, now, now + WAITS[0]
        )

    def tell(self, case: Case, entry: Entry, plugins: Collection[str]) -> None:
        """Tell *plugins* of *entry*, which they are owed and which is kept.

        Whatever goes wrong, the entry stays; so nothing is raised but `Stopped`.
        """
        if not plugins or self._register.in_transaction:
            return  # where it may be undone yet, it is told later
        now = self._moments.now()
        for plugin in sorted(plugins):
            owed = Delivery(entry.case, entry.number, plugin, 1, now)
            try:
                with suppress(MigcaseError):  # it is written down, and told again
                    self._told(owed, case, entry)
            except Stopped as stopped:
                raise Stopped(stopped.name, stopped.doing, recorded=True) from stopped

    def deliver(self) -> int:
        """Tell plugins what they are owed and whose time has come; return how much.

        It takes its time, but not more than somebody at a terminal has.  A plugin
        that fails is not told more in the same breath.
        """
        if not self.wanted or self._register.in_transaction:
            return 0
        began, told, silent, left = perf_counter(), 0, set[str](), set[Place]()
        while due := [one for one in self._due() if _place(one) not in left]:
            for owed in due:
                if perf_counter() - began > PATIENCE:
                    return told
                if owed.plugin in silent:
                    left.add(_place(owed))
                    continue
                trial = self._claimed(owed)
                if trial is None:
                    left.add(_place(owed))
                elif self._told(*trial) is None:
                    told += 1
                else:
                    silent.add(owed.plugin)
        return told

    def owed(
        self,
        *,
        plugin: str | None = None,
        parked: bool | None = None,
        limit: int = 50,
    ) -> tuple[Delivery, ...]:
        """Return what is owed, by case, number and plugin."""
        return self._register.deliveries.owed(limit=limit, plugin=plugin, parked=parked)

    def retry(self, plugin: str | None = None) -> int:
        """Let all that is owed be tried again from now on; return how much that is."""
        return self._register.deliveries.unpark(self._moments.now(), plugin)

    def forget(self, plugin: str) -> int:
        """Owe nothing more to *plugin*, and return how much that was."""
        return self._register.deliveries.forget(plugin)

    def _due(self) -> tuple[Delivery, ...]:
        now, watchers = self._moments.now(), self._plugins.watchers
        return self._register.deliveries.due(watchers, now, limit=AT_ONCE)

    def _claimed(self, owed: Delivery) -> tuple[Delivery, Case, Entry] | None:
        """Count one more try of what is *owed*; None where somebody else has to."""
        try:
            entries = self._register.entries(owed.case, until=owed.number)
            case = replay(entries)
        except MigcaseError:
            return None
        if not self._may_read(case):
            return None  # left to whoever may
        next_at = self._moments.now() + WAITS[min(owed.tries, len(WAITS) - 1)]
        if not self._register.deliveries.claim(owed, next_at):
            return None
        return attrs.evolve(owed, tries=owed.tries + 1), case, entries[-1]

    def _told(self, owed: Delivery, case: Case, entry: Entry) -> BadPlugin | None:
        """Tell a plugin what it is *owed*; return what went wrong, noted down."""
        delivery = delivery_id(entry, owed.plugin)
        fault = self._plugins.tell(owed.plugin, case, entry, delivery)
        if fault is None:
            self._register.deliveries.settle(owed)
            return None
        import logging  # slow to import, and most are told without a fault

        logging.getLogger(__name__).warning("%s", fault)
        parked_at = self._moments.now() if owed.tries >= len(WAITS) else None
        error = str(fault.values["error"])
        self._register.deliveries.fail(owed, error, parked_at)
        return fault


def _place(owed: Delivery) -> Place:
    return owed.case, owed.plugin
