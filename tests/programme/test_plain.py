"""A fingerprint changes with the rules of a programme, and with nothing else."""

# ruff: noqa: ARG005  # every variant is given all there is to choose from

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from migcase import (
    DONT_KNOW,
    NUMBER,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Hold,
    Milestone,
    Money,
    Outcome,
    Programme,
    Role,
    Setting,
    Stage,
    Step,
    Track,
    count,
    days,
    depending_on,
    done,
    many_of,
    months,
    named,
    number,
    one_of,
    some,
    today,
)
from migcase.programme.conditions import StepOn
from migcase.programme.plain import canonical, fingerprint, plain
from migcase.testing.strategies import programmes

Words = dict[str, Any]


def made(**words: Any) -> Programme:
    """Return a programme with some of everything, *words* taking the usual's place."""
    usual: Words = {
        "nurse": "Nurse",
        "sees": "",
        "version": 1,
        "title": "A programme",
        "wants": "Does the person wish it?",
        "kind": YES_NO,
        "number": number(0, 9),
        "choices": one_of("a", "b"),
        "optional": False,
        "allows": (),
        "secrecy": "process",
        "read_by": (),
        "limit": Setting("limit", "A limit", NUMBER, 3),
        "when": lambda wants, heads, limit: wants & (heads < limit),
        "within": days(3),
        "requires": lambda wants, heads: (heads == 1,),
        "valid": None,
        "after": True,
        "by_two": False,
        "waived": False,
        "stage": "Early",
        "stands_for": "active",
        "stops": "Early",
        "unique": False,
        "due": (),
        "counts": True,
        "milestone": lambda member, rest: some(member, done(rest)),
        "derived": lambda heads: heads > 1,
        "named": lambda heads: named("odd", "It is odd", bool, heads),
        "then": False,
        "recheck": days(30),
        "moved": False,
        "keep": months(60),
        "sealed": False,
        "opened": False,
    }
    assert words.keys() <= usual.keys()
    w = usual | words
    nurse, chief = Role("nurse", w["nurse"], sees=w["sees"]), Role("chief", "Chief")
    wants = Field(
        "wants",
        w["wants"],
        w["kind"],
        optional=w["optional"],
        allows=w["allows"],
        secrecy=w["secrecy"],
        read_by=w["read_by"] and nurse,
    )
    heads = Field("heads", "How many?", w["number"])
    path = Field("path", "Which?", w["choices"])
    member = Track(
        "member",
        "Traveller",
        opened_by=nurse,
        asks=path,
        unique=path if w["unique"] else None,
        due=w["due"],
    )
    ask = Step("ask", "Asked", by=nurse, asks=(wants, heads))
    rest = Step(
        "rest",
        "Rested",
        of=member,
        by=(chief, nurse) if w["by_two"] else nurse,
        after=ask if w["after"] else (),
        when=w["when"](wants, heads, w["limit"]),
        requires=w["requires"](wants, heads),
        within=w["within"],
        valid=w["valid"],
        waived_by=chief if w["waived"] else (),
    )
    tidy = Step("tidy", "Tidied", by=nurse, when=Derived("d", "D", w["derived"](heads)))
    steps = (ask, rest) if not w["moved"] else (rest, ask)
    return Programme(
        "p",
        w["version"],
        w["title"],
        stages=(Stage(w["stage"], steps, w["stands_for"]), Stage("Late", tidy)),
        outcomes=(
            Outcome("gone", "Gone", then=tidy if w["then"] else ()),
            Outcome("left", "Left", of=member, counts=w["counts"]),
        ),
        holds=Hold(
            "stop",
            "Stopped",
            by=nurse,
            when=w["named"](heads),
            stops=w["stops"],
            recheck=w["recheck"],
        ),
        milestones=Milestone("there", "There", w["milestone"](member, rest)),
        opened_by=nurse if w["opened"] else (),
        keep=w["keep"],
        sealed_to=nurse if w["sealed"] else (),
    )


LABELS: tuple[Words, ...] = (
    {"nurse": "Infirmière"},
    {"title": "Un programme"},
    {"wants": "La personne le souhaite-t-elle ?"},
    {"stage": "Début", "stops": "Début"},
    {"limit": Setting("limit", "Une limite", NUMBER, 7, "Law", "published")},
    {"named": lambda heads: named("odd", "C'est impair", lambda heads: None, heads)},
)

