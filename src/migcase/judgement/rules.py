"""May this be written into that case?

One question, one answer: every reason why not.  Nothing here reads a clock, a
database or a plugin, so the same arguments always give the same reasons.  Nothing
here words them either: a refusal is a code and what it concerns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from migcase.casefile.case import DONE, WAIVED, Case, Mark, follow
from migcase.casefile.events import (
    Actor,
    Assigned,
    Closed,
    Confirmed,
    Entry,
    Facts,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.errors import Refusal
from migcase.judgement.days import out_of_step, out_of_time
from migcase.judgement.doubts import doubts_about
from migcase.judgement.facts import unanswered
from migcase.judgement.view import (
    CASE_CLOSED,
    LINE_ENDED,
    NOT_NEEDED,
    NOT_YET,
    SETTLED,
    WAITING,
    Outside,
    View,
)
from migcase.judgement.work import DO, READY, Task, Work
from migcase.programme.checks import near
from migcase.programme.conditions import FALSE, TRUE, UNKNOWN, Condition, Marker
from migcase.programme.declaration import Programme
from migcase.programme.words import Hold, Outcome, Role, Step, Track


def judge(
    case: Case, entry: Entry, programme: Programme, outside: Outside
) -> Iterator[Refusal]:
    """Yield every reason why *entry* may not follow in the file of *case*."""
    was = View(case, programme, outside, entry.event.on)
    now = View(follow(case, entry), programme, outside, entry.event.on)
    return reasons(entry, was, now)


def reasons(
    entry: Entry, view: View, now: View, open_work: Work | None = None
) -> Iterator[Refusal]:
    """Yield every reason against *entry*, by *view* before it and *now* after it.

    Both look at the case on the day of the event.  *open_work* is what is known to be
    open on that day: what it offers as ready is in turn and need not be asked again.
    """
    event, case = entry.event, view.case
    if isinstance(event, Opened):
        yield Refusal("already-open", case.id)
        return
    if case.closed and not _is_for_closed(event, view):
        assert case.ended is not None
        yield Refusal("case-closed", case.id, {"outcome": case.ended.outcome})
        return
    if isinstance(event, StepDone):
        yield from _doing(event, entry, view, now, open_work)
    elif isinstance(event, StepWaived):
        yield from _waiving(event, entry, view)
    elif isinstance(event, StepReopened):
        yield from _reopening(event, entry, view)
    elif isinstance(event, Confirmed):
        yield from _confirming(event, entry, view)
    elif isinstance(event, LineOpened):
        yield from _opening_line(event, entry, view, now)
    elif isinstance(event, LineEnded):
        yield from _ending_line(event, entry, view, now)
    elif isinstance(event, Stated):
        yield from _stating(event, entry, view, now)
    elif isinstance(event, Held):
        yield from _holding(event, entry, view, now)
    elif isinstance(event, Resumed):
        yield from _resuming(event, entry, view)
    elif isinstance(event, Closed):
        yield from _closing(event, entry, view, now)
    elif isinstance(event, Reopened):
        yield from _reopening_case(event, entry, view)
    elif isinstance(event, Assigned):
        yield from _empty(event.to, "empty-name")
        yield from _outsider(entry.by, view)
    elif isinstance(event, Noted):
        yield from _empty(event.text, "empty-text")
    else:
        assert_never(event)
    yield from out_of_time(view, entry)


def judge_opening(
    entry: Entry, programme: Programme, outside: Outside
) -> Iterator[Refusal]:
    """Yield every reason why *entry* may not begin a file."""
    event = entry.event
    assert isinstance(event, Opened)
    case = follow(None, entry)
    view = View(case, programme, outside, event.on)
    roles = programme.opened_by or tuple(programme.index.roles.values())
    yield from _wrong_role(programme.key, roles, entry.by)
    yield from unanswered(programme.key, programme.asks, event.facts, view)
    yield from _unmet("gate", programme.key, programme.requires, view)
    yield from out_of_time(view, entry)


def relied_on(
    case: Case, entry: Entry, programme: Programme, outside: Outside
) -> Facts:
    """Return the settings that the judgement of *entry* used, by their key."""
    event = entry.event
    reads: set[str] = set()
    if isinstance(event, StepDone):
        step = programme.steps.get(event.step)
        parts = () if step is None else (step.when, step.again, *step.requires)
        reads |= _settings(parts)
        if step is not None and step.valid is not None:
            reads |= {key for sort, key, _ in step.valid.reads() if sort == "setting"}
    elif isinstance(event, Closed | LineEnded):
        outcome = programme.outcome(event.outcome)
        reads |= _settings(() if outcome is None else (outcome.when, *outcome.requires))
    elif isinstance(event, Opened):
        reads |= _settings(programme.requires)
    if not reads:
        return {}
    view = View(case, programme, outside, event.on)
    settings = programme.index.settings
    found = ((key, settings[key].value(view)) for key in sorted(reads))
    return {
        f"setting:{key}": value for key, value in found if not isinstance(value, Marker)
    }


def _settings(parts: Iterable[Condition | None]) -> set[str]:
    return {
        key
        for part in parts
        if part is not None
        for sort, key, _ in part.reads()
        if sort == "setting"
    }


def _is_for_closed(event: object, view: View) -> bool:
    """Tell whether a closed case takes such an event at all."""
    if isinstance(event, Noted | Stated | Reopened | Assigned):
        return True
    if isinstance(event, StepDone | StepWaived):
        ended = view.case.ended
        outcome = None if ended is None else view.programme.outcome(ended.outcome)
        left = () if outcome is None else outcome.then
        return any(step.key == event.step for step in left)
    return False


# ---------------------------------------------------------------- steps


def _doing(
    event: StepDone, entry: Entry, view: View, now: View, open_work: Work | None
) -> Iterator[Refusal]:
    found = _place(event, view)
    if isinstance(found, Refusal):
        yield found
        return
    step, scope = found
    task = _ready(event, view, open_work)
    out_of_turn = [] if task is not None else list(_out_of_turn(step, scope))
    yield from out_of_turn
    yield from _wrong_role(step.key, step.by, entry.by)
    yield from _same_hand(step, entry.by, scope)
    then = now.at(scope.line_id)
    yield from unanswered(step.key, step.asks, event.facts, then)
    if not out_of_turn:
        yield from _unmet("gate", step.key, step.requires, then)
        turn = scope.turn(step) if task is None else task.since
        yield from out_of_step(scope, entry, step, turn)


def _ready(event: StepDone, view: View, open_work: Work | None) -> Task | None:
    """Return the task for the step where it is known to be ready on this day."""
    if open_work is None or open_work.day != view.today:
        return None
    task = open_work.tasks.get((DO, event.step, event.line))
    return task if task is not None and task.state == READY else None


def _waiving(event: StepWaived, entry: Entry, view: View) -> Iterator[Refusal]:
    found = _place(event, view)
    if isinstance(found, Refusal):
        yield found
        return
    step, scope = found
    yield from _empty(event.reason, "empty-reason")
    if not step.waived_by:
        yield Refusal("not-waivable", step.key)
        return
    out_of_turn = list(_out_of_turn(step, scope))
    yield from out_of_turn
    yield from _wrong_role(step.key, step.waived_by, entry.by)
    yield from _same_hand(step, entry.by, scope)
    if not out_of_turn:
        yield from out_of_step(scope, entry, step, scope.turn(step))


def _reopening(event: StepReopened, entry: Entry, view: View) -> Iterator[Refusal]:
    found = _place(event, view)
    if isinstance(found, Refusal):
        yield found
        return
    step, scope = found
    yield from _empty(event.reason, "empty-reason")
    mark = scope.mark(step.key)
    if mark is None or mark.state not in (DONE, WAIVED):
        yield Refusal("not-settled", step.key)
    elif event.on < mark.on:
        yield Refusal("before-last-doing", step.key, {"day": mark.on})
    if not step.reopened_by:
        yield Refusal("not-reopenable", step.key)
    else:
        yield from _wrong_role(step.key, step.reopened_by, entry.by)


def _confirming(event: Confirmed, entry: Entry, view: View) -> Iterator[Refusal]:
    found = _place(event, view)
    if isinstance(found, Refusal):
        yield found
        return
    step, scope = found
    yield from _empty(event.reason, "empty-reason")
    if not any(doubts_about(step, scope)):
        yield Refusal("nothing-to-confirm", step.key)
    yield from _wrong_role(step.key, step.by, entry.by)


def _place(
    event: StepDone | StepWaived | StepReopened | Confirmed, view: View
) -> tuple[Step, View] | Refusal:
    """Return the step that is meant and where it is done, or why there is none."""
    step = view.programme.steps.get(event.step)
    if step is None:
        values = {"near": near(event.step, view.programme.steps)}
        return Refusal("unknown-step", event.step, values)
    if event.line is None:
        if step.of is None:
            return step, view
        return Refusal("which-line", step.key, {"track": step.of.key})
    line = view.case.lines.get(event.line)
    if line is None:
        values = {"near": near(event.line, view.case.lines)}
        return Refusal("unknown-line", event.line, values)
    if line.track != step.track:
        return Refusal("other-track", step.key, {"line": line.id, "track": line.track})
    return step, view.at_line(line)


def _out_of_turn(step: Step, scope: View) -> Iterator[Refusal]:
    """Yield why it is not this step's turn, whoever asks."""
    status = scope.status(step)
    if status in (DONE, WAIVED):
        yield Refusal("already-settled", step.key, {"status": status})
    elif status == CASE_CLOSED:
        yield Refusal("case-closed", scope.case.id)
    elif status == LINE_ENDED:
        yield Refusal("line-ended", step.key, {"line": scope.line_id})
    elif status == NOT_YET:
        if step.key in scope.index.leftovers and not step.after:
            yield Refusal("not-yet", step.key, {"step": ""})
        for before in step.after:
            if scope.settled(before.key) != TRUE:
                yield Refusal("not-yet", step.key, {"step": before.key})
    elif status in (WAITING, NOT_NEEDED):
        assert step.when is not None
        code = "waiting" if status == WAITING else "not-needed"
        because = step.when.explain(scope)
        yield Refusal(code, step.key, {"facts": tuple(because.gaps())}, because)
    for hold in scope.holds_on(step):
        if status not in SETTLED:
            by_itself = None if hold.when is None else hold.when.explain(scope.root)
            yield Refusal("held", step.key, {"hold": hold.key}, by_itself)


