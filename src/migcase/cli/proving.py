"""`migcase verify` and `head`: was anything changed?  And something for the safe.

A head stands for everything that was written: whoever keeps one outside the office
notices when an older copy, or another history, is put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import attrs
import click

from migcase.cli.days import say_instant
from migcase.cli.display import shown
from migcase.cli.failing import FAILED, Worded
from migcase.cli.flaw_words import say_flaw
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.whole import Whole, whole_of
from migcase.errors import BadRegister
from migcase.keeping.proof import Flaw
from migcase.keeping.seal.checkpoint import LONGEST, Checkpoint, read_checkpoint
from migcase.keeping.seal.errors import BadCheckpoint
from migcase.keeping.sql_damage import damage, damaged_pages
from migcase.keeping.verify import Verdict
from migcase.locale import marked
from migcase.office.verifying import (
    Against,
    Examined,
    Known,
    examine,
    examine_case,
)

# So many are told; where everything is wrong, more would say no more.
MOST = 50

_WRITTEN_DOWN = re.compile(r"(?:(?P<size>[0-9]{1,15}):)?(?P<root>[0-9a-fA-F]{64})")

HOW_TO_NAME = marked(
    "Name a file that `migcase head --to` wrote, or type the number of entries, a "
    "colon, and the 64 letters and figures."
)
DAMAGED = "damaged"
UNCHECKED: Mapping[str, str] = {
    "signatures": marked(
        "No signatures: this office has no keys, so whoever can change its file and "
        "knows how can make a history that looks whole."
    ),
    "old-signatures": marked(
        "Signatures of entries under a head: they were checked when it was signed. "
        "--full checks them again."
    ),
    "content": marked(
        "Whether what is kept of each case is what its entries add up to: --full "
        "opens every case."
    ),
    "sealed": marked(
        "Cases that are sealed to others were not opened; their entries are in order "
        "as they are."
    ),
    DAMAGED: marked(
        "Everything else: the file is damaged. What is not named above can be read and "
        "worked on; restore a backup beside it."
    ),
    "no-head": marked(
        "Whether this is an older copy of the office: only a head from outside tells, "
        "with --against."
    ),
}
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


@click.command(cls=Spoken)
@click.argument("case", required=False)
@click.option(
    "--full",
    is_flag=True,
    help=_("Open every case, and check every signature again."),
)
@click.option(
    "--against",
    metavar=_("HEAD"),
    help=_("A head from outside: a file, or what was written down of one."),
)
@click.pass_context
def verify(
    ctx: click.Context, case: str | None, full: bool, against: str | None
) -> None:
    """Look whether anything was changed, taken out, put in or moved; say exactly where.

    Looked at are the entries of all cases, or of CASE alone; the tree over them and
    its heads; who signed; the office's log, and what was read. What could not be
    looked at is told as well. The exit code is 1 if anything is wrong.

    A head is a file that `migcase head` wrote, or its 64 letters and figures, with the
    number of entries and a colon before them where that is known.
    """
    known = None if against is None else known_head(against)
    whole = whole_of(ctx)
    head = None
    try:
        examined = _examined(whole, case, known, full=full)
    except BadRegister as error:
        examined = _of_damage(whole, error)
    if case is None and examined.is_sound:
        head = whole.head()
        ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("verified", _as_json(examined, head))
    else:
        _tell(examined, head)
    ctx.exit(0 if examined.is_sound else FAILED)


@click.command(cls=Spoken)
@click.option(
    "--print",
    "wants_card",
    is_flag=True,
    help=_("Print the whole of it, for paper in a safe."),
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=_("FILE"),
    help=_("Write it into a new file, to be kept outside the office."),
)
@click.pass_context
def head(ctx: click.Context, wants_card: bool, target: Path | None) -> None:
    """Sign what this office holds now, in one line for the safe.

    Whoever keeps it where the office is not, on paper or with another office, can tell
    later that nothing that was written until now is gone or was changed: `migcase
    verify --against`.
    """
    whole = whole_of(ctx)
    made = whole.head()
    ctx.meta["migcase.recorded"] = True
    if target is not None:
        _write(target, made)
    if wants_json(ctx):
        print_json("head", head_as_json(made))
        return
    if wants_card:
        _tell_card(whole, made)
    else:
        tell_head(made)
    if target is not None:
        tell(_("It is in {file}.").format(file=shown(str(target))))


def _examined(
    whole: Whole, case: str | None, known: Known | None, *, full: bool
) -> Examined:
    if case is not None:
        number = whole.counter.office.case(case).id
        return examine_case(whole.register, number, whole.known)
    examined = examine(
        whole.register, whole.office, whole.known, full=full, against=known
    )
    if full and isinstance(whole.place, Path):
        pages = damaged_pages(whole.place, whole.keys)
        if pages:
            flaw = Flaw("page-damaged", number=pages)
            return attrs.evolve(examined, flaws=(*examined.flaws, flaw))
    return examined


def _of_damage(whole: Whole, error: BadRegister) -> Examined:
    """Return what of a damaged file cannot be read, by case and entry."""
    if error.values.get("cause") != "damaged" or not isinstance(whole.place, Path):
        raise error
    found = damage(whole.place, whole.keys)
    flaws = (Flaw("page-damaged", number=damaged_pages(whole.place, whole.keys)),)
    nothing = Verdict(0, 0, 0, 0, 0, (), {})
    return Examined(nothing, (*flaws, *found), (DAMAGED,))


def tell_head(made: Checkpoint) -> None:
    """Print a head as it is written down."""
    told = ngettext(
        "Head of {n} entry, {instant}:", "Head of {n} entries, {instant}:", made.size
    )
    instant = say_instant(datetime.fromisoformat(made.at))
    tell(told.format(n=made.size, instant=instant))
    groups = made.hex.split(" ")
    tell("  " + " ".join(groups[:8]))
    tell("  " + " ".join(groups[8:]))
    if made.by:
        tell(_("Signed by {who}.").format(who=shown(made.by)))
    else:
        tell(_("Nobody signed it: this office has no keys."))


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
        tell(told.format(n=stands.missing))


def known_head(given: str) -> Known:
    """Return the head that is named by a file, or by what was written down of it."""
    bare = re.sub(r"\s+", "", given)
    found = _WRITTEN_DOWN.fullmatch(bare)
    if found is not None:
        size = found["size"]
        return Known(bytes.fromhex(found["root"]), None if size is None else int(size))
    try:
        note = Path(given).read_bytes()[: LONGEST + 1].decode()
        read = read_checkpoint(note)
    except OSError as error:
        words = {"file": shown(given), "reason": error.strerror or "?"}
        told = _("{file} cannot be read: {reason}").format(**words)
        raise Worded("no-head", told, _(HOW_TO_NAME)) from None
    except (BadCheckpoint, UnicodeDecodeError):
        told = _("{file} holds no head: it was shortened, or changed.")
        raise Worded("bad-head", told.format(file=shown(given))) from None
    return Known(read.root, read.size, read)


def _write(target: Path, made: Checkpoint) -> None:
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(made.note)
    except OSError as error:
        words = {"file": shown(str(target)), "reason": error.strerror or "?"}
        told = _("{file} cannot be written: {reason}")
        raise Worded("cannot-write", told.format(**words)) from None


def _tell_card(whole: Whole, made: Checkpoint) -> None:
    words = {"code": whole.settings.code, "name": shown(whole.settings.name)}
    tell(_("HEAD OF OFFICE {code} {name}").format(**words).rstrip())
    tell()
    tell_head(made)
    tell()
    tell(
        _(
            "To check: migcase verify --against {size}:{root}, the root without blanks."
        ).format(size=made.size, root="…")
    )
    tell(_("Keep this where the office is not. It says nothing about anybody."))
    tell()
    for line in made.note.splitlines():
        tell(line)


def _tell(examined: Examined, made: Checkpoint | None) -> None:
    verdict = examined.verdict
    cases = ngettext("{n} case", "{n} cases", verdict.cases).format(n=verdict.cases)
    entries = ngettext("{n} entry", "{n} entries", verdict.entries)
    signed = ngettext("{n} signature", "{n} signatures", verdict.signed)
    words = {
        "cases": cases,
        "entries": entries.format(n=verdict.entries),
        "signatures": signed.format(n=verdict.signed),
    }
    if verdict.entries or not examined.flaws:
        tell(_("Looked at: {cases}, {entries}, {signatures}.").format(**words))
    for flaw in examined.flaws[:MOST]:
        tell(f"✗ {say_flaw(flaw)}")
    more = len(examined.flaws) - MOST
    if more > 0:
        told = ngettext("✗ {n} more flaw.", "✗ {n} more flaws.", more)
        tell(told.format(n=more))
    if examined.against is not None:
        tell_against(examined.against)
    if examined.is_sound:
        tell(_("✓ Everything that was looked at is as it was written."))
    else:
        say(
            _(
                "Keep everything as it is, and find out who could write here. What "
                "was there before is in a backup: `migcase restore` puts it beside."
            )
        )
    if examined.unchecked:
        tell(_("Not looked at:"))
        for code in examined.unchecked:
            tell(f"- {_(UNCHECKED[code])}")
    if made is not None:
        tell_head(made)


def _as_json(examined: Examined, made: Checkpoint | None) -> dict[str, object]:
    verdict, against = examined.verdict, examined.against
    body: dict[str, object] = {
        "sound": examined.is_sound,
        "cases": verdict.cases,
        "entries": verdict.entries,
        "signatures": verdict.signed,
        "counted": verdict.counted,
        "heads": verdict.heads,
        "flaws": [
            {
                "code": flaw.code,
                "case": flaw.case or None,
                "number": flaw.number or None,
                "until": flaw.until or None,
                "values": dict(flaw.values),
            }
            for flaw in examined.flaws
        ],
        "unchecked": examined.unchecked,
    }
    if against is not None:
        body["against"] = {
            "outcome": against.outcome,
            "size": against.size,
            "missing": against.missing,
        }
    if made is not None:
        body["head"] = head_as_json(made)
    return body
