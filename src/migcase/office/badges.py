"""What somebody wears, and what is masked for them by that; worked out once."""

from __future__ import annotations

from collections.abc import Iterable

from migcase.office.masks import TEXTS, Hidden
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Role
from migcase.roster import rights
from migcase.roster.members import Roster


class Badge:
    """The hats of somebody by one roster; *programmes* are those they work in."""

    def __init__(self, roster: Roster, name: str) -> None:
        self.roster = roster
        self.hats = roster.worn(name)
        self.programmes = roster.programmes(name)
        self._name = name
        self._masks: dict[tuple[Programme | None, frozenset[str]], Hidden] = {}

    def hidden(self, programme: Programme | None, relations: frozenset[str]) -> Hidden:
        """Return what tells which answers are masked; it remembers what it told."""
        found = self._masks.get((programme, relations))
        if found is not None:
            return found
        known: dict[str, bool] = {}

        def hidden(key: str) -> bool:
            if key not in known:
                secret = self.sensitivity(programme, key)
                reads = rights.may(self.hats, rights.READ, relations, secret)
                known[key] = not reads
            return known[key]

        self._masks[programme, relations] = hidden
        return hidden

    def sensitivity(self, programme: Programme | None, key: str) -> str:
        """Return how secret the answer to *key* is to them; what is unknown, is."""
        asked = None if programme is None else programme.index.fields.get(key)
        if programme is None or asked is None or key == TEXTS:
            return rights.SENSITIVE
        if asked.secrecy == rights.SEALED:
            return rights.SEALED
        worn = self.roster.actor(self._name, programme.key).roles
        readers = {role.key for role in asked.read_by or _readers(programme, key)}
        return rights.RESERVED if readers and not readers & worn else asked.secrecy


def _readers(programme: Programme, key: str) -> tuple[Role, ...]:
    """Return who may read what is only asked where the step or ending says who may."""
    index, found = programme.index, list[Role]()
    asking: list[tuple[Iterable[Field[object]], tuple[Role, ...]]] = [
        *((one.asks, one.read_by) for one in index.steps.values()),
        *((one.asks, one.read_by) for one in index.outcomes.values()),
        *((one.asks, ()) for one in index.tracks.values()),
        *((one.asks, ()) for one in index.holds.values()),
        (programme.asks, ()),
    ]
    for asks, readers in asking:
        if any(one.key == key for one in asks):
            if not readers:
                return ()
            found += readers
    return tuple(found)
