"""Billing of a hospital's services: one package, from its opening to its invoice.

A package gathers what was done for one patient in one speciality (a "DBC" of the
Dutch health service). It is opened, given a diagnosis, finished, as a rule within
a year, released, given a code by a national grouping service, and billed. The log's
author published the states and no manual (Mannhardt, doi:10.4121/uuid:76c46b83):
what follows, this paragraph included, is our reading of the states in the rows.

How cases end. Billed, deleted (`iscancelled`), declared unbillable, or finished empty
(state "Empty"): each closes the case. 1 837 packages, all opened in 2012 and 2013,
were opened and never touched again; they stay open. `isclosed` on a NEW row seems to
say what became of the package later, not an answer on that day, so it is not read.

How reopening works. Two different things:
- REOPEN takes the *finishing* back in a package that has no valid invoice. The case
  is open; release, code and bill have their turn again. It never follows BILLED
  directly (0 of 703), only after a STORNO and a REJECT.
- STORNO cancels an *invoice*. The case is closed, so it is reopened, for that step
  alone: most are billed again as they are. The insurer's REJECT may follow and,
  after it, a REOPEN when the content must change.

Not given a rule, because nobody documents one: MANUAL, JOIN-PAT (two records of one
patient joined) and CHANGE END are kept as notes. Nearly all RELEASE and CODE rows and a
third of FIN have no resource, as if a program ran at night.
"""

from __future__ import annotations

from migcase import (
    TEXT,
    Field,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    days,
    done,
    one_of,
    sure,
)

RECORDER = Role("recorder", "Recorder at the clinic")
BILLING = Role("billing", "Billing department")
NIGHT = Role("night-run", "Program that runs at night")

SPECIALITY = Field("speciality", "Which speciality?", TEXT)
CASE_TYPE = Field("case_type", "Type of package", one_of(*"ABCDEFGH"))
DIAGNOSIS = Field("diagnosis", "Diagnosis", TEXT, secrecy="sensitive")
FIRST_DIAGNOSIS = Field(
    "first_diagnosis",
    "Diagnosis, if there is one",
    TEXT,
    optional=True,
    secrecy="sensitive",
)
CLOSE_CODE = Field("close_code", "Why was it finished?", TEXT, optional=True)
CONTENT = Field("content", "What was found in it?", one_of("Closed", "Empty"))
CODED = Field(
    "coded", "What did the grouping service answer?", one_of("ok", "nok", "error")
)
MESSAGE = Field("message", "With which message?", TEXT, optional=True)
REJECTED_TO = Field("rejected_to", "What is it now?", one_of("Billable", "Rejected"))

# The log's 1 106 further NEW rows have no attribute and no resource (one package has
# 213 of them): a step that is done is not done again, and each is refused.
OPEN = Step(
    "open", "Package opened", by=RECORDER, asks=(SPECIALITY, CASE_TYPE, FIRST_DIAGNOSIS)
)
# A package finishes by itself after a year: a tenth of them on day 364 to 366, and
# 279 later. Why a year is the limit is not in the log, so it warns.
FINISH = Step(
    "finish",
    "Package finished",
    by=(RECORDER, BILLING, NIGHT),
    after=OPEN,
    asks=(CONTENT, CLOSE_CODE),
    within=days(365),
    reopened_by=(RECORDER, BILLING),
)
# Any number of times, never owed, only while the package is being filled. Of 28 that
# follow a finishing, all 28 follow a reopening first.
DIAGNOSE = Step(
    "diagnose",
    "Diagnosis changed",
    by=RECORDER,
    after=OPEN,
    optional=True,
    asks=DIAGNOSIS,
    again=DIAGNOSIS.known,
    requires=~done(FINISH),
)
RELEASE = Step(
    "release",
    "Released for billing",
    by=(BILLING, NIGHT),
    after=FINISH,
    when=CONTENT == "Closed",
)
# "nok" and "error" leave it open, so that it can be asked again without a reopening.
CODE = Step(
    "code",
    "Code obtained",
    by=(BILLING, NIGHT),
    after=RELEASE,
    asks=(CODED, MESSAGE),
    again=CODED != "ok",
)
BILL = Step(
    "bill",
    "Invoice sent",
    by=(BILLING, NIGHT),
    after=CODE,
    requires=CODED == "ok",
    reopened_by=BILLING,
)
REJECT = Step(
    "reject",
    "Invoice rejected by the insurer",
    by=BILLING,
    after=CODE,
    optional=True,
    asks=REJECTED_TO,
    again=REJECTED_TO.known,
    requires=~done(BILL),
)

BILLING_PACKAGE = Programme(
    key="billing",
    version=1,
    title="Billing package",
    opened_by=RECORDER,
    stages=(
        Stage("In progress", (OPEN, DIAGNOSE, FINISH)),
        Stage("Released", (RELEASE, CODE)),
        Stage("Billed", (BILL, REJECT)),
    ),
    outcomes=(
        Outcome("billed", "Billed", after=BILL, reopened_by=BILLING),
        # What has a valid invoice is cancelled first, then deleted: in all 29
        # packages that were billed and deleted it was so.
        Outcome("deleted", "Deleted", by=(RECORDER, BILLING), when=~done(BILL)),
        Outcome("unbillable", "Declared unbillable", by=BILLING, when=~done(BILL)),
        Outcome("empty", "Nothing in it to bill", when=sure(CONTENT == "Empty")),
    ),
)
