"""What each sort of refusal says about a log, in one sentence.

Written by people who looked at the rows; the replay only counts. A sort is the code of
a row's first reason and what it concerns.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from examples.replay.replaying import No, Replayed
from migcase import Refusal


@frozen
class Finding:
    """One sort of refusal: the rows, those that were the first of their case, why."""

    reason: str
    rows: int
    first: int
    activities: Mapping[str, int]
    sentence: str


def findings(replayed: Replayed) -> list[Finding]:
    """Return every sort of refusal, the most frequent first."""
    sorts: dict[str, list[No]] = {}
    for no in replayed.refused:
        sorts.setdefault(_sort(no.refusals[0]), []).append(no)
    sentences = SENTENCES.get(replayed.log.key, {})
    found = [
        Finding(
            reason,
            len(nos),
            sum(no.first for no in nos),
            _by_activity(nos),
            sentences.get(reason, ""),
        )
        for reason, nos in sorts.items()
    ]
    return sorted(found, key=lambda one: (-one.rows, one.reason))


def _sort(refusal: Refusal) -> str:
    """Return the code of *refusal* and the step, the answer or the ending."""
    if refusal.code == "case-closed":
        return f"{refusal.code}: {refusal.values['outcome']}"
    return str(refusal)


def _by_activity(nos: list[No]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for no in nos:
        counted[no.row.activity] = counted.get(no.row.activity, 0) + 1
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


_FINES = {
    "case-closed: paid": "The whole sum had been paid; the office went on, or money "
    "came twice.",
    "gate: appeal": "The appeal came later than 60 days after the notification.",
    "not-needed: pass-on": "What was passed on is an appeal that was refused here.",
    "not-needed: result": "The answer is to an appeal refused here, or to none that "
    "the log has.",
    "not-needed: tell": "The letter is about an appeal refused here, or about none.",
    "case-closed: dismissed": "The prefecture had dismissed the fine; the appeal "
    "went on.",
    "case-closed: collected": "An appeal was passed on after the fine had gone to "
    "collection.",
    "gate: judge": "The judge was asked too late, or about an answer refused here.",
    "not-yet: appeal": "The appeal came before any notification.",
    "not-yet: result": "The prefect's answer came before the appeal was passed on.",
    "not-yet: tell": "The offender was told an answer that had not come, or was "
    "refused here.",
}
_AFTER_TRIAGE = "The triage for sepsis had been refused in this case, or came later."
_NO_VALUE = "A measurement without a value."
_BEFORE_REGISTRATION = "Blood was taken before the patient was registered."
_SEPSIS = {
    "missing-fact: crp": _NO_VALUE,
    "missing-fact: leucocytes": _NO_VALUE,
    "missing-fact: lactate": _NO_VALUE,
    "not-yet: liquid": "The infusion began before the triage for sepsis.",
    "not-yet: admit": _AFTER_TRIAGE,
    "not-yet: antibiotics": _AFTER_TRIAGE,
    "not-yet: release": _AFTER_TRIAGE,
    "not-yet: return": "The release that it follows had been refused.",
    "not-yet: leucocytes": _BEFORE_REGISTRATION,
    "not-yet: crp": _BEFORE_REGISTRATION,
    "not-yet: lactate": _BEFORE_REGISTRATION,
    "not-yet: sepsis-triage": "The triage for sepsis came before the triage, or "
    "before the registration.",
    "not-yet: triage": "Triaged before the registration.",
    "already-settled: triage": "Triaged twice.",
    "case-closed: released": "A measurement after the release.",
    "not-needed: antibiotics": "Antibiotics without a suspected infection, or "
    "without two criteria.",
    "not-needed: liquid": "An infusion that the checklist did not ask for.",
    "gate: release": "Released from a ward on which the file has no admission.",
}
_BILLING = {
    "already-settled: open": "A package is opened once: the row has no resource and "
    "no answers.",
    "already-settled: code": "A valid code was asked for again without a reopening.",
    "already-settled: release": "Released again without a reopening.",
    "already-settled: finish": "Finished twice in a row.",
    "not-yet: bill": "An invoice without a code.",
    "not-yet: code": "A code without a release.",
    "not-yet: reject": "The insurer rejected what had no code here.",
    "not-settled: bill": "The cancelled invoice had been refused here.",
    "not-settled: finish": "Reopened, though it had not been finished.",
    "not-reopenable: unbillable": "Declared unbillable, then reopened.",
    "case-closed: billed": "A second code or invoice while the first was valid.",
    "case-closed: empty": "Finished empty, then deleted.",
    "case-closed: deleted": "Deleted twice.",
    "case-closed: unbillable": "Declared unbillable, then worked on.",
    "missing-fact: diagnosis": "The diagnosis was changed to nothing.",
}
SENTENCES: Mapping[str, Mapping[str, str]] = {
    "fines": _FINES,
    "sepsis": _SEPSIS,
    "billing": _BILLING,
}
