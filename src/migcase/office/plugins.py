"""The plugins of an office: what they declare, and the one way to ask them.

Each hook is called by itself, so that no plugin can silence, overrule or take down
another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, Entry, Event
from migcase.errors import BadPlugin, Refusal, UnknownProgramme
from migcase.locale import marked
from migcase.office.answered import Unfit, reasons_in, unfit
from migcase.office.contained import Raised, contained
from migcase.office.discovery import Found, given, installed
from migcase.office.hookspecs import BUDGETS, CHECK, COMMANDS, RECORDED
from migcase.office.loading import Hook, Loading
from migcase.office.plugin_faults import Name, bad, located, quoted
from migcase.office.plugin_list import Listed, listed
from migcase.office.shown import copied
from migcase.programme.declaration import Programme
from migcase.programme.near import near

# What a command may be called; anything else nobody could type.
COMMAND = re.compile(r"[a-z][a-z0-9-]{0,39}")

# What each hook is asked for, in words.
WANTED = {CHECK: marked("refusals"), COMMANDS: marked("commands")}

A = TypeVar("A")
C = TypeVar("C")
G = TypeVar("G")


class Plugins:
    """What the plugins of an office declare, and the one way to ask them."""

    def __init__(
        self, *modules: object, budgets: Mapping[str, float] = BUDGETS
    ) -> None:
        """Use *modules*, in this order, and nothing that happens to be installed.

        *budgets* says for how many seconds a plugin may be gone in each hook.
        """
        self._load(given(modules), budgets)

    @classmethod
    def found(cls, only: Collection[str] | None = None) -> Plugins:
        """Use what is installed under the entry-point group ``migcase``.

        *only* names the plugins that are wanted; an empty one means none.
        """
        plugins = cls()
        if only is None or only:
            plugins._load(installed(only), BUDGETS)
        return plugins

    def _load(self, found: Iterable[Found], budgets: Mapping[str, float]) -> None:
        self._loading = loading = Loading(found, budgets)
        self._plugins = loading.plugins
        self._programmes = loading.programmes
        self._faults = loading.faults
        self._checks = loading.hooks(CHECK)
        self._watchers = {hook.name.plugin: hook for hook in loading.hooks(RECORDED)}
        self._commands = loading.hooks(COMMANDS)
        self._asking: Hook | None = None
        # Each plugin that wants to see a programme sees its own copy of it.
        self._copies: dict[tuple[Name, str, int], Programme] = {}

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
    def watchers(self) -> Collection[str]:
        """Return the names of the plugins that want to know what was recorded."""
        return self._watchers.keys()

    def check(
        self, event: Event, case: Case | None, programme: Programme, by: Actor
    ) -> Iterator[Refusal]:
        """Yield every reason that a plugin has against *event*.

        A plugin that fails may have had one, so that its failure is a reason too.
        """
        for hook in self._checks:
            told: dict[str, object] = {"event": event, "case": case, "by": by}
            told = {word: copied(told[word]) for word in hook.wants if word in told}
            if "programme" in hook.wants:
                told["programme"] = self._copy(hook.name, programme)
            fault, reasons = self._asked(hook, partial(_reasons, hook, told))
            yield from reasons or ()
            if fault is not None:
                error = fault.values.get("error", fault.values["reason"])
                values = {**fault.values, "error": error}
                yield Refusal("check-failed", hook.name.plugin, values)

    def tell(
        self, plugin: str, case: Case, entry: Entry, delivery: str
    ) -> BadPlugin | None:
        """Tell a watching plugin of *entry*, and return what goes wrong with that."""
        hook = self._watchers[plugin]
        told: dict[str, object] = {"case": case, "entry": entry, "delivery": delivery}
        told = {word: copied(told[word]) for word in hook.wants}
        return self._asked(hook, lambda: hook.call(told))[0]

    def commands(
        self,
        group: Callable[[], G],
        read: Callable[[G], Mapping[str, C]],
        taken: Collection[str] = (),
    ) -> Mapping[str, tuple[Name, C]]:
        """Return the commands that plugins add, by their names, and whose they are.

        Each plugin adds them to a *group* of its own, which *read* looks into; the
        words *taken* are commands of migcase.
        """
        offered: dict[str, list[tuple[Name, C]]] = {}
        for hook in self._commands:
            for word, command in self._added(hook, group, read).items():
                if word in taken:
                    fault = bad(hook.name, "command-taken", {"command": word})
                    self._faults[hook.name, word] = fault
                else:
                    offered.setdefault(word, []).append((hook.name, command))
        for word, several in offered.items():
            for name, _ in several if len(several) > 1 else ():
                others = ", ".join(str(other) for other, _ in several if other != name)
                values = {"command": word, "other": others}
                self._faults[name, word] = bad(name, "command-clash", values)
        return {word: one[0] for word, one in offered.items() if len(one) == 1}

    def _added(
        self, hook: Hook, group: Callable[[], G], read: Callable[[G], Mapping[str, C]]
    ) -> Mapping[str, C]:
        """Return what one plugin adds; nothing, where it fails on the way."""

        def added() -> Mapping[str, C]:
            cli = group()
            hook.call({"cli": cli})
            found = dict(read(cli))
            strange = [one for one in found if not _can_be_typed(one)]
            if strange:
                raise unfit(f"a command called {ascii(strange[0])[:50]}")
            return found

        fault, found = self._asked(hook, added, quoted)
        return found or {} if fault is None else {}

    def _asked(
        self,
        hook: Hook,
        call: Callable[[], A],
        told: Callable[[BaseException], str] = located,
    ) -> tuple[BadPlugin | None, A | None]:
        """Return what goes wrong when a plugin is called, and what it answers."""
        values: dict[str, object] = {"hook": hook.hook}
        before, self._asking = self._asking, hook
        try:
            answer, seconds = contained(hook.name, hook.hook, call)
        except Raised as raised:
            if isinstance(raised.error, Unfit) and raised.error.is_ours:
                values |= {"given": raised.error.given, "wanted": WANTED[hook.hook]}
                fault = bad(hook.name, "wrong-type", values)
            else:
                values["error"] = told(raised.error)
                fault = bad(hook.name, "hook-failed", values)
            self._faults[hook.name, hook.hook] = fault
            return fault, None
        finally:
            self._asking = before
        self._loading.timed(hook.name, hook.hook, seconds)
        return None, answer

    def _copy(self, name: Name, programme: Programme) -> Programme:
        place = name, programme.key, programme.version
        if place not in self._copies:
            self._copies[place] = copied(programme)
        return self._copies[place]

    def check_idle(self) -> None:
        """Raise `BadPlugin` while a plugin is asked: no hook writes."""
        if self._asking is not None:
            name, hook = self._asking.name, self._asking.hook
            fault = bad(name, "hook-writes", {"hook": hook})
            self._faults[name, f"{hook} writes"] = fault
            raise fault

    # ---------------------------------------------------------------- listed

    @property
    def failed(self) -> tuple[BadPlugin, ...]:
        """Return what is wrong with any plugin, once for each plugin and hook."""
        return (*self._faults.values(), *self._loading.slow.values())

    @property
    def listing(self) -> tuple[Listed, ...]:
        """Return every plugin that was asked for, whether it works or not."""
        return tuple(listed(plugin, self._loading) for plugin in self._plugins)

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


def _reasons(hook: Hook, told: Mapping[str, object]) -> tuple[Refusal, ...]:
    return reasons_in(hook.call(told))


def _can_be_typed(word: object) -> bool:
    return type(word) is str and COMMAND.fullmatch(word) is not None
