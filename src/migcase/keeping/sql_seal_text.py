"""Every statement about keys, written once and compiled for one dialect."""

from __future__ import annotations

from functools import partial

from sqlalchemy import bindparam, delete, literal_column, select, tuple_, update
from sqlalchemy.engine import Dialect

from migcase.keeping.sql_bind import adding, bind, text_of
from migcase.keeping.sql_seal_schema import held_key, keystore
from migcase.keeping.sql_texts import KeyTexts

STORED = tuple(column.name for column in keystore.columns)


def key_texts(dialect: Dialect) -> KeyTexts:
    """Return every statement in *dialect*."""
    compiled = partial(text_of, dialect)
    added = partial(adding, dialect)
    held = held_key.c
    place = held.of, held.reader
    # While somebody makes a key, nobody else changes that under which it is wrapped.
    stored = select(*(keystore.c[name] for name in STORED)).with_for_update(read=True)
    return KeyTexts(
        add_stored=added(keystore),
        stored=compiled(stored.order_by(keystore.c.name)),
        drop_stored=compiled(
            delete(keystore).where(keystore.c.epoch == bindparam("epoch")), "epoch"
        ),
        add_held=added(held_key),
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
