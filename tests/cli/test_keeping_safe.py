"""Verify, head, backup and restore, as they are typed."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from migcase.keeping.backup_file import (
    check_backup,
    extract,
    read_contents,
    write_backup,
)
from migcase.keeping.seal import slots
from migcase.keeping.seal.key_file import FLOOR
from tests.cli.closed import PHRASE, lines
from tests.keeping.offices import PASSPHRASE, closed_office
from tests.keeping.test_migration_kills import dump, older


def change(office, statement: str) -> None:
    with closing(sqlite3.connect(office.folder / "office.db")) as other:
        other.execute(statement)
        other.commit()


def backup_of(office) -> Path:
    typed = office.type("backup", "--json")
    assert typed.code == 0, typed.err
    return Path(typed.json["file"])


def test_an_office_that_nobody_touched_is_in_order_and_gets_a_head(office, reported):
    typed = office.type("verify")

    assert (typed.code, typed.err) == (0, "")
    assert "✓ Everything that was looked at is as it was written." in typed.out
    assert "No signatures: this office has no keys" in typed.out
    assert "Head of 2 entries" in typed.out
    found = office.type("verify", "--full", "--json").json
    assert (found["kind"], found["sound"], found["flaws"]) == ("verified", True, [])
    assert found["head"]["size"] == found["counted"] + found["entries"] - 2


def test_what_was_changed_with_a_database_browser_is_told_with_its_place(
    office, reported
):
    change(office, "UPDATE entry SET at = '2026-01-01' WHERE number = 2")
    typed = office.type("verify", lang="fr")

    assert typed.code == 1
    assert f"✗ {reported}, écriture 2\xa0: modifiée après coup." in typed.out
    assert "Traceback" not in typed.err
    alone = office.type("verify", reported, "--json")
    assert alone.code == 1
    [flaw] = alone.json["flaws"]
    assert (flaw["code"], flaw["case"], flaw["number"]) == ("altered", reported, 2)
    assert office.type("head").code == 1
    assert office.type("backup").code == 1
    assert not list((office.folder / "backups").glob("*"))


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("entry SET body = body || {}", "{case}, entry 1: altered"),
        ("entry SET case_id = {}", "{case}, entries 1 to 2: missing."),
        ("case_file SET stage = {}", "otherwise than its entries (stage)"),
        ("open_work SET key = {}", "otherwise than its entries (open_work)"),
        ("definition SET key = {}", "the programme as it is kept was altered."),
    ],
)
def test_what_is_no_text_is_told_with_its_place(office, reported, place, told):
    change(office, "UPDATE " + place.format("CAST(x'ff' AS TEXT)"))
    typed = office.type("verify", "--full")

    assert typed.code == 1
    assert told.format(case=reported) in " ".join(typed.out.split())
    assert "pages of it are damaged" not in typed.out
    assert "Traceback" not in typed.out + typed.err


def test_somebody_who_was_put_into_a_case_is_noticed_and_rebuilt_away(office, reported):
    change(office, f"INSERT INTO case_person VALUES ('p-9', '{reported}', 'spy', '')")
    quick, full = office.type("verify"), office.type("verify", "--full")
    alone = office.type("verify", reported)
    unknown = office.type("verify", "--full", MIGCASE_LOAD_PLUGINS="", lang="fr")
    office.type("doctor", "--rebuild")

    assert (quick.code, full.code, alone.code) == (0, 1, 1)
    for told in (full, alone):
        wanted = f"✗ {reported}: its row says otherwise than its entries (case_person)."
        assert wanted in " ".join(told.out.split())
    assert unknown.code == 0
    assert "Qui est dans les dossiers d’un programme" in unknown.out
    assert office.type("verify", "--full").code == 0


def test_a_head_from_the_safe_tells_an_older_copy(office, reported, tmp_path):
    shutil.copytree(office.folder, tmp_path / "older")
    office.type("note", reported, "Called again.")
    printed = office.type("head", "--print").out
    office.type("head", "--to", str(tmp_path / "head.txt"))
    groups = re.findall(r"^  ((?:[0-9a-f]{4} ?){8})$", printed, re.MULTILINE)
    written_down = "3: " + " ".join(groups[:2])

    for known in (str(tmp_path / "head.txt"), written_down):
        assert office.type("verify", "--against", known).code == 0
    shutil.rmtree(office.folder)
    shutil.copytree(tmp_path / "older", office.folder)
    for known in (str(tmp_path / "head.txt"), written_down):
        typed = office.type("verify", "--against", known)
        assert typed.code == 1
        assert "This office is OLDER than that head: it counted 3 entries." in typed.out
        assert "1 entry is missing, at least." in typed.out


def test_a_head_that_cannot_be_written_is_not_made(office, reported, tmp_path):
    there = tmp_path / "there.txt"
    there.write_text("")

    nowhere = office.type("head", "--to", str(tmp_path / "no" / "x"))
    told = office.type("head", "--to", str(there), "--json")
    french = office.type("head", "--to", str(there), lang="fr")

    assert (nowhere.code, nowhere.out) == (1, "")
    assert nowhere.err.endswith(" cannot be written: there is no such file or folder\n")
    assert len(nowhere.err.splitlines()) == 1
    assert told.json["error"]["recorded"] is False
    assert french.err.endswith("il y a déjà un fichier de ce nom\n")
    assert there.read_text() == ""


def test_a_head_that_does_not_fit_on_the_disk_leaves_no_file(
    office, reported, tmp_path, monkeypatch
):
    target = tmp_path / "head.txt"
    whole = Path.write_text

    def full(path, text, **more):
        whole(path, text[:9], **more)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", full)
    told = office.type("head", "--to", str(target))

    assert told.code == 1
    assert "there is no room left on the disk" in told.err
    assert "The head was made all the same" in told.err
    assert not target.exists()


def test_what_is_no_head_is_refused(office):
    for known in ("no-such-file", "12:abc", "3:" + "g" * 64):
        typed = office.type("verify", "--against", known)
        assert typed.code == 4
        assert "`migcase head --to`" in typed.err


@pytest.mark.parametrize(
    "handed_on",
    [
        pytest.param(
            lambda head: head.replace(b"\n", b"\r\n"), id="other ends of lines"
        ),
        pytest.param(lambda head: b"\xef\xbb\xbf" + head, id="a byte order mark"),
        pytest.param(lambda head: head + b"\r\n\r\n", id="empty lines behind"),
    ],
)
def test_a_head_is_read_as_mail_and_editors_hand_it_on(office, tmp_path, handed_on):
    head = tmp_path / "head.txt"
    assert office.type("head", "--to", str(head)).code == 0
    head.write_bytes(handed_on(head.read_bytes()))

    assert office.type("verify", "--against", str(head)).code == 0


def test_a_backup_is_restored_beside_and_nothing_is_written_over(office, reported):
    shown = office.type("show", reported).out
    file = backup_of(office)
    office.type("note", reported, "Called again.")

    again = office.folder.parent / "again"
    typed = office.type(
        *("restore", str(file), "--into", str(again)),
        *("--replacing", str(office.folder)),
    )
    assert typed.code == 0, typed.err
    assert f"Office MA is restored in {again}." in typed.out.replace("\n", " ")
    warned = f"let nobody work in {office.folder} any more"
    assert warned in typed.err.replace("\n", " ")
    assert office.type("show", reported, MIGCASE_OFFICE=str(again)).out == shown
    refused = office.type("restore", str(file))
    assert refused.code == 1
    assert "Nothing was restored." in refused.err


def test_a_damaged_backup_is_refused_by_the_part_that_is_damaged(office, reported):
    file = backup_of(office)
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)

    typed = office.type("restore", str(file), "--into", str(office.folder / "again"))
    assert typed.code == 1
    assert "is damaged in office.db" in typed.err.replace("\n", " ")
    look = office.type("restore", "--look", __file__)
    assert (look.code, "is no backup of migcase" in look.err) == (1, True)
    gone = office.type("restore", "--look", "nothing")
    assert gone.code == 4


def test_a_backup_goes_into_a_folder_or_a_file_that_says_what_it_is(
    office, case, tmp_path
):
    assert office.type("backup", str(tmp_path)).code == 0
    assert len(list(tmp_path.glob("MA-*.migcase-backup"))) == 1
    named = tmp_path / "tonight.migcase-backup"
    assert office.type("backup", str(named)).code == 0
    again = office.type("backup", str(named))
    assert (again.code, "There is a file" in again.err) == (1, True)
    for mistyped in (case, str(tmp_path / "nowhere" / "a.migcase-backup")):
        typed = office.type("backup", mistyped)
        assert typed.code == 1
        assert "Nothing was written." in typed.err
    assert not Path(case).exists()


def test_a_backup_says_what_it_is(office, reported):
    file = backup_of(office)

    told = office.type("restore", "--look", str(file), "--json").json
    assert (told["kind"], told["code"], told["entries"]) == ("backup", "MA", 2)
    assert told["encrypted"] is False
    in_words = office.type("restore", "--look", str(file), lang="fr").out
    assert "chaque octet en est intact" in in_words.replace("\n", " ")


def test_doctor_names_what_a_backup_that_was_cut_off_left(office, reported):
    file = backup_of(office)
    left = file.with_name(f".{file.name}.0123456789ab")
    left.mkdir()
    typed = office.type("doctor")

    told = " ".join(typed.out.split())
    assert f"{left.name} is left of a backup that was cut off" in told
    left.rmdir()
    assert "that was cut off" not in office.type("doctor").out


def test_doctor_tells_the_age_of_the_last_backup(office, reported):
    assert "backups" in codes(office, "warn")

    backup_of(office)
    assert "backups" in codes(office, "ok")


@pytest.mark.slow
def test_older_tables_are_backed_up_before_they_are_brought_up_to_date(office):
    place = office.folder / "office.db"
    place.unlink()
    older(place, "0002")
    before = dump(place)
    typed = office.type("init", "--upgrade")
    assert typed.code == 0, typed.err

    [file] = (office.folder / "backups").iterdir()
    assert file.name in typed.out.replace("\n", "")
    told = office.type("restore", "--look", str(file), "--json").json
    assert (told["tables"], told["entries"]) == ("0002", 2)
    again = office.folder.parent / "again"
    assert office.type("restore", str(file), "--into", str(again)).code == 0
    assert office.type("verify", "--full", MIGCASE_OFFICE=str(again)).code == 0
    contents = check_backup(file)
    extract(file, contents, "office.db", again / "as-it-was.db")
    assert dump(again / "as-it-was.db") == before
    assert office.type("init", "--upgrade", "--json").json["backup"] is None


def codes(office, level: str) -> set[str]:
    found = office.type("doctor", "--json").json["findings"]
    return {one["code"] for one in found if one["level"] == level}


def test_an_encrypted_office_is_backed_up_and_restored_with_its_passphrase(
    counter, monkeypatch, tmp_path
):
    monkeypatch.setattr(slots, "USUAL", FLOOR)
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    words = ("init", "--code", "MA", "--user", "amina:officer")
    with lines(PHRASE, PHRASE) as fd:
        assert counter.type(*words, "--unlock-fd", fd).code == 0
    with lines(PHRASE) as fd:
        assert counter.type("unlock", "--unlock-fd", fd).code == 0
    try:
        case = counter.opened()
        verified = counter.type("verify", "--full", "--json")
        assert verified.code == 0, verified.out
        assert verified.json["signatures"] == 1
        assert verified.json["head"]["by"] == "amina"
        file = backup_of(counter)
        counter.type("note", case, "Called again.")
    finally:
        locked = counter.type("lock")
    assert (locked.out, locked.err) == ("Locked.\n", "")
    assert b"passport" not in file.read_bytes()

    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "another-machine"))
    again = ("--office", str(tmp_path / "again"))
    with lines("a wrong passphrase") as fd:
        typed = counter.type(*again, "restore", str(file), "--unlock-fd", fd)
    assert typed.code == 7, typed.err
    with lines(PHRASE) as fd:
        typed = counter.type(*again, "restore", str(file), "--unlock-fd", fd)
    assert typed.code == 0, typed.err
    with lines(PHRASE) as fd:
        assert counter.type(*again, "unlock", "--unlock-fd", fd).code == 0
    try:
        assert counter.type(*again, "show", case).code == 0
        heads = counter.type(*again, "verify", "--json").json["heads"]
        assert counter.type(*again, "verify", "--full").code == 0
        counter.type(*again, "note", case, "Called once more.")
        counter.type(*again, "lock")
        with lines(PHRASE) as fd:
            counter.type(*again, "unlock", "--unlock-fd", fd)
        verified = counter.type(*again, "verify", "--json").json
        # One when it was verified, one when the office was locked with something new.
        assert (verified["heads"], verified["counted"]) == (heads + 2, 2)
    finally:
        counter.type(*again, "lock")


@pytest.mark.slow
def test_where_a_page_is_damaged_the_cases_in_it_are_named_and_the_rest_works(
    counter, monkeypatch, tmp_path
):
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    small = closed_office(counter.folder)
    small.write(range(1, 40), 6)
    whole = bytearray(small.place.read_bytes())
    whole[-5000] ^= 1  # in the last page, which holds the newest entries
    small.place.write_bytes(whole)
    with lines(PASSPHRASE) as fd:
        assert counter.type("unlock", "--unlock-fd", fd).code == 0
    try:
        verified = counter.type("verify", "--json")
        doctor = counter.type("doctor")
    finally:
        counter.type("lock")

    named = {flaw["case"] for flaw in verified.json["flaws"] if flaw["case"]}
    assert verified.code == 1
    assert 0 < len(named) < 39
    assert verified.json["unchecked"] == ["damaged"]
    assert doctor.code == 1
    assert all(case in doctor.out for case in named)
    for serial in range(1, 40):
        case = f"MA-26-{serial:05}-K"
        register = small.open()
        if case not in named:
            assert len(register.entries(case)) == 6
        register.close()


def test_a_forged_day_of_a_backup_is_told_and_no_traceback(office, reported, tmp_path):
    file = backup_of(office)
    contents = read_contents(file)
    for said in ("2026-04-01T18:00:00", "0001-01-01T00:00:00+14:00"):
        newer = file.with_name(f"{said[:4]}.migcase-backup")
        forged = file.with_name("forged.migcase-backup")
        forged.unlink(missing_ok=True)
        write_backup(forged, {**contents.facts, "made": said}, [], None)

        typed = office.type("restore", "--look", str(forged))
        assert typed.code == 1
        assert "is damaged in contents" in typed.err.replace("\n", " ")
        again = office.type("restore", str(forged), "--into", str(tmp_path / "again"))
        assert again.code == 1
        # Beside others it is passed over.
        assert office.type("backup", str(newer)).code == 0
        assert "backups" in codes(office, "ok")


def test_what_has_no_lock_is_not_said_to_be_locked(office, tmp_path):
    plain = office.type("lock")
    mistyped = office.type("lock", "--office", str(tmp_path / "ofice"))

    assert plain.out == "This office is plain, for training: it has no lock.\n"
    assert (mistyped.code, "There is no office in" in mistyped.err) == (4, True)
