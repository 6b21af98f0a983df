"""What each login may see and write on a shared server, held by the server itself.

The rights are those of `migcase.roster.rights`, at the level that a server knows:
process data, by row.  A login has the name of its user, and policies ask for the login
that connected, which no setting can pretend.  The owner of the tables and a superuser
are held to nothing here: what they may not read is sealed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from migcase.keeping.sql_open import connected
from migcase.keeping.sql_policies import GROUP, rules
from migcase.keeping.sql_refusal import bad
from migcase.roster.members import COLLEAGUE, Roster


class Duty(NamedTuple):
    """One hat that a login wears, in one programme or ('') in the whole office."""

    login: str
    hat: str
    programme: str


def duties(roster: Roster) -> Iterator[Duty]:
    """Yield the hats that everybody who works here wears now."""
    for name in sorted(roster.users):
        for hat in sorted(roster.worn(name)):
            yield Duty(name, hat, "")
        for programme in sorted(roster.programmes(name)):
            yield Duty(name, COLLEAGUE, programme)


def enforce(place: str, roster: Roster, *, patience: float = 30.0) -> tuple[str, ...]:
    """Hold every login of the server at *place* to the rights of its user.

    *place* is connected to as the owner of the tables, who must be allowed to make
    roles.  Return the logins that were made, which have no password yet.  Raise
    `BadRegister`; then everything is as it was.
    """
    driver = connected(place, "full", patience)
    run = driver.connection.execute
    if driver.sort != "postgresql":
        driver.connection.close()
        raise bad(driver.register, "not-a-server")
    try:
        run(driver.begin)
        for statement in rules():
            run(statement)
        there = {row[0] for row in run("SELECT rolname FROM pg_roles").fetchall()}
        worn = tuple(duties(roster))
        logins = sorted({one.login for one in worn})
        made = tuple(login for login in logins if login not in there)
        for login in made:
            run(f"CREATE ROLE {_quoted(login)} LOGIN")
        for login in logins:
            run(f"GRANT {GROUP} TO {_quoted(login)}")
        gone = run(
            "SELECT DISTINCT login FROM duty WHERE NOT login = ANY(%s)", (logins,)
        )
        for (login,) in gone.fetchall():
            run(f"REVOKE {GROUP} FROM {_quoted(login)}")
        run("DELETE FROM duty")
        for duty in worn:
            run("INSERT INTO duty (login, hat, programme) VALUES (%s, %s, %s)", duty)
        run("COMMIT")
    except driver.errors as error:
        raise driver.why(error) from error
    finally:
        driver.connection.close()  # what was not committed is undone
    return made


def _quoted(login: str) -> str:
    """Return *login* as an identifier."""
    return '"' + login.replace('"', '""') + '"'
