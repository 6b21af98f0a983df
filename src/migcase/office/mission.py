"""What the mission set, held against the programmes: keys, kinds, roles.

A programme that no plugin here declares cannot be checked; what was set for it is
kept for the day on which its plugin is back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migcase.assistance.agreements import AGREEMENTS
from migcase.assistance.policies import CHOICE, policies
from migcase.errors import Fault
from migcase.kinds import Value
from migcase.office.projects import Targets
from migcase.office.settings import OfficeSettings, bad_settings
from migcase.programme.declaration import Programme
from migcase.programme.fields import Setting
from migcase.programme.near import near
from migcase.programme.settings import fitting

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
    faults += _unserved(settings, versions)
    mission: dict[str, dict[str, Value]] = {}
    for key, found in versions.items():
        known = {
            name: one for each in found for name, one in each.index.settings.items()
        }
        values = mission.setdefault(key, {})
        said = dict(settings.programmes.get(key, {}))
        if CHOICE in said and CHOICE not in known:
            values |= _chosen(settings, key, said.pop(CHOICE), known, faults)
        agreed = settings.portfolio.agreements
        if agreed and AGREEMENTS.key in known:
            values[AGREEMENTS.key] = tuple(one.spelled() for one in agreed)
        for name, given in said.items():
            typed = _typed(settings, key, name, given, known)
            if isinstance(typed, Fault):
                faults.append(typed)
            else:
                values[name] = typed
    if faults:
        raise bad_settings(settings.file, tuple(faults))
    return mission


def _chosen(
    settings: OfficeSettings,
    programme: str,
    given: object,
    known: Mapping[str, Setting[object]],
    faults: list[Fault],
) -> dict[str, Value]:
    """Return what a policy sets of what the programme knows."""
    policy = policies().get(given) if isinstance(given, str) else None
    if policy is None:
        where = settings.where("programmes", programme, CHOICE)
        hint = near(str(given), policies())
        thing = f"programmes.{programme}.{CHOICE}"
        faults.append(Fault("unknown-policy", thing, where, hint))
        return {}
    values: dict[str, Value] = {}
    for name, said in policy.settings.items():
        value = fitting(known[name].kind, said) if name in known else None
        if value is not None:
            values[name] = value
    return values


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
    found = fitting(setting.kind, given)
    if found is not None:
        return found
    values = {"value": str(given)[:80], "kind": setting.kind.name}
    hint = near(str(given), setting.kind.choices)
    return Fault("bad-value", thing, where, hint, values)


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


def _unserved(
    settings: OfficeSettings, versions: Mapping[str, Iterable[Programme]]
) -> Iterator[Fault]:
    """Yield the programmes and milestones of projects that look like a slip."""
    portfolio = settings.portfolio
    for project in portfolio.projects.values():
        place = ("projects", project.key, "programmes")
        for key in project.programmes:
            if key not in versions and (hint := near(key, versions)):
                where, thing = settings.where(*place), ".".join(place)
                yield Fault("unknown-programme", thing, where, hint)
        place = ("projects", project.key, "targets")
        yield from _unreachable(settings, place, project.targets, versions)
    yield from _unreachable(settings, ("targets",), portfolio.targets, versions)


def _unreachable(
    settings: OfficeSettings,
    above: tuple[str, ...],
    targets: Targets,
    versions: Mapping[str, Iterable[Programme]],
) -> Iterator[Fault]:
    """Yield the targets for what no version of a programme counts."""
    for programme, wanted in targets.items():
        place = (*above, programme)
        if programme not in versions:
            if hint := near(programme, versions):
                where, thing = settings.where(*place), ".".join(place)
                yield Fault("unknown-programme", thing, where, hint)
            continue
        known = {m.key for one in versions[programme] for m in one.milestones}
        for milestone in wanted:
            if milestone not in known:
                path = (*place, milestone)
                where, hint = settings.where(*path), near(milestone, known)
                yield Fault("unknown-milestone", ".".join(path), where, hint)
