"""Somebody who types: the real command line, again and again in one process.

    python -m tests.torture.typist COMMANDS.json [FIRST]

COMMANDS is a list of lists of words; FIRST is the place of the first one in its day.
Each is `migcase.cli.main()` with those words, as the installed command calls it.  Only
the clock is ours, so that a day can be typed twice: the command at place *n* is typed
*n* minutes after ten.

In an encrypted office, what a porter would answer is read from the folder in
TORTURE_KEYS.  With TORTURE_COLLEAGUE somebody else has the office open all day, so that
the journal is never taken away, and is emptied in the midst of commits.  For positive
controls, TORTURE_PROFILE breaks what a confirmed step rests on.  It is
read here; the product knows no such word.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import migcase.cli
from migcase.cli import entering, first_entries
from migcase.keeping import sql_sqlite
from migcase.keeping.seal import epochs, slots
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_unlocked import open_following
from migcase.office import clock as the_clock
from migcase.office import delivering, restoring

MORNING = datetime(2026, 3, 2, 10, tzinfo=UTC)

# What is broken on purpose, and how.
BROKEN = {
    "normal": ("WAL", "NORMAL", 1),
    "off": ("WAL", "OFF", 0),
    # SQLite's own default, which does not sync the folder when a journal goes.
    "delete": ("DELETE", "FULL", 2),
}
# The secret of this machine outlives an erasure; a folder that was restored is not
# synced; who watches is told, and it is not written down before.
KEEPS_SECRET, UNSETTLED, OWES_NOTHING = "keeps-secret", "unsettled", "owes-nothing"


def main() -> None:
    """Type every command that is listed; stop at the first that fails."""
    listed = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    if os.environ.get("TORTURE_PROFILE"):
        spoil(os.environ["TORTURE_PROFILE"])
    colleague = a_colleague() if os.environ.get("TORTURE_COLLEAGUE") else None
    for place, words in enumerate(listed, first):
        code = typed(words, at(place))
        if code:
            sys.exit(f"{words} ended with {code}")
    if colleague is not None:
        colleague.close()


def at(place: int) -> Callable[[], datetime]:
    """Return the clock by which the command at *place* is typed."""
    return lambda: MORNING + timedelta(minutes=place)


def typed(words: Sequence[str], clock: Callable[[], datetime]) -> int:
    """Type one command; return its exit code."""
    sys.argv[1:] = words
    slots.USUAL = slots.FLOOR  # what a guess costs is not what is tried here
    the_clock.now = first_entries.now = clock
    entering.held_now = lambda _folder: _keys(words)
    try:
        migcase.cli.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def a_colleague() -> SqlRegister:
    """Return the register, open; from then on a journal of 60 pages is long."""
    sql_sqlite.PROFILE = (*sql_sqlite.PROFILE, ("wal_autocheckpoint", "60", 60))
    folder = Path(os.environ["MIGCASE_OFFICE"])
    keys = _keys(("--as", "amina"))
    register, _now = open_following(folder, folder / "office.db", keys)
    return register


def _keys(words: Sequence[str]) -> Keyring | None:
    """Return the keys of whoever types *words*, None in a plain office."""
    name = words[words.index("--as") + 1] if "--as" in words else ""
    file = Path(os.environ["TORTURE_KEYS"]) / f"{name}.keys"
    return Keyring.of_bytes(file.read_bytes()) if file.exists() else None


def spoil(profile: str) -> None:
    """Break something on purpose: what a confirmed step rests on, or another thing."""
    if profile == KEEPS_SECRET:
        epochs.destroy = lambda *_: None
        return
    if profile == UNSETTLED:
        restoring.settle = lambda _: None
        return
    if profile == OWES_NOTHING:
        delivering.Messenger.owe = lambda self, _: self._plugins.watchers
        return
    journal, word, number = BROKEN[profile]
    rest = [one for one in sql_sqlite.PROFILE if one[0] != "journal_mode"]
    sql_sqlite.PROFILE = (("journal_mode", journal, journal.lower()), *rest)
    sql_sqlite._SYNCHRONOUS["full"] = (word, number)


if __name__ == "__main__":
    main()
