"""The pages say what the commands do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from migcase.cli import error_words
from migcase.cli.directory import COMMANDS
from migcase.cli.pluggable import commands_of
from migcase.office.plugins import Plugins
from tests.cli.pages import OF_PLUGINS, PAGE, page

DOCS = Path(__file__).parents[2] / "docs/reference"


@pytest.mark.slow
def test_the_page_of_the_command_line_is_what_help_prints():
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.cli.pages"


def test_the_page_of_the_command_line_names_the_commands_of_the_programmes():
    for plugin in ("migcase_avrr", "migcase_reintegration", "migcase_mobility"):
        pytest.importorskip(plugin)
    found = commands_of(Plugins.found(["avrr", "reintegration", "mobility", "fund"]))
    owners = {name: owner.plugin for name, (owner, _command) in found.items()}

    assert owners == {name: plugin for name, (plugin, _told) in OF_PLUGINS.items()}


def test_the_page_of_exit_codes_lists_every_code_and_no_other():
    listed = set(
        map(int, re.findall(r"^\| (\d) \|", (DOCS / "exit-codes.md").read_text(), re.M))
    )
    exits = {**error_words.EXITS, **error_words.CAUSE_EXITS}
    codes = {*exits.values(), error_words.FAILED}

    assert listed == codes | {0}


def test_the_page_of_json_names_every_kind_of_document():
    told = (DOCS / "json.md").read_text()
    rooms = Path(error_words.__file__).parent.glob("*.py")
    kinds = {
        kind
        for room in rooms
        for kind in re.findall(r'print_json\(\s*"([a-z]+)"', room.read_text("utf-8"))
    }

    assert {kind for kind in kinds if f"`{kind}`" not in told} == set()


def test_the_one_line_of_help_of_each_command_is_a_sentence():
    assert [e.help for e in COMMANDS.values() if not e.help.endswith(".")] == []
