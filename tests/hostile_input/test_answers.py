"""Answers that could hurt: out of a file, out of a pipe, or typed.

Each is refused with one sentence that says what, where and what to do, with an exit
code, and changes nothing; the numbers are those of `docs/reference/hostile-input.md`.
"""

from __future__ import annotations

import json
import os
import threading
from datetime import date
from pathlib import Path

import pytest

from migcase.cli.days import read_day
from tests.hostile_input.conftest import dump

WHO = ("--fact", "who=P-1")
LONG = "x" * 10_001


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", "it is empty", id="1 empty"),
        pytest.param("[" * 100_000, "deeper than 64 at character 65", id="43 depth"),
        pytest.param('{"a":' * 65, "deeper than 64", id="43 depth of objects"),
        pytest.param('{"how":"lost","how":"x"}', "how stands twice in $", id="44"),
        pytest.param('{"how":{"a":1,"a":2}}', "a stands twice in $.how", id="44 below"),
        pytest.param('{"copies":NaN}', "NaN at $.copies is not a number", id="45 NaN"),
        pytest.param('{"copies":-Infinity}', "at $.copies is not a number", id="45"),
        pytest.param('{"copies":1e999}', "at $.copies is out of range", id="45 1e999"),
        pytest.param('{"copies":1e99999999999999999999}', "out of range", id="45 e"),
        pytest.param('{"story":"\\ud800"}', "half a character at $.story", id="46"),
        pytest.param('{"\\udfff":1}', "half a character at $", id="46 key"),
        pytest.param('{"copies":' + "9" * 5_000 + "}", "out of range", id="47 digits"),
        pytest.param('{"copies":9223372036854775808}', "out of range", id="47 2**63"),
        pytest.param('{"how":"lost",\n"sto', "ends in the middle, in line 2", id="49"),
        pytest.param('{"how":"lost"', "ends in the middle, in line 1", id="49 bracket"),
        pytest.param('{}\n\n{"how":"lost"}', "more after the end, in line 3", id="51"),
        pytest.param('["lost"]', "must be one object", id="no object"),
        pytest.param("'how': lost", "not JSON from line 1, column 1", id="52 YAML"),
        pytest.param(b'{"how": "\xe9"}', "byte 10 is not UTF-8", id="4 Latin-1"),
        pytest.param("{}".encode("utf-16"), "byte 1 is not UTF-8", id="3 UTF-16"),
        pytest.param(b" " * 1_000_001, "longer than 1000000 bytes", id="21 too long"),
    ],
)
def test_a_file_that_is_no_set_of_answers_is_refused(desk, tmp_path, text, told):
    file = tmp_path / "answers.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())

    desk.refuses(
        *("done", desk.case, "report", "--from", str(file)),
        exit_code=2,
        code="bad-answers",
        told=told,
    )


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        pytest.param({"hwo": "lost"}, "Did you mean how", id="48 near key"),
        pytest.param({"is_admin": True}, "nothing called is_admin", id="48 no key"),
        pytest.param({"k" * 100_000: 1}, "nothing called kkk", id="48 long key"),
        pytest.param({"copies": 2.5}, "a number from 1 to 9; not 2.5", id="20 half"),
        pytest.param({"copies": True}, "a number from 1 to 9; not True", id="20 yes"),
        pytest.param({"copies": "²"}, "a number from 1 to 9; not ²", id="19 figure"),
        pytest.param({"copies": "1e1"}, "a number from 1 to 9; not 1e1", id="20 e"),
        pytest.param({"copies": 45321}, "a number from 1 to 9", id="17 serial"),
        pytest.param({"lost_on": "31/02/2026"}, "a date, such as", id="15"),
        pytest.param({"lost_on": "03/04/05"}, "a date, such as", id="16"),
        pytest.param({"lost_on": "45321"}, "a date, such as", id="17"),
        pytest.param({"lost_on": 45321}, "a date, such as", id="17 number"),
        pytest.param({"story": "a\0b"}, "some text; not ….", id="5 NUL"),
        pytest.param({"story": "x" * 200_000}, "10000 characters", id="10"),
        pytest.param({"story": ["x"]}, "some text; not […]", id="list"),
        pytest.param({"story": {"a": {}}}, "some text; not {…}", id="object"),
        pytest.param({"story": None}, "some text; not null", id="null"),
        pytest.param({"papers": ["photo", "photo"]}, "any of these", id="twice"),
        pytest.param({"nationality": "Atlantis"}, "a country, such as", id="country"),
        pytest.param({"fee": "-5 EUR"}, "never less than nothing", id="money"),
        pytest.param({"fee": "1e30 EUR"}, "an amount and a currency", id="money e"),
        pytest.param({"fee": {"amount": "NaN", "currency": "EUR"}}, "amount", id="NaN"),
        pytest.param({f"q{n}": 1 for n in range(50_000)}, "put these right", id="many"),
    ],
)
def test_an_answer_of_another_kind_is_refused(desk, tmp_path, answers, told):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers))

    desk.refuses(
        *("done", desk.case, "report", "--from", str(file)),
        exit_code=2,
        code="bad-answers",
        told=told,
    )


