"""What a plugin may do instead of what it was asked for, each by a name.

Each is called with whatever its hook was given.  What it should come to stands beside
it, once for all hooks: what a check that does so means for the entry, and whether a
watcher that does so counts as told.
"""

from __future__ import annotations

import decimal
import gc
import locale
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import attrs
import click
from attrs import frozen
from sqlcipher3 import dbapi2

from migcase import Actor, MigcaseError, Noted, Office, Programme, Refusal, Refused
from migcase.errors import BadPlugin, BadRegister, Conflict, Repeated, UnknownCase
from migcase.office.answered import Unfit

ALLOWS, DENIES, STOPS = "allows", "denies", "stops"
TOLD, OWED = "told", "owed"

# What stands for a person in what a plugin says; nobody may ever read it.
CANARY = "Amina Benali, born 1990"
# What would drive a terminal, set its title, and turn the text round.
ESCAPES = "\x1b[2J\x1b]0;gone\x07\x9b31m\u202e"

Act = Callable[..., object]


@frozen
class Kind:
    """What a plugin does, what it means in a check, and in a watcher."""

    act: Act
    check: str = DENIES
    recorded: str = OWED


class NoException(BaseException):
    """What `except Exception` does not catch."""


class Unspeakable(Exception):
    """What cannot be printed either."""

    def __str__(self) -> str:
        raise ZeroDivisionError(CANARY)

    __repr__ = __str__


def raising(error: BaseException) -> Act:
    def act(*given: object) -> object:
        raise error

    return act


def falls(*given: object) -> object:
    return falls(*given)


def named_after_somebody(*given: object) -> object:
    raise type(CANARY, (Exception,), {})(CANARY)


def half_way(*given: object) -> Iterator[Refusal]:
    yield Refusal("first")
    raise ValueError(CANARY)


def endless(*given: object) -> Iterator[object]:
    while True:
        yield Refusal("again")


def prints(*given: object) -> tuple[()]:
    print('{"migcase": 1}', ESCAPES)  # noqa: T201 - that is what it does
    click.echo(ESCAPES)
    click.echo(ESCAPES, err=True)
    sys.stdout.write("x" * 100_000)
    sys.stdout.buffer.write(b"\xff\xfe")
    return ()


def closes_what_is_printed_on(*given: object) -> tuple[()]:
    sys.stdout.close()
    sys.stderr.close()
    sys.stdin.close()
    return ()


def reads_the_keyboard(*given: object) -> object:
    return input("Your passphrase: ")


def mutates(*given: object) -> tuple[()]:
    """Change all that can be reached from what was given."""
    seen: set[int] = set()
    waiting = list(given)
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type):
            continue
        seen.add(id(one))
        if isinstance(one, MappingProxyType):
            waiting += gc.get_referents(one)
        elif isinstance(one, dict):
            waiting += one.values()
            one.clear()
        elif isinstance(one, tuple | frozenset | list):
            waiting += one
        elif attrs.has(type(one)) and type(one).__module__ != "migcase.kinds":
            for each in attrs.fields(type(one)):
                waiting.append(getattr(one, each.name))
                object.__setattr__(one, each.name, CANARY)
    return ()


def offices() -> Iterator[Office]:
    """Yield every open office that there is in the process."""
    for one in gc.get_objects():
        with suppress(BadRegister):
            if type(one) is Office:
                one.cases()
                yield one


def writes(*given: object) -> tuple[()]:
    """Write into every office that there is."""
    by = Actor("bashir", {"chief", "clerk", "officer", "supervisor"})
    for office in offices():
        for row in office.cases():
            office.record(row.case, Noted(CANARY, date(2026, 3, 2)), by=by)
        office.open("passport", by=by)
    return ()


def writes_and_says_nothing(*given: object) -> tuple[()]:
    try:
        return writes(*given)
    except MigcaseError:
        return ()


