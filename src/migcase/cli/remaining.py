"""What stays of an erased case, in words: no answer, note or reason stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from migcase.casefile.events import Closed
from migcase.cli.counter import Counter
from migcase.cli.days import say_day, say_instant
from migcase.cli.display import shown
from migcase.cli.history import SENTENCES
from migcase.cli.labels import Labels
from migcase.cli.listing import say_status
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.keeping.sealed import Erased
from migcase.keeping.wire_event import EVENTS
from migcase.office.remains import Remaining, Remains

# Where a reason, or a note, was written that nobody reads again.
GONE = "…"


def tell_remains(counter: Counter, gone: Erased, *, history: bool) -> None:
    """Print what stays of the case of *gone*; every line of its file, with *history*.

    For a machine it is always the whole.
    """
    found = counter.office.remains(str(gone.values["of"]))
    if found is None:
        raise gone
    if wants_json(counter.ctx):
        print_json("erased-case", _as_json(found))
        return
    row = found.row
    programme = counter.programme(row.programme, row.version)
    labels = Labels.of(programme)
    words = {
        "case": row.case,
        "programme": labels.name(row.programme),
        "version": row.version,
        "status": say_status(row.status, labels),
    }
    tell(_("{case} · {programme} (version {version}) · {status}").format(**words))
    tell(_("opened on {day}").format(day=say_day(row.on)))
    for entry in _closings(found):
        ended = {"outcome": labels.outcome(str(entry.said.get("outcome", "")))}
        ended["day"] = say_day(entry.on)
        tell(_("closed on {day}: {outcome}").format(**ended))
    if history:
        tell("\n" + _("History"))
    for entry in found.entries if history else ():
        tell(_record(entry, labels))
    told = _("What was said in {of} was erased: nobody can read it again.")
    say(told.format(of=row.case))
    if not history:
        told = _("What was done when, and by whom: migcase show {case} --history")
        say(told.format(case=row.case))


def _closings(found: Remains) -> Iterator[Remaining]:
    """Yield the last closing of the case; it was closed, or it was not erased."""
    yield from [one for one in found.entries if one.what is Closed][-1:]


def _record(entry: Remaining, labels: Labels) -> str:
    """Return the line of the file that *entry* was, without what it said."""
    words = {
        "number": f"{entry.number:>4}",
        "day": say_day(entry.on),
        "what": _sentence(entry, labels),
        "who": shown(entry.by),
        "at": say_instant(entry.at),
    }
    return _("{number}  {day}  {what} — {who}, {at}").format(**words)


def _sentence(entry: Remaining, labels: Labels) -> str:
    said = {key: shown(str(value or "")) for key, value in entry.said.items()}
    step, line = labels.step(said.get("step", "")), said.get("line")
    if line:
        step = _("{task} — {line}").format(task=step, line=line)
    words = {
        "step": step,
        "line": line or labels.track(said.get("track", "")),
        "outcome": labels.outcome(said.get("outcome", "")),
        "hold": labels.hold(said.get("hold", "")),
        "programme": labels.name(said.get("programme", "")),
        "to": said.get("to", ""),
        "reason": GONE,
        "text": GONE,
    }
    sentence = SENTENCES.get(entry.what)
    if sentence is None:
        return _("Told: {facts}").format(facts=GONE)
    return _(sentence).format_map(words)


def _as_json(found: Remains) -> dict[str, object]:
    row, names = found.row, {what: name for name, what in EVENTS.items()}
    closed = [one.on for one in _closings(found)]
    return {
        "case": row.case,
        "programme": row.programme,
        "version": row.version,
        "opened": row.on,
        "closed": closed[0] if closed else None,
        "entries": [
            {
                "number": one.number,
                "event": names[one.what],
                "on": one.on,
                "at": one.at.isoformat(),
                "by": one.by,
                "said": {key: said for key, said in one.said.items() if key != "on"},
            }
            for one in found.entries
        ],
    }
