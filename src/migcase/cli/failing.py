"""What went wrong, in words and as an exit code.

The only place where an error becomes a message.  A message says what happened, why,
and what to do next; it never holds more about a person than the number of a case.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from gettext import gettext as _
from pathlib import Path

import click

from migcase.casefile.case import Case
from migcase.cli.causes import faults_of, say_cause, say_plugin_fault
from migcase.cli.days import say_day, say_instant
from migcase.cli.display import LONGEST_QUOTED, brief, shown
from migcase.cli.error_words import (
    CAUSE_EXITS,
    EXITS,
    FAILED,
    SENTENCES,
    UNTOLD,
)
from migcase.cli.fate import is_recorded, say_fate
from migcase.cli.fault_words import say_fault
from migcase.cli.key_words import sentence_of
from migcase.cli.labels import Labels
from migcase.cli.near_words import did_you_mean
from migcase.cli.office_words import say_not_allowed
from migcase.cli.options import DEBUG, SAID, wish
from migcase.cli.output import plain, print_json, say, wants_json
from migcase.cli.slow_plugins import note_down
from migcase.cli.wording import say_refusals
from migcase.errors import (
    BadPlugin,
    BadProgramme,
    BadRegister,
    BadSettings,
    MigcaseError,
    Refused,
)
from migcase.office.contained import Stopped
from migcase.office.plugin_faults import kind_of


class Worded(MigcaseError):
    """Something went wrong at the door, and is in the reader's words already."""

    def __init__(
        self, code: str, *lines: str, near: tuple[str, ...] = (), cause: str = ""
    ) -> None:
        super().__init__({"near": near} | ({"cause": cause} if cause else {}))
        self.told = code
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


def tell(error: Exception, ctx: click.Context) -> int:
    """Word *error* on the error stream; return the exit code that goes with it."""
    if not isinstance(error, MigcaseError):
        return tell_unexpected(error, ctx)
    case, labels = context_of(ctx)
    code = error.told if isinstance(error, Worded) else error.code
    recorded = is_recorded(error, ctx)
    try:
        said = wish(ctx, SAID) or ()
        is_said = isinstance(error, BadPlugin) and str(error) in said
        lines = () if is_said else tuple(_lines(error, case, labels))
    except (KeyError, IndexError, AttributeError):  # a plugin made it up
        return tell_unexpected(error, ctx)
    for line in (*lines, *say_fate(error, ctx, recorded)):
        say(line)
    if wants_json(ctx):
        print_json("error", _as_json(error, code, recorded))
    cause = str(error.values.get("cause", ""))
    return CAUSE_EXITS.get(cause, EXITS.get(code, FAILED))


def tell_interrupted(ctx: click.Context, error: BaseException | None = None) -> int:
    """Say that somebody stopped the command, and whether anything was recorded."""
    say()
    stopped = error if isinstance(error, Stopped) else None
    if ctx.meta.get("migcase.recorded") or (stopped is not None and stopped.recorded):
        say(_("Stopped, after it was recorded."))
    else:
        say(_("Stopped. Nothing was recorded."))
    if stopped is not None:
        words = {"name": shown(str(stopped.name)), "hook": shown(stopped.doing)}
        told = _("The plugin {name} was at work ({hook}). Without it: --no-plugins.")
        say(told.format(**words))
        folder = ctx.meta.get("migcase.folder")
        if isinstance(folder, Path):
            note_down(folder, [(str(stopped.name), stopped.doing)])
    return FAILED


def tell_unexpected(error: BaseException, ctx: click.Context) -> int:
    """Say that migcase itself, or a plugin's command, is at fault; how to find out."""
    kind = kind_of(error)
    if isinstance(error, OSError) and error.errno:  # its words, and no name of a file
        kind = f"{kind}: {os.strerror(error.errno)}"
    words = {"kind": kind, "option": f"--{DEBUG}"}
    owner = ctx.meta.get("migcase.plugin")
    if owner is not None:
        words["name"] = shown(str(owner))
        told = _("The plugin {name}, whose command this is, failed ({kind}).")
    else:
        told = _("Something went wrong that migcase did not expect ({kind}).")
    say(told.format(**words))
    if ctx.meta.get("migcase.recorded"):
        say(_("What you asked for was recorded before."))
    elif owner is None:
        say(_("Nothing was recorded."))
    say(_("To see where: the same again with {option}.").format(**words))
    return FAILED


