"""A case as JSON holds it; `docs/reference/json.md` says what each word means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from migcase.casefile.case import Case, Ending, Mark, Statement, Told
from migcase.casefile.events import Entry
from migcase.cli.facts import may_read
from migcase.cli.labels import Labels
from migcase.cli.recording import as_json
from migcase.cli.stages import AHEAD, DONE, LEFT, stages
from migcase.judgement.doubts import Doubt
from migcase.judgement.work import Task, Work
from migcase.kinds import Sealed

# Where a word begins in the name of an event: StepDone is step-done.
_WORD = re.compile(r"(?<!^)(?=[A-Z])")

SIGNS = {DONE: "behind", AHEAD: "ahead", LEFT: "left"}


def case_as_json(
    case: Case,
    work: Work | None,
    doubts: Iterable[Doubt],
    entries: Iterable[Entry],
    labels: Labels,
    left: Iterable[Task] = (),
) -> dict[str, object]:
    """Return all that is known of *case*, as far as its reader may read it.

    *left* is what was open when it was closed.
    """
    left = tuple(left)
    body: dict[str, object] = {
        "case": case.id,
        "programme": case.programme,
        "version": case.version,
        "opened": case.on,
        "about": case.about,
        "assignee": case.assignee,
        "number": case.number,
        "last_written": case.at,
        "closed": case.closed,
        "ended": _ending(case.ended),
        "facts": _facts(case.told, labels),
        "steps": {key: _mark(mark) for key, mark in case.marks.items()},
        "lines": [
            {
                "key": line.id,
                "track": line.track,
                "opened": line.on,
                "ended": _ending(line.ended),
                "facts": _facts(line.told, labels),
                "steps": {key: _mark(mark) for key, mark in line.marks.items()},
            }
            for line in case.lines.values()
        ],
        "holds": [
            {"hold": held.hold, "start": held.start, "end": held.end}
            for held in case.holdings
        ],
        "doubts": [
            {"code": doubt.code, "step": doubt.step, "line": doubt.line}
            for doubt in doubts
        ],
    }
    if work is not None:
        body["status"], body["stage"] = work.status, work.stage
        body["open"] = [as_json(task) for task in work.tasks.values()]
        body["stages"] = [
            {"stage": key, "stands": SIGNS.get(sign, "here")}
            for key, sign in stages(case, work, labels, left)
        ]
        body["left_undone"] = [as_json(task) for task in left]
    listed = [_entry(entry) for entry in entries]
    if listed:
        body["history"] = listed
    return body


def _facts(told: Told, labels: Labels) -> dict[str, object]:
    return {key: _fact(key, said[-1], labels) for key, said in told.items()}


def _fact(key: str, said: Statement, labels: Labels) -> dict[str, object]:
    if isinstance(said.value, Sealed):
        readers = list(said.value.readers)
        sealed = {"sealed_to": readers} if readers else {}
        return {"withheld": True, "on": said.on, **sealed}
    if not may_read(key, labels):
        return {"withheld": True, "on": said.on}
    return {"value": said.value, "on": said.on, "by": said.by}


def _mark(mark: Mark) -> dict[str, object]:
    return {"state": mark.state, "on": mark.on, "hands": list(mark.hands)}


def _ending(ending: Ending | None) -> dict[str, object] | None:
    if ending is None:
        return None
    return {"outcome": ending.outcome, "on": ending.on, "by": ending.by}


def _entry(entry: Entry) -> dict[str, object]:
    event = entry.event
    words = (
        "step",
        "line",
        "track",
        "outcome",
        "hold",
        "reason",
        "to",
        "text",
        "project",
    )
    said = {word: getattr(event, word) for word in words if hasattr(event, word)}
    return {
        "number": entry.number,
        "event": _WORD.sub("-", type(event).__name__).lower(),
        "on": event.on,
        "at": entry.at,
        "by": entry.by.name,
        "id": entry.id,
        **said,
        "answered": sorted(getattr(event, "facts", {})),
    }
