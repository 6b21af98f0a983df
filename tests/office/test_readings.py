"""What is sensitive is shown to nobody before it is written down that they saw it.

Every public way to read is listed here, by looking for it: a new one cannot be
forgotten.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from migcase import Actor, Closed, Noted, Office, Refused, StepDone
from migcase.errors import BadRegister
from migcase.kinds import Sealed
from migcase.office.families import Families
from migcase.office.guard import NotAllowed
from migcase.office.masks import MASK, WITHHELD
from migcase.office.people import People
from migcase.people.person import Contact, Document, Name, Person, Reference
from migcase.roster.events import GlassBroken
from tests.office.closed import ANSWERS, House, write_case
from tests.office.passport import TODAY

ROLES = ("clerk", "keeper")
REASON = {"why": "the doctor asks"}
# What nobody may be shown without a reading: answers and texts of the case, ways to
# reach a person.
CANARIES = ("canary-sensitive", "canary-reserved", "canary-sealed", "canary-note")
REACHED = ("+212600000417", "canary-way", "canary-paper", "canary-reference")
SINCE = datetime(2026, 3, 3, tzinfo=UTC)

# Every public method by which something is read, and how; what writes, or says
# nothing of a case or a person, is listed below it.
READS: dict[str, Callable[[Office, str, str], object]] = {
    "case": lambda o, c, _: (o.case(c), o.case(c, as_of=2), o.case(c, as_of=TODAY)),
    "entries": lambda o, c, _: o.entries(c),
    "remains": lambda o, c, _: o.remains(c),
    "work": lambda o, c, _: (o.work(c), o.work(c, as_of=2)),
    "whom_to_ask": lambda o, c, _: o.whom_to_ask(c),
    "readers": lambda o, c, _: o.readers(c),
    "doubts": lambda o, c, _: o.doubts(c),
    "holds": lambda o, c, _: (o.holds(c), o.holds(c, as_of=2)),
    "kept_until": lambda o, c, _: o.kept_until(c),
    "agenda": lambda o, *_: o.agenda(),
    "cases": lambda o, *_: o.cases(),
    "counts": lambda o, *_: o.counts(),
    "reached": lambda o, *_: (o.reached(), o.reached(as_of=SINCE)),
    "restated": lambda o, *_: o.restated(reported=SINCE),
    "targets": lambda o, *_: o.targets(),
    "why_then": lambda o, c, _: o.why_then(c, 2),
    "why_not": lambda o, c, _: o.why_not(c, again(), by=me(o)),
    "why_not gated": lambda o, c, _: o.why_not(c, StepDone("aid", TODAY), by=me(o)),
    "why_not_open": lambda o, *_: o.why_not_open("care", by=me(o)),
    "rebuild": lambda o, *_: o.rebuild(),
    "people.sheet": lambda o, _, p: o.people.sheet(p),
    "people.named": lambda o, _, p: o.people.named(p),
    "people.versions": lambda o, _, p: o.people.versions(p),
    "people.find": lambda o, *_: o.people.find("Diallo"),
    "people.show": lambda o, _, p: o.people.show(p),
    "people.candidates": lambda o, _, p: o.people.candidates(p),
    "people.pairs": lambda o, *_: o.people.pairs(),
    "glasses.waiting": lambda o, *_: o.glasses.waiting(),
    "glasses.late": lambda o, *_: o.glasses.late(),
    "retention.due": lambda o, *_: o.retention.due(),
    "retention.preview": lambda o, *_: o.retention.preview(),
    "deliveries.owed": lambda o, *_: o.deliveries.owed(),
    "families.family": lambda o, *_: o.people.families.family("F-1"),
    "families.versions": lambda o, *_: o.people.families.versions("F-1"),
}
# These show what is sensitive, and write down that they do.
REVEALS: dict[str, Callable[[Office, str, str], object]] = {
    "reveal": lambda o, c, _: o.reveal(c, reason=REASON["why"]),
    "people.reveal": lambda o, _, p: o.people.reveal(p, reason=REASON["why"]),
    "people.to_correct": lambda o, _, p: o.people.to_correct(p, reason=REASON["why"]),
}
# This does so many times; it has tests of its own.
REVEALS_ALL = {"copies.of"}
# These write; what they answer is masked like what is read.
WRITES = {"open", "record", "log", "share"}
WRITES |= {f"people.{one}" for one in ("add", "edit", "merge", "undo", "tell_apart")}
WRITES |= {
    f"families.{one}" for one in ("form", "add", "leave", "move", "split", "give_head")
}
WRITES |= {f"erasures.{one}" for one in ("ask", "approve", "carry_out")}
WRITES |= {"glasses.break_for", "glasses.review"}
# These say nothing of any case or person. The log and the readings have tests of
# their own.
OTHERS = {
    *("programme", "programmes", "project", "projects", "failed", "today", "new_id"),
    *("close", "settings", "plugins", "keyring", "people", "people.families"),
    *("roster", "why_not_log", "logged", "readings", "actor", "may"),
    *("glasses", "retention", "retention.today", "erasures", "deliveries"),
    *("erasures.number_of", "erasures.number_to_keep", "hold_logins", "copies"),
    *("people.check", "renewals"),
    *(f"retention.{one}" for one in ("guard", "judges", "moments", "register")),
    "retention.persons",
    *(f"deliveries.{one}" for one in ("check_idle", "deliver", "forget", "owe")),
    *(f"deliveries.{one}" for one in ("retry", "tell", "wanted")),
}


def again() -> StepDone:
    return StepDone("tell", TODAY, ANSWERS)


def me(office: Office) -> Actor:
    return office.actor(programme="care")


def public(sort: type, prefix: str, instance: object) -> set[str]:
    found = {name for name, _ in inspect.getmembers(sort)}
    found |= set(getattr(instance, "__dict__", ()))
    return {prefix + name for name in found if not name.startswith("_")}


@pytest.fixture
def house() -> House:
    house = House()
    house.founded()
    return house


@pytest.fixture
def zara(house) -> Office:
    return house.joins("zara", "clerk", "doctor", "keeper")


@pytest.fixture
def bashir(house, zara) -> Office:
    return house.joins("bashir", *ROLES)


def known(zara: Office) -> str:
    """Let Zara add somebody who can be reached, and their family."""
    person = Person(
        (Name("Fatoumata", "Diallo"),),
        contacts=(Contact("phone", "+212600000417", safe_way="canary-way"),),
        documents=(Document("passport", "canary-paper"),),
        references=(Reference("old", "canary-reference"),),
        id="P-1",
    )
    zara.people.add(person, by=Actor("zara", {"clerk"}))
    zara.people.families.form("P-1", by=Actor("zara", {"clerk"}), id="F-1-id")
    return "P-1"


@pytest.fixture
def person(zara) -> str:
    return known(zara)


@pytest.fixture
def case(zara, person) -> str:
    return write_case(zara, "zara", ("clerk", "doctor", "keeper"))


def family_of(office: Office) -> str:
    family = office.people.show("P-1").family
    assert family is not None
    return family.of


def read(office: Office, way: str, case: str, person: str) -> object:
    if way == "families.family":
        return office.people.families.family(family_of(office))
    if way == "families.versions":
        return office.people.families.versions(family_of(office))
    return {**READS, **REVEALS}[way](office, case, person)


def test_every_public_way_into_the_office_is_listed_here(bashir):
    found = public(Office, "", bashir) | public(People, "people.", bashir.people)
    found |= public(Families, "families.", bashir.people.families)
    for room in ("copies", "glasses", "retention", "erasures", "deliveries"):
        found |= public(type(getattr(bashir, room)), f"{room}.", getattr(bashir, room))

    ways = {way.partition(" ")[0] for way in READS}
    assert found == {*ways, *REVEALS, *REVEALS_ALL, *WRITES, *OTHERS}


@pytest.fixture(scope="module")
def reader() -> tuple[Office, str]:
    """Bashir, who works on a case of Zara's in which everything was told."""
    house = House()
    house.founded()
    zara = house.joins("zara", "clerk", "doctor", "keeper")
    known(zara)
    case = write_case(zara, "zara", ("clerk", "doctor", "keeper"))
    return house.joins("bashir", *ROLES), case


