"""An office opens to who knows a passphrase, and to nobody who holds its files."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from base64 import b64encode
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve

from migcase.cli.given_away import check_surroundings
from migcase.keeping import porter
from migcase.keeping.key_place import FILE
from migcase.keeping.seal import slots
from migcase.keeping.seal.errors import BadShare
from migcase.keeping.seal.key_file import FLOOR
from migcase.keeping.seal.printed import typed as read_printed
from tests.cli.closed import OTHER, PHRASE, at_terminal, files_below, lines
from tests.cli.test_server import address
from tests.keeping.conftest import server

__all__ = ["address", "server"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="has no pty"),
]

AMINA = ("--code", "MA", "--name", "Rabat", "--user", "amina:*")


@pytest.fixture(scope="module")
def template(tmp_path_factory, site):
    """An encrypted office of Amina's, made once; tests work on copies."""
    place = tmp_path_factory.mktemp("closed")
    words = ["init", *AMINA]
    with pytest.MonkeyPatch.context() as patch, lines(PHRASE) as fd:
        from click.testing import CliRunner

        from migcase.cli.door import door

        patch.syspath_prepend(str(site))
        patch.setattr(slots, "USUAL", FLOOR)
        known = {
            "MIGCASE_OFFICE": str(place / "office"),
            "MIGCASE_STATE": str(place / "state"),
            "MIGCASE_LOAD_PLUGINS": "passport",
        }
        done = CliRunner(env=known).invoke(door, [*words, "--unlock-fd", fd])
    assert done.exit_code == 0, done.output
    return place


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where keys lie and are held: apart from the office and from the reader's own."""
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("MIGCASE_USER", raising=False)
    monkeypatch.setattr(slots, "USUAL", FLOOR)
    with TemporaryDirectory(prefix="mp-") as short:
        monkeypatch.setenv("XDG_RUNTIME_DIR", short)
        yield tmp_path
        porter.dismiss(tmp_path / "office")


@pytest.fixture
def closed(counter, place, template):
    """The encrypted office, locked; only Amina has a passphrase."""
    shutil.copytree(template / "office", counter.folder)
    shutil.copytree(template / "state", place / "state")
    return counter


def typed(counter, *words, told=(), **known):
    """Type a command as whoever unlocked the office; *told* is read from a pipe."""
    if not told:
        return counter.type(*words, by="", **known)
    with lines(*told) as fd:
        return counter.type(*words, "--unlock-fd", fd, by="", **known)


@pytest.fixture
def unlocked(closed):
    told = typed(closed, "unlock", told=[PHRASE])
    assert told.code == 0, told.err
    return closed


# ------------------------------------------------------------------------ founding
def test_an_office_is_encrypted_unless_somebody_asks_for_a_plain_one(counter, place):
    founded = typed(counter, "init", *AMINA, told=[PHRASE])

    assert (founded.code, "It is encrypted" in founded.err) == (0, True)
    head = (counter.folder / "office.db").read_bytes()
    assert head[:16] != b"SQLite format 3\0"
    assert b"Rabat" not in head
    for file in ("office.toml", "office.db", FILE):
        assert stat.S_IMODE((counter.folder / file).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("court", "too short"),
        ("motdepasse2026", "what others would try first"),
        ("amina-rabat-1", "what others would try first"),
    ],
)
def test_a_plain_passphrase_founds_nothing(counter, place, phrase, told):
    founded = typed(counter, "init", *AMINA, told=[phrase])

    assert (founded.code, told in founded.err) == (2, True), founded.err
    assert not counter.folder.exists()
    assert list(files_below(place)) == []


@pytest.mark.parametrize("typed_last", ["n", "y"])
def test_each_answer_is_looked_at_when_it_is_given_and_the_undertaking_agreed_to(
    counter, place, monkeypatch, typed_last
):
    from migcase.cli import founding

    monkeypatch.setattr(founding, "can_ask", lambda: True)
    answers = ("m1", "MA", "Rabat\u202e", "Rabat", "amina", "amina:oficer", "amina:*")
    said = "".join(f"{one}\n" for one in (*answers, typed_last))
    founded = typed(counter, "init", told=[PHRASE], stdin=said)

    for told in ("is no code", "can be seen", "names no user", "Did you mean officer"):
        assert told in founded.err
    assert "Undertaking of confidentiality: amina keeps" in founded.err
    agreed = typed_last == "y"
    assert (founded.code == 0, counter.folder.exists()) == (agreed, agreed)


