"""A new master key: what was copied of the old one opens nothing, and nobody need come.

Each cut is a process that dies for good, at a moment of its own.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import combinations
from pathlib import Path

import pytest
from attrs import evolve

from migcase import Office
from migcase.errors import BadRegister, MigcaseError
from migcase.keeping.key_place import FILE, NEXT
from migcase.keeping.register import MemoryRegister
from migcase.keeping.seal import epochs, recovery, renewal, slots
from migcase.keeping.seal.errors import BadKeys, KeysInDoubt, WrongPassphrase
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.key_file_wire import MOST_TURNED, read, write
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.seal.turned import passed_on
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_renewing import SqlRenewing, copy_of
from migcase.keeping.sql_unlocked import open_following, settle_with
from migcase.office.book import Book
from migcase.office.erasing import NothingSealed
from migcase.office.guard import NotAllowed
from migcase.office.verifying import examine
from migcase.roster.events import LegalHold, MasterRenewed, UserAdded, UserLeft
from migcase.roster.recovery import HolderNamed
from tests.helped import HELP, helped, house, made
from tests.keyed import House, founded_with_slots
from tests.office.passport import declaring, office_of

__all__ = ["house", "made"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no fork")

EVERYBODY = "adam", "amina", "dora"


def passphrase(name: str) -> str:
    return f"{name} carries seven heavy green boxes"


def keys_of(house: House, name: str) -> Keyring:
    return slots.unlock(house.folder, name, passphrase(name))


@contextmanager
def opened(house: House, keys: Keyring) -> Iterator[SqlRegister]:
    register, _keys = open_following(house.folder, house.file, keys, patience=5)
    with closing(register):
        yield register


@contextmanager
def unlocked(house: House, name: str) -> Iterator[Office]:
    """Let somebody work who typed their passphrase just now."""
    typed = evolve(house, keys_in=lambda *_: keys_of(house, name))
    with typed.unlocked(name) as office:
        yield office


def renew(house: House, *, patience: float = 5.0) -> Keyring:
    with unlocked(house, "adam") as office:
        return office.renewals.carry_out(house.folder, house.file, patience=patience)


def let_go(house: House, name: str) -> None:
    slots.remove(house.folder, keys_of(house, "adam"), name)
    with unlocked(house, "adam") as office:
        office.log(UserLeft(name))


def holders(house: House, *names: str) -> tuple[str, ...]:
    """Return the printed keys of new holders."""

    def one(name: str) -> str:
        with unlocked(house, "adam") as office:

            def first(public) -> None:
                office.log(HolderNamed(name, public.verifies, public.receives))

            adam = keys_of(house, "adam")
            return recovery.add_holder(house.folder, adam, name, first=first)

    return tuple(map(one, names))


def opens(file: Path, keys: Keyring, case: str) -> bool:
    """Tell whether *keys* open anything of *case* in *file*."""
    try:
        with closing(SqlRegister.open(file, keys=keys)) as register:
            return bool(register.entries(case))
    except (MigcaseError, OSError):
        return False


# ------------------------------------------------------------- what a leaver holds
@pytest.mark.parametrize("renewed", [False, True])
def test_a_leaver_with_all_that_they_copied_opens_nothing_new(
    house: House, tmp_path: Path, renewed: bool
):
    """Without a new master key they do: that is the control."""
    _, case = helped(house)
    theirs = tmp_path / "copied"
    shutil.copytree(house.folder, theirs)
    secrets = tmp_path / "secrets"
    shutil.copytree(tmp_path / "state", secrets)
    let_go(house, "dora")
    if renewed:
        renew(house)

    shutil.copy(house.file, theirs)  # the new office.db
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIGCASE_STATE", str(secrets))
        dora = slots.unlock(theirs, "dora", passphrase("dora"))
    held = [evolve(dora, epoch=one) for one in (0, 1)]
    # Later they learn what the machine keeps now, and read the new file of keys.
    latest = epochs.kept(dora.office)[-1]
    secret = epochs.read(dora.office, latest)
    held += [evolve(dora, epoch=one, secret=secret) for one in (0, 1)]
    held += [one for keys in held for one in renewal.ahead(house.folder, keys)]

    assert any(opens(theirs / "office.db", keys, case) for keys in held) is not renewed
    with pytest.raises(WrongPassphrase):
        slots.unlock(house.folder, "dora", passphrase("dora"))
    if renewed:
        for keys in held:
            with pytest.raises(BadRegister):
                open_following(theirs, theirs / "office.db", keys)


def test_whoever_let_somebody_into_the_file_of_keys_behind_the_log_is_found_out(
    house: House,
):
    """A leaver had the office's key, and could have written any file of keys."""
    before = (house.folder / FILE).read_bytes()
    adam = keys_of(house, "adam")
    slots.add(house.folder, adam, "shadow", passphrase("shadow"), cost=slots.FLOOR)
    with pytest.raises(KeysInDoubt) as another:
        renew(house)
    (house.folder / FILE).write_bytes(before)
    file = read(house.folder)
    mine = Hand.new("amina").public
    amina = evolve(file.slots[1], public=mine)
    write(house.folder, evolve(file, slots=(file.slots[0], amina)), adam.master)
    with pytest.raises(KeysInDoubt) as replaced:
        renew(house)
    (house.folder / FILE).write_bytes(before)
    recovery.add_holder(house.folder, adam, "shadow")
    with pytest.raises(KeysInDoubt) as holder:
        renew(house)

    assert another.value.values == {"cause": "slot", "user": "shadow"}
    assert replaced.value.values == {"cause": "slot", "user": "amina"}
    assert holder.value.values == {"cause": "holder", "user": "shadow"}
    assert keys_of(house, "amina").epoch == 0


