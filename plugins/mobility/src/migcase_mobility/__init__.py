"""Mobility of young people through volunteering: three programmes for migcase.

`MOBILITY` is the young person's case, `OPPORTUNITY` a mission abroad with its places,
`CARTOGRAPHY` what there is in one country; `migcase explain KEY` prints each in words.
"""

from __future__ import annotations

from migcase import Programme, hookimpl
from migcase_mobility.cartography import CARTOGRAPHY
from migcase_mobility.opportunity import OPPORTUNITY
from migcase_mobility.programme import MOBILITY

__all__ = ["CARTOGRAPHY", "MOBILITY", "OPPORTUNITY", "migcase_programmes"]


@hookimpl
def migcase_programmes() -> list[Programme]:
    return [MOBILITY, OPPORTUNITY, CARTOGRAPHY]
