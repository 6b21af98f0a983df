"""A seed that is printed, and a fast place for images."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom

import pytest

from tests.torture.plan import MEMORY
from tests.torture.tracing import STRACE


@pytest.fixture(scope="session")
def seed() -> int:
    """The number from which all chance comes: TORTURE_SEED, else another each time."""
    chosen = int(os.environ.get("TORTURE_SEED") or SystemRandom().randrange(10**9))
    print(f"seed={chosen} (to repeat it: TORTURE_SEED={chosen})")
    return chosen


@pytest.fixture(scope="session")
def strace() -> None:
    """Skip where strace is missing; with `make torture-ci` that is an error."""
    if STRACE is None:
        if os.environ.get("TORTURE_IN_EARNEST"):
            pytest.fail("strace is not installed: apt-get install strace")
        pytest.skip("strace is not installed (Linux: apt-get install strace)")


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    """A folder in memory, where there is such a place: thousands of files come by."""
    within = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="migcase-torture-", dir=within) as name:
        yield Path(name)
