"""`migcase line`: a line of a track is opened or ended."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.casefile.case import Case
from migcase.casefile.events import Facts, LineEnded, LineOpened
from migcase.cli.answer_file import read_file
from migcase.cli.answers import answers, pairs
from migcase.cli.asking import ask_all
from migcase.cli.choosing import line_of, outcome_of, track_of
from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import day_of
from migcase.cli.display import can_ask
from migcase.cli.labels import Labels
from migcase.cli.recording import answered, dated, record
from migcase.cli.spoken import Spoken
from migcase.cli.which_one import Named, which
from migcase.errors import Refusal
from migcase.programme.conditions import Field


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("name", required=False, metavar="NAME")
@click.option("--end", "outcome", metavar=_("OUTCOME"), help=_("End this line so."))
@click.option(
    "--key", metavar=_("KEY"), help=_("What to call the new line; made up if not said.")
)
@answered
@dated
@click.pass_context
def line(
    ctx: click.Context,
    case: str,
    name: str | None,
    outcome: str | None,
    key: str | None,
    facts: tuple[str, ...],
    file: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Open a line of CASE, such as a traveller; with --end, end one.

    NAME is what there may be many of, such as member, and with --end the line itself:
    its key, or whom it is about. Without NAME, all are listed; on a
    terminal it is asked which one.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    given = [] if file is None else list(read_file(file))
    given += pairs(facts)
    if name is None:
        there = _tracks(labels) if outcome is None else _running(found, labels)
        name = which("name", there, ctx).key
    if outcome is None:
        _open(counter, found, labels, name, key, given, on, entry_id)
    else:
        _end(counter, found, labels, name, outcome, given, on, entry_id)


def _tracks(labels: Labels) -> list[Named]:
    """Return what there may be many of in a case."""
    keys = () if labels.programme is None else labels.index.tracks
    return [Named(key, labels.track(key)) for key in keys]


def _running(case: Case, labels: Labels) -> list[Named]:
    """Return the lines of *case* that have not ended."""
    running = (line.id for line in case.lines.values() if line.ended is None)
    return [Named(key, labels.line(case, key)) for key in running]


def _open(
    counter: Counter,
    case: Case,
    labels: Labels,
    name: str,
    key: str | None,
    given: list[tuple[str, object]],
    on: str | None,
    entry_id: str | None,
) -> None:
    track = track_of(name, labels)
    known = None if labels.programme is None else labels.index.tracks.get(track)
    asks: tuple[Field[object], ...] = () if known is None else known.asks
    office, by = counter.office, counter.actor(case.programme)
    today = office.today()
    day = day_of(on, today)
    # Two offices that open lines of one case apart must not call them alike.
    new = key or f"{track}-{office.new_id()[-6:]}"
    told: Facts = answers(given, labels, today, tuple(one.key for one in asks))

    def why_not(tried: Facts) -> tuple[Refusal, ...]:
        return office.why_not(case.id, LineOpened(track, new, day, tried), by=by)

    if asks and not told and can_ask():
        told = ask_all(asks, why_not, labels, today)
    event = LineOpened(track, new, day, told)
    words = {"case": case.id, "track": labels.track(track), "line": new}
    sentence = _("{case}: “{track}” {line} is open.").format(**words)
    record(counter, case, labels, event, by=by, entry_id=entry_id, sentence=sentence)


def _end(
    counter: Counter,
    case: Case,
    labels: Labels,
    name: str,
    outcome: str,
    given: list[tuple[str, object]],
    on: str | None,
    entry_id: str | None,
) -> None:
    key = line_of(name, case, labels, None)
    assert key is not None
    ending = outcome_of(outcome, labels, case.lines[key].track)
    office, by = counter.office, counter.actor(case.programme)
    today = office.today()
    day = day_of(on, today)
    declared = None if labels.programme is None else labels.programme.outcome(ending)
    asks: tuple[Field[object], ...] = () if declared is None else declared.asks
    told: Facts = answers(given, labels, today, tuple(one.key for one in asks))

    def why_not(tried: Facts) -> tuple[Refusal, ...]:
        return office.why_not(case.id, LineEnded(key, ending, day, tried), by=by)

    if asks and not told and can_ask():
        told = ask_all(asks, why_not, labels, today)
    event = LineEnded(key, ending, day, told)
    words = {"case": case.id, "line": labels.line(case, key)}
    words["outcome"] = labels.outcome(ending)
    sentence = _("{case}: {line} ended as “{outcome}”.").format(**words)
    record(counter, case, labels, event, by=by, entry_id=entry_id, sentence=sentence)
