"""What a plugin may be asked: declare, object, watch, add commands.

A plugin that wants to write goes through the office like everybody else.  Hooks only
grow: an argument may be added, none is ever taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, Entry, Event
from migcase.errors import Refusal
from migcase.programme.declaration import Programme

if TYPE_CHECKING:
    from click import Group

GROUP = "migcase"

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def migcase_programmes() -> Iterable[Programme]:  # type: ignore[empty-body]
    """Return the programmes that this plugin declares, in every version still used.

    Called once for each plugin, when the plugins of an office are loaded.  It cannot
    change the programme of another plugin: what two plugins declare under one key
    and version is used by neither.
    """


@hookspec
def migcase_check(  # type: ignore[empty-body]
    event: Event, case: Case | None, programme: Programme, by: Actor
) -> Iterable[Refusal]:
    """Return further reasons why *event* may not be written into *case*.

    Called after the programme's own rules and before anything is written, for the
    cases of every programme; also when somebody only asks why not.  *case* is as it
    stands before the event, None for the event that opens it.  It can add reasons
    and cannot take any away.  If it fails, nobody knows whether it objects, and the
    event is refused (`check-failed`).
    """


@hookspec
def migcase_recorded(case: Case, entry: Entry) -> None:
    """Take note that *entry* was written; *case* is as it stands now.

    Called once for each entry, after it is safely kept.  It cannot undo or change
    anything, and one that fails keeps no other from being called.
    """


@hookspec
def migcase_commands(cli: Group) -> None:
    """Add commands to the ``migcase`` command line.

    Called when a command is looked for that migcase itself does not have, and for
    ``--help``.  It cannot replace a command of migcase.
    """
