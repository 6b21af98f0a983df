"""`migcase init`: an office is founded in a folder.

The one place where a database is made.  Everything is checked before anything is
written, and what was written is removed again if the rest fails.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from gettext import gettext as _
from pathlib import Path

import click

from migcase.cli.counter import SETTINGS, folder_of, place_of, plugins_of, settings_in
from migcase.cli.display import can_ask, shown
from migcase.cli.failing import Worded, did_you_mean
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.office.mission import mission_of
from migcase.office.settings_file import settings_of
from migcase.programme.checks import near
from migcase.programme.declaration import Programme

DATABASE = "office.db"
EVERYTHING = "*"


@click.command(cls=Spoken)
@click.option(
    "--code",
    metavar=_("CODE"),
    help=_("Two to four capital letters that begin every case number, such as MA."),
)
@click.option("--name", metavar=_("NAME"), help=_("What the office is called."))
@click.option(
    "--zone",
    metavar=_("ZONE"),
    default="Africa/Casablanca",
    show_default=True,
    help=_("Its time zone."),
)
@click.option(
    "--user",
    "users",
    metavar=_("NAME:ROLE,ROLE"),
    multiple=True,
    help=_("Who works here and in which roles; * for all. May be given several times."),
)
@click.option(
    "--register",
    metavar=_("URL"),
    help=_(
        "Keep the cases on a server: postgresql://user@host/database, never with a "
        "password."
    ),
)
@click.option(
    "--plain",
    is_flag=True,
    help=_("Encrypt nothing: an office for training, with invented people."),
)
@click.option("--upgrade", is_flag=True, help=_("Bring older tables up to date."))
@click.pass_context
def init(
    ctx: click.Context,
    code: str | None,
    name: str | None,
    zone: str,
    users: tuple[str, ...],
    register: str | None,
    plain: bool,  # noqa: ARG001 - every office is plain as yet
    upgrade: bool,
) -> None:
    """Found an office: a folder with its settings and a database for its cases.

    The folder is that of --office or MIGCASE_OFFICE, else a folder of yours. What is
    already there is never overwritten. The database is not encrypted yet: use it for
    training, or on a disk that is. With --register it is one on a PostgreSQL server,
    which must be there and empty.
    """
    folder = folder_of(ctx)
    if upgrade:
        _upgrade(ctx, folder)
        return
    for taken in (folder / SETTINGS, folder / DATABASE):
        if taken.exists():
            message = _("There is an office in {folder} already: {file} is there.")
            raise Worded(
                "exists",
                message.format(folder=folder, file=taken.name),
                _("Nothing was changed. Name another folder with --office."),
            )
    programmes = plugins_of(ctx).programmes()
    if can_ask():
        code = code or click.prompt(_("Code of the office, such as MA"), err=True)
        name = name or click.prompt(_("Name of the office"), default="", err=True)
        users = users or _asked_users(programmes)
    if not code:
        raise click.UsageError(_("Give the office a code: --code MA"), ctx)
    text = _settings(
        code,
        name or "",
        zone,
        register or DATABASE,
        dict(_user(one, programmes) for one in users),
    )
    settings = settings_of(text, SETTINGS)
    mission_of(settings, programmes)
    _found(folder, text, place_of(folder, settings))
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        body = {"folder": str(folder), "code": code, "encrypted": False}
        print_json("founded", {**body, "on_server": register is not None})
        return
    tell(_("The office {code} is in {folder}.").format(code=code, folder=folder))
    if register is not None:
        say(_("Its cases are on a server: whoever may connect there can read them."))
    else:
        say(
            _(
                "Its database is NOT encrypted yet: use it for training with invented "
                "people, or on an encrypted disk."
            )
        )
    if not users:
        say(_("Nobody works here yet: add users to {file}.").format(file=SETTINGS))
    elif not programmes:
        say(_("No plugin is installed: there is no programme to open a case under."))
    else:
        example = _("To begin: migcase open {programme}")
        say(example.format(programme=programmes[0].key))


def _upgrade(ctx: click.Context, folder: Path) -> None:
    settings = settings_in(folder)
    from migcase.keeping.sql_migrate import migrate  # Alembic is slow to import

    migrate(place_of(folder, settings))
    if wants_json(ctx):
        print_json("upgraded", {"folder": str(folder)})
    else:
        tell(_("The tables in {folder} are up to date.").format(folder=folder))


def _found(folder: Path, text: str, place: Path | str) -> None:
    """Write the settings, then the tables, which are all or none; undo what failed."""
    from migcase.keeping.sql_migrate import found  # Alembic is slow to import

    made = not folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if made:
            folder.chmod(0o700)
        file = folder / SETTINGS
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(text, encoding="utf-8")
        found(place)
    except BaseException as error:
        for file_name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", SETTINGS):
            if not isinstance(error, FileExistsError):
                (folder / file_name).unlink(missing_ok=True)
        if made and folder.is_dir():
            folder.rmdir()
        if isinstance(error, OSError):
            reason = error.strerror or type(error).__name__
            words = {"folder": folder, "reason": reason}
            told = _("No office can be founded in {folder}: {reason}")
            raise Worded("cannot-found", told.format(**words)) from None
        raise


def _settings(
    code: str,
    name: str,
    zone: str,
    register: str,
    users: dict[str, dict[str, list[str]]],
) -> str:
    """Return the text of the settings file."""
    lines = [
        _("# This office. Programmes and roles: migcase plugins, migcase explain."),
        f"code = {_text(code)}",
        f"name = {_text(name)}",
        f"zone = {_text(zone)}",
        f"register = {_text(register)}",
    ]
    for person, roles in users.items():
        lines += ["", f"[users.{_text(person)}]"]
        lines += [f"{_text(key)} = {_listed(worn)}" for key, worn in roles.items()]
    return "\n".join(lines) + "\n"


def _user(
    given: str, programmes: Sequence[Programme]
) -> tuple[str, dict[str, list[str]]]:
    """Return a name and its roles in each programme that has them."""
    person, sign, listed = given.partition(":")
    person = person.strip()
    wanted = [role.strip() for role in listed.split(",") if role.strip()]
    if not sign or not person or not wanted:
        told = _("{text} names no user: type NAME:ROLE,ROLE, such as amina:officer.")
        raise click.BadParameter(told.format(text=shown(given)), param_hint="--user")
    worn: dict[str, list[str]] = {}
    for role in wanted:
        programme, dot, key = role.rpartition(".")
        found = False
        for one in programmes:
            if dot and one.key != programme:
                continue
            roles = list(one.index.roles) if key == EVERYTHING else [key]
            known = [each for each in roles if each in one.index.roles]
            found = found or bool(known)
            listed_so_far = worn.setdefault(one.key, [])
            listed_so_far += [each for each in known if each not in listed_so_far]
        if not found:
            raise _no_role(role, programmes)
    return person, {key: roles for key, roles in worn.items() if roles}


def _no_role(role: str, programmes: Iterable[Programme]) -> Worded:
    known = {key for one in programmes for key in one.index.roles}
    lines = [_("No programme here has a role {role}.").format(role=shown(role))]
    hint = near(role, known)
    if hint:
        lines.append(did_you_mean([hint]))
    elif known:
        listed = ", ".join(sorted(known))
        lines.append(_("There are: {keys}").format(keys=listed))
    else:
        lines.append(_("No plugin is installed."))
    return Worded("unknown-word", *lines)


def _asked_users(programmes: Sequence[Programme]) -> tuple[str, ...]:
    roles = sorted({key for one in programmes for key in one.index.roles})
    say(_("Roles: {roles}").format(roles=", ".join(roles)))
    told = _("Who works here, and in which roles (amina:officer; * for all roles)")
    found: list[str] = []
    while typed := click.prompt(told, default="", show_default=False, err=True):
        found.append(typed)
        told = _("Who else? (empty to go on)")
    return tuple(found)


def _text(text: str) -> str:
    """Return *text* between quotation marks; TOML reads what JSON writes."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)


def _listed(words: Iterable[str]) -> str:
    return "[" + ", ".join(map(_text, words)) + "]"
