"""Which plugins held somebody up, so that the next start can offer to do without.

Nothing can stop a plugin that is slow or hangs; whoever waited for it is told at the
next command how to start without it, once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from migcase.cli.display import shown

if TYPE_CHECKING:
    from migcase.office.plugins import Plugins

FILE = "held-up.txt"
MOST = 4096


def note_down(folder: Path, held_up: Iterable[tuple[str, str]]) -> None:
    """Write into *folder* which plugins held somebody up, and in which hook."""
    lines = "".join(f"{plugin}\t{hook}\n" for plugin, hook in held_up)
    # What cannot be noted was said on the screen all the same.
    with suppress(OSError, UnicodeError):
        if lines:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with os.fdopen(os.open(folder / FILE, flags, 0o600), "wb") as file:
                file.write(lines.encode())


def offers(folder: Path, plugins: Plugins) -> Iterator[str]:
    """Yield how to do without those that held somebody up, and are still there."""
    file = folder / FILE
    try:
        with file.open("rb") as opened:
            noted = opened.read(MOST).decode("utf-8", "replace")
        file.unlink()
    except OSError:
        return
    used = {f"{one.name} {one.release}": one.name for one in plugins.listing}
    for line in noted.splitlines():
        plugin, _tab, hook = line.partition("\t")
        if plugin in used:
            others = [one for name, one in used.items() if name != plugin]
            told = _(
                "Last time the plugin {plugin} held somebody up ({hook}). To work "
                "without it: MIGCASE_LOAD_PLUGINS={others}"
            )
            words = {"plugin": shown(plugin), "hook": shown(hook)}
            yield told.format(others=shown(",".join(others)), **words)
