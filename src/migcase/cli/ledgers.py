"""`migcase ledger`: what money moved in a fund or a case, and what is where."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.assistance.fund import FUND
from migcase.assistance.ledger import (
    Posting,
    balances,
    for_case,
    postings,
    together,
)
from migcase.casefile.case import Case
from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.labels import Labels
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.cli.values import say_value
from migcase.errors import UnknownCase
from migcase.kinds import Money
from migcase.locale import marked

# Where money may be, as a reader calls it.
ACCOUNTS = {
    "donor": marked("donor"),
    "fund": marked("fund"),
    "envelope": marked("envelope"),
    "committed": marked("committed"),
    "paid": marked("paid"),
}


@click.command(cls=Spoken)
@click.argument("case")
@click.pass_context
def ledger(ctx: click.Context, case: str) -> None:
    """Print what money moved in CASE, a fund or a case that is paid for by one.

    Every balance is the sum of the lines above it. Nothing here is kept: it is read
    out of the files each time.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    moved = _of(counter, found, labels)
    sums = balances(moved)
    if wants_json(ctx):
        body = {"postings": [_plain(one) for one in moved], "balances": sums}
        print_json("ledger", {"case": found.id, **body})
        return
    if not moved:
        say(_("No money has moved in {case}.").format(case=found.id))
        return
    lines = [
        (
            say_day(one.on),
            one.case,
            str(one.number),
            shown(one.line),
            _("{source} → {target}").format(
                source=_(ACCOUNTS[one.source]), target=_(ACCOUNTS[one.target])
            ),
            say_value(one.amount),
        )
        for one in moved
    ]
    headings = (_("Day"), _("Case"), _("Entry"), _("For"), _("Moved"), _("Amount"))
    print_table(headings, lines)
    tell()
    print_table(
        (_("Where"), _("Balance")),
        [
            (_(ACCOUNTS[account]), say_value(Money(amount, currency)))
            for account, amounts in sums.items()
            for currency, amount in amounts.items()
        ],
    )


def _of(counter: Counter, case: Case, labels: Labels) -> tuple[Posting, ...]:
    """Return what moved in *case*, with what its fund gave it."""
    entries = counter.office.entries
    own = postings(entries(case.id))
    given = [
        for_case(entries(fund), case.id) for fund in _funds_of(counter, case, labels)
    ]
    return together(own, *given)


def _funds_of(counter: Counter, case: Case, labels: Labels) -> list[str]:
    """Return the funds that were ever named in *case* and can be read."""
    if labels.programme is None:
        return []
    asked = [
        key
        for key, question in labels.index.fields.items()
        if question.kind.name == "a case" and question.kind.target == FUND.key
    ]
    named = {str(said.value) for key in asked for said in case.told.get(key, ())}
    found = []
    for number in sorted(named):
        try:
            found.append(counter.office.case(number).id)
        except UnknownCase:  # of another office
            continue
    return found


def _plain(one: Posting) -> dict[str, object]:
    return {
        "case": one.case,
        "number": one.number,
        "on": one.on,
        "line": one.line,
        "from": one.source,
        "to": one.target,
        "amount": one.amount,
        "by": one.by,
    }