def test_whoever_founds_an_office_by_options_is_told_that_they_undertake(
    counter, place
):
    founded = typed(counter, "init", *AMINA, told=[PHRASE])

    undertaken = founded.err.index("Undertaking of confidentiality: amina keeps")
    assert undertaken < founded.err.index("Going on signs it, as of today")


def test_what_is_advised_next_names_the_office_that_was_named(closed):
    told = typed(closed, "--office", str(closed.folder), "list")
    plain = typed(closed, "list")

    assert f"`migcase --office {closed.folder} unlock`" in told.err
    assert "`migcase unlock`" in plain.err


def test_an_office_is_founded_by_one_person_who_is_named(counter, place):
    nobody = typed(counter, "init", "--code", "MA", told=[PHRASE])
    two = typed(counter, "init", *AMINA, "--user", "bashir:*", told=[PHRASE])

    assert (nobody.code, two.code) == (2, 2)
    assert "one person" in nobody.err
    assert not counter.folder.exists()


def test_without_a_terminal_founding_says_how_a_program_hands_a_passphrase_over(
    counter, place
):
    founded = typed(counter, "init", *AMINA)

    assert founded.code == 7
    assert "--unlock-fd" in founded.err
    assert not counter.folder.exists()


def test_what_cannot_be_founded_leaves_no_keys_behind(counter, place, monkeypatch):
    from migcase.cli import founding

    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(founding, "write_first", fails)
    founded = typed(counter, "init", *AMINA, told=[PHRASE])

    assert (founded.code, "no room left" in founded.err) == (1, True)
    assert not counter.folder.exists()
    assert list(files_below(place)) == []


def test_keys_are_never_overwritten(closed):
    before = (closed.folder / FILE).read_bytes()
    (closed.folder / "office.toml").unlink()
    founded = typed(closed, "init", *AMINA, told=[OTHER])

    assert (founded.code, "There is an office in" in founded.err) == (1, True)
    assert (closed.folder / FILE).read_bytes() == before


# ---------------------------------------------------------------------- the session
def test_a_locked_office_says_so_and_how_to_unlock_it(closed):
    told = typed(closed, "list")

    assert (told.code, told.out) == (7, "")
    assert "is locked" in told.err
    assert "migcase unlock" in told.err
    assert typed(closed, "list", "--json").json["error"]["code"] == "office-locked"


def test_unlocked_once_it_is_open_until_somebody_locks_it(unlocked):
    number = typed(unlocked, "open", "passport", "--json").json["case"]

    assert number in typed(unlocked, "list").out
    assert typed(unlocked, "lock").out == "Locked.\n"
    assert typed(unlocked, "list").code == 7
    assert typed(unlocked, "lock").out == "It was locked already.\n"


def test_whoever_unlocked_is_who_writes_and_nobody_else(unlocked):
    number = typed(unlocked, "open", "passport", "--json").json["case"]
    entries = typed(unlocked, "show", number, "--history", "--json").json

    assert "amina" in str(entries)
    for known in ({"MIGCASE_USER": "bashir"}, {}):
        words = () if known else ("--as", "bashir")
        told = typed(unlocked, *words, "note", number, "text", **known)
        assert (told.code, "amina unlocked this office" in told.err) == (2, True)
    assert typed(unlocked, "--as", "amina", "list").code == 0


@pytest.mark.parametrize("name", ["amina", "nobody"])
def test_a_wrong_passphrase_says_no_more_than_that(closed, name):
    told = typed(closed, "unlock", "--as", name, told=[OTHER])

    assert (told.code, told.out) == (7, "")
    assert told.err == "The name or the passphrase is wrong.\n"


def test_the_minutes_are_said_and_bounded(closed):
    told = typed(closed, "unlock", "--minutes", "3", "--json", told=[PHRASE])

    assert told.json["minutes"] == 3
    assert typed(closed, "unlock", "--minutes", "100000", told=[PHRASE]).code == 2


