"""Who may do what at the command line, cell by cell; and how people come and go."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from attrs import frozen

from migcase import Actor, Assigned
from migcase.keeping.chains import NOTHING, OFFICE
from migcase.keeping.sql import SqlRegister
from migcase.roster import rights
from migcase.roster.events import (
    LegalHold,
    MasterRenewed,
    OfficeEvent,
    UserAdded,
    UserLeft,
)
from migcase.roster.members import COLLEAGUE
from migcase.roster.rights import may
from tests.cli.staffed import Answer, Staff, install, numbers
from tests.office.closed import ANSWERS, ASKED, NOTE, write_case

ROLES = ("clerk", "doctor", "keeper")
# Every cell is tried by `make slow`; these four tell each hat from the others.
TELLING = {("colleague", rights.ROLE), *((hat, rights.NONE) for hat in rights.HATS[1:])}
WORLDS = [
    pytest.param(*one, marks=() if one in TELLING else pytest.mark.slow)
    for one in product(rights.HATS, rights.RELATIONS)
]


@frozen
class Town:
    """An office where somebody wears each hat, with cases that concern them or not."""

    staff: Staff
    cases: dict[str, str]

    def who(self, hat: str, relation: str) -> str:
        return f"{hat}-clerk" if relation == rights.ROLE else hat

    def case(self, hat: str, relation: str) -> str:
        return self.cases[f"{hat}-hands" if relation == rights.HANDS else relation]

    def type(self, hat: str, relation: str, word: str, *words: str) -> Answer:
        case = self.case(hat, relation)
        return self.staff.type(self.who(hat, relation), word, case, *words)


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch
    gettext.textdomain("messages")


@pytest.fixture(scope="module")
def founded(tmp_path_factory, patch) -> Staff:
    """An office of Amina's, where Zara does the work and Chioma administrates too."""
    site = tmp_path_factory.mktemp("site")
    install(site)
    patch.syspath_prepend(str(site))
    staff = Staff(tmp_path_factory.mktemp("staff") / "office", patch)
    staff.found()
    staff.joins("chioma", hat="administrator")
    staff.joins("zara", *ROLES)
    return staff


@pytest.fixture(scope="module")
def town(founded, tmp_path_factory) -> Town:
    staff = founded.copied(tmp_path_factory.mktemp("town") / "office")
    for hat in rights.HATS:
        worn = "" if hat == COLLEAGUE else hat
        staff.joins(hat, hat=worn)
        staff.joins(f"{hat}-clerk", "clerk", "keeper", hat=worn)
    cases = {}
    with staff.office("zara") as zara:
        for name in (*rights.RELATIONS[1:], *(f"{hat}-hands" for hat in rights.HATS)):
            cases[name] = write_case(zara, "zara", ROLES)
        for hat in rights.HATS:
            given = Assigned(hat, zara.today())
            zara.record(cases[f"{hat}-hands"], given, by=Actor("zara", ROLES))
    for hat in rights.HATS:
        told = staff.type(hat, "break-glass", cases["glass"], "--reason", "in labour")
        assert told.code == 0, told.err
    return Town(staff, cases)


def granted(
    hat: str, relation: str, act: str, sensitivity: str = rights.PROCESS
) -> bool:
    return may({hat, COLLEAGUE}, act, {relation}, sensitivity)


def facts_in(answer: Answer) -> dict[str, bool]:
    """Return which answers of each sensitivity a command has shown."""
    told = answer.json["facts"]
    return {
        name: told[asked.key].get("value") == ANSWERS[asked.key]
        for name, asked in ASKED.items()
    }


@pytest.mark.parametrize(("hat", "relation"), WORLDS)
def test_a_case_is_listed_and_shown_to_whom_the_table_says(town, hat, relation):
    who, case = town.who(hat, relation), town.case(hat, relation)
    listed = case in numbers(town.staff.type(who, "list", "--json"))
    shown = town.type(hat, relation, "show", "--json")

    assert listed == granted(hat, relation, rights.LIST)
    if not granted(hat, relation, rights.READ):
        assert (shown.code, shown.json["error"]["code"]) == (5, "not-allowed")
        assert all(word not in shown.out + shown.err for word in ANSWERS.values())
        return
    assert facts_in(shown) == {
        one: granted(hat, relation, rights.READ, one) for one in rights.SENSITIVITIES
    }


@pytest.mark.parametrize(("hat", "relation"), WORLDS)
def test_what_is_masked_is_revealed_to_whom_the_table_says(town, hat, relation):
    asked = ("--reveal", "--reason", "a doctor asks", "--history", "--json")
    shown = town.type(hat, relation, "show", *asked)

    if not granted(hat, relation, rights.READ):
        assert shown.code == 5
        return
    wanted = {
        one: granted(hat, relation, rights.READ, one)
        or granted(hat, relation, rights.REVEAL, one)
        for one in rights.SENSITIVITIES
    }
    # What is sealed, the key decides.
    wanted["sealed"] = wanted["sealed"] and relation == rights.ROLE
    assert facts_in(shown) == wanted
    assert (NOTE in shown.out) == granted(hat, relation, rights.REVEAL, "sensitive")


