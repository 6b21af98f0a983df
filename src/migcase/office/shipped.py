"""What migcase itself declares: the fund and protection, for programmes to draw on.

A plugin like any other, found through the entry point ``fund`` of migcase; an office
that is told its plugins by hand is given this module.
"""

from __future__ import annotations

from migcase.assistance.fund import FUND
from migcase.assistance.protection import PROTECTION
from migcase.office.hookspecs import hookimpl
from migcase.programme.declaration import Programme


@hookimpl
def migcase_programmes() -> list[Programme]:
    """Return the programmes that come with migcase."""
    return [FUND, PROTECTION]
