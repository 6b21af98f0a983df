"""What the door promises when something is wrong: a sentence, an exit code, no harm."""

from __future__ import annotations

import os
import stat
import sys

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from migcase.errors import MigcaseError


def database(office):
    return office.folder / "office.db"


def test_an_office_is_founded_for_its_owner_only_and_says_that_it_is_not_encrypted(
    counter,
):
    typed = counter.type("init", "--plain", "--code", "MA", "--user", "amina:officer")

    assert (typed.code, "Nothing in it is encrypted" in typed.err) == (0, True)
    assert stat.S_IMODE(counter.folder.stat().st_mode) == 0o700
    for file in ("office.toml", "office.db"):
        assert stat.S_IMODE((counter.folder / file).stat().st_mode) == 0o600


def test_an_office_is_never_overwritten(office):
    before = (office.folder / "office.toml").read_bytes()

    typed = office.type("init", "--plain", "--code", "SN")

    assert (typed.code, "There is an office in" in typed.err) == (1, True)
    assert (office.folder / "office.toml").read_bytes() == before


def test_the_code_of_an_office_may_be_typed_in_small_letters(counter):
    counter.type("init", "--plain", "--code", "ma", "--user", "amina:officer")

    opened = counter.type("open", "passport", by="amina")
    assert opened.out.startswith("MA-"), opened.err


@pytest.mark.parametrize(
    ("words", "told", "code"),
    [
        (("--code", "morocco"), "two to four capital letters", 2),
        (("--code", "MA", "--name", "Rabat\u202e"), "every sign in it can be seen", 2),
        (("--code", "MA", "--name", "Rabat\x1b[1m\n"), "every sign in it can be", 2),
        (("--code", "MA", "--user", "ami\u202ena:*"), "every sign in it can be", 2),
        ((), "Give the office a code", 2),
        (("--code", "MA", "--user", "amina"), "type NAME:ROLE,ROLE", 2),
        (("--code", "MA", "--user", "amina:oficer"), "Did you mean officer?", 4),
        (("--code", "MA", "--zone", "Rabat"), "there is no such time zone", 2),
    ],
)
def test_what_cannot_be_founded_leaves_nothing_behind(counter, words, told, code):
    typed = counter.type("init", "--plain", *words)

    assert (typed.code, told in typed.err) == (code, True), typed.err
    assert not counter.folder.exists()


def test_without_an_office_the_door_says_how_to_found_one(counter):
    typed = counter.type("agenda")

    assert (typed.code, typed.out) == (4, "")
    assert "There is no office in" in typed.err
    assert "migcase init" in typed.err
    assert "Il n’y a pas de bureau dans" in counter.type("agenda", lang="fr").err


@pytest.mark.parametrize(
    ("harm", "told", "code"),
    [
        (lambda file: file.unlink(), "There is no such file", 4),
        (lambda file: file.write_bytes(b""), "The file is empty", 1),
        (lambda file: file.write_bytes(b"not a database" * 99), "not a database", 1),
        (lambda file: file.write_bytes(file.read_bytes()[:5000]), "damaged", 1),
    ],
)
def test_a_database_that_cannot_be_used_is_named_with_the_reason(
    office, reported, harm, told, code
):
    for beside in office.folder.glob("office.db-*"):
        beside.unlink()
    harm(database(office))
    before = database(office).read_bytes() if database(office).exists() else None

    typed = office.type("note", reported, "hello")

    assert (typed.code, told in typed.err) == (code, True), typed.err
    assert "office.db cannot be used." in typed.err
    after = database(office).read_bytes() if database(office).exists() else None
    assert after == before


def test_a_database_of_another_program_is_not_touched(office):
    database(office).unlink()
    other = sqlite3.connect(database(office))
    other.execute("CREATE TABLE recipes (name)")
    other.close()
    before = database(office).read_bytes()

    typed = office.type("list")

    assert (typed.code, "a database of another program" in typed.err) == (1, True)
    assert database(office).read_bytes() == before


def test_a_database_of_a_newer_migcase_is_left_alone(office, reported):
    newer = sqlite3.connect(database(office))
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()

    typed = office.type("note", reported, "hello")

    assert (typed.code, "made by a newer migcase" in typed.err) == (6, True)


