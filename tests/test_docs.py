"""The promises of the pages: complete where they list, and no link into nothing."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import get_args

import attrs
import pytest

import migcase
from migcase.keeping.wire_event import EVENTS
from migcase.office.mission import mission_of
from migcase.office.projects_file import OF_A_PROJECT, OF_AN_AGREEMENT
from migcase.office.settings_file import KEYS, settings_of
from migcase.programme import faults, settings
from migcase_avrr import AVRR

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
HOUSE = ROOT / "src/migcase"

# What an office is asked has a table of its own on the page about names.
ASKED = ("reference/api.md", "What an office is asked")

FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
DOC = re.compile(r"\{doc\}`(?:[^`<]*<)?([^`>]+)>?`")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def part(page: str, heading: str) -> str:
    return text(page).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def rows(prose: str) -> list[list[str]]:
    """Return the cells of each table row that begins with a word of the code."""
    lines = [line for line in prose.split("\n") if line.startswith("| `")]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells]


def test_every_public_name_stands_on_the_page_once():
    page = text("reference/api.md").replace(part(*ASKED), "")
    listed = [row[0].strip("`") for row in rows(page)]
    names = [word for word in listed if not word.startswith("migcase.")]

    assert sorted(names) == sorted(migcase.__all__)


def test_everything_that_an_office_is_asked_stands_on_the_page_once():
    listed = re.findall(r"`(\w+)`", " ".join(row[0] for row in rows(part(*ASKED))))
    public = [one for one in vars(migcase.Office) if not one.startswith("_")]

    assert sorted(listed) == sorted(public)


def test_what_other_modules_are_said_to_offer_is_there():
    told = rows(part("reference/api.md", "In other modules"))
    missing = [
        (module, word)
        for module, offers in ((row[0].strip("`"), row[1]) for row in told)
        for word in re.findall(r"`(\w+)`", DOC.sub("", offers))
        if not hasattr(import_module(module), word)
    ]

    assert missing == []


def test_every_event_stands_on_its_page_with_what_it_holds():
    told = {row[0].strip("`"): row[2:4] for row in rows(text("reference/events.md"))}
    kept_as = {event: word for word, event in EVENTS.items()}

    assert {event.__name__: told.get(event.__name__) for event in kept_as} == {
        event.__name__: [holds(event), f"`{kept_as[event]}`"]
        for event in get_args(migcase.Event)
    }


def holds(event: type[attrs.AttrsInstance]) -> str:
    fields = attrs.fields(event)
    return ", ".join(
        f"`{one.name}`" + ("" if one.default is attrs.NOTHING else "?")
        for one in fields
    )


def test_every_field_of_an_entry_stands_on_its_page():
    listed = [row[0].strip("`") for row in rows(part("reference/events.md", "Entry"))]

    assert listed == [one.name for one in attrs.fields(migcase.Entry)]


@pytest.mark.parametrize(
    ("heading", "sentences"),
    [("In a programme", faults.SENTENCES), ("In `settings.toml`", settings.SENTENCES)],
)
def test_every_fault_of_a_declaration_stands_on_its_page(heading, sentences):
    table = rows(part("reference/faults.md", heading))

    assert {row[0].strip("`"): row[1] for row in table} == dict(sentences)


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("In the file", KEYS),
        ("Projects", OF_A_PROJECT),
        ("Agreements", OF_AN_AGREEMENT),
    ],
)
def test_every_setting_of_an_office_stands_on_its_page(heading, known):
    table = rows(part("reference/office-settings.md", heading))
    listed = [word for row in table for word in re.findall(r"`(\w+)`", row[0])]

    assert sorted(listed) == sorted(known)


def test_what_the_page_about_settings_writes_can_be_read():
    examples = re.findall(
        r"```toml\n(.*?)```", text("reference/office-settings.md"), re.S
    )
    read = settings_of("\n".join(['code = "MA"', *examples]))

    assert len(examples) == 2
    assert read.users["amina"] == {"avrr": ("reception", "counsellor")}
    assert mission_of(read, [AVRR])["avrr"].keys() == {
        "call_back",
        "suspended_destinations",
    }


def test_every_kind_of_setting_stands_on_the_page_about_programmes():
    table = rows(part("reference/programme.md", "Who, and what is asked"))

    assert settings.KINDS.keys() <= set(
        re.findall(r'`"([a-z-]+)"`', " ".join(row[0] for row in table))
    )


def test_reading_the_source_names_only_files_that_are_there():
    page = FENCE.sub("", text("explanation/reading-the-source.md"))
    named = set(re.findall(r"`((?:\w+/)+\w+\.py|[a-z_]+\.py)`", page))
    here = {path.name for path in HOUSE.rglob("*.py")}

    assert len(named) > 20
    assert {
        path
        for path in named
        if not (HOUSE / path).exists()
        and not (ROOT / path).exists()
        and path not in here
    } == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_leads_nowhere(page):
    prose = FENCE.sub("", page.read_text("utf-8"))
    files = [page.parent / link for link in LINK.findall(prose)]
    for link in DOC.findall(prose):
        begin = DOCS if link.startswith("/") else page.parent
        files.append(begin / f"{link.lstrip('/')}.md")

    assert [str(file) for file in files if not file.exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_calls_anything_easy(page):
    prose = FENCE.sub("", page.read_text("utf-8"))
    prose = re.sub(r"“[^”]*”|\"[^\"]*\"|`[^`]*`", "", prose)

    assert re.findall(r"\b(?:simply|easy|easily|obviously)\b", prose, re.I) == []
