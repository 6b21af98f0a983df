"""Programmes that may be used here: declared now as they were when first used.

A version of a programme is stored when its first case opens.  Another content under
the same version would judge old cases by rules that they were not opened under, so
it is refused until it gets a new version; every other programme works.
"""

from __future__ import annotations

from migcase.errors import BadPlugin, UnknownProgramme
from migcase.keeping.register import Definition, DefinitionChanged, Register
from migcase.office.loading import Version
from migcase.office.plugin_faults import bad
from migcase.office.plugins import Plugins
from migcase.programme.declaration import Programme
from migcase.programme.plain import canonical, fingerprint


class Definitions:
    """The programmes of the plugins, held against those that were used before."""

    def __init__(self, register: Register, plugins: Plugins) -> None:
        self._register = register
        self._plugins = plugins
        self._same: set[Version] = set()
        self._fingerprints: dict[Version, str] = {}

    def usable(self, key: str, version: int | None = None) -> Programme:
        """Return a programme; raise `UnknownProgramme`, or `BadPlugin` if it changed.

        A version that is stored is compared once, and the answer remembered.
        """
        programme = self._plugins.programme(key, version)
        place = programme.key, programme.version
        if place not in self._same:
            stored = self._register.definition(*place)
            if stored is not None:
                if stored.fingerprint != self._fingerprint(programme):
                    raise self.changed(programme)
                self._same.add(place)
        return programme

    def usable_or_none(self, key: str, version: int) -> Programme | None:
        """Return a programme, None where it is gone or has changed."""
        try:
            return self.usable(key, version)
        except (UnknownProgramme, BadPlugin):
            return None

    def to_store(self, programme: Programme) -> Definition | None:
        """Return the definition to write with a first case, None if it is stored."""
        if (programme.key, programme.version) in self._same:
            return None
        return Definition(
            programme.key,
            programme.version,
            self._fingerprint(programme),
            canonical(programme),
        )

    def changed(
        self, programme: Programme, cause: DefinitionChanged | None = None
    ) -> BadPlugin:
        """Return the error for a version that has another content than before."""
        name = self._plugins.owner(programme.key, programme.version)
        values = {"programme": programme.key, "version": programme.version}
        return bad(name, "definition-changed", values, cause=cause)

    def faults(self) -> tuple[BadPlugin, ...]:
        """Return one error for each programme that has changed."""
        found: list[BadPlugin] = []
        for programme in self._plugins.programmes():
            try:
                self.usable(programme.key, programme.version)
            except BadPlugin as fault:
                found.append(fault)
        return tuple(found)

    def _fingerprint(self, programme: Programme) -> str:
        """Return the fingerprint of *programme*, which takes a while, once."""
        place = programme.key, programme.version
        if place not in self._fingerprints:
            self._fingerprints[place] = fingerprint(programme)
        return self._fingerprints[place]
