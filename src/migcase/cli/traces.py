"""Where in the program an error arose: for ``--debug``, and for whoever mends it.

Types, files, lines and functions only.  What an error says may quote what somebody
typed or what stands in a case, and so do the values of variables: neither is shown.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from gettext import gettext as _
from pathlib import PurePath

from migcase.cli.output import say
from migcase.errors import MigcaseError


def tell_places(error: BaseException) -> None:
    """Say of *error*, and of those behind it, what they are and where they arose."""
    for number, one in enumerate(_chain(error)):
        kind = f"{type(one).__module__}.{type(one).__qualname__}"
        if isinstance(one, MigcaseError):
            kind += f" [{one.code}]"
        say(_("Because of {kind}").format(kind=kind) if number else kind)
        for frame in traceback.extract_tb(one.__traceback__, limit=-50):
            say(f"  {_short(frame.filename)}:{frame.lineno}, {frame.name}")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and what led to it, the last first."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        yield following
        seen.add(id(following))
        following = following.__cause__ or following.__context__


def _short(file: str) -> str:
    """Return *file* without the folders in which things are installed here."""
    parts = PurePath(file).parts
    for folder in ("site-packages", "src"):
        if folder in parts:
            place = len(parts) - 1 - parts[::-1].index(folder)
            return "/".join(parts[place + 1 :])
    return "/".join(parts[-2:])
