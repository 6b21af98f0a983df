"""What somebody reads of what programmes share, and a programme with all of it."""

from __future__ import annotations

from collections.abc import Iterator

from migcase import NUMBER, Derived, Outcome, Programme, Setting, Stage
from migcase.assistance import (
    FUND,
    VISIT_HOW,
    consent,
    deliverables,
    disclosures,
    document_requests,
    referrals,
    training,
    visits,
)
from migcase.assistance.contacts import contacts
from migcase.assistance.policies import policies
from migcase.assistance.protection import PROTECTION
from migcase.programme.anatomy import all_nodes
from migcase.programme.links import Named
from tests.assistance.grant import (
    CHIEF,
    GAP,
    MONITOR,
    NEWS,
    PAYMENTS,
    PLAN,
    TIME,
    WORKER,
)

PERCENT = Setting("percent", "Of a hundred sessions, at least", NUMBER, 80)

REFERRALS = referrals(by=WORKER)
VISITS = visits(by=MONITOR, asks=VISIT_HOW)
TRAINING = training(by=WORKER)
DELIVERABLES = deliverables(by=WORKER, reviewer=CHIEF)
PAPERS = document_requests(by=WORKER)
CONTACTS = contacts(opened_by=WORKER)
EVERYTHING = Programme(
    "everything",
    1,
    "Everything",
    stages=(
        Stage("Plan", (PLAN, NEWS)),
        Stage(
            "Help",
            (
                *PAYMENTS.steps,
                PAYMENTS.reconcile,
                *REFERRALS.steps,
                *VISITS.steps,
                *TRAINING.steps,
                *DELIVERABLES.steps,
                *PAPERS.steps,
            ),
        ),
    ),
    outcomes=(
        Outcome("left", "Left"),
        *PAYMENTS.outcomes,
        *REFERRALS.outcomes,
        *PAPERS.outcomes,
        Outcome(
            "over",
            "Over",
            requires=(
                PAYMENTS.nothing_open,
                REFERRALS.nothing_open,
                DELIVERABLES.all_accepted,
                TRAINING.attended_enough(PERCENT),
                VISITS.made >= 1,
                CONTACTS.in_vain == 0,
            ),
        ),
    ),
    tracks=CONTACTS.track,
    holds=PAYMENTS.freeze,
)
CONSENT = consent(by=WORKER, purposes=("1", "2"))
DISCLOSURES = disclosures(CONSENT, by=WORKER, purposes=("1", "2"))
SENT_ON = referrals(by=WORKER, consent=CONSENT)
CONSENTING = Programme(
    "consenting",
    1,
    "Everything",
    stages=Stage("Help", (PLAN, *CONSENT.steps, *DISCLOSURES.steps, *SENT_ON.steps)),
    basis=CONSENT.basis,
    before_basis=CONSENT.steps,
)
OWN = Programme("own", 1, "Own", stages=Stage("Plan", (PLAN, NEWS)))


def shared_labels() -> set[str]:
    """Return every word of what migcase shares, in English."""
    mine = {
        *labels(OWN),
        *labels_of_roles(EVERYTHING),
        EVERYTHING.title,
        "Help",
        "Over",
        "Left",
    }
    mine |= {GAP.title, TIME.title, PERCENT.title, ""}
    declared = {*labels(FUND), *labels(PROTECTION), *labels(EVERYTHING)}
    declared |= set(labels(CONSENTING))
    shared = {*declared, *labels_of_policies()}
    return shared - mine - PLAIN | ALSO


def labels_of_policies() -> Iterator[str]:
    for policy in policies().values():
        yield from (policy.title, policy.source, *policy.rules)


# What needs no translation.
PLAIN = {"1", "2", "3"}

# Words that also stand in the programme that tries them out, and the names by which
# one file speaks of what is in another.
ALSO = {"active", "envelope", "payment", "reconcile", "fund-closed"}


def labels_of_roles(programme: Programme) -> Iterator[str]:
    for role in programme.index.roles.values():
        yield from (role.title, role.sees)


def labels(programme: Programme) -> Iterator[str]:
    """Yield everything that somebody reads of *programme*."""
    index = programme.index
    yield from (programme.title, programme.summary)
    yield from labels_of_roles(programme)
    nodes = tuple(all_nodes(programme))
    for titled in (
        *programme.stages,
        *index.tracks.values(),
        *programme.steps.values(),
        *programme.holds,
        *programme.outcomes,
        *(node for node in nodes if isinstance(node, Derived)),
    ):
        yield titled.title
    yield from (node.sentence for node in nodes if isinstance(node, Named))
    yield from (state.stands_for for state in (*programme.stages, *programme.holds))
    for question in index.fields.values():
        yield from (question.question, *question.kind.choices)
    for setting in index.settings.values():
        yield from (setting.title, setting.source)
