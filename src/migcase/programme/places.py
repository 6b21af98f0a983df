"""Where in a plugin's file something was declared.

A fault in a declaration is only useful with its line.  Nothing else is remembered
of the plugin's code.
"""

from __future__ import annotations

import sys
from types import FrameType

from attrs import frozen

_OUR_OWN = "migcase.programme."


@frozen(eq=False)
class Place:
    """A line of a file; it is no part of what a declaration says."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        name = self.file.replace("\\", "/").rpartition("/")[2]
        return f"{name}:{self.line}" if self.line else name


def place_of_declaration() -> Place:
    """Return the line outside the language that is being executed."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001  # inspect's is slower
    while frame is not None:
        ours = frame.f_globals.get("__name__", "").startswith(_OUR_OWN)
        if not ours and not frame.f_code.co_filename.startswith("<attrs"):
            return Place(frame.f_code.co_filename, frame.f_lineno)
        frame = frame.f_back
    return Place()
