"""Published grant practice as sets of settings that a mission may start from.

Each stands in `policies.toml` with its source and how far it may be relied on; none
is chosen by itself, and what a mission sets comes before what a policy says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from attrs import frozen

# The word under which a mission chooses one, beside the settings of a programme.
CHOICE = "policy"


@frozen
class Policy:
    """A set of settings: what its source says, and the part that can be held."""

    key: str
    title: str
    source: str
    status: str
    rules: tuple[str, ...]
    settings: Mapping[str, object]


@cache
def policies() -> Mapping[str, Policy]:
    """Return every policy by its key, in the order of the file."""
    text = (files("migcase.assistance") / "policies.toml").read_text("utf-8")
    return MappingProxyType(
        {
            key: Policy(
                key,
                str(table["title"]),
                str(table["source"]),
                str(table["status"]),
                tuple(table["rules"]),
                MappingProxyType(table["settings"]),
            )
            for key, table in tomllib.loads(text).items()
        }
    )
