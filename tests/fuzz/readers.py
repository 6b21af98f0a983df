"""The readers of what comes from outside, each with what it promises.

It ends in a value or in one error of the house.  What was read is written, and read
again as the same.  Nothing else may happen, whatever the bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import attrs

from migcase.calendar import BadCalendar, Calendar
from migcase.cli.answers import answers, pairs, read_answer
from migcase.cli.days import read_day
from migcase.cli.display import gated, shown
from migcase.cli.failing import Worded
from migcase.cli.labels import Labels
from migcase.cli.misfits import Misfit
from migcase.errors import BadSettings, BadValue, MigcaseError, Refused
from migcase.keeping import backup_file
from migcase.keeping.backup_file import BadBackup
from migcase.keeping.chains import Line
from migcase.keeping.kept import UnreadableCase, UnreadableEntry
from migcase.keeping.office_wire import UnreadableLine, read_office, read_reading
from migcase.keeping.people import UnreadablePerson
from migcase.keeping.people_wire import (
    read_family_version,
    read_sheet_version,
    write_version,
)
from migcase.keeping.seal import printed
from migcase.keeping.seal.checkpoint import read_checkpoint
from migcase.keeping.seal.errors import BadCheckpoint, BadKeys, BadShare
from migcase.keeping.seal.key_file_wire import key_file_of
from migcase.keeping.wire import read_body, read_entry, write_body, write_entry
from migcase.keeping.wire_case import read_case, read_work
from migcase.keeping.wire_value import read_value, write_value
from migcase.kinds import (
    COUNTRY,
    DATE,
    DOCUMENT,
    DONT_KNOW,
    MONEY,
    NUMBER,
    PERIOD,
    PERSON,
    PLACE,
    TEXT,
    YES_NO,
    Kind,
    case_of,
    many_of,
    number,
    one_of,
)
from migcase.numbers import MistypedNumber
from migcase.numbers import near as near_number
from migcase.numbers import parse as parse_number
from migcase.office.settings_file import settings_of
from migcase.people.checks import why_not
from migcase.people.numbers import MistypedPerson, read_number
from migcase.people.person import APPROXIMATE, Birth
from migcase.people.plain import plain_person, read_person
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Outcome, Role, Stage, Step
from migcase.strict_json import BadJson, read_json
from migcase_reintegration.rss.files import BadSurveyFile
from migcase_reintegration.rss.rules import read_rules
from migcase_reintegration.rss.survey import read_survey, shipped_survey
from migcase_reintegration.rss.weights import read_weights
from tests.fuzz.engine import Target
from tests.hostile_input.screen import DANGEROUS

CORPUS = Path(__file__).parent / "corpus"
TODAY = date(2026, 11, 19)
ROW = "MA-26-00417-K", 2, "id-2", "2026-11-19T10:00:00.000000+00:00"
# Joiners are shown where a script needs them, isolates where a name is written so.
HIDDEN = frozenset(map(chr, DANGEROUS)) - frozenset("\u200c\u200d\u2068\u2069")

KINDS: tuple[Kind[object], ...] = (
    TEXT, NUMBER, MONEY, DATE, YES_NO, PERIOD, PERSON, PLACE, DOCUMENT, COUNTRY,
    number(0, "1.5", decimals=2), number(decimals=12), one_of("lost", "stolen"),
    many_of("birth", "photo"), many_of(PERSON), case_of("passport"),
)  # fmt: skip


def _questions() -> tuple[Field[object], ...]:
    return tuple(
        Field(f"q{n}", f"Question {n}?", kind, allows=(DONT_KNOW,))
        for n, kind in enumerate(KINDS)
    )


def _labels() -> Labels:
    """Return the words of a programme that asks one question of each kind."""
    clerk = Role("clerk", "Clerk")
    ask = Step("ask", "Asked", by=clerk, asks=_questions())
    return Labels.of(
        Programme(
            key="fuzz",
            version=1,
            title="Every kind",
            opened_by=clerk,
            stages=(Stage("All", (ask,)),),
            outcomes=(Outcome("end", "End", after=ask),),
        )
    )


LABELS = _labels()
SURVEYS, SURVEY = "migcase_reintegration/facts", shipped_survey()
SURVEYED = ("[scales.", "[items.", "scale", "dimension", "source", "status", "1e9")


def answers_in_json(data: bytes) -> None:
    """Answers handed in with --from."""
    try:
        found = read_json(data)
    except BadJson:
        return
    assert read_json(spelled(found)) == found
    if not isinstance(found, dict):
        return
    try:
        told = answers(found.items(), LABELS, TODAY)
    except Worded:
        return
    for value in told.values():
        _keeps(value)


def facts(data: bytes) -> None:
    """Answers typed with --fact, one line each."""
    lines = data.decode(errors="replace").split("\n")
    with suppress(Worded):
        for value in answers(pairs(lines), LABELS, TODAY).values():
            _keeps(value)


def kinds(data: bytes) -> None:
    """The first byte chooses a kind; what follows is typed."""
    question = LABELS.index.fields[f"q{data[0] % len(KINDS) if data else 0}"]
    text = data[1:].decode(errors="surrogateescape")
    with suppress(BadValue):
        value = question.kind.parse(text)
        assert question.kind.accepts(value)
        _keeps(value)
    with suppress(Misfit):
        _keeps(read_answer(question, text, LABELS, TODAY))


def days(data: bytes) -> None:
    """A day, or a birth, as it is typed."""
    text = data.decode(errors="replace")
    with suppress(ValueError, OverflowError):
        assert read_day(text, TODAY)
    with suppress(ValueError):
        born = Birth.parse(text)
        about = born.precision == APPROXIMATE and born.on.replace(month=1, day=1)
        assert Birth.parse(str(born)) == (
            attrs.evolve(born, on=about) if about else born
        )
        assert born.latest >= born.on


def numbers(data: bytes) -> None:
    """The number of a case, a person or a family."""
    text = data.decode(errors="replace")
    with suppress(MistypedNumber):
        found = parse_number(text)
        assert parse_number(str(found)) == found
    near_number(text[:100])
    with suppress(MistypedPerson):
        known = read_number(text)
        assert read_number(known) == known


def settings(data: bytes) -> None:
    """``office.toml``, with its projects."""
    with suppress(BadSettings):
        found = settings_of(data.decode(errors="replace"))
        assert settings_of(data.decode(errors="replace")) == found


def calendar(data: bytes) -> None:
    """The holidays of a country."""
    with suppress(BadCalendar):
        found = Calendar.from_toml(data.decode(errors="replace"))
        assert found.working_between(TODAY, TODAY) == 0


def survey(data: bytes) -> None:
    """The questions of a survey of reintegration."""
    with suppress(BadSurveyFile):
        read_survey(data, "mine.toml")


def weights(data: bytes) -> None:
    """What each answer of that survey weighs."""
    with suppress(BadSurveyFile):
        read_weights(data, "mine.toml", SURVEY)


def rules(data: bytes) -> None:
    """From which score on a reintegration is called what."""
    with suppress(BadSurveyFile):
        found = read_rules(data, "mine.toml")
        assert found.label(found.high_from)


def entry(data: bytes) -> None:
    """A whole entry, as it goes from office to office."""
    with suppress(UnreadableEntry):
        found = read_entry(data.decode(errors="replace"))
        assert read_entry(write_entry(found)) == found


def body(data: bytes) -> None:
    """The body of an entry's row."""
    with suppress(UnreadableEntry):
        found = read_body(*ROW, data.decode(errors="replace"))
        assert read_body(*ROW, write_body(found)) == found


