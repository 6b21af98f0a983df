"""The ledger of a fund and of a case: what each entry moved, from where to where.

It is read out of case files and kept nowhere.  Each entry adds postings and changes
none, so the ledger of a file that grew begins with the ledger it had.  Every balance
is the sum of its postings, and all balances together are nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from migcase.assistance import keys
from migcase.assistance.fund import (
    ENVELOPE_FOR,
    GRANTED,
    RAISED,
    RECEIVED,
    RELEASED,
    REVERSED,
)
from migcase.assistance.spent import COMMITTED, PAID, REFUNDED
from migcase.casefile.case import Case, Line, Told, follow
from migcase.casefile.events import Entry
from migcase.kinds import Money, Value

# Where money may be.
DONOR = "donor"
FUND = "fund"
ENVELOPES = "envelope"
PROMISED = "committed"
SPENT = "paid"
ACCOUNTS = (DONOR, FUND, ENVELOPES, PROMISED, SPENT)


@frozen
class Posting:
    """One amount that an entry moved from one account to another."""

    case: str
    number: int
    on: date
    at: datetime
    by: str
    line: str
    source: str
    target: str
    amount: Money


Flow = tuple[str, str, str]  # a line, where from, where to
Flows = Mapping[Flow, Money]
Balance = Mapping[str, Mapping[str, Decimal]]


def postings(entries: Iterable[Entry]) -> tuple[Posting, ...]:
    """Return what the entries of one file moved, in their order."""
    found: list[Posting] = []
    case: Case | None = None
    before: Flows = {}
    for entry in entries:
        case = follow(case, entry)
        now = dict(_flows(case))
        found += _moved(before, now, entry)
        before = now
    return tuple(found)


def for_case(fund: Iterable[Entry], case: str) -> tuple[Posting, ...]:
    """Return what the entries of a fund moved for one case."""
    entries = tuple(fund)
    ours: set[str] = set()
    held: Case | None = None
    for entry in entries:
        held = follow(held, entry)
    if held is not None:
        told = ((line.id, line.told) for line in held.lines_of(keys.ENVELOPE.key))
        ours = {id_ for id_, said in told if _answer(said, ENVELOPE_FOR.key) == case}
    return tuple(one for one in postings(entries) if one.line in ours)


def together(*ledgers: Iterable[Posting]) -> tuple[Posting, ...]:
    """Return several ledgers as one, in the order in which they were written."""
    found = (one for ledger in ledgers for one in ledger)
    return tuple(sorted(found, key=lambda one: (one.at, one.case, one.number)))


def balances(ledger: Iterable[Posting]) -> Balance:
    """Return what is in each account, by currency: the sum of its postings."""
    found: dict[str, dict[str, Decimal]] = {}
    for one in ledger:
        for account, sign in ((one.source, -1), (one.target, 1)):
            sums = found.setdefault(account, {})
            now = sums.get(one.amount.currency, Decimal(0))
            sums[one.amount.currency] = now + sign * one.amount.amount
    return {account: found[account] for account in ACCOUNTS if account in found}


def _moved(before: Flows, now: Flows, entry: Entry) -> Iterator[Posting]:
    """Yield the difference that *entry* made; less is moved back."""
    for flow in dict.fromkeys((*before, *now)):
        line, source, target = flow
        was, is_ = before.get(flow), now.get(flow)
        for amount in _difference(was, is_):
            back = amount.amount < 0
            yield Posting(
                entry.case,
                entry.number,
                entry.event.on,
                entry.at,
                entry.by.name,
                line,
                target if back else source,
                source if back else target,
                Money(abs(amount.amount), amount.currency),
            )


def _difference(was: Money | None, is_: Money | None) -> Iterator[Money]:
    sums: dict[str, Decimal] = {}
    for money, sign in ((was, -1), (is_, 1)):
        if money is not None:
            before = sums.get(money.currency, Decimal(0))
            sums[money.currency] = before + sign * money.amount
    for currency, amount in sums.items():
        if amount:
            yield Money(amount, currency)


def _flows(case: Case) -> Iterator[tuple[Flow, Money]]:
    """Yield how much each line has moved in all, as the case stands."""
    mark = case.marks.get(keys.RECONCILE.key)
    over = mark is not None and mark.state == "done"
    for line in case.lines.values():
        if line.track == keys.RECEIPT.key:
            undone = line.ended is not None and line.ended.outcome == REVERSED.key
            if not undone:
                yield from _flow(line, DONOR, FUND, RECEIVED.key)
        elif line.track == keys.ENVELOPE.key:
            yield from _flow(line, FUND, ENVELOPES, GRANTED.key, RAISED.key)
            yield from _flow(line, ENVELOPES, FUND, RELEASED.key)
        elif line.track == keys.PAYMENT.key:
            # What was committed and never paid is free again.
            is_paid = PAID.key in line.told
            if is_paid or (line.ended is None and not over):
                yield from _flow(line, ENVELOPES, PROMISED, COMMITTED.key)
            yield from _flow(line, PROMISED, SPENT, PAID.key)
            yield from _flow(line, SPENT, ENVELOPES, REFUNDED.key)


def _flow(
    line: Line, source: str, target: str, *told: str
) -> Iterator[tuple[Flow, Money]]:
    amounts = [_answer(line.told, key) for key in told]
    found = [amount for amount in amounts if isinstance(amount, Money)]
    if found:
        amount = sum((one.amount for one in found), Decimal(0))
        yield (line.id, source, target), Money(amount, found[0].currency)


def _answer(told: Told, key: str) -> Value | None:
    said = told.get(key)
    return said[-1].value if said else None
