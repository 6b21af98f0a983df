"""What is put back when a plugin has been asked: the process, as it was before.

A plugin that prints, or leaves a setting of the whole process behind, would change
what is told, where things are read, or what sums come to.  This mends accidents and
clumsiness; code that means harm runs in our process and can do what the user can.
"""

from __future__ import annotations

import decimal
import locale
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from io import BufferedWriter, RawIOBase, StringIO, TextIOWrapper

Undo = Callable[[], object]

# What a plugin prints while it is asked is for whoever writes plugins; more than this
# is noise.
MOST_PRINTED = 10_000

# What somebody who has had enough of it sends.
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def untouched() -> Iterator[None]:
    """Put back whatever of the process is changed inside; let nothing be printed.

    What is printed goes to the error stream, harmless and not without end; nothing
    can be read from the keyboard.
    """
    with warnings.catch_warnings(), _put_back_after((*OF_A_HOOK, *OF_A_RULE)):
        yield


def undisturbed() -> AbstractContextManager[None]:
    """Put back what a rule could change by accident, at a price that rules can pay."""
    return _put_back_after(OF_A_RULE)


@contextmanager
def _put_back_after(kept: Iterable[Callable[[], Undo]]) -> Iterator[None]:
    undoing: list[Undo] = []
    try:
        undoing.extend(one() for one in kept)
        yield
    finally:
        _put_back(undoing)


def _put_back(undoing: list[Undo]) -> None:
    """Put back the last thing first; what cannot be put back keeps no other from it."""
    if undoing:
        try:
            undoing.pop()()
        except Exception:  # noqa: BLE001 - whatever it is, the rest comes next
            pass
        finally:
            _put_back(undoing)


def _streams() -> Undo:
    before = sys.stdin, sys.stdout, sys.stderr
    aside = TextIOWrapper(BufferedWriter(_Aside()), "utf-8", "replace")
    sys.stdin, sys.stdout, sys.stderr = StringIO(), aside, aside

    def undo() -> None:
        sys.stdin, sys.stdout, sys.stderr = before
        aside.flush()
        aside.detach()

    return undo


def _folder() -> Undo:
    try:
        before = os.getcwd()  # noqa: PTH109 - a path would be made of it for nothing
    except OSError:  # it is gone
        return _nothing
    return lambda: os.chdir(before)


def _environment() -> Undo:
    environment = os.environ
    # As it stands there: to decode every variable takes longer than most plugins.
    stored: dict[str, str] = vars(environment)["_data"]
    before = stored.copy()

    def undo() -> None:
        os.environ = environment  # noqa: B003 - the same one as before
        if stored != before:
            for name in stored.keys() - before.keys():
                del environment[environment.decodekey(name)]
            for name, value in before.items():
                if stored.get(name) != value:
                    word = environment.decodekey(name)
                    environment[word] = environment.decodevalue(value)

    return undo


def _mask() -> Undo:
    before = os.umask(0o077)
    os.umask(before)
    return lambda: os.umask(before)


def _signals() -> Undo:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    blocked: set[int] | None = None
    if hasattr(signal, "pthread_sigmask"):
        blocked = set(signal.pthread_sigmask(signal.SIG_BLOCK, ()))

    def undo() -> None:
        for number, handler in before.items():
            if handler is not None and signal.getsignal(number) is not handler:
                with suppress(ValueError, OSError):  # not the main thread
                    signal.signal(number, handler)
        if blocked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)

    return undo


def _locale() -> Undo:
    before = locale.setlocale(locale.LC_ALL)

    def undo() -> None:
        if locale.setlocale(locale.LC_ALL) != before:
            locale.setlocale(locale.LC_ALL, before)

    return undo


def _sums() -> Undo:
    """Count in a copy of the context of decimal numbers: another would round."""
    before = decimal.getcontext()
    decimal.setcontext(before.copy())
    return lambda: decimal.setcontext(before)


def _interpreter() -> Undo:
    depth, seeing = sys.getrecursionlimit(), sys.excepthook
    tracing, profiling = sys.gettrace(), sys.getprofile()

    def undo() -> None:
        if sys.getrecursionlimit() != depth:
            sys.setrecursionlimit(depth)
        sys.excepthook = seeing
        if sys.gettrace() is not tracing:
            sys.settrace(tracing)
        if sys.getprofile() is not profiling:
            sys.setprofile(profiling)

    return undo


def _nothing() -> None:
    """Put nothing back."""


# The streams are put back first, so that nothing that fails later goes unseen.
OF_A_HOOK: tuple[Callable[[], Undo], ...] = (_interpreter, _locale, _signals, _mask)
OF_A_RULE: tuple[Callable[[], Undo], ...] = (_sums, _environment, _folder, _streams)


class _Aside(RawIOBase):
    """Send what is printed to the error stream: so much of it, and harmless."""

    def __init__(self) -> None:
        self._left = MOST_PRINTED
        self._beside = sys.stderr

    def writable(self) -> bool:
        return True

    def write(self, printed: object) -> int:
        text = bytes(memoryview(printed)).decode("utf-8", "replace")  # type: ignore[arg-type]
        told, self._left = text[: self._left], max(0, self._left - len(text))
        if told and self._beside is not None:
            seen = (
                one if one.isprintable() or one == "\n" else "\ufffd" for one in told
            )
            self._beside.write("".join(seen))
        return len(memoryview(printed))  # type: ignore[arg-type]
