"""S5, R1: an erasure is whole or not begun wherever the power goes, and then nothing.

The day is one on which an office looks after itself; see `staff_day` and `erasure`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.erasure import cut_staff_day
from tests.torture.judge import LOST
from tests.torture.thief import OPEN
from tests.torture.typist import KEEPS_SECRET

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

# How many images CI looks at; and so many find out each way to break an erasure.
IMAGES = {"": 300, "colleague": 250}
CONTROL = 250


@pytest.mark.parametrize("colleague", list(IMAGES))
def test_an_erasure_is_whole_or_not_begun_wherever_the_power_goes(
    memory: Path, seed: int, colleague: str
):
    images = IMAGES[colleague]
    root = memory / f"staff-{colleague}"
    figures = cut_staff_day(root, seed, images, colleague=colleague)
    print(f"an erasure, {colleague or 'alone'}, seed={seed}: {figures}")

    assert figures.images == images
    assert (figures.faults, figures.first) == ({}, ())


@pytest.mark.parametrize(("profile", "fault"), [("off", LOST), (KEEPS_SECRET, OPEN)])
def test_an_erasure_that_is_broken_on_purpose_is_found_out(
    memory: Path, seed: int, profile: str, fault: str
):
    root = memory / f"staff-{profile}"
    figures = cut_staff_day(root, seed, CONTROL, profile, until=[fault])
    print(f"an erasure, {profile}, seed={seed}: {figures}")

    assert fault in figures.faults