def opens_the_database(*given: object) -> tuple[()]:
    """Read all of it on a connection of its own, and go on reading."""
    folder = os.environ.get("MIGCASE_OFFICE")
    if folder is not None and (Path(folder) / "office.db").exists():
        other = dbapi2.connect(Path(folder) / "office.db", isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM sqlite_master").fetchall()
        READING.append(other)
    return ()


READING: list[object] = []


def changes_the_process(*given: object) -> tuple[()]:
    """Change whatever the whole process reads."""
    os.chdir("/")
    os.environ.clear()
    os.environ.update(MIGCASE_USER="bashir", MIGCASE_OFFICE="/", LANGUAGE="ar")
    os.umask(0o777)
    locale.setlocale(locale.LC_ALL, "C")
    decimal.getcontext().prec = 1
    decimal.getcontext().rounding = decimal.ROUND_UP
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    sys.setrecursionlimit(sys.getrecursionlimit() // 2)
    sys.excepthook = None  # type: ignore[assignment]
    sys.stdout = sys.stderr = None  # type: ignore[assignment]
    warnings.simplefilter("error")
    return ()


class Lying(Refusal):
    """A refusal that is none when it is asked again."""


def lying(*given: object) -> object:
    return [Lying("first")]


class Counterfeit(Programme):
    """A programme that may say something else tomorrow."""


def counterfeit(*given: object) -> object:
    return [object.__new__(Counterfeit)]


def returning(answer: object) -> Act:
    def act(*given: object) -> object:
        return answer

    return act


def saying(*values: object, **named: object) -> Act:
    return returning([Refusal(*values, **named)])  # type: ignore[arg-type]


class Unasked(Mapping[str, object]):
    """A mapping that fails when it is looked at."""

    def __getitem__(self, key: str) -> object:
        raise RuntimeError(CANARY)

    def __iter__(self) -> Iterator[str]:
        raise RuntimeError(CANARY)

    def __len__(self) -> int:
        raise RuntimeError(CANARY)


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

KINDS: Mapping[str, Kind] = {
    # raises
    "an error": Kind(raising(ValueError(CANARY))),
    "no exception": Kind(raising(NoException(CANARY))),
    "an exit": Kind(raising(SystemExit(CANARY))),
    "an exit as if all were well": Kind(raising(SystemExit(0))),
    "a generator's end": Kind(raising(GeneratorExit(CANARY))),
    "an iteration's end": Kind(raising(StopIteration(CANARY))),
    "no memory": Kind(raising(MemoryError(CANARY))),
    "too deep": Kind(falls),
    "an error that cannot be printed": Kind(raising(Unspeakable())),
    "an error named after somebody": Kind(named_after_somebody),
    "a command's end": Kind(raising(click.exceptions.Exit(0))),
    "a command's abortion": Kind(raising(click.Abort())),
    "a refusal of ours": Kind(raising(Refused([Refusal("never")]))),
    "a conflict of ours": Kind(raising(Conflict({"case": CANARY, "number": 1}))),
    "a repetition of ours": Kind(raising(Repeated({"id": 1, "case": 2, "number": 3}))),
    "a fault of another plugin": Kind(raising(BadPlugin({"plugin": "avrr"}))),
    "what we raise ourselves": Kind(raising(Unfit(CANARY))),
    "an unknown case": Kind(raising(UnknownCase())),
    "somebody at the keyboard": Kind(raising(KeyboardInterrupt()), STOPS, STOPS),
    # answers
    "half an answer": Kind(half_way, recorded=TOLD),
    "an endless answer": Kind(endless, recorded=TOLD),
    "nothing": Kind(returning(None), recorded=TOLD),
    "a number": Kind(returning(3), recorded=TOLD),
    "a text": Kind(returning("no"), recorded=TOLD),
    "things": Kind(returning([object()]), recorded=TOLD),
    "a lie": Kind(lying, recorded=TOLD),
    "a counterfeit": Kind(counterfeit, recorded=TOLD),
    "a reason without end": Kind(saying("x", "y" * 10**6), recorded=TOLD),
    "a reason that drives a terminal": Kind(saying(ESCAPES), recorded=TOLD),
    "words that drive a terminal": Kind(
        saying("odd", ESCAPES, {"sentence": ESCAPES, "day": ESCAPES}), recorded=TOLD
    ),
    "a reason of ours without its words": Kind(
        saying("bad-fact", "how", {"fault": ["negative-amount"]}), recorded=TOLD
    ),
    "a reason that cannot be looked at": Kind(
        saying("odd", values=Unasked()), recorded=TOLD
    ),
    "a reason with a thing in it": Kind(
        saying("odd", values={"it": object()}), recorded=TOLD
    ),
    "an immense number": Kind(
        saying("odd", values={"it": 10**10**4, "on": NOON}), recorded=TOLD
    ),
    "an explanation of nothing": Kind(
        saying("gate", "report", because="the weather"), recorded=TOLD
    ),
    # does something else
    "printing": Kind(prints, ALLOWS, TOLD),
    "closing what is printed on": Kind(closes_what_is_printed_on, ALLOWS, TOLD),
    "reading the keyboard": Kind(reads_the_keyboard),
    "mutation": Kind(mutates, ALLOWS, TOLD),
    "writing": Kind(writes),
    "writing in silence": Kind(writes_and_says_nothing, ALLOWS, TOLD),
    "opening the database": Kind(opens_the_database, ALLOWS, TOLD),
    "changing the process": Kind(changes_the_process, ALLOWS, TOLD),
}
