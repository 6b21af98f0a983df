"""What a command prints as data: a sentence or a table for people, JSON for programs.

JSON is one object on one document, never translated and never coloured;
`docs/reference/json.md` says what is in it.
"""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from textwrap import fill
from typing import Any

import click

from migcase.calendar import Period
from migcase.cli.directory import COMMANDS
from migcase.cli.display import columns, gated, is_hidden, shown, width_of
from migcase.cli.options import JSON, TYPED, wish
from migcase.kinds import Money, NonAnswer

SCHEMA = 1

# What the first line of a list begins with.
SIGNS = ("- ", "✓ ", "! ", "✗ ")

# A command that a message advises; what else stands after our name is prose.
_COMMAND = re.compile(rf"\bmigcase (?=(?:{'|'.join(COMMANDS)})\b)")

# What is looked at before it is printed as it is.
_UNUSUAL = re.compile("[^\n\x20-\x7e]")


def wants_json(ctx: click.Context) -> bool:
    """Tell whether the reader is a program."""
    return bool(wish(ctx, JSON))


def print_json(kind: str, body: Mapping[str, object]) -> None:
    """Print *body* as the one document of this command."""
    document = {"migcase": SCHEMA, "kind": kind, **body}
    text = json.dumps(document, ensure_ascii=False, indent=2, default=plain)
    click.echo(_UNUSUAL.sub(_escaped, text).encode())


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
    click.echo(_fitted(gated(text)))


def tell_record(text: str) -> None:
    """Print one of many records: in a pipe a line each, however long."""
    text = gated(text)
    click.echo(_fitted(text, 6) if sys.stdout.isatty() else text)


def say(text: str = "") -> None:
    """Print a message for people, apart from the data.

    A command that it advises is one for the office that was asked for.
    """
    text = gated(as_typed(text))
    click.echo(_fitted(text) if sys.stderr.isatty() else text, err=True)


def as_typed(text: str) -> str:
    """Return *text* with each command in it naming the office, if ``--office`` did."""
    ctx = click.get_current_context(silent=True)
    folder = None if ctx is None else wish(ctx, TYPED)
    if folder is None:
        return text
    named = f"migcase --office {shlex.quote(shown(str(folder)))} "
    return _COMMAND.sub(lambda _: named, text)


def _escaped(found: re.Match[str]) -> str:
    """Return what could drive a terminal or turn text round as JSON may write it."""
    return json.dumps(found[0])[1:-1] if is_hidden(found[0]) else found[0]


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
