"""Reintegration after return: two programmes for migcase, and a survey.

`REINTEGRATION` is the way of one person, `COHORT` the places that many share;
`migcase explain reintegration` and `migcase explain cohort` print them in words.
"""

from __future__ import annotations

from migcase import Programme, hookimpl
from migcase_reintegration.cohort import COHORT
from migcase_reintegration.programme import REINTEGRATION

__all__ = ["COHORT", "REINTEGRATION", "migcase_programmes"]


@hookimpl
def migcase_programmes() -> list[Programme]:
    return [REINTEGRATION, COHORT]
