"""Several processes look at a large office, each at some of its cases at a time.

Python computes on one core, and checking a signature takes as long as reading a dozen
entries.  So for each core a process is started (`verify_room`) that opens the file by
itself.  The key goes to it over a pipe, as does which cases to look at next; what one
cannot tell, whoever asked looks at.
"""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Self

from attrs import astuple, field, frozen

from migcase.keeping.proof import Opening, Proof, Stretch
from migcase.keeping.seal.hands import Public
from migcase.keeping.verify_chains import Looked

# With fewer stretches, about 200,000 entries, or 50,000 where all signatures are
# checked, it costs more to start processes than they save.
FROM, FROM_SIGNED = 20, 5
MOST = 8
_COMMAND = (sys.executable, "-I", "-m", "migcase.keeping.verify_room")
_NEEDED = ("SYSTEMROOT", "PATH")


@frozen
class Order:
    """What a process must know to look at cases.

    *known* are keys known besides the office's log, None where there are no signatures
    to check; *full* is whether to check those that a head stands for.
    """

    opening: Opening
    known: tuple[Public, ...] | None
    full: bool

    @property
    def worth_from(self) -> int:
        """From how many stretches on it is worth starting processes."""
        return FROM_SIGNED if self.full and self.known is not None else FROM

    def to_line(self) -> str:
        """Return all of it in one line, which holds the key of the file."""
        key, known = self.opening.key, self.known
        keys = [_as_text(one) for one in known] if known is not None else None
        told = [self.opening.place, key and key.hex(), keys, self.full]
        return json.dumps(told)

    @classmethod
    def of_line(cls, line: str) -> Self:
        """Return what `to_line` gave as *line*."""
        place, key, keys, full = json.loads(line)
        known = None if keys is None else tuple(_of_text(*one) for one in keys)
        return cls(Opening(place, key and bytes.fromhex(key)), known, full)


@frozen
class Shared:
    """What came of looking so far, and what is *left* to look at."""

    left: deque[Stretch]
    looked: list[Looked] = field(factory=list)


def order_for(
    proof: Proof, known: tuple[Public, ...] | None, *, full: bool
) -> Order | None:
    """Return what to tell other processes, None where none could see the rows."""
    opening = proof.opening
    return None if opening is None else Order(opening, known, full)


@contextmanager
def helped(order: Order | None, stretches: Sequence[Stretch]) -> Iterator[Shared]:
    """Have processes look at *stretches* until the end of the block, if it is worth it.

    What is left then, everything where there was no *order*, is for whoever asked.
    """
    shared = Shared(deque(stretches))
    processes = min(os.cpu_count() or 1, MOST, len(stretches))
    if order is None or len(stretches) < order.worth_from or processes < 2:
        yield shared
        return
    # Only a large office needs threads and processes.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(processes) as pool:
        for _ in range(processes):
            pool.submit(_ask, order, shared)
        try:
            yield shared
        except BaseException:
            shared.left.clear()
            raise


def _ask(order: Order, shared: Shared) -> None:
    """Ask a process of its own about one stretch after another; stop if it fails."""
    import subprocess

    surroundings = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    with (
        suppress(OSError),
        subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            encoding="ascii",
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{order.to_line()}\n")
        while True:
            try:
                stretch = shared.left.popleft()
            except IndexError:
                return
            try:
                process.stdin.write(f"{json.dumps(stretch)}\n")
                process.stdin.flush()
                answer = process.stdout.readline()
                cases, entries, signed, doubtful = json.loads(answer)
            except (OSError, ValueError):
                shared.left.append(stretch)
                return
            looked = Looked(cases, entries, signed, tuple(doubtful))
            shared.looked.append(looked)


def _as_text(public: Public) -> tuple[str, str, str]:
    name, verifies, receives = astuple(public)
    return name, verifies.hex(), receives.hex()


def _of_text(name: str, verifies: str, receives: str) -> Public:
    return Public(name, bytes.fromhex(verifies), bytes.fromhex(receives))