def test_whoever_let_somebody_into_the_log_without_the_right_to_is_found_out(
    house: House,
):
    amina, adam = keys_of(house, "amina"), keys_of(house, "adam")
    shadow = slots.add(
        house.folder, adam, "shadow", passphrase("shadow"), cost=slots.FLOOR
    )
    with opened(house, amina) as register:
        last = register.office_log.entries()[-1]
        event = UserAdded("shadow", shadow.verifies, shadow.receives)
        entry = evolve(
            last, number=last.number + 1, by="amina", event=event, id="sent-1"
        )
        register.office_log.append(entry)  # past every judgement

    with pytest.raises(KeysInDoubt) as refused:
        renew(house)

    assert refused.value.values["cause"] == "log"


def test_a_master_key_of_somebody_else_is_not_taken_up(house: House):
    """It is sealed to a public key, which anybody may have; so that is not enough."""
    file, foreign = read(house.folder), new_key()
    forged = passed_on(file, foreign, foreign)
    write(house.folder, forged, foreign)

    with pytest.raises(BadKeys):
        keys_of(house, "amina")


def test_an_office_of_this_machine_is_not_taken_for_one_without_a_secret(house: House):
    """A leaver knows the old key, and so could pass on one of theirs."""
    file, old, own = read(house.folder), keys_of(house, "dora").master, new_key()
    forged = evolve(passed_on(file, old, own), bound=False)
    write(house.folder, forged, own)

    with pytest.raises(BadKeys):
        keys_of(house, "amina")


# ------------------------------------------------------------------ who stays
def test_whoever_stays_unlocks_with_the_passphrase_they_had(house: House):
    _, case = helped(house)
    before = {name: keys_of(house, name) for name in EVERYBODY}

    new = renew(house)

    for name in EVERYBODY:
        keys = keys_of(house, name)
        assert keys.master == new.master != before[name].master
        assert keys.hand.to_bytes() == before[name].hand.to_bytes()
        assert opens(house.file, keys, case)
        assert not opens(house.file, before[name], case)


def test_once_taken_up_the_old_key_is_in_no_slot(house: House):
    renew(house)
    assert all(slot.turned for slot in read(house.folder).slots)

    for name in EVERYBODY:
        keys_of(house, name)

    file = read(house.folder)
    assert not any(slot.turned for slot in file.slots)
    assert b"turned" not in (house.folder / FILE).read_bytes()
    assert keys_of(house, "amina").master == keys_of(house, "adam").master