def test_a_plain_office_has_nothing_to_unlock(office, place):
    told = typed(office, "unlock", told=[PHRASE])

    assert (told.code, "nothing to unlock" in told.err) == (5, True)


def test_a_plain_file_beside_keys_is_refused_and_so_is_the_reverse(unlocked, tmp_path):
    plain = tmp_path / "plain"
    other = str(plain)
    assert typed(unlocked, "init", "--plain", *AMINA, MIGCASE_OFFICE=other).code == 0
    sealed = (unlocked.folder / "office.db").read_bytes()
    (unlocked.folder / "office.db").write_bytes((plain / "office.db").read_bytes())
    (plain / "office.db").write_bytes(sealed)

    beside_keys = typed(unlocked, "list")
    without_keys = typed(unlocked, "list", MIGCASE_OFFICE=other)

    assert "It is not encrypted" in beside_keys.err
    assert "or an encrypted one" in without_keys.err
    assert beside_keys.code != 0 != without_keys.code


# ------------------------------------------------------------------- S2: this machine
def test_a_copy_of_the_folder_and_the_passphrase_open_nothing_elsewhere(
    closed, monkeypatch, tmp_path
):
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "another machine"))
    told = typed(closed, "unlock", told=[PHRASE])

    assert (told.code, "on another machine" in told.err) == (7, True)
    assert "migcase recovery open" in told.err


def test_keys_that_somebody_changed_open_nothing(closed):
    text = (closed.folder / FILE).read_text()
    (closed.folder / FILE).write_text(text.replace('"epoch": 0', '"epoch": 1'))
    told = typed(closed, "unlock", told=[PHRASE])

    assert (told.code, "Somebody changed keys.json" in told.err) == (1, True)


@pytest.mark.postgres
def test_an_office_on_a_server_is_sealed_and_another_machine_joins_with_its_folder(
    counter, place, address, tmp_path, monkeypatch
):
    founded = typed(counter, "init", *AMINA, "--register", address, told=[PHRASE])
    assert founded.code == 0, founded.err
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "another machine"))
    shutil.copytree(counter.folder, tmp_path / "second")
    there = {"MIGCASE_OFFICE": str(tmp_path / "second")}

    assert "sealed before it reaches the server" in founded.err
    assert typed(counter, "list", **there).code == 7
    assert typed(counter, "unlock", told=[PHRASE], **there).code == 0
    opened = typed(counter, "open", "passport", **there)
    assert opened.code == 0, opened.err
    porter.dismiss(tmp_path / "second")
    assert list(files_below(place / "state")) == []


# -------------------------------------------------------------- changing a passphrase
def test_a_passphrase_is_changed_by_who_knows_the_old_one(unlocked):
    wrong = typed(unlocked, "passphrase", told=[OTHER, OTHER])
    right = typed(unlocked, "passphrase", told=[PHRASE, OTHER])

    assert (wrong.code, right.code) == (7, 0), right.err
    assert typed(unlocked, "list").code == 0  # whoever changed it goes on
    assert typed(unlocked, "unlock", told=[PHRASE]).code == 7
    assert typed(unlocked, "unlock", told=[OTHER]).code == 0


# ------------------------------------------------------------------- S23: two holders
def printed(counter, name):
    return typed(counter, "recovery", "add", name, "--json").json["key"]


def test_two_printed_keys_let_somebody_in_with_nothing_but_the_folder(
    unlocked, monkeypatch, tmp_path
):
    keys = printed(unlocked, "chief"), printed(unlocked, "deputy")
    assert typed(unlocked, "list").code == 0  # whoever printed them goes on
    typed(unlocked, "lock")
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "bare"))

    alone = typed(unlocked, "recovery", "open", "--as", "amina", told=[keys[0]] * 2)
    both = typed(unlocked, "recovery", "open", "--as", "amina", told=[*keys, OTHER])

    assert (alone.code, both.code) == (7, 0), both.err
    assert "Undertaking of confidentiality: amina keeps" in both.err
    assert typed(unlocked, "unlock", told=[OTHER]).code == 0
    assert typed(unlocked, "list").code == 0


