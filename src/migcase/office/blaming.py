"""Naming the plugin when a rule that it wrote in Python fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from migcase.errors import MigcaseError
from migcase.office.plugin_faults import bad, located
from migcase.office.plugins import Plugins
from migcase.office.untouched import undisturbed
from migcase.programme.declaration import Programme


@contextmanager
def blaming(plugins: Plugins, programme: Programme) -> Iterator[None]:
    """Raise `BadPlugin` for whatever else than an outcome is raised inside."""
    try:
        with undisturbed():
            yield
    except (MigcaseError, KeyboardInterrupt):
        raise
    except BaseException as error:
        values = {
            "programme": programme.key,
            "version": programme.version,
            "error": located(error),
        }
        name = plugins.owner(programme.key, programme.version)
        raise bad(name, "rule-failed", values, cause=error) from error
