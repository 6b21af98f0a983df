"""A head on paper, in a file and on the screen; and how an office stands to one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from gettext import gettext as _
from gettext import ngettext

from migcase.cli.days import say_instant
from migcase.cli.display import shown
from migcase.cli.failing import Worded
from migcase.cli.output import as_typed, tell
from migcase.cli.values import say_value
from migcase.incoming import BadFile, read_incoming
from migcase.keeping.seal.checkpoint import LONGEST, Checkpoint, read_checkpoint
from migcase.keeping.seal.errors import BadCheckpoint
from migcase.locale import marked
from migcase.office.against import Against, Known
from migcase.office.settings import OfficeSettings

AGAINST: Mapping[str, str] = {
    "holds": marked("It goes on from that head: all that it counted ({size}) is here."),
    "older": marked(
        "This office is OLDER than that head: it counted {size} entries. Somebody put "
        "an old copy back, or a backup was restored."
    ),
    "changed": marked(
        "This is not the history of that head: among its {size} entries something was "
        "changed, or others were written in an older copy."
    ),
    "unknown": marked(
        "This office never had that head: it is older than the head, another history, "
        "or another office. The number of entries beside the head would tell which."
    ),
    "elsewhere": marked("That is the head of another office."),
    "forged": marked("That head was signed by nobody who works here."),
}
HOW_TO_NAME = marked(
    "Name a file that `migcase head --to` wrote, or type the number of entries, a "
    "colon, and the 64 letters and figures."
)

_WRITTEN_DOWN = re.compile(r"(?:(?P<size>[0-9]{1,15}):)?(?P<root>[0-9a-fA-F]{64})")


def known_head(given: str) -> Known:
    """Return the head that is named by a file, or by what was written down of it."""
    bare = re.sub(r"\s+", "", given)
    found = _WRITTEN_DOWN.fullmatch(bare)
    if found is not None:
        size = found["size"]
        return Known(bytes.fromhex(found["root"]), None if size is None else int(size))
    try:
        content = read_incoming(given, LONGEST).decode("utf-8-sig")
        # As mail and editors hand it on: other ends of lines, empty ones behind it.
        note = content.replace("\r\n", "\n").rstrip()
        read = read_checkpoint(f"{note}\n" if "\n\n" in note else f"{note}\n\n")
    except BadFile:
        told = _("{file} cannot be read as a head.").format(file=shown(given))
        raise Worded("no-head-there", told, _(HOW_TO_NAME)) from None
    except (BadCheckpoint, UnicodeDecodeError):
        told = _("{file} holds no head: it was shortened, or changed.")
        raise Worded("bad-head", told.format(file=shown(given))) from None
    return Known(read.root, read.size, read)


def tell_head(made: Checkpoint) -> None:
    """Print a head as it is written down."""
    told = ngettext(
        "Head of {n} entry, {instant}:", "Head of {n} entries, {instant}:", made.size
    )
    instant = say_instant(datetime.fromisoformat(made.at))
    tell(told.format(n=say_value(made.size), instant=instant))
    groups = made.hex.split(" ")
    tell("  " + " ".join(groups[:8]))
    tell("  " + " ".join(groups[8:]))
    if made.by:
        tell(_("Signed by {who}.").format(who=shown(made.by)))
    else:
        tell(_("Nobody signed it: this office has no keys."))


def tell_whom(made: Checkpoint) -> None:
    """Print of whom the text of a head says anything, for whoever hands it on."""
    if made.by or any(tip.chain for tip in made.tips):
        tell(
            _(
                "It says nothing about anybody whom this office helps. Colleagues "
                "stand in it by name: who signed, and how often who was shown what is "
                "masked."
            )
        )
    else:
        tell(_("It says nothing about anybody."))


def head_as_json(made: Checkpoint) -> dict[str, object]:
    """Return a head as programs read it."""
    return {
        "size": made.size,
        "root": made.root.hex(),
        "at": made.at,
        "by": made.by or None,
        "note": made.note,
    }


def tell_against(stands: Against) -> None:
    """Print how an office stands to a head that somebody noted."""
    tell(_(AGAINST[stands.outcome]).format(size=stands.size))
    if stands.missing:
        told = ngettext(
            "{n} entry is missing, at least.",
            "{n} entries are missing, at least.",
            stands.missing,
        )
        tell(told.format(n=say_value(stands.missing)))


def tell_card(settings: OfficeSettings, made: Checkpoint) -> None:
    """Print a head as it is put into a safe."""
    words = {"code": settings.code, "name": shown(settings.name)}
    tell(_("HEAD OF OFFICE {code} {name}").format(**words).rstrip())
    tell()
    tell_head(made)
    tell()
    told = _(
        'To check: migcase verify --against "{size}: …", with the groups above in '
        "place of the dots."
    )
    tell(as_typed(told.format(size=made.size)))
    tell(_("Keep this where the office is not."))
    tell_whom(made)
    tell()
    for line in made.note.splitlines():
        tell(line)
