"""A run of the command line that is recorded, and the power cut at every point of it.

Nothing is cut while it runs: strace writes down what was asked of the disk, and what
was printed; `images` makes of it what a disk may hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random

from attrs import field, frozen

from tests.torture.day import Typed
from tests.torture.disk import Disk, Files, Operation, Said
from tests.torture.images import Image, images
from tests.torture.judge import LOST, Fault, Judge, confirmed_in
from tests.torture.offices import BESIDE, DATABASE, Place, founded, run_well, typing
from tests.torture.tracing import Follower, traced


@frozen
class Run:
    """What was asked of the disk, and the office as it was at the end."""

    operations: tuple[Operation, ...] = field(repr=len)
    place: Place

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


def recorded(
    root: Path, day: Sequence[Typed], sort: str, profile: str = "", colleague: str = ""
) -> Run:
    """Found an office below *root*, type *day* there, and return what that did.

    Founding, the first command and the last are processes of their own; all others
    are typed in one.  *profile* breaks what a confirmed step rests on; with a
    *colleague* somebody else has the office open meanwhile.
    """
    follower, operations = Follower(root), list[Operation]()

    def run(command: Sequence[str], given: bytes, around: Mapping[str, str]) -> None:
        trace = root.parent / f"{root.name}.trace"
        run_well(traced(trace, command), given, around)
        with trace.open(encoding="ascii", errors="replace") as told:
            operations.extend(follower.operations(told))
        trace.unlink()

    place = founded(root, sort, run, profile)
    lines = [one.line() for one in day]
    around = {**place.surroundings, "TORTURE_COLLEAGUE": colleague}
    for first, part in ((0, lines[:1]), (1, lines[1:-1]), (len(day) - 1, lines[-1:])):
        run(typing(place.site, part, first), b"", around)
    return Run(tuple(operations), place)


def cut(run: Run, folder: Path, seed: int, most: int) -> Figures:
    """Look at up to *most* images of a run, each laid out in *folder*."""
    place = run.place
    judge = Judge(place.database, place.opener, place.settings)
    small = _small_files(run)
    figures = Figures()
    for image in islice(images(Disk({}, {}), run.operations, Random(seed)), most):
        figures = figures.and_(image, list(_faults(image, folder, judge, small)))
    return figures


def laid_out(files: Files, folder: Path) -> Path:
    """Lay out the database of an image, and what was beside it; return where."""
    for end in BESIDE:
        content, place = files.get(DATABASE + end), folder / f"office.db{end}"
        place.unlink(missing_ok=True)
        if content is not None:
            place.write_bytes(content)
    return folder / "office.db"


def _faults(
    image: Image, folder: Path, judge: Judge, small: Sequence[Files]
) -> Iterator[Fault]:
    if not any('"founded"' in one for one in image.said):
        return  # nothing was promised yet
    for path, content in small[len(image.said) - 1].items():
        later = [files.get(path) for files in small[len(image.said) - 1 :]]
        if image.files.get(path, b"") not in later:
            yield Fault(LOST, f"{path} ({len(content or b'')} bytes)")
            return
    confirmed = [one for text in image.said for one in confirmed_in(text)]
    yield from judge.faults(laid_out(image.files, folder), confirmed)


def _small_files(run: Run) -> list[Files]:
    """Return what was there beside the database at each answer: settings, keys."""
    disk, found = Disk({}, {}), list[Files]()
    for operation in run.operations:
        disk = disk.after(operation)
        if isinstance(operation, Said):
            files = disk.image(disk.pending)
            found.append(
                {
                    path: content
                    for path, content in files.items()
                    if not path.startswith(DATABASE) and content is not None
                }
            )
    return found