# ---------------------------------------------------------------- lines


def _opening_line(
    event: LineOpened, entry: Entry, view: View, now: View
) -> Iterator[Refusal]:
    track = view.index.tracks.get(event.track)
    if track is None:
        values = {"near": near(event.track, view.index.tracks)}
        yield Refusal("unknown-track", event.track, values)
        return
    yield from _empty(event.line, "empty-name")
    if event.line in view.case.lines:
        yield Refusal("line-exists", event.line, {"track": track.key})
        return
    yield from _wrong_role(track.key, _openers(track, view.programme), entry.by)
    then = now.at(event.line)
    yield from unanswered(track.key, track.asks, event.facts, then)
    if track.when is not None:
        needed = track.when.weigh(view)
        if needed != TRUE:
            because = track.when.explain(view)
            code = "waiting" if needed == UNKNOWN else "not-needed"
            yield Refusal(code, track.key, {"facts": tuple(because.gaps())}, because)
    yield from _unmet("gate", track.key, track.requires, then)
    yield from _not_unique(track, event, view)


def _openers(track: Track, programme: Programme) -> tuple[Role, ...]:
    if track.opened_by:
        return track.opened_by
    steps = (step for step in programme.steps.values() if step.track == track.key)
    return tuple({role.key: role for step in steps for role in step.by}.values())


