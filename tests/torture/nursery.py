"""Processes that type, quickly made and mercilessly ended.

    python -m tests.torture.nursery

A process that has loaded everything waits here and forks for each request, so that
one that types costs milliseconds; it runs the real command line, by
`migcase.cli.main()`.  Requests and answers are lines of JSON.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from threading import Timer
from typing import Any, NoReturn

from attrs import frozen

import migcase.cli
import migcase.keeping.seal
import migcase.office
from tests.torture import typist

# A command that changes nothing.
WARMING = ("list", "--as", "amina", "--json", "--lang", "en")
# For how many seconds one command may take.
PATIENCE = 60.0


@frozen
class Ended:
    """How a process ended, and what it had printed; a signal is a negative *code*."""

    code: int
    out: str
    err: str


class Nursery:
    """A process that forks one after another for whoever holds this."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._folder = folder

    def begin(
        self, lines: Sequence[Sequence[str]], first: int = 0, *, waits: bool = False
    ) -> int:
        """Begin to type *lines*; return the number of the process that does.

        One that *waits* stops before the first, until it is sent SIGCONT.
        """
        return self._ask({"lines": lines, "first": first, "waits": waits})

    def ended(self, process: int) -> Ended:
        """Wait for a process, and return how it ended; one that hangs is killed."""
        watch = Timer(PATIENCE, os.kill, (process, signal.SIGKILL))
        watch.start()
        code = self._ask({"end": process})
        watch.cancel()
        return Ended(
            code, *((self._folder / name).read_text() for name in ("out", "err"))
        )

    def printed(self) -> str:
        """Return what the process that was begun last has printed by now."""
        return (self._folder / "out").read_text()

    def _ask(self, request: Mapping[str, object]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(request), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


@contextmanager
def nursery(surroundings: Mapping[str, str], folder: Path) -> Iterator[Nursery]:
    """Keep a nursery for as long as it is used; what is printed goes into *folder*.

    What they read, where they read anything, is in its file ``in``.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.nursery", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=dict(surroundings),
    ) as process:
        try:
            yield Nursery(process, folder)
        finally:
            process.kill()


def main() -> None:
    """Fork for each request until there are no more."""
    folder = Path(sys.argv[1])
    if os.environ.get("TORTURE_PROFILE"):
        typist.spoil(os.environ["TORTURE_PROFILE"])
    _load()
    for line in sys.stdin:
        request = json.loads(line)
        if "end" in request:
            _, status = os.waitpid(request["end"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            # Before there is anybody to kill: what was printed is nobody else's.
            printed = [_emptied(folder / name) for name in ("out", "err")]
            answer = os.fork() or _type(request, folder, printed)
            for file in printed:
                os.close(file)
            if request["waits"]:
                os.waitpid(answer, os.WUNTRACED)
        print(answer, flush=True)


def _load() -> None:
    """Import all that commands import late, and have forks share it."""
    for floor in (migcase.cli, migcase.keeping, migcase.keeping.seal, migcase.office):
        for room in pkgutil.iter_modules(floor.__path__, f"{floor.__name__}."):
            with suppress(ModuleNotFoundError):  # the driver of a server is an extra
                importlib.import_module(room.name)
    importlib.import_module("cattrs")
    # What is read once and remembered: words, plugins, statements.
    with (
        Path(os.devnull).open("w") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        typist.typed(WARMING, typist.at(0))
    gc.collect()
    gc.freeze()


def _emptied(file: Path) -> int:
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _type(request: Mapping[str, Any], folder: Path, printed: Sequence[int]) -> NoReturn:
    """Type what is asked for, and never return."""
    code = 70
    try:
        for number, file in enumerate(printed, start=1):
            os.dup2(file, number)
        if (folder / "in").exists():
            os.dup2(os.open(folder / "in", os.O_RDONLY), 0)
        if request["waits"]:
            os.kill(os.getpid(), signal.SIGSTOP)
        code = _typed(request["lines"], request["first"])
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        os._exit(code)


def _typed(lines: Sequence[Sequence[str]], first: int) -> int:
    """Type *lines* up to the first that fails; return its code, 0 if none did."""
    places = enumerate(lines, first)
    codes = (typist.typed(words, typist.at(place)) for place, words in places)
    return next(filter(None, codes), 0)


if __name__ == "__main__":
    main()
