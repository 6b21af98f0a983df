"""The judge answers for any event about any case, and always the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from migcase.casefile.case import follow, replay
from migcase.casefile.events import Entry, Opened
from migcase.errors import Refusal
from migcase.judgement.agenda import work_after, work_of
from migcase.judgement.doubts import doubts
from migcase.judgement.rules import judge_opening
from migcase.judgement.view import Outside
from migcase.testing.strategies import (
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


def programme_outside(file):
    return Outside(max(entry.at.date() for entry in file))