@pytest.mark.parametrize("way", READS)
def test_nothing_sensitive_is_told_by_any_way_to_read(way, reader):
    bashir, case = reader
    told = repr(read(bashir, way, case, "P-1"))

    assert [one for one in (*CANARIES, *REACHED) if one in told] == []


def test_the_canaries_sing_where_nothing_is_masked(house, zara, case):
    """The positive control: without keys the same ways tell everything."""
    plain = Office(
        house.register, zara.plugins, settings=zara.settings, clock=house.clock
    )
    told = repr([plain.case(case), plain.entries(case), plain.people.show("P-1")])

    assert [one for one in (*CANARIES, *REACHED) if one not in told] == [
        "canary-sealed"  # it was sealed by whoever wrote it
    ]


@pytest.mark.parametrize("way", REVEALS)
def test_whoever_asks_is_shown_it_after_it_was_written_down(way, bashir, case, person):
    before = len(bashir.readings(by="bashir"))
    told = repr(read(bashir, way, case, person))
    [reading] = bashir.readings(by="bashir")[before:]

    assert reading.why == "the doctor asks"
    if way == "reveal":
        assert (reading.of, reading.what) == (case, ("fear", "route", "*"))
        assert [one for one in CANARIES if one in told] == [
            *("canary-sensitive", "canary-sealed", "canary-note")
        ]
    else:
        assert reading.of == person
        assert {"contacts", "documents", "references"} <= set(reading.what)
        assert [one for one in REACHED if one not in told] == []


