"""What is written is read for ever, and what is not understood is refused by name."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.calendar import Period
from migcase.casefile.case import Case, Ending, Holding, Line, Mark, Statement, replay
from migcase.casefile.events import (
    Actor,
    Assigned,
    Closed,
    Confirmed,
    Entry,
    Event,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.judgement.work import Task, Work
from migcase.keeping.kept import UnreadableCase, UnreadableEntry, Unwritable
from migcase.keeping.wire import (
    LIFTS,
    VERSION,
    lift,
    read_entry,
    read_parts,
    reason_of,
    write_entry,
    write_parts,
)
from migcase.keeping.wire_case import read_case, read_work, write_case, write_work
from migcase.keeping.wire_event import EVENTS, OPEN
from migcase.keeping.wire_value import Misshapen, read_value, write_value
from migcase.kinds import DONT_KNOW, REFUSED, Money
from tests.keeping.strategies import EVENTS as ANY_EVENT
from tests.keeping.strategies import VALUES, WORKS, entry_of, files

CASE = "MA-26-00417-K"
MARCH = date(2026, 3, 2)

# One line of each sort, as version 1 writes it. These lines are never edited: files
# that hold them exist. What a later version writes is another list.
VERSION_1 = [
    (
        (
            '["opened",{"programme":"avrr","version":1,"on":"2026-03-02",'
            '"about":"p-1","facts":{"channel":"walk-in"}}]'
        ),
        Opened("avrr", 1, MARCH, "p-1", {"channel": "walk-in"}),
    ),
    (
        '["opened",{"programme":"avrr","version":1,"on":"2026-03-02","project":"mtd"}]',
        Opened("avrr", 1, MARCH, project="mtd"),
    ),
    (
        (
            '["step-done",{"step":"exam","on":"2026-03-02","facts":{"fit":true},'
            '"line":"m1"}]'
        ),
        StepDone("exam", MARCH, {"fit": True}, "m1"),
    ),
    (
        '["step-waived",{"step":"bid","on":"2026-03-02","reason":"adult"}]',
        StepWaived("bid", MARCH, "adult"),
    ),
    (
        '["step-reopened",{"step":"bid","on":"2026-03-02","reason":"new"}]',
        StepReopened("bid", MARCH, "new"),
    ),
    (
        '["confirmed",{"step":"bid","on":"2026-03-02","reason":"seen","line":"m1"}]',
        Confirmed("bid", MARCH, "seen", "m1"),
    ),
    (
        (
            '["line-opened",{"track":"member","line":"m1","on":"2026-03-02",'
            '"facts":{"born":{"date":"2011-02-28"}}}]'
        ),
        LineOpened("member", "m1", MARCH, {"born": date(2011, 2, 28)}),
    ),
    (
        '["line-ended",{"line":"m1","outcome":"left","on":"2026-03-02"}]',
        LineEnded("m1", "left", MARCH),
    ),
    (
        '["stated",{"facts":{"cost":{"money":["12.50","MAD"]}},"on":"2026-03-02"}]',
        Stated({"cost": Money(Decimal("12.50"), "MAD")}, MARCH),
    ),
    ('["assigned",{"to":"Bashir","on":"2026-03-02"}]', Assigned("Bashir", MARCH)),
    ('["noted",{"text":"\\u0000","on":"2026-03-02"}]', Noted("\0", MARCH)),
    (
        (
            '["held",{"hold":"asylum","on":"2026-03-02",'
            '"facts":{"until":{"period":["working_days",3]}}}]'
        ),
        Held("asylum", MARCH, {"until": Period(working_days=3)}),
    ),
    (
        '["resumed",{"hold":"asylum","on":"2026-03-02","reason":"closed"}]',
        Resumed("asylum", MARCH, "closed"),
    ),
    (
        (
            '["closed",{"outcome":"withdrawn","on":"2026-03-02",'
            '"facts":{"reason":{"non-answer":"refused"},"topics":["a","b"],'
            '"share":{"decimal":"0.10"},"travellers":2}}]'
        ),
        Closed(
            "withdrawn",
            MARCH,
            {
                "reason": REFUSED,
                "topics": ("a", "b"),
                "share": Decimal("0.10"),
                "travellers": 2,
            },
        ),
    ),
    (
        '["reopened",{"on":"2026-03-02","reason":"found","steps":["visit"]}]',
        Reopened(MARCH, "found", ("visit",)),
    ),
]


def line(event: str, more: str = "", version: object = 1) -> str:
    return (
        f'{{"case":"{CASE}","number":4,"id":"one","at":"2026-03-02T09:30:00.000000'
        f'+00:00","v":{version},"event":{event},"by":["Amina",["doctor"]],'
        f'"office":"MA"{more}}}'
    )


@pytest.mark.parametrize(("text", "event"), VERSION_1)
def test_a_line_of_version_1_is_read_for_ever(text: str, event: Event):
    at, by = datetime(2026, 3, 2, 9, 30, tzinfo=UTC), Actor("Amina", {"doctor"})
    entry = Entry(CASE, 4, event, at, by, "MA", "one")

    assert read_entry(line(text)) == entry
    assert write_entry(entry) == line(text)


def test_every_event_has_a_name_and_is_among_the_lines_above():
    assert set(EVENTS.values()) == set(get_args(Event))
    assert {type(event) for _, event in VERSION_1} == set(get_args(Event))


@given(VALUES)
def test_a_value_comes_back_equal_and_of_the_same_type(value: object):
    back = read_value(json.loads(json.dumps(write_value(value))))

    assert back == value
    assert type(back) is type(value)


@given(event=ANY_EVENT, relied=st.dictionaries(st.text(max_size=9), VALUES, max_size=2))
def test_an_entry_comes_back_equal(event: Event, relied: dict[str, object]):
    entry = attrs.evolve(entry_of(CASE, 1, event), relied=relied)

    assert read_entry(write_entry(entry)) == entry


@given(event=ANY_EVENT, relied=st.dictionaries(st.text(max_size=9), VALUES, max_size=2))
def test_an_entry_in_two_parts_comes_back_equal(
    event: Event, relied: dict[str, object]
):
    entry = attrs.evolve(entry_of(CASE, 1, event), relied=relied)
    body, secret = write_parts(entry)

    assert read_parts(CASE, 1, entry.id, entry.at.isoformat(), body, secret) == entry


def test_whoever_adds_to_an_event_is_reminded_to_decide_whether_it_is_sealed():
    fields = {one.name for event in EVENTS.values() for one in attrs.fields(event)}

    assert fields - OPEN == {"facts", "reason", "text"}
    assert fields >= OPEN


@pytest.mark.parametrize(
    "secret", ['{"said":{"step":"bid"}}', '{"said":{},"v":2}', "{}"]
)
def test_what_is_sealed_does_not_say_what_belongs_in_clear(secret: str):
    body, _ = write_parts(entry_of(CASE, 1, StepDone("exam", MARCH)))

    with pytest.raises(UnreadableEntry):
        read_parts(CASE, 1, "one", "2026-03-02T09:30:00+00:00", body, secret)


@given(st.data())
def test_a_row_of_a_case_comes_back_equal_and_in_order(data: st.DataObject):
    _, kept = data.draw(files(CASE))[-1]
    back = read_case(CASE, write_case(kept.case))

    assert back == kept.case
    assert list(back.lines) == list(kept.case.lines)
    assert list(back.told) == list(kept.case.told)


@given(WORKS)
def test_open_work_comes_back_equal_and_in_order(work: Work):
    back = read_work(CASE, write_work(work))

    assert back == work
    assert list(back.tasks) == list(work.tasks)


def test_a_row_from_before_there_were_projects_is_read():
    case = files_case(Opened("avrr", 1, MARCH))
    older = json.dumps(json.loads(write_case(case))[:-1])

    assert read_case(CASE, older) == case


def test_a_row_of_a_case_holds_no_note():
    case = files_case(Opened("avrr", 1, MARCH), Noted("very private", MARCH))

    assert "private" not in write_case(case)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (line('["promoted",{}]'), "the event 'promoted' is unknown"),
        (line(VERSION_1[8][0], version=2), "its version 2 is unknown"),
        (line(VERSION_1[8][0], version='"1"'), "a str stands where a number"),
        (line(VERSION_1[8][0], ',"seal":1'), "the key 'seal' is unknown"),
        (line('["assigned",{"to":"B","on":"2026-03-02","x":1}]'), "key 'x' is unknown"),
        (line('["assigned",{"on":"2026-03-02"}]'), "the key 'to' is missing"),
        (line('["assigned",{"to":7,"on":"2026-03-02"}]'), "int stands where text"),
        (line('["assigned",{"to":"B","on":"2026-13-02"}]'), "another form"),
        (line('["assigned"]'), "where a pair belongs"),
        (line('["stated",{"facts":{"a":{"hue":1}},"on":"2026-03-02"}]'), "'hue'"),
        (line('["stated",{"facts":{"a":1.5},"on":"2026-03-02"}]'), "no kind"),
        (line('["stated",{"facts":{"a":null},"on":"2026-03-02"}]'), "no kind"),
        (line('["stated",{"facts":[],"on":"2026-03-02"}]'), "where an object"),
        ('{"case":"MA', "not JSON from character"),
        ("[]", "where an object belongs"),
        ("{}", "the key 'case' is missing"),
        ("[" * 100_000, "another form"),
    ],
)
def test_a_line_that_is_not_understood_is_refused_by_name(text: str, reason: str):
    with pytest.raises(UnreadableEntry, match=reason):
        read_entry(text)


@pytest.mark.parametrize(
    "plain",
    [
        {"decimal": "NaN"},
        {"decimal": "much"},
        {"decimal": 1},
        {"date": "yesterday"},
        {"money": ["1"]},
        {"period": ["weeks", 3]},
        {"period": ["days", "3"]},
        {"non-answer": "perhaps"},
        {"date": "2026-03-02", "decimal": "1"},
        {},
        ["a", 1],
    ],
)
def test_a_value_that_is_not_understood_is_refused(plain: object):
    text = line(f'["stated",{{"facts":{{"a":{json.dumps(plain)}}},"on":"2026-03-02"}}]')

    with pytest.raises(UnreadableEntry) as refused:
        read_entry(text)
    assert "yesterday" not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        None,
        Decimal("NaN"),
        datetime(2026, 3, 2, tzinfo=UTC),
        ["a"],
        (1,),
        "\ud800",
    ],
)
def test_a_value_without_a_spelling_is_not_written(value: object):
    entry = entry_of(CASE, 1, Stated({"a": value}, MARCH))

    with pytest.raises(Unwritable, match=f"Case {CASE}: an entry cannot be kept"):
        write_entry(entry)


def test_an_older_spelling_is_lifted_one_version_at_a_time():
    def renamed(plain: dict[str, object]) -> dict[str, object]:
        return {"v": plain["v"], "office": plain["mission"]}

    def shouted(plain: dict[str, object]) -> dict[str, object]:
        return {**plain, "office": str(plain["office"]).upper()}

    old = {"v": 1, "mission": "ma"}
    assert lift(old, {1: renamed, 2: shouted}, to=3) == {"v": 3, "office": "MA"}
    with pytest.raises(Misshapen, match="version 1 is unknown"):
        lift({"v": 1}, {2: shouted}, to=3)


def test_there_is_a_lift_from_every_older_version():
    assert set(LIFTS) == set(range(1, VERSION))


@pytest.mark.parametrize("text", ["[]", "[2]", "nonsense", '{"a":1}', "[1,null]"])
def test_a_damaged_row_is_refused_and_not_guessed_at(text: str):
    with pytest.raises(UnreadableCase, match=CASE):
        read_case(CASE, text)
    with pytest.raises(UnreadableCase, match=CASE):
        read_work(CASE, text)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Statement, "on number by value step"),
        (Mark, "state on number hands redone confirmed"),
        (Ending, "outcome on number by"),
        (Line, "id track on number told marks ended"),
        (Holding, "hold start number end"),
        (Task, "kind key line roles state since due unknown"),
        (Work, "day tasks stage status look_on reached holds contrary"),
        (
            Case,
            (
                "id programme version on about number at last_id told marks lines "
                "holdings releases roles ended reopened assignee redone project "
                "revoked"
            ),
        ),
    ],
)
def test_whoever_adds_to_a_row_is_reminded_to_write_it(kind: type, names: str):
    assert [field.name for field in attrs.fields(kind)] == names.split()


def files_case(*events: Event) -> Case:
    return replay(entry_of(CASE, n, event) for n, event in enumerate(events, start=1))


def test_dont_know_is_not_refused_to_answer():
    assert write_value(DONT_KNOW) != write_value(REFUSED)


def test_what_is_missing_is_named_only_where_it_is_a_key_of_ours():
    assert reason_of(KeyError("event")) == "the key 'event' is missing."
    assert "Fatoumata" not in reason_of(KeyError("Fatoumata lives with her aunt"))
