"""What a kind takes, and what it reads of what somebody typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase import (
    COUNTRY,
    DATE,
    DOCUMENT,
    DONT_KNOW,
    MONEY,
    NUMBER,
    PERIOD,
    PERSON,
    PLACE,
    TEXT,
    YES_NO,
    BadValue,
    Kind,
    Money,
    Period,
    case_of,
    line_of,
    many_of,
    number,
    one_of,
)
from migcase.kinds import kind_of_value

EVERY: tuple[Kind[object], ...] = (
    TEXT,
    NUMBER,
    number(0, 100, decimals=2),
    MONEY,
    DATE,
    YES_NO,
    PERIOD,
    PERSON,
    PLACE,
    DOCUMENT,
    COUNTRY,
    one_of("a", "b"),
    many_of("a", "b"),
    many_of(COUNTRY),
    case_of("fund"),
    line_of("member"),
)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.binary(),
    st.tuples(st.text(), st.integers()),
    st.lists(st.text()),
    st.dictionaries(st.text(), st.text()),
    st.builds(Money, st.decimals(), st.text(max_size=4)),
    st.builds(Money, st.floats(), st.just("EUR")),
    st.just(DONT_KNOW),
)
names = [f"{kind.name} {kind.target or len(kind.choices)}".strip() for kind in EVERY]


@pytest.mark.parametrize("kind", EVERY, ids=names)
@given(text=st.one_of(st.text(max_size=30), st.from_regex(r"[-+\d.,eE٣ ]{1,12}")))
def test_whatever_is_typed_is_read_as_a_value_of_the_kind_or_refused(kind, text):
    try:
        value = kind.parse(text)
    except BadValue:
        return

    assert kind.accepts(value)


@pytest.mark.parametrize("kind", EVERY, ids=names)
@given(value=ODD)
def test_whatever_python_has_is_taken_or_not_but_never_fails(kind, value):
    assert kind.accepts(value) in (True, False)


@pytest.mark.parametrize("kind", EVERY, ids=names)
def test_a_non_answer_is_of_no_kind(kind):
    assert not kind.accepts(DONT_KNOW)


# -------------------------------------------------------------------------- numbers
@pytest.mark.parametrize(
    "value",
    [
        True,
        1.5,
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
        Decimal("1e999"),
        Decimal("1e-999"),
        Decimal("0e999"),
        10**400,
        Decimal("0.005"),
        "3",
        None,
    ],
)
def test_what_is_no_countable_number_is_refused(value):
    assert not number(decimals=2).accepts(value)


@pytest.mark.parametrize("value", [0, -3, Decimal("1.50"), Decimal("1.500"), 10**17])
def test_a_number_may_be_exact(value):
    assert number(decimals=2).accepts(value)


def test_both_bounds_belong_to_a_number():
    share = number(0, "99.5", decimals=1)

    assert [share.accepts(Decimal(v)) for v in ("-0.1", "0", "99.5", "99.6")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("-7", -7),
        ("\u22127", -7),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("1\u00a0234,5", Decimal("1234.5")),
        ("2,50", Decimal("2.50")),
        ("2.50", Decimal("2.50")),
        ("1.234,50", Decimal("1234.50")),
        ("1,234.5", Decimal("1234.5")),
        ("1'234.50", Decimal("1234.5")),
        ("1,234,567", 1234567),
        ("0.125", Decimal("0.125")),
        ("1234,500", Decimal("1234.5")),
        ("١٢٫٥", Decimal("12.5")),
        ("۱۲", 12),
    ],
)
def test_numbers_are_read_with_a_decimal_comma_and_the_digits_of_any_script(
    text, value
):
    assert number(decimals=3).parse(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "1e5", "1E999", "NaN", "inf", "1_000", "0x1", "²"),
        *(
            "10,000",
            "12.500",
            "-1,000",
            "١٢,٥٠٠",
            "1.234.56",
            "1 23",
            "5 10",
            "1.23,456",
        ),
    ],
)
def test_a_number_that_can_be_meant_in_two_ways_or_none_is_refused(text):
    with pytest.raises(BadValue):
        number(decimals=3).parse(text)


def test_a_whole_number_takes_no_decimals():
    with pytest.raises(BadValue):
        NUMBER.parse("2,5")


@given(st.decimals(min_value=-1000, max_value=1000, places=2))
def test_an_exact_number_is_read_back_as_it_was_written(value):
    assert number(decimals=2).parse(str(value).replace(".", ",")) == value


def test_kinds_that_take_different_numbers_are_different():
    assert number(decimals=2) != number()
    assert number(0, 3) == number(0, 3)


# ---------------------------------------------------------------------------- money
@pytest.mark.parametrize(
    "text", ["1 234,50 EUR", "1234.50 eur", "EUR 1234.5", "1234,5eur"]
)
def test_money_is_read_with_its_currency_on_either_side(text):
    assert MONEY.parse(text) == Money(Decimal("1234.50"), "EUR")


@pytest.mark.parametrize(
    "text",
    [
        "30",
        "EUR",
        "10,000 XOF",
        "12.500 MAD",
        "-3 EUR",
        "3 euros",
        "3 EU",
        "NaN EUR",
        "1e5 EUR",
        "3,00001 EUR",
    ],
)
def test_money_without_an_amount_or_a_currency_is_refused(text):
    with pytest.raises(BadValue):
        MONEY.parse(text)


def test_money_is_neither_negative_nor_endless():
    amounts = ("-0.01", "NaN", "Infinity", "1e300")

    assert not any(MONEY.accepts(Money(Decimal(one), "EUR")) for one in amounts)


def test_two_currencies_are_not_compared():
    with pytest.raises(BadValue):
        assert Money(Decimal(1), "EUR") < Money(Decimal(2), "MAD")


def test_money_is_not_compared_with_a_number():
    with pytest.raises(BadValue):
        assert Money(Decimal(1), "EUR") >= 0  # type: ignore[operator]


# ----------------------------------------------------------------------------- days
@given(st.dates())
def test_a_day_is_read_back_as_it_was_written(day):
    assert DATE.parse(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "2025-13-01",
        "0000-01-01",
        "20250301",
        "2025-W10-1",
        "01/03/2025",
        "2025-3-1",
        "2025-03-01T00:00",
        "tomorrow",
    ],
)
def test_a_day_that_does_not_exist_or_could_be_another_is_refused(text):
    with pytest.raises(BadValue):
        DATE.parse(text)


def test_a_day_may_be_typed_in_arabic_digits():
    assert DATE.parse("٢٠٢٥-٠٣-٠١") == date(2025, 3, 1)


def test_an_instant_is_no_day():
    assert not DATE.accepts(datetime(2025, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("30 days", Period(days=30)),
        ("1 day", Period(days=1)),
        ("5 working days", Period(working_days=5)),
        ("6 months", Period(months=6)),
        ("2 years", Period(months=24)),
        ("٣ days", Period(days=3)),
    ],
)
def test_a_period_is_one_number_of_one_unit(text, period):
    assert PERIOD.parse(text) == period


@pytest.mark.parametrize("text", ["30", "-3 days", "1,5 months", "days", "3 weeks"])
def test_a_period_of_anything_else_is_refused(text):
    with pytest.raises(BadValue):
        PERIOD.parse(text)


# ---------------------------------------------------------------------------- words
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", True),
        ("Oui", True),
        ("نعم", True),
        ("no", False),
        ("NON", False),
        ("لا", False),
    ],
)
def test_yes_and_no_are_understood_in_three_languages(text, answer):
    assert YES_NO.parse(text) is answer


@pytest.mark.parametrize("value", [0, 1, "yes", None])
def test_only_true_and_false_are_a_yes_or_no(value):
    assert not YES_NO.accepts(value)


def test_a_country_is_one_that_exists():
    assert COUNTRY.parse("sn") == "SN"
    assert not any(COUNTRY.accepts(code) for code in ("XX", "sn", "SEN", 3))


def test_several_countries_are_read_with_commas_of_either_script():
    assert many_of(COUNTRY).parse("ma, SN، gn") == ("MA", "SN", "GN")


@pytest.mark.parametrize("text", ["a, a", "a, c", "a b"])
def test_choices_that_repeat_or_are_not_offered_are_refused(text):
    with pytest.raises(BadValue):
        many_of("a", "b").parse(text)


def test_none_of_several_is_an_answer():
    assert many_of("a", "b").parse("") == ()


@pytest.mark.parametrize("text", ["", " ", "a\0b", "\ud800", "x" * 10_001])
def test_text_that_says_nothing_or_cannot_be_kept_is_refused(text):
    assert not TEXT.accepts(text)


def test_text_may_be_written_from_right_to_left():
    assert TEXT.parse(" مرحبا\u200f\nbonjour ") == "مرحبا\u200f\nbonjour"


@pytest.mark.parametrize("kind", [PERSON, case_of("fund"), line_of("member")])
def test_a_reference_is_one_word(kind):
    assert [kind.accepts(word) for word in ("p-17", "a b", "", "x" * 81, 3)] == [
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("value", "name"),
    [(True, "yes or no"), (3, "a number"), ("x", "text"), (date(2025, 3, 1), "a date")],
)
def test_a_value_has_a_kind_by_nature(value, name):
    assert kind_of_value(value) == name


def test_nothing_is_of_no_kind():
    assert kind_of_value(None) == kind_of_value(DONT_KNOW) == ""