@pytest.mark.parametrize(("hat", "relation"), WORLDS)
def test_a_case_is_written_by_whom_the_table_says(town, hat, relation):
    told = town.type(hat, relation, "note", "I was here", "--json")
    given = town.type(hat, relation, "assign", "zara", "--json")

    for answer, act in ((told, rights.WRITE), (given, rights.ASSIGN)):
        refused = answer.code == 5 and answer.json["error"]["code"] == "not-allowed"
        assert refused != granted(hat, relation, act), (act, answer)


def test_the_table_is_printed_as_it_is_enforced(town):
    rows = town.staff.type("zara", "rights", "--json").json["rows"]

    assert {rights.Cell(**row) for row in rows} == rights.TABLE
    printed = town.staff.type("zara", "rights")
    assert "administrator" in printed.out
    assert "break the glass" in printed.out


# ---------------------------------------------------------------- what is masked


@pytest.fixture
def staff(founded, tmp_path) -> Staff:
    return founded.copied(tmp_path / "office")


@pytest.fixture
def case(staff) -> str:
    with staff.office("zara") as zara:
        return write_case(zara, "zara", ROLES)


def test_a_mask_stands_where_the_answer_would_until_it_is_asked_for(staff, case):
    staff.joins("bashir", "clerk")
    masked = staff.type("bashir", "show", case, "--facts", "--history")
    named = staff.type(
        *("bashir", "show", case, "--reveal", "fear", "--reason", "a threat")
    )

    assert "Of whom are they afraid? (fear) — •••" in masked.out
    assert "sealed to zara" in masked.out
    assert "Note: •••" in masked.out
    assert "canary-sensitive" in named.out
    assert "canary-reserved" not in named.out
    with staff.office("bashir") as office:
        [reading] = office.readings(by="bashir")
    assert (reading.what, reading.why) == (("fear",), "a threat")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--reveal",), 5),
        (("--reveal", "--reason", " "), 5),
        (("--reveal", "fit", "--reason", "x"), 5),
        (("--reveal", "colour", "--reason", "x"), 4),
    ],
)
def test_what_is_asked_for_wrongly_is_not_shown(staff, case, words, code):
    staff.joins("bashir", "clerk")
    told = staff.type("bashir", "show", case, *words)

    assert told.code == code
    assert all(one not in told.out for one in ("canary-sensitive", "canary-reserved"))
    with staff.office("bashir") as office:
        assert office.readings(by="bashir") == ()


def test_a_reason_why_not_tells_nothing_that_is_masked(staff, case):
    staff.joins("bashir", "clerk")
    told = staff.type("bashir", "why", case, "aid")
    shown = staff.type("bashir", "show", case)

    for one in (told, shown):
        assert "is not for everybody to read" in " ".join(one.out.split())
        assert "canary" not in one.out + one.err


def test_a_due_day_is_told_without_the_answer_that_it_depends_on(staff, case):
    staff.joins("bashir", "clerk")
    told = staff.type("bashir", "why", case, "look").out

    assert "It is due on " in told
    assert "canary" not in told
    assert "Are they fit?" not in told


def test_whoever_may_only_read_a_case_is_shown_it_with_what_it_waits_for(staff, case):
    """An administrator sees where it stands; nothing else of it is theirs."""
    told = staff.type("amina", "show", case)
    why = staff.type("amina", "why", case, "aid")

    assert told.code == 0, told.err
    assert "Helped" in told.out
    assert "Your roles do not let you write in" in why.out


def test_where_a_reading_cannot_be_kept_nothing_is_shown(staff, case):
    staff.joins("bashir", "clerk")
    register = SqlRegister.open(staff.folder / "office.db", keys=staff.ring("bashir"))
    register._driver.connection.execute("DROP TABLE reading")
    register.close()
    told = staff.type("bashir", "show", case, "--reveal", "--reason", "a threat")

    assert told.code == 1
    assert told.out == ""
    assert "canary" not in told.err


def test_whoever_no_case_of_somebody_concerns_learns_their_number_only(staff, case):
    added = staff.type(
        *("zara", "person", "add", "--given", "Fatou", "--family", "Diallo", "--json")
    )
    person = added.json["person"]
    opened = staff.type("zara", "open", "care", "--about", person, "--json")
    assert opened.code == 0, opened.err
    staff.joins("bashir")

    found = staff.type("bashir", "person", "find", "Diallo")
    assert person in found.out
    assert "Fatou" not in found.out
    assert staff.type("bashir", "person", "show", person).code == 5
    assert "Fatou" in staff.type("zara", "person", "find", "Diallo").out


