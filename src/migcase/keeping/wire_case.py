"""The row of a case, and its open work, as compact JSON, and back.

Both are derived from the entries and written anew with each of them, so they are
arrays without names, and days are numbers: what json reads and writes soonest.  A
row in another version is not lifted but made again from the entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from migcase.casefile.case import Case, Ending, Holding, Line, Mark, Statement, Told
from migcase.judgement.work import Place, Task, Work
from migcase.keeping.kept import UnreadableCase, Unwritable
from migcase.keeping.wire import reason_of
from migcase.keeping.wire_event import MISSHAPEN
from migcase.keeping.wire_value import (
    Misshapen,
    as_instant,
    dumps,
    read_value,
    write_instant,
    write_value,
)
from migcase.strict_json import row

# Raised by one whenever a row is written differently, other than with more at its
# end: a row that was written before there was more is read as well.
VERSION = 1

_day = date.fromordinal


def write_case(case: Case) -> str:
    """Return *case* as one line of JSON."""
    try:
        return dumps(
            [
                VERSION,
                case.id,
                case.programme,
                case.version,
                case.on.toordinal(),
                case.about,
                case.number,
                write_instant(case.at),
                case.last_id,
                _told(case.told),
                _marks(case.marks),
                [_line(line) for line in case.lines.values()],
                [_holding(held) for held in case.holdings],
                case.releases,
                case.roles,
                _ending(case.ended),
                case.reopened,
                case.assignee,
                case.redone,
                case.project,
                *([[_ending(one) for one in case.revoked]] if case.revoked else ()),
            ]
        )
    except Misshapen as error:
        reason = str(error)
        raise Unwritable(
            {"case": case.id, "what": "its row", "reason": reason}
        ) from None


def read_case(number: str, text: str) -> Case:
    """Return the case *number* that `write_case` wrote as *text*."""
    try:
        return _case(row(text))
    except MISSHAPEN as error:
        raise UnreadableCase({"case": number, "reason": reason_of(error)}) from None


def write_work(work: Work) -> str:
    """Return *work* as one line of JSON.

    What is not known, or not so, is not written: what was read is written the same.
    """
    plain: list[object] = [
        VERSION,
        work.day.toordinal(),
        [_task(task) for task in work.tasks.values()],
        work.stage,
        work.status,
        None if work.look_on is None else work.look_on.toordinal(),
    ]
    if work.reached or work.contrary is not None:
        plain.append([[key, day.toordinal()] for key, day in work.reached.items()])
    if work.contrary is not None:
        plain += (work.holds, sorted(work.contrary, key=_by_place))
    return dumps(plain)


def read_work(number: str, text: str) -> Work:
    """Return the work of case *number* that `write_work` wrote as *text*."""
    try:
        version, day, tasks, stage, status, look_on, *more = row(text)
        _check(version)
        reached, holds, contrary = _more(*more)
        read = [_read_task(task) for task in tasks]
        return Work(
            _day(day),
            {task.place: task for task in read},
            stage,
            status,
            None if look_on is None else _day(look_on),
            {key: _day(on) for key, on in reached},
            tuple(holds),
            None
            if contrary is None
            else frozenset([(step, line) for step, line in contrary]),
        )
    except MISSHAPEN as error:
        raise UnreadableCase({"case": number, "reason": reason_of(error)}) from None


def _by_place(place: Place) -> tuple[str, str]:
    return place[0], place[1] or ""


def _told(told: Told) -> list[object]:
    """Return what was told by entry, for an entry tells many facts at once."""
    by_entry: dict[int, tuple[int, int, str, str, dict[str, object]]] = {}
    for key, statements in told.items():
        for s in statements:
            entry = by_entry.get(s.number)
            if entry is None:
                entry = s.on.toordinal(), s.number, s.by, s.step, {}
                by_entry[s.number] = entry
            entry[4][key] = write_value(s.value)
    return [by_entry[number] for number in sorted(by_entry)]


def _marks(marks: Mapping[str, Mark]) -> dict[str, object]:
    return {
        key: [m.state, m.on.toordinal(), m.number, m.hands, m.redone, m.confirmed]
        for key, m in marks.items()
    }


def _line(line: Line) -> list[object]:
    return [
        line.id,
        line.track,
        line.on.toordinal(),
        line.number,
        _told(line.told),
        _marks(line.marks),
        _ending(line.ended),
    ]


def _holding(held: Holding) -> list[object]:
    end = None if held.end is None else held.end.toordinal()
    return [held.hold, held.start.toordinal(), held.number, end]


def _ending(ended: Ending | None) -> list[object] | None:
    if ended is None:
        return None
    return [ended.outcome, ended.on.toordinal(), ended.number, ended.by]


def _task(task: Task) -> list[object]:
    return [
        task.kind,
        task.key,
        task.line,
        task.roles,
        task.state,
        task.since.toordinal(),
        None if task.due is None else task.due.toordinal(),
        task.unknown,
    ]


# From here on what comes in is what json made of text: anything at all. That it has
# another shape than it should have shows when it is unpacked.
def _case(plain: Any) -> Case:
    (
        version,
        number,
        programme,
        programme_version,
        on,
        about,
        last,
        at,
        last_id,
        told,
        marks,
        lines,
        holdings,
        releases,
        roles,
        ended,
        reopened,
        assignee,
        redone,
        *more,
    ) = plain
    _check(version)
    project, revoked = _more_of_case(*more)
    read = [_read_line(line) for line in lines]
    of_case = _read_marks(marks)
    redone = [
        m.redone for one in (of_case, *(r.marks for r in read)) for m in one.values()
    ]
    return Case(
        number,
        programme,
        programme_version,
        _day(on),
        about,
        last,
        as_instant(at),
        last_id,
        _read_told(told),
        of_case,
        {line.id: line for line in read},
        tuple([_read_holding(*held) for held in holdings]),
        releases,
        {role: tuple(names) for role, names in roles.items()},
        None if ended is None else _read_ending(*ended),
        tuple(reopened),
        assignee,
        max(redone, default=0),
        project,
        tuple([_read_ending(*one) for one in revoked]),
    )


def _more_of_case(project: Any = None, revoked: Any = ()) -> Any:
    """Return what a case's row says since there is more to say than at first."""
    return project, revoked