def test_whoever_was_away_while_it_was_renewed_several_times_comes_in(house: House):
    _, case = helped(house)
    for _ in range(3):
        renew(house)
        keys_of(house, "adam")

    assert len(read(house.folder).slot("amina").turned) == 3
    assert len(read(house.folder).slot("adam").turned) == 0
    assert opens(house.file, keys_of(house, "amina"), case)


def test_whoever_is_away_for_too_long_has_to_come_or_to_go(house: House):
    for _ in range(MOST_TURNED):
        renew(house)

    with pytest.raises(KeysInDoubt) as refused:
        renew(house)

    assert refused.value.values["cause"] == "long-away"
    assert keys_of(house, "amina").epoch == MOST_TURNED


def test_a_slot_that_cannot_be_written_now_opens_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    renew(house)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(slots, "write", full)

    assert keys_of(house, "amina").epoch == 1
    assert read(house.folder).slot("amina").turned


def test_any_two_printed_keys_open_the_new_office_and_no_one_of_them(house: House):
    printed = holders(house, "chioma", "david", "esther")

    new = renew(house)

    for first, second in combinations(printed, 2):
        found = recovery.opened(house.folder, first, second)
        assert (found.master, found.secret) == (new.master, new.secret)
    with pytest.raises(MigcaseError):
        recovery.opened(house.folder, printed[0], printed[0])


def test_a_new_passphrase_and_a_new_colleague_are_of_the_new_key(house: House):
    renew(house)
    amina = keys_of(house, "amina")
    slots.change(house.folder, amina, "quite another one", cost=slots.FLOOR)
    slots.add(house.folder, amina, "karim", passphrase("karim"), cost=slots.FLOOR)

    for name, typed in (("amina", "quite another one"), ("karim", passphrase("karim"))):
        assert slots.unlock(house.folder, name, typed).master == amina.master


# ---------------------------------------------------------------- what it leaves
def test_what_was_written_before_is_read_and_proves_itself(house: House):
    _, case = helped(house)
    with unlocked(house, "adam") as office:
        office.log(LegalHold("P-1", "Court file 17"))
        before = office._register.entries(case)

    renew(house)
    renew(house)
    with unlocked(house, "adam") as office:
        office.log(LegalHold("P-2", "Court file 18"))

    with unlocked(house, "adam") as office:
        register = office._register
        assert register.entries(case) == before
        held = [one.event for one in office.logged()]
        reasons = [one.reason for one in held if isinstance(one, LegalHold)]
        assert reasons == ["Court file 17", "Court file 18"]
        assert [one.epoch for one in held if isinstance(one, MasterRenewed)] == [1, 2]
        examined = examine(register, office.keyring.office, (), full=True)
        assert examined.flaws == ()


def test_nothing_is_left_beside_the_office(house: House):
    keys = renew(house)

    names = {one.name for one in house.folder.iterdir()}
    assert names == {"office.db", "office.toml", FILE}
    assert epochs.kept(keys.office) == (1,)


def test_whoever_had_it_open_follows_or_is_told_to_unlock_again(house: House):
    _, case = helped(house)
    amina = keys_of(house, "amina")
    renew(house)

    with opened(house, amina) as register:
        assert register.entries(case)
    keys_of(house, "amina")  # takes it up: nothing leads from the old key any more
    with pytest.raises(BadRegister) as refused:
        open_following(house.folder, house.file, amina)
    assert refused.value.values["cause"] == "other-master"


# ---------------------------------------------------------------------- who may
def test_only_an_administrator_renews_it(house: House):
    for name in ("amina", "dora"):
        with unlocked(house, name) as office, pytest.raises(NotAllowed):
            office.renewals.carry_out(house.folder, house.file)
    assert keys_of(house, "amina").epoch == 0


