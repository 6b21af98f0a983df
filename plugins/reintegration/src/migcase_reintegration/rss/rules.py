"""From which coverage on a score is shown, and when it is called low or high."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import cast

from attrs import frozen

from migcase import Fault
from migcase_reintegration.rss.files import (
    BadSurveyFile,
    Standing,
    Table,
    head_faults,
    number_faults,
    standing,
    tables,
)

NUMBERS = ("least_coverage", "low_below", "high_from")


@frozen
class Rules:
    """How scores are shown; labels are no judgement about a person."""

    standing: Standing
    least_coverage: Decimal
    low_below: Decimal
    high_from: Decimal

    def label(self, value: Decimal) -> str:
        """Return low, medium or high."""
        if value < self.low_below:
            return "low"
        return "high" if value >= self.high_from else "medium"


def shipped_rules() -> Rules:
    """Return the rules that this plugin brings."""
    name = "rss_rules.toml"
    text = (files("migcase_reintegration") / "facts" / name).read_bytes()
    return read_rules(text, name)


def read_rules(text: str | bytes, file: str) -> Rules:
    """Return the rules in *text*; raise `BadSurveyFile` with every fault."""
    table = tables(text, file)
    faults = (*head_faults(table, *NUMBERS), *_faults(table))
    if faults:
        raise BadSurveyFile(file, faults)
    return Rules(standing(table), *(_number(table, word) for word in NUMBERS))


def _faults(table: Table) -> Iterator[Fault]:
    wrong = False
    for word in NUMBERS:
        if word in table:
            found = tuple(number_faults(word, table[word], Decimal(1)))
            wrong = wrong or bool(found)
            yield from found
        else:
            wrong = True
    if not wrong and _number(table, "low_below") > _number(table, "high_from"):
        yield Fault("low-above-high", "low_below")


def _number(table: Table, word: str) -> Decimal:
    return Decimal(cast("int | Decimal", table[word]))
