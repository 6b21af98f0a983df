"""Plugins made ready: their hooks looked at, their programmes asked for.

A plugin is used wholly or not at all.  Of two that declare the same programme in the
same version neither's is used, because nobody here can tell whose is right; but what
comes with migcase nobody can take the place of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pluggy
from attrs import field, frozen

from migcase.errors import BadPlugin
from migcase.locale import marked
from migcase.office.acceptance import asked_for, hook_specifications, register
from migcase.office.answered import Unfit, programmes_in
from migcase.office.contained import Raised, contained
from migcase.office.discovery import Failed, Found
from migcase.office.hookspecs import IMPORT, PROGRAMMES
from migcase.office.plugin_faults import (
    CORE,
    Name,
    bad,
    listed_faults,
    quoted,
)
from migcase.programme.declaration import Programme

Version = tuple[str, int]
Faults = dict[tuple[Name, str], BadPlugin]


@frozen(eq=False)
class Hook:
    """One hook of one plugin, and the arguments that it wants to be given."""

    name: Name
    hook: str
    function: Callable[..., object]
    wants: tuple[str, ...]

    def call(self, arguments: Mapping[str, object]) -> object:
        """Call it with those of *arguments* that it asks for."""
        return self.function(**{word: arguments[word] for word in self.wants})


@frozen(eq=False)
class Plugin:
    """A plugin that was asked for, and what it brings."""

    name: Name
    hooks: Mapping[str, Hook] = field(factory=dict)
    programmes: Mapping[Version, Programme] = field(factory=dict)


class Loading:
    """Plugins while they are loaded, and every fault that is found meanwhile."""

    def __init__(self, found: Iterable[Found], budgets: Mapping[str, float]) -> None:
        self._manager = hook_specifications()
        self._budgets = budgets
        self.faults: Faults = {}
        self.slow: Faults = {}
        self.plugins = tuple(self._accepted(one) for one in found)
        self.programmes = dict(self._undisputed())

    def hooks(self, hook: str) -> tuple[Hook, ...]:
        """Return the implementations of *hook*, in the order of the plugins."""
        usable = (one for one in self.plugins if (one.name, "") not in self.faults)
        return tuple(one.hooks[hook] for one in usable if hook in one.hooks)

    def timed(self, name: Name, hook: str, seconds: float) -> None:
        """Note that a plugin was gone for too long."""
        most = self._budgets[hook]
        if seconds > most:
            values = {"hook": hook, "seconds": f"{seconds:.1f}", "most": f"{most:g}"}
            self.slow[name, hook] = bad(name, "slow", values)

    def _accepted(self, found: Found) -> Plugin:
        name = found.name
        if isinstance(found, Failed):
            self.faults[name, ""] = found.error
            return Plugin(name)
        self.timed(name, IMPORT, found.seconds)
        hooks: Mapping[str, Hook] = {}
        try:
            register(self._manager, name, found.module)
            hooks = dict(self._hooks(name, found.module))
            if not hooks:
                raise bad(name, "no-hooks")
            return Plugin(name, hooks, dict(self._declared(name, hooks)))
        except BadPlugin as fault:
            self.faults[name, ""] = fault
            return Plugin(name, hooks)

    def _hooks(self, name: Name, module: object) -> Iterator[tuple[str, Hook]]:
        """Yield what pluggy found of a plugin; it calls nothing for us."""
        for caller in self._manager.get_hookcallers(module) or ():
            assert caller.spec is not None
            for one in caller.get_hookimpls():
                if one.plugin is module:
                    asked = self._asked_for(name, one)
                    wants = tuple(
                        word for word in asked if word in caller.spec.argnames
                    )
                    yield caller.name, Hook(name, caller.name, one.function, wants)

    def _asked_for(self, name: Name, one: pluggy.HookImpl) -> tuple[str, ...]:
        try:
            return contained(name, "hooks", lambda: tuple(asked_for(one.function)))[0]
        except Raised as raised:
            values = {"error": quoted(raised.error)}
            raise bad(name, "hook-invalid", values) from raised.error

    def _declared(
        self, name: Name, hooks: Mapping[str, Hook]
    ) -> Iterator[tuple[Version, Programme]]:
        """Yield what a plugin declares; raise `BadPlugin` if that goes wrong."""
        seen: set[Version] = set()
        for programme in self._asked_to_declare(name, hooks):
            place = programme.key, programme.version
            if place in seen:
                values = {"programme": place[0], "version": place[1]}
                raise bad(name, "programme-twice", values)
            seen.add(place)
            yield place, programme

    def _asked_to_declare(
        self, name: Name, hooks: Mapping[str, Hook]
    ) -> tuple[Programme, ...]:
        hook = hooks.get(PROGRAMMES)
        if hook is None:
            return ()
        values: dict[str, object] = {"hook": PROGRAMMES}
        try:
            found, seconds = contained(
                name, PROGRAMMES, lambda: programmes_in(hook.call({}))
            )
        except Raised as raised:
            error = raised.error
            if isinstance(error, Unfit) and error.is_ours:
                wanted = marked("programmes, as a list or one by one")
                values |= {"given": error.given, "wanted": wanted}
                raise bad(name, "wrong-type", values) from None
            values |= {"error": quoted(error), **listed_faults(error)}
            raise bad(name, "hook-failed", values) from error
        self.timed(name, PROGRAMMES, seconds)
        return found

    def _undisputed(self) -> Iterator[tuple[Version, Programme]]:
        owners: dict[Version, list[Plugin]] = {}
        for plugin in self.plugins:
            for place in plugin.programmes:
                owners.setdefault(place, []).append(plugin)
        for (key, version), rivals in owners.items():
            ours = [one for one in rivals if one.name.distribution == CORE]
            used = rivals if len(rivals) == 1 else ours
            if len(used) == 1:
                yield (key, version), used[0].programmes[key, version]
            for plugin in rivals:
                if used == [plugin]:
                    continue
                others = (str(one.name) for one in rivals if one is not plugin)
                values: dict[str, object] = {"programme": key, "version": version}
                values["other"] = ", ".join(others)
                clash = "programme-of-migcase" if len(used) == 1 else "programme-clash"
                fault = bad(plugin.name, clash, values)
                self.faults[plugin.name, f"{key} {version}"] = fault
