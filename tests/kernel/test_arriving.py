"""What is true of a case does not depend on when its entries came in."""

from __future__ import annotations

from operator import itemgetter

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from migcase.casefile.case import replay
from migcase.casefile.events import LineEnded, Noted, Stated
from migcase.casefile.merge import OtherFile, merge
from migcase.errors import Repeated
from migcase.testing.strategies import FIRST_DAY, histories
from tests.kernel.examples import opened

RANDOM = st.randoms(use_true_random=False)


@given(histories(is_late=True, most=30), RANDOM)
def test_the_current_fact_is_the_one_of_the_latest_day_however_it_arrived(
    history, random
):
    opening, *rest = history.entries
    told = [entry for entry in rest if isinstance(entry.event, Stated)]
    days = [(entry.event.on, key) for entry in told for key in entry.event.facts]
    days += [(opening.event.on, key) for key in opening.event.facts]
    told = [entry for entry in told if is_alone_on_its_day(entry, days)]
    lines = [entry for entry in rest if hasattr(entry.event, "track")]
    in_order = replay(numbered([opening, *lines, *told]))
    random.shuffle(told)

    by_chance = replay(numbered([opening, *lines, *told]))

    assert by_chance.facts == in_order.facts
    for line in in_order.lines:
        assert current(by_chance.lines[line]) == current(in_order.lines[line])


@given(histories(is_late=True, most=30))
def test_each_day_ends_with_the_answer_that_was_written_last_of_it(history):
    said = list(answers_in(history.entries))

    for on, _, _, key, _ in said:
        told = [one for one in history.case.told[key] if one.on <= on]
        latest = max(
            (s for s in said if s[3] == key and s[0] <= on), key=itemgetter(0, 1)
        )
        assert (told[-1].on, told[-1].number, told[-1].value) == (
            *latest[:2],
            latest[4],
        )


@given(histories(is_late=True, most=30))
def test_every_hand_that_told_a_fact_is_remembered(history):
    said = {(by, key) for _, _, by, key, _ in answers_in(history.entries)}

    for by, key in said:
        assert by in {one.by for one in history.case.told[key]}


def answers_in(entries):
    """Yield the day, the number, the hand, the key and the value of each answer."""
    for entry in entries:
        event = entry.event
        if getattr(event, "line", None) is None and not isinstance(event, LineEnded):
            for key, value in getattr(event, "facts", {}).items():
                yield event.on, entry.number, entry.by.name, key, value


@given(histories(is_late=True, most=30))
def test_of_two_answers_true_of_one_day_the_one_written_later_is_current(history):
    for key, told in history.case.told.items():
        last = max(told, key=lambda said: (said.on, said.number))

        assert history.case.facts[key] == last.value


@given(histories(most=30), st.data())
def test_it_does_not_matter_which_copy_is_merged_into_which(history, data):
    one, other = copies(history, data)

    assert merge(one, other) == merge(other, one)


@given(histories(most=30), st.data())
def test_a_merged_file_begins_as_both_did_and_keeps_what_each_said(history, data):
    one, other = copies(history, data)

    merged = merge(one, other)

    assert merged.entries[: merged.shared] == one[: merged.shared]
    assert {entry.id for entry in merged.entries} == {e.id for e in (*one, *other)}
    assert [entry.number for entry in merged.entries] == [
        *range(1, len(merged.entries) + 1)
    ]


@given(histories(most=30), st.data())
def test_merging_once_more_changes_nothing_and_lists_nothing(history, data):
    one, other = copies(history, data)
    merged = merge(one, other)

    for copy in (one, other, merged.entries):
        again = merge(merged.entries, copy)

        assert again.entries == merged.entries
        assert not again.clashes


@given(histories(most=30), st.data())
def test_a_fact_that_both_copies_told_is_listed(history, data):
    one, other = copies(history, data)
    merged = merge(one, other)
    tails = [
        {
            (key, entry.event.line or "")
            for entry in copy[merged.shared :]
            if isinstance(entry.event, Stated) and entry.id not in theirs
            for key in entry.event.facts
        }
        for copy, theirs in ((one, ids(other)), (other, ids(one)))
    ]

    listed = {(c.key, c.line) for c in merged.clashes if c.sort == "fact"}

    assert tails[0] & tails[1] <= listed


def test_notes_written_apart_are_no_clash():
    file = opened()
    one = (*file, said(file, Noted("Rang", FIRST_DAY), "a"))
    other = (*file, said(file, Noted("Rang again", FIRST_DAY), "b"))

    assert merge(one, other).clashes == ()


def test_files_of_two_cases_are_not_merged():
    file = opened()
    other = tuple(evolve(entry, case="T-2") for entry in file)

    with pytest.raises(OtherFile):
        merge(file, other)


def test_one_id_for_two_statements_is_not_merged():
    file = opened()
    one = (*file, said(file, Noted("Rang", FIRST_DAY), "a"))
    other = (*file, said(file, Noted("Wrote", FIRST_DAY), "a"))

    with pytest.raises(Repeated):
        merge(one, other)


def copies(history, data):
    """Return two copies of the start of a file, each with some of what followed."""
    entries = history.entries
    parted = data.draw(st.integers(1, len(entries)))
    start, rest = entries[:parted], entries[parted:]
    sides = [data.draw(st.sampled_from(("one", "other", "both"))) for _ in rest]
    one = [entry for entry, side in zip(rest, sides, strict=True) if side != "other"]
    other = [entry for entry, side in zip(rest, sides, strict=True) if side != "one"]
    return numbered([*start, *one]), numbered([*start, *other])


def numbered(entries):
    return tuple(evolve(entry, number=n) for n, entry in enumerate(entries, 1))


def is_alone_on_its_day(entry, days) -> bool:
    return all(days.count((entry.event.on, key)) == 1 for key in entry.event.facts)


def current(line):
    return {key: told[-1].value for key, told in line.told.items()}


def ids(file):
    return {entry.id for entry in file}


def said(file, event, id_):
    return evolve(file[-1], number=len(file) + 1, event=event, id=id_)
