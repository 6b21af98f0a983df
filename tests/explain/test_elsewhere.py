"""The promises about reasons that lie in another case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

import pytest

from migcase import (
    YES_NO,
    Actor,
    Case,
    Condition,
    Derived,
    Entry,
    Event,
    Field,
    LineOpened,
    Opened,
    Outcome,
    Programme,
    Role,
    Stage,
    Stated,
    Step,
    StepDone,
    Track,
    case_of,
    done,
    each,
    ended,
    linked,
    linked_value,
    one_of,
    replay,
    some,
    sure,
    years,
)
from migcase.judgement.explain import English, why
from migcase.judgement.outside import Linkable, Outside
from migcase.judgement.speech import Others, Speech, nobody_else
from migcase.judgement.view import View
from tests.explain.programme import SMALL, TO, TRAVELLER

DAY = date(2026, 3, 2)
POSTER = Role("poster", "Poster")
# A question of the post; a question of the small programme has the same key.
WHERE_TO = Field("to", "Which way?", one_of("north", "south", "east"))
SECRET = Field("secret", "What is inside?", one_of("books", "seeds"), read_by=POSTER)
LABEL = Field("label", "Which label?", one_of("red", "blue"), secrecy="personal")
SENT = Field("sent", "Was it sent?", YES_NO)
PARCEL = Track("parcel", "Parcel", opened_by=POSTER, asks=SENT)
CALLED = Step("called", "Called", by=POSTER, asks=(WHERE_TO, SECRET, LABEL))
WEIGHED = Step("weighed", "Weighed", by=POSTER, of=PARCEL)
POST = Programme(
    key="post",
    version=1,
    title="The post",
    summary="Parcels.",
    opened_by=POSTER,
    stages=(Stage("All", (CALLED, WEIGHED)),),
    outcomes=(Outcome("over", "Over", when=done(CALLED)),),
    keep=years(5),
)
CALL = {"to": "north", "secret": "books", "label": "blue"}
THERE = Field("there", "Which post?", case_of("post"))
SAME_SORT = Field("there", "Which other of them?", case_of("small"))


@pytest.fixture
def case() -> Case:
    """A case that names one of the post, and itself goes to Senegal."""
    return replayed(
        "MA-26-00001-X",
        Opened("small", 3, DAY),
        LineOpened("traveller", "L1", DAY, {"who": "P-1"}),
        StepDone("talk", DAY, {"wants": True, "to": "SN"}),
        Stated({"there": "MA-26-00002-Y"}, DAY),
    )


@pytest.fixture
def other() -> Case:
    """A case of the post: of two parcels none was sent."""
    return replayed(
        "MA-26-00002-Y",
        Opened("post", 1, DAY),
        StepDone("called", DAY, CALL),
        LineOpened("parcel", "L1", DAY, {"sent": False}),
        LineOpened("parcel", "L2", DAY, {"sent": False}),
    )


def replayed(number: str, *events: Event) -> Case:
    at, amina = datetime(2026, 3, 2, 9, tzinfo=UTC), Actor("amina", {"clerk"})
    return replay(
        Entry(number, n, event, at, amina, "MA", f"E{n}")
        for n, event in enumerate(events, start=1)
    )


def told(
    case: Case,
    other: Case | tuple[Case, ...],
    condition: Condition,
    readers: Collection[str] = (),
    others: Others = nobody_else,
) -> list[str]:
    linkable = {one.id: one for one in ([other] if isinstance(other, Case) else other)}

    def found(number: str) -> Linkable | None:
        return Linkable(linkable[number], POST) if number in linkable else None

    because = condition.explain(View(case, SMALL, Outside(DAY, linked=found), DAY))
    words = English()
    return why(because, words, SMALL, case=case, readers=readers, others=others)


def test_lines_of_another_case_are_told_by_their_own_numbers(case, other):
    assert told(case, other, linked(THERE, some(PARCEL, SENT))) == [
        "In the case MA-26-00002-Y, named under “Which post?”:",
        (
            "  Not met: there is at least one “parcel” for which “Was it sent?” is "
            "answered “yes”"
        ),
        "    “parcel” L1 and L2: “Was it sent?” was answered “no”",
    ]


def test_an_answer_there_is_not_taken_for_one_given_here(case, other):
    condition = (TO == "ML") | linked(THERE, WHERE_TO == "south")

    assert told(case, other, condition) == [
        "None of these is met:",
        "  “To which country?” is answered Mali (it was answered Senegal)",
        "  In the case MA-26-00002-Y, named under “Which post?”:",
        "    Not met: “Which way?” is answered “south” (it was answered “north”)",
    ]


def test_what_only_some_may_read_there_is_told_to_nobody_here(case, other):
    lines = told(case, other, linked(THERE, SECRET == "seeds"), readers=("poster",))

    assert "the answer is not for everybody to read" in lines[-1]
    assert "books" not in " ".join(lines)


@pytest.mark.parametrize(
    "condition",
    [
        Derived("books", "It has books", linked(THERE, SECRET == "books")),
        linked_value(THERE, SECRET) == "books",
        linked(THERE, SECRET == "books"),
        linked(THERE, Derived("books", "It has books", SECRET == "books")),
        sure(linked(THERE, SECRET == "books")),
    ],
)
@pytest.mark.parametrize("is_denied", [True, False])
def test_how_it_came_out_there_does_not_tell_it_either(
    case, other, condition, is_denied
):
    lines = " ".join(told(case, other, ~condition if is_denied else condition))

    assert "books" not in lines
    assert "“What is inside?”" in lines
    assert "a condition" in lines


def test_what_is_personal_there_is_told_to_nobody_here(case, other):
    assert told(case, other, linked(THERE, LABEL == "red"))[1] == (
        "  Not met: the answer to “Which label?” meets a condition "
        "(the answer is not for everybody to read)"
    )


def test_a_denial_there_is_told_as_one(case, other):
    assert told(case, other, ~linked(THERE, some(PARCEL, ~SENT)))[1] == (
        "  Against it: there is at least one “parcel” for which “Was it sent?” is "
        "answered “no”"
    )


def test_of_several_other_cases_each_is_told_with_its_own_reasons():
    ann = replayed(
        "MA-26-00002-Y",
        Opened("post", 1, DAY),
        StepDone("called", DAY, {"to": "north"}),
    )
    bob = replayed(
        "MA-26-00003-Z",
        Opened("post", 1, DAY),
        StepDone("called", DAY, {"to": "south"}),
    )
    case = replayed(
        "MA-26-00001-X",
        Opened("small", 3, DAY),
        LineOpened("traveller", "L1", DAY, {"who": "P-1", "there": ann.id}),
        LineOpened("traveller", "L2", DAY, {"who": "P-2", "there": bob.id}),
    )
    east = Derived("east", "It goes east", WHERE_TO == "east")

    lines = told(case, (ann, bob), each(TRAVELLER, linked(THERE, east)))

    assert lines[1:] == [
        "  “Traveller” P-1:",
        "    In the case MA-26-00002-Y, named under “Which post?”:",
        "      Not met: “It goes east” applies",
        ("        Not met: “Which way?” is answered “east” (it was answered “north”)"),
        "  “Traveller” P-2:",
        "    In the case MA-26-00003-Z, named under “Which post?”:",
        "      Not met: “It goes east” applies",
        ("        Not met: “Which way?” is answered “east” (it was answered “south”)"),
    ]


def test_what_is_kept_back_there_is_not_given_away_as_a_reason(case, other):
    kept = "the answer is not for everybody to read"
    label = LABEL == "blue"

    for denied in (~linked(THERE, label), linked(THERE, LABEL != "blue")):
        assert told(case, other, denied)[1:] == [
            f"  Not met: the answer to “Which label?” meets a condition ({kept})"
        ]
    assert told(case, other, linked(THERE, label.needs(done(WEIGHED))))[1:] == [
        (
            "  Not met: if the answer to “Which label?” meets a condition, then the "
            "step “weighed” has been done (the answer to “Which label?” is not for "
            "everybody to read)"
        )
    ]
    assert told(case, other, linked(THERE, label.needs(some(PARCEL, SENT))))[1:3] == [
        f"  Not met: if the answer to “Which label?” meets a condition ({kept}), then:",
        (
            "    Not met: there is at least one “parcel” for which “Was it sent?” is "
            "answered “yes”"
        ),
    ]


def test_of_a_programme_that_is_not_known_things_go_by_their_keys(case, other):
    # The small programme has a step, a track, an ending and a question of these keys.
    talked = Step("talk", "Someone else’s talk", by=POSTER)
    lines = Track("traveller", "Someone else’s line", opened_by=POSTER)
    parts = done(talked) & some(lines, SENT) & ended("gone")

    said = " ".join(told(case, other, linked(THERE, parts)))
    said += " ".join(told(case, other, linked(THERE, TO.at(talked).known)))
    here = " ".join(told(case, other, linked(SAME_SORT, done(talked))))

    assert "the step “talk” has been done" in said
    assert "“traveller”" in said
    assert "the ending is “gone”" in said
    assert "“to” as answered at the step “talk”" in said
    assert "the step “Talk held” has been done" in here


def test_things_of_another_case_go_by_their_titles_where_its_programme_is_known(
    case, other
):
    def spoken_of(programme: str) -> Speech | None:
        return Speech(English(), POST) if programme == "post" else None

    condition = linked(THERE, some(PARCEL, SENT) & done(WEIGHED))
    lines = told(case, other, condition, others=spoken_of)

    assert lines[1:] == [
        (
            "  Not met: there is at least one “Parcel” for which “Was it sent?” is "
            "answered “yes”"
        ),
        "    “Parcel” L1 and L2: “Was it sent?” was answered “no”",
        "  Not met: the step “Weighed” has been done",
    ]
