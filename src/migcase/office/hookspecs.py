"""What a plugin may be asked: declare, object, watch, add commands.

No hook writes: a plugin that wants to adds a command, which goes through the office
like everybody else.  Hooks only grow: an argument may be added, and none is ever taken
away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pluggy

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, Entry, Event
from migcase.errors import Refusal
from migcase.programme.declaration import Programme

if TYPE_CHECKING:
    from click import Group

GROUP = "migcase"

CHECK = "migcase_check"
RECORDED = "migcase_recorded"
COMMANDS = "migcase_commands"
PROGRAMMES = "migcase_programmes"
IMPORT = "import"

# For how many seconds a plugin may be gone before it is named.  It cannot be stopped:
# it runs in our process.
BUDGETS: Mapping[str, float] = {
    IMPORT: 5.0,
    PROGRAMMES: 5.0,
    CHECK: 2.0,
    RECORDED: 10.0,
    COMMANDS: 5.0,
}

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
def migcase_recorded(case: Case, entry: Entry, delivery: str) -> None:
    """Take note that *entry* was written; *case* is as it stood with it.

    Called at least once for each entry, after it is safely kept, and for each case
    in the order of its entries.  *delivery* is the same whenever the same entry is
    told again.  It cannot undo or change anything, and one that fails keeps no other
    from being called: it is called again later, and after five times set aside until
    somebody has it tried again.
    """


@hookspec
def migcase_commands(cli: Group) -> None:
    """Add commands to the ``migcase`` command line.

    Called when a command is looked for that migcase itself does not have.  It cannot
    replace a command of migcase, nor see those of other plugins.
    """
