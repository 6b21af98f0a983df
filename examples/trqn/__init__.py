"""Temporary return of qualified nationals: a need at home, an expert from abroad.

Two programmes on what every office has: `NEED` is what an institution asks for, with
the one expert who was chosen and those in reserve; `EXPERT` is the way of one person.
They are an example of a programme that is not shipped.  What is a proposal says so.
"""

from __future__ import annotations

from examples.trqn.expert import EXPERT
from examples.trqn.need import NEED
from migcase import Programme, hookimpl

__all__ = ["EXPERT", "NEED", "migcase_programmes"]


@hookimpl
def migcase_programmes() -> list[Programme]:
    """Return both programmes, for an office that loads this module as a plugin."""
    return [NEED, EXPERT]
