"""Whoever holds the file holds nothing; whoever knows a passphrase works."""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
from base64 import b64decode, b64encode
from datetime import date
from itertools import combinations, pairwise

import pytest
from attrs import evolve

from migcase.keeping.key_place import FILE, fingerprint, is_closed
from migcase.keeping.seal import epochs, recovery, slots
from migcase.keeping.seal.errors import (
    BadKeys,
    BadShare,
    NoRecovery,
    NoSecret,
    WrongPassphrase,
)
from migcase.keeping.seal.key_file import CEILING, FLOOR, USUAL, Cost
from migcase.keeping.seal.key_file_wire import read
from migcase.keeping.seal.printed import printed, typed

PHRASE = "trois tortues au soleil"
OTHER = "un thermos bien rempli"


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """An office where Amina has a slot, and one where there is more; made once."""
    place = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "USUAL", FLOOR)
        patch.setenv(epochs.ELSEWHERE, str(place / "state"))
        (place / "office").mkdir()
        amina = slots.found(place / "office", "amina", PHRASE)
        shutil.copytree(place / "office", place / "more")
        slots.add(place / "more", amina, "bashir", OTHER)
        recovery.add_holder(place / "more", amina, "chief")
        recovery.add_holder(place / "more", amina, "deputy")
    return place, amina


@pytest.fixture(autouse=True)
def _quick(tmp_path, monkeypatch):
    monkeypatch.setattr(slots, "USUAL", FLOOR)
    monkeypatch.setenv(epochs.ELSEWHERE, str(tmp_path / "state"))


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "office"
    found.mkdir()
    return found


@pytest.fixture
def amina(folder, tmp_path, founded):
    """Amina's keys, in an office with her slot alone."""
    place, keys = founded
    shutil.copytree(place / "state", tmp_path / "state")
    shutil.copy(place / "office" / FILE, folder)
    return keys


@pytest.fixture
def more(folder, amina, founded):
    """The folder of an office where Bashir has a slot too, with a pair of holders."""
    shutil.copy(founded[0] / "more" / FILE, folder)
    return folder


def edited(folder, change):
    table = json.loads((folder / FILE).read_text())
    change(table)
    (folder / FILE).write_text(json.dumps(table))


# -------------------------------------------------------------------- passphrases
def test_whoever_knows_the_passphrase_gets_the_same_keys_each_time(folder, amina):
    again = slots.unlock(folder, "amina", PHRASE)

    assert again.to_bytes() == amina.to_bytes()
    assert (amina.epoch, len(amina.secret)) == (0, 32)


def test_a_passphrase_is_the_same_however_a_keyboard_composes_it(folder):
    slots.found(folder, "amina", "café au lait à Rabat")

    assert slots.unlock(folder, "amina", "cafe\u0301 au lait a\u0300 Rabat")


def test_a_wrong_passphrase_and_an_unknown_name_are_told_alike(folder, amina):
    with pytest.raises(WrongPassphrase) as wrong:
        slots.unlock(folder, "amina", OTHER)
    with pytest.raises(WrongPassphrase) as unknown:
        slots.unlock(folder, "nobody", PHRASE)

    assert str(wrong.value) == str(unknown.value)
    assert wrong.value.values == unknown.value.values == {}


def test_an_unknown_name_costs_as_much_as_a_wrong_passphrase(folder, amina):
    def shortest(user):
        taken = []
        for _ in range(3):
            began = time.process_time()
            with pytest.raises(WrongPassphrase):
                slots.unlock(folder, user, OTHER)
            taken.append(time.process_time() - began)
        return min(taken)

    assert shortest("nobody") > shortest("amina") / 2


def test_an_office_is_founded_with_what_the_rfc_asks_for(folder):
    assert (USUAL.passes, USUAL.memory, USUAL.lanes) == (3, 64 * 1024, 4)


# ------------------------------------------------------------------ the file itself
def test_only_its_owner_reads_the_file_and_nothing_is_left_beside_it(folder, amina):
    slots.add(folder, amina, "bashir", OTHER)

    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert [one.name for one in folder.iterdir()] == [FILE]


