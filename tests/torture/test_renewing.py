"""A power cut at any point of renewing the master key leaves the old one or the new.

Every image is of a run of the real command line, and holds all of the office and all
that the machine keeps of its keys; everybody comes in by their passphrase, or goes on
with what a porter held.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve

from migcase.errors import MigcaseError
from migcase.keeping.key_place import NEXT
from migcase.keeping.seal import epochs, slots
from migcase.keeping.seal.key_file import FLOOR
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql_renewing import copy_of
from migcase.keeping.sql_unlocked import open_following
from migcase.roster.events import MasterRenewed
from tests.torture.day import a_day
from tests.torture.images import Image
from tests.torture.judge import Fault
from tests.torture.offices import (
    BEGIN,
    ENCRYPTED,
    PASSPHRASE,
    Place,
    founded,
    run_well,
    typing,
)
from tests.torture.power import Figures, Recorder, Run, lay_out, looked_at

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

IMAGES = 600
CONTROL = 300
NEITHER, BETWEEN, LEFT, NOT_NEW = "neither", "between", "left over", "not renewed"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guess each passphrase once: thousands of images have the same slots."""
    monkeypatch.setattr(slots, "USUAL", FLOOR)
    monkeypatch.setattr(slots, "guessed_key", functools.cache(slots.guessed_key))


def renewed(root: Path, **more: str) -> Run:
    """Record how somebody renews the master key of an office with some cases."""
    place = founded(root, ENCRYPTED)
    lines = [one.line() for one in a_day()[:24]]
    run_well(typing(place.site, lines, 1), b"", place.surroundings)
    recorder = Recorder(root)
    command = typing(place.site, [("rekey", "--as", "amina", *BEGIN)], 20)
    command[command.index("tests.torture.typist")] = "tests.torture.renewer"
    recorder.run(command, b"", {**place.surroundings, **more})
    return Run(tuple(recorder.operations), place, recorder.before)


def entries_in(place: Place, keys: Keyring) -> tuple[int, int]:
    """Return how many entries *keys* read, and how often the key was renewed."""
    register, _keys = open_following(place.folder, place.database, keys)
    with closing(register):
        found = sum(len(register.entries(case)) for case in register.files(limit=1000))
        log = register.office_log.entries()
    return found, sum(isinstance(one.event, MasterRenewed) for one in log)


def faults(
    image: Image, place: Place, entries: int, session: Keyring
) -> Iterator[Fault]:
    """Yield what is wrong with an office whose power went."""
    lay_out(image.files, place)
    is_said = any("master-renewed" in one for one in image.said)
    try:
        seen = [entries_in(place, session)]
        for name in ("amina", "bashir", "amina"):
            keys = slots.unlock(place.folder, name, PASSPHRASE)
            seen.append(entries_in(place, keys))
    except (MigcaseError, OSError) as error:
        yield Fault(NEITHER, repr(error))
        return
    if {found for found, _ in seen} != {entries} or len({many for _, many in seen}) > 1:
        yield Fault(BETWEEN, str(seen))
    is_new = keys.master != session.master
    if is_new != (seen[0][1] == 1) or (is_said and not is_new):
        yield Fault(NOT_NEW, str(seen))
    left = [place.folder / NEXT, copy_of(place.database)]
    if any(one.exists() for one in left):
        yield Fault(LEFT, str(left))
    if is_new and epochs.kept(keys.office) != (keys.epoch,):
        yield Fault(LEFT, str(epochs.kept(keys.office)))


def cut(memory: Path, name: str, seed: int, most: int, **more: str) -> Figures:
    run = renewed(memory / name, **more)
    place = run.place
    session = Keyring.of_bytes((place.site / "amina.keys").read_bytes())
    image = evolve(place, root=memory / f"{name}-image")
    image.root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIGCASE_STATE", str(image.root / "state"))
        lay_out(run.before.image(()), image)
        entries, none = entries_in(image, session)
        assert (entries > 3, none) == (True, 0)
        figures = looked_at(
            run, lambda one: faults(one, image, entries, session), seed, most
        )
    print(f"{name}, seed={seed}: {figures}")
    return figures


def test_a_power_cut_leaves_the_old_key_in_force_or_the_new_one(
    memory: Path, seed: int
):
    figures = cut(memory, "renewing", seed, IMAGES)

    assert (figures.faults, figures.first) == (Counter(), ())
    assert figures.images == IMAGES


def test_that_the_old_keys_are_destroyed_too_early_is_found_out(
    memory: Path, seed: int
):
    figures = cut(memory, "hasty", seed, CONTROL, TORTURE_HASTY="yes")

    assert figures.faults[NEITHER]
