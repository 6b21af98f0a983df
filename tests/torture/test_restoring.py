"""R1, R7: a backup that was confirmed is whole; what is restored is whole or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.judge import LOST
from tests.torture.restoring import cut_restore
from tests.torture.typist import UNSETTLED

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

IMAGES = 420


def test_an_office_is_restored_whole_or_not_at_all_wherever_the_power_goes(
    memory: Path, seed: int
):
    figures = cut_restore(memory / "restore", seed, IMAGES)
    print(f"a backup and a restore, seed={seed}: {figures}")

    assert figures.images == IMAGES
    assert (figures.faults, figures.first) == ({}, ())


def test_an_office_whose_folder_is_not_synced_is_found_out(memory: Path, seed: int):
    root = memory / "unsettled"
    figures = cut_restore(root, seed, IMAGES, UNSETTLED, until=[LOST])
    print(f"a restore, unsettled, seed={seed}: {figures}")

    assert LOST in figures.faults
