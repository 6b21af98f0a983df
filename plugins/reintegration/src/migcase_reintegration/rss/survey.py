"""The survey itself: its items, and what each answer is worth.

An answer without points ("I do not know", a refusal) is no answer of zero: it is
left out.  Nothing here knows how much an item weighs.
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

DIMENSIONS = ("economic", "social", "psychosocial")
NOT_APPLICABLE = "not-applicable"
SURENESS = ("published", "high", "medium", "low")
_ITEM = ("dimension", "question", "scale", "wording", "points")

# What an answer is worth; None where the item does not apply.
Scale = Mapping[str, Decimal | None]


@frozen
class Item:
    """One question of the survey.

    *wording* and *points* say how sure the authors of the file are of each.
    """

    code: str
    dimension: str
    question: str
    scale: Scale
    wording: str
    points: str


@frozen
class Survey:
    """The items in the order in which they are asked."""

    standing: Standing
    items: Mapping[str, Item]

    def of(self, dimension: str) -> tuple[Item, ...]:
        """Return the items of one dimension."""
        found = self.items.values()
        return tuple(item for item in found if item.dimension == dimension)


def shipped_survey() -> Survey:
    """Return the survey that this plugin brings."""
    name = "rss_items.toml"
    text = (files("migcase_reintegration") / "facts" / name).read_bytes()
    return read_survey(text, name)


def read_survey(text: str | bytes, file: str) -> Survey:
    """Return the survey in *text*; raise `BadSurveyFile` with every fault."""
    table = tables(text, file)
    faults = (*head_faults(table, "scales", "items"), *_faults(table))
    if faults:
        raise BadSurveyFile(file, faults)
    scales = {
        key: {answer: _points(worth) for answer, worth in answers.items()}
        for key, answers in _tables_in(table, "scales").items()
    }
    items = {
        code: _item(code, said, scales[str(said["scale"])])
        for code, said in _tables_in(table, "items").items()
    }
    return Survey(standing(table), items)


def _faults(table: Table) -> Iterator[Fault]:
    """Yield what is wrong with the scales and the items."""
    scales = _tables_in(table, "scales")
    for key, answers in scales.items():
        if not any(worth != NOT_APPLICABLE for worth in answers.values()):
            yield Fault("no-answers", f"scales.{key}")
        for answer, worth in answers.items():
            if worth != NOT_APPLICABLE:
                yield from number_faults(f"scales.{key}.{answer}", worth, Decimal(1))
    items = _tables_in(table, "items")
    for code, said in items.items():
        yield from _item_faults(code, said, scales)
    for dimension in DIMENSIONS:
        if all(said.get("dimension") != dimension for said in items.values()):
            yield Fault("no-items", dimension)


def _item_faults(
    code: str, said: Table, scales: Mapping[str, Table]
) -> Iterator[Fault]:
    for word in said:
        if word not in _ITEM:
            yield Fault("unknown-word", f"items.{code}.{word}")
    for word in _ITEM:
        if not isinstance(said.get(word), str):
            yield Fault("missing", f"items.{code}.{word}")
    known = {
        "dimension": DIMENSIONS,
        "scale": tuple(scales),
        "wording": SURENESS,
        "points": SURENESS,
    }
    for word, choices in known.items():
        if isinstance(said.get(word), str) and said[word] not in choices:
            values = {"value": said[word], "choices": ", ".join(choices)}
            yield Fault("unknown-choice", f"items.{code}.{word}", values=values)


def _tables_in(table: Table, word: str) -> Mapping[str, Table]:
    """Return the tables under *word*; whatever is no table counts as an empty one."""
    found = table.get(word)
    if not isinstance(found, dict):
        return {}
    return {key: one if isinstance(one, dict) else {} for key, one in found.items()}


def _points(worth: object) -> Decimal | None:
    return None if worth == NOT_APPLICABLE else Decimal(cast("int | Decimal", worth))


def _item(code: str, said: Table, scale: Scale) -> Item:
    return Item(
        code,
        str(said["dimension"]),
        str(said["question"]),
        scale,
        str(said["wording"]),
        str(said["points"]),
    )
