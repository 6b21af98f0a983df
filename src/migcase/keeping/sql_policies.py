"""The policies of a shared server: which rows a login may see, add, change, delete.

Made from the one table of rights, at the level that a server knows: process data, by
row.  They ask for the login that connected, which no setting can pretend.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from migcase.keeping.sealed import CASE
from migcase.roster.rights import (
    ASSIGN,
    AUDIT,
    ERASE,
    FIND,
    GLASS,
    HANDS,
    HATS,
    NONE,
    READ,
    RELATIONS,
    ROLE,
    VERIFY,
    WRITE,
    may,
)

# Everybody who works here is one of these; it owns nothing and logs in as nobody.
GROUP = "migcase_colleague"

_ME = "session_user::text"
_LENGTH = "interval '60 minutes'"


def rules() -> Iterator[str]:
    """Yield the statements that make the group, its grants and its policies."""
    yield (
        "CREATE TABLE IF NOT EXISTS duty (login text NOT NULL, hat text NOT NULL,"
        " programme text NOT NULL, PRIMARY KEY (login, hat, programme))"
    )
    yield (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{GROUP}')"
        f" THEN CREATE ROLE {GROUP} NOLOGIN; END IF; END $$"
    )
    yield f"GRANT SELECT ON duty, alembic_version, case_number TO {GROUP}"
    for table, acts in GRANTED.items():
        yield f"REVOKE ALL ON {table} FROM PUBLIC, {GROUP}"
        yield f"GRANT {', '.join(acts)} ON {table} TO {GROUP}"
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        for act in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            yield f"DROP POLICY IF EXISTS {table}_{act.lower()} ON {table}"
        for act, rule in acts.items():
            kind = "WITH CHECK" if act == "INSERT" else "USING"
            more = (
                f" WITH CHECK ({AFTER.get(table, 'true')})" if act == "UPDATE" else ""
            )
            yield (
                f"CREATE POLICY {table}_{act.lower()} ON {table} FOR {act}"
                f" TO {GROUP} {kind} ({rule}){more}"
            )


def _wears(hats: Collection[str], programme: str = "") -> str:
    """Return that whoever connected wears one of *hats*."""
    listed = ", ".join(f"'{hat}'" for hat in hats) or "NULL"
    where = f"login = {_ME} AND hat IN ({listed})"
    if programme:
        where = f"{where} AND programme <> ''"
        return f"{programme} IN (SELECT programme FROM duty WHERE {where})"
    return f"EXISTS (SELECT 1 FROM duty WHERE {where})"


# The cases into which whoever connected has broken the glass.
_BROKEN = (
    "SELECT body::json->'event'->1->>'case' FROM office_entry"
    " WHERE body::json->'event'->>0 = 'glass-broken'"
    f" AND body::json->>'by' = {_ME}"
    " AND (body::json->'event'->1->>'until')::timestamptz > now()"
    f" AND at::timestamptz > now() - {_LENGTH}"
)


def _of_case(
    act: str, *, programme: str = "programme", assignee: str = "assignee"
) -> str:
    """Return that whoever connected may do *act* with a case, by the one table."""
    relations = {
        HANDS: f"{assignee} = {_ME} AND {{hats}}" if assignee else "",
        ROLE: programme,
        GLASS: f"case_id IN ({_BROKEN}) AND {{hats}}",
        NONE: "{hats}",
    }
    parts = []
    for relation in RELATIONS:
        hats = [hat for hat in HATS if may((hat,), act, (relation,))]
        shape = relations[relation]
        if not hats or not shape:
            continue
        if relation == ROLE:
            parts.append(_wears(hats, programme))
        else:
            parts.append("(" + shape.format(hats=_wears(hats)) + ")")
    return " OR ".join(parts) or "false"


def _in_case(act: str) -> str:
    """Return that the row is of a case with which *act* may be done."""
    return f"case_id IN (SELECT case_id FROM case_file WHERE {_of_case(act)})"


def _office(act: str) -> str:
    """Return that whoever connected may do *act* with the office."""
    return _wears([hat for hat in HATS if may((hat,), act)])


def _written_by_me(rule: str) -> str:
    return f"body::json->'by'->>0 = {_ME} AND ({rule})"


_ERASES = _office(ERASE)
_SEEN = {"SELECT": _in_case(READ)}
_KEPT = {
    **_SEEN,
    "INSERT": f"{_in_case(WRITE)} OR {_in_case(ASSIGN)}",
    "UPDATE": f"{_in_case(WRITE)} OR {_in_case(ASSIGN)} OR {_ERASES}",
    "DELETE": f"{_in_case(WRITE)} OR {_in_case(ASSIGN)} OR {_ERASES}",
}
_OPENS = _of_case(
    WRITE, programme="(body::json->'event'->1->>'programme')", assignee=""
)
_ASSIGNS = f"body::json->'event'->>0 = 'assigned' AND {_in_case(ASSIGN)}"
_ANYBODY = _wears(HATS)
_OF_MINE = (
    f"left(of, {len(CASE) + 1}) <> '{CASE}:' OR substr(of, {len(CASE) + 2}) IN"
    f" (SELECT case_id FROM case_file WHERE {_of_case(READ)})"
)

_FOUND = {"SELECT": _office(FIND), "INSERT": _office(FIND)}

# What a row must be like after an update, where not anything.
AFTER = {"keystore": _ERASES}

# What may be done with each table, and with which of its rows. Nobody may change or
# delete what was written.
GRANTED: dict[str, dict[str, str]] = {
    "entry": {
        **_SEEN,
        "INSERT": _written_by_me(
            f"(number = 1 AND ({_OPENS})) OR {_in_case(WRITE)} OR ({_ASSIGNS})"
        ),
    },
    "case_file": {
        "SELECT": _of_case(READ),
        "INSERT": _of_case(WRITE, assignee=""),
        "UPDATE": f"{_of_case(WRITE)} OR {_of_case(ASSIGN)} OR {_ERASES}",
    },
    "open_work": _KEPT,
    "milestone": _KEPT,
    "delivery": _KEPT,
    "case_person": {**_KEPT, "SELECT": _office(FIND)},
    "definition": {"SELECT": _ANYBODY, "INSERT": _ANYBODY},
    "person": {**_FOUND, "UPDATE": _ERASES},
    "family": {**_FOUND, "UPDATE": _ERASES},
    "person_key": {
        "SELECT": _office(FIND),
        "INSERT": _office(FIND),
        "DELETE": f"{_office(FIND)} OR {_ERASES}",
    },
    "held_key": {
        "SELECT": _OF_MINE,
        "INSERT": _ANYBODY,
        "UPDATE": _ERASES,
        "DELETE": _ERASES,
    },
    # Whoever makes a key locks the row of the key that it is wrapped under.
    "keystore": {
        "SELECT": _ANYBODY,
        "INSERT": _ERASES,
        "UPDATE": _ANYBODY,
        "DELETE": _ERASES,
    },
    "office_entry": {
        "SELECT": _ANYBODY,
        "INSERT": f"body::json->>'by' = {_ME} AND {_ANYBODY}",
    },
    "reading": {
        "SELECT": f"reader = {_ME} OR {_office(AUDIT)}",
        "INSERT": f"reader = {_ME}",
    },
    "leaf": {"SELECT": _ANYBODY, "INSERT": _office(VERIFY)},
    "head": {"SELECT": _ANYBODY, "INSERT": _office(VERIFY)},
}