def remember(ctx: click.Context, case: Case | None, labels: Labels) -> None:
    """Keep what errors of this call will be about, so that they can be worded."""
    ctx.meta["migcase.about"] = case, labels


def context_of(ctx: click.Context) -> tuple[Case | None, Labels]:
    """Return the case that this call is about, if it got so far, and its words."""
    case, labels = ctx.meta.get("migcase.about", (None, Labels(None)))
    return case, labels


def _lines(error: MigcaseError, case: Case | None, labels: Labels) -> Iterator[str]:
    if isinstance(error, Worded):
        yield from error.lines
    elif isinstance(error, Refused):
        yield from say_refused(error, case, labels)
    elif isinstance(error, BadRegister):
        yield from say_cause(error)
    elif error.code == "not-allowed":
        yield from say_not_allowed(error)
    elif isinstance(error, BadPlugin):
        yield from say_plugin_fault(error)
    elif isinstance(error, BadSettings | BadProgramme):
        yield _("{file} cannot be used:").format(
            file=shown(str(error.values.get("file") or error.values.get("programme")))
        )
        for fault in faults_of(error):
            yield f"- {say_fault(fault)}"
    else:
        yield from _sentence(error)


def say_refused(error: Refused, case: Case | None, labels: Labels) -> Iterator[str]:
    """Yield that nothing was recorded, every reason, and what others did meanwhile."""
    yield _("Not recorded.")
    for first, *rest in say_refusals(error.refusals, case, labels):
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)
    for entry in error.meanwhile:
        event = getattr(entry, "event", None)
        words = {
            "who": shown(getattr(getattr(entry, "by", None), "name", "?")),
            "what": labels.step(getattr(event, "step", "") or ""),
        }
        yield _("Meanwhile {who} wrote into this case: {what}").format(**words)


def _sentence(error: MigcaseError) -> Iterator[str]:
    values = {name: _said(value) for name, value in error.values.items()}
    code = f"{error.code}:version" if error.values.get("versions") else error.code
    own = sentence_of(error.code, error.values) or error.sentence
    yield _(SENTENCES.get(code, own)).format_map(values)
    near = error.values.get("near")
    if isinstance(near, str) and near:
        yield did_you_mean([near])
    elif isinstance(near, tuple) and near:
        yield did_you_mean([str(one) for one in near])


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return say_instant(value)
    if isinstance(value, tuple):
        return ", ".join(map(_said, value))
    return say_day(value) if isinstance(value, date) else brief(str(value))


def _as_json(
    error: MigcaseError, code: str, recorded: bool | None
) -> dict[str, object]:
    body: dict[str, object] = {"code": code, "recorded": recorded}
    if isinstance(error, Refused):
        body["refusals"] = [
            {
                "code": refusal.code,
                "concerns": refusal.concerns,
                "values": {k: _simple(v) for k, v in refusal.values.items()},
            }
            for refusal in error.refusals
        ]
    else:
        untold = UNTOLD.get(error.code, ())
        values = {k: v for k, v in error.values.items() if k not in untold}
        body["values"] = {k: _simple(v) for k, v in values.items()}
    return {"error": body}


def _simple(value: object) -> object:
    if isinstance(value, str):
        return value[:LONGEST_QUOTED]
    if value is None or isinstance(value, int | bool):
        return value
    if isinstance(value, tuple | list):
        return [_simple(one) for one in value]
    found = plain(value)
    return found if isinstance(found, str | dict) else str(found)[:LONGEST_QUOTED]
