"""Entries that a plugin is told of, while the power goes.

Every entry that is kept is told, before the cut or after it, under one id; none is
told that is not kept.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

from attrs import evolve

from migcase.errors import MigcaseError
from tests.torture.day import a_day
from tests.torture.images import Image
from tests.torture.judge import DAMAGED, LOST, TORN, Fault, held_in
from tests.torture.nursery import Nursery, nursery
from tests.torture.offices import BEGIN, PLAIN, Place, founded, named, run_well, typing
from tests.torture.power import Figures, Recorder, Run, lay_out, looked_at

PLUGIN = Path(__file__).parent / "plugin/migcase_told.py"
TOLD = "told"
# The commands of the day that are recorded, and when what is owed is told at last.
FIRST, LAST, LATER = 15, 18, 3000


def cut_telling(
    root: Path, seed: int, most: int, profile: str = "", until: Collection[str] = ()
) -> Figures:
    """Record some commands below *root*, and look at up to *most* images of them."""
    run = _recorded(root, profile)
    folder = root.parent / f"{root.name}-typed"
    folder.mkdir()
    with nursery(run.place.surroundings, folder) as typists:

        def faults(image: Image) -> Iterator[Fault]:
            return _faults(image, run.place, typists)

        return looked_at(run, faults, seed, most, until)


def _faults(image: Image, place: Place, typists: Nursery) -> Iterator[Fault]:
    lay_out(image.files, place)
    line = ("deliveries", "--retry", "--as", "amina", *BEGIN)
    ended = typists.ended(typists.begin([line], LATER))
    if ended.code:
        yield Fault(DAMAGED, f"{ended.code} {ended.err}")
        return
    try:
        with closing(place.opener(place.database)) as register:
            entries = held_in(register).entries
    except MigcaseError as error:
        yield Fault(DAMAGED, str(error))
        return
    kept = {
        (case, str(n)) for case, of in entries.items() for n in range(1, len(of) + 1)
    }
    told = [tuple(one.name.split()[:2]) for one in (place.root / TOLD).iterdir()]
    if kept - set(told):
        yield Fault(LOST, f"nobody was told of {sorted(kept - set(told))}")
    if set(told) - kept or len(told) > len(set(told)):
        yield Fault(TORN, f"told were {sorted(told)}")


def _recorded(root: Path, profile: str) -> Run:
    place = founded(root, PLAIN, profile=profile)
    shutil.copy(PLUGIN, place.site)
    named(place.site, TOLD, PLUGIN.stem)
    around = {
        **place.surroundings,
        "MIGCASE_LOAD_PLUGINS": f"passport,{TOLD}",
        "TORTURE_TOLD": str(root / TOLD),
    }
    place = evolve(place, surroundings=around)
    (root / TOLD).mkdir()
    lines = [one.line() for one in a_day()[:LAST]]
    run_well(typing(place.site, lines[:FIRST], 0), b"", around)
    recorder = Recorder(root)
    recorder.run(typing(place.site, lines[FIRST:], FIRST), b"", around)
    return Run(tuple(recorder.operations), place, recorder.before)
