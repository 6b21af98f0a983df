"""A server holds every login to its rights: row by row, whatever program asks."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from attrs import evolve, frozen

from migcase import (
    TEXT,
    Closed,
    Field,
    Office,
    Outcome,
    Plugins,
    Programme,
    Role,
    Stage,
    Step,
)
from migcase.casefile.events import Actor, Noted, StepDone
from migcase.errors import BadRegister
from migcase.keeping import sql_logins
from migcase.keeping.office_wire import write_office
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sealed import Erased
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_logins import enforce
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_policies import GRANTED
from migcase.office.settings import OfficeSettings
from migcase.roster.events import (
    Founded,
    GlassBroken,
    OfficeEntry,
    RoleApproved,
    RoleGranted,
    UserAdded,
)
from migcase.roster.members import Keys, Roster, User
from migcase.roster.rights import (
    ASSIGN,
    CASE_ACTS,
    GLASS,
    HANDS,
    HATS,
    LIST,
    READ,
    RELATIONS,
    ROLE,
    WRITE,
    may,
)
from tests.office.passport import TODAY, Clock, declaring, office_of, passport

pytestmark = pytest.mark.postgres

NOW = datetime.now(UTC)
MINE, OTHER = "passport", "secret"
PLACES = tuple(product(HATS, RELATIONS))


def login_of(hat: str, relation: str) -> str:
    return f"t_{hat.replace('-', '_')}_{relation}"


@frozen
class Shared:
    """A database that many logins share, and how to connect to it."""

    url: str

    def as_(self, login: str) -> Any:
        psycopg = importlib.import_module("psycopg")
        url = self.url.replace("//postgres@", f"//{login}@")
        return closing(psycopg.connect(url, autocommit=True))

    def allows(self, login: str, statement: str, *values: object) -> bool:
        """Tell whether *statement* touched a row; nothing of it stays."""
        psycopg = importlib.import_module("psycopg")
        with self.as_(login) as connection:
            connection.execute("BEGIN")
            try:
                return bool(connection.execute(statement, values).rowcount > 0)
            except psycopg.errors.InsufficientPrivilege:
                return False
            finally:
                connection.execute("ROLLBACK")


def body(by: str, event: str, **said: object) -> str:
    return json.dumps({"v": 1, "event": [event, said], "by": [by, []]})


ADD = "INSERT INTO entry (case_id, number, id, at, body) VALUES (%s, %s, 'new', '', %s)"


def roster() -> Roster:
    """Two who work here, and one who left."""
    keys = (Keys(NOW, bytes(32), bytes(32)),)
    signed = date(2026, 1, 5)
    worn = {"passport": frozenset({"officer"})}
    return Roster(
        {
            "t_amina": User("t_amina", NOW, keys, signed, roles=worn),
            "t_bashir": User("t_bashir", NOW, keys, signed),
            "t_chioma": User("t_chioma", NOW, keys, signed, left=NOW, roles=worn),
        }
    )


@pytest.fixture(scope="module")
def shared(server: Callable[[str], str]) -> Iterator[Shared]:
    """A database in which one case concerns each of many logins in its own way."""
    psycopg = importlib.import_module("psycopg")
    with closing(psycopg.connect(server("postgres"), autocommit=True)) as admin:
        admin.execute("CREATE DATABASE shared")
    migrate(server("shared"))
    enforce(server("shared"), roster())
    with closing(psycopg.connect(server("shared"), autocommit=True)) as owner:
        for hat, relation in PLACES:
            login = login_of(hat, relation)
            owner.execute(f"CREATE ROLE {login} LOGIN IN ROLE migcase_colleague")
            owner.execute("INSERT INTO duty VALUES (%s, %s, '')", (login, hat))
            if relation == ROLE:
                owner.execute(
                    "INSERT INTO duty VALUES (%s, %s, %s)", (login, hat, MINE)
                )
            programme = MINE if relation == ROLE else OTHER
            assignee = login if relation == HANDS else None
            owner.execute(
                "INSERT INTO case_file VALUES (%s, 1, %s, 1, 'open', '', %s, NULL,"
                " '2026-03-02', '', '', '', NULL)",
                (login, programme, assignee),
            )
            owner.execute(
                "INSERT INTO entry (case_id, number, id, at, body)"
                " VALUES (%s, 1, %s, '', %s)",
                (login, login, body("somebody", "opened", programme=programme)),
            )
            if relation == GLASS:
                _broken(owner, login, login, NOW + timedelta(minutes=30))
    yield Shared(server("shared"))
    with closing(psycopg.connect(server("postgres"), autocommit=True)) as admin:
        admin.execute("DROP DATABASE shared WITH (FORCE)")
        logins = [login_of(*place) for place in PLACES]
        for login in (*logins, "t_amina", "t_bashir", "migcase_colleague"):
            admin.execute(f"DROP ROLE IF EXISTS {login}")


def _broken(owner: Any, by: str, case: str, until: datetime) -> None:
    (number,) = owner.execute("SELECT count(*) + 1 FROM office_entry").fetchone()
    event = GlassBroken(case, "She did not come", until)
    line = write_office(OfficeEntry(number, event, NOW, by, "MA", f"g{number}"), None)
    owner.execute(
        "INSERT INTO office_entry (number, id, at, body, hash)"
        " VALUES (%s, %s, %s, %s, '')",
        (number, line.id, line.at, line.body),
    )


@pytest.mark.parametrize(("hat", "relation"), PLACES)
def test_a_login_may_do_with_a_case_what_the_table_grants_and_nothing_else(
    shared: Shared, hat: str, relation: str
):
    login = login_of(hat, relation)
    acts = {
        LIST: ("SELECT 1 FROM case_file WHERE case_id = %s", login),
        READ: ("SELECT 1 FROM entry WHERE case_id = %s", login),
        WRITE: (ADD, login, 2, body(login, "noted")),
        ASSIGN: (ADD, login, 2, body(login, "assigned")),
    }
    writes = may((hat,), WRITE, (relation,))

    for act, (statement, *values) in acts.items():
        granted = may((hat,), act, (relation,)) or (act == ASSIGN and writes)
        assert shared.allows(login, statement, *values) is granted, act


def test_what_is_decided_by_the_server_is_part_of_the_table():
    assert {LIST, READ, WRITE, ASSIGN} <= set(CASE_ACTS)


@pytest.mark.parametrize("table", ["entry", "office_entry", "reading", "definition"])
@pytest.mark.parametrize("act", ["UPDATE", "DELETE", "TRUNCATE"])
def test_nobody_changes_or_deletes_what_was_written(
    shared: Shared, table: str, act: str
):
    statement = {
        "UPDATE": f"UPDATE {table} SET body = ''",
        "DELETE": f"DELETE FROM {table}",
        "TRUNCATE": f"TRUNCATE {table}",
    }[act]

    assert not shared.allows("t_amina", statement)
    assert act not in GRANTED[table]


def test_nobody_writes_in_the_name_of_another(shared: Shared):
    opened = body("t_amina", "opened", programme=MINE)

    assert shared.allows("t_amina", ADD, "fresh", 1, opened)
    forged = body("t_bashir", "opened", programme=MINE)
    assert not shared.allows("t_amina", ADD, "fresh", 1, forged)


@pytest.mark.parametrize(
    "pretence",
    [
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION t_amina",
        "SET app.who = 't_amina'",
    ],
)
def test_no_setting_makes_a_login_somebody_else(shared: Shared, pretence: str):
    psycopg = importlib.import_module("psycopg")
    with shared.as_("t_bashir") as connection:
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(pretence)
        seen = connection.execute("SELECT count(*) FROM case_file").fetchone()

    assert seen == (0,)


def test_whoever_left_sees_nothing(shared: Shared):
    psycopg = importlib.import_module("psycopg")

    with pytest.raises(psycopg.OperationalError), shared.as_("t_chioma"):
        pass  # no login was made for them


def test_a_server_that_goes_away_meanwhile_is_told_as_such(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
):
    gone = "SELECT pg_terminate_backend(pg_backend_pid())"
    monkeypatch.setattr(sql_logins, "rules", lambda: [gone])

    with pytest.raises(BadRegister):
        enforce(shared.url, roster())


def test_who_loses_a_role_loses_its_cases(shared: Shared):
    assert shared.allows("t_amina", "SELECT 1 FROM case_file")

    users = dict(roster().users)
    users["t_amina"] = User("t_amina", NOW, users["t_amina"].keys, date(2026, 1, 5))
    psycopg = importlib.import_module("psycopg")
    with closing(psycopg.connect(shared.url, autocommit=True)) as owner:
        before = owner.execute("SELECT * FROM duty").fetchall()
        try:
            enforce(shared.url, Roster(users))
            assert not shared.allows("t_amina", "SELECT 1 FROM case_file")
        finally:
            owner.execute("DELETE FROM duty")
            for row in before:
                owner.execute("INSERT INTO duty VALUES (%s, %s, %s)", row)
                owner.execute(f'GRANT migcase_colleague TO "{row[0]}"')


def test_a_broken_glass_that_is_over_opens_nothing(shared: Shared):
    psycopg = importlib.import_module("psycopg")
    case = login_of("colleague", ROLE)
    with closing(psycopg.connect(shared.url, autocommit=True)) as owner:
        _broken(owner, "t_bashir", case, NOW - timedelta(minutes=1))

    assert not shared.allows(
        "t_bashir", "SELECT 1 FROM case_file WHERE case_id = %s", case
    )


def test_a_number_is_not_given_twice_though_its_case_is_not_seen(shared: Shared):
    with shared.as_("t_bashir") as connection:
        seen = connection.execute("SELECT count(*) FROM case_file").fetchone()
        taken = connection.execute("SELECT count(*) FROM case_number").fetchone()

    assert seen == (0,)
    assert taken == (len(PLACES),)


def test_an_office_works_as_a_login_and_others_see_nothing_of_it(shared: Shared):
    mine = shared.url.replace("//postgres@", "//t_amina@")
    theirs = shared.url.replace("//postgres@", "//t_bashir@")
    plugins, amina = declaring(passport()), Actor("t_amina", frozenset({"clerk"}))
    with (
        closing(SqlRegister.open(mine)) as register,
        closing(SqlRegister.open(theirs)) as other,
    ):
        office = office_of(plugins, register=register)
        case = office.open("passport", by=amina).id
        office.record(case, StepDone("request", TODAY, {"complete": True}), by=amina)
        office.record(case, Noted("Came with his brother", TODAY), by=amina)

        assert len(office.entries(case)) == 3
        assert [row.task.key for row in office.agenda()] == ["signed"]
        assert other.kept(case) is None
        assert other.entries(case) == ()
        assert other.cases(limit=10) == ()
        serial = other.next_serial("MA", 26)
        assert serial == register.next_serial("MA", 26) == 2


def test_without_its_policies_a_login_sees_every_case(shared: Shared):
    """The control: it is the policies that close, not the grants."""
    psycopg = importlib.import_module("psycopg")
    with closing(psycopg.connect(shared.url, autocommit=True)) as owner:
        owner.execute("ALTER TABLE case_file DISABLE ROW LEVEL SECURITY")
        try:
            assert shared.allows("t_bashir", "SELECT 1 FROM case_file")
        finally:
            owner.execute("ALTER TABLE case_file ENABLE ROW LEVEL SECURITY")


def test_rights_are_enforced_on_a_server_only(file: object):
    with pytest.raises(BadRegister) as raised:
        enforce(str(file), roster())

    assert raised.value.values["cause"] == "not-a-server"


# ------------------------------------------------------- with what is sealed
CARE = Role("carer", "Carer")
STORY = Field("story", "What happened?", TEXT, secrecy="sensitive")
HEARD = Step("heard", "Heard", by=CARE, asks=STORY)
CARING = Programme(
    "care", 1, "Care", stages=Stage("All", HEARD), outcomes=Outcome("over", "Over")
)
STAFF = {
    "t_adam": ("administrator", ""),
    "t_nora": ("carer", "care"),
    "t_dora": ("data-protection", ""),
    "t_omar": ("officer", "elsewhere"),
}


@frozen
class Sealed:
    """A sealed office on a server, and who comes in under which login."""

    url: str
    keys: Mapping[str, Keyring]

    @contextmanager
    def unlocked(self, name: str, *, login: str = "") -> Iterator[Office]:
        url = self.url.replace("//postgres@", f"//{login or name}@")
        register = SqlRegister.open(url, keys=self.keys[name])
        settings = OfficeSettings("MA", name="Rabat")
        plugins = Plugins(declaring(CARING))
        with Office(
            register, plugins, settings=settings, clock=Clock(), keyring=self.keys[name]
        ) as office:
            yield office


@pytest.fixture(scope="module")
def sealed(server: Callable[[str], str]) -> Iterator[Sealed]:
    psycopg = importlib.import_module("psycopg")
    with closing(psycopg.connect(server("postgres"), autocommit=True)) as admin:
        admin.execute("CREATE DATABASE sealed")
    master = new_key()
    keys = {name: Keyring("office-1", Hand.new(name), master) for name in STAFF}
    found = Sealed(server("sealed"), keys)
    migrate(found.url, keys["t_adam"])
    with found.unlocked("t_adam", login="postgres") as office:
        mine = keys["t_adam"].hand.public
        signed = office.today()
        office.log(Founded("t_adam", mine.verifies, mine.receives, signed))
        for name, (role, programme) in STAFF.items():
            theirs = keys[name].hand.public
            if name != "t_adam":
                added = UserAdded(name, theirs.verifies, theirs.receives, signed)
                office.log(added)
            if programme == "care" or (not programme and name != "t_adam"):
                office.log(RoleGranted(name, role, programme))
    with found.unlocked("t_dora", login="postgres") as office:
        office.log(RoleApproved("t_dora", "data-protection"))
    with found.unlocked("t_adam", login="postgres") as office:
        assert set(office.hold_logins(found.url)) == set(STAFF)
    yield found
    with closing(psycopg.connect(server("postgres"), autocommit=True)) as admin:
        admin.execute("DROP DATABASE sealed WITH (FORCE)")
        for login in STAFF:
            admin.execute(f"DROP ROLE IF EXISTS {login}")


def test_in_a_sealed_office_each_login_works_within_its_rights(sealed: Sealed):
    with sealed.unlocked("t_nora") as office:
        by = office.actor()
        case = office.open("care", by=by).id
        office.record(case, StepDone("heard", TODAY, {"story": "She fled"}), by=by)
        office.record(case, Closed("over", TODAY), by=by)

    with sealed.unlocked("t_omar") as office:
        assert office.cases() == ()
        assert office._register.readers(case) == ()  # its key is not given out either
    with sealed.unlocked("t_nora") as office:
        number = office.erasures.ask([case], "Asked for").number
    with sealed.unlocked("t_dora") as office:
        office.erasures.approve(number)
        turn = Turning(sealed.keys["t_dora"])
        certificate = office.erasures.carry_out(number, turn)
    assert certificate.entries == 3
    for name in ("t_nora", "t_dora"):
        sealed.keys[name] = evolve(sealed.keys[name], epoch=1)
        with sealed.unlocked(name) as office, pytest.raises(Erased):
            office.case(case)


@frozen
class Turning:
    """The turn of the keys of an office on a server, where no machine keeps a part."""

    keyring: Keyring

    def begin(self) -> Keyring:
        return evolve(self.keyring, epoch=self.keyring.epoch + 1)

    def finish(self) -> Keyring:
        return self.begin()
