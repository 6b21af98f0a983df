"""A person's own copy: all of it, and nothing about anybody else."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from migcase import (
    PERSON,
    TEXT,
    Field,
    LineOpened,
    Noted,
    Office,
    Opened,
    Programme,
    Stage,
    Stated,
    Step,
    StepDone,
    Track,
)
from migcase.casefile.case import replay
from migcase.casefile.events import NO_FACTS
from migcase.keeping.wire import read_entry
from migcase.office.copying import PersonalCopy, about
from migcase.people.person import Name, Person
from migcase.testing.writing import entry_of
from tests.office.passport import AMINA, CLERK, TODAY, declaring, office_of

WHO = Field("who", "Who?", PERSON, secrecy="personal")
SAYS = Field("says", "What do they say?", TEXT, secrecy="sensitive")
MEMBER = Track("member", "Traveller", opened_by=CLERK, asks=WHO, about=WHO)
TOLD = Step("told", "Told", of=MEMBER, by=CLERK, asks=SAYS)
STORY = Field("story", "What happened?", TEXT, secrecy="sensitive")
ESCORT = Field("escort", "Who goes along?", PERSON)
HEARD = Step("heard", "Heard", by=CLERK, asks=(STORY, ESCORT))
TO = Field("disclosed_to", "To whom?", TEXT)
SHARED = Track("disclosure", "Disclosure", opened_by=CLERK, asks=TO, about=TO)
TRIP = Programme(
    "trip",
    1,
    "Trip",
    about=PERSON,
    stages=Stage("All", (HEARD, TOLD)),
    tracks=(MEMBER, SHARED),
)


@pytest.fixture
def office() -> Office:
    return office_of(declaring(TRIP))


def known(office: Office, name: str) -> str:
    return office.people.add(Person((Name(name, "Diallo"),), "female"), by=AMINA).of


def travel(office: Office) -> tuple[str, str, str, str]:
    """Have a mother and a daughter travel, and their neighbour go along."""
    mother, daughter, neighbour = (known(office, n) for n in ("Awa", "Binta", "Coumba"))
    case = office.open("trip", by=AMINA, about=mother).id
    for event in (
        LineOpened("member", "m1", TODAY, {"who": mother}),
        LineOpened("member", "m2", TODAY, {"who": daughter}),
        StepDone("told", TODAY, {"says": "It is dark"}, "m1"),
        StepDone("told", TODAY, {"says": "I am afraid"}, "m2"),
        StepDone("heard", TODAY, {"story": "The long one", "escort": neighbour}),
        Noted("She wept", TODAY),
        LineOpened("disclosure", "d1", TODAY, {"disclosed_to": "Clinic"}),
    ):
        office.record(case, event, by=AMINA)
    return mother, daughter, neighbour, case


def said_in(copy: PersonalCopy) -> set[object]:
    entries = [entry for case in copy.cases for entry in case.entries]
    facts = [getattr(entry.event, "facts", NO_FACTS) for entry in entries]
    return {said for told in facts for said in told.values()}


def test_whoever_a_case_is_about_gets_all_of_it_but_the_lines_of_others(office):
    mother, daughter, *_ = travel(office)
    copy = office.copies.of(mother, reason="She asked")

    assert {"It is dark", "The long one", "Clinic"} <= said_in(copy)
    assert said_in(copy).isdisjoint({"I am afraid", daughter})
    assert [case.left_out for case in copy.cases] == [2]
    assert any(isinstance(one.event, Noted) for one in copy.cases[0].entries)


def test_whoever_travels_along_gets_what_is_theirs(office):
    _, daughter, *_ = travel(office)
    copy = office.copies.of(daughter, reason="She asked")

    assert said_in(copy) == {daughter, "I am afraid"}
    assert not any(isinstance(one.event, Opened) for one in copy.cases[0].entries)


def test_whoever_is_only_named_is_told_that_and_no_more(office):
    *_, neighbour, _ = travel(office)

    assert said_in(office.copies.of(neighbour, reason="She asked")) == {neighbour}


def test_everybody_learns_who_received_what_of_the_case(office):
    mother, daughter, neighbour, _ = travel(office)

    for person in (mother, daughter, neighbour):
        copy = office.copies.of(person, reason="They asked")
        assert [one.to for one in copy.disclosed] == ["Clinic"]


def test_every_version_of_a_person_is_in_it(office):
    mother, *_ = travel(office)
    better = Person((Name("Awa", "Diallo"), Name("Ava", "Diallo")), "female", id=mother)
    office.people.edit(better, seen=1, by=AMINA, reason="Misspelt")
    copy = office.copies.of(mother, reason="She asked")

    assert [len(one.holds.person.names) for one in copy.versions] == [1, 2]


# ------------------------------------------------ against the raw entries
PEOPLE = ("p1", "p2", "p3")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1)
MOVES = st.one_of(
    st.tuples(st.just("member"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("told"), WORDS),
    st.tuples(st.just("heard"), WORDS),
    st.tuples(st.just("escort"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("note"), WORDS),
)


def file_of(moves: list[tuple[str, str]]) -> tuple[list, dict[str | None, str]]:
    """Return the entries of a case about p1, and whom each line is about."""
    events = [Opened("trip", 1, TODAY, about="p1")]
    whose: dict[str | None, str] = {}
    for number, (sort, said) in enumerate(moves):
        line = max((key for key in whose if key), default=None)
        if sort == "member":
            whose[f"m{number:03}"] = said
            events.append(LineOpened("member", f"m{number:03}", TODAY, {"who": said}))
        elif sort == "told" and line is not None:
            events.append(StepDone("told", TODAY, {"says": said}, line))
        elif sort == "note":
            events.append(Noted(said, TODAY))
        else:
            key = "escort" if sort == "escort" else "story"
            events.append(Stated({key: said}, TODAY))
    pairs = enumerate(events, 1)
    return [entry_of(number, one, TODAY, AMINA) for number, one in pairs], whose


@given(st.lists(MOVES, max_size=12))
def test_whatever_is_written_each_gets_their_own_whole_and_nothing_of_others(moves):
    entries, whose = file_of(moves)
    case = replay(entries)

    for person in PEOPLE:
        copied = {one.number: one for one in about(case, entries, TRIP, {person})}
        for entry in entries:
            line = getattr(entry.event, "line", None)
            theirs = whose.get(line, "p1") == person
            if theirs:
                assert copied[entry.number] == entry
            elif entry.number in copied:
                facts = copied[entry.number].event.facts
                assert set(facts.values()) == {person}


@given(st.lists(MOVES, max_size=12))
def test_the_machine_readable_copy_says_every_field_of_every_entry(moves):
    from migcase.cli.person_copying import as_json
    from migcase.office.copying import CopiedCase

    entries, _ = file_of(moves)
    whole = CopiedCase("T-1", "trip", ("principal",), tuple(entries), 0)
    copy = PersonalCopy("p1", (), (whole,), (), (), ())
    read = json.loads(json.dumps(as_json(copy)))["cases"][0]["entries"]

    assert [read_entry(json.dumps(one)) for one in read] == entries


def test_a_copy_that_lost_a_field_would_be_noticed():
    entries, _ = file_of([("heard", "All of it")])
    case = replay(entries)
    (first, *_), kept = entries, list(about(case, entries, TRIP, {"p1"}))

    assert kept == entries
    assert kept[1:] != entries
    assert kept[0] == first


# ------------------------------------------------ at the counter
@pytest.fixture
def typed(tmp_path, monkeypatch) -> Callable[..., Result]:
    monkeypatch.setenv("MIGCASE_OFFICE", str(tmp_path / "office"))
    monkeypatch.setenv("MIGCASE_LOAD_PLUGINS", "fund")
    monkeypatch.setenv("MIGCASE_USER", "amina")

    def type_(*words: str, lang: str = "en") -> Result:
        from migcase.cli import speak
        from migcase.cli.door import door

        monkeypatch.setenv("LANGUAGE", lang)
        speak(lang)
        return CliRunner().invoke(door, list(words), prog_name="migcase")

    assert type_("init", "--plain", "--code", "MA", "--user", "amina:*").exit_code == 0
    return type_


def test_the_file_is_for_one_reader_and_never_written_over(typed, tmp_path):
    added = typed("person", "add", "--given", "Awa", "--family", "Diallo", "--json")
    person = json.loads(added.stdout)["person"]
    target = tmp_path / "copy.json"
    asked = ("person", "copy", person, "--reason", "She asked", "--out", str(target))
    first = typed("--json", *asked)
    before = target.read_bytes()
    again = typed("--json", *asked)

    assert (first.exit_code, stat.S_IMODE(target.stat().st_mode)) == (0, 0o600)
    assert json.loads(before)["versions"][0]
    assert again.exit_code != 0
    assert target.read_bytes() == before


def test_the_copy_is_read_in_french(typed):
    added = typed("person", "add", "--given", "Awa", "--family", "Diallo", "--json")
    person = json.loads(added.stdout)["person"]
    told = typed("person", "copy", person, "--reason", "Demande", lang="fr")

    assert told.exit_code == 0, told.output
    assert "Qui l’a reçu" in told.stdout
