"""Every fault of a declaration is listed, with its line and the word that was meant.

Each planted declaration marks with ``# here`` the line that its fault must name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase import (
    COUNTRY,
    DATE,
    DONT_KNOW,
    MONEY,
    NUMBER,
    PERIOD,
    TEXT,
    YES_NO,
    BadProgramme,
    Derived,
    Fault,
    Field,
    Hold,
    MigcaseError,
    Milestone,
    NotACondition,
    Outcome,
    Programme,
    Role,
    Setting,
    Stage,
    Step,
    Track,
    case_of,
    count,
    days,
    depending_on,
    done,
    each,
    ended,
    first,
    line_of,
    linked,
    many_of,
    months,
    number,
    one_of,
    settled,
    some,
    today,
    total,
)
from migcase.programme.faults import SENTENCES

NURSE = Role("nurse", "Nurse")
WANTS = Field("wants", "Does the person wish it?", YES_NO)
PATH = Field("path", "Which path?", one_of("business", "job"))
PLACES = Field("places", "Where?", many_of("north", "south"))
AGE = Field("age", "How old?", NUMBER)
BORN = Field("born", "Born on", DATE)
PAID = Field("paid", "How much?", MONEY)
NAME = Field("name", "What name?", TEXT)
ASK = Step("ask", "Asked", by=NURSE, asks=(WANTS, PATH, PLACES, AGE, BORN, PAID, NAME))
MEMBER = Track("member", "Traveller", opened_by=NURSE)
FIT = Field("fit", "Fit to travel?", YES_NO)
EXAM = Step("exam", "Examined", of=MEMBER, by=NURSE, asks=FIT)

# Declared with the wrong sort of thing on purpose, as by an author without mypy.
wrong: Any = lambda given: given  # noqa: E731


def programme(
    *steps: Step, key: str = "p", version: int = 1, **words: Any
) -> Programme:
    """Return a programme of the usual steps and *steps*; raise where one is faulty."""
    stage = Stage("All", (ASK, EXAM, *steps))
    return Programme(  # the programme's own line
        key,
        version,
        "A programme",
        stages=words.get("stages", (stage, *words.get("more", ()))),
        outcomes=words.get("outcomes", ()),
        holds=words.get("holds", ()),
        milestones=words.get("milestones", ()),
        requires=words.get("requires", ()),
        asks=words.get("asks", ()),
        tracks=words.get("tracks", ()),
        keep=words.get("keep"),
        basis=words.get("basis"),
        before_basis=words.get("before_basis", ()),
    )


def faults_of(declare: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(BadProgramme) as raised:
        declare()
    return raised.value.faults


Planted = tuple[str, str, str, Callable[[], object]]
PLANTED: list[Planted] = []


def planted(
    code: str, thing: str, near: str = ""
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Plant a declaration whose only fault is *code* in *thing*, where it says here."""

    def plant(declare: Callable[[], object]) -> Callable[[], object]:
        PLANTED.append((code, thing, near, declare))
        return declare

    return plant


# ------------------------------------------------------------------ the legal basis
@planted("needs-basis", "programme p")
def _() -> object:
    return programme(before_basis=ASK)  # here


@planted("unknown-step", "programme p", "exam")
def _() -> object:
    exan = Step("exan", "Examined", by=NURSE)
    return programme(basis=WANTS, before_basis=exan)  # here


@planted("unknown-hold", "programme p")
def _() -> object:
    stop = Hold("stop", "Stopped", by=NURSE)
    return programme(basis=WANTS, before_basis=stop)  # here


@planted("unknown-track", "programme p")
def _() -> object:
    visit = Track("visit", "Visit", opened_by=NURSE)
    return programme(basis=WANTS, before_basis=visit)  # here


@planted("asks-before-basis", "question story")
def _() -> object:
    story = Field("story", "What happened?", TEXT, secrecy="sensitive")  # here
    return programme(Step("tell", "Told", by=NURSE, asks=story), basis=story.known)


@planted("asks-before-basis", "step sign")
def _() -> object:
    paper = Field("paper", "Which paper?", TEXT, secrecy="personal")
    sign = Step("sign", "Signed", by=NURSE, asks=paper)  # here
    return programme(sign, basis=done(sign))


