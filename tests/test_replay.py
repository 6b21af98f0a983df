"""The promises of the replay, on logs invented here and on the real ones."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import attrs
import pytest

from examples.replay.__main__ import first_cases, main
from examples.replay.findings import findings
from examples.replay.log import in_order, read
from examples.replay.logs import LOGS
from examples.replay.reading_back import contradicted, differing
from examples.replay.replaying import Replayed, replay_log
from migcase import (
    Closed,
    LineOpened,
    Opened,
    Reopened,
    StepDone,
)
from migcase.keeping.register import MemoryRegister, Register
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[2] / "shared" / "data"

COLUMNS = {
    "fines": "amount,article,points,vehicleclass,expense,dismissal,totalpaymentamount",
    "sepsis": "age,crp",
    "billing": "speciality,casetype,diagnosis,state,closecode,msgcode",
}

# Amina's fine is paid in full, postage included; Bashir's is paid in part and doubled.
FINES = (
    "1,Create Fine,complete,Chioma,2026-01-05T00:00:00Z,35.0,157.0,0.0,A,,,",
    "1,Send Fine,complete,,2026-01-12T00:00:00Z,,,,,11.0,,",
    "1,Payment,complete,,2026-02-02T00:00:00Z,,,,,,,46.0",
    "2,Create Fine,complete,Chioma,2026-01-06T00:00:00Z,35.0,157.0,0.0,A,,,",
    "2,Send Fine,complete,,2026-01-12T00:00:00Z,,,,,11.0,,",
    "2,Payment,complete,,2026-01-30T00:00:00Z,,,,,,,35.0",
    "2,Insert Fine Notification,complete,,2026-02-03T00:00:00Z,,,,,,,",
    "2,Add penalty,complete,,2026-04-04T00:00:00Z,70.0,,,,,,",
)


@pytest.fixture
def register(tmp_path) -> Iterator[Register]:
    place = tmp_path / "replay.db"
    migrate(place)
    register = SqlRegister.open(place, synchronous="normal")
    yield register
    register.close()


@pytest.fixture
def logged(tmp_path) -> Callable[..., Path]:
    def write(key: str, *lines: str) -> Path:
        header = f"case_id,activity,lifecycle,resource,timestamp,{COLUMNS[key]}"
        path = tmp_path / LOGS[key].file
        text = "\n".join((header, *lines)).encode()
        path.write_bytes(gzip.compress(text, mtime=0))
        return path

    return write


@pytest.fixture
def replayed(logged, register) -> Callable[..., Replayed]:
    def run(key: str, *lines: str, together: int = 1) -> Replayed:
        rows = in_order(read(logged(key, *lines)))
        return replay_log(LOGS[key], rows, register, together=together)

    return run


def reasons(replayed: Replayed) -> dict[str, int]:
    return {one.reason: one.rows for one in findings(replayed)}


def test_a_log_is_recorded_with_its_own_days_instants_and_hands(replayed, register):
    result = replayed("fines", *FINES)

    number = result.cases["1"].id
    opened, created, *_ = register.entries(number)
    assert number.startswith("RE-26-")
    assert opened.event == Opened("fines", 1, date(2026, 1, 5))
    assert isinstance(created.event, StepDone)
    assert (created.event.step, created.by.name) == ("create", "Chioma")
    assert created.at == datetime(2026, 1, 5, tzinfo=UTC)


def test_a_case_is_closed_when_its_answers_say_so_and_not_before(replayed, register):
    result = replayed("fines", *FINES)

    assert result.cases["1"].ended.outcome == "paid"
    assert not result.cases["2"].closed
    last = register.entries(result.cases["1"].id)[-1]
    assert last.event == Closed("paid", date(2026, 2, 2))


def test_the_sum_of_a_payment_counts_only_beside_all_that_is_due(replayed):
    result = replayed("fines", *FINES[:2], FINES[2].replace("46.0", "35.0"))

    assert not result.cases["1"].closed
    assert result.refused == []


def test_an_event_against_the_procedure_is_refused_and_the_others_are_not(replayed):
    late = "2,Insert Date Appeal to Prefecture,complete,,2026-04-05T00:00:00Z,,,,,,,"
    sent = "2,Send Appeal to Prefecture,complete,,2026-04-20T00:00:00Z,,,,,,NIL,"

    result = replayed("fines", *FINES, late, sent)

    assert reasons(result) == {"gate: appeal": 1, "not-needed: pass-on": 1}
    assert [no.first for no in result.refused] == [True, False]
    assert result.recorded == len(FINES)


def test_a_refused_row_leaves_nothing_of_itself(replayed, register):
    result = replayed("fines", FINES[0], FINES[2].replace("46.0", ""))

    assert reasons(result) == {"missing-fact: paid": 1}
    events = [entry.event for entry in register.entries(result.cases["1"].id)]
    assert not any(isinstance(event, LineOpened) for event in events)


def test_a_cell_that_is_no_answer_is_refused_as_it_stands(replayed):
    result = replayed("fines", FINES[0].replace(",A,", ",Z,"))

    assert reasons(result) == {"bad-fact: vehicle": 1}


def test_a_cancelled_invoice_opens_its_closed_package_again(replayed, register):
    result = replayed(
        "billing",
        "P,NEW,complete,Amina,2026-01-05T08:00:00Z,A,B,,In progress,,",
        "P,FIN,complete,Amina,2026-02-05T08:00:00Z,,,,Closed,A,",
        "P,RELEASE,complete,,2026-02-06T03:00:00Z,,,,Released,,",
        "P,CODE OK,complete,,2026-02-06T04:00:00Z,,,,,,",
        "P,BILLED,complete,Bashir,2026-02-09T08:00:00Z,,,,Billed,,",
        "P,STORNO,complete,Bashir,2026-03-02T08:00:00Z,,,,Billable,,",
        "P,BILLED,complete,Bashir,2026-03-03T08:00:00Z,,,,Billed,,",
    )

    assert result.refused == []
    assert result.cases["P"].ended.on == date(2026, 3, 3)
    events = [entry.event for entry in register.entries(result.cases["P"].id)]
    assert Reopened(date(2026, 3, 2), "STORNO", ("bill",)) in events


def test_a_row_is_a_day_where_its_office_is(replayed):
    result = replayed("sepsis", "S,CRP,complete,B,2026-01-05T23:30:00Z,40,210")

    assert result.cases["S"].on == date(2026, 1, 6)


def test_rows_that_are_one_commit_say_the_same(replayed, logged):
    rows = in_order(read(logged("fines", *FINES)))
    each = replay_log(LOGS["fines"], rows, MemoryRegister())

    result = replayed("fines", *FINES, together=3)

    assert (result.cases.keys(), result.sent) == (each.cases.keys(), each.sent)


def test_every_file_reads_back_and_a_difference_is_told(replayed, register):
    result = replayed("fines", *FINES)

    assert differing(result, register) == ()

    number = result.cases["1"].id
    one = result.sent[number][1]
    result.sent[number][1] = attrs.evolve(one, by=attrs.evolve(one.by, name="Bashir"))
    assert differing(result, register) == (number,)


def test_a_file_that_nobody_sent_is_a_difference(replayed, register):
    result = replayed("fines", *FINES)

    del result.sent[result.cases["1"].id]

    assert differing(result, register) == ("another case",)


def test_figures_that_others_counted_are_held_against_the_replay(replayed, logged):
    rows = in_order(read(logged("fines", *FINES)))
    counted = {
        "cases": 2,
        "events": 8,
        "activities": 5,
        "resources": 1,
        "start_labels": {"Create Fine": 2},
        "first": "2026-01-05 00:00:00+00:00",
        "last": "2026-04-04 00:00:00+00:00",
    }

    result = replayed("fines", *FINES)

    assert contradicted(rows, result, counted) == ()
    assert contradicted(rows, result, {**counted, "events": 9}) == ("events",)


def test_the_command_tells_what_was_refused_and_that_all_reads_back(
    logged, capsys, tmp_path
):
    appeal = "2,Insert Date Appeal to Prefecture,complete,,2026-04-05T00:00:00Z,,,,,,,"
    logged("fines", *FINES, appeal)

    assert main([str(tmp_path), "--log", "fines"]) == 0

    told = capsys.readouterr().out
    assert "every file read back equals what was recorded: yes" in told
    assert "gate: appeal" in told
    assert "later than 60 days after the notification" in told


def test_another_log_of_a_known_kind_is_replayed_by_its_name(logged, capsys, tmp_path):
    logged("fines", *FINES).rename(tmp_path / "another.csv.gz")

    assert main([str(tmp_path / "another.csv.gz"), "--log", "fines"]) == 0
    assert "read back equals what was recorded: yes" in capsys.readouterr().out


def test_only_the_first_cases_are_replayed_if_so_wished(logged):
    rows = in_order(read(logged("fines", *FINES)))

    assert {row.case for row in first_cases(rows, 1)} == {"1"}


def test_an_activity_without_a_meaning_is_told_with_its_line(logged, capsys, tmp_path):
    logged("fines", FINES[0], "1,Frame Fine,complete,,2026-02-02T00:00:00Z,,,,,,,")

    assert main([str(tmp_path), "--log", "fines"]) == 2
    assert "line 3: what 'Frame Fine' means" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(capsys, tmp_path):
    assert main([str(tmp_path / "gone")]) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_a_folder_without_its_log_is_told(capsys, tmp_path):
    assert main([str(tmp_path), "--log", "sepsis"]) == 2
    assert "sepsis.events.csv.gz cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("key", LOGS)
@pytest.mark.skipif(
    not DATA.is_dir(), reason="the public logs are not here (../shared/data)"
)
def test_the_first_cases_of_each_real_log_read_back(key, register):
    rows = first_cases(in_order(read(DATA / "logs" / LOGS[key].file)), 200)

    result = replay_log(LOGS[key], rows, register, together=100)

    assert len(result.cases) == 200
    assert differing(result, register) == ()
    assert [one.reason for one in findings(result) if not one.sentence] == []
