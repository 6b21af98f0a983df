"""`migcase show`: one case as it stands, or stood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from gettext import gettext as _

import click

from migcase.casefile.case import Case
from migcase.casefile.events import Entry
from migcase.cli.back_then import entries_until, instant_in
from migcase.cli.case_json import case_as_json
from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.doubts import say_doubt
from migcase.cli.emergencies import tell_first, waiting_as_json
from migcase.cli.facts import facts_of
from migcase.cli.held import hold_as_json, what_holds
from migcase.cli.history import say_record
from migcase.cli.labels import Labels
from migcase.cli.listing import say_status
from migcase.cli.masked import EVERYTHING, keys_in
from migcase.cli.output import print_json, say, tell, tell_record, wants_json
from migcase.cli.projects import lines_of, of_case
from migcase.cli.ranks import rank
from migcase.cli.recording import name_of
from migcase.cli.spoken import Spoken
from migcase.cli.stages import bar, left_undone
from migcase.cli.why import blocks
from migcase.errors import BadPlugin, UnknownProgramme
from migcase.judgement.doubts import Doubt
from migcase.judgement.standstill import InForce
from migcase.judgement.work import GATED, Task, Work
from migcase.keeping.sealed import Erased
from migcase.office.past import AsOf
from migcase.office.projects import Portfolio


@click.command(cls=Spoken)
@click.argument("case")
@click.option(
    "--as-of",
    metavar=_("WHEN"),
    help=_("As it was: a day, an instant with a T, or the number of an entry."),
)
@click.option("--facts", is_flag=True, help=_("What was answered, too."))
@click.option("--history", is_flag=True, help=_("Every line of the file, too."))
@click.option(
    "--reveal",
    metavar=_("KEY,KEY"),
    is_flag=False,
    flag_value=EVERYTHING,
    help=_("Masked answers in clear: these; without KEY, all that you may see."),
)
@click.option("--reason", metavar=_("TEXT"), help=_("Why you look at them."))
@click.pass_context
def show(
    ctx: click.Context,
    case: str,
    as_of: str | None,
    facts: bool,
    history: bool,
    reveal: str | None,
    reason: str | None,
) -> None:
    """Show CASE: where it stands, what is open, by when, and what is missing.

    With --as-of and a day, what was true then as far as is known now; with an instant,
    what was known then. What is sensitive is masked; with --reveal and --reason it is
    shown, after it was written down that you saw it.
    """
    counter = counter_of(ctx)
    try:
        now, labels = counter.case(case)
    except Erased as gone:
        from migcase.cli.remaining import tell_remains  # few cases are erased

        tell_remains(counter, gone, history=history)
        return
    then = None if as_of is None else instant_in(as_of, counter)
    found = now if then is None else counter.office.case(now.id, as_of=then)
    shown_entries = None
    if reveal is not None:
        keys = keys_in(reveal, found, labels)
        seen = counter.office.reveal(now.id, *keys, reason=reason or "", as_of=then)
        found, shown_entries, facts = seen.case, seen.entries, True
    work = _work(counter, found, then)
    left = left_undone(counter, found)
    doubts = () if then is not None else _doubts(counter, found)
    holds = _holds(counter, found, then)
    if wants_json(ctx):
        entries = _entries(counter, now, then, shown_entries) if history else ()
        who = counter.person
        portfolio = counter.office.settings.portfolio
        body = case_as_json(found, work, doubts, entries, labels, left)
        body |= of_case(found.project, portfolio)
        body["ask_about_restricted"] = list(counter.office.whom_to_ask(now.id))
        body["glasses"] = waiting_as_json(counter)
        body["in_force"] = [hold_as_json(one) for one in holds]
        print_json("case", {**body, "as_of": as_of, "person": who})
        return
    tell_first(counter)
    day = work.day if work is not None else counter.office.today()
    for line in _head(found, work, labels, counter.office.settings.portfolio, left):
        tell(line)
    for line in _restricted(counter, now):
        tell(line)
    for line in what_holds(found, holds, labels):
        tell(line)
    if work is not None:
        for line in _open(counter, found, work, labels, day, is_now=then is None):
            tell(line)
    for line in _rest(found, doubts, labels):
        tell(line)
    if facts:
        tell("\n" + _("Answers"))
        for line in list(facts_of(found, labels)) or [_("- none so far")]:
            tell(line)
    if history:
        tell("\n" + _("History"))
        for entry in _entries(counter, now, then, shown_entries):
            tell_record(say_record(entry, now, labels))


def _head(
    case: Case,
    work: Work | None,
    labels: Labels,
    portfolio: Portfolio,
    left: tuple[Task, ...],
) -> Iterator[str]:
    status = "closed" if case.closed else "open" if work is None else work.status
    words = {
        "case": case.id,
        "programme": labels.name(case.programme),
        "version": case.version,
        "status": say_status(status, labels),
    }
    yield _("{case} · {programme} (version {version}) · {status}").format(**words)
    said = {"day": say_day(case.on), "about": shown(case.about or "")}
    if case.about:
        yield _("opened on {day}, about {about}").format(**said)
    else:
        yield _("opened on {day}").format(**said)
    if case.project is not None:
        yield from lines_of(case.project, portfolio)
    if case.assignee:
        yield _("in the hands of {name}").format(name=shown(case.assignee))
    if case.ended is not None:
        ending = {
            "outcome": labels.outcome(case.ended.outcome),
            "day": say_day(case.ended.on),
        }
        yield _("closed on {day}: {outcome}").format(**ending)
    if work is not None and labels.programme is not None:
        yield ""
        yield from bar(case, work, labels, left)
    if left:
        yield ""
        yield _("Left undone")
        yield from (f"- {name_of(task, case, labels)}" for task in left)


def _restricted(counter: Counter, case: Case) -> Iterator[str]:
    """Yield that something is sealed about the person, and whom to ask."""
    readers = counter.office.whom_to_ask(case.id)
    if readers:
        told = _("There is a restricted record about this person. Ask {readers}.")
        yield told.format(readers=", ".join(shown(one) for one in readers))


def _open(
    counter: Counter, case: Case, work: Work, labels: Labels, day: date, *, is_now: bool
) -> Iterator[str]:
    if not work.tasks:
        return
    yield ""
    yield _("Open")
    tasks = sorted(work.tasks.values(), key=lambda task: task.due or date.max)
    for task in tasks:
        words = {
            "task": name_of(task, case, labels),
            "roles": labels.roles(task.roles),
            "rank": rank(task, day, labels),
        }
        yield _("- {task} ({roles}): {rank}").format(**words)
        if task.state == GATED and is_now:
            yield from blocks(counter, case, labels, task)


def _rest(case: Case, doubts: tuple[Doubt, ...], labels: Labels) -> Iterator[str]:
    if doubts:
        yield ""
        yield _("In doubt")
        yield from (f"- {say_doubt(doubt, case, labels)}" for doubt in doubts)
    if case.lines:
        yield ""
        yield _("Lines")
    for line in case.lines.values():
        words = {"key": line.id, "line": labels.called(line)}
        words["day"] = say_day(line.on)
        if line.ended is None:
            yield _("- {line} ({key}), since {day}").format(**words)
        else:
            words["outcome"] = labels.outcome(line.ended.outcome)
            yield _("- {line} ({key}): {outcome}").format(**words)


def _work(counter: Counter, case: Case, then: AsOf | None) -> Work | None:
    """Return what is open, None (and a word on it) where its programme is gone."""
    try:
        return counter.office.work(case.id, as_of=then)
    except (UnknownProgramme, BadPlugin):
        words = {"programme": shown(case.programme), "version": case.version}
        told = _(
            "What was open cannot be told: {programme} (version {version}) is gone."
        )
        say(told.format(**words))
        return None


def _holds(counter: Counter, case: Case, then: AsOf | None) -> tuple[InForce, ...]:
    """Return the holds in force; those that were declared, where nobody can tell."""
    try:
        return counter.office.holds(case.id, as_of=then)
    except (UnknownProgramme, BadPlugin):
        held = [one for one in case.holdings if one.end is None]
        return tuple(InForce(one.hold, one.start) for one in held)


def _doubts(counter: Counter, case: Case) -> tuple[Doubt, ...]:
    try:
        return counter.office.doubts(case.id)
    except (UnknownProgramme, BadPlugin):
        return ()


def _entries(
    counter: Counter,
    case: Case,
    then: AsOf | None,
    revealed: tuple[Entry, ...] | None,
) -> list[Entry]:
    """Return the entries that the case *then* adds up to, as far as *revealed*."""
    entries = counter.office.entries(case.id) if revealed is None else revealed
    return entries_until(entries, then)
