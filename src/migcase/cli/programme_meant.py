"""Which programme is meant by what somebody typed: its key, or what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import click

from migcase.cli.labels import Labels
from migcase.cli.narrowing import titled
from migcase.cli.which_one import Named, which
from migcase.errors import UnknownProgramme
from migcase.programme.declaration import Programme


class Known(Protocol):
    """Who knows programmes: an office, or its plugins alone."""

    def programme(self, key: str, version: int | None = None) -> Programme: ...

    def programmes(self) -> tuple[Programme, ...]: ...


def programme_meant(
    word: str | None, version: int | None, known: Known, ctx: click.Context
) -> Programme:
    """Return the programme that *word* means, in its latest version unless said.

    Where nothing was typed, ask for it at a terminal; elsewhere say which there are.
    """
    if word is None:
        word = which("programme", _there(known), ctx).key
    try:
        return known.programme(word, version)
    except UnknownProgramme:
        key = titled(word, known.programmes())
        if key is None or key == word:
            raise
        return known.programme(key, version)


def _there(known: Known) -> Sequence[Named]:
    """Return the programmes that there are, each once, as they are called."""
    latest = {one.key: one for one in known.programmes()}
    return [Named(key, Labels.of(one).name(key)) for key, one in latest.items()]