# ------------------------------------------------------------------ keys and labels
@planted("bad-key", "step Call Back")
def _() -> object:
    step = Step("Call Back", "Called", by=NURSE)  # here
    return programme(step)


@planted("bad-key", "programme P1")
def _() -> object:
    return programme(key="P1")  # here


@planted("bad-key", "role chief nurse")
def _() -> object:
    chief = Role("chief nurse", "Chief nurse")  # here
    return programme(Step("rest", "Rested", by=chief))


@planted("no-label", "step rest")
def _() -> object:
    step = Step("rest", " ", by=NURSE)  # here
    return programme(step)


@planted("bad-version", "programme p")
def _() -> object:
    return programme(version=0)  # here


@planted("bad-version", "programme p")
def _() -> object:
    return programme(version=wrong(True))  # here


@planted("no-stages", "programme p")
def _() -> object:
    return programme(stages=())  # here


@planted("no-steps", "stage rest")
def _() -> object:
    rest = Stage("Rest", ())  # here
    return programme(stages=(Stage("All", (ASK, EXAM)), rest))


# --------------------------------------------------------------------------- clashes
@planted("used-twice", "step ask")
def _() -> object:
    other = Step("ask", "Asked again", by=NURSE)  # here
    return programme(other)


@planted("used-twice", "question wants")
def _() -> object:
    other = Field("wants", "Does the person want it?", YES_NO)  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=other))


@planted("used-twice", "setting limit")
def _() -> object:
    one = Setting("limit", "Limit", NUMBER, 3)
    two = Setting("limit", "Limit", NUMBER, 4)  # here
    return programme(Step("rest", "Rested", by=NURSE, requires=(AGE < one, AGE < two)))


@planted("used-twice", "derived minor")
def _() -> object:
    one = Derived("minor", "A minor", AGE < 18)
    two = Derived("minor", "A minor", AGE < 15)  # here
    return programme(Step("rest", "Rested", by=NURSE, requires=(one, two)))


@planted("used-twice", "outcome lost")
def _() -> object:
    one = Outcome("lost", "Contact was lost")
    two = Outcome("lost", "Papers were lost")  # here
    return programme(outcomes=(one, two))


@planted("in-two-stages", "step rest")
def _() -> object:
    step = Step("rest", "Rested", by=NURSE)  # here
    return programme(step, more=[Stage("Later", step)])


# ----------------------------------------------------------------- kinds and secrecy
@planted("bad-secrecy", "question secret", near="sensitive")
def _() -> object:
    field = Field("secret", "What?", TEXT, secrecy="sensitiv")  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=field))


@planted("line-keeps-file", "outcome gone")
def _() -> object:
    member = Track("member", "Member", opened_by=NURSE)
    gone = Outcome("gone", "Gone", of=member, keep=months(6))  # here
    return Programme(
        "p",
        1,
        "P",
        stages=Stage("All", Step("rest", "Rested", by=NURSE)),
        outcomes=gone,
        tracks=member,
    )


@planted("sealed-to-nobody", "question secret")
def _() -> object:
    field = Field("secret", "What?", TEXT, secrecy="sealed")  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=field))


@planted("sealed-is-read", "step leave")
def _() -> object:
    field = Field("secret", "What?", TEXT, secrecy="sealed", read_by=NURSE)
    rest = Step("rest", "Rested", by=NURSE, asks=field)
    gate = Step("leave", "Left", by=NURSE, requires=field == "well")  # here
    return programme(rest, gate)


@planted("sealed-from-its-hands", "programme p")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE)
    return Programme(  # here
        "p", 1, "P", stages=Stage("All", rest), sealed_to=Role("chief", "Chief")
    )


@planted("bad-status", "setting limit", near="published")
def _() -> object:
    limit = Setting("limit", "Limit", NUMBER, 3, status="publishd")  # here
    return programme(Step("rest", "Rested", by=NURSE, requires=AGE < limit))


@planted("bad-default", "setting limit")
def _() -> object:
    limit = Setting("limit", "Limit", number(0, 10), 11)  # here
    return programme(Step("rest", "Rested", by=NURSE, requires=AGE < limit))


