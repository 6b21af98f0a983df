"""Does every file say what was sent, and add up to what is kept of its case?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from examples.replay.log import Row
from examples.replay.replaying import OFFICE, Replayed, Sent
from migcase import Entry, replay
from migcase.keeping.register import Register


def differing(replayed: Replayed, register: Register) -> tuple[str, ...]:
    """Return the numbers of the cases that do not read back as they were written."""
    written = sum(count.cases for count in register.counts())
    unknown = ("another case",) if written != len(replayed.sent) else ()
    wrong = (
        number
        for number, sent in replayed.sent.items()
        if not _same(register.entries(number), number, sent)
        or not _adds_up(register, number)
    )
    return (*unknown, *wrong)


def contradicted(
    rows: Sequence[Row], replayed: Replayed, facts: Mapping[str, object]
) -> tuple[str, ...]:
    """Return what *facts*, counted by others, say otherwise than this replay."""
    found = dict(_counted(rows, replayed))
    return tuple(name for name in found if found[name] != facts.get(name))


def facts_beside(logs: Path) -> Mapping[str, Mapping[str, object]] | None:
    """Return what was counted of each log file, if it lies where it should."""
    path = logs.resolve().parent / "oracles" / "log_facts.json"
    if not path.is_file():
        return None
    found: dict[str, dict[str, object]] = json.loads(path.read_text("utf-8"))["logs"]
    return found


def _same(entries: Sequence[Entry], number: str, sent: Sequence[Sent]) -> bool:
    return [(e.case, e.number, e.office, e.event, e.by, e.at) for e in entries] == [
        (number, place, OFFICE, one.event, one.by, one.at)
        for place, one in enumerate(sent, 1)
    ]


def _adds_up(register: Register, number: str) -> bool:
    kept = register.kept(number)
    return kept is not None and kept.case == replay(register.entries(number))


def _counted(rows: Sequence[Row], replayed: Replayed) -> Iterator[tuple[str, object]]:
    starts: dict[str, str] = {}
    for row in rows:
        starts.setdefault(row.case, row.activity)
    yield "cases", len(replayed.cases)
    yield "events", replayed.recorded + len(replayed.refused)
    yield "activities", len({row.activity for row in rows})
    yield "resources", len({row.resource for row in rows} - {None})
    yield "start_labels", dict(Counter(starts.values()))
    yield "first", str(min(row.at for row in rows))
    yield "last", str(max(row.at for row in rows))
