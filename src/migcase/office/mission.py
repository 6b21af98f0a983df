"""What the mission set, held against the programmes: keys, kinds, roles.

A programme that no plugin here declares cannot be checked; what was set for it is
kept for the day on which its plugin is back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from migcase.errors import Fault, MigcaseError
from migcase.kinds import Value
from migcase.office.settings import OfficeSettings, bad_settings
from migcase.programme.declaration import Programme
from migcase.programme.fields import Setting
from migcase.programme.near import near

Mission = Mapping[str, Mapping[str, Value]]


def mission_of(settings: OfficeSettings, programmes: Iterable[Programme]) -> Mission:
    """Return what was set for each of *programmes*; raise `BadSettings` with faults.

    A setting may be known to any version of a programme that is in use.
    """
    versions: dict[str, list[Programme]] = {}
    for programme in programmes:
        versions.setdefault(programme.key, []).append(programme)
    faults: list[Fault] = []
    faults += _strangers(settings, versions.keys())
    faults += _unknown_roles(settings, versions)
    mission: dict[str, dict[str, Value]] = {}
    for key, found in versions.items():
        known = {
            name: one for each in found for name, one in each.index.settings.items()
        }
        values = mission.setdefault(key, {})
        for name, given in settings.programmes.get(key, {}).items():
            typed = _typed(settings, key, name, given, known)
            if isinstance(typed, Fault):
                faults.append(typed)
            else:
                values[name] = typed
    if faults:
        raise bad_settings(settings.file, tuple(faults))
    return mission


def _typed(
    settings: OfficeSettings,
    programme: str,
    name: str,
    given: object,
    known: Mapping[str, Setting[object]],
) -> Value | Fault:
    thing = f"programmes.{programme}.{name}"
    where = settings.where("programmes", programme, name)
    setting = known.get(name)
    if setting is None:
        return Fault("unknown-setting", thing, where, near(name, known))
    found = _fitting(setting, tuple(given) if isinstance(given, list) else given)
    if found is not None:
        return found
    values = {"value": str(given)[:80], "kind": setting.kind.name}
    hint = near(str(given), setting.kind.choices)
    return Fault("bad-value", thing, where, hint, values)


def _fitting(setting: Setting[object], given: object) -> Value | None:
    """Return *given* as a value of the kind of *setting*, None if it is not one."""
    try:
        if setting.kind.accepts(given):
            return cast(Value, given)
        if isinstance(given, str):
            return cast(Value, setting.kind.parse(given))
    except (MigcaseError, TypeError):  # TypeError: a table among the choices
        return None
    return None


def _strangers(settings: OfficeSettings, known: Iterable[str]) -> Iterator[Fault]:
    """Yield programmes that nobody declares but whose name looks like a slip."""
    keys = set(known)
    for key in settings.programmes:
        if key not in keys and (hint := near(key, keys)):
            where = settings.where("programmes", key)
            yield Fault("unknown-programme", f"programmes.{key}", where, hint)
    for person, roles in settings.users.items():
        for key in roles:
            if key not in keys and (hint := near(key, keys)):
                where = settings.where("users", person, key)
                yield Fault("unknown-programme", f"users.{person}.{key}", where, hint)


def _unknown_roles(
    settings: OfficeSettings, versions: Mapping[str, Iterable[Programme]]
) -> Iterator[Fault]:
    """Yield the hats that no version of a programme has."""
    for person, roles in settings.users.items():
        for programme, worn in roles.items():
            known = {r for one in versions.get(programme, ()) for r in one.index.roles}
            for role in worn:
                if known and role not in known:
                    where = settings.where("users", person, programme)
                    thing = f"users.{person}.{programme}"
                    values = {"role": role}
                    yield Fault("unknown-role", thing, where, near(role, known), values)