def _not_unique(track: Track, event: LineOpened, view: View) -> Iterator[Refusal]:
    if track.unique is None or track.unique.key not in event.facts:
        return
    key = track.unique.key
    for line in view.case.lines_of(track.key):
        told = line.told.get(key)
        if told and told[-1].value == event.facts[key]:
            yield Refusal("not-unique", key, {"line": line.id, "track": track.key})


def _ending_line(
    event: LineEnded, entry: Entry, view: View, now: View
) -> Iterator[Refusal]:
    line = view.case.lines.get(event.line)
    if line is None:
        values = {"near": near(event.line, view.case.lines)}
        yield Refusal("unknown-line", event.line, values)
        return
    if line.ended is not None:
        yield Refusal("line-ended", line.id, {"line": line.id})
        return
    if event.on < line.on:
        yield Refusal("before-opening", line.id, {"day": line.on})
    outcomes = {
        outcome.key: outcome
        for outcome in view.programme.outcomes
        if outcome.of is not None and outcome.of.key == line.track
    }
    outcome = outcomes.get(event.outcome)
    if outcome is None:
        values = {"near": near(event.outcome, outcomes)}
        yield Refusal("unknown-outcome", event.outcome, values)
        return
    track = view.index.tracks[line.track]
    roles = outcome.by or _openers(track, view.programme)
    yield from _ending(outcome, roles, event.facts, entry, view.at_line(line), now)