@planted("no-choices", "question colour")
def _() -> object:
    field = Field("colour", "Which?", one_of())  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=field))


@planted("bad-choices", "question colour")
def _() -> object:
    field = Field("colour", "Which?", many_of("red", "green, blue"))  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=field))


@planted("choice-twice", "question colour")
def _() -> object:
    field = Field("colour", "Which?", one_of("red", "red"))  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=field))


@planted("bad-bounds", "question floor")
def _() -> object:
    field = Field("floor", "Which?", number(3, 2))  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=field))


# ---------------------------------------------------------------------- who and what
@planted("nobody-does", "step rest")
def _() -> object:
    step = Step("rest", "Rested", by=())  # here
    return programme(step)


@planted("nobody-holds", "hold stop")
def _() -> object:
    hold = Hold("stop", "Stopped")  # here
    return programme(holds=hold)


@planted("unknown-stage", "hold stop", near="all")
def _() -> object:
    hold = Hold("stop", "Stopped", by=NURSE, stops="al")  # here
    return programme(holds=hold)


@planted("unknown-stage", "hold stop", near="ask")
def _() -> object:
    ask = Step("askk", "Asked", by=NURSE)
    hold = Hold("stop", "Stopped", by=NURSE, stops=ask)  # here
    return programme(holds=hold)


@planted("track-asks-not", "track visit")
def _() -> object:
    visit = Track("visit", "Visit", opened_by=NURSE, unique=BORN)  # here
    return programme(tracks=visit)


@planted("nobody-opens", "track visit")
def _() -> object:
    visit = Track("visit", "Visit")  # here
    return programme(tracks=visit)


@planted("line-leaves-steps", "outcome gone")
def _() -> object:
    outcome = Outcome("gone", "Gone", of=MEMBER, then=ASK)  # here
    return programme(outcomes=outcome)


# ----------------------------------------------------------------------------- order
@planted("unknown-step", "step rest", near="ask")
def _() -> object:
    ask = Step("askk", "Asked", by=NURSE)
    rest = Step("rest", "Rested", by=NURSE, after=ask)  # here
    return programme(rest)


@planted("unknown-step", "step rest", near="ask")
def _() -> object:
    ask = Step("askk", "Asked", by=NURSE)
    rest = Step("rest", "Rested", by=NURSE, not_by=ask)  # here
    return programme(rest)


@planted("doubted-not-after", "step rest", near="ask")
def _() -> object:
    askk = Step("askk", "Asked", by=NURSE)
    rest = Step("rest", "Rested", by=NURSE, after=ASK, doubted_by=askk)  # here
    return programme(rest)


@planted("circle", "step bed")
def _() -> object:
    bed = Step("bed", "Bed", by=NURSE)  # here
    rest = Step("rest", "Rested", by=NURSE, after=bed)
    object.__setattr__(bed, "after", (rest,))
    return programme(bed, rest)


# -------------------------------------------------------------------------- readings
@planted("unknown-step", "milestone there", near="exam")
def _() -> object:
    exam = Step("exams", "Examined", by=NURSE)
    milestone = Milestone("there", "There", when=done(exam))  # here
    return programme(milestones=milestone)


@planted("unknown-step", "step rest", near="ask")
def _() -> object:
    ask = Step("askk", "Asked", by=NURSE)
    rest = Step("rest", "Rested", by=NURSE, when=settled(ask))  # here
    return programme(rest)


@planted("unknown-step", "step rest", near="ask")
def _() -> object:
    ask = Step("askk", "Asked", by=NURSE)
    rest = Step("rest", "Rested", by=NURSE, when=WANTS.at(ask))  # here
    return programme(rest)


@planted("unknown-step", "step rest", near="ask")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, when=done(wrong("askk")))  # here
    return programme(rest)


@planted("unknown-track", "step rest", near="member")
def _() -> object:
    members = Track("members", "Traveller")
    rest = Step("rest", "Rested", by=NURSE, when=count(members) > 1)  # here
    return programme(rest)


@planted("unknown-track", "question who", near="member")
def _() -> object:
    field = Field("who", "Who?", line_of("membr"))  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=field))


