"""Measure everything in one run: ``python -m benchmarks`` (``--smoke`` for a look).

Figures of one run can be compared with each other; those of another machine or
another hour cannot.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from benchmarks.deciding import deciding
from benchmarks.people import finding
from benchmarks.processes import processes
from benchmarks.reading import agenda, replaying
from benchmarks.safekeeping import finding as finding_sealed
from benchmarks.safekeeping import protection
from benchmarks.step import opening_and_closing, steps
from benchmarks.verifying import verifying


def main() -> None:
    """Run the benchmarks and print their tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small and once")
    smoke = parser.parse_args().smoke
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lengths = (10, 100) if smoke else (10, 100, 1_000, 10_000)
        for part in (
            deciding(3 if smoke else 25),
            steps(folder, 5 if smoke else 150),
            opening_and_closing(folder, 20 if smoke else 1_000),
            replaying(folder, lengths, 3 if smoke else 25),
            agenda(folder, 500 if smoke else 100_000, 3 if smoke else 25),
            finding(folder, 500 if smoke else 50_000, 3 if smoke else 25),
            protection(folder, 3 if smoke else 100, 50 if smoke else 20_000, 5),
            finding_sealed(folder, 200 if smoke else 50_000, 5),
            verifying(folder, 2_000 if smoke else 100_000),
            processes(folder, 1 if smoke else 9),
        ):
            print()
            for line in part:
                print(line)
                sys.stdout.flush()


if __name__ == "__main__":
    main()
