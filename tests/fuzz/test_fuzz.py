"""Every reader ends in a value or in one error of the house, whatever it is fed.

`make fuzz` goes on for minutes; here each reader gets all that was ever found, and a
little more.
"""

from __future__ import annotations

import json
import time

import pytest

from tests.fuzz.engine import Target, TooSlow, fuzz, tried
from tests.fuzz.readers import targets

SEED = 20261122
ALL = {one.name: one for one in targets()}


@pytest.mark.parametrize("name", ALL)
def test_a_reader_ends_in_a_value_or_in_an_error_of_the_house(name):
    report = fuzz(ALL[name], SEED, executions=len(ALL[name].seeds) + 20)

    assert report.finding is None, report


@pytest.mark.parametrize("name", ALL)
def test_a_reader_has_something_to_begin_with(name):
    assert ALL[name].seeds


def planted(data: bytes) -> None:
    """Read JSON, and fall over where a list stands in a list in a list."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(found, list) and found and isinstance(found[0], list):
        assert not (found[0] and isinstance(found[0][0], list))


def test_a_planted_fault_is_found():
    target = Target("planted", planted, (b"[",), (b'["a", 1]',), __file__)

    report = fuzz(target, SEED, executions=20_000)

    assert report.finding is not None
    assert isinstance(report.finding.error, AssertionError)
    assert tried(target, report.finding.data) is not None


def test_the_same_seed_finds_the_same():
    target = Target("planted", planted, (b"[",), (b'["a", 1]',), __file__)
    first, again = (fuzz(target, SEED, executions=20_000) for _ in range(2))

    assert first.executions == again.executions
    assert first.finding
    assert again.finding
    assert first.finding.data == again.finding.data


def test_a_reader_that_thinks_for_too_long_is_found(monkeypatch):
    monkeypatch.setattr("tests.fuzz.engine.SECONDS", 0.05)

    def slow(_data: bytes) -> None:
        until = time.process_time() + 0.2
        while time.process_time() < until:
            pass

    found = tried(Target("slow", slow), b"x")

    assert found is not None
    assert isinstance(found.error, TooSlow)