# ---------------------------------------------------------------- facts


def _stating(event: Stated, entry: Entry, view: View, now: View) -> Iterator[Refusal]:
    scope = view
    if event.line is not None:
        line = view.case.lines.get(event.line)
        if line is None:
            values = {"near": near(event.line, view.case.lines)}
            yield Refusal("unknown-line", event.line, values)
            return
        scope = view.at_line(line)
    if not event.facts:
        yield Refusal("missing-fact", "")
    home = None if scope.line is None else scope.line.track
    fields = view.index.fields
    known = {
        key: field for key, field in fields.items() if view.index.home[key] == home
    }
    then = now.at(scope.line_id)
    asked = tuple(known[key] for key in event.facts if key in known)
    yield from unanswered("", asked, event.facts, then, known)
    for question in asked:
        askers = view.index.asked_in.get(question.key, ())
        roles = {role.key: role for step in askers for role in step.by}
        everybody = tuple(view.index.roles.values())
        yield from _wrong_role(
            question.key, tuple(roles.values()) or everybody, entry.by
        )


# ---------------------------------------------------------------- holds


def _holding(event: Held, entry: Entry, view: View, now: View) -> Iterator[Refusal]:
    hold = view.index.holds.get(event.hold)
    if hold is None or not hold.by:
        values = {"near": near(event.hold, view.index.holds)}
        yield Refusal("unknown-hold", event.hold, values)
        return
    if view.is_in_force(hold):
        yield Refusal("already-held", hold.key)
    yield from _wrong_role(hold.key, hold.by, entry.by)
    yield from unanswered(hold.key, hold.asks, event.facts, now)


def _resuming(event: Resumed, entry: Entry, view: View) -> Iterator[Refusal]:
    hold: Hold | None = view.index.holds.get(event.hold)
    if hold is None:
        values = {"near": near(event.hold, view.index.holds)}
        yield Refusal("unknown-hold", event.hold, values)
        return
    yield from _empty(event.reason, "empty-reason")
    if not view.is_in_force(hold):
        yield Refusal("not-held", hold.key)
        return
    if not hold.released_by:
        yield Refusal("nobody-releases", hold.key)
    else:
        yield from _wrong_role(hold.key, hold.released_by, entry.by)
    for held in view.case.holdings:
        if held.hold == hold.key and held.end is None and event.on < held.start:
            yield Refusal("before-opening", hold.key, {"day": held.start})


# ---------------------------------------------------------------- endings


def _closing(event: Closed, entry: Entry, view: View, now: View) -> Iterator[Refusal]:
    outcomes = {o.key: o for o in view.programme.outcomes if o.of is None}
    outcome = outcomes.get(event.outcome)
    if outcome is None:
        values = {"near": near(event.outcome, outcomes)}
        yield Refusal("unknown-outcome", event.outcome, values)
        return
    roles = outcome.by or tuple(view.index.roles.values())
    yield from _ending(outcome, roles, event.facts, entry, view, now)


def _ending(
    outcome: Outcome,
    roles: tuple[Role, ...],
    facts: Facts,
    entry: Entry,
    scope: View,
    now: View,
) -> Iterator[Refusal]:
    yield from _wrong_role(outcome.key, roles, entry.by)
    yield from _sharing(outcome.key, outcome.not_by, entry.by, scope)
    for step in outcome.after:
        if scope.settled(step.key) != TRUE:
            yield Refusal("not-yet", outcome.key, {"step": step.key})
    if outcome.when is not None and outcome.when.weigh(scope) != TRUE:
        because = outcome.when.explain(scope)
        yield Refusal(
            "not-possible", outcome.key, {"facts": tuple(because.gaps())}, because
        )
    then = now.at(scope.line_id)
    yield from unanswered(outcome.key, outcome.asks, facts, then)
    yield from _unmet("gate", outcome.key, outcome.requires, then)


