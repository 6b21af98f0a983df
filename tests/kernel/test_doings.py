"""Nothing but redoing takes a doing back; whatever else happens leaves a doubt."""

from __future__ import annotations

from hypothesis import given

from migcase import (
    YES_NO,
    Field,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    Track,
)
from migcase.casefile.case import DONE, WAIVED
from migcase.casefile.events import (
    Confirmed,
    LineEnded,
    Reopened,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.judgement.doubts import doubts, doubts_about
from migcase.testing.strategies import histories
from tests.kernel.places import places, seen

WORKER = Role("worker", "Case worker")
IN_KIND = Field("in_kind", "Paid in kind?", YES_NO)
PAYMENT = Track("payment", "Payment", opened_by=WORKER)
ASKED = Step("asked", "Asked for", of=PAYMENT, by=WORKER, asks=IN_KIND)
QUOTED = Step("quoted", "Quoted", of=PAYMENT, by=WORKER, after=ASKED, when=IN_KIND)
GRANTED = Step("granted", "Granted", of=PAYMENT, by=WORKER, after=QUOTED)
PAYMENTS = Programme(
    "invented",
    1,
    "Invented",
    Stage("One", (ASKED, QUOTED, GRANTED)),
    outcomes=Outcome("payment-lost", "Cancelled", of=PAYMENT),
)
STANDING = (DONE, WAIVED)
DOINGS = (StepDone, StepWaived)


@given(histories(most=40))
def test_nothing_but_redoing_takes_a_doing_back(history):
    for case, entry, after in history.chapters():
        today = entry.at.date()
        was, now = seen(history, case, today), seen(history, after, today)
        for step, before in places(was):
            scope = now.at(before.line_id)
            if before.status(step) == DONE and scope.status(step) not in STANDING:
                mark = scope.mark(step.key)
                wanted = step.again is not None and scope.is_wanted_again(
                    step.again, mark
                )
                assert wanted or is_reopened(entry, step) or is_redone(entry, step)


@given(histories(most=40))
def test_nothing_but_doing_or_waiving_settles_a_step_for_good(history):
    for case, entry, after in history.chapters():
        today = entry.at.date()
        was, now = seen(history, case, today), seen(history, after, today)
        for step, before in places(was):
            scope = now.at(before.line_id)
            if before.status(step) not in STANDING and scope.status(step) in STANDING:
                said = entry.event
                if isinstance(said, DOINGS) and said.step == step.key:
                    continue
                # `again` may have become false, or a line may have ended in which
                # something was done again that comes before.
                was_done = before.mark(step.key) is not None
                is_over = isinstance(said, LineEnded)
                assert was_done
                assert step.again is not None or is_over


@given(histories(most=40))
def test_doing_again_brings_back_the_turn_of_what_was_done_after_it(history):
    for case, entry, after in history.chapters():
        event = entry.event
        if not isinstance(event, DOINGS):
            continue
        redone = history.programme.steps[event.step]
        now = seen(history, after, entry.at.date())
        if not seen(history, case, event.on).at(event.line).mark(redone.key):
            continue
        for step, scope in places(now):
            is_next = redone in step.after and event.line in (None, scope.line_id)
            if is_next and redone not in step.doubted_by:
                assert scope.status(step) not in STANDING


@given(histories(most=40))
def test_doing_again_puts_in_doubt_what_it_does_not_take_back(history):
    for case, entry, after in history.chapters():
        event = entry.event
        if not isinstance(event, DOINGS):
            continue
        redone = history.programme.steps[event.step]
        mark = seen(history, case, event.on).at(event.line).mark(redone.key)
        if mark is None or not mark.hands:
            continue
        for step, scope in places(seen(history, after, entry.at.date())):
            is_next = redone in step.doubted_by and event.line in (None, scope.line_id)
            if is_next and scope.status(step) == DONE:
                codes = [doubt.code for doubt in doubts_about(step, scope)]
                assert "done-again" in codes


@given(histories(most=40))
def test_a_step_that_was_just_done_is_in_no_doubt(history):
    for _, entry, after in history.chapters():
        event = entry.event
        if isinstance(event, StepDone):
            step = history.programme.steps[event.step]
            scope = seen(history, after, entry.at.date()).at(event.line)

            # One's own answer may tell that the step was not needed after all, or that
            # one it stands on is.
            is_own_doing = asks_what_is_needed(step, history.programme)
            assert is_own_doing or not any(doubts_about(step, scope))


@given(histories(most=40))
def test_every_new_doubt_has_its_cause_in_the_entry_that_brought_it(history):
    for case, entry, after in history.chapters():
        outside = history.outside(entry.at.date())
        before = set(doubts(case, history.programme, outside))

        for doubt in set(doubts(after, history.programme, outside)) - before:
            assert is_cause(entry.event), doubt


@given(histories(PAYMENTS, most=40))
def test_the_end_of_a_line_leaves_the_doubts_in_it_as_they_were(history):
    for case, entry, after in history.chapters():
        if isinstance(entry.event, LineEnded):
            outside = history.outside(entry.at.date())
            was = set(doubts(case, history.programme, outside))

            assert set(doubts(after, history.programme, outside)) == was


@given(histories(most=40))
def test_a_doubt_that_somebody_confirmed_is_gone(history):
    for _, entry, after in history.chapters():
        event = entry.event
        if isinstance(event, Confirmed):
            step = history.programme.steps[event.step]
            scope = seen(history, after, entry.at.date()).at(event.line)

            assert not list(doubts_about(step, scope))
            assert scope.status(step) == DONE


def asks_what_is_needed(step, programme) -> bool:
    """Tell whether *step* answers what makes itself, or what it stands on, needed."""
    own = {question.key for question in step.asks}
    stands_on = [step]
    for one in stands_on:
        conditions = (one.when,) if one is step else (one.when, one.again)
        told = [each for each in conditions if each is not None]
        reads = [read for condition in told for read in condition.reads()]
        if any(sort == "fact" and key in own for sort, key, _ in reads):
            return True
        named = (programme.steps[key] for sort, key, _ in reads if sort == "settled")
        stands_on += [new for new in (*one.after, *named) if new not in stands_on]
    return False


def is_reopened(entry, step) -> bool:
    event = entry.event
    if isinstance(event, Reopened):
        return step.key in event.steps
    return isinstance(event, StepReopened) and event.step == step.key


def is_redone(entry, step) -> bool:
    """Tell whether *entry* did again something that takes *step* back."""
    return isinstance(entry.event, DOINGS) and entry.event.step in taking_back(step)


def taking_back(step) -> set[str]:
    before = [one for one in step.after if one not in step.doubted_by]
    found = {one.key for one in before}
    return found.union(*(taking_back(one) for one in before))


def is_cause(event) -> bool:
    """Tell whether *event* says anything that a condition could read."""
    told = getattr(event, "facts", None)
    return bool(told) or not isinstance(event, Confirmed)
