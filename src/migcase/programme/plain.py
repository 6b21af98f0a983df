"""A programme as plain data, and its fingerprint.

What a programme *does* is in the data; what it is called is not: labels live in
catalogues, and a better wording is no new version.  Left out besides: places in
files, the code behind a named predicate (its code and what it reads stand for it),
and the values of settings, which each mission sets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256

from migcase.calendar import Period
from migcase.kinds import Kind, Money
from migcase.programme.anatomy import (
    all_fields,
    all_roles,
    all_settings,
    all_steps,
    all_tracks,
    stopped_by,
)
from migcase.programme.declaration import Programme
from migcase.programme.fields import Field, Setting
from migcase.programme.places import Place
from migcase.programme.roles import Role
from migcase.programme.scope import Keyed
from migcase.programme.walking import NODES, attributes_of
from migcase.programme.words import Hold, Stage, Step, Track

# What is read by people and decides nothing.
LABELS = frozenset({"title", "question", "sentence", "summary"})

# What decides nothing else, besides: where it stands, and code.
_LEFT_OUT = LABELS | {"where", "index", "predicate", "takes", "reads", "refusal"}

# What the mission decides about a setting.
_OF_THE_MISSION = frozenset({"default", "source", "status"})

# Looked for at every turn: a tuple of types is found faster than a union of them.
_ATOMS = (str, bool, int)
_NAMED = (Role, Step, Track, Field)
_LISTS = (tuple, list)

# Where the order in which several things are named means nothing.
_SETS = frozenset(
    {
        "after",
        "allows",
        "by",
        "doubted_by",
        "not_by",
        "opened_by",
        "read_by",
        "released_by",
        "reopened_by",
        "tells",
        "waived_by",
    }
)


def plain(programme: Programme) -> dict[str, object]:
    """Return *programme* as data that JSON can hold, without its labels.

    Roles, questions, settings, tracks and steps stand once each, by their key, and
    are named everywhere else.  Keys are sorted, so that the order in which things
    were declared shows only where it means something.
    """
    sealed = sorted(role.key for role in programme.sealed_to)
    return {
        "key": programme.key,
        "version": programme.version,
        "about": _spelled(programme.about),
        "opened_by": sorted(role.key for role in programme.opened_by),
        "requires": _spelled(programme.requires),
        "asks": _spelled(programme.asks),
        "keep": _spelled(programme.keep),
        "stages": [_stage(stage) for stage in programme.stages],
        "roles": _by_key(all_roles(programme)),
        "settings": _by_key(all_settings(programme)),
        "fields": _by_key(all_fields(programme)),
        "tracks": _by_key(all_tracks(programme)),
        "steps": _by_key(all_steps(programme)),
        "holds": _holds(programme),
        "milestones": _by_key(programme.milestones),
        "outcomes": _by_key(programme.outcomes),
        **({"sealed_to": sealed} if sealed else {}),
        **_basis(programme),
    }


def canonical(programme: Programme) -> str:
    """Return *programme* as the one JSON text that stands for it."""
    return json.dumps(
        plain(programme), ensure_ascii=True, sort_keys=True, separators=(",", ":")
    )


def fingerprint(programme: Programme) -> str:
    """Return what tells this content of a programme from any other."""
    return sha256(canonical(programme).encode()).hexdigest()


def _basis(programme: Programme) -> dict[str, object]:
    """Return the legal basis, and what comes before it; nothing where none is said."""
    if programme.basis is None:
        return {}
    before: dict[str, object] = {
        sort: sorted(one.key for one in programme.before_basis if isinstance(one, word))
        for sort, word in (("steps", Step), ("tracks", Track), ("holds", Hold))
    }
    return {"basis": _spelled(programme.basis), "before_basis": before}


def _stage(stage: Stage) -> dict[str, object]:
    steps = [step.key for step in stage.steps]
    return {"stands_for": stage.stands_for, "steps": steps}


def _holds(programme: Programme) -> dict[str, object]:
    """Return the holds, each with the steps it stops: a stage's title is a label."""
    stops = {hold.key: sorted(stopped_by(hold, programme)) for hold in programme.holds}
    return {
        hold.key: {**_declared(hold), "stops": stops[hold.key]}
        for hold in programme.holds
    }


def _by_key(words: Iterable[Keyed]) -> dict[str, object]:
    return {word.key: _declared(word) for word in words}


def _declared(word: object) -> dict[str, object]:
    """Return what *word* says besides its key; what it leaves unsaid is left out.

    So a later release may give the language another word without touching the
    fingerprint of a programme that does not use it.
    """
    left_out = _OF_THE_MISSION if isinstance(word, Setting) else frozenset[str]()
    return {
        name: _sorted(value) if name in _SETS else value
        for name, value in _attributes(word).items()
        if name != "key" and name not in left_out
        if not (value is None or value is False or value == [] or value == "")
    }


def _attributes(word: object) -> dict[str, object]:
    return {
        name: _spelled(getattr(word, name))
        for name in attributes_of(word)
        if name not in _LEFT_OUT
    }


def _sorted(value: object) -> object:
    return sorted(value, key=str) if isinstance(value, list) else value


def _spelled(given: object) -> object:
    """Return *given* as JSON can hold it; things with a place of their own by key."""
    if given is None or isinstance(given, _ATOMS):
        return given
    if isinstance(given, _NAMED):
        return given.key
    if isinstance(given, Setting):
        return {"is": "Setting", "key": given.key}
    if isinstance(given, NODES):
        return {"is": type(given).__name__, **_attributes(given)}
    if isinstance(given, Kind):
        return {"is": "Kind", **_attributes(given)}
    if isinstance(given, _LISTS):
        return [_spelled(one) for one in given]
    if isinstance(given, Mapping):
        return {str(key): _spelled(one) for key, one in given.items()}
    return _value(given)


def _value(given: object) -> object:
    if isinstance(given, Decimal):
        return {"decimal": str(given.normalize())}
    if isinstance(given, date):
        return {"date": given.isoformat()}
    if isinstance(given, Money):
        return {"money": [str(given.amount.normalize()), given.currency]}
    if isinstance(given, Period):
        return {"period": [given.unit, given.number]}
    if isinstance(given, Enum):
        return {"non-answer": given.value}
    if isinstance(given, Place):
        return None
    raise TypeError(f"a {type(given).__name__} has no spelling in a programme")
