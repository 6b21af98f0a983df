"""Ids of time and noise: RFC 9562's bits, and their order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.calendar import NaiveInstant
from migcase.ids import BadId, new_id

INSTANTS = st.datetimes(datetime(1970, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
NOISE = st.binary(min_size=10, max_size=10)


def test_the_example_of_the_rfc_comes_out():
    at = datetime(2022, 2, 22, 14, 22, 22, tzinfo=timezone(timedelta(hours=-5)))
    noise = bytes.fromhex("0cc318c4dc0c0c07398f")

    made = new_id(at, lambda _: noise)

    assert made == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(INSTANTS, NOISE)
def test_every_id_is_a_uuid_of_version_7(at, noise):
    made = UUID(new_id(at, lambda _: noise))

    assert (made.version, made.variant) == (7, RFC_4122)


@given(INSTANTS, NOISE)
def test_an_id_holds_its_instant_to_the_millisecond(at, noise):
    made = UUID(new_id(at, lambda _: noise))

    since = timedelta(milliseconds=made.int >> 80)
    assert timedelta(0) <= at - datetime(1970, 1, 1, tzinfo=UTC) - since
    assert at - datetime(1970, 1, 1, tzinfo=UTC) - since < timedelta(milliseconds=1)


@given(INSTANTS, INSTANTS, NOISE, NOISE)
def test_ids_sort_as_their_milliseconds_do(one, other, noise, more_noise):
    earlier, later = sorted((one, other))

    first = new_id(earlier, lambda _: noise)
    second = new_id(later, lambda _: more_noise)

    assert first[:13] <= second[:13]
    assert first < second or first[:13] == second[:13]


@given(INSTANTS, NOISE, st.integers(0, 79))
def test_74_bits_of_an_id_are_noise(at, noise, bit):
    flipped = (int.from_bytes(noise, "big") ^ 1 << bit).to_bytes(10, "big")
    fixed = bit in (62, 63, 76, 77, 78, 79)

    same = new_id(at, lambda _: noise) == new_id(at, lambda _: flipped)

    assert same == fixed


def test_an_instant_without_a_zone_makes_no_id():
    with pytest.raises(NaiveInstant):
        new_id(datetime(2026, 1, 1), lambda size: bytes(size))  # noqa: DTZ001


def test_an_instant_before_1970_makes_no_id():
    with pytest.raises(BadId):
        new_id(datetime(1969, 12, 31, tzinfo=UTC), lambda size: bytes(size))


def test_too_little_noise_makes_no_id():
    with pytest.raises(BadId):
        new_id(datetime(2026, 1, 1, tzinfo=UTC), lambda size: bytes(size - 1))
