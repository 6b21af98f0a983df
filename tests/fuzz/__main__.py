"""``python -m tests.fuzz [--minutes 5] [--seed N] [--reader NAME]``: look for more.

The time is shared by all readers.  What is found is written beside the corpus, so that
it can be tried again, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import sys
from pathlib import Path

from tests.fuzz.engine import fuzz
from tests.fuzz.readers import CORPUS, targets

MEMORY = 256 * 1024 * 1024


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument(
        "--seed", type=int, default=random.SystemRandom().getrandbits(32)
    )
    parser.add_argument("--reader")
    asked = parser.parse_args()
    chosen = [one for one in targets() if asked.reader in (None, one.name)]
    if not chosen:
        parser.error(
            f"no reader {asked.reader}: {', '.join(t.name for t in targets())}"
        )
    _bound_memory()
    found = 0
    for one in chosen:
        report = fuzz(one, asked.seed, seconds=asked.minutes * 60 / len(chosen))
        sys.stdout.write(f"{report}\n")
        sys.stdout.flush()
        if report.finding is not None:
            found += 1
            data = report.finding.data
            file = CORPUS / one.name / f"found-{hashlib.sha256(data).hexdigest()[:12]}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            sys.stdout.write(f"written to {file}\n")
    return 1 if found else 0


def _bound_memory() -> None:
    """Let readers have so much more than what is loaded already, and no more."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    sys.exit(main())