def case(data: bytes) -> None:
    """The row of a case.

    It is made again from the entries, so not every word in it is looked at.
    """
    with suppress(UnreadableCase):
        read_case("MA-26-00417-K", data.decode(errors="replace"))


def work(data: bytes) -> None:
    """The open work of a case, which is made again as well."""
    with suppress(UnreadableCase):
        read_work("MA-26-00417-K", data.decode(errors="replace"))


def people(data: bytes) -> None:
    """Versions of people and families."""
    text = data.decode(errors="replace")
    of = "P-7K3M-Q2XA-9DFT" if b'"P-' in data else "F-7K3M-Q2XA-9DFT"
    for read in (read_sheet_version, read_family_version):
        with suppress(UnreadablePerson):
            found = read(of, 1, "id-1", ROW[3], text)
            assert read(of, 1, "id-1", ROW[3], write_version(found)) == found


def person(data: bytes) -> None:
    """A person handed in as JSON."""
    with suppress(BadJson, Refused):
        found = read_person(read_json(data))
        assert read_person(plain_person(found)) == found
        assert all(one.code for one in why_not(found, TODAY))


def keys(data: bytes) -> None:
    """``keys.json``: the slots of an office."""
    with suppress(BadKeys):
        key_file_of(data)


def heads(data: bytes) -> None:
    """A head, read back from the safe."""
    with suppress(BadCheckpoint):
        read_checkpoint(data.decode(errors="replace"))


