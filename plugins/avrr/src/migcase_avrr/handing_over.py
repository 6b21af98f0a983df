"""The hand-over: a case in the country of origin, with what the person agreed to share.

Everything goes through the office, as it would if somebody typed it: a case is opened
under the programme over there, and its number is recorded here.  Sent twice, it opens
one case.  No health data, no history and no note ever goes along.
"""

from __future__ import annotations

from migcase import (
    Actor,
    Case,
    Line,
    LineOpened,
    NotAllowed,
    Office,
    Programme,
    Refusal,
    Refused,
    Repeated,
    StepDone,
    Value,
)
from migcase_avrr.decision import CEILING
from migcase_avrr.grant import HANDED_OVER, MIRROR
from migcase_avrr.journey import ARRIVED_ON
from migcase_avrr.preparation import PLACE_OF_RETURN, PROJECT
from migcase_avrr.registration import DISCLOSURES, MEMBER, RELATION, WHO
from migcase_avrr.screening import VULNERABLE

RECEIVING = "reintegration"

# Why nothing is handed over, in English; the catalogue has the French.
NOT_A_RETURN = "This is no case of a return: only those are handed over."
NOBODY_ARRIVED = "Nobody of this case has arrived yet."

# Why whoever hands over looks at what goes along, as the office's readings say.
READING = "handover"

# What is written down about the hand-over itself, in the case that is handed over.
HANDED = "handover"
SHARED = ("journey", "needs", "progress")


class NotReceived(Refused):
    """The programme of the country of origin has reasons against the case there."""


def handover(
    office: Office,
    case: str,
    *,
    by: Actor,
    receiver: Actor | None = None,
    to: Office | None = None,
    project: str | None = None,
) -> Case:
    """Open the case of a returnee in the country of origin; return it.

    *by* writes here, *receiver* there (the same, if left out); *to* is the office over
    there, where that is another one; *project* what it is run for there, the project
    of the return if left out and if that goes on.  What *by* may not see of it does
    not go along.  Raise `Refused` with every reason why not, `NotReceived` where they
    are those of the office over there, and then nothing is written anywhere.  A case
    that was handed over is returned as it is.
    """
    there, ours = to or office, _in_clear(office, case)
    known = ours.facts.get(MIRROR.key)
    if isinstance(known, str):
        return there.case(known)
    line = _returnee(ours)
    written = _written(office, ours, there)
    against = _objections(ours, line)
    if written is not None:
        against = against or office.why_not(ours.id, written, by=by)
    against = against or _not_in_turn(office, ours, by)
    if against or line is None:
        raise Refused(against)
    about = _answer(line, WHO.key)
    facts = shared(ours, line, there.programme(RECEIVING))
    try:
        mirror = there.open(
            RECEIVING,
            by=receiver or by,
            about=about if isinstance(about, str) else None,
            facts=facts,
            project=project or _going_on(ours.project, there),
            id=f"handover-{ours.id}",
        )
    except Repeated as before:  # opened, and something was corrected here since
        mirror = there.case(str(before.values["case"]))
    except Refused as refused:
        raise NotReceived(refused.refusals, refused.meanwhile) from refused
    if written is not None:
        office.record(ours.id, written, by=by, id=f"handover-{ours.id}-shared")
    event = StepDone(HANDED_OVER.key, office.today(), {MIRROR.key: mirror.id})
    office.record(ours.id, event, by=by, id=f"handover-{ours.id}")
    return mirror


def _in_clear(office: Office, case: str) -> Case:
    """Return a case with what goes along in clear, where whoever hands over may see it.

    In an office with keys it is written down that they did.
    """
    try:
        return office.reveal(case, VULNERABLE.key, reason=READING).case
    except NotAllowed:
        return office.case(case)


def shared(case: Case, line: Line, receiving: Programme) -> dict[str, Value]:
    """Return what goes along: what is told here, and asked on opening there."""
    vulnerable = _answer(line, VULNERABLE.key)
    told: dict[str, Value | None] = {
        "origin": "avrr",
        "sending_case": case.id,
        "returned_on": _answer(line, ARRIVED_ON.key),
        "grant_ceiling_told": case.facts.get(CEILING.key),
        "place_of_return": case.facts.get(PLACE_OF_RETURN.key),
        "project_idea": case.facts.get(PROJECT.key),
        "vulnerability_notice": vulnerable if isinstance(vulnerable, bool) else None,
    }
    asked = {question.key for question in receiving.asks}
    return {
        key: value for key, value in told.items() if key in asked and value is not None
    }


def _going_on(project: str | None, there: Office) -> str | None:
    """Return *project* if it serves those who came home, None where it ends here."""
    for one in there.projects():
        if one.key == project and one.serves(RECEIVING):
            return project if one.runs_on(there.today()) else None
    return None


def _returnee(case: Case) -> Line | None:
    """Return the line of the applicant, or else of the first who arrived."""
    there = [
        line
        for line in case.lines_of(MEMBER.key)
        if _answer(line, ARRIVED_ON.key) is not None
    ]
    applicants = (one for one in there if _answer(one, RELATION.key) == "applicant")
    return next(applicants, there[0] if there else None)


def _objections(case: Case, line: Line | None) -> tuple[Refusal, ...]:
    if case.programme != "avrr":
        return (Refusal("not-a-return", case.id, {"sentence": NOT_A_RETURN}),)
    found = []
    if line is None:
        found.append(Refusal("nobody-arrived", case.id, {"sentence": NOBODY_ARRIVED}))
    return tuple(found)


def _written(office: Office, case: Case, there: Office) -> LineOpened | None:
    """Return what is written down of the hand-over as a disclosure, once."""
    if HANDED in case.lines:
        return None
    facts: dict[str, Value] = {
        "recipient": "origin",
        "disclosed_to": there.settings.name or there.settings.code,
        "disclosed_for": "reintegration",
        "disclosed_what": SHARED,
        "disclosed_basis": "consent",
    }
    track = DISCLOSURES.track.key
    return LineOpened(track, HANDED, office.today(), facts)


def _not_in_turn(office: Office, case: Case, by: Actor) -> tuple[Refusal, ...]:
    """Return why the hand-over could not be recorded here, whatever its number."""
    facts: dict[str, Value] = {MIRROR.key: "not-yet-opened"}
    event = StepDone(HANDED_OVER.key, office.today(), facts)
    return office.why_not(case.id, event, by=by)


def _answer(line: Line, key: str) -> Value | None:
    said = line.told.get(key)
    return said[-1].value if said else None
