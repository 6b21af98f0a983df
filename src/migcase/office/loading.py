"""Plugins made ready: their hooks looked at, their programmes asked for.

A plugin is used wholly or not at all.  Of two that declare the same programme in the
same version neither's is used, because nobody here can tell whose is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pluggy
from attrs import field, frozen

from migcase.errors import BadPlugin
from migcase.office.acceptance import asked_for, hook_specifications, register
from migcase.office.discovery import Failed, Found
from migcase.office.plugin_faults import (
    CONTAINED,
    Name,
    bad,
    listed_faults,
    quoted,
)
from migcase.programme.declaration import Programme

PROGRAMMES = "migcase_programmes"

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
    hooks: tuple[str, ...] = ()
    programmes: Mapping[Version, Programme] = field(factory=dict)


class Loading:
    """Plugins while they are loaded, and every fault that is found meanwhile."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._manager = hook_specifications()
        self.faults: Faults = {}
        self.plugins = tuple(self._accepted(one) for one in found)
        self.programmes = dict(self._undisputed())

    def hooks(self, hook: str) -> Iterator[Hook]:
        """Yield the implementations of *hook*, in the order of calling."""
        names = {plugin.name.plugin: plugin.name for plugin in self.plugins}
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook)
        assert caller.spec is not None
        given = caller.spec.argnames
        for one in reversed(caller.get_hookimpls()):  # pluggy calls the last first
            wants = tuple(word for word in asked_for(one.function) if word in given)
            yield Hook(names[one.plugin_name], hook, one.function, wants)

    def _accepted(self, found: Found) -> Plugin:
        name = found.name
        if isinstance(found, Failed):
            self.faults[name, ""] = found.error
            return Plugin(name)
        hooks: tuple[str, ...] = ()
        try:
            register(self._manager, name, found.module)
            callers = self._manager.get_hookcallers(found.module) or []
            hooks = tuple(sorted(caller.name for caller in callers))
            return Plugin(name, hooks, dict(self._declared(name)))
        except BadPlugin as fault:
            self.faults[name, ""] = fault
            if hooks:
                self._manager.unregister(found.module)
            return Plugin(name, hooks)

    def _declared(self, name: Name) -> Iterator[tuple[Version, Programme]]:
        """Yield what a plugin declares; raise `BadPlugin` if that goes wrong."""
        seen: set[Version] = set()
        for programme in self._asked_to_declare(name):
            place = programme.key, programme.version
            if place in seen:
                values = {"programme": place[0], "version": place[1]}
                raise bad(name, "programme-twice", values)
            seen.add(place)
            yield place, programme

    def _asked_to_declare(self, name: Name) -> tuple[Programme, ...]:
        programmes: list[Programme] = []
        for one in self._manager.hook.migcase_programmes.get_hookimpls():
            if one.plugin_name != name.plugin:
                continue
            values: dict[str, object] = {"hook": PROGRAMMES}
            try:
                answer = one.function()
                listed = list(answer) if isinstance(answer, Iterable) else [answer]
            except CONTAINED as error:
                values |= {"error": quoted(error), **listed_faults(error)}
                raise bad(name, "hook-failed", values, cause=error) from error
            strange = [one for one in listed if not isinstance(one, Programme)]
            if strange or not isinstance(answer, Iterable):
                given = type(answer).__name__
                if isinstance(answer, list | tuple):
                    given = f"{given} with {type(strange[0]).__name__}"
                wanted = "programmes, as a list or one by one"
                values |= {"given": given, "wanted": wanted}
                raise bad(name, "wrong-type", values)
            programmes += [one for one in listed if isinstance(one, Programme)]
        return tuple(programmes)

    def _undisputed(self) -> Iterator[tuple[Version, Programme]]:
        owners: dict[Version, list[Plugin]] = {}
        for plugin in self.plugins:
            for place in plugin.programmes:
                owners.setdefault(place, []).append(plugin)
        for (key, version), rivals in owners.items():
            if len(rivals) == 1:
                yield (key, version), rivals[0].programmes[key, version]
                continue
            for plugin in rivals:
                others = (str(one.name) for one in rivals if one is not plugin)
                values: dict[str, object] = {"programme": key, "version": version}
                values["other"] = ", ".join(others)
                fault = bad(plugin.name, "programme-clash", values)
                self.faults[plugin.name, f"{key} {version}"] = fault
