"""One command, and each system call that it makes failing in its turn.

strace makes the call fail without its being made, or kills the process at it.  First
the command runs once undisturbed, so that it is known which calls there are.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from attrs import frozen

from tests.torture.nursery import Ended, Nursery
from tests.torture.offices import BESIDE, Place
from tests.torture.tracing import STRACE

Line = Sequence[str]
# What fails only when it is too late to say so, or is no call to a disk.
_NEVER = frozenset(
    {"brk", "mmap", "munmap", "mprotect", "mremap", "madvise", "exit_group", "futex"}
)
_FILLING = frozenset({"openat", "pwrite64", "write", "ftruncate", "mkdir"})
_SYNCING = frozenset({"fsync", "fdatasync"})
_CHANGING = _FILLING | _SYNCING | {"unlink", "unlinkat", "rename"}

EIO, FULL, SYNC, KILL = "EIO", "disk full", "no sync", "SIGKILL"

_CALL = re.compile(r"^(?:\d+ +)?(?P<name>\w+)\(")

# What a typist ends with who could type nothing.
NOT_TYPED = 70


@frozen
class Failing:
    """The *number*-th call by a *name* fails, in the way that *how* tells."""

    name: str
    number: int
    how: str

    def option(self) -> str:
        """Return it as strace is told."""
        call, number = f"inject={self.name}", self.number
        if self.how == KILL:
            return f"{call}:signal=KILL:when={number}"
        if self.how == FULL:
            # Files that are there can be opened on a full disk too.
            again = "" if self.name == "openat" else "+"
            return f"{call}:error=ENOSPC:when={number}{again}"
        if self.how == SYNC:
            return f"{call}:error=EIO:when={number}+"
        return f"{call}:error=EIO:when={number}"


# Yields what is wrong after a command ended.
Check = Callable[[Ended], Iterator[str]]


@frozen
class Swept:
    """What a sweep came to: how often a command ended how, and what was wrong."""

    ends: Counter[str]
    wrong: tuple[str, ...]
    resynced: int


def of_database(place: Place) -> frozenset[tuple[str, bytes | None]]:
    """Return what the files of a database hold, so that none is looked at twice."""
    beside = (place.database.with_name(place.database.name + end) for end in BESIDE)
    return frozenset((one.name, one.read_bytes()) for one in beside if one.exists())


def sweep(
    typists: Nursery,
    place: Place,
    line: Line,
    at: int,
    wrong: Check,
    chances: Random,
    most: int | None = None,
) -> Swept:
    """Let calls of a command fail, each or *most* of them by chance.

    It begins at what *place* holds each time.
    """
    folder = place.root.parent
    before, trace = folder / "before", folder / "trace"
    shutil.copytree(place.root, before)
    found = list(ways(typists, line, trace, at, place.root))
    chosen = chances.sample(found, min(most or len(found), len(found)))
    print(f"{line[0]}: {len(chosen)} of {len(found)} ways to fail")
    ends, faults, resynced = Counter[str](), list[str](), 0
    for failing in chosen:
        shutil.rmtree(place.root)
        shutil.copytree(before, place.root)
        ended = struck(typists, line, trace, at, failing)
        told = trace.read_text("utf-8", "replace")
        hit = [one for one in told.splitlines() if "INJECTED" in one]
        if failing.how != KILL and not any(f"{place.root}/" in one for one in hit):
            ends["elsewhere"] += 1  # this time another call came at that number
            continue
        if ended.code == NOT_TYPED and not ended.err:
            continue  # the typist itself could not begin; no command was typed
        ends[str(ended.code)] += 1
        resynced += len(syncs_after_failure(told))
        for fault in (*unclear(ended, failing), *wrong(ended)):
            faults.append(f"{failing}: {fault}; {ended.code} {ended.err}")
    return Swept(ends, tuple(faults), resynced)


def unclear(ended: Ended, failing: Failing) -> Iterator[str]:
    """Yield what is wrong with how a command told of its end."""
    if ended.code == -signal.SIGKILL and failing.how == KILL:
        return
    if not 0 <= ended.code <= 7:
        yield f"it ended with {ended.code}"
    if "Traceback" in ended.err or "did not expect" in ended.err:
        yield "an error that nobody worded"
    if ended.code and not ended.err.strip():
        yield "no error was told"


def ways(
    nursery: Nursery, line: Line, trace: Path, at: int, root: Path
) -> Iterator[Failing]:
    """Type *line* undisturbed; yield each way in which a call below *root* can fail."""
    ended = struck(nursery, line, trace, at)
    assert ended.code == 0, ended.err
    counted = Counter[str]()
    for told in trace.read_text("utf-8", "replace").splitlines():
        found = _CALL.match(told)
        if found is None:
            continue
        name = found["name"]
        counted[name] += 1
        if name not in _NEVER and f"{root}/" in told:
            for how in _hows(name, makes="O_CREAT" in told):
                yield Failing(name, counted[name], how)


def struck(
    nursery: Nursery, line: Line, trace: Path, at: int, failing: Failing | None = None
) -> Ended:
    """Type the command at place *at* while a call of it fails; return its end."""
    assert STRACE is not None
    process = nursery.begin([line], at, waits=True)
    options = ["-f", "-y", "-o", str(trace), "-p", str(process)]
    if failing is not None:
        # To write down each call takes longer than to make it.
        seen = ",".join(sorted({*_SYNCING, failing.name}))
        options += ["-e", f"trace={seen}", "-e", failing.option()]
    with subprocess.Popen(
        [STRACE, *options], stderr=subprocess.PIPE, text=True
    ) as strace:
        assert strace.stderr is not None
        for told in strace.stderr:
            if "attached" in told:
                break
        os.kill(process, signal.SIGCONT)
        return nursery.ended(process)


def syncs_after_failure(trace: str) -> list[str]:
    """Return the files that were synced again after a sync of them had failed."""
    failed, again = set[str](), list[str]()
    for line in trace.splitlines():
        found = re.search(r"f(?:data)?sync\(\d+<([^>]*)>", line)
        if found and found[1] in failed:
            again.append(found[1])
        elif found and "INJECTED" in line:
            failed.add(found[1])
    return again


def _hows(name: str, *, makes: bool) -> Iterator[str]:
    yield EIO
    if name in _CHANGING:
        yield KILL
    if name in _FILLING and (makes or name != "openat"):
        yield FULL
    if name in _SYNCING:
        yield SYNC
