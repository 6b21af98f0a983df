"""Which logs there are: a file, the programme declared for it, and what ties them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from examples.replay.billing import BILLING_PACKAGE
from examples.replay.fines import FINES
from examples.replay.meaning import BILLING_SAYS, FINES_SAYS, SEPSIS_SAYS, Says
from examples.replay.sepsis import SEPSIS_PATHWAY
from migcase import Programme


@frozen
class Log:
    """A log, and how its rows are read.

    *zone* is where its days are counted; *opening* maps the columns of a case's first
    row to what is asked when a case is opened.
    """

    key: str
    title: str
    file: str
    programme: Programme
    says: Mapping[str, Says]
    zone: str
    opening: Mapping[str, str] = field(factory=dict)


# The fines are days, written as midnight UTC: in Rome it is the same day.
LOGS = {
    log.key: log
    for log in (
        Log(
            "fines",
            "Road traffic fines",
            "traffic_fines.events.csv.gz",
            FINES,
            FINES_SAYS,
            "Europe/Rome",
        ),
        Log(
            "sepsis",
            "Suspected sepsis",
            "sepsis.events.csv.gz",
            SEPSIS_PATHWAY,
            SEPSIS_SAYS,
            "Europe/Amsterdam",
            {"age": "age"},
        ),
        Log(
            "billing",
            "Billing packages",
            "hospital_billing.events.csv.gz",
            BILLING_PACKAGE,
            BILLING_SAYS,
            "Europe/Amsterdam",
        ),
    )
}
