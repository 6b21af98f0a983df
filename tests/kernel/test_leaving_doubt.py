"""What comes before a step and only puts it in doubt takes nothing back."""

from __future__ import annotations

from migcase import YES_NO, Field, Programme, Role, Stage, Step, Track
from migcase.testing import Desk

CLERK = Role("clerk", "Clerk")
FRAGILE = Field("fragile", "Is it fragile?", YES_NO)
PARCEL = Track("parcel", "Parcel", opened_by=CLERK)
MEASURE = Step("measure", "Measured", of=PARCEL, by=CLERK, reopened_by=CLERK)
WRAP = Step(
    "wrap",
    "Wrapped",
    of=PARCEL,
    by=CLERK,
    after=MEASURE,
    doubted_by=MEASURE,
    when=FRAGILE,
    waived_by=CLERK,
)
LABEL = Step("label", "Labelled", of=PARCEL, by=CLERK, after=MEASURE)
STAMP = Step("stamp", "Stamped", of=PARCEL, by=CLERK, after=WRAP, reopened_by=CLERK)
ASK = Step("ask", "Asked", by=CLERK, asks=FRAGILE)
POST = Step("post", "Posted", by=CLERK, after=(ASK, STAMP))
PARCELS = Programme(
    "parcels", 1, "Parcels", Stage("All", (ASK, MEASURE, WRAP, LABEL, STAMP, POST))
)


def posted(*, fragile: bool) -> Desk:
    """Return the desk of a case with one parcel that was posted."""
    desk = Desk(PARCELS, "2026-03-02")
    desk.hand_to("Amina", CLERK)
    desk.line(PARCEL, "big")
    desk.done(ASK, fragile=fragile)
    desk.done(MEASURE, "big")
    if fragile:
        desk.done(WRAP, "big")
    desk.done(LABEL, "big")
    desk.done(STAMP, "big")
    desk.done(POST)
    return desk


def measured_again(desk: Desk) -> None:
    desk.reopened(MEASURE, "big", reason="The scales were wrong")
    desk.done(MEASURE, "big")


def doubts_of(desk: Desk) -> list[tuple[str, str]]:
    return [(doubt.code, doubt.step) for doubt in desk.doubts]


def test_what_comes_next_is_taken_back_unless_it_is_only_put_in_doubt():
    desk = posted(fragile=True)
    measured_again(desk)

    assert list(desk.agenda) == ["label:big"]
    assert doubts_of(desk) == [("done-again", "wrap")]


def test_the_doubt_passes_through_what_was_not_needed():
    desk = posted(fragile=False)
    measured_again(desk)

    assert doubts_of(desk) == [("done-again", "stamp")]


def test_whoever_looked_has_put_the_doubt_aside_until_it_is_done_again_once_more():
    desk = posted(fragile=True)
    measured_again(desk)
    desk.confirmed(WRAP, "big", reason="It still fits")
    assert doubts_of(desk) == []

    measured_again(desk)

    assert doubts_of(desk) == [("done-again", "wrap")]


def test_what_takes_back_takes_back_all_the_same():
    desk = posted(fragile=True)
    measured_again(desk)
    desk.reopened(STAMP, "big", reason="It weighs more")
    desk.done(STAMP, "big")

    assert list(desk.agenda) == ["label:big", "post"]


def test_while_it_is_open_again_something_comes_before_what_was_done():
    desk = posted(fragile=True)
    desk.reopened(MEASURE, "big", reason="The scales were wrong")

    assert doubts_of(desk) == [
        ("before-its-turn", "wrap"),
        ("before-its-turn", "label"),
    ]
    assert list(desk.agenda) == ["measure:big"]


def test_what_was_waived_can_be_in_no_doubt_and_is_taken_back():
    desk = Desk(PARCELS, "2026-03-02")
    desk.hand_to("Amina", CLERK)
    desk.line(PARCEL, "big")
    desk.done(ASK, fragile=True)
    desk.done(MEASURE, "big")
    desk.waived(WRAP, "big", reason="They wrapped it themselves")

    measured_again(desk)

    assert "wrap:big" in desk.agenda