def shares(data: bytes) -> None:
    """A key, read back from paper."""
    with suppress(BadShare):
        key = printed.typed(data.decode(errors="replace"))
        assert printed.typed(printed.printed(key)) == key


def office_log(data: bytes) -> None:
    """Lines of the office's log and of who read what."""
    text = data.decode(errors="replace")
    line = Line("amina", 1, "id-1", ROW[3], "MA-26-00417-K", text, b"", None)
    for read in (read_office, read_reading):
        with suppress(UnreadableLine):
            read(line, None)


def backup(data: bytes) -> None:
    """What a backup says of itself; the sums are right, as whoever forges it can."""
    for content in (data, backup_file.MAGIC + len(data).to_bytes(4, "big") + data):
        whole = content + hashlib.sha256(content).digest()
        with suppress(BadBackup):
            backup_file._contents(io.BytesIO(whole))


def display(data: bytes) -> None:
    """Whatever is shown drives no terminal."""
    text = data.decode(errors="surrogateescape")
    assert HIDDEN.isdisjoint(shown(text))
    assert "\u2068" not in shown(text)
    assert HIDDEN.isdisjoint(gated(text).replace("\n", "").replace("\x1b", ""))


def _keeps(value: object) -> None:
    try:
        plain = write_value(value)
        text = json.dumps(plain)
    except MigcaseError:
        return
    assert read_value(json.loads(text)) == value


def spelled(found: object) -> str:
    """Return *found* as JSON that reads as the same."""
    if isinstance(found, Decimal):
        return str(found)
    if isinstance(found, list):
        return f"[{','.join(map(spelled, found))}]"
    if isinstance(found, dict):
        items = (f"{json.dumps(key)}:{spelled(one)}" for key, one in found.items())
        return "{" + ",".join(items) + "}"
    return json.dumps(found)


def target(
    check: Callable[[bytes], object], *words: str, seeds: Sequence[bytes] = ()
) -> Target:
    """Return *check* with its corpus."""
    name = check.__name__.replace("_", "-")
    kept = sorted((CORPUS / name).glob("*"))
    begun = (*seeds, *(file.read_bytes() for file in kept))
    return Target(name, check, tuple(map(str.encode, words)), begun)


def _shipped(folder: str, name: str = "*") -> Sequence[bytes]:
    """Return the files of that *name* that a package carries."""
    package, _, within = folder.partition("/")
    place = Path(str(files(package))) / within
    return [file.read_bytes() for file in sorted(place.glob(f"{name}.toml"))]


def targets() -> tuple[Target, ...]:
    """Return every reader."""
    shapes = ("date", "decimal", "money", "period", "non-answer", "dont-know", "EUR")
    events = ("opened", "step-done", "stated", "facts", "relied", "line", "by", "v")
    asked = tuple(LABELS.index.fields)
    return (
        target(answers_in_json, *shapes, *asked, "number", "unit", "amount"),
        target(facts, *asked, "=", "don't know"),
        target(kinds, "EUR", "MAD", "working days", "months", "نعم", "oui"),
        target(days, "hier", "friday", "-3d", "+2w", "~", "05/03/2026"),
        target(numbers, "MA-26-", "P-", "F-", "K"),
        target(settings, "[users.", "[projects.", "[targets", "late_days", "code"),
        target(calendar, "[holidays]", "weekend", seeds=_shipped("migcase/calendars")),
        target(survey, *SURVEYED, seeds=_shipped(SURVEYS, "rss_items")),
        target(weights, *SURVEYED, seeds=_shipped(SURVEYS, "equal_weights")),
        target(rules, *SURVEYED, seeds=_shipped(SURVEYS, "rss_rules")),
        target(entry, *shapes, *events, "case", "number", "id", "at"),
        target(body, *shapes, *events),
        target(case, *shapes),
        target(work, "step", "ready", "tell"),
        target(people, "names", "contacts", "born", "merged_into", "members"),
        target(person, "names", "given_arabic", "contacts", "documents", "born"),
        target(keys, "slots", "cost", "name", "recovery"),
        target(heads),
        target(shares),
        target(office_log, "event", "office", "by", "v", "what", "why"),
        target(backup, "parts", "facts", "size", "sum", "name"),
        target(display),
    )
