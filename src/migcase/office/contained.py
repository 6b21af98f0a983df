"""A plugin is called in here, and what it raises, prints or changes stays in here.

Two things come out: what the plugin returned, with how long it took, and somebody at
the keyboard who has had enough of it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from typing import TypeVar

from migcase.office.plugin_faults import Name
from migcase.office.untouched import untouched

R = TypeVar("R")


class Raised(Exception):
    """A plugin raised *error*."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


class Stopped(KeyboardInterrupt):
    """Somebody at the keyboard stopped a plugin while it was asked.

    *doing* is the hook, or ``import``; *recorded* tells whether what was to be
    written had been written before.
    """

    def __init__(self, name: Name, doing: str, *, recorded: bool = False) -> None:
        super().__init__()
        self.name = name
        self.doing = doing
        self.recorded = recorded


def contained(name: Name, doing: str, call: Callable[[], R]) -> tuple[R, float]:
    """Return what *call* returns, and for how many seconds it was gone.

    Raise `Raised` for whatever it raises, `SystemExit` and what is no exception
    included; but `Stopped` for a keyboard interrupt, because that is somebody at the
    keyboard, or cannot be told from it.
    """
    began = perf_counter()
    try:
        with untouched():
            answer = call()
    except KeyboardInterrupt as error:
        raise Stopped(name, doing) from error
    except BaseException as error:  # noqa: BLE001 - whatever it is, it stays in here
        # What it had in its hands may be all the memory there is.
        with suppress(Exception):
            traceback.clear_frames(error.__traceback__)
        raise Raised(error) from None
    return answer, perf_counter() - began