@planted("unknown-outcome", "step rest", near="gone")
def _() -> object:
    gone = Outcome("gone", "Gone", of=MEMBER)
    rest = Step("rest", "Rested", by=NURSE, when=some(MEMBER, ended("gon")))  # here
    return programme(rest, outcomes=gone)


@planted("never-asked", "step rest", near="wants")
def _() -> object:
    want = Field("want", "Does the person want it?", YES_NO)
    rest = Step("rest", "Rested", by=NURSE, when=want)  # here
    return programme(rest)


@planted("never-asked", "programme p", near="wants")
def _() -> object:
    want = Field("want", "Does the person want it?", YES_NO)
    return programme(requires=want)  # here


@planted("two-homes", "question where")
def _() -> object:
    where = Field("where", "Where?", TEXT)  # here
    one = Step("rest", "Rested", by=NURSE, asks=where)
    two = Step("sleep", "Slept", of=MEMBER, by=NURSE, asks=where)
    return programme(one, two)


@planted("which-line", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, when=FIT)  # here
    return programme(rest)


@planted("two-tracks", "question where")
def _() -> object:
    where = Field("where", "Where?", TEXT)  # here
    visit = Track("visit", "Visit", opened_by=NURSE, asks=where)
    sleep = Step("sleep", "Slept", of=MEMBER, by=NURSE, asks=where)
    return programme(sleep, tracks=visit)


@planted("which-line", "track visit")
def _() -> object:
    seen = Field("seen", "Seen on", DATE)
    visit = Track("visit", "Visit", opened_by=NURSE, asks=seen, due=seen)  # here
    return programme(tracks=visit)


@planted("which-line", "question again")
def _() -> object:
    question = Field("again", "Again?", YES_NO, when=FIT)  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=question))


@planted("which-line", "step rest")
def _() -> object:
    visit = Track("visit", "Visit", opened_by=NURSE)
    rest = Step("rest", "Rested", by=NURSE, when=some(visit, FIT))  # here
    return programme(rest, tracks=visit)


@planted("which-line", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, when=done(EXAM))  # here
    return programme(rest)


@planted("which-line", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, within=days(3).after(EXAM.on))  # here
    return programme(rest)


@planted("which-line", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, when=WANTS.at(EXAM))  # here
    return programme(rest)


@planted("which-line", "step call")
def _() -> object:
    visit = Track("visit", "Visit", opened_by=NURSE)
    call = Step("call", "Called", of=visit, by=NURSE, when=done(EXAM))  # here
    return programme(call)


@planted("which-line", "milestone there")
def _() -> object:
    visit = Track("visit", "Visit", opened_by=NURSE)
    milestone = Milestone("there", "There", when=some(visit, done(EXAM)))  # here
    return programme(tracks=visit, milestones=milestone)


@planted("which-ending", "step rest")
def _() -> object:
    gone = Outcome("gone", "Gone", of=MEMBER)
    rest = Step("rest", "Rested", by=NURSE, when=ended("gone"))  # here
    return programme(rest, outcomes=gone)


@planted("not-a-reference", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, when=linked(NAME, WANTS))  # here
    return programme(rest)


# ----------------------------------------------------------------------------- kinds
@planted("never-answered", "step rest", near="business")
def _() -> object:
    condition = PATH == "busines"  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("never-answered", "step rest")
def _() -> object:
    condition = PATH == 3  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("never-answered", "step rest", near="job")
def _() -> object:
    condition = PATH.is_in("business", "jop")  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("never-answered", "step rest", near="north")
def _() -> object:
    condition = PLACES.has("nort")  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("never-answered", "step rest")
def _() -> object:
    condition = PATH == DONT_KNOW  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("never-answered", "step rest", near="job")
def _() -> object:
    within = depending_on(PATH, jobs=days(3), business=days(2))
    rest = Step("rest", "Rested", by=NURSE, within=within)  # here
    return programme(rest)


@planted("use-known", "step rest")
def _() -> object:
    condition = WANTS == None  # noqa: E711  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("use-has", "step rest")
def _() -> object:
    condition = PLACES == "north"  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("two-kinds", "step rest")
def _() -> object:
    condition = BORN == AGE  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("two-kinds", "step rest")
