"""What is said where the database failed while it made a step last."""

from __future__ import annotations

from contextlib import contextmanager

import attrs
import pytest
from sqlcipher3 import dbapi2

from migcase.keeping import sql, sql_doubt
from migcase.keeping.sql_open import opened

pytestmark = pytest.mark.slow


class FailingDisk:
    """A connection whose commit is reported to have failed: before it, or after."""

    def __init__(self, connection, *, keeps):
        self._connection = connection
        self._keeps = keeps

    def execute(self, text, *values):
        if text == "COMMIT":
            if self._keeps:
                self._connection.execute(text)
            raise dbapi2.OperationalError("disk I/O error")
        return self._connection.execute(text, *values)

    def __getattr__(self, name):
        return getattr(self._connection, name)


@contextmanager
def failing(monkeypatch, *, keeps):
    """Let commits be reported to have failed."""

    def opened_failing(*given):
        driver = opened(*given)
        disk = FailingDisk(driver.connection, keeps=keeps)
        return attrs.evolve(driver, connection=disk)

    with monkeypatch.context() as patched:
        patched.setattr(sql, "opened", opened_failing)
        yield patched


@pytest.mark.parametrize("keeps", [True, False])
def test_the_file_is_looked_at_anew_and_what_became_of_the_step_is_said(
    office, case, monkeypatch, keeps
):
    with failing(monkeypatch, keeps=keeps):
        told = office.type("note", case, "Called.", "--id", "one", "--json")

    said = ("Looked at anew: nothing was", "Looked at anew: what you asked for is")
    assert (told.code, told.json["error"]["code"]) == (1, "in-doubt")
    assert told.json["error"]["recorded"] is keeps
    assert said[keeps] in told.err
    assert office.type("show", case, "--json").json["number"] == 1 + keeps


@pytest.mark.parametrize("keeps", [True, False])
def test_where_nobody_can_look_it_is_said_how_to_send_it_again(
    office, case, monkeypatch, keeps
):
    with failing(monkeypatch, keeps=keeps) as patched:
        gone = office.folder / "gone.db"
        patched.setattr(sql_doubt, "opened", lambda *_: opened(gone, "full", 1.0))
        told = office.type("note", case, "Called.", "--json")

    assert told.json["error"]["recorded"] is None
    assert "Whether it was recorded could not be found out." in told.err
    sent = told.err.split("--id ")[1].split()[0]
    again = office.type("note", case, "Called.", "--id", sent, "--json")
    assert (again.code, again.json["number"]) == (0, 2)
    assert office.type("show", case, "--json").json["number"] == 2


def test_what_fails_after_the_step_does_not_unsay_it(office, case, monkeypatch):
    append = sql.SqlRegister.append

    with monkeypatch.context() as patched:

        def appended(register, *given):
            def failing_from_now_on(*_):
                raise register._driver.why(dbapi2.OperationalError("disk I/O error"))

            append(register, *given)
            patched.setattr(register, "_rows", failing_from_now_on)

        patched.setattr(sql.SqlRegister, "append", appended)
        told = office.type("note", case, "Called.", "--json")

    assert (told.code, told.json["error"]["recorded"]) == (1, True)
    assert "What you asked for was recorded before." in told.err
    assert office.type("show", case, "--json").json["number"] == 2


def test_a_closing_that_is_sent_again_is_answered_as_it_was(office, reported):
    told = ("--fact", "grounds=In a drawer.", "--yes", "--id", "one", "--json")
    first = office.type("close", reported, "found", *told)
    again = office.type("close", reported, "found", *told)

    assert (first.code, again.code) == (0, 0)
    assert again.json["number"] == first.json["number"] == 3


def test_a_correction_of_a_person_that_is_sent_again_is_answered_as_it_was(office):
    added = office.type("person", "add", "--given", "Fatou", "--json").json["person"]
    edit = ("person", "edit", added, "--phone", "+212698765432", "--id", "one")
    first = office.type(*edit, "--json")
    again = office.type(*edit, "--json")

    assert (first.code, again.code) == (0, 0)
    assert again.json["version"] == first.json["version"] == 2
