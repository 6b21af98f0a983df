"""The currencies of the world: their codes, and how many decimals an amount has.

Codes and digits are ISO 4217's, read from ``facts/currencies.csv`` when first asked
for.  Nothing here knows what a currency is worth.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


def is_currency(code: str) -> bool:
    """Tell whether *code* is the code of a currency, written in capitals."""
    return code in _digits()


def digits_of(code: str) -> int:
    """Return how many decimals an amount in *code* may have; 2 if nobody knows it."""
    return _digits().get(code, 2)


@cache
def _digits() -> Mapping[str, int]:
    table = files("migcase") / "facts" / "currencies.csv"
    with table.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return MappingProxyType({row["code"]: int(row["digits"]) for row in rows})
