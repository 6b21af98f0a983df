"""What must be true of an office whose power was cut while somebody was erased.

What is not erased is whole, and every proof holds.  Whoever is erased is so wholly, or
not yet; once it was confirmed they are.  Whoever opens the office next, or types the
same command again, brings it to an end; and then a thief finds nothing more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

from attrs import evolve

from migcase.errors import MigcaseError
from migcase.keeping.seal import epochs
from migcase.office.verifying import examine
from migcase.roster.events import ErasureDone
from tests.torture.canaries import Search
from tests.torture.coming_in import held_by, opened, unlocked
from tests.torture.disk import Files, Operation, Said
from tests.torture.images import Image
from tests.torture.judge import (
    DAMAGED,
    LOST,
    TORN,
    Fault,
    Held,
    Judge,
    confirmed_in,
    held_in,
)
from tests.torture.nursery import Ended, Nursery, nursery
from tests.torture.offices import PASSPHRASE, state_of
from tests.torture.power import (
    Figures,
    files_below,
    lay_out,
    looked_at,
    lost_small,
    small_files,
)
from tests.torture.staff_day import ERASED, StaffDay, recorded_staff_day
from tests.torture.thief import ROWS, SECRET, Thief

# What is wrong with what comes after the cut.
STUCK = "stuck"
# How a command ends that is refused.
REFUSED = 5


def cut_staff_day(
    root: Path,
    seed: int,
    most: int,
    profile: str = "",
    colleague: str = "",
    until: Collection[str] = (),
) -> Figures:
    """Record the day in an office below *root*, and look at up to *most* images of it.

    Raise unless a thief finds what they look for where nothing was erased.
    """
    day = recorded_staff_day(root, profile, colleague)
    folder = root.parent / f"{root.name}-typed"
    folder.mkdir()
    with nursery(day.run.place.surroundings, folder) as typists:
        aftermath = Aftermath(day, typists)
        aftermath.check_thief()
        return looked_at(day.run, aftermath.faults, seed, most, until)


class Aftermath:
    """Looks at images of a day on which somebody was erased, and goes on in them."""

    def __init__(self, day: StaffDay, typists: Nursery) -> None:
        """Learn what was typed; *typists* go on in the place of the day."""
        self._day, self._place, self._typists = day, day.run.place, typists
        self._search = Search(day.run.lines, PASSPHRASE)
        self._before = day.run.before.image(())
        self._small = [_in_office(one) for one in small_files(day.run)]
        lay_out(self._before, self._place)
        before = held_by(self._place)
        keys = unlocked(self._place)
        self._thief = Thief.of(self._place.database, keys, ERASED)
        self._logged = list(self._logs())
        self._there = list(before.as_confirmed())
        self._judge = Judge(
            self._place.database,
            self._place.opener,
            self._place.settings,
            _together(before, held_by(self._place)),
        )

    def faults(self, image: Image) -> Iterator[Fault]:
        """Yield what is wrong in *image*, and with how it goes on from there."""
        yield from self._search.faults(image.files)
        yield from lost_small(evolve(image, files=_in_office(image.files)), self._small)
        is_confirmed = any('"erased"' in one for one in image.said)
        if is_confirmed:
            yield from self._thief.finds(image.files)
        lay_out(image.files, self._place)
        logged = self._logged[len(image.said)]
        yield from self._opened(image.said, logged, must_be_gone=is_confirmed)
        if self._day.asks <= len(image.said) <= self._day.ends:
            lay_out(image.files, self._place)
            yield from self._typed_on(image)

    def check_thief(self) -> None:
        """Raise unless the thief finds the secret and the rows before the erasure."""
        found = {one.text.partition(",")[0] for one in self._thief.finds(self._before)}
        if found != {SECRET, ROWS}:
            raise AssertionError(f"the thief found {found or 'nothing'}")

    def _opened(
        self, said: Sequence[str], logged: int | None, *, must_be_gone: bool
    ) -> Iterator[Fault]:
        """Open the office as whoever comes next, and look at what is there."""
        typed = [one for text in said for one in confirmed_in(text)]
        confirmed = [*self._there, *typed]
        try:
            with closing(opened(self._place)) as register:
                held = held_in(register)
                yield from self._judge.faults_in(register, held, confirmed, logged)
                office = unlocked(self._place).office
                for flaw in examine(register, office, (), full=True).flaws:
                    yield Fault(TORN, f"it does not prove itself: {flaw}")
        except MigcaseError as error:
            yield Fault(DAMAGED, f"{type(error).__name__}: {error}")
            return
        yield from self._whole_or_gone(held, must_be_gone=must_be_gone)

    def _whole_or_gone(self, held: Held, *, must_be_gone: bool) -> Iterator[Fault]:
        is_done = any(isinstance(one.event, ErasureDone) for one in held.log)
        if held.gone != (frozenset(ERASED) if is_done else frozenset()):
            yield Fault(TORN, f"{sorted(held.gone)} is gone, and done is {is_done}")
        if must_be_gone and not is_done:
            yield Fault(LOST, "the erasure")
        if is_done:
            yield from self._thief.finds(files_below(self._place.root))
            with state_of(self._place.root):
                keys = unlocked(self._place)
                if epochs.kept(keys.office) != (keys.epoch,):
                    yield Fault(STUCK, f"kept are {epochs.kept(keys.office)}")

    def _typed_on(self, image: Image) -> Iterator[Fault]:
        """Have the rest of the day typed, the command that was cut off again."""
        at = len(image.said)
        lines = self._day.lines[at : self._day.ends + 1]
        ended = self._typed(lines, at)
        is_first = ended.out.count('"migcase"') == 1
        if ended.code == REFUSED and is_first and len(lines) > 1:
            # It was recorded when the power went, and is not to be done twice.
            ended = self._typed(lines[1:], at + 1)
        if ended.code:
            yield Fault(STUCK, f"{lines[0][:3]}: {ended.code} {ended.err}")
        yield from self._opened(image.said, None, must_be_gone=True)

    def _typed(self, lines: Sequence[Sequence[str]], at: int) -> Ended:
        return self._typists.ended(self._typists.begin(lines, self._day.first + at))

    def _logs(self) -> Iterator[int]:
        """Yield how long the office's log is before the first answer, at each, ..."""
        disk = self._day.run.before
        start: list[Operation] = [Said("")]
        for operation in chain(start, self._day.run.operations):
            disk = disk.after(operation)
            if isinstance(operation, Said):
                lay_out(disk.image(disk.pending), self._place)
                yield len(held_by(self._place).log)


def _together(before: Held, after: Held) -> Held:
    """Return all that was ever typed, of what was erased since too."""
    return Held(
        {**before.entries, **after.entries},
        {**before.versions, **after.versions},
        after.log,
    )


def _in_office(files: Files) -> Files:
    """Return those of *files* that stay as they are when secrets come and go."""
    return {path: one for path, one in files.items() if path.startswith("office/")}
