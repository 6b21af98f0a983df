"""The lines of a case file in words: one sentence for each event."""

from __future__ import annotations

from gettext import gettext as _

from migcase.casefile.case import Case
from migcase.casefile.events import (
    Assigned,
    Closed,
    Confirmed,
    Entry,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    Reopened,
    Resumed,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.cli.days import say_day, say_instant
from migcase.cli.display import shown
from migcase.cli.labels import Labels
from migcase.locale import marked

SENTENCES = {
    Opened: marked("Opened: {programme}"),
    StepDone: marked("Done: {step}"),
    StepWaived: marked("Will not be done: {step} ({reason})"),
    StepReopened: marked("To be done again: {step} ({reason})"),
    Confirmed: marked("Stands: {step} ({reason})"),
    LineOpened: marked("{line} was opened"),
    LineEnded: marked("{line} ended: {outcome}"),
    Assigned: marked("In the hands of {to}"),
    Noted: marked("Note: {text}"),
    Held: marked("On hold: {hold}"),
    Resumed: marked("Released: {hold} ({reason})"),
    Closed: marked("Closed: {outcome}"),
    Reopened: marked("Open again ({reason})"),
}


def say_record(entry: Entry, case: Case, labels: Labels) -> str:
    """Return the line of the file that *entry* is: what it says, who wrote it, when."""
    words = {
        "number": f"{entry.number:>4}",
        "day": say_day(entry.event.on),
        "what": say_entry(entry, case, labels),
        "who": shown(entry.by.name),
        "at": say_instant(entry.at),
    }
    return _("{number}  {day}  {what} — {who}, {at}").format(**words)


def say_entry(entry: Entry, case: Case, labels: Labels) -> str:
    """Return what *entry* says; answers are left to the facts of the case."""
    event = entry.event
    said = {
        name: shown(str(getattr(event, name, "") or ""))
        for name in ("reason", "to", "text")
    }
    step = labels.step(str(getattr(event, "step", "")))
    line = getattr(event, "line", None)
    if line is not None:
        called = labels.line(case, line)
        step = _("{task} — {line}").format(task=step, line=called)
        said["line"] = called
    said["step"] = step
    said["outcome"] = labels.outcome(str(getattr(event, "outcome", "")))
    said["hold"] = labels.hold(str(getattr(event, "hold", "")))
    said["programme"] = labels.name(case.programme)
    sentence = SENTENCES.get(type(event))
    if sentence is not None:
        return _(sentence).format_map(said)
    keys = getattr(event, "facts", {})
    told = ", ".join(labels.question(key) for key in keys)
    return _("Told: {facts}").format(facts=told)