@pytest.mark.slow
def test_many_write_into_the_log_at_once_and_none_is_lost(staff):
    def write(name: str) -> None:
        with staff.office("amina") as office:
            for number in range(5):
                office.log(LegalHold(f"P-{name}-{number}", "the court asks"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, "abcd"))

    with staff.office("amina") as office:
        entries = office.logged()
        lines = office._register.office_log.lines()
        amina = staff.ring("amina").hand.public
    assert [one.number for one in entries] == list(range(1, len(entries) + 1))
    assert sum(isinstance(one.event, LegalHold) for one in entries) == 20
    before = NOTHING
    for line, entry in zip(lines, entries, strict=True):
        assert line.hash == line.hash_after(before, OFFICE)
        if entry.by == "amina":
            amina.check(line.signature, line.hash)
        before = line.hash


def test_somebody_is_reached_only_by_whoever_says_why(staff):
    added = staff.type(
        *("zara", "person", "add", "--given", "Fatoumata", "--family", "Diallo"),
        *("--phone", "+212600000417", "--json"),
    )
    person = added.json["person"]
    masked = staff.type("zara", "person", "show", person)
    told = staff.type(
        "zara", "person", "show", person, "--reveal", "--reason", "flight"
    )

    assert added.code == 0, added.err
    assert "Diallo" in masked.out
    assert "600000417" not in masked.out
    assert "600000417" in told.out.replace(" ", "")
    with staff.office("zara") as zara:
        assert [one.why for one in zara.readings(by="zara")] == ["page", "flight"]


def test_putting_somebody_right_keeps_what_is_masked(staff):
    added = staff.type(
        *("zara", "person", "add", "--given", "Fatou", "--family", "Diallo"),
        *("--phone", "+212600000417", "--json"),
    )
    person = added.json["person"]

    assert staff.type("zara", "person", "edit", person, "--sex", "female").code == 0
    told = staff.type("zara", "person", "show", person, "--reveal", "--reason", "x")
    assert "600000417" in told.out.replace(" ", "")
    assert "female" in told.out


# -------------------------------------------------------------- break the glass


def test_a_broken_glass_is_told_first_until_another_reviewed_it(staff, case):
    staff.joins("bashir")
    assert staff.type("bashir", "show", case).code == 5

    told = staff.type("bashir", "break-glass", case, "--reason", "in labour")
    assert told.code == 0, told.err
    assert staff.type("bashir", "show", case).code == 0
    for who, words in (("zara", ("agenda",)), ("zara", ("show", case))):
        first = staff.type(who, *words).out.splitlines()[0]
        assert "GLASS BROKEN: bashir opened" in first
        assert "in labour" not in first  # the reason is for those who review
    assert "in labour" in staff.type("amina", "review").out
    assert staff.type("bashir", "review", case, "--note", "me").code == 5
    assert staff.type("amina", "review", case, "--note", "seen").code == 0
    assert "GLASS BROKEN" not in staff.type("zara", "agenda").out
    assert staff.type("amina", "review", case, "--note", "again").code == 4


@pytest.mark.parametrize(
    "words", [(), ("--reason", " "), ("--reason", "x", "--minutes", "61")]
)
def test_the_glass_is_not_broken_without_reason_nor_for_long(staff, case, words):
    staff.joins("bashir")

    assert staff.type("bashir", "break-glass", case, *words).code in (2, 5)
    assert staff.type("bashir", "show", case).code == 5


# ------------------------------------------------------------ who comes and goes


def test_roles_are_given_approved_and_taken(staff):
    staff.joins("bashir")
    granted = staff.type("amina", "user", "grant", "bashir", "care.clerk", "auditor")
    assert granted.code == 0, granted.err

    assert staff.type("amina", "user", "approve", "bashir", "auditor").code == 5
    assert "is to be auditor" in staff.type("bashir", "whoami").out
    assert staff.type("chioma", "user", "approve", "bashir", "auditor").code == 0
    why = staff.type("bashir", "whoami", "--why").out
    assert "see who did and read what (as auditor)" in why
    assert "a role of yours in its programme: read it (process, personal)" in why
    assert staff.type("amina", "user", "revoke", "bashir", "care.*").code == 0
    shown = staff.type("amina", "user", "show", "bashir", "--json").json
    assert (shown["office"], shown["roles"]) == (["auditor"], {})


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("grant", "bashir", "king"), 2),
        (("grant", "bashir", "care.king"), 5),
        (("grant", "nobody", "care.clerk"), 5),
        (("grant", "amina", "care.clerk"), 5),
        (("revoke", "bashir", "care.clerk"), 5),
        (("approve", "bashir", "auditor"), 5),
        (("show", "nobody"), 4),
        (("leave", "nobody", "--yes"), 5),
    ],
)
def test_what_is_wrong_with_a_role_is_said_and_nothing_written(staff, words, code):
    staff.joins("bashir")
    with staff.office("amina") as amina:
        before = amina.logged()
        told = staff.type("amina", "user", *words)
        assert (told.code, amina.logged()) == (code, before), told.err


