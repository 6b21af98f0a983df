"""Whatever is changed in a history is reported, with the place where it was changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256

import attrs
import pytest

from migcase.keeping import heads
from migcase.keeping.proof import NotInOrder, Standing, Written
from migcase.keeping.verify import verify
from migcase.keeping.verify_case import NOTHING, hash_of
from tests.keeping.history import (
    NAMES,
    OFFICE,
    Rows,
    authors_of,
    counted,
    hands,
    history,
    written,
)

STAFF = hands()
AUTHORS = authors_of(STAFF)
# How an edit is told: what it is, the rows after it, and the rows that it touched.
Edit = tuple[str, Rows, set[tuple[str, int]]]


def places(rows: Rows) -> set[tuple[str, int]]:
    """Return every place that is reported; of several in a row, each."""
    return {
        (flaw.case, number)
        for flaw in verify(rows, OFFICE, AUTHORS, full=True).flaws
        for number in range(flaw.number, max(flaw.number, flaw.until) + 1)
    }


def office(cases: int, entries: int, first: int = 0) -> Rows:
    return counted(history(STAFF, cases, entries, first), STAFF)


def edits_of_columns(rows: Rows) -> Iterator[Edit]:
    changes: dict[str, Callable[[Written], object]] = {
        "id": lambda one: f"{one.id}-other",
        "at": lambda one: one.at.replace("09:30", "09:31"),
        "body": lambda one: one.body.replace("Line", "Lime"),
        "sealed": lambda one: bytes(
            [(one.sealed or b"\0")[0] ^ 1, *(one.sealed or b"")[1:]]
        ),
        "hash": lambda one: sha256(one.hash or b"").digest(),
        "signature": lambda _: os.urandom(64),
    }
    for one in rows.written:
        place = {(one.case, one.number)}
        for column, change in changes.items():
            changed = one._replace(**{column: change(one)})
            yield column, rows.but(one, changed), place
        for column in ("sealed", "hash", "signature"):
            gone = one._replace(**{column: None})
            yield f"no {column}", rows.but(one, gone), place
        far = one._replace(number=one.number + 5000)
        there = {(one.case, one.number), (one.case, one.number + 5000)}
        yield "number", rows.but(one, far), there
        other = one._replace(case="MA-26-90000-K")
        there = {(one.case, one.number), ("MA-26-90000-K", one.number)}
        yield "case", rows.but(one, other), there


def edits_of_rows(rows: Rows) -> Iterator[Edit]:
    by_place = {(one.case, one.number): one for one in rows.written}
    last = {case: standing.number for case, standing in rows.standing.items()}
    for one in rows.written:
        case, number = one.case, one.number
        place = {(case, number)}
        yield "dropped", rows.but(one), place
        behind = by_place.get((case, number + 1))
        if behind is not None:
            both = place | {(case, number + 1)}
            moved = (
                behind._replace(number=number),
                one._replace(number=number + 1),
            )
            without = rows.but(behind)
            yield "swapped", without.but(one, *moved), both
        double = one._replace(number=last[case] + 1, id="double")
        yield "doubled", rows.but(None, double), {(case, last[case] + 1)}
        elsewhere = next(c for c in last if c != case)
        other = by_place[elsewhere, number]
        splice = (
            other._replace(case=case),
            one._replace(case=elsewhere),
        )
        both = place | {(elsewhere, number)}
        yield "spliced", rows.but(other).but(one, *splice), both


def edits_by_somebody_else(rows: Rows) -> Iterator[Edit]:
    """Whoever has the office's key, and only a hand of their own."""
    by_place = {(one.case, one.number): one for one in rows.written}
    for one in rows.written:
        case, number = one.case, one.number
        author = NAMES[(int(case[6:11]) + number) % len(NAMES)]
        other = next(name for name in NAMES if name != author)
        place = {(case, number)}
        signature = STAFF[other].sign(one.hash or b"")
        yield "re-signed", rows.but(one, one._replace(signature=signature)), place
        before = by_place.get((case, number - 1))
        rest = NOTHING if before is None else before.hash or b""
        forged = written(rest, case, number, author, STAFF[other], "I confess.")
        yield "rewritten in another's name", rows.but(one, forged), place
        own = written(rest, case, number, other, STAFF[other], "I confess.")
        yield "rewritten in one's own name", rows.but(one, own), place
    for case, standing in rows.standing.items():
        for by, with_row in ((by, row) for by in NAMES for row in (True, False)):
            hand = STAFF[next(name for name in NAMES if name != by)]
            number = standing.number + 1
            added = written(standing.hash or b"", case, number, by, hand)
            kept = rows.standing
            if with_row:
                kept = {**kept, case: Standing(number, added.hash)}
            after = attrs.evolve(rows.but(None, added), standing=kept)
            yield "inserted in another's name", after, {(case, number)}
            bare = added._replace(signature=None)
            after = attrs.evolve(rows.but(None, bare), standing=kept)
            yield "inserted unsigned", after, {(case, number)}


def every_edit(rows: Rows) -> Iterator[Edit]:
    yield from edits_of_columns(rows)
    yield from edits_of_rows(rows)
    yield from edits_by_somebody_else(rows)


