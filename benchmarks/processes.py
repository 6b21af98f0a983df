"""Whole processes: what a person waits for who types one command."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.stopwatch import Lap, table

Surroundings = dict[str, str]

MIGCASE = (sys.executable, "-m", "migcase")
BARE = "python -c pass"


def processes(folder: Path, rounds: int) -> Iterator[str]:
    """Yield the lines that tell what commands cost as whole processes."""
    with TemporaryDirectory(prefix="mp-") as short:  # the path of a socket is short
        plain = _surroundings(folder, "plain", short)
        closed = _surroundings(folder, "closed", short)
        hats = "amina:reception,counsellor,case-manager"
        found = (*MIGCASE, "init", "--code", "MA", "--user", hats)
        _run((*found, "--plain"), plain)
        _told(found, closed)
        _told((*MIGCASE, "unlock"), closed)
        try:
            yield from _measured(plain, closed, rounds)
        finally:
            _run((*MIGCASE, "lock"), closed)


def _measured(plain: Surroundings, closed: Surroundings, rounds: int) -> Iterator[str]:
    python, migcase = (sys.executable, "-c"), MIGCASE
    nobody: tuple[tuple[str, Sequence[str]], ...] = (
        (BARE, (*python, "pass")),
        ("import sqlalchemy", (*python, "import sqlalchemy")),
        ("import migcase", (*python, "import migcase")),
        ("migcase --version", (*migcase, "--version")),
        ("migcase --help", (*migcase, "--help")),
    )
    case, same = _opened(plain), _opened(closed)
    assert case == same
    daily: tuple[tuple[str, Sequence[str]], ...] = (
        ("migcase list", (*migcase, "list")),
        ("migcase agenda", (*migcase, "agenda")),
        ("migcase show", (*migcase, "show", case)),
        ("migcase why", (*migcase, "why", case, "call-back")),
        ("migcase open", (*migcase, "open", "avrr")),
    )
    kinds = [(name, "", words, plain) for name, words in nobody]
    for name, words in daily:
        kinds.append((name, "plain", words, plain))
        kinds.append((name, "encrypted", words, closed))
    laps: dict[tuple[str, str], list[Lap]] = {one[:2]: [] for one in kinds}
    for _ in range(rounds):  # in turns, so that a busy minute meets them all
        for name, kind, words, surroundings in kinds:
            laps[name, kind].append(_run(words, surroundings))
    bare = _median(laps[BARE, ""])
    rows = []
    for name, kind, _, _ in kinds:
        cost = _median(laps[name, kind])
        above = cost.cpu - bare.cpu
        ratio = cost.cpu / bare.cpu
        rows.append((f"{name} {kind}".strip(), cost.cpu, above, ratio, cost.wall))
    yield "Whole processes (ms)"
    yield table(("", "CPU", "above bare", "times bare", "wall"), rows)


def _surroundings(folder: Path, name: str, short: str) -> Surroundings:
    known = {
        **os.environ,
        "MIGCASE_OFFICE": str(folder / name),
        "MIGCASE_STATE": str(folder / "state"),
        "MIGCASE_USER": "amina",
        "XDG_RUNTIME_DIR": short,
    }
    known.pop("PYTHONDONTWRITEBYTECODE", None)
    return known


def _told(words: Sequence[str], surroundings: Surroundings) -> None:
    """Run what asks for a passphrase, and for a new one twice."""
    reading, writing = os.pipe()
    os.write(writing, b"the gate of the garden is green\n" * 2)
    os.close(writing)
    subprocess.run(
        (*words, "--unlock-fd", str(reading)),
        env=surroundings,
        check=True,
        capture_output=True,
        pass_fds=(reading,),
    )
    os.close(reading)


def _opened(surroundings: Surroundings) -> str:
    """Open two cases; return the number of the second."""
    words = (*MIGCASE, "open", "avrr", "--json")
    subprocess.run(words, env=surroundings, check=True, capture_output=True)
    done = subprocess.run(words, env=surroundings, check=True, capture_output=True)
    return str(json.loads(done.stdout)["case"])


def _run(words: Sequence[str], surroundings: Surroundings) -> Lap:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, env=surroundings, check=True, capture_output=True)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return Lap((user + system) * 1000, wall * 1000)


def _median(laps: list[Lap]) -> Lap:
    return Lap(
        statistics.median(one.cpu for one in laps),
        statistics.median(one.wall for one in laps),
    )
