"""The statements of the register, as text that was written beforehand.

SQLAlchemy writes it: ``python -m tests.keeping.statements`` brings the files in
`statements/` up to date, and a test holds them to what it would write.  So nobody who
works in an office waits for SQLAlchemy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

FOLDER = Path(__file__).parent / "statements"

# What a list of cases, or of milestones, may be asked for; in this order.
LISTED = ("programme", "status", "stage", "assignee", "project")
COUNTED = ("programme", "project", "since", "until")

# A word of a name has so many keys at most; a shorter list repeats its last.
KEYS = ("key_1", "key_2", "key_3", "key_4")


@frozen
class Texts:
    """The statements of a register, as text of one dialect."""

    add_entry: str
    add_case: str
    change_case: str
    follow_case: str
    reset_case: str
    rework_case: str
    add_work: str
    drop_task: str
    drop_work: str
    add_milestone: str
    drop_milestones: str
    add_definition: str
    kept: str
    hash_of: str
    entries: str
    entry: str
    opening: str
    line: str
    stale: str
    by_role: str
    by_role_of: str
    by_assignee: str
    by_assignee_of: str
    first_role: str
    next_role: str
    counts: str
    counts_of: str
    last_number: str
    numbers: str
    definition: str
    definitions: str
    files: str
    hold_case: str
    whole_case: str
    lists: Mapping[str, str]
    milestones: Mapping[str, str]


@frozen
class VersionTexts:
    """The statements about the versions of people, or of families."""

    add: str
    last: str
    all: str


@frozen
class PeopleTexts:
    """The statements about people, as text of one dialect."""

    person: VersionTexts
    family: VersionTexts
    add_key: str
    keys: str
    drop_key: str
    under: str
    people: str
    add_mention: str
    drop_mentions: str
    cases_of: str
    unnamed: str
    last_written: str


@frozen
class DeliveryTexts:
    """The statements about what plugins are owed, as text of one dialect."""

    add: str
    of_case: str
    due: str
    claim: str
    settle: str
    fail: str
    park: str
    owed: str
    owed_parked: str
    owed_waiting: str
    unpark: str
    forget: str


@frozen
class KeyTexts:
    """The statements about keys, as text of one dialect."""

    add_stored: str
    stored: str
    drop_stored: str
    add_held: str
    held: str
    drop_held: str
    all_held: str
    rewrap: str


@frozen
class ErasureTexts:
    """The statements by which records are erased, as text of one dialect."""

    case: str
    work: str
    owed: str
    of_case: str
    counted: str
    person: str
    family: str
    found_under: str
    in_cases: str
    counts_of: str
    entries: str
    erased: str


@frozen
class LogTexts:
    """The statements about the office's log and readings, as text of one dialect."""

    add_office: str
    office_lines: str
    add_reading: str
    last_reading: str
    readings_of: str
    readings_by: str
    readers: str


def texts_for(sort: str) -> Texts:
    """Return the statements about cases, for databases of that *sort*."""
    return Texts(**_read(sort)["cases"])


def people_texts_for(sort: str) -> PeopleTexts:
    """Return the statements about people, for databases of that *sort*."""
    found = _read(sort)["people"]
    person = VersionTexts(**found.pop("person"))
    family = VersionTexts(**found.pop("family"))
    return PeopleTexts(person, family, **found)


def delivery_texts_for(sort: str) -> DeliveryTexts:
    """Return the statements about what is owed, for databases of that *sort*."""
    return DeliveryTexts(**_read(sort)["deliveries"])


def erasure_texts_for(sort: str) -> ErasureTexts:
    """Return the statements that erase, for databases of that *sort*."""
    return ErasureTexts(**_read(sort)["erasure"])


def key_texts_for(sort: str) -> KeyTexts:
    """Return the statements about keys, for databases of that *sort*."""
    return KeyTexts(**_read(sort)["keys"])


def log_texts_for(sort: str) -> LogTexts:
    """Return the statements about the office's log, for databases of that *sort*."""
    return LogTexts(**_read(sort)["log"])


def asked_for(wanted: Mapping[str, object]) -> tuple[str, tuple[object, ...]]:
    """Return which list has a condition for each of *wanted* that is known."""
    known = {name: value for name, value in wanted.items() if value is not None}
    return " ".join(known), tuple(known.values())


def _read(sort: str) -> Any:
    return json.loads((FOLDER / f"{sort}.json").read_text("utf-8"))
