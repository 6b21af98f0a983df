"""The counter behind the door: the office that is meant, and who stands before it.

Opens what a command needs and nothing before it is needed: who asks a command for its
help, or a shell for the word that comes next, waits for no office.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from getpass import getuser
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import frozen

from migcase.casefile.case import Case
from migcase.casefile.events import Actor
from migcase.cli.display import brief, shown
from migcase.cli.entering import keys_of, name_of
from migcase.cli.failing import Worded, remember
from migcase.cli.labels import Labels
from migcase.cli.near_words import did_you_mean
from migcase.cli.options import (
    ACTOR,
    CLOCK,
    LOOKED_UP,
    OFFICE,
    PLUGINS,
    SAID,
    ZONE,
    wish,
)
from migcase.errors import BadPlugin, UnknownProgramme
from migcase.kinds import Value
from migcase.programme.near import near

if TYPE_CHECKING:
    from migcase.judgement.speech import Speech
    from migcase.keeping.seal.keyring import Keyring
    from migcase.office.office import Office
    from migcase.office.plugins import Plugins
    from migcase.office.settings import OfficeSettings
    from migcase.programme.declaration import Programme

SETTINGS = "office.toml"


@frozen(eq=False)
class Counter:
    """An open office, and the name of whoever asks; '' where nobody said."""

    office: Office
    person: str
    ctx: click.Context

    def actor(self, programme: str | None = None) -> Actor:
        """Return who writes, with the hats they wear in *programme*."""
        if not self.person:
            raise nobody(self.office.settings)
        return self.office.actor(self.person, programme)

    @property
    def colleagues(self) -> tuple[str, ...]:
        """The names of those who work here."""
        if self.office.keyring is None:
            return tuple(self.office.settings.users)
        users = self.office.roster.users.values()
        return tuple(user.name for user in users if user.is_here)

    def case(self, number: str) -> tuple[Case, Labels]:
        """Return the case with that number, and the words of its programme."""
        case = self.office.case(number)
        labels = self.labels(case)
        remember(self.ctx, case, labels)
        return case, labels

    def turn_to(self, programme: Programme) -> Labels:
        """Return the words of *programme*; what goes wrong from here on is said so."""
        labels = Labels.of(programme)
        remember(self.ctx, None, labels)
        return labels

    def labels(self, case: Case) -> Labels:
        """Return the words of the programme of *case*; its keys if that is gone."""
        readers: frozenset[str] = frozenset()
        if self.person:
            readers = self.office.actor(self.person, case.programme).roles
        programme = self.programme(case.programme, case.version)
        mission = self._set_for(case.programme)
        guarded = self.office.keyring is not None
        others = self._spoken_of
        return Labels.of(programme, readers, mission, guarded=guarded, others=others)

    def _spoken_of(self, programme: str) -> Speech | None:
        """Return how another programme is spoken of, None where it is gone."""
        found = self.programme(programme) if programme else None
        if found is None:
            return None
        return Labels.of(found, settings=self._set_for(programme)).speech()

    def _set_for(self, programme: str) -> Mapping[str, Value]:
        """Return what the mission set for a programme."""
        from migcase.office.mission import mission_of

        mission = mission_of(self.office.settings, self.office.plugins.programmes())
        return mission.get(programme, {})

    def programme(self, key: str, version: int | None = None) -> Programme | None:
        """Return a programme, None where it is gone or has changed."""
        try:
            return self.office.programme(key, version)
        except (UnknownProgramme, BadPlugin):
            return None


def counter_of(ctx: click.Context) -> Counter:
    """Open the office that *ctx* asks for; it is closed when the command ends."""
    from migcase.cli.pluggable import say_faults
    from migcase.keeping.sql_unlocked import open_following
    from migcase.office.clock import now
    from migcase.office.office import Office

    folder = folder_of(ctx)
    settings = settings_in(folder)
    ctx.meta[f"migcase.{ZONE}"] = settings.zone
    place, given = place_of(folder, settings), keys_of(ctx, folder)
    register, keys = open_following(folder, place, given, patience=patience())
    ctx.call_on_close(register.close)
    ctx.meta[f"migcase.{LOOKED_UP}"] = _looking_up(place, keys)
    clock = wish(ctx, CLOCK) or now
    ctx.meta["migcase.folder"] = folder
    plugins = plugins_of(ctx)
    office = Office(register, plugins, settings=settings, clock=clock, keyring=keys)
    said = ctx.meta.setdefault(f"migcase.{SAID}", set())
    ctx.call_on_close(say_faults(office, folder, said))
    if keys is not None:
        return Counter(office, name_of(ctx) or keys.name, ctx)
    return Counter(office, person_of(ctx, settings), ctx)


def _looking_up(place: Path | str, keys: Keyring | None) -> Callable[[str], bool]:
    """Return how to look whether what was sent under an id is kept."""

    def look(sent: str) -> bool:
        from migcase.keeping.sql_doubt import was_kept  # for a bad day only

        return was_kept(place, sent, keys, patience=patience())

    return look


def folder_of(ctx: click.Context) -> Path:
    """Return the folder of the office: as asked for, or the usual one."""
    given = wish(ctx, OFFICE) or os.environ.get("MIGCASE_OFFICE")
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("migcase", appauthor=False)


def settings_in(folder: Path) -> OfficeSettings:
    """Return the settings of the office in *folder*; say so if there is none."""
    from migcase.office.settings_file import read_settings

    file = folder / SETTINGS
    try:
        exists = file.exists()
    except OSError:
        exists = True  # reading it says why it cannot be read
    if not exists:
        raise Worded(
            "no-office",
            _("There is no office in {folder}.").format(folder=brief(str(folder))),
            _("Found one with `migcase init`, or name its folder with --office."),
        )
    return read_settings(file)


def place_of(folder: Path, settings: OfficeSettings) -> Path | str:
    """Return where the cases are: a file in *folder*, or the address of a server."""
    if "://" in settings.register:
        return settings.register
    return folder / settings.register


def patience() -> float:
    """Return for how many seconds a write waits for that of another program."""
    try:
        return max(0.0, float(os.environ.get("MIGCASE_PATIENCE", "")))
    except ValueError:
        return 30.0


def plugins_of(ctx: click.Context) -> Plugins:
    """Return the plugins that are wanted: all, those of MIGCASE_LOAD_PLUGINS, none."""
    from migcase.office.plugins import Plugins

    if wish(ctx, PLUGINS):
        return Plugins()
    listed = os.environ.get("MIGCASE_LOAD_PLUGINS")
    if listed is None:
        return Plugins.found()
    return Plugins.found([name.strip() for name in listed.split(",") if name.strip()])


def person_of(ctx: click.Context, settings: OfficeSettings) -> str:
    """Return the name of whoever asks: as said, the only user, or who is logged in."""
    said = wish(ctx, ACTOR) or os.environ.get("MIGCASE_USER")
    if said:
        if said not in settings.users:
            raise nobody_called(said, settings.users)
        return str(said)
    if len(settings.users) == 1:
        return next(iter(settings.users))
    try:
        login = getuser()
    except (OSError, KeyError):
        return ""
    return login if login in settings.users else ""


def nobody(settings: OfficeSettings) -> Worded:
    """Return the error that asks who is writing."""
    ask = _("Say who you are: --as NAME, or set MIGCASE_USER.")
    return Worded("nobody", ask, _listed(settings.users))


def nobody_called(name: str, users: Iterable[str]) -> Worded:
    """Return the error that nobody of that *name* is among *users*; who is."""
    known = tuple(users)
    near_one = near(name.casefold(), known)
    lines = [_("Nobody called {name} works here.").format(name=brief(name))]
    lines += [did_you_mean([near_one])] if near_one else []
    return Worded("unknown-person", *lines, _listed(known))


def _listed(users: Iterable[str]) -> str:
    known = sorted(users)
    if not known:
        return _("office.toml lists no users yet.")
    names = ", ".join(map(shown, known))
    return _("These work here: {names}").format(names=names)