def test_whoever_two_holders_let_in_is_an_administrator_and_the_history_verifies(
    unlocked, monkeypatch, tmp_path
):
    number = typed(unlocked, "open", "passport", "--json").json["case"]
    keys = printed(unlocked, "chief"), printed(unlocked, "deputy")
    typed(unlocked, "lock")
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "bare"))

    let_in = typed(unlocked, "recovery", "open", "--as", "bashir", told=[*keys, OTHER])
    typed(unlocked, "unlock", "--as", "bashir", told=[OTHER])

    assert let_in.code == 0, let_in.err
    gone = typed(unlocked, "user", "leave", "amina", "--reason", "died")
    assert gone.code == 0, gone.err
    granted = typed(unlocked, "user", "grant", "bashir", "passport.officer")
    assert granted.code == 0, granted.err
    assert number in typed(unlocked, "list").out
    verified = typed(unlocked, "verify", "--full")
    assert verified.code == 0, verified.out + verified.err


def test_who_wrote_into_the_log_that_they_were_let_in_is_found_out(unlocked):
    """Whoever has the office's key writes; only two holders sign."""
    from migcase.keeping.seal.hands import Hand
    from migcase.keeping.sql import SqlRegister
    from migcase.keeping.verify_log import log_flaws
    from migcase.roster.events import OfficeEntry
    from migcase.roster.recovery import Recovered

    for name in ("chief", "deputy"):
        printed(unlocked, name)
    amina = slots.unlock(unlocked.folder, "amina", PHRASE)
    mallory = evolve(amina, hand=Hand.new("mallory"))
    register = SqlRegister.open(unlocked.folder / "office.db", keys=mallory)
    last = register.office_log.entries()[-1]
    public = mallory.hand.public
    said = ("mallory", public.verifies, public.receives, date(2026, 11, 22))
    event = Recovered(*said, ("chief", "deputy"), last.number)
    forged = evolve(event, signatures=(_signed(mallory, event),) * 2)
    entry = OfficeEntry(last.number + 1, forged, last.at, "mallory", "MA", "forged")
    before = list(log_flaws(register.office_log.lines(), is_signed=True))
    register.office_log.append(entry)
    after = list(log_flaws(register.office_log.lines(), is_signed=True))
    register.close()

    assert before == []
    assert [flaw.number for flaw in after] == [last.number + 1]


def _signed(keys, event):
    return b64encode(keys.hand.sign(event.signed.encode())).decode()


def test_a_slip_in_a_printed_key_is_found_in_its_group(unlocked):
    first, second = printed(unlocked, "chief"), printed(unlocked, "deputy")
    # One slip in thirty-two fits the check of its group; the sum of all finds it then.
    slips = (_with_another(first, 2, sign) for sign in "ABCDEFGH")
    slip = next(one for one in slips if _group_at_fault(one) == 3)
    told = typed(unlocked, "recovery", "drill", told=[slip, second])

    assert (told.code, "Group 3 was mistyped" in told.err) == (2, True), told.err


def test_a_slip_is_told_at_once_and_only_that_key_is_typed_again(unlocked, terminal):
    first, second = printed(unlocked, "chief"), printed(unlocked, "deputy")
    slips = (_with_another(first, 2, sign) for sign in "ABCDEFGH")
    slip = next(one for one in slips if _group_at_fault(one) == 3)
    typed_so = [slip, first, first, "anything", second]
    code, screen = terminal("recovery", "drill", answers=typed_so)

    assert code == 0, screen
    for told in (
        "First printed key: group 3 was mistyped",
        "That is the first key again",
        "Second printed key: that is no printed key",
    ):
        assert told in " ".join(screen.split())
    assert first.split()[0] not in screen  # nor is anybody shown a key


def test_a_head_says_of_whom_it_says_anything(unlocked, tmp_path):
    kept = tmp_path / "head.txt"
    told = typed(unlocked, "head", "--print").out
    written = typed(unlocked, "head", "--to", str(kept)).out

    assert "amina" in kept.read_text()
    for said in (told, written):
        said = " ".join(said.split())
        assert "Colleagues stand in it by name" in said
        assert "nothing about anybody whom this office helps" in said
    assert re.search(r'--against "\d+: …"', told)


