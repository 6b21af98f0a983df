"""Whole processes: what a person waits for who types one command."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.stopwatch import Lap, table

MIGCASE = (sys.executable, "-m", "migcase")


def processes(folder: Path, rounds: int) -> Iterator[str]:
    """Yield the lines that tell what commands cost as whole processes."""
    environment = {**os.environ, "MIGCASE_OFFICE": str(folder / "office")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    hats = "reception,counsellor,case-manager"
    _run(
        (*MIGCASE, "init", "--plain", "--code", "MA", "--user", f"amina:{hats}"),
        environment,
    )
    _run((*MIGCASE, "open", "avrr"), environment)
    commands: tuple[tuple[str, Sequence[str]], ...] = (
        ("python -c pass", (sys.executable, "-c", "pass")),
        ("import sqlalchemy", (sys.executable, "-c", "import sqlalchemy")),
        ("import migcase", (sys.executable, "-c", "import migcase")),
        ("migcase --version", (*MIGCASE, "--version")),
        ("migcase --help", (*MIGCASE, "--help")),
        ("migcase agenda", (*MIGCASE, "agenda")),
    )
    laps = {name: [] for name, _ in commands}  # type: dict[str, list[Lap]]
    for _ in range(rounds):  # in turns, so that a busy minute meets them all
        for name, words in commands:
            laps[name].append(_run(words, environment))
    bare = _median(laps["python -c pass"])
    rows = []
    for name, _ in commands:
        cost = _median(laps[name])
        rows.append((name, cost.cpu, cost.cpu - bare.cpu, cost.wall))
    yield "Whole processes (ms)"
    yield table(("", "CPU", "above bare", "wall"), rows)


def _run(words: Sequence[str], environment: dict[str, str]) -> Lap:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, env=environment, check=True, capture_output=True)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return Lap((user + system) * 1000, wall * 1000)


def _median(laps: list[Lap]) -> Lap:
    return Lap(
        statistics.median(one.cpu for one in laps),
        statistics.median(one.wall for one in laps),
    )