def test_no_key_stands_in_the_file_in_clear(more, amina):
    text = (more / FILE).read_bytes()

    for key in (amina.master, amina.secret, *halves(amina.hand.to_bytes())):
        assert key not in text
        assert b64encode(key).rstrip(b"=")[:-1] not in text
        assert key.hex().encode() not in text


def halves(key):
    return key[:32], key[32:]


@pytest.mark.parametrize(
    ("cost", "cause"),
    [
        (Cost(1, 46 * 1024, 1), "weak-keys"),
        (Cost(2, 19 * 1024 - 1, 1), "weak-keys"),
        (Cost(2, 19 * 1024, 0), "weak-keys"),
        (Cost(2, CEILING.memory + 1, 1), "heavy-keys"),
        (Cost(16, CEILING.memory, 1), "heavy-keys"),
        (Cost(17, 19 * 1024, 1), "heavy-keys"),
    ],
)
def test_nobody_can_make_guesses_cheap_or_an_unlocking_endless(
    folder, amina, cost, cause
):
    numbers = {"passes": cost.passes, "memory": cost.memory, "lanes": cost.lanes}
    edited(folder, lambda table: table["slots"][0].update(argon2id=numbers))

    with pytest.raises(BadKeys) as told:
        slots.unlock(folder, "amina", PHRASE)
    assert told.value.values["cause"] == cause


def _flip(text):
    return b64encode(bytes([b64decode(text)[0] ^ 1]) + b64decode(text)[1:]).decode()


EDITS = {
    "another's public key": lambda table: table["slots"][1].update(
        verifies=_flip(table["slots"][1]["verifies"])
    ),
    "a slot gone": lambda table: table["slots"].pop(),
    "slots in another order": lambda table: table["slots"].reverse(),
    "a holder more": lambda table: table["holders"].append(
        {**table["holders"][0], "name": "mallory"}
    ),
    "a holder's key": lambda table: table["holders"][0].update(
        receives=_flip(table["holders"][0]["receives"])
    ),
    "no pair left": lambda table: table["pairs"].clear(),
    "a drill that never was": lambda table: table["pairs"][0].update(
        tried="2026-11-22"
    ),
    "another epoch": lambda table: table.update(epoch=1),
    "not bound": lambda table: table.update(bound=False),
    "another's name": lambda table: table["slots"][1].update(name="chioma"),
    "another mac": lambda table: table.update(mac=_flip(table["mac"])),
}


@pytest.mark.parametrize("edit", EDITS)
def test_whoever_unlocks_is_told_that_somebody_changed_the_keys(more, amina, edit):
    assert slots.checked(more, amina)
    edited(more, EDITS[edit])

    with pytest.raises(BadKeys) as told:
        slots.unlock(more, "amina", PHRASE)
    assert told.value.values["cause"] == "changed-keys"


def test_a_slot_that_was_lifted_from_another_office_does_not_open(
    folder, amina, tmp_path
):
    other = tmp_path / "other"
    other.mkdir()
    slots.found(other, "amina", PHRASE)
    lifted = json.loads((other / FILE).read_text())["slots"]
    edited(folder, lambda table: table.update(slots=lifted))

    with pytest.raises(WrongPassphrase):
        slots.unlock(folder, "amina", PHRASE)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _text: "",
        lambda _text: "[]",
        lambda text: text[: len(text) // 2],
        lambda text: text + "{}",
        lambda text: text.replace('"epoch": 0', '"epoch": true'),
        lambda text: text.replace('"epoch": 0', '"epoch": -1'),
        lambda text: text.replace('"epoch": 0', '"epoch": 0, "epoch": 0'),
        lambda text: text.replace('"epoch": 0', '"epoch": 0, "more": 0'),
        lambda text: text.replace('"amina"', '"a\\u001bmina"'),
        lambda text: text.replace('"amina"', '""'),
        lambda text: text.replace('"salt": "', '"salt": " '),
        lambda text: text.replace('"salt": "', '"salt": "AAAA'),
        lambda text: text.replace('"migcase-keys": 1', '"migcase-keys": 2'),
        lambda _text: "[" * 100_000,
        lambda _text: " " * 1_000_001,
    ],
)
def test_a_file_that_is_not_exactly_a_key_file_is_refused(folder, amina, spoil):
    text = (folder / FILE).read_text()
    assert spoil(text) != text
    (folder / FILE).write_text(spoil(text))

    with pytest.raises(BadKeys):
        slots.unlock(folder, "amina", PHRASE)