def test_a_role_of_the_office_goes_by_the_name_that_is_printed(staff):
    staff.joins("bashir")
    given = staff.type("amina", "user", "grant", "bashir", "auditeur", lang="fr")
    wrong = staff.type("chioma", "user", "approve", "bashir", "roi", lang="fr")
    approved = staff.type(
        *("chioma", "user", "approve", "bashir", "Auditeur"), lang="fr"
    )

    assert (given.code, approved.code) == (0, 0), given.err + approved.err
    assert wrong.code == 2
    assert "data-protection (protection des données)" in wrong.err


def test_whoever_gave_a_role_is_told_who_puts_it_in_force(staff):
    staff.joins("bashir")
    staff.type("amina", "user", "grant", "bashir", "auditor")
    again = staff.type("amina", "user", "approve", "bashir", "auditor").err
    own = staff.type("amina", "user", "grant", "amina", "auditor").err

    assert "does not put it in force: ask chioma." in again
    assert "where another administrator can: ask chioma." in own


def test_where_nobody_may_give_a_copy_the_role_is_named(staff):
    told = staff.type("zara", "person", "add", "--given", "Awa", "--json")
    words = ("person", "copy", told.json["person"], "--reason", "She asked")

    refused = staff.type("amina", *words)
    assert (refused.code, "Ask " in refused.err) == (5, False)
    assert "It takes a role that nobody else has here: data protection." in refused.err


def test_a_role_of_a_programme_that_nobody_declares_names_the_near_one(staff):
    staff.joins("bashir")

    told = staff.type("amina", "user", "grant", "bashir", "caer.clerk")
    assert told.code == 5
    assert "No plugin declares a programme called caer." in told.err
    assert "Did you mean care?" in told.err


@pytest.mark.slow
def test_only_whoever_may_changes_who_works_here(staff):
    staff.joins("bashir")

    for words in (("grant", "bashir", "care.clerk"), ("leave", "zara", "--yes")):
        told = staff.type("bashir", "user", *words)
        assert told.code == 5
        assert "is for: administrator" in told.err


def test_the_doctor_names_what_nobody_has_done(staff, case):
    staff.joins("bashir")
    staff.type("bashir", "break-glass", case, "--reason", "in labour")
    staff.type("zara", "assign", case, "zara")
    with staff.office("amina") as amina:
        keys = staff.ring("david").hand.public
        amina.log(UserAdded("david", keys.verifies, keys.receives))
        amina.log(UserLeft("zara", "another office"))
    found = staff.type("amina", "doctor", "--json").json["findings"]
    told = staff.type("amina", "doctor").out

    levels = {one["code"]: one["level"] for one in found}
    assert levels["no-undertaking"] == "warn"
    assert levels["unreviewed-glass"] == "warn"
    assert levels["left-behind"] == "warn"
    assert "zara has left, with 1 open case" in told


def test_the_doctor_says_that_whoever_left_takes_a_key_that_still_opens(staff):
    def told(lang: str = "en") -> str:
        return " ".join(staff.type("amina", "doctor", lang=lang).out.split())

    def logged(*events: OfficeEvent) -> None:
        with staff.office("amina") as amina:
            for event in events:
                amina.log(event)

    staff.joins("bashir")
    nobody = told()
    logged(UserLeft("zara", "another office"))
    alone = told()
    logged(UserLeft("bashir"))
    two, french = told(), told("fr")
    found = staff.type("amina", "doctor", "--json").json["findings"]
    logged(MasterRenewed(1))
    renewed = told()
    staff.joins("zara-2")
    invited = told()

    assert "! zara has left, and the master key is still" in alone
    assert "! bashir, zara have left, and the master key is still" in two
    assert "! bashir, zara ne travaillent plus ici, et la clé maîtresse" in french
    assert [one for one in (nobody, renewed, invited) if "rekey" in one] == []
    assert {"code": "rekey-due", "level": "warn"} in found


@pytest.mark.slow
def test_users_are_listed(staff):
    told = staff.type("zara", "user", "list")

    assert told.code == 0
    assert all(name in told.out for name in ("amina", "chioma", "zara"))
    rows = staff.type("zara", "user", "list", "--json").json["rows"]
    assert [row["user"] for row in rows] == ["amina", "chioma", "zara"]
