"""What an office says about itself: its code, its day, its people, its deadlines.

Values only; `migcase.office.settings_file` reads them from ``office.toml``, and
`migcase.office.mission` holds them against the programmes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen

from migcase.calendar import Period
from migcase.casefile.events import Actor
from migcase.errors import BadSettings, Fault, MigcaseError
from migcase.kinds import PERIOD
from migcase.locale import marked
from migcase.office.projects import Portfolio
from migcase.programme.fields import Setting
from migcase.programme.near import near

Roles = Mapping[str, tuple[str, ...]]
Path = tuple[str, ...]

_CODE = re.compile(r"[A-Z]{2,4}")

# What an office sets whatever its programmes, and what holds where it does not.
PERSON_RETENTION = Setting(
    "person_retention",
    marked("A person whom no case names is kept"),
    PERIOD,
    Period(months=6),
    marked("Proposal: enquiries of contact only, six months"),
    "proposal",
)


class UnknownPerson(MigcaseError):
    """Nobody with that name works in this office."""

    code = "unknown-person"
    sentence = "Nobody called {person} works in this office."


@frozen
class OfficeSettings:
    """What distinguishes this office from others; frozen while it is open.

    *code* begins its case numbers; *register* is a file or a ``postgresql://`` URL;
    *calendar* names a file of days that migcase brings; *users* gives the roles of
    each person in each programme; *programmes* what the mission set instead of the
    programmes' defaults; *portfolio* whom it works for.  An event more than
    *late_days* back needs *late_role*.  With *known_people* no case is opened about
    somebody whom the office does not know.  *person_retention* is for how long
    somebody is kept whom no case names, None as `PERSON_RETENTION` says.
    *file* and *lines* say where each was written, for messages.
    """

    code: str
    name: str = ""
    zone: str = "Africa/Casablanca"
    register: str = "cases.db"
    calendar: str = "morocco"
    users: Mapping[str, Roles] = field(factory=dict)
    programmes: Mapping[str, Mapping[str, object]] = field(factory=dict)
    late_days: int | None = None
    late_role: str = ""
    portfolio: Portfolio = field(factory=Portfolio)
    known_people: bool = False
    person_retention: Period | None = None
    file: str = field(default="settings", eq=False)
    lines: Mapping[Path, int] = field(factory=dict, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        found = tuple(self._faults())
        if found:
            raise bad_settings(self.file, found)

    def actor(self, person: str, programme: str | None = None) -> Actor:
        """Return *person* with the hats they wear in *programme*, or in any."""
        if person not in self.users:
            hint = near(person, self.users)
            raise UnknownPerson({"person": person, "near": hint})
        roles = self.users[person]
        worn = {
            role
            for key, listed in roles.items()
            if programme in (None, key)
            for role in listed
        }
        return Actor(person, frozenset(worn))

    def where(self, *path: str) -> str:
        """Return the file, and the line in it where *path* was written."""
        return place_in(self.file, self.lines, path)

    def _faults(self) -> Iterator[Fault]:
        if not _CODE.fullmatch(self.code):
            yield self._fault("bad-code", "code", self.code)
        if not _is_zone(self.zone):
            yield self._fault("unknown-zone", "zone", self.zone)
        if not self.register.strip():
            yield self._fault("empty", "register", self.register)
        if self.late_days is not None and self.late_days < 0:
            yield self._fault("negative", "late_days", str(self.late_days))
        if self.late_role and self.late_days is None:
            yield self._fault("needs-late-days", "late_role", self.late_role)
        for path, fault in self.portfolio.faults():
            yield evolve(fault, where=self.where(*path))

    def _fault(self, code: str, key: str, value: str) -> Fault:
        return Fault(code, key, self.where(key), values={"value": value})


def place_in(file: str, lines: Mapping[Path, int], path: Path) -> str:
    """Return *file* and the line of *path* in it, else of what *path* is part of."""
    for end in range(len(path), 0, -1):
        line = lines.get(path[:end])
        if line is not None:
            return f"{file}:{line}"
    return file


def bad_settings(file: str, faults: tuple[Fault, ...]) -> BadSettings:
    """Return the one error that lists all *faults* of *file*."""
    told = "".join(f"\n- {fault}" for fault in faults)
    return BadSettings({"file": file, "reason": told, "faults": faults})


def _is_zone(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True
