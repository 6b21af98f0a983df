"""What the commands that write have in common: their options, and what they answer.

One call of the office, one sentence; then what is open now.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from gettext import gettext as _
from typing import TYPE_CHECKING, Any, TypeVar

import click

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, Event
from migcase.cli.doubts import say_doubt
from migcase.cli.labels import Labels
from migcase.cli.options import CLOCK, SENT, wish
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.prompting import ask
from migcase.cli.settled_by import with_hands
from migcase.errors import Refused
from migcase.ids import new_id
from migcase.judgement.doubts import Doubt
from migcase.judgement.work import READY, Task, TaskKey
from migcase.office.clock import now

if TYPE_CHECKING:
    from migcase.cli.counter import Counter

C = TypeVar("C", bound=Callable[..., Any])

# How many new tasks, and new doubts, are named after a step was recorded.
MOST_NEXT = 3


def sent(command: C) -> C:
    """Give *command* the option ``--id``, by which it is safely sent again."""
    return click.option(
        "--id",
        "entry_id",
        metavar=_("ID"),
        callback=_known_by,
        help=_("An id of your own: sent again with it, it is recorded once."),
    )(command)


def _known_by(
    ctx: click.Context, _option: click.Parameter, given: str | None
) -> str | None:
    """Return the id that was given, or a new one: it can always be looked up."""
    if ctx.resilient_parsing:
        return given
    sent_as = given or new_id((wish(ctx, CLOCK) or now)(), os.urandom)
    ctx.meta[f"migcase.{SENT}"] = sent_as
    return sent_as


def dated(command: C) -> C:
    """Give *command* the options that every event has: its day, its id."""
    command = sent(command)
    return click.option(
        "--on",
        metavar=_("DAY"),
        help=_(
            "When it happened: 2026-11-19, yesterday, friday, -3d. Today if not said."
        ),
    )(command)


reasoned = click.option("--reason", metavar=_("TEXT"), help=_("Why."))
on_line = click.option(
    "--line", metavar=_("LINE"), help=_("Which line: its name, or whom it is about.")
)


def answered(command: C) -> C:
    """Give *command* the options by which questions are answered."""
    command = click.option(
        "--from",
        "file",
        metavar=_("FILE"),
        help=_("Take the answers from a JSON file; - for standard input."),
    )(command)
    return click.option(
        "--fact",
        "facts",
        metavar=_("KEY=ANSWER"),
        multiple=True,
        help=_("An answer; may be given several times."),
    )(command)


def record(
    counter: Counter,
    case: Case,
    labels: Labels,
    event: Event,
    *,
    by: Actor,
    entry_id: str | None,
    sentence: str,
) -> Case:
    """Record *event*, answer with *sentence* and what has become open by it."""
    before = counter.office.work(case.id).tasks
    # A program asks for them when it shows the case.
    doubted = () if wants_json(counter.ctx) else counter.office.doubts(case.id)
    try:
        after = counter.office.record(case.id, event, by=by, id=entry_id)
    except Refused as refused:
        line = getattr(event, "line", None)
        told = with_hands(refused.refusals, counter, case.id, line)
        raise Refused(told, refused.meanwhile) from None
    counter.ctx.meta["migcase.recorded"] = True
    answer(counter, after, labels, sentence, before, doubted)
    return after


def answer(
    counter: Counter,
    case: Case,
    labels: Labels,
    sentence: str,
    before: Mapping[TaskKey, Task],
    doubted: Collection[Doubt] = (),
) -> None:
    """Say that something was recorded, what came in doubt, and what may be done next.

    *before* is what was open until then, and *doubted* what was in doubt.
    """
    work = counter.office.work(case.id)
    if wants_json(counter.ctx):
        body = {
            "case": case.id,
            "number": case.number,
            "id": case.last_id,
            "status": work.status,
            "stage": work.stage,
            "open": [as_json(task) for task in work.tasks.values()],
        }
        print_json("recorded", body)
        return
    tell(sentence)
    doubts = [one for one in counter.office.doubts(case.id) if one not in doubted]
    for doubt in doubts[:MOST_NEXT]:
        say(_("In doubt: {reason}").format(reason=say_doubt(doubt, case, labels)))
    new = [task for place, task in work.tasks.items() if place not in before]
    # To look at a hold again comes last of all, not next.
    ready = [task for task in new if task.state == READY and task.kind != "look"]
    for task in ready[:MOST_NEXT]:
        words = {"task": name_of(task, case, labels), "roles": labels.roles(task.roles)}
        say(_("Next: {task} ({roles})").format(**words))
    if max(len(ready), len(doubts)) > MOST_NEXT:
        say(_("… `migcase show {case}` lists the rest.").format(case=case.id))


def name_of(task: Task, case: Case | None, labels: Labels) -> str:
    """Return what a task asks somebody to do."""
    if task.kind == "tell":
        name = _("Answer: {question}").format(question=labels.question(task.key))
    elif task.kind == "open":
        name = _("Open: {track}").format(track=labels.track(task.key))
    elif task.kind == "look":
        name = _("Look again: {hold}").format(hold=labels.hold(task.key))
    else:
        name = labels.step(task.key)
    if task.line is None:
        return name
    line = task.line if case is None else labels.line(case, task.line)
    return _("{task} — {line}").format(task=name, line=line)


def as_json(task: Task) -> dict[str, object]:
    """Return a task as JSON holds it."""
    return {
        "kind": task.kind,
        "key": task.key,
        "line": task.line,
        "state": task.state,
        "since": task.since,
        "due": task.due,
        "unknown": list(task.unknown),
        "roles": list(task.roles),
    }


def reason_or_ask(reason: str | None) -> str:
    """Return the reason that was given, or ask for it where somebody can answer."""
    from migcase.cli.display import can_ask

    if reason is not None or not can_ask():
        return reason or ""
    return ask(_("Why?"))
