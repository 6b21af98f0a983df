"""`migcase doctor`: is this office in order?  One line for each thing looked at."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migcase.calendar import day_of
from migcase.cli.causes import faults_of, say_cause, say_plugin_fault
from migcase.cli.checkup import (
    BAD,
    OK,
    WARN,
    Finding,
    of_folder,
    of_machine,
    of_office,
    of_settings,
)
from migcase.cli.checkup_backups import of_backups, of_pages
from migcase.cli.checkup_deliveries import of_deliveries
from migcase.cli.checkup_keys import of_disk, of_key_file, of_keys, of_leavers
from migcase.cli.checkup_staff import of_staff
from migcase.cli.counter import folder_of, place_of, plugins_of, settings_in
from migcase.cli.entering import keys_of
from migcase.cli.error_words import FAILED
from migcase.cli.failing import Worded
from migcase.cli.fault_words import say_fault
from migcase.cli.key_words import sentence_of
from migcase.cli.limits import LIMITS, limits
from migcase.cli.options import ZONE
from migcase.cli.output import as_typed, print_json, say, tell, wants_json
from migcase.cli.rebuilding import rebuild
from migcase.cli.spoken import Spoken
from migcase.errors import BadPlugin, BadRegister, BadSettings
from migcase.keeping.key_place import is_closed
from migcase.keeping.seal.errors import BadKeys
from migcase.locale import marked
from migcase.office.clock import now
from migcase.office.office import Office
from migcase.office.settings import OfficeSettings

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring

MARKS = {OK: "✓", WARN: "!", BAD: "✗"}
COLOURS = {OK: "green", WARN: "yellow", BAD: "red"}
ENDINGS = {
    OK: marked("Everything is in order."),
    WARN: marked("It can be used; see the lines with “!”."),
    BAD: marked("Something has to be put right; see the lines with “✗”."),
}


@click.command(cls=Spoken)
@click.option(
    "--rebuild",
    "wants_rebuilding",
    is_flag=True,
    help=_("Make again, from the entries, what the office keeps of each case."),
)
@click.option(
    "--limits",
    "wants_limits",
    is_flag=True,
    help=_("Say only what migcase cannot promise."),
)
@click.pass_context
def doctor(ctx: click.Context, wants_rebuilding: bool, wants_limits: bool) -> None:
    """Look whether this office is in order, and say what to do where it is not.

    The exit code is 1 if anything has to be put right before somebody works. With
    --rebuild nothing is looked at: lists, agenda and counters are made again from the
    entries, which stay as they are. Do so where the row of a case is damaged, and after
    changing a setting that a milestone looks at.
    """
    if wants_limits:
        _tell_limits(ctx)
        return
    if wants_rebuilding:
        rebuild(ctx)
    findings = list(_findings(ctx))
    levels = {finding.level for finding in findings}
    worst = BAD if BAD in levels else WARN if WARN in levels else OK
    if wants_json(ctx):
        rows = [{"code": one.code, "level": one.level} for one in findings]
        print_json("checkup", {"level": worst, "findings": rows})
    else:
        for one in findings:
            mark = click.style(MARKS[one.level], fg=COLOURS[one.level])
            for line in as_typed(f"{mark} {one.told}").splitlines():
                tell(line)
        tell(_(ENDINGS[worst]))
        say(_("What migcase cannot promise: `migcase doctor --limits`"))
    ctx.exit(FAILED if worst == BAD else 0)


def _tell_limits(ctx: click.Context) -> None:
    """Say what is not promised, whatever the state of the office."""
    if wants_json(ctx):
        print_json("limits", {"limits": [str(one) for one in LIMITS]})
        return
    for told in limits():
        tell(_("- {sentence}").format(sentence=told))


def _findings(ctx: click.Context) -> Iterator[Finding]:
    yield from of_machine()
    for fault in plugins_of(ctx).failed:
        yield _of_plugin(fault)
    folder = folder_of(ctx)
    try:
        settings = settings_in(folder)
    except Worded as error:
        yield Finding("office", BAD, " ".join(error.lines))
        return
    except BadSettings as error:
        yield from _of_bad_settings(error)
        return
    ctx.meta[f"migcase.{ZONE}"] = settings.zone
    yield from of_folder(folder)
    yield from of_disk(folder)
    try:
        yield from of_key_file(folder, day_of(now(), settings.zone))
    except BadKeys as error:
        told = sentence_of(error.code, error.values) or error.sentence
        yield Finding("keys", BAD, _(told).format_map(error.values))
    if not is_closed(folder):
        yield from of_settings(settings)
    yield from _of_cases(ctx, folder, settings)


def _of_cases(
    ctx: click.Context, folder: Path, settings: OfficeSettings
) -> Iterator[Finding]:
    from migcase.keeping.sql_unlocked import open_following  # for those who need it

    try:
        keys = keys_of(ctx, folder)
    except Worded as error:
        told = _("{why} What is inside was not looked at.")
        yield Finding("locked", WARN, told.format(why=" ".join(error.lines)))
        return
    try:
        place = place_of(folder, settings)
        register, keys = open_following(folder, place, keys)
        ctx.call_on_close(register.close)
        plugins = plugins_of(ctx)
        office = Office(register, plugins, settings=settings, clock=now, keyring=keys)
        if keys is not None:
            yield from of_keys(folder, keys, office.roster)
            yield from of_staff(office)
            if isinstance(place, Path):
                yield from of_leavers(office.roster)
        stale = len(register.stale(office.today(), 10_000))
        yield from of_office(office, now(), stale)
        yield from of_deliveries(office)
        is_empty = not register.files(limit=1)
        code = settings.code if keys is None else keys.office
        yield from of_backups(folder, code, office.roster, now(), is_empty=is_empty)
        yield from _of_file(folder, settings, keys)
        for fault in office.failed():
            if fault.values.get("fault") == "definition-changed":
                yield _of_plugin(fault)
    except BadRegister as error:
        yield Finding("database", BAD, " ".join(say_cause(error)))
        if error.values.get("cause") == "damaged":
            yield from _of_file(folder, settings, keys)
    except BadSettings as error:
        yield from _of_bad_settings(error)
    except BadPlugin as error:
        yield _of_plugin(error)


def _of_file(
    folder: Path, settings: OfficeSettings, keys: Keyring | None
) -> Iterator[Finding]:
    place = place_of(folder, settings)
    if isinstance(place, Path):
        yield from of_pages(place, keys)


def _of_bad_settings(error: BadSettings) -> Iterator[Finding]:
    for fault in faults_of(error):
        yield Finding("settings", BAD, say_fault(fault))


def _of_plugin(error: BadPlugin) -> Finding:
    return Finding("plugin", BAD, "\n  ".join(say_plugin_fault(error)))
