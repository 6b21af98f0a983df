"""R1, R2: a step that was confirmed outlives a power cut; a step is whole or absent.

Every image is of a run of the real command line; see `power` and `judge`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from random import Random

import pytest

from tests.torture.canaries import Search
from tests.torture.day import a_day, notes
from tests.torture.images import DROP, KILL, images
from tests.torture.offices import ENCRYPTED, PLAIN
from tests.torture.power import Figures, cut, recorded

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

# How many images CI looks at: more than 5,000.
IMAGES = {
    (PLAIN, ""): 1900,
    (PLAIN, "colleague"): 1000,
    (ENCRYPTED, ""): 1300,
    (ENCRYPTED, "colleague"): 900,
}
# So many images at most are enough to find out each office that is broken on purpose.
CONTROL = 1500


def looked_at(
    memory: Path,
    sort: str,
    most: int,
    seed: int,
    profile: str = "",
    with_: str = "",
    until: Collection[str] = (),
) -> Figures:
    """Record a day, cut the power over it, and print what was found."""
    name = "-".join(filter(None, (sort, profile, with_)))
    run = recorded(memory / name, a_day(), sort, profile, with_)
    assert run.answers == len(a_day())
    folder = memory / f"{name}-image"
    folder.mkdir()
    figures = cut(run, folder, seed, most, until)
    print(f"{name}, seed={seed}: {figures}")
    return figures


def test_a_short_run_loses_nothing_at_a_power_cut(memory: Path, seed: int):
    run = recorded(memory / "short", [*a_day()[15:17], *notes(1)], PLAIN)
    folder = memory / "short-image"
    folder.mkdir()
    figures = cut(run, folder, seed, 80)

    assert run.answers == 3
    assert (figures.images, figures.faults, figures.first) == (80, {}, ())


def test_words_are_found_in_what_is_not_encrypted(memory: Path):
    """The control of looking for them in every image of an encrypted office."""
    run = recorded(memory / "words", a_day()[:19], PLAIN)
    search, found = Search(run.lines, "never typed"), set[str]()
    for image in images(run.before, run.operations, Random(1)):
        found |= {
            word for one in image.files.values() for word in search.found(one or b"")
        }
        if image.sort not in (DROP, KILL):
            break

    assert found == search.words - {"never typed"}
    assert len(found) > 9


@pytest.mark.slow
@pytest.mark.parametrize(("sort", "colleague"), list(IMAGES))
def test_nothing_confirmed_is_lost_and_nothing_is_torn(
    memory: Path, seed: int, sort: str, colleague: str
):
    most = IMAGES[sort, colleague]
    figures = looked_at(memory, sort, most, seed, with_=colleague)

    assert figures.images == most
    assert (figures.faults, figures.first) == ({}, ())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("profile", "faults"),
    [
        ("normal", {"lost"}),
        ("off", {"lost", "damaged", "torn"}),
        ("delete", {"lost"}),
    ],
)
def test_an_office_that_syncs_less_is_found_out(
    memory: Path, seed: int, profile: str, faults: set[str]
):
    figures = looked_at(memory, PLAIN, CONTROL, seed, profile, until=faults)

    assert set(figures.faults) == faults
