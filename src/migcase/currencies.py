"""The currencies of the world: their codes, and how many decimals an amount has.

Codes and digits are ISO 4217's, read from ``facts/currencies.csv`` when first asked
for.  Nothing here knows what a currency is worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from migcase.fact_tables import rows


def is_currency(code: str) -> bool:
    """Tell whether *code* is the code of a currency, written in capitals."""
    return code in _digits()


def digits_of(code: str) -> int:
    """Return how many decimals an amount in *code* may have; 2 if nobody knows it."""
    return _digits().get(code, 2)


@cache
def _digits() -> Mapping[str, int]:
    return MappingProxyType(
        {row["code"]: int(row["digits"]) for row in rows("currencies")}
    )
