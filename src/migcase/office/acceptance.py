"""May the hooks of this plugin be used?  Asked once, before any of them is called.

pluggy notices a hook that nobody specified only when everything is loaded, and lets
a hook wrap those of others; here both are named at once.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping

import pluggy

from migcase.errors import BadPlugin
from migcase.office import hookspecs
from migcase.office.contained import Raised, contained
from migcase.office.hookspecs import GROUP
from migcase.office.plugin_faults import Name, bad, quoted
from migcase.programme.near import near


def hook_specifications() -> pluggy.PluginManager:
    """Return a manager that knows our hooks and no plugin."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    return manager


def register(manager: pluggy.PluginManager, name: Name, module: object) -> None:
    """Register *module*; raise `BadPlugin` and register nothing if it is at fault."""

    def looked_at() -> BadPlugin | None:
        fault = next(_faults(manager, name, module), None)
        if fault is None:
            manager.register(module, name.plugin)
        return fault

    try:
        fault, _ = contained(name, "hooks", looked_at)
    except Raised as raised:
        values = {"error": quoted(raised.error)}
        raise bad(name, "hook-invalid", values) from raised.error
    if fault is not None:
        raise fault


def asked_for(function: Callable[..., object]) -> Mapping[str, inspect.Parameter]:
    """Return the arguments by name that *function* wants to be given."""
    parameters = inspect.signature(function).parameters
    loose = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return {name: one for name, one in parameters.items() if one.kind not in loose}


def _faults(
    manager: pluggy.PluginManager, name: Name, module: object
) -> Iterator[BadPlugin]:
    known: Mapping[str, pluggy.HookCaller] = vars(manager.hook)
    for attribute in dir(module):
        marks = manager.parse_hookimpl_opts(module, attribute)
        hook = attribute if marks is None else marks["specname"] or attribute
        if marks is None:
            if hook in known and _is_function(module, hook):
                yield bad(name, "hook-unmarked", {"hook": hook})
        elif hook not in known:
            if not marks["optionalhook"]:
                yield bad(
                    name, "hook-unknown", {"hook": hook, "near": near(hook, known)}
                )
        elif marks["wrapper"] or marks["hookwrapper"]:
            yield bad(name, "hook-wraps", {"hook": hook})
        else:
            yield from _called_wrongly(name, known[hook], getattr(module, attribute))


def _called_wrongly(
    name: Name, hook: pluggy.HookCaller, function: Callable[..., object]
) -> Iterator[BadPlugin]:
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        yield bad(name, "hook-async", {"hook": hook.name})
    assert hook.spec is not None
    given = hook.spec.argnames
    for argument, one in asked_for(function).items():
        unknown = argument not in given and one.default is one.empty
        if unknown or one.kind is one.POSITIONAL_ONLY:
            hint = "" if argument in given else near(argument, given)
            values = {"hook": hook.name, "argument": argument, "near": hint}
            yield bad(name, "hook-argument", values)


def _is_function(module: object, attribute: str) -> bool:
    return callable(inspect.getattr_static(module, attribute, None))
