"""How much each item weighs: in the score of its dimension, and in the composite.

A set of weights says where it comes from.  Only one that was published and read may
call itself official; the set that this plugin brings is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from migcase_reintegration.rss.survey import DIMENSIONS, Survey

SIDES = ("dimension", "composite")

Weights = Mapping[str, Decimal]


@frozen
class WeightSet:
    """The weights of all items; they need not add up to one."""

    standing: Standing
    dimension: Weights
    composite: Weights


def shipped_weights(survey: Survey) -> WeightSet:
    """Return the set that this plugin brings: every item weighs the same."""
    name = "equal_weights.toml"
    text = (files("migcase_reintegration") / "facts" / name).read_bytes()
    return read_weights(text, name, survey)


def read_weights(text: str | bytes, file: str, survey: Survey) -> WeightSet:
    """Return the weights in *text* for the items of *survey*.

    Raise `BadSurveyFile` with every fault.
    """
    table = tables(text, file)
    given = table.get("weights")
    listed = given if isinstance(given, dict) else {}
    faults = (*head_faults(table, "weights"), *_faults(listed, survey))
    if faults:
        raise BadSurveyFile(file, faults)
    dimension, composite = (
        {code: _weight(listed[code], side) for code in survey.items} for side in SIDES
    )
    return WeightSet(standing(table), dimension, composite)


def _faults(listed: Mapping[str, object], survey: Survey) -> Iterator[Fault]:
    for code in listed:
        if code not in survey.items:
            yield Fault("unknown-item", f"weights.{code}")
    for code in survey.items:
        said = listed.get(code)
        if said is None:
            yield Fault("missing", f"weights.{code}")
        elif not isinstance(said, dict):
            yield Fault("not-a-table", f"weights.{code}")
        else:
            yield from _item_faults(code, said)
    for dimension in DIMENSIONS:
        codes = [item.code for item in survey.of(dimension)]
        if not any(_is_above_nought(listed.get(code), "dimension") for code in codes):
            yield Fault("weighs-nothing", dimension)
    if not any(_is_above_nought(said, "composite") for said in listed.values()):
        yield Fault("weighs-nothing", "composite")


def _item_faults(code: str, said: Table) -> Iterator[Fault]:
    for word in said:
        if word not in SIDES:
            yield Fault("unknown-word", f"weights.{code}.{word}")
    for side in SIDES:
        if side not in said:
            yield Fault("missing", f"weights.{code}.{side}")
        else:
            yield from number_faults(f"weights.{code}.{side}", said[side])


def _is_above_nought(said: object, side: str) -> bool:
    weight = said.get(side) if isinstance(said, dict) else None
    if isinstance(weight, bool) or not isinstance(weight, int | Decimal):
        return False
    return Decimal(weight).is_finite() and weight > 0


def _weight(said: object, side: str) -> Decimal:
    return Decimal(cast("Mapping[str, int | Decimal]", said)[side])
