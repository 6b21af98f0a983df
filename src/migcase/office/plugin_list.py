"""The list of plugins: what each brings, and what is wrong with it."""

from __future__ import annotations

from attrs import frozen

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


def _reasons(plugin: Plugin, faults: Faults) -> tuple[str, ...]:
    found = (fault for (name, _), fault in faults.items() if name == plugin.name)
    return tuple(str(fault.values["reason"]) for fault in found)
