"""The files that are about nobody: a fund, a cohort, opportunities, cartographies."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from migcase.casefile.events import Actor, LineOpened
from migcase.demo.claims import Owners
from migcase.demo.colleagues import Colleagues
from migcase.demo.tables import rows
from migcase.kinds import Money, Value

PLACES = 45
RECEIVED = Money(Decimal(600_000), "MAD")
# Long enough for every envelope of the demo.
FUND_LASTS = timedelta(days=620)


def make(colleagues: Colleagues, day: date) -> Owners:
    """Open the files on *day*; return their numbers."""
    opportunities: dict[str, str] = {}
    abroad: dict[str, list[str]] = {}
    for row in rows("opportunities"):
        facts: dict[str, Value] = dict(row)
        case = _opened(colleagues, "opportunity", "researcher", day, facts)
        opportunities[row["scheme"]] = case
        abroad.setdefault(row["country"], []).append(case)
    for country, listed in abroad.items():
        told: dict[str, Value] = {"covered_country": country, "edition": 1}
        case = _opened(colleagues, "cartography", "researcher", day, told)
        by = _somebody(colleagues, "cartography", "researcher")
        for number, one in enumerate(listed, 1):
            event = LineOpened("entry", f"entry-{number}", day, {"listed": one})
            colleagues.write(case, event, by)
    return Owners(
        fund=_fund(colleagues, day),
        cohort=_opened(colleagues, "cohort", "manager", day, {"places": PLACES}),
        opportunities=opportunities,
    )


def _fund(colleagues: Colleagues, day: date) -> str:
    facts: dict[str, Value] = {
        "donor": "bailleur inventé",
        "project_ref": "contrat inventé",
        "fund_ceiling": RECEIVED,
        "fund_expires": day + FUND_LASTS,
    }
    case = _opened(colleagues, "fund", "fund-manager", day, facts)
    received: dict[str, Value] = {
        "received": RECEIVED,
        "received_on": day,
        "receipt_ref": "avis de crédit",
    }
    event = LineOpened("receipt", "receipt-1", day, received)
    colleagues.write(case, event, _somebody(colleagues, "fund", "fund-finance"))
    return case


def _opened(
    colleagues: Colleagues,
    programme: str,
    role: str,
    day: date,
    facts: dict[str, Value],
) -> str:
    by = _somebody(colleagues, programme, role)
    return colleagues.open(programme, by, day, facts=facts).id


def _somebody(colleagues: Colleagues, programme: str, role: str) -> Actor:
    return colleagues.one(programme, (role,))[0]