@pytest.mark.parametrize("way", [*REVEALS, "people.show"])
def test_where_nothing_can_be_written_down_nothing_is_shown(
    way, house, bashir, case, person, monkeypatch
):
    def fails(reading: object) -> None:
        raise BadRegister({"register": "office.db", "reason": "the disk is full"})

    monkeypatch.setattr(house.register.readings, "append", fails)

    with pytest.raises(BadRegister):
        read(bashir, way, case, person)


@pytest.mark.parametrize("way", REVEALS)
def test_without_a_reason_nothing_is_shown_nor_written_down(
    way, bashir, case, person, monkeypatch
):
    monkeypatch.setitem(REASON, "why", "  ")

    with pytest.raises(Refused, match="empty-reason"):
        read(bashir, way, case, person)
    assert bashir.readings(by="bashir") == ()


@pytest.fixture
def protection(house, zara) -> Office:
    """Somebody who may give people the copy of their own data."""
    return house.joins("chioma", hat="data-protection")


def test_a_whole_copy_is_made_by_whoever_may_take_it_away(
    house, protection, bashir, case, person
):
    told = repr(protection.copies.of(person, reason="she asked"))
    readings = protection.readings(by="chioma")

    assert [one for one in ("canary-reserved", *REACHED) if one not in told] == []
    assert {one.of for one in readings} == {person, case}
    assert {one.why for one in readings} == {"she asked"}
    for other in (bashir, house.joins("david", hat="auditor")):
        with pytest.raises(NotAllowed):
            other.copies.of(person, reason="x")


def test_no_copy_is_made_where_nothing_can_be_written_down(
    house, protection, person, case, monkeypatch
):
    def fails(reading: object) -> None:
        raise BadRegister({"register": "office.db", "reason": "the disk is full"})

    monkeypatch.setattr(house.register.readings, "append", fails)

    with pytest.raises(BadRegister):
        protection.copies.of(person, reason="she asked")


def test_opening_a_page_is_written_down_once(bashir, case):
    bashir.people.show("P-1")

    assert [one.what for one in bashir.readings(by="bashir")] == [("page",)]


def test_what_is_named_is_shown_and_nothing_beside_it(bashir, case):
    found = bashir.reveal(case, "fear", reason=REASON["why"])

    assert found.case.told["fear"][-1].value == "canary-sensitive"
    assert isinstance(found.case.told["route"][-1].value, Sealed)
    assert found.entries[2].event == Noted(MASK, TODAY)
    [reading] = bashir.readings(by="bashir")
    assert reading.what == ("fear",)


def test_an_answer_for_other_readers_cannot_be_asked_for(bashir, case):
    with pytest.raises(NotAllowed) as told:
        bashir.reveal(case, "fear", "fit", reason=REASON["why"])

    assert told.value.values["contact"] == "amina"
    assert bashir.readings(by="bashir") == ()


