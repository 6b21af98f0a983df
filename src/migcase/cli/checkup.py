"""What `migcase doctor` looks at, one thing each, and what to do about it.

Looks only; changes nothing.
"""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import datetime
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

from attrs import frozen

from migcase.cli.days import say_instant
from migcase.cli.display import shown
from migcase.keeping.place import cloud_of, mounts, network_of
from migcase.office.office import Office
from migcase.office.settings import OfficeSettings

OK, WARN, BAD = "ok", "warn", "bad"

# Older ones may, very rarely, lose a commit when two programs write at once.
SAFE_SQLITE = (3, 51, 3)
LITTLE_ROOM, NO_ROOM = 1_000_000_000, 100_000_000
PAGE = 1000


@frozen
class Finding:
    """One thing that was looked at: *code* is stable, *told* says what to do."""

    code: str
    level: str
    told: str


def of_machine() -> Iterator[Finding]:
    """Yield what holds of this machine, whatever the office."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", OK, _("Python {version}").format(version=version))
    from migcase.keeping.sql_sqlite import engine  # SQLite is slow to load

    found = engine()
    words = {
        "version": ".".join(map(str, found)),
        "safe": ".".join(map(str, SAFE_SQLITE)),
    }
    if found >= SAFE_SQLITE:
        yield Finding("sqlite", OK, _("SQLite {version}").format(**words))
        return
    told = _(
        "SQLite {version} is older than {safe}, which mends a rare fault when several "
        "programs write at once. Let one person write at a time, and keep backups."
    )
    yield Finding("sqlite", WARN, told.format(**words))


def of_folder(folder: Path) -> Iterator[Finding]:
    """Yield what holds of the folder of an office."""
    words: dict[str, object] = {"folder": folder}
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077 and sys.platform != "win32":
        told = _("Others on this machine can look into {folder}: chmod 700 {folder}")
        yield Finding("permissions", WARN, told.format(**words))
    else:
        yield Finding("permissions", OK, _("Only you can look into the folder."))
    path = folder.resolve()
    words["kind"] = network_of(path, mounts()) or cloud_of(path / "file")
    if words["kind"]:
        told = _(
            "{folder} is a shared or synchronised folder ({kind}), where a database "
            "loses data. Move it to this machine."
        )
        yield Finding("place", BAD, told.format(**words))
    else:
        yield Finding("place", OK, _("The folder is on a disk of this machine."))
    free = shutil.disk_usage(folder).free
    words["free"] = f"{free // 1_000_000}"
    level = BAD if free < NO_ROOM else WARN if free < LITTLE_ROOM else OK
    told = _("{free} MB are free on the disk.")
    if level != OK:
        told = _("Only {free} MB are free on the disk: make room.")
    yield Finding("disk", level, told.format(**words))


def of_settings(settings: OfficeSettings) -> Iterator[Finding]:
    """Yield what holds of who works here and where cases are kept."""
    number = len(settings.users)
    if number:
        told = ngettext("{n} person works here.", "{n} people work here.", number)
        yield Finding("users", OK, told.format(n=number))
    else:
        told = _("Nobody works here: add users to office.toml.")
        yield Finding("users", WARN, told)


def of_office(office: Office, now: datetime, stale: int) -> Iterator[Finding]:
    """Yield what holds of the cases: the clock, the agenda, the programmes."""
    told = _("The database opens, is of this migcase, and keeps to its settings.")
    yield Finding("database", OK, told)
    last, number = _last_written(office)
    told = ngettext("{n} case.", "{n} cases.", number).format(n=number)
    yield Finding("cases", OK, told)
    if last is not None and last > now:
        told = _(
            "The clock is wrong: it says {now}, and something was written on {last}. "
            "Set the clock before anybody writes."
        )
        words = {"now": say_instant(now), "last": say_instant(last)}
        yield Finding("clock", BAD, told.format(**words))
    else:
        words = {"now": say_instant(now)}
        yield Finding("clock", OK, _("The clock says {now}.").format(**words))
    if stale:
        told = ngettext(
            "{n} case has to be looked at again for the agenda; `migcase agenda` does.",
            "{n} cases have to be looked at again for the agenda; `migcase agenda` "
            "does.",
            stale,
        )
        yield Finding("agenda", WARN, told.format(n=stale))
    else:
        yield Finding("agenda", OK, _("The agenda is up to date."))
    declared = {(one.key, one.version) for one in office.programmes()}
    for key, version in sorted(_used(office) - declared):
        told = _(
            "Cases of {programme} (version {version}) can be read, not continued: no "
            "plugin declares it as it was."
        )
        words = {"programme": shown(key), "version": str(version)}
        yield Finding("programme", BAD, told.format(**words))


def _last_written(office: Office) -> tuple[datetime | None, int]:
    """Return when anything was last written, and how many cases there are."""
    last, number, after = None, 0, None
    while rows := office.cases(limit=PAGE, after=after):
        newest = max(row.at for row in rows)
        last = newest if last is None else max(last, newest)
        number, after = number + len(rows), rows[-1].case
    return last, number


def _used(office: Office) -> set[tuple[str, int]]:
    found, after = set(), None
    while rows := office.cases(limit=PAGE, after=after, status=None):
        found |= {(row.programme, row.version) for row in rows}
        after = rows[-1].case
    return found
