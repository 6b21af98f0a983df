"""The office of the demo: its folder, its database, its months of work.

What is written quickly here is written like everything else, but many entries reach
the disk together: if the machine loses its power meanwhile, the last days of the demo
are lost.  An office of people waits for the disk at every entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from attrs import frozen

from migcase.demo.clock import Clock
from migcase.demo.household import households
from migcase.demo.months import Coming, Months
from migcase.demo.newcomers import candidates, youths
from migcase.demo.people import Invented, invent
from migcase.demo.picks import Picks, picked
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.office.office import Office
from migcase.office.plugins import Plugins
from migcase.office.settings import OfficeSettings
from migcase.office.settings_file import read_settings

if TYPE_CHECKING:
    from migcase.demo.hands import Hands

SEED = 26
PEOPLE = 94
# Whoever returns came in the last half of the months.
MONTHS = timedelta(days=410)
RETURNING = timedelta(days=182)
PROGRAMMES = ("avrr", "reintegration", "mobility")
# A Friday in November: whoever sees the demo twice sees the same.
TODAY = date(2026, 11, 20)
SETTINGS = "office.toml"


@frozen
class Past:
    """The months before *today*: where they are kept, and who came in them."""

    folder: Path
    today: date
    coming: Coming

    @property
    def first(self) -> date:
        """The day on which the office opened."""
        return self.today - MONTHS

    def name_of(self, about: str) -> str:
        """Return the invented name of somebody, which stands in no case file."""
        return next((one.name for one in self._everybody() if one.ref == about), about)

    @property
    def people(self) -> int:
        """How many people came."""
        return sum(1 for _ in self._everybody())

    def _everybody(self) -> Iterator[Invented]:
        coming = self.coming
        yield from (one for each in coming.households for one in each.people)
        newcomers = (*coming.candidates, *coming.youths)
        yield from (one for each in newcomers for one in each.family)


def past_until(today: date, folder: Path) -> Past:
    """Return the months that the demo is going to make up."""
    first = today - MONTHS
    returning = today - RETURNING
    people = invent(SEED, PEOPLE, returning)
    coming = Coming(
        tuple(households(SEED, people, returning)),
        tuple(candidates(SEED, first)),
        tuple(youths(SEED, first)),
        RETURNING,
    )
    return Past(folder, today, coming)


def found(
    folder: Path, hands: Callable[[OfficeSettings], Hands] | None = None
) -> Hands | None:
    """Write the settings and make the database of the demo; raise `BadRegister`.

    *hands* makes the keys, without which nothing is encrypted.
    """
    text = (files("migcase.demo") / "facts" / SETTINGS).read_text(encoding="utf-8")
    file = folder / SETTINGS
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(text, encoding="utf-8")
    settings = read_settings(file)
    made = None if hands is None else hands(settings)
    migrate(folder / settings.register, None if made is None else made.founder)
    return made


def live(past: Past, plugins: Plugins, hands: Hands | None = None) -> Iterator[Months]:
    """Let the months pass; yield after each day what was written so far."""
    settings = read_settings(past.folder / SETTINGS)
    keys = None if hands is None else hands.founder
    place = past.folder / settings.register
    register = SqlRegister.open(place, keys=keys, synchronous="normal")
    try:
        clock = Clock(past.first)
        random = Random(SEED).randbytes
        office = Office(
            register, plugins, settings=settings, clock=clock, random=random
        )
        months = Months(office, clock, register)
        if hands is not None:
            own = Office(
                register, plugins, settings=settings, clock=clock, keyring=keys
            )
            hands.introduce(own, settings, past.first)
            months.colleagues.signs = partial(hands.take_pen, register)
        for _ in months.work(past.coming, past.first, past.today):
            yield months
    finally:
        register.close()


def working_days(past: Past) -> int:
    """Return how many days `live` is going to yield."""
    days = (past.first + timedelta(days=n) for n in range(MONTHS.days))
    return sum(1 for day in days if day.weekday() < 5)


def missing(plugins: Plugins) -> tuple[str, ...]:
    """Return the programmes that the demo works under and that are not there."""
    there = {one.key for one in plugins.programmes()}
    return tuple(one for one in PROGRAMMES if one not in there)


def chosen(past: Past, plugins: Plugins, hands: Hands | None = None) -> Picks:
    """Choose the cases that are worth a look once the months have passed."""
    settings = read_settings(past.folder / SETTINGS)
    keys = None if hands is None else hands.founder
    register = SqlRegister.open(past.folder / settings.register, keys=keys)
    try:
        clock = Clock(past.today)
        return picked(Office(register, plugins, settings=settings, clock=clock))
    finally:
        register.close()
