"""The page of the patterns says what the tests show, and leaves none out."""

from __future__ import annotations

from tests.patterns.page import PAGE, page, rows


def test_every_pattern_has_its_test():
    numbers = [number for number, *_ in rows()]

    assert numbers == list(range(1, 44))


def test_thirty_three_are_said_and_ten_are_left_out():
    needs = [need for _, _, need, _, _ in rows()]

    assert (needs.count("N"), needs.count("F"), needs.count("X")) == (24, 9, 10)


def test_the_page_is_current():
    written = PAGE.read_text(encoding="utf-8")

    assert written == page()
