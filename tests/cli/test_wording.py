"""Every code has a sentence, a page and a translation; none is worded twice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from migcase.cli.causes import CAUSES, PLUGIN_FAULTS
from migcase.cli.doubts import SENTENCES as DOUBTS
from migcase.cli.fault_words import FAULTS
from migcase.cli.refusals import SENTENCES
from migcase.incoming import SENTENCES as OF_FILES
from migcase.keeping.sql_refusal import REASONS
from migcase.office.plugin_faults import SENTENCES as PLUGIN_SENTENCES
from tests.cli import catalogue

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src/migcase"
PAGE = ROOT / "docs/reference/refusals.md"

# Which function hands on a code that its caller named.
HANDED_ON = {"empty"}

# What click has words for in English only, such as "integer range".
UNSAID = {"number_type"}

# A typewriter's apostrophe, and a sign that may stand alone in the next line.
TYPEWRITTEN = re.compile(r"(?<=[^\W\d])'(?=[^\W\d«])| [:;?!»](?=\s|$)|« ")


def code_of(sentence: str) -> str:
    return sentence.partition(":")[0]


def refusal_codes() -> set[str]:
    """Return every code of a refusal that the house can give."""
    floors = ("judgement", "people", "office", "roster", "assistance")
    rooms = [room for floor in floors for room in HOUSE.glob(f"{floor}/*.py")]
    return {code for room in rooms for code in codes_in(ast.parse(room.read_text()))}


def codes_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            first = node.args[:1] if called in ("Refusal", "misfit") else []
            arguments = node.args if called in HANDED_ON else first
            yield from (one.value for one in arguments if is_text(one))
            own = (one.value for one in node.keywords if one.arg == "refusal")
            yield from (one.value for one in own if is_text(one))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp):
            named = [getattr(target, "id", "") for target in node.targets]
            choices = (node.value.body, node.value.orelse) if "code" in named else ()
            yield from (one.value for one in choices if is_text(one))


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal():
    assert {code_of(one) for one in SENTENCES} == refusal_codes()


def test_the_page_of_refusals_says_what_each_means_in_the_words_of_the_door():
    rows = re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| (.+) \|$", PAGE.read_text(), re.M)
    said = dict(rows)

    assert set(said) == refusal_codes()
    assert {code: said[code] for code in said if said[code] != SENTENCES[code]} == {}


def test_every_cause_of_a_database_and_fault_of_a_plugin_has_a_sentence():
    assert set(CAUSES) == set(REASONS)
    assert set(PLUGIN_FAULTS) == set(PLUGIN_SENTENCES)


def test_every_fault_of_a_settings_file_has_a_sentence():
    named = set()
    rooms = ("settings", "settings_file", "settings_text", "mission", "outside")
    for room in (*rooms, "projects", "projects_file"):
        text = (HOUSE / "office" / f"{room}.py").read_text()
        named |= set(re.findall(r'(?:Fault|_note|_fault)\(\s*"([a-z0-9-]+)"', text))
        named |= set(re.findall(r'unreadable\([\w.]+, "([a-z0-9-]+)"', text))
    named |= {cause for cause in OF_FILES if cause != "no-stdin"}

    assert named == set(FAULTS)


def test_every_doubt_has_a_sentence():
    text = (HOUSE / "judgement/doubts.py").read_text()

    assert set(re.findall(r'yield "([a-z-]+)"', text)) == set(DOUBTS)


@pytest.fixture(scope="module")
def french() -> Catalog:
    return catalogue.read("fr")


def test_the_catalogues_hold_what_the_code_says_and_nothing_else(french):
    wanted = {message for message, _ in catalogue.messages()}
    said = {message if isinstance(message, str) else message[0] for message in wanted}

    for language in ("fr", "en"):
        kept = {key_of(one) for one in catalogue.read(language) if one.id}
        assert kept == said, f"run: python -m tests.cli.catalogue ({language})"


def test_french_is_complete(french):
    empty = [one.id for one in french if one.id and not all(strings(one))]

    assert empty == []


def test_a_translation_says_the_same_values_as_the_sentence(french):
    wrong = {}
    for one in french:
        for sentence in strings(one) if one.id else ():
            wanted = set.intersection(*(names(each) for each in ids(one))) - UNSAID
            known = set.union(*(names(each) for each in ids(one)))
            if not wanted <= names(sentence) <= known:
                wrong[key_of(one)] = sentence

    assert wrong == {}


def test_french_keeps_its_signs_beside_their_words(french):
    wrong = [
        sentence for one in french for sentence in strings(one) if typewritten(sentence)
    ]

    assert wrong == []


@pytest.mark.parametrize("sentence", ["l'office", "Pourquoi ?", "« oui", "Lire : tout"])
def test_a_sentence_that_was_typed_as_on_a_typewriter_is_seen(sentence):
    assert typewritten(sentence)


def test_the_same_sentence_as_it_is_printed_is_let_through():
    assert not typewritten("L’office\xa0: «\xa0oui\xa0»")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_the_program_reads_is_what_the_translators_wrote(language):
    kept = catalogue.LOCALE / language / "LC_MESSAGES/migcase.mo"

    assert kept.read_bytes() == catalogue.compiled(catalogue.read(language))


def typewritten(sentence: str) -> bool:
    return TYPEWRITTEN.search(sentence) is not None


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def ids(message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def key_of(message) -> str:
    return ids(message)[0]


def strings(message) -> tuple[str, ...]:
    found = message.string
    return (found,) if isinstance(found, str) else tuple(found)
