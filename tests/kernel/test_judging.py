"""The judge answers for any event about any case, and always the same."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from migcase.casefile.case import follow, replay
from migcase.casefile.events import Entry, Opened, StepDone
from migcase.errors import Refusal
from migcase.judgement.agenda import work_after, work_of
from migcase.judgement.decide import decide
from migcase.judgement.doubts import doubts
from migcase.judgement.outside import Outside
from migcase.judgement.rules import judge_opening
from migcase.testing.strategies import (
    answers,
    events,
    histories,
    people,
    programmes,
    refusals,
    unruly_files,
)
from tests.kernel.places import places, seen, weighed

FILES = st.shared(programmes(), key="programme")


@given(FILES, FILES.flatmap(unruly_files))
def test_any_entry_after_any_entries_is_judged(programme, file):
    outside = programme_outside(file)
    case = None
    for entry in file:
        if case is not None:
            found = refusals(case, entry, programme, outside)
            assert all(isinstance(one, Refusal) and one.code for one in found)
        elif isinstance(entry.event, Opened):
            assert all(one.code for one in judge_opening(entry, programme, outside))
        case = follow(case, entry)


@given(FILES, FILES.flatmap(unruly_files))
def test_any_file_has_open_work_and_doubts(programme, file):
    outside = programme_outside(file)
    case = follow(None, file[0])
    work = work_of(case, programme, outside)
    for entry in file[1:]:
        after = follow(case, entry)
        work = work_after(work, case, entry, after, programme, outside)
        list(doubts(after, programme, outside))
        case = after


@given(histories(), st.data())
def test_the_same_entry_is_refused_for_the_same_reasons(history, data):
    case, programme, outside = history.case, history.programme, history.outside()
    event = data.draw(events(programme))
    by = data.draw(people(programme))
    at = history.entries[-1].at
    entry = Entry(case.id, case.number + 1, event, at, by, "here", "new")

    found = refusals(case, entry, programme, outside)

    assert [one.code for one in found] == [
        one.code for one in refusals(replay(history.entries), entry, programme, outside)
    ]


@given(histories(is_late=True), st.data())
def test_deciding_with_the_open_work_at_hand_comes_to_what_judging_alone_does(
    history, data
):
    case, programme, outside = history.case, history.programme, history.outside()
    work = work_of(case, programme, outside)
    event = data.draw(
        st.one_of(doings(work, programme, history.today), events(programme))
    )
    by = data.draw(people(programme))
    at = history.entries[-1].at
    entry = Entry(case.id, case.number + 1, event, at, by, "here", "new")

    decision = decide(case, work, entry, programme, outside)

    alone = refusals(case, entry, programme, outside)
    assert [str(one) for one in decision.refusals] == [str(one) for one in alone]
    after = case if alone else follow(case, entry)
    assert decision.work == work_of(after, programme, outside)


@given(histories())
def test_entries_of_a_lawful_file_are_admitted_when_they_are_judged_again(history):
    for case, entry, _ in history.chapters():
        outside = history.outside(entry.at.date())

        assert refusals(case, entry, history.programme, outside) == ()


@given(histories(is_late=True), st.integers(0, 30))
def test_looking_back_at_a_day_sees_what_was_true_then(history, ago):
    view = seen(history)
    days = sorted({entry.event.on for entry in history.entries})
    day = days[ago % len(days)]
    past = view.on(day)
    then = [entry for entry in history.entries if entry.event.on <= day]
    told = seen(history, replay(then), day)

    for key in view.index.fields:
        assert list(past.told(key)) == list(told.told(key))


@given(histories(), st.data())
def test_looking_back_at_today_is_looking_at_today(history, data):
    view = seen(history)
    past = view.on(history.today)
    for step, scope in places(view):
        if view.case.ended is None:
            assert past.at(scope.line_id).status(step) == scope.status(step)
    for condition, scope in weighed(view):
        assert condition.weigh(past.at(scope.line_id)) == condition.weigh(scope)


@st.composite
def doings(draw, work, programme, today):
    """Draw the doing of a step, most often of one that is open."""
    places = [(key, line) for kind, key, line in work.tasks if kind == "do"]
    places += [(key, None) for key in programme.steps]
    key, line = draw(st.sampled_from(places))
    facts = {
        question.key: draw(answers(question))
        for question in programme.steps[key].asks
        if draw(st.integers(0, 3))
    }
    on = today - timedelta(days=draw(st.sampled_from((0, 0, 0, 1, 5))))
    return StepDone(key, on, facts, line)


def programme_outside(file):
    return Outside(max(entry.at.date() for entry in file))
