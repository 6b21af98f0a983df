"""Reintegration after return: two programmes for migcase, and a survey.

`REINTEGRATION` is the way of one person, `COHORT` the places that many share;
`migcase explain reintegration` and `migcase explain cohort` print them in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migcase import Programme, hookimpl
from migcase_reintegration.cohort import COHORT
from migcase_reintegration.programme import REINTEGRATION

if TYPE_CHECKING:
    from click import Group

__all__ = ["COHORT", "REINTEGRATION", "migcase_commands", "migcase_programmes"]


@hookimpl
def migcase_programmes() -> list[Programme]:
    return [REINTEGRATION, COHORT]


@hookimpl
def migcase_commands(cli: Group) -> None:
    from migcase_reintegration.command import add_to  # click is slow to import

    add_to(cli)