def test_an_office_without_keys_has_none_to_renew():
    office = office_of(declaring(HELP), register=MemoryRegister())

    with pytest.raises(NothingSealed):
        _ = office.renewals


def test_while_somebody_has_the_office_open_nothing_is_begun(house: House):
    _, case = helped(house)
    with opened(house, keys_of(house, "amina")) as register:
        with pytest.raises(BadRegister) as refused:
            renew(house, patience=0)
        assert register.entries(case)

    assert refused.value.values["cause"] == "in-use"
    assert not (house.folder / NEXT).exists()
    assert renew(house).epoch == 1


# -------------------------------------------------------------------- power cuts
def after(owner: object, name: str) -> Callable[[pytest.MonkeyPatch], None]:
    """Let the process die once *name* was done."""

    def patched(patch: pytest.MonkeyPatch) -> None:
        real = getattr(owner, name)

        def dies(*given: object, **named: object) -> None:
            real(*given, **named)
            os._exit(9)

        patch.setattr(owner, name, dies)

    return patched


def before(owner: object, name: str) -> Callable[[pytest.MonkeyPatch], None]:
    """Let the process die as soon as *name* begins."""

    def patched(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(owner, name, lambda *_, **__: os._exit(9))

    return patched


RENEWING = "migcase.keeping.sql_renewing"
MOMENTS = {
    "alone": after(SqlRenewing, "_leave_wal"),
    "secret kept": after(epochs, "make"),
    "keys beside": after(renewal, "write"),
    "copying": before(SqlRenewing, "keep_copy"),
    "copied": after(SqlRenewing, "keep_copy"),
    "wrapped": after(SqlRenewing, "wrap"),
    "logged": after(Book, "write"),
    "encrypted": after(SqlRenewing, "encrypt"),
    "checking": before(sys.modules[RENEWING], "check_renewed"),
    "checked": after(sys.modules[RENEWING], "check_renewed"),
    "copy gone": after(sys.modules[RENEWING], "remove_copy"),
    "keys swapped": after(renewal, "put_for_good"),
    "destroying": before(epochs, "destroy"),
    "destroyed": after(epochs, "destroy"),
}
# From here on the new key is in force.
DONE = tuple(MOMENTS)[tuple(MOMENTS).index("encrypted") :]


def dying(
    house: House, patched: Callable[[pytest.MonkeyPatch], None], work: Callable
) -> int:
    """Return how a process ended that did *work* and was to die on the way."""
    child = os.fork()
    if not child:
        try:
            with pytest.MonkeyPatch.context() as patch:
                patched(patch)
                work(house)
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("way", ["old session", "passphrase", "printed keys"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_cut_off_at_any_moment_the_old_key_is_in_force_or_the_new_one(
    house: House, moment: str, way: str
):
    _, case = helped(house)
    printed = holders(house, "chioma", "david")
    session = keys_of(house, "amina")

    assert dying(house, MOMENTS[moment], renew) == 9
    for file in house.folder.iterdir():
        assert b"Fatoumata" not in file.read_bytes()
    if way == "printed keys":
        settle_with(house.folder, house.file, *printed)
        found = recovery.opened(house.folder, *printed)
        typed = passphrase("karim")
        keys = recovery.admit(house.folder, found, "karim", typed, cost=slots.FLOOR)
    else:
        keys = session if way == "old session" else keys_of(house, "amina")
    with opened(house, keys) as register:
        assert len(register.entries(case)) == 4
        renewed = [
            one
            for one in register.office_log.entries()
            if isinstance(one.event, MasterRenewed)
        ]
        assert len(renewed) == (moment in DONE)

    for name in EVERYBODY:
        assert opens(house.file, keys_of(house, name), case)
    assert opens(house.file, session, case) is (moment not in DONE)
    assert recovery.opened(house.folder, *printed).master == (
        keys_of(house, "amina").master
    )
    assert not (house.folder / NEXT).exists()
    assert not copy_of(house.file).exists()
    kept = epochs.kept(session.office)
    # A secret that was made and not used is of no use to anybody, and is used next.
    assert kept[-1] >= keys_of(house, "amina").epoch
    assert len(kept) == 1 or moment not in DONE
    if way != "printed keys":
        assert opens(house.file, renew(house), case)


@pytest.mark.parametrize("moment", DONE[:-2])
def test_whoever_finishes_may_be_cut_off_as_well(house: House, moment: str):
    _, case = helped(house)
    session = keys_of(house, "amina")
    assert dying(house, MOMENTS["encrypted"], renew) == 9

    def finish(house: House) -> None:
        with opened(house, session):
            pass

    for again in ("checking", "checked", "copy gone", "keys swapped"):
        dying(house, MOMENTS[again], finish)

    for name in EVERYBODY:
        with opened(house, keys_of(house, name)) as register:
            assert len(register.entries(case)) == 4
    assert not (house.folder / NEXT).exists()


@pytest.mark.parametrize("limit", [1, 30_000, 300_000, 500_000, 700_000])
@pytest.mark.parametrize("copied", [True, False])
def test_a_disk_that_fills_up_leaves_everything_as_it_was(
    house: House, limit: int, copied: bool
):
    _, case = helped(house)
    session = keys_of(house, "amina")

    def filled(house: House) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with unlocked(house, "adam") as office:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            office.renewals.carry_out(house.folder, house.file)

    code = dying(house, _as_it_is if copied else _without_copy, filled)

    for name in EVERYBODY:
        with opened(house, keys_of(house, name)) as register:
            assert len(register.entries(case)) == 4
    assert opens(house.file, session, case) is (code != 0)
    assert not (house.folder / NEXT).exists()
    assert not copy_of(house.file).exists()


def _as_it_is(_: pytest.MonkeyPatch) -> None:
    """Change nothing."""


def _without_copy(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SqlRenewing, "keep_copy", lambda _: None)


def test_whoever_unlocks_while_new_keys_are_given_is_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    (tmp_path / "office").mkdir(mode=0o700)
    house = founded_with_slots(tmp_path / "office", declaring(HELP), roles={})
    done, told = tmp_path / "done", tmp_path / "told"

    child = os.fork()
    if not child:
        try:
            while not done.exists():
                keys_of(house, "adam")
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
            told.write_text(f"{type(error).__name__}: {error}")
        finally:
            os._exit(0)
    try:
        for _ in range(20):
            renew(house)
    finally:
        done.touch()
        os.waitpid(child, 0)

    assert not told.exists(), told.read_text()


def test_two_administrators_at_the_same_time_do_it_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    (tmp_path / "office").mkdir(mode=0o700)
    roles = {"amina": ("help/clerk",), "basma": ("administrator",)}
    house = founded_with_slots(tmp_path / "office", declaring(HELP), roles=roles)
    _, case = helped(house)

    children = []
    for name in ("adam", "basma", "adam", "basma"):
        child = os.fork()
        if not child:
            code = 1
            try:
                with unlocked(house, name) as office:
                    office.renewals.carry_out(house.folder, house.file, patience=1)
                code = 0
            except BadRegister as error:
                # The last: their other self unlocked the office with newer keys.
                told = ("in-use", "locked", "other-master")
                code = 2 if error.values["cause"] in told else 1
            finally:
                os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in children]

    assert set(codes) <= {0, 2}
    for name in ("adam", "amina", "basma"):
        keys = keys_of(house, name)
        assert keys.epoch == codes.count(0)
        assert opens(house.file, keys, case)


@pytest.mark.slow  # a race: a single moment proves little
@pytest.mark.parametrize("moment", range(12))
def test_whoever_was_away_is_let_in_while_keys_are_given_once_more(
    house: House, moment: int
):
    away = keys_of(house, "amina")
    renew(house)

    child = os.fork()
    if not child:
        try:
            renew(house, patience=30)
        finally:
            os._exit(0)
    try:
        time.sleep(moment / 40)
        with opened(house, away) as register:
            assert register.office_log.entries()
    finally:
        os.waitpid(child, 0)
