"""Where in a plugin's file something was declared.

A fault in a declaration is only useful with its line.  Nothing else is remembered
of the plugin's code.
"""

from __future__ import annotations

import sys
from pathlib import PurePath

from attrs import frozen

_OUR_OWN = ("migcase.programme", "attr", "attrs")


@frozen(eq=False)
class Place:
    """A line of a file; it is no part of what a declaration says."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{PurePath(self.file).name}:{self.line}" if self.file else ""


def place_of_declaration() -> Place:
    """Return the line outside the language that is being executed."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        module = frame.f_globals.get("__name__", "")
        generated = frame.f_code.co_filename.startswith("<attrs")
        if not generated and not module.startswith(_OUR_OWN):
            return Place(frame.f_code.co_filename, frame.f_lineno)
        frame = frame.f_back
    return Place()
