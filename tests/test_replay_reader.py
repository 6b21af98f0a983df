"""The promises of the reader of logs, and of what was learnt about the three logs."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from examples.replay.__main__ import main
from examples.replay.log import (
    BadRow,
    ColumnTwice,
    MissingColumns,
    UnreadableLog,
    by_case,
    in_order,
    read,
)

DATA = Path(__file__).parents[2] / "shared" / "data"
HEADER = "case_id,activity,lifecycle,resource,timestamp,amount"

real_logs = pytest.mark.skipif(
    not DATA.is_dir(), reason="the public logs are not here (../shared/data)"
)


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)  # the same at every collection


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(*lines: str) -> Path:
        path = tmp_path / "small.csv.gz"
        path.write_bytes(packed("\n".join(lines).encode()))
        return path

    return write


def test_an_empty_cell_is_missing_and_na_is_a_name(written):
    path = written(
        HEADER,
        "NA,Create,complete,NA,2006-07-24T00:00:00Z,35.0",
        "NA,Send,complete,,2006-12-05T00:00:00Z,",
    )

    create, send = read(path)

    assert (create.case, create.resource, create.values) == (
        "NA",
        "NA",
        {"amount": "35.0"},
    )
    assert (send.resource, send.values, send.line) == (None, {}, 3)


def test_a_row_knows_the_day_that_its_office_had(written):
    path = written(HEADER, "A,Create,complete,,2006-07-24T23:30:00Z,")

    [row] = read(path)

    assert row.on() == date(2006, 7, 24)
    assert row.on("Europe/Rome") == date(2006, 7, 25)


def test_events_at_the_same_instant_keep_the_order_of_the_file(written):
    path = written(
        HEADER,
        "A,third,complete,,2006-07-25T00:00:00Z,",
        "A,first,complete,,2006-07-24T00:00:00Z,",
        "B,between,complete,,2006-07-24T00:00:00Z,",
        "A,second,complete,,2006-07-24T00:00:00Z,",
    )

    rows = list(read(path))

    assert [row.activity for row in in_order(rows)] == [
        "first",
        "between",
        "second",
        "third",
    ]
    assert [row.activity for row in by_case(rows)["A"]] == ["first", "second", "third"]


def test_rows_come_before_the_file_is_read_to_its_end(written):
    path = written(HEADER, "A,Create,complete,,2006-07-24T00:00:00Z,", "broken")

    assert next(read(path)).case == "A"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (packed(HEADER.encode() * 99)[:-9], "its end is missing or damaged"),
        (packed(b"case_id,\xff\n"), "its text is not UTF-8"),
        (packed(b'case_id,"a'), "its quotes or columns are damaged"),
        (packed(HEADER.encode()) + b"noise", "its end is missing or damaged"),
        (
            packed(bytes(9_000_000)),
            "one of its lines is longer than 1000000 characters",
        ),
    ],
    ids=["cut off", "Latin 1", "open quote", "more behind", "a bomb"],
)
def test_a_wrong_file_is_refused_with_its_reason(tmp_path, content, reason):
    path = tmp_path / "wrong.csv.gz"
    path.write_bytes(content)

    with pytest.raises(UnreadableLog) as refused:
        list(read(path))

    assert refused.value.values == {"file": "wrong.csv.gz", "reason": reason}


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(UnreadableLog, match=r"gone\.csv\.gz cannot be read"):
        list(read(tmp_path / "gone.csv.gz"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_a_pipe_in_the_place_of_a_log_is_not_waited_for(tmp_path):
    path = tmp_path / "log.csv"
    os.mkfifo(path)

    with pytest.raises(UnreadableLog, match="it is no file"):
        list(read(path))


def test_a_log_without_an_event_is_told_from_one_that_was_replayed(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(f"{HEADER}\n")

    assert main([str(path), "--log", "fines"]) == 2
    assert "has no event" in capsys.readouterr().err


XES = "time:timestamp;org:group;Expense;concept:name;case:concept:name"


@pytest.mark.parametrize(
    "exported",
    [
        pytest.param(
            lambda text: packed(text.encode("utf-8-sig")), id="gzipped, marked"
        ),
        pytest.param(
            lambda text: text.replace("\n", "\r\n").encode(), id="plain, CRLF"
        ),
        pytest.param(lambda text: text.replace(";", "\t").encode(), id="tabs"),
        pytest.param(lambda text: text.replace(";", ",").encode(), id="commas"),
        pytest.param(lambda text: f"{text}\n\n".encode(), id="empty lines behind"),
    ],
)
def test_a_log_is_read_however_it_was_exported(tmp_path, exported):
    path = tmp_path / "other.csv"
    text = f"{XES}\n2006-07-24 09:30:00.5+02:00;561;11.0;Send Fine;A1"
    path.write_bytes(exported(text))

    [row] = read(path)

    assert (row.case, row.activity, row.lifecycle) == ("A1", "Send Fine", "")
    assert (row.resource, row.values) == ("561", {"expense": "11.0"})
    assert row.at.isoformat() == "2006-07-24T09:30:00.500000+02:00"


def test_a_column_that_stands_twice_is_not_chosen_by_chance(written):
    with pytest.raises(ColumnTwice) as refused:
        list(
            read(written(f"{HEADER},Amount", "A,Send,complete,,2006-07-24T00:00Z,1,2"))
        )

    assert refused.value.values["columns"] == "amount"


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("", "case_id, activity, timestamp"),
        ("case_id,activity,lifecycle,resource", "timestamp"),
    ],
    ids=["empty file", "no timestamp"],
)
def test_a_missing_column_is_named(written, header, missing):
    with pytest.raises(MissingColumns) as refused:
        list(read(written(header)))

    assert refused.value.values["columns"] == missing


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        ("A,Send,complete,,5 Dec 2006,", "timestamp", "5 Dec 2006"),
        ("A,Send,complete,,2006-12-05T00:00:00,", "timestamp", "2006-12-05T00:00:00"),
        ("A,Send,complete,,2006-02-30T00:00:00Z,", "timestamp", "2006-02-30T00:00:00Z"),
        ("A,Send,complete,,1969-12-31T00:00:00Z,", "timestamp", "1969-12-31T00:00:00Z"),
        ("A,Send,complete,,9999-12-31T23:00:00Z,", "timestamp", "9999-12-31T23:00:00Z"),
        (",Send,complete,,2006-12-05T00:00:00Z,", "case_id", ""),
        ("A,,complete,,2006-12-05T00:00:00Z,", "activity", ""),
        ("A,Send,complete", "the row", "3 cells"),
    ],
    ids=[
        "words",
        "no zone",
        "no such day",
        "too early",
        "too late",
        "no case",
        "no activity",
        "too short",
    ],
)
def test_a_bad_row_is_refused_with_its_line(written, row, column, found):
    path = written(HEADER, "A,Create,complete,,2006-07-24T00:00:00Z,", row)

    with pytest.raises(BadRow) as refused:
        list(read(path))

    values = refused.value.values
    assert (values["line"], values["column"], values["found"]) == (3, column, found)


@real_logs
@pytest.mark.parametrize("name", ["traffic_fines", "sepsis", "hospital_billing"])
def test_each_real_log_reads_as_its_facts_say(name):
    file = f"{name}.events.csv.gz"
    facts = json.loads((DATA / "oracles" / "log_facts.json").read_text("utf-8"))["logs"]

    cases = by_case(read(DATA / "logs" / file))

    rows = [row for found in cases.values() for row in found]
    assert len(cases) == facts[file]["cases"]
    assert len(rows) == facts[file]["events"]
    assert (
        len({tuple(r.activity for r in found) for found in cases.values()})
        == facts[file]["variants"]
    )
    assert len({row.resource for row in rows} - {None}) == facts[file]["resources"]


@real_logs
@pytest.mark.parametrize("name", ["sepsis", "hospital_billing"])
def test_the_case_called_na_is_not_lost(name):
    rows = read(DATA / "logs" / f"{name}.events.csv.gz")

    assert any(row.case == "NA" for row in rows)
