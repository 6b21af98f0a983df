"""Every statement about the office's log and readings, written once."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Dialect

from migcase.keeping.sql_bind import adding, text_of
from migcase.keeping.sql_schema import WORD
from migcase.keeping.sql_seal_schema import office_entry, reading
from migcase.keeping.sql_texts import LogTexts


def log_texts(dialect: Dialect) -> LogTexts:
    """Return every statement in *dialect*."""
    compiled = partial(text_of, dialect)
    added = partial(adding, dialect)
    log, read = office_entry.c, reading.c
    after: Any = bindparam("after")
    reader: Any = bindparam("reader", type_=WORD)
    return LogTexts(
        add_office=added(office_entry),
        office_lines=compiled(
            select(office_entry).where(log.number > after).order_by(log.number),
            "after",
        ),
        add_reading=added(reading),
        last_reading=compiled(
            select(func.max(read.number)).where(read.reader == reader), "reader"
        ),
        readings_of=compiled(
            select(reading)
            .where(read.of == bindparam("record", type_=WORD))
            .order_by(read.at, read.reader, read.number),
            "record",
        ),
        readings_by=compiled(
            select(reading)
            .where(read.reader == reader, read.number > after)
            .order_by(read.number),
            *("reader", "after"),
        ),
        readers=compiled(select(read.reader).distinct().order_by(read.reader)),
    )
