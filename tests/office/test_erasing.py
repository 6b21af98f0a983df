"""What is erased is gone for whoever holds the keys; that it was there still proves."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest

from migcase import (
    Refused,
)
from migcase.errors import MigcaseError
from migcase.keeping.register import MemoryRegister
from migcase.keeping.seal import epochs, slots
from migcase.keeping.seal.chain import NOTHING
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.turning import Turn
from migcase.keeping.sealed import ERASED, Erased
from migcase.keeping.sql import SqlRegister
from migcase.office.erasing import NothingSealed
from migcase.office.guard import NotAllowed
from migcase.office.retaining import ClockInDoubt, over
from migcase.office.verifying import examine
from migcase.people.person import Name, Person
from migcase.roster.events import LegalHold, LegalHoldLifted
from tests.helped import HELP, helped, house, made
from tests.keyed import House
from tests.office.passport import TODAY, declaring, office_of

__all__ = ["house", "made"]

WHY = "She asked for it in writing"
CANARIES = ("Fatoumata", "Diallo", "0612345678", "her brother", "came alone")


def asked(house: House, *of: str) -> int:
    """Return the number of an erasure that Amina asked for and Dora approved."""
    with house.unlocked("amina") as office:
        number = office.erasures.ask(of, WHY).number
    with house.unlocked("dora") as office:
        office.erasures.approve(number)
    return number


def erase(house: House, number: int):
    keys = house.keys("dora")
    with house.unlocked("dora") as office:
        return office.erasures.carry_out(number, Turn(house.folder, keys))


def erased(house: House, *of: str):
    return erase(house, asked(house, *of))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(one.code, one.concerns) for one in refused.value.refusals]


# ------------------------------------------------------------------- what goes
def test_what_was_said_in_an_erased_case_is_read_by_nobody(house: House):
    _, case = helped(house)

    erased(house, case)

    for name in ("amina", "adam", "dora"):
        with house.unlocked(name) as office:
            for read in (office.case, office.entries, office.work):
                with pytest.raises(Erased):
                    read(case)


def test_with_a_person_go_the_cases_about_them(house: House):
    person, case = helped(house)

    certificate = erased(house, person)

    assert certificate.of == (person, case)
    with house.unlocked("amina") as office, pytest.raises(Erased):
        office.people.show(person)
    with house.unlocked("amina") as office:
        assert list(office.people.find("Fatoumata Diallo")) == []
        assert list(office.people.find("0612345678")) == []


def test_everything_that_was_made_of_it_is_gone_from_the_tables(house: House):
    person, case = helped(house)
    erased(house, person)

    with house.unlocked("dora") as office:
        rows = office._register._rows
        for table, column, of in (
            ("held_key", "of", f"case:{case}"),
            ("held_key", "of", f"person:{person}"),
            ("person_key", "person_id", person),
            ("case_person", "case_id", case),
            ("open_work", "case_id", case),
        ):
            assert rows(f"SELECT * FROM {table} WHERE {column} = ?", (of,)) == []
        [(status, body, work, sealed)] = rows(
            "SELECT status, body, work, sealed FROM case_file WHERE case_id = ?",
            (case,),
        )
        assert (status, body, work, sealed) == (ERASED, "", "", None)


def test_what_is_not_erased_is_read_as_before(house: House):
    person, _ = helped(house)
    other, kept = helped(house)
    before = read(house, kept)

    erased(house, person)

    assert read(house, kept) == before
    with house.unlocked("amina") as office:
        found = [one.person.id for one in office.people.find("Fatoumata Diallo")]
        assert found == [other]
        office.people.show(other)


def read(house: House, case: str):
    with house.unlocked("amina") as office:
        return office.case(case), office.entries(case)


def acquainted(house: House, *given: str) -> list[str]:
    """Add people of those names who are in no case; return their numbers."""
    with house.unlocked("amina") as office:
        by = office.actor()
        people = (Person((Name(one, "Diallo"),)) for one in given)
        return [office.people.add(one, by=by).of for one in people]


def test_whoever_goes_through_all_people_passes_over_an_erased_one(house: House):
    one, other, gone = acquainted(house, "Fatoumata", "Fatoumata", "Fatoumata")

    erased(house, gone)

    with house.unlocked("amina") as office:
        pairs = {frozenset((pair.one, pair.other)) for pair in office.people.pairs()}
        assert pairs == {frozenset((one, other))}
        assert [pair.other for pair in office.people.candidates(one)] == [other]
        office.retention.due()


@pytest.mark.parametrize("asked_for", [0, 1, 2])
def test_with_a_person_go_all_sheets_that_turned_out_to_be_theirs(house, asked_for):
    sheets = acquainted(house, "Awa", "Aoua", "Aua")
    one, other, third = sheets
    with house.unlocked("amina") as office:
        by = office.actor()
        for into, gone in ((one, other), (third, one)):
            office.people.merge(into, gone, by=by, reason="The same paper")

    certificate = erased(house, sheets[asked_for])

    assert certificate.of[0] == sheets[asked_for]
    assert sorted(certificate.of) == sorted(sheets)
    with house.unlocked("amina") as office:
        assert list(office.people.find("Awa")) == []


def test_whoever_was_taken_for_an_erased_person_meanwhile_is_still_read(house: House):
    one, other, third = acquainted(house, "Awa", "Aoua", "Aua")
    numbers = asked(house, other), asked(house, third)
    with house.unlocked("amina") as office:
        by = office.actor()
        for into, gone in ((one, other), (third, one)):
            office.people.merge(into, gone, by=by, reason="The same paper")

    for number in numbers:
        erase(house, number)

    with house.unlocked("amina") as office:
        page = office.people.show(one)
        assert [sheet.id for sheet in page.sheets] == [one]
        assert [found.person.id for found in office.people.find("Awa")] == [one]
        office.people.undo(one, by=office.actor(), reason="She was erased")
        office.people.edit(
            attrs.evolve(page.person, sex="female"), seen=4, by=office.actor()
        )


# ------------------------------------------------------------------ what stays
def test_the_history_stays_complete_and_proves_itself(house: House):
    _, case = helped(house)
    with house.unlocked("dora") as office:
        before = office._register.proof.case(case)

    erased(house, case)

    with house.unlocked("dora") as office:
        assert office._register.proof.case(case) == before
        assert {row.case for row in office._register.cases(limit=9)} == {case}
        keys = house.keys("dora")
        examined = examine(office._register, keys.office, (), full=True)
        assert examined.flaws == ()


def test_what_was_counted_stays_counted(house: House):
    person, _ = helped(house)
    with house.unlocked("adam") as office:
        before = sum(one.cases for one in office.counts())

    erased(house, person)

    with house.unlocked("adam") as office:
        assert sum(one.cases for one in office.counts()) == before


def test_the_certificate_says_what_was_done_and_names_nobody_else(house: House):
    person, _ = helped(house)

    certificate = erased(house, person)

    assert certificate.entries == 4
    assert (certificate.asked_by, certificate.approved_by) == ("amina", "dora")
    for word in CANARIES:
        assert word not in certificate.text
    with house.unlocked("dora") as office:
        [done] = [
            one.event for one in office.logged() if hasattr(one.event, "certificate")
        ]
        assert done.certificate == certificate.hash


# -------------------------------------------------------------- who, and when
def test_nobody_approves_what_they_asked_for(house: House):
    _, case = helped(house)
    with house.unlocked("dora") as office:
        number = office.erasures.ask([case], WHY).number

        with pytest.raises(Refused) as refused:
            office.erasures.approve(number)

    assert ("same-person", "dora") in codes(refused)


def test_nothing_is_erased_that_nobody_approved(house: House):
    _, case = helped(house)
    with house.unlocked("amina") as office:
        number = office.erasures.ask([case], WHY).number

    with pytest.raises(Refused) as refused:
        erase(house, number)

    assert codes(refused) == [("erasure-not-approved", str(number))]
    assert read(house, case)[0].closed


def test_a_colleague_does_not_carry_out_an_erasure(house: House):
    _, case = helped(house)
    number, keys = asked(house, case), house.keys("amina")

    with house.unlocked("amina") as office, pytest.raises(NotAllowed):
        office.erasures.carry_out(number, Turn(house.folder, keys))


@pytest.mark.parametrize("held", ["case", "person"])
def test_a_legal_hold_stops_an_erasure_until_it_is_lifted(house: House, held: str):
    person, case = helped(house)
    number = asked(house, person)
    of = case if held == "case" else person
    with house.unlocked("dora") as office:
        office.log(LegalHold(of, "Court file 17"))

    with pytest.raises(Refused) as refused:
        erase(house, number)

    assert codes(refused) == [("under-legal-hold", of)]
    with house.unlocked("dora") as office:
        office.log(LegalHoldLifted(of, "Judgement given"))
    assert erase(house, number).entries == 4


def test_an_open_case_is_not_erased(house: House):
    _, case = helped(house, closed=False)

    with house.unlocked("amina") as office, pytest.raises(Refused) as refused:
        office.erasures.ask([case], WHY)

    assert codes(refused) == [("still-open", case)]


def test_what_was_erased_is_not_erased_again(house: House):
    person, case = helped(house)
    erased(house, person)

    for of in (person, case):
        with house.unlocked("amina") as office, pytest.raises(Refused) as refused:
            office.erasures.ask([of], WHY)
        assert codes(refused) == [("already-erased", of)]


def test_an_office_without_keys_erases_nothing():
    office = office_of(declaring(HELP), register=MemoryRegister())

    with pytest.raises(NothingSealed):
        office.erasures.carry_out(1, Turn(Path(), None))


# --------------------------------------------------- what an attacker may hold
def opens(file: Path, keys: Keyring, case: str) -> bool:
    """Tell whether *keys* open anything of *case* in the image *file*."""
    try:
        with closing(SqlRegister.open(file, keys=keys)) as register:
            return bool(register.entries(case))
    except (MigcaseError, OSError):
        return False


def test_no_image_of_the_file_opens_it_with_all_passphrases(
    house: House, tmp_path: Path
):
    """Whoever copied the disk at any moment, and learns every passphrase later."""
    _, case = helped(house)
    number = asked(house, case)
    images: list[Path] = []

    def copied() -> None:
        image = tmp_path / f"image-{len(images)}"
        shutil.copytree(house.folder, image)
        images.append(image)

    keys = house.keys("dora")
    copied()
    assert opens(images[0] / "office.db", keys, case)  # the control

    with house.unlocked("dora") as office:
        turn = Watched(Turn(house.folder, keys), copied)
        office.erasures.carry_out(number, turn)
        copied()
    copied()

    now = house.keys("dora")
    for image in images:
        for name in ("adam", "amina", "dora"):
            passphrase = f"{name} carries seven heavy green boxes"
            try:
                found = slots.unlock(image, name, passphrase)
            except MigcaseError:
                found = house.keys(name)
            for epoch, secret in ((now.epoch, now.secret), (0, NOTHING)):
                guess = Keyring(found.office, found.hand, found.master, epoch, secret)
                assert not opens(image / "office.db", guess, case)


class Watched:
    """A turn of keys, with somebody who copies the disk at each step."""

    def __init__(self, turn: Turn, copied: Callable[[], None]) -> None:
        self.keyring, self._turn, self._copied = turn.keyring, turn, copied

    def begin(self) -> Keyring:
        keys = self._turn.begin()
        self._copied()
        return keys

    def finish(self) -> Keyring:
        self._copied()
        keys = self._turn.finish()
        self._copied()
        return keys


# ------------------------------------------------------------------ power cuts
class Cut(Exception):
    """The power went."""


@pytest.mark.parametrize("moment", ["begun", "committed", "moved", "destroyed"])
def test_a_power_cut_leaves_it_done_or_not_begun_and_the_rest_readable(
    house: House, moment: str, monkeypatch: pytest.MonkeyPatch
):
    _, case = helped(house)
    _, kept = helped(house)
    number = asked(house, case)
    whole = read(house, kept)
    turn = Turn(house.folder, house.keys("dora"))

    class Falling(Turn):
        def begin(self) -> Keyring:
            keys = super().begin()
            if moment == "begun":
                raise Cut
            return keys

        def finish(self) -> Keyring:
            if moment == "moved":
                monkeypatch.setattr(epochs, "destroy", fallen)
            if moment == "committed":
                raise Cut
            super().finish()
            raise Cut

    def fallen(*_: object) -> None:
        raise Cut

    with house.unlocked("dora") as office, pytest.raises(Cut):
        office.erasures.carry_out(number, Falling(turn.folder, turn.keyring))
    monkeypatch.undo()
    monkeypatch.setenv("MIGCASE_STATE", str(house.folder.parent / "state"))

    assert read(house, kept) == whole
    is_done = moment != "begun"
    with house.unlocked("amina") as office:
        assert office.retention.guard.roster.erasures[number].done is not None or (
            not is_done
        )
    if not is_done:
        assert read(house, case)[0].closed
        erase(house, number)
    with house.unlocked("amina") as office, pytest.raises(Erased):
        office.case(case)
    keys = house.keys("dora")
    assert epochs.kept(keys.office) == (keys.epoch,)


# ------------------------------------------------------------------- retention
def test_what_was_kept_long_enough_is_shown_and_nothing_is_destroyed(house: House):
    _, case = helped(house)
    house.clock.go(days=5 * 366)
    with house.unlocked("adam") as office:
        office.log(LegalHold("P-1", "So that something is written"))

    with house.unlocked("amina") as office:
        [due] = office.retention.due()
        assert (due.of, due.held) == (case, False)
        assert over([due], office.retention.today()) == (case,)
        assert office.case(case).closed


def test_a_file_is_shown_ninety_days_before_its_time_and_not_earlier(house: House):
    _, case = helped(house)
    until = date(2031, 3, 2)
    for early, shown in ((91, []), (90, [case]), (0, [case])):
        house.clock.instant = house.clock.instant.replace(
            year=2026, month=3, day=2
        ) + timedelta(days=(until - TODAY).days - early)
        with house.unlocked("adam") as office:
            office.log(LegalHold(f"P-{early}", "So that something is written"))
        with house.unlocked("amina") as office:
            assert [one.of for one in office.retention.due()] == shown


@pytest.mark.parametrize("jump", [-400, 366 * 50])
def test_a_wrong_clock_makes_nothing_due(house: House, jump: int):
    helped(house)
    house.clock.go(days=jump)

    with house.unlocked("amina") as office, pytest.raises(ClockInDoubt):
        office.retention.due()


def test_a_legal_hold_keeps_what_is_due(house: House):
    _, case = helped(house)
    house.clock.go(days=5 * 366)
    with house.unlocked("dora") as office:
        office.log(LegalHold(case, "Court file 17"))

    with house.unlocked("amina") as office:
        [due] = office.retention.due()
        assert due.held
        assert over([due], office.retention.today()) == ()