def test_an_office_without_the_file_is_not_closed(folder):
    assert not is_closed(folder)
    assert fingerprint(folder) == ""


# --------------------------------------------------------------------------- users
def test_each_user_has_keys_of_their_own_and_the_office_in_common(folder, amina):
    public = slots.add(folder, amina, "bashir", OTHER)
    bashir = slots.unlock(folder, "bashir", OTHER)

    assert bashir.hand.public == public
    assert bashir.master == amina.master
    assert bashir.hand.to_bytes() != amina.hand.to_bytes()
    assert [one.name for one in slots.checked(folder, amina)] == ["amina", "bashir"]


def test_a_slot_that_was_taken_away_opens_no_more(more, amina):
    assert slots.unlock(more, "bashir", OTHER)
    slots.remove(more, amina, "bashir")

    with pytest.raises(WrongPassphrase):
        slots.unlock(more, "bashir", OTHER)


def test_the_last_slot_stays(folder, amina):
    with pytest.raises(slots.SlotTaken):
        slots.remove(folder, amina, "amina")


def test_nobody_gets_a_second_slot_and_no_office_second_keys(folder, amina):
    with pytest.raises(slots.SlotTaken):
        slots.add(folder, amina, "amina", OTHER)
    with pytest.raises(slots.SlotTaken):
        slots.found(folder, "amina", OTHER)


def test_a_changed_passphrase_opens_the_same_keys_and_the_old_one_none(folder, amina):
    slots.change(folder, amina, OTHER)

    assert slots.unlock(folder, "amina", OTHER).to_bytes() == amina.to_bytes()
    with pytest.raises(WrongPassphrase):
        slots.unlock(folder, "amina", PHRASE)


