"""Four eyes: what two hands must do is never done by one.

Whatever was reopened, done again, corrected or waived in between: all hands that
were ever on a step count, in both directions.
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.casefile.case import replay
from migcase.casefile.events import (
    Closed,
    LineEnded,
    LineOpened,
    Reopened,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.judgement.outside import Outside
from migcase.kinds import YES_NO
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Outcome, Role, Stage, Step, Track
from migcase.testing.strategies import FIRST_DAY, histories, programmes, refusals
from tests.kernel.examples import AMINA, BASHIR, CHIOMA, opened, said
from tests.kernel.places import places, seen

WORKER = Role("worker", "Case worker")
RISK = Field("risk", "At risk?", YES_NO)
SEEN = Field("seen", "Who was seen?", YES_NO)
VISITS = Track("visits", "Visits", opened_by=WORKER)
AGAIN = {"by": WORKER, "waived_by": WORKER, "reopened_by": WORKER}
INTERVIEW = Step("interview", "Interviewed", asks=RISK, **AGAIN)
APPROVAL = Step("approval", "Approved", after=INTERVIEW, not_by=INTERVIEW, **AGAIN)
VISIT = Step("visit", "Visited", of=VISITS, asks=SEEN, **AGAIN)
REVIEW = Step("review", "Reviewed", of=VISITS, not_by=(VISIT, INTERVIEW), **AGAIN)
SUMMARY = Step("summary", "Summed up", not_by=VISIT, **AGAIN)
KEPT_APART = Programme(
    "kept-apart",
    1,
    "Much that two must do",
    stages=(Stage("All", (INTERVIEW, APPROVAL, VISIT, REVIEW, SUMMARY)),),
    outcomes=(
        Outcome("o", "It ends", not_by=INTERVIEW, reopened_by=WORKER),
        Outcome("seen", "It ends", of=VISITS, by=WORKER, not_by=SUMMARY),
    ),
)
FILES = st.one_of(
    histories(KEPT_APART, most=40),
    programmes(most_steps=4, most_tracks=1).flatmap(histories),
)


@given(FILES)
def test_steps_kept_apart_never_share_a_hand(history):
    hands = hands_on(history)
    for step, scope in places(seen(history)):
        for other in step.not_by:
            if isinstance(other, Step):
                for where in lines_met(other, scope):
                    shared = hands[step.key, scope.line_id] & hands[other.key, where]
                    assert not shared, (step.key, other.key)


@given(FILES)
def test_nobody_does_a_step_after_writing_under_a_role_that_is_kept_from_it(history):
    for case, entry, _ in history.chapters():
        event = entry.event
        if isinstance(event, StepDone | StepWaived):
            for other in history.programme.steps[event.step].not_by:
                if isinstance(other, Role):
                    assert entry.by.name not in case.roles.get(other.key, ())


@given(FILES)
def test_nobody_ends_a_case_who_did_what_is_kept_from_its_ending(history):
    for case, entry, _ in history.chapters():
        if isinstance(entry.event, Closed):
            outcome = history.programme.outcome(entry.event.outcome)
            for other in outcome.not_by:
                if isinstance(other, Step):
                    found = hands_on(history, until=case.number)
                    for (key, _), names in found.items():
                        assert key != other.key or entry.by.name not in names


@given(FILES)
def test_nobody_does_what_is_kept_from_an_ending_that_they_decided(history):
    ended = set()
    for case, entry, _ in history.chapters():
        event, name = entry.event, entry.by.name
        if isinstance(event, Closed):
            ended.add((event.outcome, None, name))
        elif isinstance(event, LineEnded):
            ended.add((event.outcome, case.lines[event.line].track, name))
        elif isinstance(event, StepDone | StepWaived):
            step = history.programme.steps[event.step]
            for key, track, by in ended:
                kept = step in history.programme.outcome(key).not_by
                assert not kept or by != name or step.track == track is not None


def test_whoever_closed_a_case_cannot_do_what_is_kept_from_that_ending():
    file = (
        *opened("kept-apart"),
        said(2, Closed("o", FIRST_DAY), AMINA),
        said(3, Reopened(FIRST_DAY, "Too early", ()), BASHIR),
    )

    def codes(by):
        entry = said(4, StepDone("interview", FIRST_DAY, {"risk": True}), by)
        found = refusals(replay(file), entry, KEPT_APART, Outside(FIRST_DAY))
        return {refusal.code for refusal in found}

    assert codes(AMINA) == {"same-hand"}
    assert codes(BASHIR) == set()


def test_whoever_ended_a_line_cannot_do_what_is_kept_from_that_ending():
    file = (
        *opened("kept-apart"),
        said(2, LineOpened("visits", "l1", FIRST_DAY), AMINA),
        said(3, LineEnded("l1", "seen", FIRST_DAY), AMINA),
    )

    def codes(by):
        entry = said(4, StepDone("summary", FIRST_DAY), by)
        found = refusals(replay(file), entry, KEPT_APART, Outside(FIRST_DAY))
        return {refusal.code for refusal in found}

    assert codes(AMINA) == {"same-hand"}
    assert codes(BASHIR) == set()


def test_whoever_approved_cannot_correct_what_was_approved():
    file = (
        *opened("kept-apart"),
        said(2, StepDone("interview", FIRST_DAY, {"risk": True}), AMINA),
        said(3, StepDone("approval", FIRST_DAY), BASHIR),
    )
    correction = Stated({"risk": False}, FIRST_DAY)

    def codes(by):
        entry = said(4, correction, by)
        found = refusals(replay(file), entry, KEPT_APART, Outside(FIRST_DAY))
        return {refusal.code for refusal in found}

    assert codes(BASHIR) == {"same-hand"}
    assert codes(CHIOMA) == set()


@pytest.mark.parametrize("second", [StepDone, StepWaived])
def test_every_hand_counts_that_was_on_a_step_before_it_was_opened_again(second):
    told = {"risk": True} if second is StepDone else "Not needed here"
    file = (
        *opened("kept-apart"),
        said(2, StepDone("interview", FIRST_DAY, {"risk": True}), AMINA),
        said(3, StepReopened("interview", FIRST_DAY, "Incomplete"), CHIOMA),
        said(4, second("interview", FIRST_DAY, told), BASHIR),
    )

    def codes(by):
        entry = said(5, StepDone("approval", FIRST_DAY), by)
        found = refusals(replay(file), entry, KEPT_APART, Outside(FIRST_DAY))
        return {refusal.code for refusal in found}

    assert codes(AMINA) == codes(BASHIR) == {"same-hand"}
    assert codes(CHIOMA) == set()


def hands_on(history, until: int | None = None):
    """Return everybody who did, waived or corrected a step, by step and line."""
    found = defaultdict(set)
    asks = {
        step.key: {question.key for question in step.asks}
        for step in history.programme.steps.values()
    }
    for entry in history.entries[:until]:
        event, name = entry.event, entry.by.name
        if isinstance(event, StepDone | StepWaived):
            found[event.step, event.line].add(name)
        elif isinstance(event, Stated):
            for place in list(found):
                key, line = place
                if line == event.line and asks[key] & event.facts.keys():
                    found[place].add(name)
    return found


def lines_met(other, scope):
    """Return where *other* is kept apart from a step in *scope*: its line, or all."""
    if other.of is None:
        return [None]
    if scope.line is not None and scope.line.track == other.track:
        return [scope.line_id]
    return [line.id for line in scope.case.lines_of(other.track)]
