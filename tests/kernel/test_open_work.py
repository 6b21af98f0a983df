"""The open work kept beside a case is the open work worked out from its file."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from migcase.casefile.case import follow
from migcase.judgement.agenda import work_after, work_of
from migcase.testing.strategies import histories

DAY = timedelta(days=1)


@given(histories(most=40))
def test_open_work_kept_from_entry_to_entry_is_the_open_work_of_the_case(history):
    kept_work_is_the_whole_work(history)


@given(histories(is_late=True))
def test_open_work_is_kept_right_by_entries_that_come_late(history):
    kept_work_is_the_whole_work(history)


def kept_work_is_the_whole_work(history):
    programme = history.programme
    first = history.entries[0]
    work = work_of(follow(None, first), programme, history.outside(first.at.date()))
    for case, entry, after in history.chapters():
        outside = history.outside(entry.at.date())
        work = work_after(work, case, entry, after, programme, outside)

        assert work == work_of(after, programme, outside)


@given(histories(is_late=True), st.integers(0, 59))
def test_nothing_changes_before_the_day_to_look_again(history, days):
    now = work_of(history.case, history.programme, history.outside())
    quiet = 60 if now.look_on is None else (now.look_on - history.today).days
    day = history.today + (days % quiet) * DAY

    later = work_of(history.case, history.programme, history.outside(day))

    assert evolve(later, day=now.day, look_on=now.look_on) == now
