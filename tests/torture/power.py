"""A run of the command line that is recorded, and the power cut at every point of it.

Nothing is cut while it runs: strace writes down what was asked of the disk, and what
was printed; `images` makes of it what a disk may hold.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random

from attrs import field, frozen

from tests.torture.canaries import Search
from tests.torture.day import Typed
from tests.torture.disk import Disk, Files, Operation, Said
from tests.torture.images import Image, images
from tests.torture.judge import LOST, Fault, Judge, confirmed_in
from tests.torture.offices import (
    BESIDE,
    DATABASE,
    ELSEWHERE,
    PASSPHRASE,
    Place,
    founded,
    run_well,
    typing,
)
from tests.torture.tracing import NOT_KEPT, Follower, traced


@frozen
class Run:
    """What was asked of the disk, and the office as it was at the end.

    *before* is what was kept there when the record begins, *lines* is all that was
    ever typed.
    """

    operations: tuple[Operation, ...] = field(repr=len)
    place: Place
    before: Disk = field(default=Disk({}, {}), repr=False)
    lines: tuple[tuple[str, ...], ...] = field(default=(), repr=len)

    @property
    def answers(self) -> int:
        """How many answers confirmed something."""
        said = (one.text for one in self.operations if isinstance(one, Said))
        return sum(len(confirmed_in(text)) for text in said)


@frozen
class Figures:
    """How many images were looked at, by their sort, and what was wrong with them."""

    images: int = 0
    sorts: Counter[str] = field(factory=Counter)
    faults: Counter[str] = field(factory=Counter)
    first: tuple[str, ...] = ()

    def and_(self, image: Image, found: Sequence[Fault]) -> Figures:
        """Return these figures with one more image."""
        told = [f"{image}: {one.sort}, {one.text}" for one in found]
        return self.plus(
            Figures(
                1,
                Counter([image.sort]),
                Counter({one.sort for one in found}),
                tuple(told),
            )
        )

    def plus(self, other: Figures) -> Figures:
        """Return the figures of both together."""
        return Figures(
            self.images + other.images,
            self.sorts + other.sorts,
            self.faults + other.faults,
            (*self.first, *other.first)[:5],
        )

    def __str__(self) -> str:
        sorts = ", ".join(f"{one} {count}" for one, count in sorted(self.sorts.items()))
        faults = ", ".join(f"{one} {n}" for one, n in sorted(self.faults.items()))
        return f"{self.images} images ({sorts}); {faults or 'nothing lost or torn'}"


class Recorder:
    """Runs commands for an office below *root*, and records what they did."""

    def __init__(self, root: Path) -> None:
        for folder in (root, *(root / one for one in ELSEWHERE)):
            folder.mkdir(exist_ok=True)
        self.before = Disk.holding(files_below(root))
        self.operations: list[Operation] = []
        self._root = root
        self._follower = Follower(root, dict(self.before.names))

    def run(
        self, command: Sequence[str], given: bytes, around: Mapping[str, str]
    ) -> None:
        """Run *command* with an input, in an environment."""
        trace = self._root.parent / f"{self._root.name}.trace"
        run_well(traced(trace, command), given, around)
        with trace.open(encoding="ascii", errors="replace") as told:
            self.operations.extend(self._follower.operations(told))
        trace.unlink()


def recorded(
    root: Path, day: Sequence[Typed], sort: str, profile: str = "", colleague: str = ""
) -> Run:
    """Found an office below *root*, type *day* there, and return what that did.

    Founding, the first command and the last are processes of their own; all others
    are typed in one.  *profile* breaks what a confirmed step rests on; with a
    *colleague* somebody else has the office open meanwhile.
    """
    recorder = Recorder(root)
    place = founded(root, sort, recorder.run, profile)
    lines = [one.line() for one in day]
    around = {**place.surroundings, "TORTURE_COLLEAGUE": colleague}
    for first, part in ((0, lines[:1]), (1, lines[1:-1]), (len(day) - 1, lines[-1:])):
        recorder.run(typing(place.site, part, first), b"", around)
    return Run(tuple(recorder.operations), place, recorder.before, tuple(lines))


def cut(
    run: Run, folder: Path, seed: int, most: int, until: Collection[str] = ()
) -> Figures:
    """Look at up to *most* images of a run, each laid out in *folder*."""
    place = run.place
    judge = Judge(place.database, place.opener, place.settings)
    small = small_files(run)
    search = Search(run.lines, PASSPHRASE) if place.is_encrypted else None

    def faults(image: Image) -> Iterator[Fault]:
        yield from _faults(image, folder, judge, small)
        if search is not None:
            yield from search.faults(image.files)

    return looked_at(run, faults, seed, most, until)


def looked_at(
    run: Run,
    faults: Callable[[Image], Iterable[Fault]],
    seed: int,
    most: int,
    until: Collection[str] = (),
) -> Figures:
    """Return what *faults* finds in up to *most* images of a run.

    Where each sort of fault in *until* has been found, that is enough.
    """
    figures = Figures()
    for image in islice(images(run.before, run.operations, Random(seed)), most):
        figures = figures.and_(image, list(faults(image)))
        if until and set(until) <= set(figures.faults):
            break
    return figures


def laid_out(files: Files, folder: Path) -> Path:
    """Lay out the database of an image, and what was beside it; return where."""
    for end in BESIDE:
        content, place = files.get(DATABASE + end), folder / f"office.db{end}"
        place.unlink(missing_ok=True)
        if content is not None:
            place.write_bytes(content)
    return folder / "office.db"


def lay_out(files: Files, place: Place) -> None:
    """Make the root of *place* hold *files* and nothing else."""
    shutil.rmtree(place.root)
    place.root.mkdir(mode=0o700)
    for path, content in sorted(files.items()):
        where = place.root / path
        if content is None:
            where.mkdir(mode=0o700)
        else:
            where.touch(mode=0o600)
            where.write_bytes(content)


def files_below(root: Path) -> Files:
    """Return what is kept below *root*, where that is there."""
    return {
        str(one.relative_to(root)): None if one.is_dir() else one.read_bytes()
        for one in sorted(root.rglob("*"))
        if not one.name.endswith(NOT_KEPT)
    }


def small_files(run: Run) -> list[Files]:
    """Return what is there beside the database, after so many answers as its place."""
    disk = run.before
    found = [_small(disk)]
    for operation in run.operations:
        disk = disk.after(operation)
        if isinstance(operation, Said):
            found.append(_small(disk))
    return found


def lost_small(image: Image, small: Sequence[Files]) -> Iterator[Fault]:
    """Yield a file beside the database that is not as it was when last confirmed."""
    after = small[len(image.said) :]
    for path, content in after[0].items():
        if image.files.get(path, b"") not in [files.get(path) for files in after]:
            yield Fault(LOST, f"{path} ({len(content or b'')} bytes)")
            return


def _faults(
    image: Image, folder: Path, judge: Judge, small: Sequence[Files]
) -> Iterator[Fault]:
    if not any('"founded"' in one for one in image.said):
        return  # nothing was promised yet
    lost = list(lost_small(image, small))
    yield from lost
    if not lost:
        confirmed = [one for text in image.said for one in confirmed_in(text)]
        yield from judge.faults(laid_out(image.files, folder), confirmed)


def _small(disk: Disk) -> Files:
    return {
        path: content
        for path, content in disk.image(disk.pending).items()
        if not path.startswith((DATABASE, *ELSEWHERE)) and content is not None
    }
