"""Assisted voluntary return and reintegration: a programme for migcase.

The programme is `AVRR`; `migcase explain avrr` prints it in words.
"""

from __future__ import annotations

from migcase import Programme, hookimpl
from migcase_avrr.programme import AVRR

__all__ = ["AVRR", "migcase_programmes"]


@hookimpl
def migcase_programmes() -> list[Programme]:
    return [AVRR]
