"""A plugin that watches, and keeps what it is told where no power cut reaches it.

One file for each delivery: told twice, it writes the same once more.
"""

import os
from pathlib import Path

from migcase import Case, Entry, hookimpl


@hookimpl
def migcase_recorded(case: Case, entry: Entry, delivery: str) -> None:
    folder = Path(os.environ["TORTURE_TOLD"])
    for place, makes in (
        (folder / f"{case.id} {entry.number} {delivery}", True),
        (folder, False),
    ):
        number = os.open(
            place, os.O_CREAT | os.O_WRONLY if makes else os.O_RDONLY, 0o600
        )
        try:
            os.fsync(number)
        finally:
            os.close(number)
