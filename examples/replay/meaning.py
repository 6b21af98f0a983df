"""What the activities of the three logs say, in the words of a case file.

Data only. The programmes know no log and the reader knows no programme; these tables
are all that lies between. Turning one, with a row, into events is the replay's work.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen
class Says:
    """One activity: the step done, the answers it brings, what it opens or ends.

    *role* is the hat that whoever wrote the row must have worn: logs name hands, not
    hats. *facts* maps a column of the log to a field's key; "*" is the row's own
    resource, and "=x" the answer x that lies in the activity's name. *sums* adds up
    what the case's rows last said in some columns. *line*: every occurrence begins a
    line of this track and the step is done in it. *reopens*: steps taken back first,
    by a reopening of the case if it is closed. *closes*: the outcomes that the
    procedure may give the case at this point; the office says the first that is not
    refused, on the same day. *only*: a column and what it must say, or else the row
    is a note. *noted*: kept as a note, because nobody documents what it means and
    inventing a rule would invent refusals.
    """

    role: str
    step: str = ""
    facts: Mapping[str, str] = field(factory=dict)
    sums: Mapping[str, tuple[str, ...]] = field(factory=dict)
    line: str = ""
    reopens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    only: tuple[str, str] | None = None
    noted: bool = False


WHATEVER_FITS = ("paid", "dismissed")
DUE = {"due": ("amount", "expense")}
FINES_SAYS: Mapping[str, Says] = {
    "Create Fine": Says(
        "officer",
        "create",
        {
            "amount": "amount",
            "article": "article",
            "points": "points",
            "vehicleclass": "vehicle",
        },
        DUE,
    ),
    "Send Fine": Says("office", "send", {"expense": "expense"}, DUE),
    "Insert Fine Notification": Says(
        "office", "notify", {"notificationtype": "notified_by"}
    ),
    "Add penalty": Says("office", "penalty", {"amount": "amount"}, DUE),
    "Payment": Says(
        "office",
        "pay",
        {"totalpaymentamount": "paid"},
        line="payment",
        closes=WHATEVER_FITS,
    ),
    "Insert Date Appeal to Prefecture": Says("prefecture", "appeal"),
    "Send Appeal to Prefecture": Says(
        "prefecture", "pass-on", {"dismissal": "prefect_says"}, closes=WHATEVER_FITS
    ),
    "Receive Result Appeal from Prefecture": Says("prefecture", "result"),
    "Notify Result Appeal to Offender": Says("prefecture", "tell"),
    "Appeal to Judge": Says(
        "office", "judge", {"dismissal": "judge_says"}, closes=WHATEVER_FITS
    ),
    "Send for Credit Collection": Says("office", "collect", closes=("collected",)),
}


SEPSIS_SAYS: Mapping[str, Says] = {
    "ER Registration": Says(
        "emergency",
        "register",
        {
            "infectionsuspected": "infection",
            "sirscriteria2ormore": "sirs",
            "disfuncorg": "organ",
            "infusion": "infusion",
            "diagnosticlacticacid": "lactate_asked",
            "diagnose": "diagnosis",
        },
    ),
    "ER Triage": Says("triage", "triage"),
    "ER Sepsis Triage": Says("emergency", "sepsis-triage"),
    "Leucocytes": Says(
        "laboratory", "leucocytes", {"leucocytes": "leucocytes"}, line="leucocytes"
    ),
    "CRP": Says("laboratory", "crp", {"crp": "crp"}, line="crp"),
    "LacticAcid": Says(
        "laboratory", "lactate", {"lacticacid": "lactate"}, line="lactate"
    ),
    "IV Liquid": Says("emergency", "liquid"),
    "IV Antibiotics": Says("emergency", "antibiotics"),
    "Admission NC": Says(
        "ward", "admit", {"=normal": "level", "*": "group"}, line="stay"
    ),
    "Admission IC": Says(
        "ward", "admit", {"=intensive": "level", "*": "group"}, line="stay"
    ),
    **{
        f"Release {kind}": Says(
            "discharge", "release", {f"={kind}": "release"}, closes=("released",)
        )
        for kind in "ABCDE"
    },
    "Return ER": Says("unknown", "return"),
}


# SET STATUS says "unbillable" only where its state does (82 of 85). FIN closes as
# "empty" only where its state is "Empty".
BILLING_SAYS: Mapping[str, Says] = {
    "NEW": Says(
        "recorder",
        "open",
        {
            "speciality": "speciality",
            "casetype": "case_type",
            "diagnosis": "first_diagnosis",
        },
    ),
    "CHANGE DIAGN": Says("recorder", "diagnose", {"diagnosis": "diagnosis"}),
    "FIN": Says(
        "billing",
        "finish",
        {"state": "content", "closecode": "close_code"},
        closes=("empty",),
    ),
    "RELEASE": Says("billing", "release"),
    "CODE OK": Says("billing", "code", {"=ok": "coded", "msgcode": "message"}),
    "CODE NOK": Says("billing", "code", {"=nok": "coded", "msgcode": "message"}),
    "CODE ERROR": Says("billing", "code", {"=error": "coded", "msgcode": "message"}),
    "BILLED": Says("billing", "bill", closes=("billed",)),
    "STORNO": Says("billing", reopens=("bill",)),
    "REJECT": Says("billing", "reject", {"state": "rejected_to"}),
    "REOPEN": Says("billing", reopens=("finish",)),
    "DELETE": Says("billing", closes=("deleted",)),
    "SET STATUS": Says("billing", closes=("unbillable",), only=("state", "Unbillable")),
    "MANUAL": Says("billing", noted=True),
    "JOIN-PAT": Says("billing", noted=True),
    "CHANGE END": Says("recorder", noted=True),
}