def _with_another(key: str, group: int, sign: str) -> str:
    groups = key.split()
    groups[group] = sign + groups[group][1:]
    return " ".join(groups)


def _group_at_fault(key: str) -> int:
    try:
        read_printed(key)
    except BadShare as error:
        return int(str(error.values["group"]))
    return 0


def test_a_drill_is_written_down_and_needs_nobody_who_unlocked(unlocked):
    keys = printed(unlocked, "chief"), printed(unlocked, "deputy")
    never = typed(unlocked, "recovery", "list")
    typed(unlocked, "lock")
    drill = typed(unlocked, "recovery", "drill", told=keys)
    typed(unlocked, "unlock", told=[PHRASE])

    assert "never" in never.out
    assert drill.code == 0, drill.err
    assert typed(unlocked, "recovery", "list", "--json").json["pairs"][0]["tried"]


def test_one_holder_is_told_that_one_key_opens_nothing(unlocked):
    first = typed(unlocked, "recovery", "add", "chief")
    second = typed(unlocked, "recovery", "add", "deputy")
    again = typed(unlocked, "recovery", "add", "chief")

    assert "One key opens nothing" in first.err
    assert "One key opens nothing" not in second.err
    assert (again.code, "holds a printed key already" in again.err) == (5, True)
    assert typed(unlocked, "recovery", "remove", "chief").code == 0
    assert typed(unlocked, "recovery", "remove", "chief").code == 4


# -------------------------------------------------------- U20: where it is never read
@pytest.mark.parametrize(
    "words",
    [
        ("unlock", "--passphrase", PHRASE),
        ("unlock", f"--passphrase={PHRASE}"),
        ("--password", PHRASE, "unlock"),
        ("list", "--pass", PHRASE),
        ("unlock", "-pw", PHRASE),
        ("unlock", *PHRASE.split()),
        ("passphrase", PHRASE),
        ("lock", PHRASE),
    ],
)
def test_a_passphrase_on_the_command_line_is_refused_and_not_repeated(closed, words):
    told = typed(closed, *words)

    assert (told.code, told.out) == (2, "")
    assert "never taken from the command line" in told.err
    assert "tortues" not in told.err


@pytest.mark.parametrize("name", ["MIGCASE_PASSPHRASE", "MIGCASE_PASSWORD"])
def test_a_passphrase_in_a_variable_is_refused_and_not_repeated(closed, name):
    told = typed(closed, "list", **{name: PHRASE})

    assert (told.code, told.out) == (2, "")
    assert f"{name} is set" in told.err
    assert PHRASE not in told.err


def test_the_variables_that_migcase_reads_are_no_passphrases(monkeypatch):
    for name in ("OFFICE", "USER", "LANG", "PATIENCE", "LOAD_PLUGINS", "STATE"):
        monkeypatch.setenv(f"MIGCASE_{name}", "x")

    check_surroundings()