def test_nothing_is_changed_with_the_keys_of_another_office(folder, amina, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    mallory = slots.found(other, "mallory", OTHER)

    with pytest.raises(BadKeys):
        slots.add(folder, mallory, "mallory", OTHER)


# ----------------------------------------------------------------------- this machine
def test_the_folder_and_the_passphrase_open_nothing_on_another_machine(
    folder, amina, tmp_path, monkeypatch
):
    monkeypatch.setenv(epochs.ELSEWHERE, str(tmp_path / "another"))

    with pytest.raises(NoSecret):
        slots.unlock(folder, "amina", PHRASE)


def test_an_office_on_a_server_is_not_bound_to_a_machine(folder, tmp_path, monkeypatch):
    slots.found(folder, "amina", PHRASE, bound=False)
    monkeypatch.setenv(epochs.ELSEWHERE, str(tmp_path / "another"))

    assert slots.unlock(folder, "amina", PHRASE).secret == b""


def test_only_its_owner_looks_at_what_a_machine_keeps(amina):
    kept = epochs.folder_of(amina.office)

    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert stat.S_IMODE((kept / "epoch-0").stat().st_mode) == 0o600


def test_a_secret_that_was_destroyed_is_gone_and_another_epoch_begins(folder, amina):
    epochs.make(amina.office, 1)
    moved = recovery.move(folder, amina, 1)
    epochs.destroy(amina.office, 0)

    assert epochs.kept(amina.office) == (1,)
    assert moved.store_key != amina.store_key
    assert slots.unlock(folder, "amina", PHRASE).to_bytes() == moved.to_bytes()


# ------------------------------------------------------------------------- recovery
@pytest.mark.parametrize("count", [2, 3, 5])
def test_any_two_holders_open_the_office_and_none_does_alone(folder, amina, count):
    shares = [recovery.add_holder(folder, amina, f"holder {n}") for n in range(count)]

    for first, second in combinations(shares, 2):
        for pair in ((first, second), (second, first)):
            found = recovery.opened(folder, *pair)
            assert (found.master, found.secret) == (amina.master, amina.secret)
    for share in shares:
        with pytest.raises(NoRecovery):
            recovery.opened(folder, share, share)


def test_one_printed_key_opens_neither_layer_of_what_it_is_no_part_of(folder, amina):
    shares = [recovery.add_holder(folder, amina, name) for name in "ABC"]
    alone = recovery._hand("A", typed(shares[0]))
    file = read(folder)

    for pair in file.pairs:
        place = recovery._place(file, pair)
        for layer in ("outer", "inner"):
            try:
                opened = alone.open(pair.sealed, f"{place} {layer}")
            except slots.SealBroken:
                continue
            # The outer layer is theirs; below it lies what only the other opens.
            assert (pair.outer, layer) == ("A", "outer")
            assert amina.master not in opened


def test_two_holders_let_somebody_in_on_a_bare_machine(
    folder, amina, tmp_path, monkeypatch
):
    shares = [recovery.add_holder(folder, amina, name) for name in ("A", "B")]
    monkeypatch.setenv(epochs.ELSEWHERE, str(tmp_path / "bare"))

    found = recovery.opened(folder, *shares)
    recovery.admit(folder, found, "chioma", OTHER)

    assert slots.unlock(folder, "chioma", OTHER).master == amina.master
    assert slots.unlock(folder, "amina", PHRASE).to_bytes() == amina.to_bytes()


def test_somebody_who_forgot_their_passphrase_gets_new_keys(folder, amina):
    shares = [recovery.add_holder(folder, amina, name) for name in ("A", "B")]
    recovery.admit(folder, recovery.opened(folder, *shares), "amina", OTHER)

    with pytest.raises(WrongPassphrase):
        slots.unlock(folder, "amina", PHRASE)
    again = slots.unlock(folder, "amina", OTHER)
    assert again.hand.public != amina.hand.public
    assert again.master == amina.master


def test_a_holder_who_was_dropped_opens_nothing(folder, amina):
    shares = [recovery.add_holder(folder, amina, name) for name in ("A", "B", "C")]
    recovery.remove_holder(folder, amina, "B")

    assert recovery.opened(folder, shares[0], shares[2])
    with pytest.raises(NoRecovery):
        recovery.opened(folder, shares[0], shares[1])


def test_printed_keys_open_the_epoch_that_is_and_not_the_one_before(folder, amina):
    shares = [recovery.add_holder(folder, amina, name) for name in ("A", "B")]
    epochs.make(amina.office, 1)
    moved = recovery.move(folder, amina, 1)

    found = recovery.opened(folder, *shares)
    assert (found.epoch, found.secret) == (1, moved.secret)
    assert moved.secret != amina.secret


def test_a_drill_is_written_down_and_changes_nothing_else(folder, amina):
    shares = [recovery.add_holder(folder, amina, name) for name in ("A", "B")]
    before = read(folder)
    names = recovery.drill(folder, *shares, date(2026, 11, 22))
    after = read(folder)

    assert names == ("A", "B")
    assert after.pairs[0].tried == "2026-11-22"
    assert evolve(after, pairs=before.pairs, mac=before.mac) == before
    assert slots.unlock(folder, "amina", PHRASE)


# ---------------------------------------------------------------------------- paper
def test_a_printed_key_is_typed_back_as_it_was_also_in_small_letters():
    key = os.urandom(32)

    assert typed(printed(key)) == key
    assert typed(printed(key).lower().replace(" ", "-\n")) == key
    assert typed(printed(key).replace("0", "o").replace("1", "l")) == key


def test_a_slip_of_the_pen_is_found_in_its_group():
    key = bytes(range(32))
    groups = printed(key).split()
    assert len(groups) == 8

    told = 0
    for at, group in enumerate(groups):
        for place in range(8):
            wrong = group[:place] + ("A" if group[place] != "A" else "B")
            groups_now = [*groups[:at], wrong + group[place + 1 :], *groups[at + 1 :]]
            with pytest.raises(BadShare) as found:
                typed(" ".join(groups_now))
            told += found.value.values["group"] == at + 1
    # A check sign is one of 32: what it lets through, the sum of the whole finds.
    assert told >= 56


def test_groups_in_another_order_or_too_few_are_refused():
    groups = printed(bytes(32)).split()

    for one, two in pairwise(range(8)):
        swapped = [*groups]
        swapped[one], swapped[two] = groups[two], groups[one]
        with pytest.raises(BadShare):
            typed(" ".join(swapped))
    for text in ("", " ".join(groups[:7]), " ".join([*groups, groups[0]])):
        with pytest.raises(BadShare):
            typed(text)
