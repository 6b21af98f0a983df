"""One worker, its roles, and a desk for a handful of steps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from migcase import Outcome, Programme, Stage, Step
from migcase.testing import Desk

Build = Callable[..., Desk]


@pytest.fixture
def desk_for() -> Build:
    """Make a desk with one case of a programme that has just these words."""

    def build(*steps: Step, outcomes: tuple[Outcome, ...] = (), **more: object) -> Desk:
        staged = more.pop("stages", (Stage("Work", steps),))
        programme = Programme(
            key="pattern",
            version=1,
            title="Pattern",
            stages=staged,  # type: ignore[arg-type]
            outcomes=outcomes or (Outcome("ended", "Ended"),),
            **more,  # type: ignore[arg-type]
        )
        return Desk(programme, opened="2025-03-03")

    return build
