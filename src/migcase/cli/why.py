"""`migcase why`: why a step can or cannot be done now, and why it is due when it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from gettext import gettext as _

import click

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, StepDone
from migcase.cli.choosing import declared, line_of, step_of
from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.facts import may_read
from migcase.cli.labels import Labels
from migcase.cli.output import plain, print_json, tell, wants_json
from migcase.cli.recording import as_json, on_line
from migcase.cli.settled_by import with_hands
from migcase.cli.spoken import Spoken
from migcase.cli.wording import say_refusals
from migcase.errors import Refusal
from migcase.judgement.phrases import dependence, is_period, phrase
from migcase.judgement.sentences import sentence
from migcase.judgement.speech import Speech
from migcase.judgement.work import DO, Task
from migcase.kinds import Sealed
from migcase.programme.conditions import DependingOn, Expression, Field
from migcase.programme.walking import walk
from migcase.programme.words import Step


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("step", required=False)
@on_line
@click.pass_context
def why(ctx: click.Context, case: str, step: str | None, line: str | None) -> None:
    """Say why STEP of CASE can or cannot be done now, and by when it is due.

    Without STEP, everything that is open is explained.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    tasks = counter.office.work(found.id).tasks
    if step is None:
        places = [(task.key, task.line) for task in tasks.values() if task.kind == DO]
    else:
        key = step_of(step, labels)
        known = declared(key, labels)
        track = None if known is None else known.track
        where = line_of(line, found, labels, track) if line or track else None
        places = [(key, where)]
    explained = []
    for key, where in places:
        refusals = _refusals(counter, found, labels, key, where)
        task = tasks.get((DO, key, where))
        if wants_json(ctx):
            explained.append(_as_json(key, where, refusals, task))
            continue
        for told in _explained(found, labels, key, where, refusals, task):
            tell(told)
    if wants_json(ctx):
        print_json("why", {"case": found.id, "steps": explained})


def blocks(counter: Counter, case: Case, labels: Labels, task: Task) -> Iterator[str]:
    """Yield what a gated task needs that is not so."""
    found = _refusals(counter, case, labels, task.key, task.line)
    gates = [refusal for refusal in found if refusal.code == "gate"]
    for _first, *rest in say_refusals(gates, case, labels):
        yield from (f"  {line}" for line in rest)


def due_day(rule: Expression[object], day: date, speech: Speech) -> str:
    """Return that a step is due on *day*, by the *rule* of its programme."""
    words = {"day": say_day(day)}
    if not is_period(rule, speech):
        told = _("It is due on {day}: {rule}.")
        return told.format(rule=phrase(rule, speech, sentence), **words)
    if isinstance(rule, DependingOn):
        told = _(
            "It is due on {day}: so long after its turn, depending on {question} "
            "({ways})."
        )
        return told.format(**words, **dependence(rule, speech, sentence))
    told = _("It is due on {day}: {rule} after its turn.")
    return told.format(rule=phrase(rule, speech, sentence), **words)


def is_for_answering(refusal: Refusal, own: set[str]) -> bool:
    """Tell whether doing the step could still put *refusal* right."""
    if refusal.code == "missing-fact":
        return True
    facts = refusal.values.get("facts")
    gaps = set(facts) if isinstance(facts, tuple) else set()
    unknown = refusal.values.get("truth") == "unknown"
    return refusal.code == "gate" and unknown and bool(gaps) and gaps <= own


def _refusals(
    counter: Counter, case: Case, labels: Labels, key: str, line: str | None
) -> list[Refusal]:
    """Return why the step cannot be done today, its own answers left open."""
    known = declared(key, labels)
    own = {question.key for question in known.asks} if known is not None else set()
    roles = frozenset() if known is None else frozenset(role.key for role in known.by)
    by = Actor("?", roles)
    if counter.person:
        by = counter.actor(case.programme)
    event = StepDone(key, counter.office.today(), {}, line)
    against = counter.office.why_not(case.id, event, by=by)
    return [
        refusal
        for refusal in with_hands(against, counter, case.id, line)
        if not is_for_answering(refusal, own)
    ]


def _explained(
    case: Case,
    labels: Labels,
    key: str,
    line: str | None,
    refusals: list[Refusal],
    task: Task | None,
) -> Iterator[str]:
    known = declared(key, labels)
    called = labels.step(key)
    if line is not None:
        words = {"task": called, "line": labels.line(case, line)}
        called = _("{task} — {line}").format(**words)
    roles = () if known is None else tuple(role.key for role in known.by)
    words = {"step": called, "roles": labels.roles(roles)}
    if refusals:
        yield _("“{step}” cannot be done now:").format(**words)
        for first, *rest in say_refusals(refusals, case, labels):
            yield f"- {first}"
            yield from (f"  {one}" for one in rest)
    else:
        yield _("“{step}” can be done now, by: {roles}").format(**words)
    if known is not None and task is not None:
        yield from _due(known, case, labels, task)
        yield from _asked(known, labels, is_open=not refusals)


def _due(step: Step, case: Case, labels: Labels, task: Task) -> Iterator[str]:
    """Yield by when the step is due and what that is counted from."""
    words = {"since": say_day(task.since)}
    yield "  " + _("It has been its turn since {since}.").format(**words)
    if step.within is None:
        yield "  " + _("It has no due day.")
        return
    speech = labels.speech()
    if task.due is None:
        words["rule"] = phrase(step.within, speech, sentence)
        asked = [_quoted(labels.question(one)) for one in task.unknown]
        words["facts"] = ", ".join(asked)
        told = _("It has no due day yet: {rule}. Still to be answered: {facts}.")
        yield "  " + told.format(**words)
        return
    if _tells_an_answer(step.within, case, labels):
        yield "  " + _("It is due on {day}.").format(day=say_day(task.due))
    else:
        yield "  " + due_day(step.within, task.due, speech)
    if is_period(step.within, speech):
        held = [one for one in case.holdings if _overlaps(one.end, task.since)]
        if held:
            yield "  " + _("Days on hold are not counted.")


def _tells_an_answer(rule: Expression[object], case: Case, labels: Labels) -> bool:
    """Tell whether by the day and its *rule* one would know an answer kept back."""
    return any(
        not may_read(one.key, labels)
        or any(
            isinstance(told[one.key][-1].value, Sealed)
            for told in (case.told, *(line.told for line in case.lines.values()))
            if one.key in told
        )
        for one in walk(rule)
        if isinstance(one, Field)
    )


def _overlaps(end: date | None, since: date) -> bool:
    return end is None or end > since


def _asked(step: Step, labels: Labels, *, is_open: bool) -> Iterator[str]:
    if not step.asks or not is_open:
        return
    yield "  " + _("It asks:")
    for question in step.asks:
        words = {"question": labels.question(question.key), "key": shown(question.key)}
        if question.optional:
            yield _("  - {question} ({key}, may be left out)").format(**words)
        else:
            yield "  " + _("- {question} ({key})").format(**words)


def _quoted(text: str) -> str:
    return _("“{question}”").format(question=text)


def _as_json(
    key: str, line: str | None, refusals: list[Refusal], task: Task | None
) -> dict[str, object]:
    return {
        "step": key,
        "line": line,
        "possible": not refusals,
        "refusals": [
            {
                "code": one.code,
                "concerns": one.concerns,
                "values": {k: plain_value(v) for k, v in one.values.items()},
            }
            for one in refusals
        ],
        "task": None if task is None else as_json(task),
    }


def plain_value(value: object) -> object:
    """Return a value of a refusal as JSON holds it."""
    if value is None or isinstance(value, str | int | bool):
        return value
    return plain(value)
