"""What the agenda offers and what the judge admits is the same.

Read: for *some* person and *some* answers.  The person is one whom nobody has met
yet and who wears every hat, so that four eyes never stand in the way.
"""

from __future__ import annotations

from hypothesis import given

from migcase.casefile.events import (
    Actor,
    Entry,
    Event,
    LineOpened,
    Resumed,
    Stated,
    StepDone,
)
from migcase.judgement.agenda import work_of
from migcase.judgement.work import DO, EARLY, GATED, HELD, LOOK, OPEN, READY, TELL, Task
from migcase.testing.invented_words import SMALL_KINDS
from migcase.testing.strategies import History, histories, programmes, refusals
from tests.kernel.places import every_form, places, seen, some_answers

HISTORIES = programmes(most_steps=4, kinds=SMALL_KINDS).flatmap(histories)


def codes(history: History, event: Event) -> set[str]:
    """Return why a newcomer may not write *event* on the day of the last entry."""
    case, programme = history.case, history.programme
    by = Actor("Newcomer", frozenset(programme.index.roles))
    last = history.entries[-1]
    entry = Entry(case.id, case.number + 1, event, last.at, by, "here", "new")
    return {
        refusal.code for refusal in refusals(case, entry, programme, history.outside())
    }


def tasks_of(history: History) -> list[Task]:
    work = work_of(history.case, history.programme, history.outside())
    return list(work.tasks.values())


def doings(history: History, key: str, line: str | None) -> list[set[str]]:
    """Return the refusals of each way to do a step today."""
    step = history.programme.steps[key]
    return [
        codes(history, StepDone(key, history.today, facts, line))
        for facts in every_form(step.asks)
    ]


@given(HISTORIES)
def test_whatever_is_admitted_today_is_offered_today(history):
    ready = {
        (task.key, task.line)
        for task in tasks_of(history)
        if task.kind == DO and task.state == READY
    }
    for step, scope in places(seen(history)):
        if (step.key, scope.line_id) not in ready:
            assert set() not in doings(history, step.key, scope.line_id)


@given(HISTORIES)
def test_whatever_is_offered_is_admitted_for_somebody_with_some_answers(history):
    for task in tasks_of(history):
        if task.kind == DO and task.state == READY:
            found = doings(history, task.key, task.line)
            step = history.programme.steps[task.key]

            # Possible answers are weighed question by question, so a gate that
            # contradicts itself is offered, and one on a question not asked now.
            gated = {"gate"} in found and reads_own_questions(step)
            assert set() in found or gated


@given(HISTORIES)
def test_what_is_held_early_or_gated_is_refused_for_that_reason(history):
    reasons = {
        HELD: {"held"},
        EARLY: {"too-early"},
        GATED: {"gate", "no-legal-basis"},
    }
    for task in tasks_of(history):
        if task.kind == DO and task.state != READY:
            for found in doings(history, task.key, task.line):
                assert reasons[task.state] & found


@given(HISTORIES)
def test_a_fact_that_is_waited_for_can_be_told(history):
    fields = history.programme.index.fields
    for task in tasks_of(history):
        if task.kind == TELL:
            question = fields[task.key]

            assert any(
                not codes(history, Stated({task.key: value}, history.today, task.line))
                for value in some_answers(question)
            )


@given(HISTORIES)
def test_a_line_that_is_expected_can_be_opened(history):
    for task in tasks_of(history):
        if task.kind == OPEN:
            track = history.programme.index.tracks[task.key]
            found = [
                codes(history, LineOpened(track.key, "new", history.today, facts))
                for facts in every_form(track.asks)
            ]

            # Two lines may not say the same, and a form has only so many answers.
            if task.state == READY:
                assert set() in found or {"not-unique"} in found or not task.roles
            else:  # it waits for a legal basis
                assert all("no-legal-basis" in one for one in found)


@given(HISTORIES)
def test_a_hold_that_is_looked_at_again_can_be_released(history):
    for task in tasks_of(history):
        if task.kind == LOOK:
            event = Resumed(task.key, history.today, "It goes on")

            assert not codes(history, event)
            assert task.roles


def reads_own_questions(step) -> bool:
    own = {question.key for question in step.asks}
    return any(
        sort == "fact" and key in own
        for condition in step.requires
        for sort, key, _ in condition.reads()
    )
