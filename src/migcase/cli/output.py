"""What a command prints as data: a sentence or a table for people, JSON for programs.

JSON is one object on one document, never translated and never coloured;
`docs/reference/json.md` says what is in it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from textwrap import fill
from typing import Any

import click

from migcase.calendar import Period
from migcase.cli.display import columns, width_of
from migcase.cli.options import JSON, wish
from migcase.kinds import Money, NonAnswer

SCHEMA = 1

# What the first line of a list begins with.
SIGNS = ("- ", "✓ ", "! ", "✗ ")

# What could drive a terminal or turn its text round, written as JSON may write it.
_INVISIBLE = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e0fff]"
)


def wants_json(ctx: click.Context) -> bool:
    """Tell whether the reader is a program."""
    return bool(wish(ctx, JSON))


def print_json(kind: str, body: Mapping[str, object]) -> None:
    """Print *body* as the one document of this command."""
    document = {"migcase": SCHEMA, "kind": kind, **body}
    text = json.dumps(document, ensure_ascii=False, indent=2, default=plain)
    visible = _INVISIBLE.sub(lambda found: json.dumps(found[0])[1:-1], text)
    click.echo(visible.encode("utf-8", "replace"))


def plain(value: Any) -> object:
    """Return *value* as JSON holds it; a value of a case keeps its kind."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency}
    if isinstance(value, Period):
        return {"number": value.number, "unit": value.unit.replace("_", "-")}
    if isinstance(value, NonAnswer):
        return {"non-answer": value.value}
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping | Iterable):
        return dict(value) if isinstance(value, Mapping) else list(value)
    return str(value)


def tell(text: str = "") -> None:
    """Print what was asked for, broken between words where a line is too long."""
    click.echo(_fitted(text))


def tell_record(text: str) -> None:
    """Print one of many records: in a pipe a line each, however long."""
    click.echo(_fitted(text, 6) if sys.stdout.isatty() else text)


def say(text: str = "") -> None:
    """Print a message for people, apart from the data."""
    click.echo(_fitted(text) if sys.stderr.isatty() else text, err=True)


def _fitted(text: str, indent: int = 0) -> str:
    """Return *text* no wider than the screen, its further lines indented."""
    bare = click.unstyle(text)
    if width_of(bare) <= columns():
        return text
    begun = bare.lstrip()
    inside = len(bare) - len(begun) + (2 if begun[:2] in SIGNS else 0)
    return fill(
        text,
        width=columns(),
        subsequent_indent=" " * (indent or inside),
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )
