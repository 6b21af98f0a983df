"""A process of its own that writes as fast as it can, for `test_writers`.

    python -m tests.torture.writers HOW PLACE CASE NAME COUNT

HOW is *office*, which is how everybody writes, or *raw*: the next number is read, then
written, with nothing that could notice somebody who did the same meanwhile.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from typing import Any

from migcase.casefile.events import Actor, Noted
from migcase.errors import Conflict
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_open import connected
from migcase.office.office import Office
from migcase.office.plugins import Plugins
from migcase.office.settings import OfficeSettings
from tests.cli.plugin import migcase_passport
from tests.torture.judge import TODAY
from tests.torture.typist import MORNING

# The table in which the raw ones write: as `entry`, but any number may come twice.
NO_KEY = "no_key"
THINKS = 0.002


def main() -> None:
    """Wait for a line, write, and print what was confirmed and how often it lost."""
    how, place, case, name, number = sys.argv[1:]
    writers: dict[str, Callable[[str, str, str, int], dict[str, Any]]]
    writers = {"office": in_an_office, "raw": raw}
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(writers[how](place, case, name, int(number))), flush=True)


def in_an_office(place: str, case: str, name: str, number: int) -> dict[str, Any]:
    """Write notes; whoever loses too often is told, and sends the same again."""
    confirmed, lost = list[str](), 0
    by, settings = Actor(name, {"officer"}), OfficeSettings("MA")
    register, plugins = SqlRegister.open(place), Plugins(migcase_passport)
    with Office(register, plugins, settings=settings, clock=lambda: MORNING) as office:
        for turn in range(number):
            sent = f"{name}-{turn}"
            for _ in count():
                try:
                    office.record(case, Noted(sent, TODAY), by=by, id=sent)
                except Conflict:
                    lost += 1
                else:
                    break
            confirmed.append(sent)
    return {"confirmed": confirmed, "lost": lost}


def raw(place: str, case: str, name: str, number: int) -> dict[str, Any]:
    """Write rows as one would who trusts what was read."""
    driver = connected(place, "normal", 30.0)
    sign = "?" if driver.sort == "sqlite" else "%s"
    run = driver.connection.execute
    last = f"SELECT coalesce(max(number), 0) FROM {NO_KEY} WHERE case_id = {sign}"
    add = f"INSERT INTO {NO_KEY} VALUES ({sign}, {sign}, {sign})"
    confirmed = []
    with closing(driver.connection):
        for turn in range(number):
            [(found,)] = run(last, (case,)).fetchall()
            time.sleep(THINKS)
            run(driver.begin)
            run(add, (case, found + 1, f"{name}-{turn}"))
            run("COMMIT")
            confirmed.append(f"{name}-{turn}")
    return {"confirmed": confirmed, "lost": 0}


if __name__ == "__main__":
    main()
