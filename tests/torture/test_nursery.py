"""Whoever looks at what a process printed must be able to rely on whose it is."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.nursery import Nursery, nursery
from tests.torture.offices import PLAIN, founded

LIST = ("list", "--as", "amina", "--json", "--lang", "en")
# So many are killed before most of them have begun.
KILLED = 50


@pytest.fixture
def one_core() -> Iterator[None]:
    """Have everybody share a core, so that one that is killed has hardly begun."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    yield
    os.sched_setaffinity(0, cores)


@pytest.fixture
def typists(tmp_path: Path) -> Iterator[Nursery]:
    place = founded(tmp_path / PLAIN, PLAIN)
    with nursery(place.surroundings, tmp_path) as here:
        yield here


def test_what_one_has_printed_is_never_taken_for_what_the_next_did(
    one_core: None, typists: Nursery
):
    said = []
    for _ in range(KILLED):
        before = typists.ended(typists.begin([LIST])).out
        process = typists.begin([("--version",)])
        os.kill(process, signal.SIGKILL)
        said.append((before, typists.ended(process).out))

    assert all('"kind": "cases"' in before for before, _ in said)
    assert not any(before in after for before, after in said)


def test_who_has_nothing_to_type_ends_well(typists: Nursery):
    ended = typists.ended(typists.begin([]))

    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_the_first_that_fails_is_the_last_that_is_typed(typists: Nursery):
    ended = typists.ended(typists.begin([LIST, ("show", "MA-26-00001-O"), LIST]))

    assert ended.code != 0
    assert ended.out.count('"kind": "cases"') == 1