def check_every_edit(rows: Rows) -> int:
    """Make each edit alone, verify the whole office, and undo it; say how many."""
    assert places(rows) == set()
    number = 0
    for number, (what, after, touched) in enumerate(every_edit(rows), start=1):  # noqa: B007
        assert places(after) == touched, (what, touched)
    return number


def test_every_single_edit_of_thirty_entries_is_reported_where_it_was_made():
    assert check_every_edit(office(cases=5, entries=6)) > 400


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 40, 2))
def test_every_single_edit_of_a_thousand_entries_is_reported_where_it_was_made(first):
    # Twenty offices of fifty: each edit is judged by all rows of its office.
    assert check_every_edit(office(cases=2, entries=25, first=first)) > 700


def test_before_anything_is_counted_in_no_edit_goes_unnoticed():
    rows = history(STAFF, cases=3, entries=6)
    assert places(rows) == set()

    for what, after, touched in every_edit(rows):
        found = places(after)
        # Without the tree it may be the row behind that is told, and said to be.
        behind = {(case, number + 1) for case, number in touched}
        assert found, what
        assert found <= touched | behind, (what, found, touched)


def test_positive_control_without_the_hash_before_a_splice_is_missed():
    """The chain is what finds these: rows that only cover themselves do not."""

    def alone(rows: Rows) -> Rows:
        done = []
        for one in rows.written:
            bare = one._replace(case="", number=0)
            hash_ = hash_of(NOTHING, bare)
            by = NAMES[(int(one.case[6:11]) + one.number) % len(NAMES)]
            done.append(one._replace(hash=hash_, signature=STAFF[by].sign(hash_)))
        return attrs.evolve(rows, written=tuple(done))

    def broken(rows: Rows) -> bool:
        """Verify each row by itself."""
        for one in rows.written:
            bare = one._replace(case="", number=0)
            if hash_of(NOTHING, bare) != one.hash:
                return True
        return False

    rows = alone(history(STAFF, cases=2, entries=4))
    missed = {
        what
        for what, after, _ in (*edits_of_rows(rows), *edits_of_columns(rows))
        if not broken(after)
    }

    assert {"swapped", "spliced", "dropped"} <= missed


def test_a_row_that_is_set_back_and_a_leaf_that_is_changed_are_told_apart():
    rows = office(cases=3, entries=5)
    case = rows.written[0].case
    back = {**rows.standing, case: Standing(4, rows.standing[case].hash)}
    flaws = verify(attrs.evolve(rows, standing=back), OFFICE, AUTHORS, full=True).flaws
    assert [(f.code, f.case, f.number) for f in flaws] == [("row-altered", case, 0)]

    for leaf in rows.leaf_rows:
        for change in (
            {"hash": bytes(32)},
            {"number": leaf.number + 100},
            {"case": "MA-26-90000-K"},
        ):
            others = tuple(one for one in rows.leaf_rows if one is not leaf)
            changed = leaf._replace(**change)
            after = attrs.evolve(rows, leaf_rows=(*others, changed))
            flaws = verify(after, OFFICE, AUTHORS, full=True).flaws
            told = {(f.code, f.case, f.number) for f in flaws}
            assert told == {("leaf-altered", leaf.case, leaf.number)}, change


def test_a_leaf_that_is_gone_and_a_head_that_was_changed_are_reported():
    rows = office(cases=3, entries=5)
    [head] = rows.signed

    less = attrs.evolve(rows, leaf_rows=rows.leaf_rows[:-1])
    [flaw] = verify(less, OFFICE, AUTHORS, full=True).flaws
    assert (flaw.code, flaw.values["position"]) == ("leaf-missing", 14)

    note = head.note.replace("\n15\n", "\n14\n")
    after = attrs.evolve(rows, signed=(attrs.evolve(head, note=note),))
    assert [f.code for f in verify(after, OFFICE, AUTHORS, full=True).flaws] == [
        "head-altered"
    ]
    forged = head.note.replace("18:00", "18:01")
    changed = attrs.evolve(head, note=forged, at=head.at.replace("18:00", "18:01"))
    after = attrs.evolve(rows, signed=(changed,))
    assert [f.code for f in verify(after, OFFICE, AUTHORS, full=True).flaws] == [
        "head-forged"
    ]


@pytest.mark.parametrize("much", [1, 100])
def test_nobody_signs_for_what_is_not_in_order(monkeypatch, much):
    monkeypatch.setattr(heads, "STRETCH", much)
    rows = history(STAFF, cases=2, entries=3)
    one = rows.written[1]
    changed = rows.but(one, one._replace(body=one.body.replace("Line", "Lime")))
    forged = rows.but(one, one._replace(signature=rows.written[0].signature))

    for broken in (changed, forged):
        with pytest.raises(NotInOrder) as raised:
            counted(broken, STAFF)
        assert raised.value.values["places"] == one.case
        assert broken.signed == ()
    assert counted(rows, STAFF).signed != ()


def test_a_plain_office_is_verified_without_signatures():
    rows = counted(history({}, cases=2, entries=5), {})

    verdict = verify(rows, OFFICE, None, full=True)
    assert (verdict.flaws, verdict.signed, verdict.entries) == ((), 0, 10)
    for _, after, touched in edits_of_rows(rows):
        found = verify(after, OFFICE, None, full=True).flaws
        assert {(flaw.case, flaw.number) for flaw in found} == touched
