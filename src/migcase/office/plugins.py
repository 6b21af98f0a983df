"""The plugins of an office: what they declare, and the one way to ask them.

Each hook is called by itself, so that no plugin can silence, overrule or take down
another.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from attrs import frozen

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, Entry, Event
from migcase.errors import BadPlugin, Refusal, UnknownProgramme
from migcase.office.discovery import Found, given, installed
from migcase.office.loading import Loading, Plugin, Version
from migcase.office.plugin_faults import CONTAINED, Name, bad, located, quoted
from migcase.programme.declaration import Programme
from migcase.programme.near import near

if TYPE_CHECKING:
    from click import Group

CHECK = "migcase_check"
RECORDED = "migcase_recorded"
COMMANDS = "migcase_commands"

# A plugin may object for many reasons; one that never ends would hold up the office.
MOST_REASONS = 100

_log = logging.getLogger(__name__)


@frozen
class Listed:
    """One line of the list of plugins: *state* is works, partly or failed."""

    name: str
    release: str
    hooks: tuple[str, ...]
    programmes: tuple[Version, ...]
    state: str
    reason: str = ""


class Plugins:
    """What the plugins of an office declare, and the one way to ask them."""

    def __init__(self, *modules: object) -> None:
        """Use *modules*, in this order, and nothing that happens to be installed."""
        self._load(given(modules))

    @classmethod
    def found(cls, only: Collection[str] | None = None) -> Plugins:
        """Use what is installed under the entry-point group ``migcase``.

        *only* names the plugins that are wanted; an empty one means none.
        """
        plugins = cls()
        if only is None or only:
            plugins._load(installed(only))
        return plugins

    def _load(self, found: Iterable[Found]) -> None:
        loading = Loading(found)
        self._plugins = loading.plugins
        self._programmes = loading.programmes
        self._faults = loading.faults
        self._checks = tuple(loading.hooks(CHECK))
        self._watchers = tuple(loading.hooks(RECORDED))
        self._commands = tuple(loading.hooks(COMMANDS))

    # -------------------------------------------------------------- declared

    def programmes(self) -> tuple[Programme, ...]:
        """Return every programme that can be used, by key and version."""
        return tuple(self._programmes[place] for place in sorted(self._programmes))

    def programme(self, key: str, version: int | None = None) -> Programme:
        """Return a programme, in its latest version unless said."""
        if version is None:
            version = max(
                (v for known, v in self._programmes if known == key), default=0
            )
        found = self._programmes.get((key, version))
        if found is None:
            raise self._unknown(key, version)
        return found

    def owner(self, key: str, version: int) -> Name:
        """Return the plugin that declares a programme."""
        owners = (one.name for one in self._plugins if (key, version) in one.programmes)
        return next(owners, Name("?"))

    # ----------------------------------------------------------------- asked

    @property
    def objects(self) -> bool:
        """Tell whether any plugin may have reasons of its own."""
        return bool(self._checks)

    @property
    def watches(self) -> bool:
        """Tell whether any plugin wants to know what was recorded."""
        return bool(self._watchers)

    def check(
        self, event: Event, case: Case | None, programme: Programme, by: Actor
    ) -> Iterator[Refusal]:
        """Yield every reason that a plugin has against *event*.

        A plugin that fails may have had one, so that its failure is a reason too.
        """
        told = {"event": event, "case": case, "programme": programme, "by": by}
        for hook in self._checks:
            try:
                yield from _reasons(hook.name, hook.call(told))
                continue
            except BadPlugin as known:
                fault = known
            except CONTAINED as error:
                values = {"hook": CHECK, "error": located(error)}
                fault = bad(hook.name, "hook-failed", values)
            self._faults[hook.name, CHECK] = fault
            yield Refusal("check-failed", hook.name.plugin, fault.values)

    def recorded(self, case: Case, entry: Entry) -> None:
        """Tell every watching plugin; one that fails silences no other."""
        for hook in self._watchers:
            try:
                hook.call({"case": case, "entry": entry})
            except CONTAINED as error:
                values = {"hook": RECORDED, "error": located(error)}
                fault = bad(hook.name, "hook-failed", values)
                self._faults[hook.name, RECORDED] = fault
                _log.warning("%s", fault)

    def commands(self, cli: Group) -> None:
        """Let every plugin add its commands to *cli*."""
        for hook in self._commands:
            try:
                hook.call({"cli": cli})
            except CONTAINED as error:
                values = {"hook": COMMANDS, "error": quoted(error)}
                fault = bad(hook.name, "hook-failed", values, cause=error)
                self._faults[hook.name, COMMANDS] = fault

    # ---------------------------------------------------------------- listed

    @property
    def failed(self) -> tuple[BadPlugin, ...]:
        """Return what is wrong with any plugin, once for each plugin and hook."""
        return tuple(self._faults.values())

    @property
    def listing(self) -> tuple[Listed, ...]:
        """Return every plugin that was asked for, whether it works or not."""
        return tuple(self._listed(plugin) for plugin in self._plugins)

    def _listed(self, plugin: Plugin) -> Listed:
        faults = [
            fault for (name, _), fault in self._faults.items() if name == plugin.name
        ]
        used = sorted(plugin.programmes.keys() & self._programmes.keys())
        whole = (plugin.name, "") not in self._faults
        return Listed(
            plugin.name.plugin,
            plugin.name.release,
            plugin.hooks,
            tuple(used),
            "works" if not faults else "partly" if whole else "failed",
            "; ".join(str(fault.values["reason"]) for fault in faults),
        )

    def _unknown(self, key: str, version: int) -> UnknownProgramme:
        keys = {known for known, _ in self._programmes}
        return UnknownProgramme(
            {
                "programme": key,
                "version": version or "any",
                "near": "" if key in keys else near(key, keys),
                "versions": tuple(sorted(v for k, v in self._programmes if k == key)),
                "failed": self.failed,
            }
        )


def _reasons(name: Name, answer: object) -> Iterator[Refusal]:
    """Yield the reasons in *answer*; raise `BadPlugin` if it is something else."""
    reasons: Iterable[object] = answer if isinstance(answer, Iterable) else (answer,)
    values: dict[str, object] = {"hook": CHECK, "wanted": "refusals"}
    for number, reason in enumerate(islice(reasons, MOST_REASONS + 1)):
        if number == MOST_REASONS:
            raise bad(name, "wrong-type", {**values, "given": f"over {number}"})
        if not isinstance(reason, Refusal):
            given_type = type(reason).__name__
            raise bad(name, "wrong-type", {**values, "given": given_type})
        yield reason