def _() -> object:
    condition = count(MEMBER) == "three"  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("two-kinds", "step rest")
def _() -> object:
    condition = BORN < wrong(18)  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("two-kinds", "step rest")
def _() -> object:
    condition = PATH.is_in(NAME)  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("use-is-in", "step rest")
def _() -> object:
    condition = PATH.has("job")  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("not-ordered", "step rest")
def _() -> object:
    condition = wrong(PATH) < "job"  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("moves-along", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, within=days(3).after(today))  # here
    return programme(rest)


@planted("moves-along", "track room")
def _() -> object:
    room = Track("room", "Room", opened_by=NURSE, due=days(3).after(today))  # here
    return programme(Step("rest", "Rested", by=NURSE, of=room))


@planted("not-a-day", "step rest")
def _() -> object:
    condition = today < wrong(AGE) + days(3)  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("not-a-length", "step rest")
def _() -> object:
    condition = today < BORN + wrong(18)  # here
    return programme(Step("rest", "Rested", by=NURSE, when=condition))


@planted("wrong-kind", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, within=wrong("3 days"))  # here
    return programme(rest)


@planted("wrong-kind", "programme p")
def _() -> object:
    return programme(keep=wrong(BORN))  # here


@planted("no-sum", "step rest")
def _() -> object:
    seen = Field("seen", "Seen on", DATE)
    visit = Track("visit", "Visit", opened_by=NURSE, asks=seen)
    condition = wrong(total(visit, seen)) > today
    rest = Step("rest", "Rested", by=NURSE, when=condition)  # here
    return programme(rest, tracks=visit)


# --------------------------------------------------------------------- wrong sorts
@planted("wrong-type", "step rest", near="role nurse")
def _() -> object:
    rest = Step("rest", "Rested", by=wrong("nurs"))  # here
    return programme(rest)


@planted("wrong-type", "step rest", near="step ask")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, after=wrong("ask"))  # here
    return programme(rest)


@planted("wrong-type", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, asks=wrong(ASK))  # here
    return programme(rest)


@planted("wrong-type", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, of=wrong(NURSE))  # here
    return programme(rest)


@planted("wrong-type", "step rest")
def _() -> object:
    rest = Step("rest", wrong(7), by=NURSE)  # here
    return programme(rest)


@planted("wrong-type", "question colour")
def _() -> object:
    field = Field("colour", "Which?", wrong("red"))  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=field))


@planted("wrong-type", "question colour")
def _() -> object:
    field = Field("colour", "Which?", TEXT, allows=wrong("dont-know"))  # here
    return programme(Step("rest", "Rested", by=NURSE, asks=field))


@planted("wrong-type", "programme p")
def _() -> object:
    return programme(stages=wrong(ASK))  # here


@planted("wrong-type", "programme p")
def _() -> object:
    return programme(outcomes=wrong(3))  # here


@planted("wrong-type", "step rest")
def _() -> object:
    rest = Step("rest", "Rested", by=NURSE, when=linked(wrong("x"), WANTS))  # here
    return programme(rest)


@planted("wrong-type", "outcome gone")
def _() -> object:
    outcome = Outcome("gone", "Gone", counts=wrong("no"))  # here
    return programme(outcomes=outcome)


HERE = Path(__file__).read_text("utf-8").splitlines()


def line_that_says_here(declare: Callable[[], object]) -> int:
    text = HERE[line_marked_after(declare) - 1]
    if "return programme(" in text:
        own = "    return Programme(  # the programme's own line"
        return 1 + HERE.index(own)
    return line_marked_after(declare)


def line_marked_after(declare: Callable[[], object]) -> int:
    start = declare.__code__.co_firstlineno
    return next(
        number
        for number, text in enumerate(HERE, 1)
        if number > start and "# here" in text
    )


@pytest.mark.parametrize(
    ("code", "thing", "near", "declare"),
    PLANTED,
    ids=[f"{code}-{thing}".replace(" ", "-") for code, thing, _, _ in PLANTED],
)
def test_a_fault_names_the_thing_its_line_and_the_near_word(code, thing, near, declare):
    found = [
        (fault.code, fault.thing, fault.where, fault.near)
        for fault in faults_of(declare)
    ]

    where = f"test_faults.py:{line_that_says_here(declare)}"
    assert found == [(code, thing, where, near)]


