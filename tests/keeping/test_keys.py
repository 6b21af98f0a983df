"""Keys of records are random, die with their rows, and change hands with the epoch."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from migcase.casefile.case import follow
from migcase.casefile.events import Noted
from migcase.errors import BadRegister, MigcaseError
from migcase.keeping.register import Kept
from migcase.keeping.seal import envelope
from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key, unwrapped
from migcase.keeping.sealed import Erased, of_case, of_person
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_keystore import RECORDS
from migcase.keeping.sql_vault import Vault
from migcase.keeping.verify_case import chain_flaws
from tests.keeping.conftest import hand_of, repeated
from tests.keeping.strategies import entry_of
from tests.keeping.test_people import version
from tests.keeping.test_register import AVRR, CASE, INTERVIEW, MARCH, NO_WORK, write
from tests.keeping.test_sealed import OTHER, Opening, opening, rows

__all__ = ["opening"]


def vault_of(register: SqlRegister) -> Vault:
    assert register.vault is not None
    return register.vault


def renewed(keys: Keyring) -> Keyring:
    return attrs.evolve(keys, epoch=keys.epoch + 1, secret=new_key())


def test_every_record_has_a_key_of_its_own_which_is_nowhere_in_clear(opening: Opening):
    register = opening()
    write(register, AVRR)
    write(register, AVRR, case=OTHER)
    register.people.write([version(1)])

    vault = vault_of(register)
    keys = {vault._key(of) for of in (of_case(CASE), of_case(OTHER), of_person("P-1"))}
    assert len(keys) == 3
    kept = rows(register, "SELECT wrapped FROM held_key")
    kept += rows(register, "SELECT wrapped FROM keystore")
    held = {bytes(text) for (text,) in kept}
    assert not any(key in text for key in keys for text in held)


# ------------------------------------------------------------------------- destroyed
def test_a_record_whose_key_is_destroyed_is_gone_and_its_history_still_proves_itself(
    opening: Opening,
):
    register = opening()
    write(register, AVRR, INTERVIEW)
    write(register, AVRR, case=OTHER)
    register.people.write([version(1)])
    vault_of(register).destroy(of_case(CASE))
    vault_of(register).destroy(of_person("P-1"))

    for asked in (register, opening()):
        with pytest.raises(Erased, match=CASE):
            asked.entries(CASE)
        with pytest.raises(Erased, match="P-1"):
            asked.people.sheet("P-1")
        assert len(asked.entries(OTHER)) == 1
    assert list(chain_flaws(register.proof.case(CASE))) == []
    with pytest.raises(MigcaseError):
        vault_of(register).share(of_case(CASE), hand_of("Chioma").public)


def test_a_key_is_destroyed_with_all_else_that_is_written_or_not_at_all(
    opening: Opening,
):
    register = opening()
    write(register, AVRR)

    def destroy_and_fail() -> None:
        with register.transaction():
            vault_of(register).destroy(of_case(CASE))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        destroy_and_fail()
    assert len(opening().entries(CASE)) == 1


# ------------------------------------------------------------------------ a new epoch
def test_with_a_new_epoch_everything_opens_by_the_new_keys_and_nothing_by_the_old(
    opening: Opening, keys: Keyring
):
    register, chioma = opening(), hand_of("Chioma")
    entry = entry_of(OTHER, 1, AVRR)
    kept = Kept(follow(None, entry), NO_WORK)
    write(register, AVRR, INTERVIEW)
    write(register, AVRR, case="MA-26-00419-M")
    register.append(kept, entry, None, readers=[chioma.public])
    register.people.write([version(1)])
    before = rows(register, "SELECT wrapped FROM held_key")
    [(stored,)] = rows(
        register, f"SELECT wrapped FROM keystore WHERE name = '{RECORDS}'"
    )
    late, now = opening(), renewed(keys)
    late.kept(CASE)
    vault_of(register).new_epoch(now)

    given = {"epoch": now.epoch, "secret": now.secret}
    assert len(register.entries(CASE)) == 2
    assert len(opening(**given).entries(CASE)) == 2
    assert opening(chioma, **given).kept(OTHER) == kept
    assert opening(**given).people.sheet("P-1") == version(1)
    again = rows(register, "SELECT wrapped FROM held_key")
    assert set(again).isdisjoint(before)
    for secret in (now.secret, b""):
        # The key that it was wrapped under is gone with the secret of its epoch.
        with pytest.raises(SealBroken):
            unwrapped(stored, attrs.evolve(keys, secret=secret).store_key, "")

    with pytest.raises(BadRegister) as refused:
        opening()
    assert refused.value.values["cause"] == "other-epoch"
    for asked in (
        lambda: late.entries("MA-26-00419-M"),
        lambda: write(late, AVRR, case="MA-26-00420-N"),
    ):
        with pytest.raises(BadRegister) as refused:
            asked()
        assert refused.value.values["cause"] == "other-epoch"


def test_an_epoch_that_fails_leaves_everything_as_it_was(
    opening: Opening, keys: Keyring, monkeypatch: pytest.MonkeyPatch
):
    register = opening()
    write(register, AVRR)
    write(register, AVRR, case=OTHER)
    before = rows(register, "SELECT * FROM held_key, keystore")

    def fail(*_: object) -> None:
        raise InterruptedError

    monkeypatch.setattr("migcase.keeping.sql_vault.write_store", fail)
    with pytest.raises(InterruptedError):
        vault_of(register).new_epoch(renewed(keys))
    assert rows(register, "SELECT * FROM held_key, keystore") == before
    assert len(register.entries(CASE)) == len(opening().entries(OTHER)) == 1


def test_an_epoch_that_is_undone_with_what_was_written_beside_it_never_began(
    opening: Opening, keys: Keyring
):
    register = opening()
    write(register, AVRR)

    def begin_and_fail() -> None:
        with register.transaction():
            vault_of(register).new_epoch(renewed(keys))
            write(register, INTERVIEW)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        begin_and_fail()
    write(register, AVRR, case=OTHER)
    assert len(opening().entries(CASE)) == len(opening().entries(OTHER)) == 1


def test_of_two_new_epochs_one_is_told_that_it_comes_late(
    opening: Opening, keys: Keyring
):
    register, late = opening(), opening()
    write(register, AVRR)
    late.kept(CASE)
    vault_of(register).new_epoch(renewed(keys))

    with pytest.raises(BadRegister) as refused:
        vault_of(late).new_epoch(renewed(keys))
    assert refused.value.values["cause"] == "other-epoch"
    assert len(register.entries(CASE)) == 1


def test_without_the_secret_of_the_machine_no_record_opens(
    sealed_file: Path, keys: Keyring
):
    stolen = SqlRegister.open(sealed_file, keys=attrs.evolve(keys, secret=b"guess"))

    with pytest.raises(MigcaseError, match="keystore"):
        write(stolen, AVRR)
    stolen.close()


# ------------------------------------------------------------------- used only once
def test_what_seals_uses_no_nonce_twice_under_one_key(
    opening: Opening, seals: list[tuple[bytes, bytes]]
):
    """The whole suite is held to it where it ends; this is a look on the way."""
    before = len(seals)
    register = opening()
    kept = write(register, AVRR, *[Noted("…", MARCH)] * 40)
    for number in range(40):
        register.rebuild(CASE, lambda _: kept)
        write(register, AVRR, case=f"MA-26-{number:05}-N")
    register.people.write([version(1)])

    assert len(seals) - before == 2 * 41 + 40 + 2 * 40 + 1
    assert repeated(seals) == []


def test_a_nonce_that_is_used_twice_would_be_noticed(
    opening: Opening,
    seals: list[tuple[bytes, bytes]],
    monkeypatch: pytest.MonkeyPatch,
):
    before = len(seals)
    monkeypatch.setattr(envelope, "os", Broken)
    write(opening(), AVRR, INTERVIEW)

    assert len(repeated(seals)) == 3
    del seals[before:]


class Broken:
    """A system that gives out the same bytes again and again."""

    @staticmethod
    def urandom(size: int) -> bytes:
        return bytes(size)
