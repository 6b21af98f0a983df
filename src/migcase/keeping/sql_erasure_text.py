"""Every statement by which a record is erased, written once for one dialect."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Table, bindparam, delete, func, null, select, update
from sqlalchemy.engine import Dialect

from migcase.keeping.sql_bind import bind, text_of
from migcase.keeping.sql_people_schema import case_person, family, person, person_key
from migcase.keeping.sql_schema import case_file, entry, milestone, open_work
from migcase.keeping.sql_seal_schema import delivery
from migcase.keeping.sql_texts import ErasureTexts


def erasure_texts(dialect: Dialect) -> ErasureTexts:
    """Return every statement in *dialect*."""
    compiled = partial(text_of, dialect)

    def dropped(table: Table, column: str) -> str:
        return compiled(delete(table).where(table.c[column] == bind("of")), "of")

    def blanked(table: Table) -> str:
        of = next(iter(table.columns))
        nothing = {"body": bindparam("blank"), "sealed": null()}
        return compiled(
            update(table).values(nothing).where(of == bind("of")), "blank", "of"
        )

    row = case_file.c
    # What is counted stays counted, but no longer names anybody.
    nobody = {"person": milestone.c.case_id}
    return ErasureTexts(
        case=compiled(
            update(case_file)
            .values(
                status=bindparam("now"),
                stage=bindparam("blank"),
                body=bindparam("blank_2"),
                work=bindparam("blank_3"),
                assignee=null(),
                look_on=null(),
                sealed=null(),
            )
            .where(row.case_id == bind("of")),
            *("now", "blank", "blank_2", "blank_3", "of"),
        ),
        work=dropped(open_work, "case_id"),
        owed=dropped(delivery, "case_id"),
        of_case=dropped(case_person, "case_id"),
        counted=compiled(
            update(milestone).values(nobody).where(milestone.c.case_id == bind("of")),
            "of",
        ),
        person=blanked(person),
        family=blanked(family),
        found_under=dropped(person_key, "person_id"),
        in_cases=dropped(case_person, "person_id"),
        counts_of=compiled(
            update(milestone).values(nobody).where(milestone.c.person == bind("of")),
            "of",
        ),
        entries=compiled(
            select(func.count())
            .select_from(entry)
            .where(entry.c.case_id == bind("of")),
            "of",
        ),
        erased=compiled(
            select(row.case_id)
            .where(row.status == bind("status"))
            .order_by(row.case_id),
            "status",
        ),
    )
