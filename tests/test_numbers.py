"""Case numbers: what is read, what is caught, what is offered."""

from __future__ import annotations

from itertools import pairwise, permutations, product
from string import ascii_uppercase, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migcase.numbers import (
    BadNumber,
    CaseNumber,
    MistypedNumber,
    NotANumber,
    check_letter,
    format_number,
    near,
    parse,
)

NUMBERS = st.builds(
    CaseNumber,
    st.text(ascii_uppercase, min_size=2, max_size=6),
    st.integers(0, 99),
    st.integers(1, 999_999_999),
)


def is_caught(typed: str) -> bool:
    try:
        parse(typed)
    except MistypedNumber:
        return True
    return False


def test_the_check_letter_agrees_with_other_implementations_of_iso_7064():
    assert check_letter("QWERTYDVORAK") == "Y"


def test_a_number_says_office_year_and_serial():
    assert format_number("MA", 2026, 417) == "MA-26-00417-W"


def test_a_serial_grows_beyond_five_digits():
    assert parse(format_number("MA", 2026, 123_456)).serial == 123_456


@pytest.mark.parametrize(
    "typed",
    [
        "MA-26-00417-W",
        "ma-26-00417-w",
        "ma2600417w",
        " MA 26 00417 W ",
        "MA–26–00417–W",
    ],
)
def test_a_number_is_read_however_it_is_typed(typed):
    assert parse(typed) == CaseNumber("MA", 26, 417)


@given(NUMBERS)
def test_every_number_is_read_back_as_it_was_written(number):
    assert parse(str(number)) == number


@settings(max_examples=30)
@given(NUMBERS)
def test_every_single_wrong_character_is_caught(number):
    assert single_errors_that_pass(str(number)) == []


@settings(max_examples=30)
@given(NUMBERS.filter(lambda number: len(number.office) == 2))
def test_every_single_wrong_character_is_caught_without_hyphens_too(number):
    assert single_errors_that_pass(str(number).replace("-", "")) == []


def single_errors_that_pass(written):
    return [
        typed
        for place, other in product(range(len(written)), ascii_uppercase + digits)
        if (typed := written[:place] + other + written[place + 1 :]) != written
        and not is_caught(typed)
    ]


def test_after_an_office_of_three_letters_the_hyphens_stay():
    written = format_number("MAR", 2026, 417)

    assert parse(written.replace("-", " ")).office == "MAR"
    assert is_caught(written.replace("-", ""))


def test_every_swap_of_two_neighbouring_digits_changes_the_check_letter():
    # The letters before bring the computation into each of its 26 states.
    passed = [
        (before, a, b)
        for before, (a, b) in product(ascii_uppercase, permutations(digits, 2))
        if check_letter(before + a + b) == check_letter(before + b + a)
    ]

    assert len({check_letter(before) for before in ascii_uppercase}) == 26
    assert passed == []


def test_three_swaps_in_a_thousand_pass_among_the_letters_of_an_office():
    passed = [
        (before, a, b)
        for before, (a, b) in product(ascii_uppercase, permutations(ascii_uppercase, 2))
        if check_letter(before + a + b) == check_letter(before + b + a)
    ]

    assert len(passed) == 52


@given(NUMBERS)
def test_a_swap_of_neighbours_outside_the_office_is_always_caught(number):
    written = str(number)

    passed = [
        typed
        for place, (a, b) in enumerate(pairwise(written))
        if place >= len(number.office) - 1
        and a != b
        and not is_caught(typed := written[:place] + b + a + written[place + 2 :])
    ]

    assert passed == []


def test_a_wrong_check_letter_is_told_from_a_text_that_is_no_number():
    with pytest.raises(MistypedNumber) as mistyped:
        parse("MA-26-00418-W")
    with pytest.raises(NotANumber) as something_else:
        parse("Amina")

    assert mistyped.value.code == "mistyped-number"
    assert something_else.value.code == "not-a-number"


@pytest.mark.parametrize(
    "typed", ["", "-", "MA-26-0417-W", "MA-26-00000-A", "MA-26-٠٠٤١٧-W", "A" * 10_000]
)
def test_what_has_not_the_shape_of_a_number_is_refused(typed):
    assert is_caught(typed)
    assert near(typed * 3) == []


def test_a_serial_has_no_zero_in_front_that_it_does_not_need():
    check = check_letter("MA26000417")

    assert is_caught("MA-26-000417-" + check)


@pytest.mark.parametrize(
    ("office", "year", "serial"),
    [("M", 26, 1), ("ma", 26, 1), ("M4", 26, 1), ("MA", 26, 0), ("MA", 26, 10**9)],
)
def test_no_number_is_made_of_parts_that_do_not_fit(office, year, serial):
    with pytest.raises(BadNumber):
        format_number(office, year, serial)


def test_a_year_of_four_digits_is_not_kept_in_a_number():
    with pytest.raises(BadNumber):
        CaseNumber("MA", 2026, 417)


@settings(max_examples=50)
@given(NUMBERS, st.data())
def test_the_number_that_was_meant_is_among_the_near_ones(number, data):
    written = str(number)
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.sampled_from(ascii_uppercase + digits))
    typed = written[:place] + other + written[place + 1 :]

    assert typed == written or str(number) in near(typed)


@settings(max_examples=50)
@given(NUMBERS, st.data())
def test_the_number_that_was_meant_is_near_when_two_neighbours_are_swapped(
    number, data
):
    written = str(number)
    place = data.draw(st.integers(0, len(written) - 2))
    typed = written[:place] + written[place + 1] + written[place] + written[place + 2 :]

    assert typed == written or str(number) in near(typed)


@settings(max_examples=30)
@given(NUMBERS)
def test_near_numbers_are_well_formed_and_none_is_the_number_itself(number):
    offered = near(str(number))

    assert str(number) not in offered
    assert [str(parse(one)) for one in offered] == offered
