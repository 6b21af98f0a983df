"""Every statement of the register, written once and compiled for one dialect.

The text is written beforehand, into the files that `migcase.keeping.sql_texts` reads,
and runs on the driver's own connection, with values in the order that is declared
here.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    tuple_,
    update,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import Select

from migcase.keeping.sql_bind import adding, bind, inserted, text_of
from migcase.keeping.sql_lists import case_lists, milestone_counts
from migcase.keeping.sql_schema import (
    case_file,
    case_number,
    definition,
    entry,
    milestone,
    open_work,
)
from migcase.keeping.sql_texts import Texts

ENTRY = ("case_id", "number", "id", "at", "body", "sealed")
PLACE = ("due", "case_id", "kind", "key", "line")
CASE = tuple(column.name for column in case_file.columns)
WORK = tuple(column.name for column in open_work.columns)
DEFINITION = tuple(column.name for column in definition.columns)
# What an append changes in the row of its case; last, what it must have been.
CHANGED = (
    "number",
    "status",
    "stage",
    "assignee",
    "look_on",
    "written_at",
    "body",
    "work",
    "sealed",
    "hash",
    "of_case",
    "was",
)
# The same where it stands as before, which spares the indexes.
FOLLOWED = (
    "number",
    "written_at",
    "body",
    "work",
    "sealed",
    "hash",
    "of_case",
    "was",
    "stood",
)
REWORKED = ("status", "stage", "look_on", "work", "of_case", "was")


def texts(dialect: Dialect) -> Texts:
    """Return every statement in *dialect*."""
    compiled = partial(text_of, dialect)
    added = partial(adding, dialect)
    row, work = case_file.c, open_work.c
    of_case, was = row.case_id == bind("of_case"), row.number == bindparam("was")
    changed: dict[str, Any] = {name: bindparam(name) for name in CHANGED[:-2]}
    followed: dict[str, Any] = {name: bindparam(name) for name in FOLLOWED[:-3]}
    stood = row.work == bind("stood")
    reworked: dict[str, Any] = {name: bindparam(name) for name in REWORKED[:-2]}
    task = [work[name] == bind(name) for name in ("case_id", "kind", "key", "line")]
    lines = select(*(entry.c[name] for name in ENTRY))
    of_file = entry.c.case_id == bind("case_id")
    # On a server not everybody sees every case, and no number is given twice.
    given = row.case_id if dialect.name == "sqlite" else case_number.c.case_id
    taken = (given >= bind("start"), given < bind("end"))
    body = select(*(definition.c[name] for name in DEFINITION))
    by_role = _agenda(work.role == bind("role"))
    by_assignee = _agenda(work.assignee == bind("assignee"))
    of = work.programme == bind("programme")
    stands = row.programme, row.status, row.stage
    counts = select(*stands, func.count()).group_by(*stands).order_by(*stands)
    return Texts(
        add_entry=added(entry),
        add_case=added(case_file),
        change_case=compiled(
            update(case_file).values(changed).where(of_case, was, stood),
            *CHANGED,
            "stood",
        ),
        follow_case=compiled(
            update(case_file).values(followed).where(of_case, was, stood), *FOLLOWED
        ),
        reset_case=compiled(
            update(case_file).values(changed).where(of_case, was), *CHANGED
        ),
        rework_case=compiled(
            update(case_file).values(reworked).where(of_case, was), *REWORKED
        ),
        add_work=added(open_work),
        drop_task=compiled(
            delete(open_work).where(*task), "case_id", "kind", "key", "line"
        ),
        drop_work=compiled(
            delete(open_work).where(work.case_id == bind("case_id")), "case_id"
        ),
        add_milestone=added(milestone),
        drop_milestones=compiled(
            delete(milestone).where(milestone.c.case_id == bind("case_id")),
            "case_id",
        ),
        add_definition=compiled(
            inserted(definition, dialect).on_conflict_do_nothing(), *DEFINITION
        ),
        kept=compiled(
            select(row.number, row.body, row.work, row.sealed).where(of_case),
            "of_case",
        ),
        hash_of=compiled(
            select(entry.c.hash).where(of_file, entry.c.number == bindparam("number")),
            "case_id",
            "number",
        ),
        entries=compiled(
            lines.where(
                of_file,
                entry.c.number > bindparam("after"),
                entry.c.number <= bindparam("until"),
            ).order_by(entry.c.number),
            "case_id",
            "after",
            "until",
        ),
        entry=compiled(lines.where(of_file, entry.c.id == bind("id")), "case_id", "id"),
        opening=compiled(
            lines.where(
                entry.c.id == bind("id"), entry.c.number == literal_column("1")
            ).order_by(entry.c.case_id),
            "id",
        ),
        line=compiled(
            select(entry.c.number).where(
                of_file, entry.c.number == bindparam("number")
            ),
            "case_id",
            "number",
        ),
        stale=compiled(
            select(row.case_id)
            .where(row.look_on <= bind("today"))
            .order_by(row.look_on, row.case_id)
            .limit(bindparam("many"))
            .offset(literal_column("0")),
            "today",
            "many",
        ),
        by_role=compiled(by_role, "role", *PLACE, "many"),
        by_role_of=compiled(by_role.where(of), "role", *PLACE, "programme", "many"),
        by_assignee=compiled(by_assignee, "assignee", *PLACE, "many"),
        by_assignee_of=compiled(
            by_assignee.where(of), "assignee", *PLACE, "programme", "many"
        ),
        first_role=compiled(select(func.min(work.role))),
        next_role=compiled(
            select(func.min(work.role)).where(work.role > bind("role")), "role"
        ),
        counts=compiled(counts),
        counts_of=compiled(counts.where(row.project == bind("project")), "project"),
        last_number=compiled(select(func.max(given)).where(*taken), "start", "end"),
        numbers=compiled(select(given).where(*taken), "start", "end"),
        definition=compiled(
            body.where(
                definition.c.key == bind("key"),
                definition.c.version == bindparam("version"),
            ),
            "key",
            "version",
        ),
        definitions=compiled(body.order_by(definition.c.key, definition.c.version)),
        files=compiled(
            select(entry.c.case_id)
            .distinct()
            .where(entry.c.case_id > bind("after"))
            .order_by(entry.c.case_id)
            .limit(bindparam("many"))
            .offset(literal_column("0")),
            "after",
            "many",
        ),
        hold_case=compiled(
            update(case_file).values(number=row.number).where(of_case), "of_case"
        ),
        whole_case=compiled(_whole(dialect), *CASE),
        lists=case_lists(dialect),
        milestones=milestone_counts(dialect),
    )


def _whole(dialect: Dialect) -> Any:
    """Return what writes the row of a case, whether it is there or not."""
    added = inserted(case_file, dialect)
    others = {name: added.excluded[name] for name in CASE if name != "case_id"}
    return added.on_conflict_do_update(index_elements=["case_id"], set_=others)


def _agenda(whose: ColumnElement[bool]) -> Select[Any]:
    place = [open_work.c[name] for name in PLACE]
    return (
        select(*(open_work.c[name] for name in WORK))
        .where(whose, tuple_(*place) > tuple_(*(bind(name) for name in PLACE)))
        .order_by(*place)
        .limit(bindparam("many"))
        .offset(literal_column("0"))
    )
