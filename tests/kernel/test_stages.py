"""A case stands in the first stage in which something is owed now.

What waits for its day holds no case back, and what happens to a line, such as a letter
that was sent on, does not carry the case away.
"""

from __future__ import annotations

import pytest

from migcase import (
    DATE,
    TEXT,
    Field,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    Track,
    days,
)
from migcase.testing import Desk

CLERK = Role("clerk", "Clerk")
AGREED_ON = Field("agreed_on", "When did the person agree?", DATE)
WHOM = Field("whom", "To whom?", TEXT)
LETTER = Track("letter", "Letter", about=WHOM, asks=WHOM, opened_by=CLERK)
SENT = Outcome("sent", "Sent", of=LETTER)
ASKED = Step("asked", "Asked", by=CLERK, asks=AGREED_ON)
REVIEWED = Step(
    "reviewed",
    "Agreement looked at again",
    by=CLERK,
    after=ASKED,
    not_before=days(365).after(AGREED_ON),
)
TRAVELLED = Step("travelled", "Travelled", by=CLERK, after=ASKED)
WRITTEN = Step("written", "Written", by=CLERK, of=LETTER)
JOURNEY = Programme(
    "journey",
    1,
    "Journey",
    opened_by=CLERK,
    tracks=LETTER,
    stages=(
        Stage("Agreement", (ASKED, REVIEWED), stands_for="agreed"),
        Stage("Travel", TRAVELLED, stands_for="travelling"),
        Stage("Letters", WRITTEN, stands_for="writing"),
    ),
    outcomes=(SENT, Outcome("over", "Over"), Outcome("given-up", "Given up")),
)


LETTER_TO_CONSULATE = "l1"


@pytest.fixture
def desk() -> Desk:
    return Desk(JOURNEY, "2026-03-02")


def test_what_waits_for_its_day_holds_no_case_back(desk: Desk):
    desk.done(ASKED, agreed_on="2026-03-02")

    assert (desk.work.stage, desk.work.status) == ("travel", "travelling")


def test_on_its_day_it_is_owed_and_the_case_stands_there(desk: Desk):
    desk.done(ASKED, agreed_on="2026-03-02")
    desk.turn_to("2027-03-02")

    assert (desk.work.stage, desk.work.status) == ("agreement", "agreed")


def test_where_nothing_is_owed_it_is_the_last_stage_that_was_reached(desk: Desk):
    desk.done(ASKED, agreed_on="2026-03-02")
    desk.done(TRAVELLED)

    assert desk.work.stage == "travel"


@pytest.mark.parametrize("is_closed", [True, False])
def test_what_was_done_in_a_line_does_not_carry_the_case_away(desk: Desk, is_closed):
    desk.done(ASKED, agreed_on="2026-03-02")
    desk.done(TRAVELLED)
    desk.line(LETTER, LETTER_TO_CONSULATE, whom="the consulate")
    desk.done(WRITTEN, LETTER_TO_CONSULATE)
    if is_closed:
        desk.closed("over")

    assert desk.work.stage == "travel"


def test_a_case_that_came_nowhere_itself_stands_where_its_lines_do(desk: Desk):
    desk.line(LETTER, LETTER_TO_CONSULATE, whom="the consulate")
    desk.done(WRITTEN, LETTER_TO_CONSULATE)
    desk.closed("given-up")

    assert desk.work.stage == "letters"