@pytest.mark.parametrize(
    "typed", ["٠٢/٠٣/٢٠٢٦", "٢٠٢٦-٠٣-٠٢", "۲۰۲۶-۰۳-۰۲", "02-03-2026"]
)
def test_a_day_is_read_in_any_digits_and_with_hyphens(typed):
    assert read_day(typed, date(2026, 11, 19)) == date(2026, 3, 2)


def test_a_byte_order_mark_is_read_over_and_arabic_digits_are_digits(desk):
    text = '\ufeff{"copies": "٣", "nationality": "SN", "papers": ["photo"]}'
    told = '{"how": "lost", "lost_on": "yesterday"}'
    case = desk.counter.opened()

    reported = desk.type("done", case, "report", "--from", "-", stdin=told)
    typed = desk.type("done", case, "letter", "--from", "-", stdin=text)
    found = desk.type("show", case, "--json").json["facts"]["copies"]["value"]

    assert (reported.code, typed.code, found) == (0, 0, 3), typed.err


def test_of_two_answers_to_one_question_none_is_chosen_by_chance(desk):
    words = ("--from", "-", "--fact", "How was it lost?=stolen")

    desk.refuses(
        *("done", desk.case, "report", *words),
        stdin='{"how": "lost"}',
        exit_code=2,
        code="bad-answers",
        told="(how) was answered twice, and not alike",
    )


def test_a_note_out_of_a_pipe_is_utf_8_whatever_the_console(desk):
    case = desk.counter.opened()
    typed = "\ufeffFatiguée\r\net seule\n".encode()

    noted = desk.type("note", case, "-", stdin=typed, PYTHONIOENCODING="latin-1")

    history = desk.type("show", case, "--history", "--json").json["history"]
    assert (noted.code, history[-1]["text"]) == (0, "Fatiguée\net seule")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("Fatiguée".encode("cp1252"), "byte 7 is not UTF-8", id="4"),
        pytest.param(b"x" * 1_000_001, "longer than 1000000 bytes", id="21"),
    ],
)
def test_a_note_out_of_a_pipe_is_bounded_and_told_what_it_is_not(desk, text, told):
    case = ("note", desk.case, "-")

    desk.refuses(*case, stdin=text, exit_code=2, code="bad-note", told=told)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        pytest.param(Path.mkdir, "it is a folder", id="24 folder"),
        pytest.param(os.mkfifo, "a pipe or a device", id="24 pipe"),
        pytest.param(lambda file: file.symlink_to("/dev/zero"), "a device", id="24"),
        pytest.param(Path, "cannot be read: there is no such file", id="24 none"),
    ],
)
def test_what_is_no_file_is_not_read(desk, tmp_path, make, told):
    make(tmp_path / "answers")

    desk.refuses(
        *("done", desk.case, "report", "--from", str(tmp_path / "answers")),
        exit_code=2,
        code="bad-answers",
        told=told,
    )


def test_a_file_that_changes_while_it_is_read_is_refused(desk, tmp_path, monkeypatch):
    file = tmp_path / "answers.json"
    file.write_text('{"how": "lost"}')
    opened = os.fdopen

    def changing(*words, **more):
        found = opened(*words, **more)
        file.write_text('{"how": "stolen"}')  # by another program, at the wrong moment
        return found

    monkeypatch.setattr("migcase.incoming.os.fdopen", changing)

    desk.refuses(
        *("done", desk.case, "report", "--from", str(file)),
        exit_code=2,
        code="bad-answers",
        told="changed while it was read",
    )


