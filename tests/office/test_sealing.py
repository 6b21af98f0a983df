"""Answers that only their readers can open, whoever else holds the file."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from migcase.casefile.alike import says_the_same
from migcase.casefile.events import Actor, Entry, StepDone
from migcase.errors import BadProgramme
from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.hands import Hand
from migcase.keeping.wire import read_entry, write_entry
from migcase.kinds import DONT_KNOW, TEXT, YES_NO, Sealed
from migcase.office.sealing import NotForYou, Sealing
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Outcome, Role, Stage, Step

MARCH = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CASE = "MA-26-00001-A"
THERAPIST = Role("therapist", "Therapist")
OFFICER = Role("officer", "Officer")
NOTES = Field(
    "notes",
    "Notes of the session",
    TEXT,
    secrecy="sealed",
    read_by=THERAPIST,
    allows=DONT_KNOW,
)
CAME = Field("came", "Did the person come?", YES_NO)
SESSION = Step("session", "Session held", by=(THERAPIST, OFFICER), asks=(CAME, NOTES))

AMINA, BASHIR, CHIOMA = (Hand.new(name) for name in ("amina", "bashir", "chioma"))
THERAPISTS = (AMINA.public, CHIOMA.public)


def programme(*steps: Step) -> Programme:
    stage = Stage("Sessions", steps or (SESSION,))
    return Programme("care", 1, "Care", stages=stage, outcomes=Outcome("over", "Over"))


def sealing(*readers) -> Sealing:
    return Sealing("office-1", lambda _programme, _roles: readers)


def session(entry_id: str = "one", **facts) -> Entry:
    told = {"came": True, "notes": "She fears her uncle.", **facts}
    event = StepDone("session", MARCH, told)
    return Entry(CASE, 2, event, NINE, Actor("bashir"), "MA", entry_id)


def test_a_sealed_answer_opens_for_its_readers_and_for_nobody_else():
    seals = sealing(*THERAPISTS)

    entry = seals.sealed(session(), programme())

    notes = entry.event.facts["notes"]
    assert notes.readers == ("amina", "chioma")
    assert "uncle" not in write_entry(entry)
    for reader in (AMINA, CHIOMA):
        assert seals.opened(notes, reader, entry, "notes") == "She fears her uncle."
    with pytest.raises(NotForYou) as caught:
        seals.opened(notes, BASHIR, entry, "notes")
    assert caught.value.values["readers"] == "amina, chioma"


def test_what_is_not_sealed_stays_in_clear():
    entry = sealing(*THERAPISTS).sealed(session(), programme())

    assert entry.event.facts["came"] is True


def test_a_box_under_another_readers_name_does_not_open():
    seals = sealing(*THERAPISTS)
    entry = seals.sealed(session(), programme())
    [(_, box), *_] = entry.event.facts["notes"].boxes
    stolen = Sealed((("bashir", box),))

    with pytest.raises(SealBroken):
        seals.opened(stolen, BASHIR, entry, "notes")


@pytest.mark.parametrize("moved", ["entry", "question", "office"])
def test_a_box_moved_to_another_place_does_not_open(moved: str):
    seals = sealing(*THERAPISTS)
    entry = seals.sealed(session(), programme())
    notes = entry.event.facts["notes"]
    elsewhere = session("another") if moved == "entry" else entry
    question = "came" if moved == "question" else "notes"
    office = Sealing("office-2", seals.readers) if moved == "office" else seals

    with pytest.raises(SealBroken):
        office.opened(notes, AMINA, elsewhere, question)


def test_its_length_does_not_tell_a_short_answer_from_a_shorter_one():
    seals = sealing(*THERAPISTS)

    answers = [
        seals.sealed(session(notes=said), programme()).event.facts["notes"]
        for said in ("No", "Yes, twice", DONT_KNOW)
    ]
    lengths = {len(box) for answer in answers for _, box in answer.boxes}

    assert len(lengths) == 1


def test_an_answer_that_nobody_could_read_is_refused_before_it_is_written():
    against = list(sealing().against(session(), programme()))

    assert [(one.code, one.concerns) for one in against] == [("nobody-reads", "notes")]
    assert against[0].values["roles"] == ("therapist",)


def test_a_sealed_answer_is_written_and_read_back_as_it_was():
    entry = sealing(*THERAPISTS).sealed(session(), programme())

    assert read_entry(write_entry(entry)) == entry


def test_the_same_answer_sealed_twice_says_the_same():
    seals = sealing(*THERAPISTS)
    once, twice = (seals.sealed(session(), programme()) for _ in range(2))
    other = seals.sealed(session(came=False), programme())

    assert once.event != twice.event
    assert says_the_same(once.event, twice.event)
    assert says_the_same(once.event, session().event)
    assert not says_the_same(once.event, other.event)


def test_a_sealed_answer_decides_nothing():
    gate = Step("next", "Next", by=OFFICER, requires=NOTES == "fine")

    with pytest.raises(BadProgramme) as caught:
        programme(SESSION, gate)

    assert [fault.code for fault in caught.value.faults] == ["sealed-is-read"]


def test_a_condition_may_ask_whether_a_sealed_answer_is_known():
    programme(SESSION, Step("next", "Next", by=OFFICER, requires=NOTES.known))


def test_a_sealed_answer_needs_readers():
    nobody = Field("nobody", "For whom?", TEXT, secrecy="sealed")

    with pytest.raises(BadProgramme) as caught:
        programme(Step("session", "Session held", by=OFFICER, asks=nobody))

    assert [fault.code for fault in caught.value.faults] == ["sealed-to-nobody"]
