"""The ten patterns that migcase leaves out, and what is done instead.

Each has a section in ``docs/explanation/patterns-left-out.md``; where something can
be declared that looks like the pattern, the test shows what comes of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from migcase import YES_NO, BadProgramme, Field, Step, Track, done
from tests.patterns.words import REGISTER, WORKER, pattern, step

PAGE = Path(__file__).parents[2] / "docs/explanation/patterns-left-out.md"


def _page_tells(number: int) -> bool:
    return f"\n## {number} " in PAGE.read_text(encoding="utf-8")


@pattern(17, "Interleaved Parallel Routing", "X")
def test_steps_in_any_order_one_at_a_time_are_left_to_the_people(desk_for):
    """Not said: both steps are open, and people see to it."""
    desk = desk_for(step("interview"), step("photograph"))

    assert set(desk.agenda) == {"interview", "photograph"}
    assert _page_tells(17)


@pattern(22, "Recursion", "X")
def test_a_track_inside_a_track_cannot_be_declared():
    """Refused: a track belongs to the case; deeper matters are cases of their own."""
    member = Track("member", "Member", opened_by=WORKER)

    with pytest.raises(TypeError):
        Track("visit", "Visit", opened_by=WORKER, of=member)  # type: ignore[call-arg]
    assert _page_tells(22)


@pattern(23, "Transient Trigger", "X")
def test_nothing_that_was_said_is_lost_because_nobody_waited_for_it(desk_for):
    """Not said: a fact stays (pattern 24)."""
    told = Field("told", "Did somebody call?", YES_NO)
    desk = desk_for(REGISTER, step("ask", asks=told))

    desk.stated(told=True)

    assert desk.facts["told"] is True
    assert _page_tells(23)


@pattern(28, "Blocking Discriminator", "X")
@pattern(31, "Blocking Partial Join", "X")
@pattern(33, "Generalized AND-Join", "X")
def test_nothing_is_counted_that_could_arrive_twice(desk_for):
    """Not said: there are no tokens to block; a step stands or does not."""
    visit = step("visit", reopened_by=WORKER)
    desk = desk_for(visit, step("plan", requires=done(visit)))
    desk.done("visit")
    desk.reopened("visit")
    desk.done("visit")

    desk.done("plan")

    assert desk.why_not("plan") == {"already-settled"}
    assert all(_page_tells(number) for number in (28, 31, 33))


@pattern(39, "Critical Section", "X")
@pattern(40, "Interleaved Routing", "X")
def test_no_two_writers_need_a_lock_of_the_programme(desk_for):
    """Not said: entries of one case are written one after the other."""
    desk = desk_for(step("interview"), step("photograph"))

    desk.done("photograph")
    desk.done("interview")

    assert desk.case.number == 3
    assert all(_page_tells(number) for number in (39, 40))


@pattern(41, "Thread Merge", "X")
@pattern(42, "Thread Split", "X")
def test_a_circle_of_order_is_refused_by_name(desk_for):
    """Refused: `after` alone never runs in a circle; there are no threads."""
    later = Step("later", "Later", by=WORKER)
    sooner = Step("sooner", "Sooner", by=WORKER, after=later)
    object.__setattr__(later, "after", (sooner,))

    with pytest.raises(BadProgramme) as refused:
        desk_for(later, sooner)
    assert "later → sooner → later" in str(refused.value)
    assert all(_page_tells(number) for number in (41, 42))
