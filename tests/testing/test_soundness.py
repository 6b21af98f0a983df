"""What is found wrong with a programme before anybody uses it.

Each finding is planted, beside its nearest neighbour that is sound.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from migcase import (
    DATE,
    DONT_KNOW,
    MONEY,
    NUMBER,
    TEXT,
    YES_NO,
    Field,
    Hold,
    Money,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    Track,
    case_of,
    count,
    days,
    done,
    each,
    linked,
    many_of,
    named,
    number,
    one_of,
    settled,
    some,
    sure,
    today,
)
from migcase.judgement.soundness import Finding, findings
from tests.testing.programmes import PASSPORT, SECOND_LOSS

OFFICER = Role("officer", "Desk officer")
HEAD = Role("head", "Head of the desk")
COLOUR = Field("colour", "Which colour?", one_of("red", "green"))
SIZES = Field("sizes", "Which sizes?", many_of("s", "m", "l"))
AGE = Field("age", "How old?", NUMBER)
MAY = Field("may", "May they?", YES_NO)
LEFT_ON = Field("left_on", "Left on", DATE)
NOTE = Field("note", "Why?", TEXT)
OTHER = Field("other", "Which other case?", case_of("small"))
CHILD = Track("child", "Child", opened_by=OFFICER)
SEEN = Field("seen", "Was the child seen?", YES_NO)
WAY_OUT = Outcome("gone", "Went away")


def step(key: str, **words: object) -> Step:
    return Step(key, key.title(), by=OFFICER, within=days(3), **words)


def codes(*steps: Step, outcomes: object = WAY_OUT, **words: object) -> set[str]:
    """Return what is found in a programme of *steps*, by code and thing."""
    endings = outcomes if isinstance(outcomes, tuple) else (outcomes,)
    small = Programme(
        "small", 1, "Small", (Stage("All", steps),), outcomes=endings, **words
    )
    return {f"{one.code} {one.thing}" for one in findings(small)}


ASK = step("ask", asks=(COLOUR, AGE, MAY))


def test_a_sound_programme_has_nothing_but_notes():
    for sound in (PASSPORT, SECOND_LOSS):
        assert {one for one in findings(sound) if not one.is_note} == set()


def test_a_finding_names_the_thing_and_its_line_in_the_plugins_file():
    first = Step("first", "First", by=OFFICER)
    small = Programme("small", 1, "Small", (Stage("All", first),), outcomes=WAY_OUT)

    (found,) = findings(small)

    assert found.code == "no-deadline"
    assert found.thing == "step first"
    assert found.where.startswith("test_soundness.py:")
    assert found.is_note
    assert str(found) == f"{found.where}: step first: no-deadline"


def test_the_values_of_a_finding_are_told_with_it():
    found = Finding("waits-for-a-fact", "step a", "x.py:3", {"facts": ("colour",)})

    assert str(found) == "x.py:3: step a: waits-for-a-fact (facts=('colour',))"
    assert not found.is_note


# ------------------------------------------------------------------- waiting
@pytest.mark.parametrize(
    "before",
    [
        step("ask", asks=COLOUR, waived_by=HEAD),
        step("ask", asks=COLOUR, optional=True),
        step("ask", asks=Field("colour", "?", COLOUR.kind, optional=True)),
        step("ask", asks=(MAY, Field("colour", "?", COLOUR.kind, when=MAY))),
    ],
    ids=["waived", "optional step", "optional question", "asked of some"],
)
def test_a_step_that_may_wait_for_a_fact_nobody_asked_is_found(before):
    colour = before.asks[-1]
    then = step("then", after=before, when=colour == "red")

    assert "waits-for-a-fact step then" in codes(before, then)


def test_a_fact_asked_beside_and_not_before_is_found():
    then = step("then", when=COLOUR == "red")

    assert codes(ASK, then) == {"waits-for-a-fact step then"}


def test_a_fact_surely_asked_before_is_not_waited_for():
    middle = step("middle", after=ASK, when=MAY)
    then = step("then", after=middle, when=COLOUR == "red")

    assert codes(ASK, middle, then) == set()


def test_a_fact_asked_when_the_case_is_opened_is_not_waited_for():
    assert codes(step("then", when=COLOUR == "red"), asks=COLOUR) == set()


def test_a_fact_of_a_line_asked_when_the_line_is_opened_is_not_waited_for():
    track = Track("child", "Child", opened_by=OFFICER, asks=SEEN)

    assert codes(step("visit", of=track, when=SEEN)) == set()


def test_a_fact_asked_of_those_for_whom_it_matters_is_not_waited_for():
    detail = Field("detail", "Which detail?", one_of("a", "b"), when=COLOUR == "red")
    ask = step("ask", asks=(COLOUR, detail))
    inner = step("inner", after=ask, when=(COLOUR == "red") & (detail == "a"))

    assert codes(ask, inner) == set()


def test_a_fact_asked_by_a_step_needed_under_the_same_condition_is_not_waited_for():
    first = step("first", after=ASK, when=MAY, asks=SIZES)
    then = step("then", after=first, when=MAY & SIZES.has("s"))

    assert codes(ASK, first, then) == set()


def test_who_says_that_unknown_counts_as_false_waits_for_nothing():
    assert codes(ASK, step("then", when=sure(COLOUR == "red"))) == set()


# ------------------------------------------------------------------- circles
def test_a_step_that_waits_for_what_only_a_later_one_asks_is_found():
    first = step("first", when=COLOUR == "red")
    then = step("then", after=first, asks=COLOUR)

    assert codes(first, then) == {"circle-through-facts step first"}


def test_a_step_that_waits_for_its_own_answer_is_found():
    assert codes(step("first", when=MAY, asks=MAY)) == {
        "circle-through-facts step first"
    }


def test_two_steps_that_wait_for_each_other_are_found():
    first = step("first", when=MAY, asks=COLOUR)
    then = step("then", when=COLOUR == "red", asks=MAY)

    assert codes(first, then) == {
        "circle-through-facts step first",
        "circle-through-facts step then",
    }


def test_a_step_that_a_later_answer_opens_again_is_only_noted():
    first = step("first", again=sure(MAY))
    then = step("then", after=first, asks=MAY)

    assert codes(first, then) == {"loop-through-facts step first"}


# ------------------------------------------------------------------- never
@pytest.mark.parametrize(
    "gate",
    [
        (COLOUR == "red", COLOUR == "green"),
        (COLOUR == "red") & (COLOUR != "red"),
        (AGE > 18) & (AGE < 12),
        (AGE > 5) & (AGE < 6),
        (MAY, ~MAY),
        SIZES.has("s") & ~SIZES.has("s"),
        (LEFT_ON > DATE.parse("2025-01-01")) & (LEFT_ON < DATE.parse("2024-01-01")),
    ],
)
def test_a_gate_that_no_answer_opens_is_found(gate):
    closed = step("closed", asks=(COLOUR, AGE, MAY, SIZES, LEFT_ON), requires=gate)

    assert codes(closed) == {"never-opens step closed"}


AMOUNT = Field("amount", "How much?", MONEY)
DECIMAL = Field("share", "Which share?", number(decimals=2))
WHOM = Field("whom", "Who?", TEXT)


@pytest.mark.parametrize(
    "gate",
    [
        COLOUR == "red",
        (AGE > 5) & (AGE < 7),
        (DECIMAL > 5) & (DECIMAL < 6),
        WHOM != "Awa",
        AMOUNT <= Money(Decimal(100), "EUR"),
        LEFT_ON < today,
        count(CHILD) == 3,
        some(CHILD, SEEN) & some(CHILD, ~SEEN),
        linked(OTHER, done(ASK)),
        named("odd", "it is odd", lambda age: age % 2 == 1, AGE),
    ],
)
def test_a_gate_that_some_answer_may_open_is_not_accused(gate):
    asks = (COLOUR, AGE, MAY, LEFT_ON, OTHER, DECIMAL, AMOUNT, WHOM)
    opens = step("ask", asks=asks, requires=gate)
    visit = step("visit", of=CHILD, asks=SEEN)

    assert not {one for one in codes(opens, visit) if one.startswith("never")}


def test_a_gate_that_contradicts_what_makes_the_step_needed_is_found():
    then = step("then", after=ASK, when=COLOUR == "red", requires=COLOUR == "green")

    assert codes(ASK, then) == {"never-opens step then"}


def test_a_gate_on_a_new_answer_does_not_contradict_the_old_one():
    then = step(
        "then",
        after=ASK,
        when=COLOUR == "red",
        asks=COLOUR,
        requires=COLOUR == "green",
    )

    assert codes(ASK, then) == set()


def test_a_step_that_no_case_needs_is_found():
    then = step("then", after=ASK, when=(COLOUR == "red") & (COLOUR == "green"))

    assert codes(ASK, then) == {"never-needed step then"}


def test_a_step_that_every_answer_keeps_open_is_found():
    for again in (MAY | ~MAY, COLOUR.is_in("red", "green")):
        found = codes(step("first", asks=(MAY, COLOUR), again=again))
        assert found == {"never-settles step first"}


def test_a_non_answer_counts_among_the_answers():
    unsure = Field("unsure", "Sure?", YES_NO, allows=(DONT_KNOW,))
    ends = step("first", asks=unsure, again=(unsure == True) | (unsure == False))  # noqa: E712

    assert codes(ends) == set()


# ------------------------------------------------------------------- endings
def test_an_ending_that_no_case_comes_to_is_found():
    never = Outcome("never", "Never", when=MAY & ~MAY)

    assert codes(ASK, outcomes=(WAY_OUT, never)) == {"never-happens outcome never"}


def test_an_ending_behind_a_step_that_never_opens_is_found():
    closed = step("closed", asks=MAY, requires=(MAY, ~MAY))
    never = Outcome("never", "Never", after=closed)

    assert "never-happens outcome never" in codes(closed, outcomes=(WAY_OUT, never))


def test_an_ending_behind_a_step_that_may_be_waived_is_not_accused():
    closed = step("closed", asks=MAY, requires=(MAY, ~MAY), waived_by=HEAD)
    may = Outcome("may", "May be", after=closed)

    assert codes(closed, outcomes=(WAY_OUT, may)) == {"never-opens step closed"}


def test_an_ending_after_what_only_an_ending_brings_up_is_found():
    left = step("left")
    first = Outcome("first", "First", then=left)
    never = Outcome("never", "Never", after=left)

    assert "never-happens outcome never" in codes(ASK, outcomes=(first, never))


def test_an_ending_withheld_because_of_what_nobody_may_have_asked_is_found():
    refused = Outcome("stays", "Stays", when=~MAY)

    assert codes(ASK, outcomes=(WAY_OUT, refused)) == {"unknown-keeps-in outcome stays"}


@pytest.mark.parametrize(
    "ending",
    [
        Outcome("stays", "Stays", when=~sure(MAY)),
        Outcome("stays", "Stays", when=sure(~MAY)),
        Outcome("stays", "Stays", when=MAY),
        Outcome("stays", "Stays", after=ASK, when=~MAY),
    ],
    ids=["not sure", "sure not", "only if", "after it was asked"],
)
def test_an_ending_that_no_unknown_withholds_is_not_accused(ending):
    assert codes(ASK, outcomes=(WAY_OUT, ending)) == set()


def test_an_unknown_in_one_line_keeps_nobody_in_who_says_sure():
    visit = step("visit", of=CHILD, asks=SEEN)
    held = Outcome("held", "Held back", when=~some(CHILD, SEEN))
    free = Outcome("free", "Free", when=~sure(some(CHILD, SEEN)))

    assert codes(visit, outcomes=(WAY_OUT, held)) == {"unknown-keeps-in outcome held"}
    assert codes(visit, outcomes=(WAY_OUT, free)) == set()


@pytest.mark.parametrize(
    "ending",
    [
        Outcome("end", "End", after=ASK),
        Outcome("end", "End", when=done(ASK)),
        Outcome("end", "End", when=sure(MAY)),
        Outcome("end", "End", requires=settled(ASK)),
        Outcome("end", "End", requires=MAY),
    ],
    ids=["after", "done", "fact", "settled", "gate"],
)
def test_a_case_that_cannot_be_left_from_the_start_is_found(ending):
    assert "no-way-out programme small" in codes(ASK, outcomes=ending)


@pytest.mark.parametrize(
    "ending",
    [
        Outcome("end", "End", asks=NOTE),
        Outcome("end", "End", when=~done(ASK)),
        Outcome("end", "End", when=~sure(MAY)),
        Outcome("end", "End", asks=MAY, requires=MAY),
        Outcome("end", "End", requires=each(CHILD, SEEN)),
    ],
    ids=["asks", "not done", "not sure", "own answer", "no lines"],
)
def test_a_case_that_can_be_left_from_the_start_is_not_accused(ending):
    visit = step("visit", of=CHILD, asks=SEEN)

    assert "no-way-out programme small" not in codes(ASK, visit, outcomes=ending)


def test_a_programme_without_endings_has_no_way_out():
    assert codes(ASK, outcomes=()) == {"no-way-out programme small"}


def test_the_ending_of_a_line_is_no_way_out_of_the_case():
    ending = Outcome("grown", "Grown up", of=CHILD)
    visit = step("visit", of=CHILD, asks=SEEN)

    assert codes(ASK, visit, outcomes=ending) == {"no-way-out programme small"}


# ------------------------------------------------------------------- the rest
def test_a_hold_that_somebody_declares_and_nobody_releases_is_found():
    stays = Hold("stays", "Stays", by=OFFICER)
    goes = Hold("goes", "Goes", by=OFFICER, released_by=HEAD)
    passes = Hold("passes", "Passes", when=MAY)

    assert codes(ASK, holds=(stays, goes, passes)) == {"nobody-releases hold stays"}


def test_a_step_that_is_owed_by_no_day_is_only_noted():
    owed = Step("owed", "Owed", by=OFFICER)
    free = Step("free", "Free", by=OFFICER, optional=True)

    assert codes(owed, free) == {"no-deadline step owed"}


def test_a_programme_with_more_combinations_than_can_be_imagined_is_not_accused():
    many = tuple(Field(f"f{n}", f"Number {n}?", YES_NO) for n in range(20))
    gate = many[0]
    for one in many[1:]:
        gate = gate & one
    wide = step("wide", asks=many, requires=gate)

    assert codes(wide) == set()
