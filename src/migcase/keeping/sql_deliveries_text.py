"""Every statement about what is owed, written once and compiled for one dialect."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import (
    and_,
    bindparam,
    delete,
    exists,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.engine import Dialect

from migcase.keeping.sql_bind import adding, text_of
from migcase.keeping.sql_schema import WORD
from migcase.keeping.sql_seal_schema import delivery
from migcase.keeping.sql_texts import DeliveryTexts

PLACE = ("case_id", "number", "plugin")


def delivery_texts(dialect: Dialect) -> DeliveryTexts:
    """Return every statement in *dialect*."""
    compiled = partial(text_of, dialect)
    added = partial(adding, dialect)
    owed = delivery.c
    earlier = delivery.alias("earlier")
    is_behind = exists().where(
        earlier.c.case_id == owed.case_id,
        earlier.c.plugin == owed.plugin,
        earlier.c.number < owed.number,
    )
    place = and_(*(owed[name] == _bind(name) for name in PLACE))
    waiting = owed.parked_at.is_(None)
    by_place = tuple(owed[name] for name in PLACE)
    read = select(delivery).order_by(*by_place)
    none: Any = literal_column("0")
    nothing: Any = literal_column("''")
    # All plugins are meant where none is named.
    asked = or_(_bind("all_plugins") == nothing, owed.plugin == _bind("plugin"))
    return DeliveryTexts(
        add=added(delivery),
        of_case=compiled(
            select(owed.plugin, owed.parked_at).where(owed.case_id == _bind("case_id")),
            "case_id",
        ),
        due=compiled(
            select(delivery)
            .where(
                waiting,
                or_(owed.next_at <= _bind("now"), owed.next_at > _bind("far")),
                ~is_behind,
            )
            .order_by(owed.next_at, owed.case_id, owed.plugin),
            "now",
            "far",
        ),
        claim=compiled(
            update(delivery)
            .where(place, owed.tries == _bind("before"), waiting)
            .values(tries=_bind("tries"), next_at=_bind("next_at")),
            *("tries", "next_at", *PLACE, "before"),
        ),
        settle=compiled(delete(delivery).where(place), *PLACE),
        fail=compiled(
            update(delivery).where(place).values(fault=_bind("fault")), "fault", *PLACE
        ),
        park=compiled(
            update(delivery)
            .where(
                owed.case_id == _bind("case_id"),
                owed.plugin == _bind("plugin"),
                waiting,
            )
            .values(parked_at=_bind("parked_at")),
            *("parked_at", "case_id", "plugin"),
        ),
        owed=compiled(
            read.where(asked).limit(_bind("many")).offset(literal_column("0")),
            *("all_plugins", "plugin", "many"),
        ),
        owed_parked=compiled(
            read.where(asked, owed.parked_at.is_not(None))
            .limit(_bind("many"))
            .offset(literal_column("0")),
            *("all_plugins", "plugin", "many"),
        ),
        owed_waiting=compiled(
            read.where(asked, waiting).limit(_bind("many")).offset(literal_column("0")),
            *("all_plugins", "plugin", "many"),
        ),
        unpark=compiled(
            update(delivery)
            .where(asked)
            .values(tries=none, next_at=_bind("next_at"), parked_at=null()),
            *("next_at", "all_plugins", "plugin"),
        ),
        forget=compiled(
            delete(delivery).where(owed.plugin == _bind("plugin")), "plugin"
        ),
    )


def _bind(name: str) -> Any:
    if name in ("number", "tries", "before", "many"):
        return bindparam(name)
    return bindparam(name, type_=WORD)
