"""Why a database cannot be used: a cause each, and what to do next.

The door words a cause in the reader's language; the sentences here are for
developers and logs.
"""

from __future__ import annotations

from collections.abc import Mapping

from migcase.errors import BadRegister

REASONS: Mapping[str, str] = {
    "missing": "there is no such file. Make it with `migcase init`.",
    "directory": "it is a folder, not a file. Name the file in it.",
    "no-file": "it is a pipe or a device, not a file.",
    "empty": "the file is empty. Restore a backup, or remove it and make a new one.",
    "exists": "there is a file already. Choose another name.",
    "not-a-database": "it is not a database, or an encrypted one without its "
    "keys.json. Check the name.",
    "encrypted": "it is encrypted, and locked. Unlock it with `migcase unlock`.",
    "not-encrypted": "it is not encrypted, and keys were given. Check the name: it "
    "is another office's, or somebody has put it there.",
    "wrong-key": "it does not open with the keys of this office. It is another "
    "office's, or its beginning is damaged. Keep it as it is, and restore a backup.",
    "other-epoch": "its keys were renewed (epoch {found}, not {given}). Lock and "
    "unlock the office again.",
    "other-master": "its master key was renewed. Lock and unlock the office again; "
    "on another machine, copy keys.json from where that was done.",
    "in-use": "somebody else has it open. Nothing was changed; try again.",
    "not-migcase": "it is a database of another program. Choose another file.",
    "no-tables": "there are no tables in it yet. Make them with `migcase init "
    "--upgrade`.",
    "founded": "there are the cases of an office in it already. Choose another.",
    "foreign-code": "it holds code that migcase did not write ({name}). Restore a "
    "backup, and find out who changed it.",
    "damaged": "it is damaged. Keep it as it is, and restore a backup.",
    "network": "it lies on a network folder ({kind}), where a database loses data. "
    "Use a local folder, or PostgreSQL.",
    "cloud": "it lies in a folder that is synchronised ({kind}), where a database "
    "loses data. Use a local folder, or PostgreSQL.",
    "no-permission": "this user may not read and write it. Ask who owns it.",
    "read-only": "it can be read but not written. Ask who owns it, or copy it.",
    "full": "there is no room left on the disk. Nothing was written; make room.",
    "locked": "another program has been writing for too long. Nothing was written; "
    "try again.",
    "input-output": "the disk reported an error. Nothing that was being written "
    "counts; check the disk and open it again.",
    "let-go": "the disk reported an error before, and the file was let go. Check "
    "the disk and open it again.",
    "setting": "the setting {name} is not in force.",
    "older": "it was made by an older migcase (tables {found}, not {wanted}). Run "
    "`migcase init --upgrade`.",
    "newer": "it was made by a newer migcase (tables {found}; this one knows "
    "{wanted}). Update migcase.",
    "no-driver": "PostgreSQL needs psycopg. Install migcase[postgres].",
    "another": "it is another database than that of the office.",
    "sees-part": "this login is shown only a part of it, which is no backup. Connect "
    "as its owner.",
    "not-a-server": "it is a file. Only a server holds logins to their rights.",
    "not-a-url": "it is not a URL like postgresql://user@host/database.",
    "password": "a password in a URL is seen by every user of the machine. Put it "
    "in the file ~/.pgpass or in PGPASSWORD.",
    "unreachable": "the server does not answer or lets nobody in by that name. "
    "Check the address, the user and the password file.",
    "encoding": "the database keeps its text in {found}. Make one in UTF8.",
    "failed": "the database refused ({found}). Nothing was written.",
}

NO_DETAILS: Mapping[str, object] = {}


def bad(
    register: object, cause: str, details: Mapping[str, object] = NO_DETAILS
) -> BadRegister:
    """Return the error that says that *register* cannot be used because of *cause*."""
    reason = REASONS[cause].format(**details)
    return BadRegister(
        {**details, "register": str(register), "cause": cause, "reason": reason}
    )