# ---------------------------------------------------------------------- at a terminal
@pytest.fixture
def terminal(place, site):
    """Type words and passphrases at a terminal; return the exit code and the screen."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MIGCASE", "LC_", "LANG"))
    }
    surroundings = kept | {
        "COLUMNS": "80",
        "MIGCASE_LANG": "en",
        "MIGCASE_LOAD_PLUGINS": "passport",
        "MIGCASE_OFFICE": str(place / "office"),
        "MIGCASE_STATE": str(place / "state"),
        "PYTHONPATH": str(site),
        "PYTHONUTF8": "1",
        "TERM": "dumb",
    }

    def type_(*words, answers=()):
        return at_terminal(words, answers, surroundings)

    return type_


def test_at_a_terminal_nothing_that_is_typed_is_shown(closed, terminal):
    code, screen = terminal("unlock", answers=[OTHER, PHRASE])

    assert code == 0, screen
    assert "Passphrase of amina" in screen
    assert "wrong. Again" in screen
    assert PHRASE not in screen
    assert OTHER not in screen
    assert terminal("list")[0] == 0


def test_at_a_terminal_a_locked_office_asks_for_one_command_alone(closed, terminal):
    code, screen = terminal("list", answers=[PHRASE])

    assert (code, "no such cases" in screen) == (0, True), screen
    assert porter.ask(closed.folder) is None


@pytest.mark.slow
def test_three_wrong_tries_are_enough(closed, terminal):
    code, screen = terminal("list", answers=[OTHER] * 3)

    assert code == 7
    assert screen.count("Passphrase of amina") == 3


def test_at_a_terminal_a_new_passphrase_is_typed_twice_and_is_a_good_one(
    place, terminal
):
    code, screen = terminal(
        *("init", *AMINA), answers=["short", PHRASE, OTHER, PHRASE, PHRASE]
    )

    assert code == 0, screen
    assert "too short" in screen
    assert "That was not the same" in screen
    assert PHRASE not in screen
    assert slots.unlock(place / "office", "amina", PHRASE)


@pytest.mark.slow
def test_whoever_types_nothing_gets_six_words_to_type(place, terminal):
    offered = []

    def typed_back(screen):
        offered.append(screen.strip().splitlines()[-2].strip())
        return offered[0]

    code, screen = terminal("init", *AMINA, answers=["", typed_back])

    assert code == 0, screen
    assert len(offered[0].split()) == 6
    assert slots.unlock(place / "office", "amina", offered[0])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_passphrase_and_no_key_stands_where_others_look(closed, place, terminal):
    """The canary: not in words, surroundings, files, logs, errors, or the terminal."""
    shown = [terminal("unlock", answers=[PHRASE])[1]]
    keys = slots.unlock(closed.folder, "amina", PHRASE)
    secrets = [PHRASE.encode(), keys.master, keys.hand.to_bytes()[:32]]
    secrets += [one.hex().encode() for one in secrets[1:]]
    shown += [terminal(*words)[1] for words in (("list",), ("--debug", "show", "MA-1"))]

    looked_at = ["".join(shown).encode()]
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            looked_at += [readable(process / name) for name in ("cmdline", "environ")]
    runtime = porter.rooms()
    looked_at += map(readable, files_below(closed.folder, runtime, place / "state"))

    assert not [one for one in looked_at for secret in secrets if secret in one]


def readable(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


# -------------------------------------------------------------------------- the doctor
def findings(counter):
    told = typed(counter, "doctor", "--json").json
    return {one["code"]: one["level"] for one in told["findings"]}


def test_the_doctor_looks_at_the_keys_before_anybody_unlocks(closed):
    found = findings(closed)

    assert found["encryption"] == "ok"
    assert found["slots"] == "ok"
    assert found["slot-cheap"] == "warn"  # the tests found offices at the floor
    assert found["recovery"] == "warn"
    assert found["machine"] == "ok"
    assert found["locked"] == "warn"
    assert "disk-encryption" in found


def test_the_doctor_misses_a_drill_and_is_content_after_one(unlocked):
    keys = printed(unlocked, "chief"), printed(unlocked, "deputy")
    before = findings(unlocked)
    typed(unlocked, "recovery", "drill", told=keys)

    assert (before["drill"], findings(unlocked)["drill"]) == ("warn", "ok")


def test_the_doctor_sees_keys_that_others_may_read_or_that_somebody_changed(unlocked):
    file = unlocked.folder / FILE
    file.chmod(0o644)
    open_to_others = findings(unlocked)
    file.chmod(0o600)
    file.write_text("{}")
    spoilt = findings(unlocked)

    assert open_to_others["keys-permissions"] == "bad"
    assert spoilt["keys"] == "bad"


def test_the_doctor_says_that_this_machine_cannot_open_the_office(
    closed, monkeypatch, tmp_path
):
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "bare"))

    assert findings(closed)["machine"] == "bad"


def test_the_doctor_finds_a_passphrase_of_somebody_who_does_not_work_here(
    unlocked,
):
    keys = slots.unlock(unlocked.folder, "amina", PHRASE)
    slots.add(unlocked.folder, keys, "mallory", OTHER)
    typed(unlocked, "unlock", "--as", "amina", told=[PHRASE])

    assert findings(unlocked)["slot-left"] == "bad"