def _reopening_case(event: Reopened, entry: Entry, view: View) -> Iterator[Refusal]:
    ended = view.case.ended
    if ended is None:
        yield Refusal("not-closed", view.case.id)
        return
    yield from _empty(event.reason, "empty-reason")
    outcome = view.programme.outcome(ended.outcome)
    if outcome is None or not outcome.reopened_by:
        yield Refusal("not-reopenable", ended.outcome)
        return
    yield from _wrong_role(outcome.key, outcome.reopened_by, entry.by)
    if event.on < ended.on:
        yield Refusal("before-last-doing", view.case.id, {"day": ended.on})
    if outcome.reopen_within is not None:
        limit = view.deadline(outcome.reopen_within, ended.on)
        if limit is not None and event.on > limit:
            yield Refusal("reopen-too-late", view.case.id, {"day": limit})
    for key in event.steps:
        step = view.programme.steps.get(key)
        if step is None:
            values = {"near": near(key, view.programme.steps)}
            yield Refusal("unknown-step", key, values)
        elif step.of is not None:
            yield Refusal("which-line", key, {"track": step.of.key})
        elif key not in view.case.marks:
            yield Refusal("not-settled", key)


# ---------------------------------------------------------------- who


def _wrong_role(concerns: str, roles: tuple[Role, ...], by: Actor) -> Iterator[Refusal]:
    if by.roles.isdisjoint([role.key for role in roles]):
        yield Refusal("wrong-role", concerns, {"roles": tuple(r.key for r in roles)})


def _outsider(by: Actor, view: View) -> Iterator[Refusal]:
    yield from _wrong_role(view.programme.key, tuple(view.index.roles.values()), by)


def _same_hand(step: Step, by: Actor, scope: View) -> Iterator[Refusal]:
    others = scope.index.conflicts.get(step.key)
    if others is not None:
        yield from _sharing(step.key, others, by, scope)


def _sharing(
    concerns: str, others: tuple[Step | Role, ...], by: Actor, scope: View
) -> Iterator[Refusal]:
    """Yield what *by* already did that must be in another hand."""
    for other in others:
        if isinstance(other, Role):
            if by.name in scope.case.roles.get(other.key, ()):
                yield Refusal("same-hand", concerns, {"role": other.key})
        elif by.name in set(_hands(other, scope)):
            yield Refusal("same-hand", concerns, {"step": other.key})


def _hands(step: Step, scope: View) -> Iterator[str]:
    """Yield everybody who ever did, waived or corrected *step*, here or in the case."""
    files: list[tuple[Mapping[str, Mark], Mapping[str, object]]] = []
    case = scope.case
    if step.of is None:
        files.append((case.marks, case.told))
    elif scope.line is not None and scope.line.track == step.track:
        files.append((scope.line.marks, scope.line.told))
    else:
        files += [(line.marks, line.told) for line in case.lines_of(step.of.key)]
    asked = [question.key for question in step.asks]
    for marks, told in files:
        mark = marks.get(step.key)
        if mark is None:
            continue
        yield from mark.hands
        for key in asked:
            for said in told.get(key, ()):  # type: ignore[attr-defined]
                if not said.step:
                    yield said.by


# ---------------------------------------------------------------- what must be true


def _unmet(
    code: str, concerns: str, conditions: Iterable[Condition], scope: View
) -> Iterator[Refusal]:
    """Yield one refusal for each condition that is not true, with its explanation."""
    for number, condition in enumerate(conditions, 1):
        found = condition.weigh(scope)
        if found != TRUE:
            because = condition.explain(scope)
            truth = "false" if found == FALSE else "unknown"
            facts = tuple(because.gaps())
            values = {"number": number, "truth": truth, "facts": facts}
            yield Refusal(code, concerns, values, because)


def _empty(text: str, code: str) -> Iterator[Refusal]:
    if not text.strip():
        yield Refusal(code, "")
