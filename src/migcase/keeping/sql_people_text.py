"""Every statement about people, written once and compiled for one dialect."""

from __future__ import annotations

from functools import partial

from sqlalchemy import (
    Table,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.engine import Dialect

from migcase.keeping.sql_bind import adding, bind, text_of
from migcase.keeping.sql_people_schema import case_person, family, person, person_key
from migcase.keeping.sql_texts import KEYS, PeopleTexts, VersionTexts

VERSION = ("number", "id", "at", "body", "sealed")


def people_texts(dialect: Dialect) -> PeopleTexts:
    """Return every statement in *dialect*."""
    compiled = partial(text_of, dialect)
    added = partial(adding, dialect)

    def versions(table: Table) -> VersionTexts:
        of = next(iter(table.columns))
        read = select(*(table.c[name] for name in VERSION)).where(of == bind("of"))
        last = read.order_by(table.c.number.desc()).limit(literal_column("1"))
        last = last.offset(literal_column("0"))
        return VersionTexts(
            add=added(table),
            last=compiled(last, "of"),
            all=compiled(read.order_by(table.c.number), "of"),
        )

    key, mention = person_key.c, case_person.c
    place = tuple(column.name for column in person_key.columns)
    listed = (
        select(person.c.person_id)
        .where(person.c.person_id > bind("after"), person.c.number == bindparam("one"))
        .order_by(person.c.person_id)
        .limit(bindparam("many"))
        .offset(literal_column("0"))
    )
    later, version = person.alias("later"), person.c
    unnamed = (
        select(version.person_id, version.at)
        .where(
            version.person_id > bind("after"),
            # The last version, and not of somebody who was erased.
            ~exists().where(
                later.c.person_id == version.person_id,
                later.c.number > version.number,
            ),
            or_(version.body != bind("blank"), version.sealed.is_not(None)),
            ~exists().where(mention.person_id == version.person_id),
        )
        .order_by(version.person_id)
        .limit(bindparam("many"))
        .offset(literal_column("0"))
    )
    return PeopleTexts(
        person=versions(person),
        family=versions(family),
        add_key=added(person_key),
        keys=compiled(
            select(key.kind, key.key, key.said).where(key.person_id == bind("of")),
            "of",
        ),
        drop_key=compiled(
            delete(person_key).where(*(key[name] == bind(name) for name in place)),
            *place,
        ),
        under=compiled(
            select(key.person_id, key.said).where(
                key.kind == bind("kind"), key.key.in_([bind(one) for one in KEYS])
            ),
            "kind",
            *KEYS,
        ),
        people=compiled(listed, "after", "one", "many"),
        add_mention=added(case_person),
        drop_mentions=compiled(
            delete(case_person).where(mention.case_id == bind("case_id")), "case_id"
        ),
        cases_of=compiled(
            select(mention.case_id, mention.role, mention.line)
            .where(mention.person_id == bind("of"))
            .order_by(mention.case_id, mention.role, mention.line),
            "of",
        ),
        unnamed=compiled(unnamed, "after", "blank", "many"),
        last_written=compiled(select(func.max(version.at))),
    )
