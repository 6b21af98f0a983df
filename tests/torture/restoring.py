"""A backup, and an office made of it on another machine, while the power goes.

Of the two machines one founded the office and backs it up; the other has nothing but
the file.  A backup that was confirmed is whole; what was restored is whole or not
there; and the same command again always gets there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

from attrs import evolve

from migcase.errors import MigcaseError
from migcase.keeping.backup_file import check_backup
from migcase.office.backing_up import SUFFIX
from migcase.office.verifying import examine
from tests.torture.canaries import Search
from tests.torture.coming_in import held_by, opened, unlocked
from tests.torture.day import a_day
from tests.torture.erasure import STUCK
from tests.torture.images import Image
from tests.torture.judge import DAMAGED, LOST, TORN, Fault, Judge, held_in
from tests.torture.nursery import Nursery, nursery
from tests.torture.offices import (
    BEGIN,
    ENCRYPTED,
    PASSPHRASE,
    Place,
    founded,
    run_well,
    typing,
)
from tests.torture.power import Figures, Recorder, Run, files_below, lay_out, looked_at

# So much of the day is typed before; the backup and the restore come after it.
TYPED = 22
COPIES = "copies"
# How a command ends that finds something in the way.
IN_THE_WAY = 1


def cut_restore(
    root: Path,
    seed: int,
    most: int,
    profile: str = "",
    until: Collection[str] = (),
) -> Figures:
    """Record a backup and a restore below *root*; look at up to *most* images."""
    run = _recorded(root, profile)
    other = _other(run.place)
    folder = root.parent / f"{root.name}-typed"
    folder.mkdir()
    (folder / "in").write_text(f"{PASSPHRASE}\n")
    with nursery(other.surroundings, folder) as typists:
        restored = Restored(run, other, typists)
        return looked_at(run, restored.faults, seed, most, until)


class Restored:
    """Looks at images of a backup and a restore, and goes on in them."""

    def __init__(self, run: Run, other: Place, typists: Nursery) -> None:
        """Learn what was typed; *other* is where the office is restored."""
        self._place, self._other, self._typists = run.place, other, typists
        self._search = Search(run.lines, PASSPHRASE)
        # Offices and backups, by their files, in which nothing was wrong.
        self._sound: set[object] = set()
        typed = held_by(run.place)
        self._all = list(typed.as_confirmed())
        opener, settings = run.place.opener, run.place.settings
        self._judge = Judge(run.place.database, opener, settings, typed)

    def faults(self, image: Image) -> Iterator[Fault]:
        """Yield what is wrong in *image*, and with how it goes on from there."""
        yield from self._search.faults(image.files)
        lay_out(image.files, self._place)
        yield from self._whole(self._place)
        copies = sorted((self._place.root / COPIES).glob(f"*{SUFFIX}"))
        if len(copies) < len(image.said[:1]):
            yield Fault(LOST, "the backup")
        for copy in copies:
            yield from self._readable(copy)
        is_there = self._other.folder.exists()
        if is_there:
            yield from self._whole(self._other)
        elif len(image.said) > 1:
            yield Fault(LOST, "the office that was restored")
        if copies:
            lay_out(image.files, self._place)
            yield from self._typed_again(copies[0], is_there=is_there)

    def _typed_again(self, copy: Path, *, is_there: bool) -> Iterator[Fault]:
        process = self._typists.begin([_restore(copy)], TYPED + 1)
        ended = self._typists.ended(process)
        if ended.code != (IN_THE_WAY if is_there else 0):
            yield Fault(STUCK, f"{ended.code} {ended.err}")
        elif not is_there:
            yield from self._whole(self._other)

    def _readable(self, copy: Path) -> Iterator[Fault]:
        """Yield that a backup cannot be read."""
        content = copy.read_bytes()
        if content in self._sound:
            return
        try:
            check_backup(copy)
            self._sound.add(content)
        except MigcaseError as error:
            yield Fault(DAMAGED, f"{copy.name}: {error}")

    def _whole(self, place: Place) -> Iterator[Fault]:
        """Yield what is missing or wrong in the office of *place*, opened there."""
        parts = (files_below(place.root / one) for one in ("office", "state"))
        files = tuple(frozenset(part.items()) for part in parts)
        if files in self._sound:
            return
        found = list(self._faults(place))
        yield from found
        if not found:
            self._sound.add(files)

    def _faults(self, place: Place) -> Iterator[Fault]:
        try:
            with closing(opened(place)) as register:
                there = held_in(register)
                yield from self._judge.faults_in(register, there, self._all, None)
                office = unlocked(place).office
                for flaw in examine(register, office, (), full=True).flaws:
                    yield Fault(TORN, f"it does not prove itself: {flaw}")
        except MigcaseError as error:
            yield Fault(DAMAGED, f"{place.folder}: {type(error).__name__}: {error}")


def _recorded(root: Path, profile: str) -> Run:
    place = founded(root, ENCRYPTED, profile=profile)
    lines = [one.line() for one in a_day()[:TYPED]]
    run_well(typing(place.site, lines, 0), b"", place.surroundings)
    other, copies = _other(place), root / COPIES
    for folder in (copies, other.root):
        folder.mkdir(mode=0o700)
    recorder = Recorder(root)
    backup = ("backup", str(copies), "--as", "amina", *BEGIN)
    recorder.run(typing(place.site, [backup], TYPED), b"", place.surroundings)
    [copy] = copies.glob(f"*{SUFFIX}")
    typed = f"{PASSPHRASE}\n".encode()
    command = typing(place.site, [_restore(copy)], TYPED + 1)
    recorder.run(command, typed, other.surroundings)
    return Run(tuple(recorder.operations), place, recorder.before, tuple(lines))


def _restore(copy: Path) -> tuple[str, ...]:
    return ("restore", str(copy), "--unlock-fd", "0", "--as", "amina", *BEGIN)


def _other(place: Place) -> Place:
    """Return the other machine, beside the first one."""
    root = place.root / "elsewhere"
    around = {
        **place.surroundings,
        "MIGCASE_OFFICE": str(root / "office"),
        "MIGCASE_STATE": str(root / "state"),
    }
    return evolve(place, root=root, surroundings=around)