def test_what_an_ending_asks_is_for_the_readers_that_it_names(house, zara, case):
    by = Actor("zara", {"clerk"})
    zara.record(case, Closed("died", TODAY, {"kin": "canary-kin"}), by=by)
    clerk = house.joins("chioma", "clerk")

    assert "canary-kin" in repr(zara.reveal(case, "kin", reason="to tell them"))
    with pytest.raises(NotAllowed):
        clerk.reveal(case, "kin", reason="curious")
    assert "canary-kin" not in repr(clerk.reveal(case, reason="curious"))


def test_a_mask_is_never_written_as_an_answer(bashir, case, person):
    masked = bashir.people.sheet(person).holds.person
    by = Actor("bashir", {"clerk"})

    with pytest.raises(Refused, match="masked"):
        bashir.people.edit(masked, seen=2, by=by)
    for told in ("fear", "district"):
        with pytest.raises(Refused):
            bashir.record(case, StepDone("tell", TODAY, {told: WITHHELD}), by=by)


def test_who_saw_what_is_for_oversight_and_for_oneself(house, bashir, zara, case):
    auditor = house.joins("chioma", hat="auditor")
    bashir.reveal(case, "fear", reason=REASON["why"])

    assert [one.reader for one in auditor.readings(case)] == ["bashir"]
    assert len(bashir.readings(by="bashir")) == 1
    for asked in ({"of": case}, {"by": "bashir"}):
        with pytest.raises(NotAllowed):
            zara.readings(**asked)


def test_the_log_is_for_those_who_answer_for_the_office(house, bashir):
    assert len(house.office("amina").logged()) > 3
    with pytest.raises(NotAllowed):
        bashir.logged()


# ------------------------------------------------------------- break the glass


@pytest.fixture
def chioma(house) -> Office:
    """Somebody whom no case concerns."""
    return house.joins("chioma")


def test_the_glass_opens_a_case_for_reading_and_closes_again(house, chioma, case):
    with pytest.raises(NotAllowed):
        chioma.case(case)

    chioma.glasses.break_for(case, reason="she is in labour", minutes=20)

    found = chioma.reveal(case, "fit", reason="the midwife asks")
    assert found.case.told["fit"][-1].value == "canary-reserved"
    with pytest.raises(NotAllowed):
        chioma.record(case, Noted("x", TODAY), by=Actor("chioma"))
    house.clock.go(minutes=20)
    with pytest.raises(NotAllowed):
        chioma.case(case)


@pytest.mark.parametrize(("minutes", "reason"), [(0, "x"), (61, "x"), (60, " ")])
def test_the_glass_is_broken_for_a_reason_and_an_hour_at_most(
    chioma, case, minutes, reason
):
    with pytest.raises(Refused):
        chioma.glasses.break_for(case, reason=reason, minutes=minutes)


def test_an_hour_of_glass_is_an_hour_however_it_is_written(house, chioma, case):
    until = house.clock() + timedelta(hours=8)

    with pytest.raises(Refused, match="glass-too-long"):
        chioma.log(GlassBroken(case, "she is in labour", until))


def test_only_another_hand_reviews_a_broken_glass(house, chioma, case):
    chioma.glasses.break_for(case, reason="she is in labour")
    amina = house.office("amina")

    with pytest.raises(Refused, match="not-your-office"):
        chioma.glasses.review(case, justified=True, note="it was me")
    assert [one.by for one in amina.glasses.waiting()] == ["chioma"]
    amina.glasses.review(case, justified=True, note="the midwife confirms")
    assert amina.glasses.waiting() == ()


def test_an_administrator_does_not_review_their_own(house, case):
    amina = house.office("amina")
    amina.glasses.break_for(case, reason="nobody else is here")

    with pytest.raises(Refused, match="same-person"):
        amina.glasses.review(case, justified=True, note="it was me")


def test_after_a_week_without_review_it_is_late(house, chioma, case):
    chioma.glasses.break_for(case, reason="she is in labour")

    house.clock.go(days=7)
    assert chioma.glasses.late() == ()
    house.clock.go(minutes=1)
    assert len(chioma.glasses.late()) == 1
