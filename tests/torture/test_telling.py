"""S13: what is kept is told to whoever watches, at least once, whatever was cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.judge import LOST
from tests.torture.telling import cut_telling
from tests.torture.typist import OWES_NOTHING

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

IMAGES = 200


def test_whoever_watches_is_told_of_every_entry_wherever_the_power_goes(
    memory: Path, seed: int
):
    figures = cut_telling(memory / "told", seed, IMAGES)
    print(f"deliveries, seed={seed}: {figures}")

    assert figures.images == IMAGES
    assert (figures.faults, figures.first) == ({}, ())


def test_an_office_that_does_not_write_down_what_it_owes_is_found_out(
    memory: Path, seed: int
):
    root = memory / "owing"
    figures = cut_telling(root, seed, IMAGES, OWES_NOTHING, until=[LOST])
    print(f"deliveries, nothing owed, seed={seed}: {figures}")

    assert LOST in figures.faults
