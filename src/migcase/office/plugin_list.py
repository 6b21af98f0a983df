"""The list of plugins: what each brings, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from migcase.errors import BadPlugin
from migcase.office.loading import Faults, Loading, Plugin, Version


@frozen
class Listed:
    """One line of the list of plugins: *state* is works, partly or failed."""

    name: str
    release: str
    hooks: tuple[str, ...]
    programmes: tuple[Version, ...]
    state: str
    reason: str = ""


def listed(plugin: Plugin, loading: Loading) -> Listed:
    """Return the line of *plugin*, with what is known of it by now."""
    faults = _reasons(plugin, loading.faults)
    late = _reasons(plugin, loading.slow)
    whole = (plugin.name, "") not in loading.faults
    return Listed(
        plugin.name.plugin,
        plugin.name.release,
        tuple(sorted(plugin.hooks)),
        tuple(sorted(plugin.programmes.keys() & loading.programmes.keys())),
        "works" if not faults else "partly" if whole else "failed",
        "; ".join((*faults, *late)),
    )


def without(one: Listed, changed: Iterable[BadPlugin]) -> Listed:
    """Return *one* without the programmes that have *changed* under their version."""
    its = [fault for fault in changed if fault.values["plugin"] == one.name]
    if not its:
        return one
    gone = {(fault.values["programme"], fault.values["version"]) for fault in its}
    reasons = (one.reason, *(str(fault.values["reason"]) for fault in its))
    return evolve(
        one,
        programmes=tuple(place for place in one.programmes if place not in gone),
        state="partly",
        reason="; ".join(filter(None, reasons)),
    )


def _reasons(plugin: Plugin, faults: Faults) -> tuple[str, ...]:
    found = (fault for (name, _), fault in faults.items() if name == plugin.name)
    return tuple(str(fault.values["reason"]) for fault in found)
