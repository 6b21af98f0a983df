"""A new master key at the counter: for an administrator, and nobody's passphrase."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import closing

import pytest
from attrs import evolve

from migcase.cli import entering
from migcase.errors import BadRegister
from migcase.keeping import porter, sql_renewing
from migcase.keeping.key_place import FILE, NEXT
from migcase.keeping.seal import renewal, slots
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_renewing import SqlRenewing
from migcase.keeping.sql_unlocked import open_following
from tests.cli.closed import OTHER, PHRASE
from tests.cli.test_server import address
from tests.cli.test_unlocking import (
    AMINA,
    closed,
    findings,
    place,
    template,
    typed,
    unlocked,
)
from tests.keeping.conftest import server

__all__ = ["address", "closed", "place", "server", "template", "unlocked"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="has no pty"),
]

BASHIR = ("user", "add", "bashir", "--role", "passport.officer")


@pytest.fixture
def two(unlocked):
    """The office, unlocked by Amina, in which Bashir has a passphrase too."""
    told = typed(unlocked, *BASHIR, "--undertaking", "2026-01-05", told=[OTHER])
    assert told.code == 0, told.err
    return unlocked


def dies_after(office, owner, name):
    """Return how a process ended that was to die once *name* was done."""
    child = os.fork()
    if not child:
        try:
            done = getattr(owner, name)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(owner, name, lambda *g, **n: (done(*g, **n), os._exit(9)))
                typed(office, "rekey")
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_whoever_let_somebody_go_is_told_that_the_key_can_be_renewed(two):
    left = typed(two, "user", "leave", "bashir", "--yes")

    assert (left.code, "`migcase rekey`" in left.err) == (0, True), left.err


def test_the_doctor_reminds_of_it_until_it_is_done(two):
    def is_due() -> bool:
        return "rekey-due" in findings(two)

    nobody_left = is_due()
    typed(two, "user", "leave", "bashir", "--yes")
    left = is_due()
    typed(two, "rekey")
    typed(two, "unlock", "--as", "amina", told=[PHRASE])

    assert (nobody_left, left, is_due()) == (False, True, False)


def test_everybody_is_locked_and_comes_in_with_the_passphrase_they_have(two):
    opened = typed(two, "open", "passport")
    done = typed(two, "rekey")

    assert done.code == 0, done.err
    assert done.out == "This office has a new master key.\n"
    assert "Backups made before open with the old key" in done.err
    assert typed(two, "list").code == 7
    for phrase, name in ((OTHER, "bashir"), (PHRASE, "amina")):
        told = typed(two, "unlock", "--as", name, told=[phrase])
        assert told.code == 0, told.err
        assert opened.out.split()[0] in typed(two, "list").out
        assert typed(two, "verify", "--full").code == 0


def test_a_program_reads_what_was_done(two):
    done = typed(two, "rekey", "--json")

    assert done.json["kind"] == "master-renewed"
    assert (done.json["epoch"], done.json["on_server"]) == (1, False)


def test_a_colleague_does_not_renew_it(two):
    before = (two.folder / FILE).read_bytes()
    typed(two, "unlock", "--as", "bashir", told=[OTHER])
    refused = typed(two, "rekey")

    assert refused.code == 5
    assert (two.folder / FILE).read_bytes() == before


def test_a_plain_office_has_none(counter):
    counter.type("init", "--plain", "--code", "MA", "--user", "amina:*")
    refused = counter.type("rekey")

    assert (refused.code, "for training" in refused.err) == (5, True)


def test_it_is_said_in_french(two):
    done = typed(two, "rekey", lang="fr")

    assert done.out == "Ce bureau a une nouvelle clé maîtresse.\n"


@pytest.mark.parametrize("then", ["unlock", "passphrase", "rekey", "recovery"])
def test_whoever_comes_after_a_cut_finishes(two, then):
    printed = [
        " ".join(
            one.split(": ")[1]
            for line in typed(two, "recovery", "add", name).out.splitlines()[2:]
            for one in line.split("  ")
        )
        for name in ("chioma", "david")
    ]
    assert dies_after(two, SqlRenewing, "encrypt") == 9
    assert (two.folder / NEXT).exists()
    if then == "unlock":
        told = typed(two, "unlock", "--as", "amina", told=[PHRASE])
    elif then == "passphrase":
        new = "une phrase tout autre encore"
        told = typed(two, "passphrase", "--as", "amina", told=[PHRASE, new])
    elif then == "rekey":
        told = typed(two, "rekey")
    else:
        porter.dismiss(two.folder)
        drill = typed(two, "recovery", "drill", told=printed)
        assert drill.code == 0, drill.err
        opened = (*printed, "une phrase pour la nouvelle")
        told = typed(two, "recovery", "open", "--as", "karim", told=opened)

    assert told.code == 0, told.err
    assert not (two.folder / NEXT).exists()
    phrase = new if then == "passphrase" else PHRASE
    again = typed(two, "unlock", "--as", "amina", told=[phrase])
    assert again.code == 0, again.err
    assert typed(two, "verify").code == 0
    keys = entering.held_now(two.folder)
    assert keys.master == slots.unlock(two.folder, "bashir", OTHER).master


# -------------------------------------------------------------------- on a server
@pytest.fixture
def shared(counter, place, address):
    """An office on a server, unlocked by Amina, where Bashir has a passphrase too."""
    words = ("init", *AMINA, "--register", address)
    for told in (
        typed(counter, *words, told=[PHRASE]),
        typed(counter, "unlock", told=[PHRASE]),
        typed(counter, *BASHIR, "--undertaking", "2026-01-05", told=[OTHER]),
        typed(counter, "open", "passport"),
    ):
        assert told.code == 0, told.err
    return counter


def read(folder, address, keys):
    """Return how many cases *keys* read on the server."""
    register, _keys = open_following(folder, address, keys)
    with closing(register):
        cases = register.files(limit=9)
        assert all(register.entries(case) for case in cases)
        return len(cases)


def test_on_a_server_the_doctor_speaks_of_no_file(shared):
    typed(shared, "user", "leave", "bashir", "--yes")
    found = findings(shared)

    assert found["users"] == "ok"  # it looked at who works here
    assert "rekey-due" not in found


def test_another_machine_is_told_to_copy_the_file_of_keys(shared, address, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(shared.folder, other)
    before = slots.unlock(other, "bashir", OTHER)
    assert read(other, address, before) == 1  # the control

    done = typed(shared, "rekey")
    assert (done.code, f"Copy {FILE}" in done.err) == (0, True), done.err
    file = (other / FILE).read_bytes()
    for keys in (before, slots.unlock(other, "bashir", OTHER)):
        with pytest.raises(BadRegister) as refused:
            open_following(other, address, keys)
        assert refused.value.values["cause"] == "other-master"
    assert (other / FILE).read_bytes() == file
    shutil.copy(shared.folder / FILE, other)

    assert read(other, address, slots.unlock(other, "bashir", OTHER)) == 1


@pytest.mark.parametrize(
    ("owner", "name", "is_done"),
    [
        (renewal, "write", False),
        (SqlRenewing, "wrap", False),
        (SqlRenewing, "encrypt", False),
        (sql_renewing, "check_renewed", True),
        (renewal, "put_for_good", True),
    ],
)
def test_cut_off_on_a_server_one_of_the_two_is_in_force(
    shared, address, owner, name, is_done
):
    before = slots.unlock(shared.folder, "bashir", OTHER)

    assert dies_after(shared, owner, name) == 9
    told = typed(shared, "unlock", "--as", "amina", told=[PHRASE])
    now = slots.unlock(shared.folder, "bashir", OTHER)

    assert told.code == 0, told.err
    assert (now.master != before.master) is is_done
    assert read(shared.folder, address, now) == 1
    assert not (shared.folder / NEXT).exists()
    typed(shared, "unlock", "--as", "amina", told=[PHRASE])
    assert typed(shared, "rekey").code == 0


def test_an_erasure_after_a_cut_goes_its_own_way(shared, address):
    """Its epoch has the number of what was begun, and other keys."""
    assert dies_after(shared, SqlRenewing, "wrap") == 9
    keys = slots.unlock(shared.folder, "bashir", OTHER)
    with closing(SqlRegister.open(address, keys=keys)) as register:
        register.vault.new_epoch(evolve(keys, epoch=1))

    assert read(shared.folder, address, keys) == 1
    now = slots.unlock(shared.folder, "amina", PHRASE)
    assert (now.master, now.epoch) == (keys.master, 1)
    assert read(shared.folder, address, now) == 1
    assert not (shared.folder / NEXT).exists()


@pytest.fixture
def again(unlocked, tmp_path):
    """An office restored from before its key was renewed, and what was told of it."""
    made = typed(unlocked, "backup", str(tmp_path), "--json")
    assert made.code == 0, made.err
    assert typed(unlocked, "rekey").code == 0
    assert typed(unlocked, "unlock", told=[PHRASE]).code == 0
    folder = tmp_path / "again"
    told = typed(
        *(unlocked, "restore", made.json["file"], "--into", str(folder)),
        *("--as", "amina", "--replacing", str(unlocked.folder)),
        told=[PHRASE],
    )
    assert told.code == 0, told.err
    yield folder, told
    porter.dismiss(folder)


def test_a_restored_office_is_told_that_its_key_was_renewed_since(unlocked, again):
    folder, told = again
    there = {"MIGCASE_OFFICE": str(folder)}
    assert typed(unlocked, "unlock", told=[PHRASE], **there).code == 0

    before = typed(unlocked, "doctor", "--json", **there).json["findings"]
    assert typed(unlocked, "rekey", **there).code == 0
    assert typed(unlocked, "unlock", told=[PHRASE], **there).code == 0
    after = typed(unlocked, "doctor", "--json", **there).json["findings"]

    assert "master key of the backup is in force again" in told.err
    assert f"`migcase --office {folder} rekey`" in told.err
    due = {"code": "rekey-restored", "level": "warn"}
    assert (due in before, due in after) == (True, False)


def test_an_office_that_was_replaced_says_where_it_goes_on(unlocked, again):
    folder, _told = again
    there = {"MIGCASE_OFFICE": str(folder)}
    assert typed(unlocked, "unlock", told=[PHRASE], **there).code == 0
    assert typed(unlocked, "list", **there).code == 0

    typed(unlocked, "lock")
    old = typed(unlocked, "unlock", told=[PHRASE])
    said = " ".join(old.err.split())
    assert (old.code, f"go on there, in {folder}" in said) == (7, True), said
    assert "migcase recovery open" not in said
    checked = typed(unlocked, "doctor")
    assert "took the place of this one" in " ".join(checked.out.split())


def test_who_has_the_office_open_is_to_finish_and_nothing_is_called_broken(unlocked):
    keys = entering.held_now(unlocked.folder)
    with closing(SqlRegister.open(unlocked.folder / "office.db", keys=keys)):
        told = typed(unlocked, "rekey", MIGCASE_PATIENCE="0")

    assert told.code == 6
    assert "Somebody has the office open" in told.err
    assert "cannot be used" not in told.err