def test_every_fault_that_can_be_told_is_planted_here():
    assert {code for code, _, _, _ in PLANTED} == set(SENTENCES)


def test_a_fault_is_told_in_one_line_of_english():
    step = Step("rest", "Rested", by=NURSE, when=Field("want", "Wanted?", YES_NO))
    line = step.where.line

    (fault,) = faults_of(lambda: programme(step))

    assert str(fault) == (
        f"test_faults.py:{line}: step rest: `when` reads the question want, which "
        "nothing asks (did you mean wants?)"
    )


def test_no_sentence_has_a_gap_left_in_it():
    told = [str(fault) for plant in PLANTED for fault in faults_of(plant[3])]

    assert [line for line in told if re.search(r"[{}]", line)] == []


def test_all_faults_of_a_programme_are_listed_at_once_in_the_order_of_the_file():
    one = Step("One", "One", by=NURSE)
    two = Step("two", "Two", by=NURSE, when=PATH == "jop")
    three = Step("three", "Three", by=())

    with pytest.raises(BadProgramme) as raised:
        programme(three, two, one)

    told = str(raised.value)
    assert [fault.code for fault in raised.value.faults] == [
        "bad-key",
        "never-answered",
        "nobody-does",
    ]
    assert told.startswith("Programme p cannot be used:\n- test_faults.py:")
    assert told.count("\n- ") == 3


def test_things_of_the_wrong_sort_are_all_listed_before_anything_else():
    one = Step("one", "One", by=wrong("nurse"))
    two = Step("two", "Two", by=NURSE, after=wrong("one"), when=PATH == "jop")

    found = faults_of(lambda: programme(one, two))

    assert [(fault.code, fault.thing) for fault in found] == [
        ("wrong-type", "step one"),
        ("wrong-type", "step two"),
    ]


@given(st.permutations(["a", "b", "c", "d"]), st.permutations(["a", "b", "c", "d"]))
def test_a_circle_is_named_alike_in_whatever_order_things_are_declared(made, listed):
    steps = {key: Step(key, key.upper(), by=NURSE) for key in made}
    for key, before in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        object.__setattr__(steps[key], "after", (steps[before],))

    (fault,) = faults_of(lambda: programme(*(steps[key] for key in listed)))

    assert (fault.code, fault.thing) == ("circle", "step a")
    assert fault.values == {"steps": "a → b → c → a"}


def test_a_circle_may_run_through_several_tracks_and_is_found():
    visit = Track("visit", "Visit", opened_by=NURSE)
    one = Step("one", "One", of=MEMBER, by=NURSE)
    two = Step("two", "Two", of=visit, by=NURSE, after=one)
    object.__setattr__(one, "after", (two,))

    (fault,) = faults_of(lambda: programme(one, two))

    assert fault.values == {"steps": "one → two → one"}


def test_a_circle_may_run_through_a_condition_that_asks_whether_a_step_is_settled():
    one = Step("one", "One", by=NURSE)
    two = Step("two", "Two", by=NURSE, when=settled(one))
    three = Step("three", "Three", by=NURSE, after=two)
    object.__setattr__(one, "requires", (settled(three),))

    (fault,) = faults_of(lambda: programme(one, two, three))

    assert fault.values == {"steps": "one → three → two → one"}


