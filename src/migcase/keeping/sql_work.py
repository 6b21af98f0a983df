"""Open work as rows of a table, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from migcase.judgement.work import Task
from migcase.keeping.kept import NO_DUE, Kept, Row, UnreadableCase
from migcase.keeping.wire_value import dumps

WorkRow = tuple[
    str, str, str, str, str, str, str, str, str, str, str, str | None
]  # in the order of `sql_text.WORK`


def work_rows(kept: Kept, task: Task) -> Iterator[WorkRow]:
    """Yield the rows of *task*: one for each role that may do it, or one."""
    case = kept.case
    due = NO_DUE if task.due is None else task.due.isoformat()
    since, roles, unknown = task.since.isoformat(), dumps(task.roles), "[]"
    if task.unknown:
        unknown = dumps(task.unknown)
    for role in task.roles or ("",):
        yield (
            case.id,
            task.kind,
            task.key,
            task.line or "",
            role,
            due,
            task.state,
            since,
            roles,
            unknown,
            case.programme,
            case.assignee,
        )


def row_of(work: Any, today: date) -> Row:
    """Return the line of an agenda that the row *work* stands for."""
    case, kind, key, line, _, due, state, since, roles, unknown, programme, who = work
    try:
        day = None if due == NO_DUE else date.fromisoformat(due)
        task = Task(
            kind,
            key,
            line or None,
            tuple(json.loads(roles)),
            state,
            date.fromisoformat(since),
            day,
            tuple(json.loads(unknown)),
        )
    except (TypeError, ValueError):
        reason = "a row of its open work has another form than it should have."
        raise UnreadableCase({"case": case, "reason": reason}) from None
    return Row(case, programme, who, task, day is not None and day < today)
