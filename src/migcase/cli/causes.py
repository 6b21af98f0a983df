"""Why a database, a plugin or a settings file cannot be used, and what to do next.

The codes come from the rooms that found out; the sentences are for whoever has to
put it right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from gettext import gettext as _

from migcase.cli.display import shown
from migcase.cli.fault_words import say_fault
from migcase.errors import BadPlugin, BadRegister, Fault, MigcaseError
from migcase.locale import marked

CAUSES: Mapping[str, str] = {
    "missing": marked("There is no such file. `migcase init` makes an office."),
    "directory": marked("It is a folder, not a file."),
    "empty": marked("The file is empty. Restore a backup."),
    "no-file": marked(
        "It is a pipe or a device, not a file. Restore a backup, and find out who put "
        "it there."
    ),
    "exists": marked("There is a file already. Choose another folder."),
    "not-a-database": marked("It is not a database, or an encrypted one."),
    "encrypted": marked("It is encrypted, and locked: `migcase unlock` unlocks it."),
    "not-encrypted": marked(
        "It is not encrypted, as this office's should be. It is another office's, or "
        "somebody has put it there."
    ),
    "wrong-key": marked(
        "It does not open with the keys of this office: it is another office's, or its "
        "beginning is damaged. Keep it as it is, and restore a backup."
    ),
    "other-epoch": marked(
        "Its keys were renewed meanwhile: `migcase lock`, then `migcase unlock`."
    ),
    "other-master": marked(
        "Its master key was renewed meanwhile: `migcase lock`, then `migcase unlock`. "
        "On another machine of an office on a server, first copy keys.json from where "
        "that was done."
    ),
    "in-use": marked(
        "Somebody has the office open, perhaps in a question on another screen. "
        "Nothing was changed: have them finish, then try again."
    ),
    "let-go": marked(
        "The disk reported an error before. Check the disk, then look at the case "
        "again."
    ),
    "not-migcase": marked("It is a database of another program."),
    "no-tables": marked(
        "The database is empty: `migcase init --upgrade` makes the tables in it."
    ),
    "founded": marked(
        "There are the cases of an office in it already. To work in that office too, "
        "copy its office.toml to this machine; else name another database."
    ),
    "foreign-code": marked(
        "It holds code that migcase did not write ({name}). Restore a backup, and find "
        "out who changed it."
    ),
    "damaged": marked(
        "It is damaged. Keep it as it is, and restore a backup beside it. `migcase "
        "verify` says which cases cannot be read; the others can."
    ),
    "network": marked(
        "It lies on a network folder ({kind}), where a database loses data. Use a "
        "local "
        "folder, or PostgreSQL."
    ),
    "cloud": marked(
        "It lies in a folder that is synchronised ({kind}), where a database loses "
        "data. "
        "Use a local folder, or PostgreSQL."
    ),
    "no-permission": marked("You may not read and write it. Ask who owns it."),
    "read-only": marked("It can be read but not written. Ask who owns it."),
    "full": marked("There is no room left on the disk. Make room, then try again."),
    "locked": marked("Another program has been writing for too long. Try again."),
    "input-output": marked(
        "The disk reported an error, and the file was let go. Check the disk, then "
        "look at the case again."
    ),
    "setting": marked("The database does not keep to the setting {name}."),
    "older": marked(
        "It was made by an older migcase: `migcase init --upgrade` backs it up, then "
        "brings it up to date."
    ),
    "newer": marked("It was made by a newer migcase. Update this one."),
    "no-driver": marked(
        'The option “postgres” is missing: pip install "migcase[postgres]"'
    ),
    "sees-part": marked(
        "This login is shown only a part of what is there, by the rights of its user. "
        "Nothing was written: name its owner, with --owner URL."
    ),
    "another": marked("It is another database than that of this office."),
    "not-a-server": marked(
        "It is a file; only a server holds logins to their rights: "
        "postgresql://owner@host/database"
    ),
    "not-a-url": marked("It is not an address like postgresql://user@host/database."),
    "password": marked(
        "A password in an address can be read by everybody on this machine. Put it "
        "into "
        "the file ~/.pgpass."
    ),
    "unreachable": marked(
        "The server does not answer, or lets nobody in by that name. Check the "
        "address, "
        "the user and the password file."
    ),
    "encoding": marked("It keeps its text in {found}. Make one in UTF8."),
    "failed": marked("The database refused ({found})."),
}

PLUGIN_FAULTS: Mapping[str, str] = {
    "import-failed": marked("It cannot be imported: {error}"),
    "hook-failed": marked("{hook} failed: {error}"),
    "hook-unknown": marked("There is no hook {hook}."),
    "hook-unmarked": marked("{hook} is not marked with @hookimpl."),
    "hook-argument": marked("{hook} asks for {argument}, which it is not given."),
    "hook-wraps": marked("{hook} wraps the hooks of other plugins, which none may do."),
    "hook-async": marked("{hook} is asynchronous, which no hook may be."),
    "hook-writes": marked("{hook} would write into the office, which no hook may."),
    "hook-invalid": marked("Its hooks cannot be used: {error}"),
    "wrong-type": marked("{hook} returned {given} instead of {wanted}."),
    "slow": marked("{hook} took {seconds} s; after {most} s nobody waits gladly."),
    "name-of-migcase": marked(
        "A plugin {plugin} comes with migcase; that one is used."
    ),
    "programme-of-migcase": marked(
        "{programme} version {version} comes with migcase; that one is used."
    ),
    "command-taken": marked(
        "migcase has a command {command} of its own; that one is used."
    ),
    "command-clash": marked(
        "{other} adds a command {command} as well; neither is used."
    ),
    "name-taken": marked("{other} brings a plugin {plugin} as well; neither is used."),
    "programme-twice": marked("It declares {programme} version {version} twice."),
    "programme-clash": marked(
        "{other} declares {programme} version {version} as well; neither is used."
    ),
    "definition-changed": marked(
        "{programme} version {version} is not what it was when its first case was "
        "opened. The changed programme needs a new version."
    ),
    "rule-failed": marked("A rule of {programme} version {version} failed: {error}"),
    "not-installed": marked("It is not installed."),
    "no-hooks": marked(
        "Its module has no hook: mark each with @hookimpl, and import it there."
    ),
}


def say_cause(error: BadRegister) -> Iterator[str]:
    """Yield why a database cannot be used, and what to do."""
    register = shown(str(error.values.get("register", "")))
    if error.values.get("cause") != "in-use":  # then nothing is wrong with it
        yield _("The cases in {register} cannot be used.").format(register=register)
    sentence = CAUSES.get(str(error.values.get("cause")), "{reason}")
    yield _(sentence).format_map({"reason": "", **_shown(error.values)})


def say_plugin_fault(error: BadPlugin) -> Iterator[str]:
    """Yield which plugin cannot be used, and why; every fault of what it declares."""
    words = _shown(error.values)
    faults = faults_of(error)
    sentence = PLUGIN_FAULTS.get(str(error.values.get("fault")), "{reason}")
    if faults:
        sentence = marked("{file} cannot be used:")
    wanted = words.get("wanted")
    if wanted:
        words["wanted"] = _(wanted)
    reason = _(sentence).format_map(words)
    if words.get("near"):
        reason = f"{reason} {_('Did you mean {near}?').format_map(words)}"
    name = f"{words.get('plugin', '?')} {words.get('release', '')}".rstrip()
    yield _("Plugin {name}: {reason}").format(name=name, reason=reason)
    yield from (f"- {say_fault(fault)}" for fault in faults)


def faults_of(error: MigcaseError) -> tuple[Fault, ...]:
    """Return the faults that *error* lists, if it lists any."""
    found = getattr(error, "faults", None) or error.values.get("faults")
    return found if isinstance(found, tuple) else ()


def _shown(values: Mapping[str, object]) -> dict[str, str]:
    return {name: shown(str(value)) for name, value in values.items()}