RULES: tuple[Words, ...] = (
    {"sees": "own country"},
    {"version": 2},
    {"kind": YES_NO, "optional": True},
    {"allows": DONT_KNOW},
    {"secrecy": "sensitive"},
    {"read_by": True},
    {"sealed": True},
    {"number": number(0, 8)},
    {"number": number(1, 9)},
    {"number": number(0, 9, decimals=1)},
    {"choices": one_of("a", "c")},
    {"choices": one_of("a", "b", "c")},
    {"choices": many_of("a", "b")},
    {"choices": TEXT},
    {"limit": Setting("limit", "A limit", number(0, 9), 3)},
    {"limit": Setting("bound", "A limit", NUMBER, 3)},
    {"when": lambda wants, heads, limit: wants | (heads < limit)},
    {"when": lambda wants, heads, limit: ~(wants & (heads < limit))},
    {"when": lambda wants, heads, limit: wants & (heads <= limit)},
    {"when": lambda wants, heads, limit: wants & (limit < heads)},
    {"when": lambda wants, heads, limit: wants == True},  # noqa: E712
    {"when": lambda wants, heads, limit: wants == False},  # noqa: E712
    {"when": lambda wants, heads, limit: heads == 0},
    {"when": lambda wants, heads, limit: heads == 1},
    {"when": lambda wants, heads, limit: heads.is_in(0, 1)},
    {"when": lambda wants, heads, limit: wants.known},
    {"within": days(4)},
    {"within": months(3)},
    {"within": None},
    {"within": days(3).after(StepOn("ask"))},
    {"within": days(3).before(StepOn("ask"))},
    {"requires": lambda wants, heads: ()},
    {"requires": lambda wants, heads: (heads == 2,)},
    {"requires": lambda wants, heads: (heads == 1, wants)},
    {"valid": days(0)},
    {"valid": days(9)},
    {"after": False},
    {"by_two": True},
    {"waived": True},
    {"stands_for": "waiting"},
    {"stops": "Late"},
    {"stops": ()},
    {"unique": True},
    {"due": days(1)},
    {"due": (days(1), days(2))},
    {"counts": False},
    {"milestone": lambda member, rest: count(member, done(rest)) > 1},
    {"milestone": lambda member, rest: count(member) > 1},
    {"derived": lambda heads: heads > 2},
    {"named": lambda heads: named("even", "It is odd", bool, heads)},
    {"named": lambda heads: named("odd", "It is odd", bool, heads, heads)},
    {"then": True},
    {"recheck": None},
    {"recheck": today},
    {"moved": True},
    {"keep": None},
    {"opened": True},
)


def said(words: Words) -> str:
    return ",".join(words)


@pytest.mark.parametrize("words", LABELS, ids=said)
def test_a_better_wording_is_the_same_programme(words):
    assert fingerprint(made(**words)) == fingerprint(made())


def test_every_changed_rule_is_another_programme():
    prints = [fingerprint(made(**words)) for words in ({}, *RULES)]

    assert len(set(prints)) == len(prints)


def test_where_a_programme_is_declared_makes_no_difference():
    here = Field("f", "F?", TEXT)
    there = Field("f", "F?", TEXT)

    def of(field: Field[str]) -> str:
        step = Step("s", "S", by=Role("r", "R"), asks=field, again=field == "x")
        return fingerprint(Programme("p", 1, "P", stages=Stage("All", step)))

    assert here.where.line != there.where.line
    assert of(here) == of(there)


def test_the_order_of_roles_makes_no_difference():
    one, two = Role("one", "One"), Role("two", "Two")

    def of(*roles: Role) -> str:
        step = Step("rest", "Rested", by=roles, waived_by=roles)
        return fingerprint(Programme("p", 1, "P", stages=Stage("All", step)))

    assert of(one, two) == of(two, one)


def test_a_programme_is_plain_data_without_labels_places_or_code():
    text = json.dumps(plain(made()))

    assert json.loads(text) == plain(made())
    for word in ("Nurse", "Traveller", "wish", "It is odd", "test_plain", "Early"):
        assert word not in text
    assert '"stops": ["ask", "rest"]' in text
    assert '"code": "odd"' in text


@given(programmes())
def test_any_programme_is_plain_data_that_json_holds_whole(programme):
    assert json.loads(canonical(programme)) == plain(programme)


SCRIPT = """
from migcase import *
R = [Role(k, k) for k in "abc"]
F = Field("f", "F?", one_of("x", "y"))
G = Setting("g", "G", many_of(COUNTRY), ("MA", "SN"))
C = Field("c", "C?", COUNTRY)
S = Step("s", "S", by=R, asks=(F, C), requires=(F.is_in({"y", "x"}), ~C.is_in(G)),
         within=depending_on(F, x=days(1), y=days(2)))
from migcase.programme.plain import fingerprint
print(fingerprint(Programme("p", 1, "P", stages=Stage("All", S))))
"""


def test_a_fingerprint_is_the_same_in_every_run():
    def run(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        words = [sys.executable, "-c", SCRIPT]
        done = subprocess.run(
            words, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert len({run(seed) for seed in ("0", "1", "2", "3")}) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda of: of.is_in(*("a", "b")),
        lambda of: of.otherwise("a") == "a",
        lambda of: of == "a",
        lambda of: of.at(Step("s", "S", by=())) == "a",
    ],
)
def test_each_way_to_read_an_answer_is_spelled_differently(
    make: Callable[[Field[str]], Any],
):
    field = Field("f", "F?", one_of("a", "b"))

    def of(condition: Any) -> str:
        step = Step("s", "S", by=Role("r", "R"), asks=field, again=condition)
        return fingerprint(Programme("p", 1, "P", stages=Stage("All", step)))

    assert of(make(field)) != of(field.known)
    assert of(make(field)) == of(make(field))


def test_amounts_are_spelled_by_their_worth():
    field = Field("f", "F?", number(decimals=2))

    def of(value: Any) -> str:
        step = Step("s", "S", by=Role("r", "R"), asks=field, again=field < value)
        return fingerprint(Programme("p", 1, "P", stages=Stage("All", step)))

    assert of(Decimal("1.50")) == of(Decimal("1.5"))
    assert of(Decimal("1.50")) != of(Decimal("1.51"))
    assert Money(Decimal("1.50"), "EUR") == Money(Decimal("1.5"), "EUR")


def test_what_depends_on_an_answer_is_spelled_with_its_choices():
    field = Field("f", "F?", one_of("a", "b"))

    def of(**spans: Any) -> str:
        within = depending_on(field, **spans)
        step = Step("s", "S", by=Role("r", "R"), asks=field, within=within)
        return fingerprint(Programme("p", 1, "P", stages=Stage("All", step)))

    assert of(a=days(1), b=days(2)) == of(b=days(2), a=days(1))
    assert of(a=days(1), b=days(2)) != of(a=days(2), b=days(1))
