"""Fines for road traffic offences, from the report to the bailiff.

The procedure of the Italian highway code (D.Lgs. 285/1992, articles 201 to 206) as a
municipal police kept it between 2006 and 2012. The log's own reference is Mannhardt,
de Leoni, Reijers, van der Aalst, Computing 98, 2016; it was not at hand, so nothing
here rests on it. Every limit is one of the code's or of the log's own regularities.

What the log does not say. Nobody is named but the officer who wrote the report
("Create Fine"); "0" at an appeal to the judge is nobody. `paymentamount` lost its
decimal point on the way here (360.0 for 36.0, 4925.0 for 49.25), so the answers use
`totalpaymentamount`, the sum paid so far. The meaning of the codes 3, 5, K and N with
which eight fines are created is not documented: they do not dismiss anything here.
A judge's decision is only logged when the fine falls ("G").

How cases end. The log has no closing. Paid in full, dismissed and collected are
derived: the replay closes the case when the answers say so. 1 893 fines end with
their sending: neither a notification nor a payment followed. They stay open.
"""

from __future__ import annotations

from migcase import (
    Derived,
    Field,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    Track,
    days,
    done,
    latest,
    number,
    one_of,
    settled,
    sure,
    today,
    years,
)

OFFICER = Role("officer", "Officer who wrote the report")
OFFICE = Role("office", "Fines office")
PREFECTURE = Role("prefecture", "Prefecture desk")

# A plain number, not money: no amount in the log has a currency, and none may be
# negative. Nothing in these articles came near 10 000.
EUROS = number(0, 10_000, decimals=2)
AMOUNT = Field("amount", "How high is the fine now?", EUROS)
ARTICLE = Field("article", "Which article was broken?", number(1, 245))
POINTS = Field("points", "Points taken from the licence", number(0, 20))
VEHICLE = Field("vehicle", "Class of vehicle", one_of("A", "C", "M"))
EXPENSE = Field("expense", "Cost of postage", EUROS)
# The language adds up lines, not two answers, so each letter tells its own sum.
DUE = Field("due", "How much is due now, in all?", EUROS)
BY_POST = Field("notified_by", "How was it notified?", one_of("P"), optional=True)
PAID = Field("paid", "How much has been paid so far, in all?", EUROS)
PREFECT_SAYS = Field("prefect_says", "Dismissed by the prefecture?", one_of("NIL", "#"))
JUDGE_SAYS = Field("judge_says", "Dismissed by the judge?", one_of("NIL", "G"))

PAYMENT = Track("payment", "Payment", opened_by=OFFICE)

# Nothing paid counts as zero only because a payment is a line of its own: a fine
# without lines has been asked and answered.
PAID_SO_FAR = latest(PAYMENT, PAID).otherwise(0)
PAID_IN_FULL = Derived("paid-in-full", "Paid in full", sure(PAID_SO_FAR >= DUE))
DISMISSED = Derived(
    "dismissed", "Dismissed", sure(PREFECT_SAYS == "#") | sure(JUDGE_SAYS == "G")
)

CREATE = Step(
    "create", "Report written", by=OFFICER, asks=(AMOUNT, DUE, ARTICLE, POINTS, VEHICLE)
)
SEND = Step(
    "send",
    "Fine sent by post",
    by=OFFICE,
    after=CREATE,
    when=~PAID_IN_FULL,
    asks=(EXPENSE, DUE),
)
# 150 days until August 2010 (article 201), 90 since; a late one was often still paid,
# so it is a deadline that warns and not a bar. 321 were later.
NOTIFY = Step(
    "notify",
    "Notification proved",
    by=OFFICE,
    after=SEND,
    asks=BY_POST,
    within=days(150).after(CREATE.on),
)
# The office doubled what nobody had paid on the sixtieth day to the day (all 4 635),
# appeal or not. By article 203(3) an appeal stops that; by the office's practice it
# stops the collection only, and practice is what its log documents.
PENALTY = Step(
    "penalty",
    "Half the maximum is due",
    by=OFFICE,
    after=NOTIFY,
    when=~PAID_IN_FULL,
    asks=(AMOUNT, DUE),
    requires=(today >= NOTIFY.on + days(60), AMOUNT.at(CREATE) <= AMOUNT),
)
PAY = Step(
    "pay",
    "Payment booked",
    of=PAYMENT,
    by=OFFICE,
    after=CREATE,
    asks=PAID,
    requires=~DISMISSED,
)

# Appeals: to the prefecture, or to the judge, or to the judge against the prefect.
APPEAL = Step(
    "appeal",
    "Appeal to the prefecture received",
    by=PREFECTURE,
    after=NOTIFY,
    optional=True,
    requires=(today <= NOTIFY.on + days(60), ~PAID_IN_FULL),
)
PASS_ON = Step(
    "pass-on",
    "Appeal passed to the prefecture",
    by=PREFECTURE,
    after=APPEAL,
    when=done(APPEAL),
    asks=PREFECT_SAYS,
    within=days(60),
)
RESULT = Step(
    "result",
    "Prefect's decision received",
    by=PREFECTURE,
    after=PASS_ON,
    when=done(PASS_ON) & (PREFECT_SAYS == "NIL"),
    within=days(210),
)
TELL = Step(
    "tell",
    "Offender told the decision",
    by=PREFECTURE,
    after=RESULT,
    when=done(RESULT),
    within=days(150),
)
JUDGE = Step(
    "judge",
    "Appeal to the judge",
    by=OFFICE,
    after=NOTIFY,
    optional=True,
    asks=JUDGE_SAYS,
    # 60 days as the prefecture has until October 2011, then 30; 30 against
    # the prefect's decision. Both at once is barred (article 204-bis).
    requires=(
        (~done(APPEAL) & (today <= NOTIFY.on + days(60)))
        | (done(TELL) & (today <= TELL.on + days(30)))
    ),
)
COLLECT = Step(
    "collect",
    "Passed to credit collection",
    by=OFFICE,
    after=PENALTY,
    when=~PAID_IN_FULL,
    requires=(~DISMISSED, ~done(APPEAL) | settled(TELL)),
    within=years(5).after(CREATE.on),
)

FINES = Programme(
    key="fines",
    version=1,
    title="Road traffic fine",
    opened_by=OFFICER,
    stages=(
        Stage("Report", (CREATE, SEND, NOTIFY)),
        Stage("Payment", (PAY, PENALTY)),
        Stage("Appeal", (APPEAL, PASS_ON, RESULT, TELL, JUDGE)),
        Stage("Collection", (COLLECT,)),
    ),
    outcomes=(
        Outcome("paid", "Paid in full", when=PAID_IN_FULL),
        Outcome("dismissed", "Dismissed on appeal", when=DISMISSED),
        Outcome("collected", "Passed to credit collection", after=COLLECT),
    ),
)
