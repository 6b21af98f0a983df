"""Which plugins are installed, and the objects behind them.

Walking through every installed distribution and importing plugins takes time, so it
happens only when an office or a list of plugins is asked for, never at import.
Nothing that another distribution contains can break the search.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.metadata import Distribution, EntryPoint, distributions, version
from types import ModuleType

from attrs import frozen

from migcase.errors import BadPlugin
from migcase.office.contained import Raised, contained
from migcase.office.hookspecs import GROUP
from migcase.office.plugin_faults import (
    CORE,
    Name,
    bad,
    kind_of,
    listed_faults,
    quoted,
)
from migcase.programme.near import near

# The release of a plugin that does not say which it is.
UNKNOWN = "?"


@frozen(eq=False)
class Loaded:
    """A plugin that could be imported, in so many *seconds*."""

    name: Name
    module: object
    seconds: float = 0.0


@frozen(eq=False)
class Failed:
    """A plugin that could not."""

    name: Name
    error: BadPlugin


Found = Loaded | Failed


def installed(only: Collection[str] | None = None) -> tuple[Found, ...]:
    """Load the plugins of the entry-point group ``migcase``, in order of their names.

    *only* names those that are wanted; one that is not installed is told as failed.
    """
    points = sorted(_points(), key=lambda found: (found[0].plugin, found[0].release))
    called = [name for name, _ in points]
    names = {name.plugin for name in called}
    found: list[Found] = []
    for name, point in points:
        if only is not None and name.plugin not in only:
            continue
        if isinstance(point, BadPlugin):
            found.append(Failed(name, point))
        else:
            found.append(_taken(name, called) or _loaded(name, point))
    for wanted in sorted(set(only or ()) - names):
        name = Name(wanted, UNKNOWN)
        hint = {"near": near(wanted, names)}
        found.append(Failed(name, bad(name, "not-installed", hint)))
    return tuple(found)


def given(modules: Iterable[object]) -> tuple[Found, ...]:
    """Return *modules* as plugins, for an office that is told what to use."""
    once = {id(module): module for module in modules}.values()
    loaded = [Loaded(_name_of(module), module) for module in once]
    names = [one.name for one in loaded]
    return tuple(_taken(one.name, names) or one for one in loaded)


def _taken(name: Name, names: Sequence[Name]) -> Failed | None:
    """Return the fault of a plugin that is not the only one of its *name*.

    Nobody takes the name of one that comes with migcase.
    """
    twins = [other for other in names if other.plugin == name.plugin]
    twins.remove(name)
    ours = any(other.distribution == CORE for other in twins)
    if not twins or (name.distribution == CORE and not ours):
        return None
    if ours:
        return Failed(name, bad(name, "name-of-migcase"))
    called = ", ".join(f"{one.distribution} {one.release}" for one in twins)
    return Failed(name, bad(name, "name-taken", {"other": called}))


def _points() -> Iterator[tuple[Name, EntryPoint | BadPlugin]]:
    """Yield each entry point of our group, or why it cannot be read."""
    seen: set[str] = set()
    for distribution in distributions():
        try:
            text = distribution.read_text("entry_points.txt") or ""
        except Exception:  # noqa: BLE001 - not ours to report: it may be anybody's
            continue
        if GROUP not in text:
            continue
        called = _called(distribution)
        if called in seen:  # the first on the path is the one that is imported
            continue
        seen.add(called)
        release = _version(distribution)
        try:
            points = tuple(distribution.entry_points.select(group=GROUP))
        except Exception as error:  # noqa: BLE001 - the same
            name = Name(called, release, called)
            values = {"error": quoted(error)}
            yield name, bad(name, "import-failed", values, cause=error)
            continue
        for point in points:
            yield Name(point.name, release, called), point


def _loaded(name: Name, point: EntryPoint) -> Found:
    try:
        return Loaded(name, *contained(name, "import", point.load))
    except Raised as raised:
        error = raised.error
        values = {"error": quoted(error), **listed_faults(error)}
        return Failed(name, bad(name, "import-failed", values, cause=error))


def _called(distribution: Distribution) -> str:
    try:
        return re.sub(r"[-_.]+", "-", distribution.name).lower()
    except Exception:  # noqa: BLE001 - its metadata may be anything
        return "?"


def _version(distribution: Distribution) -> str:
    try:
        return str(distribution.version or UNKNOWN)
    except Exception:  # noqa: BLE001 - the same
        return UNKNOWN


def _name_of(module: object) -> Name:
    called = kind_of(module)
    if isinstance(module, ModuleType):
        called = module.__name__
    distribution = called.partition(".")[0]
    try:
        release = version(distribution)
    except Exception:  # noqa: BLE001 - a module that nobody installed
        release = UNKNOWN
    return Name(called, release, distribution)
