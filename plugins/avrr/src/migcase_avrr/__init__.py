"""Assisted voluntary return and reintegration: a programme for migcase.

The programme is `AVRR`; `migcase explain avrr` prints it in words.  `handover` opens
the case of a returnee in the country of origin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migcase import Programme, hookimpl
from migcase_avrr.handing_over import handover
from migcase_avrr.programme import AVRR

if TYPE_CHECKING:
    from click import Group

__all__ = ["AVRR", "handover", "migcase_commands", "migcase_programmes"]


@hookimpl
def migcase_programmes() -> list[Programme]:
    return [AVRR]


@hookimpl
def migcase_commands(cli: Group) -> None:
    from migcase_avrr.command import add_to  # click is slow to import

    add_to(cli)
