"""Replay real logs through an office on SQLite, and tell what it refused.

python -m examples.replay FOLDER [--log fines] [--cases 200]
python -m examples.replay another.csv --log fines
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve, frozen

from examples.replay.log import EmptyLog, Row, in_order, read
from examples.replay.logs import LOGS, Log
from examples.replay.printing import figures, read_back, refusals
from examples.replay.reading_back import contradicted, differing, facts_beside
from examples.replay.replaying import Replayed, replay_log
from migcase import MigcaseError
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_sqlite import Synchronous

STEP = 5_000


@frozen
class Wish:
    """What was asked for on the command line."""

    folder: Path
    logs: tuple[Log, ...]
    cases: int | None
    together: int
    synchronous: Synchronous


def main(given: Sequence[str] | None = None) -> int:
    """Replay what *given* asks for; return 0 if every file reads back as sent."""
    wish = _wish(given)
    if not wish.folder.is_dir():
        told = (
            f"There is no folder {wish.folder}: name the one with the logs, or one log "
            "and, with --log, its kind."
        )
        print(told, file=sys.stderr)
        return 2
    facts = facts_beside(wish.folder)
    print(_how(wish))
    try:
        good = [_replayed(log, wish, facts) for log in wish.logs]
    except MigcaseError as error:
        print(error, file=sys.stderr)
        return 2
    return 0 if all(good) else 1


def first_cases(rows: Sequence[Row], cases: int | None) -> list[Row]:
    """Return the rows of the *cases* that begin first, or of all."""
    began = dict.fromkeys(row.case for row in rows)
    wanted = set(list(began)[:cases])
    return [row for row in rows if row.case in wanted]


def _replayed(
    log: Log, wish: Wish, facts: Mapping[str, Mapping[str, object]] | None
) -> bool:
    """Replay one log, print what came of it, and tell whether it reads back."""
    rows = first_cases(in_order(read(wish.folder / log.file)), wish.cases)
    if not rows:
        raise EmptyLog({"file": log.file})
    with TemporaryDirectory() as folder:
        place = Path(folder) / f"{log.key}.db"
        replayed = _into(place, log, rows, wish)
        different = _from(place, replayed)
    print(f"\n{log.title}\n")
    print(*figures(replayed), read_back(different), sep="\n")
    counted = None if facts is None or wish.cases is not None else facts.get(log.file)
    wrong = () if counted is None else contradicted(rows, replayed, counted)
    if counted is not None:
        print(f"agrees with log_facts.json: {'no: ' if wrong else 'yes'}", *wrong)
    print()
    print(*refusals(replayed), sep="\n")
    return not different and not wrong


def _into(place: Path, log: Log, rows: Sequence[Row], wish: Wish) -> Replayed:
    migrate(place)
    register = SqlRegister.open(place, synchronous=wish.synchronous)
    told = 0

    def so_far(taken: int) -> None:
        nonlocal told
        if taken >= told + STEP or taken == len(rows):
            told = taken
            print(f"{log.key}: {taken} of {len(rows)} events", file=sys.stderr)

    try:
        return replay_log(log, rows, register, together=wish.together, so_far=so_far)
    finally:
        register.close()


def _from(place: Path, replayed: Replayed) -> tuple[str, ...]:
    """Return which cases differ, in a register that has never seen them."""
    register = SqlRegister.open(place)
    try:
        return differing(replayed, register)
    finally:
        register.close()


def _how(wish: Wish) -> str:
    commit = "each event is a commit"
    if wish.together > 1:
        commit = f"{wish.together} events are a commit"
    return f"Office.record on SQLite, {commit}, synchronous={wish.synchronous}."


def _wish(given: Sequence[str] | None) -> Wish:
    parser = argparse.ArgumentParser(
        prog="python -m examples.replay",
        description="Replay real logs through an office, and tell what it refused.",
    )
    parser.add_argument("folder", type=Path, help="where the logs lie, or one of them")
    parser.add_argument("--log", choices=LOGS, action="append", help="only this log")
    parser.add_argument(
        "--cases", type=_positive, help="only so many cases of each, the first ones"
    )
    parser.add_argument(
        "--together",
        type=_positive,
        default=1,
        help="how many events are one commit (1)",
    )
    parser.add_argument(
        "--synchronous",
        choices=("full", "normal"),
        default="normal",
        help="what a commit waits for, in SQLite's words (normal)",
    )
    read_from = parser.parse_args(given)
    folder, logs = read_from.folder, [LOGS[key] for key in read_from.log or LOGS]
    if len(logs) == 1 and folder.is_file():
        folder, logs = folder.parent, [evolve(logs[0], file=folder.name)]
    return Wish(
        folder,
        tuple(logs),
        read_from.cases,
        read_from.together,
        read_from.synchronous,
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("one at least")
    return number


if __name__ == "__main__":
    sys.exit(main())
