"""What a judgement takes from outside a case file: day, calendar, settings, links.

One is made for each programme and day and used again until the day is over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files

from migcase.calendar import Calendar
from migcase.errors import Fault
from migcase.judgement.outside import Linkable, Outside
from migcase.kinds import Value
from migcase.office.mission import Mission
from migcase.office.settings import OfficeSettings, bad_settings
from migcase.programme.near import near

_FOLDER = "calendars"


class Surroundings:
    """Makes what is outside of the cases of each programme of one office."""

    def __init__(
        self,
        settings: OfficeSettings,
        mission: Mission,
        linked: Callable[[str], Linkable | None],
    ) -> None:
        self._settings = settings
        self._mission = mission
        self._linked = linked
        self.calendar = calendar_named(settings)
        self._made: dict[str, Outside] = {}

    def of(self, programme: str, today: date) -> Outside:
        """Return what is outside of the cases of *programme* on *today*."""
        made = self._made.get(programme)
        if made is None or made.today != today:
            made = self._made[programme] = Outside(
                today,
                self.settings_of(programme),
                self.calendar,
                self._linked,
                self._settings.late_days,
                self._settings.late_role,
            )
        return made

    def settings_of(self, programme: str) -> Mapping[str, Value]:
        """Return what the mission set for *programme*."""
        return self._mission.get(programme, {})


def calendar_named(settings: OfficeSettings) -> Calendar:
    """Return the calendar that *settings* name; raise `BadSettings` if none is so."""
    folder = files("migcase") / _FOLDER
    known = sorted(
        file.name.removesuffix(".toml")
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    )
    name = settings.calendar
    if name not in known:
        where = settings.where("calendar")
        fault = Fault("unknown-calendar", "calendar", where, near(name, known))
        raise bad_settings(settings.file, (fault,))
    return Calendar.from_toml((folder / f"{name}.toml").read_text(encoding="utf-8"))