def test_an_endless_pipe_is_left_when_it_says_too_much(desk, monkeypatch):
    reading, writing = os.pipe()
    pouring = threading.Thread(target=pour, args=(writing,))
    pouring.start()
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("migcase.incoming.sys.stdin", stdin)
        before = dump(desk.counter.folder)
        from migcase.errors import MigcaseError
        from migcase.incoming import read_incoming

        with pytest.raises(MigcaseError) as refused:
            read_incoming("-", 100_000)
    pouring.join()

    assert refused.value.values["cause"] == "file-too-long"
    assert dump(desk.counter.folder) == before


def pour(writing: int) -> None:
    with os.fdopen(writing, "wb", buffering=0) as pipe:
        try:
            while True:
                pipe.write(b" " * 65_536)
        except BrokenPipeError:
            return


def test_a_closed_standard_input_is_told(desk, monkeypatch):
    from migcase.errors import MigcaseError
    from migcase.incoming import read_incoming

    monkeypatch.setattr("migcase.incoming.sys.stdin", None)
    with pytest.raises(MigcaseError) as refused:
        read_incoming("-", 100)

    assert refused.value.values["cause"] == "no-stdin"


@pytest.mark.parametrize(
    ("words", "exit_code", "told"),
    [
        (("done", "CASE", "report", "--fact", "how"), 2, "is no answer"),
        (("done", "CASE", "report", "--fact", "=lost"), 2, "is no answer"),
        (("done", "CASE", "report", "--fact", "story=" + "x" * 10_001), 2, "longer"),
        (("done", "CASE", "report", "--on", "31/02/2026"), 2, "is no day"),
        (("done", "CASE", "report", "--on", "+" + "9" * 400 + "d"), 2, "is no day"),
        (("note", "CASE", "x", "--on", "١٩٦٥-١٣-٠١"), 2, "is no day"),
        (("note", "CASE", "x" * 100_000), 5, "longer than 10000 characters"),
        (("note", "CASE", "a\0b"), 5, "half a character, or a NUL"),
        (("note", "CASE", "a\ud800b"), 5, "half a character, or a NUL"),
        (("note", "CASE", ""), 5, "Not recorded"),
        (("note", "CASE", "x", "--id", "y" * 100_000), 5, "at most 200 characters"),
        (("note", "CASE", "x", "--id", "y\x1b[2J"), 5, "each of them to be seen"),
        (("open", "passport", "--about", "z\x1b[2J"), 5, "never by their name"),
        (("open", "passport", "--about", "z" * 5_000), 5, "80 at most"),
        (("line", "CASE", "relative", "--key", "\u202e", *WHO), 5, "to be seen"),
        (("line", "CASE", "relative", "--key", "k" * 999, *WHO), 5, "at most 200"),
        (("show", "MA-26-00001-A"), 2, "was mistyped"),
        (("show", "MA-26-0001\x1b[2J"), 2, "no case number"),
        (("show", "9" * 100_000), 2, "no case number"),
        (("show", "MA-٢٦-٠٠٠٠٩-X"), 2, "no case number"),
        (("open", "x" * 100_000), 4, "No plugin here declares"),
        (("done", "CASE", "y" * 100_000), 4, "There is no step"),
        (("assign", "CASE", "z" * 100_000), 4, "Nobody called"),
        (("person", "add", "--given", "Ali\0"), 5, "cannot be seen"),
        (("person", "add", "--given", "x" * 100_000), 5, "longer than 200"),
        (("person", "add", "--from", "/dev/null"), 2, "not a file"),
        (
            ("person", "edit", "P", "--family", "Sy", "--reason", "x" * 99_999),
            5,
            "10000",
        ),
        (("person", "show", "P-7K3M-Q2XA-9DFT" * 1000), 4, "knows nobody"),
    ],
    ids=lambda word: word[0] if isinstance(word, tuple) else None,
)
def test_words_that_say_nothing_are_answered_with_a_sentence(
    desk, words, exit_code, told
):
    names = {"CASE": desk.case, "P": desk.person}
    typed = [names.get(word, word) for word in words]

    desk.refuses(*typed, exit_code=exit_code, told=told)
