"""Every statement about keys, written once and compiled for one dialect."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, literal_column, select, tuple_, update
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement

from migcase.keeping.sql_bind import bind, inserted
from migcase.keeping.sql_seal_schema import held_key, keystore
from migcase.keeping.sql_texts import KeyTexts

STORED = tuple(column.name for column in keystore.columns)
HELD = tuple(column.name for column in held_key.columns)


def key_texts(dialect: Dialect) -> KeyTexts:
    """Return every statement in *dialect*."""

    def compiled(statement: ClauseElement, *names: str) -> str:
        made: Any = statement.compile(dialect=dialect)
        if tuple(made.positiontup or ()) != names:
            raise AssertionError(f"{names} are {made.positiontup} in {made}")
        return str(made)

    held = held_key.c
    place = held.of, held.reader
    # While somebody makes a key, nobody else changes that under which it is wrapped.
    stored = select(*(keystore.c[name] for name in STORED)).with_for_update(read=True)
    return KeyTexts(
        add_stored=compiled(inserted(keystore, dialect), *STORED),
        stored=compiled(stored.order_by(keystore.c.name)),
        drop_stored=compiled(
            delete(keystore).where(keystore.c.epoch == bindparam("epoch")), "epoch"
        ),
        add_held=compiled(inserted(held_key, dialect), *HELD),
        held=compiled(
            select(held.reader, held.epoch, held.wrapped).where(held.of == bind("of")),
            "of",
        ),
        drop_held=compiled(delete(held_key).where(held.of == bind("of")), "of"),
        all_held=compiled(
            select(*place, held.wrapped)
            .where(tuple_(*place) > tuple_(bind("after"), bind("and_after")))
            .order_by(*place)
            .limit(bindparam("many"))
            .offset(literal_column("0")),
            "after",
            "and_after",
            "many",
        ),
        rewrap=compiled(
            update(held_key)
            .values(epoch=bindparam("now"), wrapped=bindparam("new"))
            .where(held.of == bind("under"), held.reader == bind("whose")),
            "now",
            "new",
            "under",
            "whose",
        ),
    )