# -------------------------------------------------------- rejected by Python's own line
def no_conditions() -> Iterator[tuple[str, Callable[[], object]]]:
    yield "if", lambda: bool(AGE > 3)
    yield "if field", lambda: bool(WANTS)
    yield "and", lambda: WANTS and FIT
    yield "not", lambda: not WANTS
    yield "chained", lambda: 1 < AGE < 5
    yield "in", lambda: "north" in PLACES
    yield "in tuple", lambda: WANTS in (FIT, PATH)
    yield "bracket", lambda: WANTS & PATH == "job"
    yield "condition == True", lambda: (WANTS & FIT) == True  # noqa: E712
    yield "condition != condition", lambda: (WANTS & FIT) != (WANTS | FIT)
    yield "field == condition", lambda: WANTS == (AGE > 3)
    yield "& True", lambda: (AGE > 3) & wrong(True)
    yield "True &", lambda: wrong(True) & (AGE > 3)
    yield "text field", lambda: wrong(NAME) & WANTS
    yield "~ text field", lambda: ~wrong(NAME)
    yield "when=True", lambda: Step("x", "X", by=NURSE, when=wrong(True))
    yield "when=text", lambda: Step("x", "X", by=NURSE, when=wrong(NAME))
    yield "again=False", lambda: Step("x", "X", by=NURSE, again=wrong(False))
    yield "requires=True", lambda: Step("x", "X", by=NURSE, requires=wrong(True))
    yield (
        "requires=(…, 3)",
        lambda: Step("x", "X", by=NURSE, requires=(WANTS, wrong(3))),
    )
    yield "field when", lambda: Field("x", "X?", TEXT, when=wrong("wants"))
    yield "milestone", lambda: Milestone("x", "X", when=wrong(1))
    yield "some", lambda: some(MEMBER, wrong(True))
    yield "each", lambda: each(MEMBER, wrong("fit"))
    yield "needs", lambda: (PATH == "job").needs(wrong(True))
    yield "derived", lambda: Derived("x", "X", wrong(True))
    yield "within=condition", lambda: Step("x", "X", by=NURSE, within=wrong(AGE > 3))


@pytest.mark.parametrize(
    "declare",
    [case for _, case in no_conditions()],
    ids=[n for n, _ in no_conditions()],
)
def test_what_python_would_misread_is_refused_on_its_line_with_the_way_to_write_it(
    declare,
):
    with pytest.raises(NotACondition) as raised:
        declare()

    line = declare.__code__.co_firstlineno
    assert str(raised.value).startswith(f"test_faults.py:{line}: A condition ")
    assert "brackets around comparisons" in str(raised.value)
    assert isinstance(raised.value, MigcaseError)


def test_what_stands_in_the_place_of_a_condition_is_named():
    with pytest.raises(
        NotACondition, match=r": A condition belongs here, not step ask"
    ):
        Step("rest", "Rested", by=NURSE, when=wrong(ASK))
    with pytest.raises(NotACondition, match=r"not question path: .* brackets"):
        _ = WANTS & PATH == "job"
    with pytest.raises(NotACondition, match=r"not 'wants': "):
        Step("rest", "Rested", by=NURSE, requires=wrong("wants"))


# ------------------------------------------------------------------ what is no fault
def test_what_is_read_in_another_case_need_not_be_asked_here():
    fund = Field("fund", "Which fund?", case_of("fund"))
    balance = Field("balance", "What is left?", MONEY)
    closed = Step("closed", "Closed", by=NURSE)

    made = programme(
        Step("take", "Taken", by=NURSE, asks=fund),
        Step("pay", "Paid", by=NURSE, when=linked(fund, balance.known & done(closed))),
    )

    assert list(made.steps) == ["ask", "exam", "take", "pay"]


def test_values_of_one_sort_may_be_compared():
    limit = Setting("limit", "Limit", number(decimals=2))
    period = Setting("span", "Span", PERIOD)
    unsafe = Setting("unsafe", "Unsafe", many_of(COUNTRY))
    to = Field("to", "Where to?", COUNTRY)

    made = programme(
        Step(
            "rest",
            "Rested",
            by=NURSE,
            asks=to,
            requires=(
                AGE < 18,
                AGE <= limit,
                limit >= count(MEMBER),
                today < BORN + period,
                period.before(BORN) > today - days(3),
                ~to.is_in(unsafe),
                WANTS == True,  # noqa: E712
                PATH != NAME,
                first(MEMBER, FIT) == WANTS,
                PLACES.has("north"),
            ),
        )
    )

    assert len(made.steps["rest"].requires) == 10


def test_roles_fields_and_steps_may_stand_alone_or_in_any_list():
    one = Step("one", "One", by=[NURSE], asks=[AGE], after=[])
    two = Step("two", "Two", by=(one_ for one_ in (NURSE,)), after=one)

    assert (one.by, two.by, two.after) == ((NURSE,), (NURSE,), (one,))