def test_a_database_in_which_somebody_else_writes_is_waited_for_and_not_harmed(
    office, reported
):
    other = sqlite3.connect(database(office), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    typed = office.type("note", reported, "hello", MIGCASE_PATIENCE="0.1")
    other.execute("ROLLBACK")
    other.close()

    assert (typed.code, "Nothing was recorded." in typed.err) == (6, True)
    assert office.type("show", reported, "--json").json["number"] == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_database_that_is_read_only_says_so(office, reported):
    database(office).chmod(0o400)
    office.folder.chmod(0o500)

    typed = office.type("note", reported, "hello")

    office.folder.chmod(0o700)
    assert (typed.code, "Nothing was recorded" in typed.err) == (1, True)


def test_settings_with_several_faults_tell_them_all(office):
    file = office.folder / "office.toml"
    file.write_text('code = "MA"\nzone = "Rabat"\nregster = "x.db"\nlate_days = "x"\n')

    typed = office.type("agenda")

    assert typed.code == 1
    assert "office.toml:3, regster: nobody knows this word" in typed.err
    assert "(did you mean register?)" in typed.err
    assert "office.toml:4, late_days: a whole number belongs here" in typed.err


def test_a_command_that_does_not_exist_is_answered_with_the_near_one(counter):
    typed = counter.type("shwo")

    assert (typed.code, "show" in typed.err) == (2, True)


def test_an_error_that_nobody_expected_is_a_sentence_and_no_traceback(
    office, reported, monkeypatch
):
    from migcase.office.office import Office

    def broken(*_words, **_more):
        raise ZeroDivisionError("about P-12")

    monkeypatch.setattr(Office, "agenda", broken)
    typed = office.type("agenda")

    assert (typed.code, typed.out) == (1, "")
    assert "did not expect (ZeroDivisionError)" in typed.err
    assert "P-12" not in typed.err
    debugged = office.type("agenda", "--debug")
    assert "builtins.ZeroDivisionError\n" in debugged.err
    assert ", broken\n" in debugged.err
    assert "P-12" not in debugged.err


def test_an_interrupted_command_says_that_nothing_was_recorded(
    office, reported, monkeypatch
):
    from migcase.office.office import Office

    def interrupted(*_words, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(Office, "record", interrupted)
    typed = office.type("note", reported, "hello")

    assert (typed.code, "Stopped. Nothing was recorded." in typed.err) == (1, True)


def test_a_plugin_that_fails_is_named_and_the_rest_works(office, case, tmp_path):
    folder = tmp_path / "broken"
    (folder / "migcase_broken-2.dist-info").mkdir(parents=True)
    facts = folder / "migcase_broken-2.dist-info"
    (facts / "METADATA").write_text("Name: migcase-broken\nVersion: 2\n")
    (facts / "entry_points.txt").write_text("[migcase]\nbroken = migcase_broken\n")
    (folder / "migcase_broken.py").write_text("raise ValueError('no such thing')\n")
    office.monkeypatch.syspath_prepend(str(folder))

    typed = office.type("list", MIGCASE_LOAD_PLUGINS="passport,broken")

    assert (typed.code, case in typed.out) == (0, True)
    assert (
        "Plugin broken 2: It cannot be imported: ValueError: no such thing" in typed.err
    )
    assert "migcase_broken" not in sys.modules


def test_the_doctor_finds_an_office_in_order_and_says_what_is_not(office, case):
    found = {
        one["code"]: one["level"]
        for one in office.type("doctor", "--json").json["findings"]
    }

    assert found["database"] == found["clock"] == found["agenda"] == "ok"
    assert found["encryption"] == "warn"
    office.folder.chmod(0o755)
    typed = office.type("doctor")
    office.folder.chmod(0o700)
    assert (typed.code, "! Others on this machine can look into" in typed.out) == (
        0,
        True,
    )


def test_the_doctor_says_no_where_something_has_to_be_put_right(office, counter):
    database(office).write_bytes(b"")

    typed = office.type("doctor")

    assert typed.code == 1
    assert "✗ The cases in" in typed.out


def test_every_error_of_the_house_has_a_code_of_its_own():
    from migcase.cli import agenda, doctor, founding  # noqa: F401 - they import the rest

    found, stack = {}, [MigcaseError]
    while stack:
        error = stack.pop()
        stack += error.__subclasses__()
        if "code" in vars(error):  # else it is a special case of what has the code
            found.setdefault(error.code, set()).add(error.__name__)

    twice = {code: names for code, names in found.items() if len(names) > 1}
    assert twice == {}