def _more(reached: Any = (), holds: Any = (), contrary: Any = None) -> Any:
    """Return what a row says since there is more to say than at first."""
    return reached, holds, contrary


def _check(version: object) -> None:
    if version != VERSION:
        raise Misshapen(f"it was written in version {version!a:.20}, not {VERSION}.")


def _read_told(entries: Any) -> Told:
    told: dict[str, tuple[Statement, ...]] = {}
    for day, number, by, step, facts in entries:
        on = _day(day)
        for key, plain in facts.items():
            new = Statement(on, number, by, read_value(plain), step)
            earlier = told.get(key)
            if earlier is None:
                told[key] = (new,)
            elif earlier[-1].on <= on:
                told[key] = (*earlier, new)
            else:
                told[key] = tuple(sorted((*earlier, new), key=_by_day))
    return told


def _by_day(statement: Statement) -> tuple[date, int]:
    return statement.on, statement.number


def _read_marks(marks: Any) -> Mapping[str, Mark]:
    return {
        key: Mark(state, _day(on), number, tuple(hands), redone, confirmed)
        for key, (state, on, number, hands, redone, confirmed) in marks.items()
    }


def _read_line(plain: Any) -> Line:
    line, track, on, number, told, marks, ended = plain
    return Line(
        line,
        track,
        _day(on),
        number,
        _read_told(told),
        _read_marks(marks),
        None if ended is None else _read_ending(*ended),
    )


def _read_holding(hold: str, start: int, number: int, end: int | None) -> Holding:
    return Holding(hold, _day(start), number, None if end is None else _day(end))


def _read_ending(outcome: str, on: int, number: int, by: str) -> Ending:
    return Ending(outcome, _day(on), number, by)


def _read_task(plain: Any) -> Task:
    kind, key, line, roles, state, since, due, unknown = plain
    return Task(
        kind,
        key,
        line,
        tuple(roles),
        state,
        _day(since),
        None if due is None else _day(due),
        tuple(unknown),
    )
