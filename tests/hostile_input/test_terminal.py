"""S15: nothing that is printed drives the terminal, whoever wrote it and wherever.

Every control character, direction mark and invisible character stands in every field
that takes text, and in every word that is typed; every command prints at a terminal.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import attrs
import pytest

from tests.cli.conftest import Counter
from tests.hostile_input.conftest import words_of_init
from tests.hostile_input.screen import (
    DANGEROUS,
    TROUBLE,
    orders_in,
    screen_after,
    typed_at_a_terminal,
)
from tests.hostile_input.typist import let_in

# Trouble that fits where a name belongs.
NAME = "Ali\x1b]0;x\x07\x1b[2J\u202egpj\u200b\x9b31m\u2028Z"
SETTINGS = """
name = {trouble}
[users.{name}]
passport = ["officer", "supervisor"]
[organisations]
md = {trouble}
[donors]
eu = {trouble}
[places]
sm = {trouble}
[projects.mtd]
title = {trouble}
organisation = "md"
donors = ["eu"]
places = ["sm"]
programmes = ["passport"]
start = 2020-01-01
[targets.passport]
reported = 3
"""
PLUGIN = """
    from migcase import *
    T = {trouble!r}
    O = Role("officer", T)
    Q = Field("q", T, TEXT)
    S = Step("s", T, by=O, asks=Q)
    LOUD = Programme(
        key="loud", version=1, title=T, opened_by=O, stages=(Stage(T, (S,)),),
        outcomes=(Outcome("o", T, after=S),),
    )

    @hookimpl
    def migcase_programmes():
        return [LOUD]
"""
BROKEN = """
    raise RuntimeError({trouble!r})
"""


Printed = list[tuple[list[str], str]]


@attrs.frozen
class Loud:
    """An office that is full of trouble, and how it is come to."""

    folder: Path
    environment: dict[str, str]
    case: str
    people: tuple[str, str]

    def printed(self, plan: list[list[str]], **more) -> Printed:
        answers = {
            number: f"{NAME}\nSN\n{NAME}\nphoto\n{NAME}\n1\n"
            for number, words in enumerate(plan)
            if words == ["done", self.case, "letter"]
        }
        environment = {**self.environment, **more}
        file = self.folder / f"plan-{len(plan)}.json"
        told = typed_at_a_terminal(plan, file, environment, answers)
        return list(zip(plan, told, strict=True))


@pytest.fixture(scope="module")
def loud(tmp_path_factory, site) -> Loud:
    folder = tmp_path_factory.mktemp("loud")
    install(site, "loud", PLUGIN)
    install(site, "broken", BROKEN)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        office = Counter(folder / "office", patch)
        case, person, other = filled(office, patch)
    environment = {
        **os.environ,
        "MIGCASE_OFFICE": str(office.folder),
        "MIGCASE_USER": NAME,
        "MIGCASE_LOAD_PLUGINS": "passport,loud,broken",
        "PYTHONPATH": os.pathsep.join(map(str, [site, *sys.path])),
        "TERM": "xterm",
        "COLUMNS": "100",
    }
    return Loud(folder, environment, case, (person, other))


@pytest.fixture(scope="module")
def printed(loud) -> Printed:
    """Everything that the commands print; the last by a door that is broken."""
    plan = commands(loud.case, *loud.people)
    return loud.printed([*plan, ["broken"], ["done", loud.case, NAME]], NO_COLOR="1")


@pytest.fixture(scope="module")
def coloured(loud) -> Printed:
    """What is printed where colours are wanted."""
    plan = [["list"], ["agenda"], ["doctor"], ["show", loud.case, "--facts"]]
    return loud.printed(plan, FORCE_COLOR="1")


def install(site: Path, name: str, text: str) -> None:
    """Put a plugin of one module where plugins are found."""
    from textwrap import dedent

    facts = site / f"migcase_{name}-0.1.dist-info"
    facts.mkdir()
    (site / f"migcase_{name}.py").write_text(dedent(text).format(trouble=TROUBLE))
    (facts / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: migcase-{name}\nVersion: 0.1\n"
    )
    (facts / "entry_points.txt").write_text(f"[migcase]\n{name} = migcase_{name}\n")


def filled(office: Counter, patch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """Put trouble into every field; return the numbers of a case and two people."""
    for room, name in (("judgement.legible", "_seen"), ("people.checks", "_is_hidden")):
        patch.setattr(f"migcase.{room}.{name}", None)
    patch.setattr("migcase.people.checks._JOINERS", "")
    for room in ("judgement.rules", "cli.filing"):
        patch.setattr(f"migcase.{room}.unfit_about", lambda *_: ())
    let_in()
    assert office.type(*words_of_init(), "--user", "amina:*").code == 0
    file = office.folder / "office.toml"
    words = {"trouble": toml(TROUBLE), "name": toml(NAME)}
    top, _line, rest = file.read_text().partition("\n[")
    top = "\n".join(line for line in top.split("\n") if not line.startswith("name"))
    file.write_text(f"{top}\n{SETTINGS.format(**words)}\n[{rest}")

    def typed(*line: str, **more) -> dict[str, object]:
        found = office.type(*line, "--json", by=NAME, **more)
        assert found.code == 0, (line, found.err)
        return found.json

    people = [
        typed("person", "add", "--from", "-", stdin=json.dumps(someone(sort)))["person"]
        for sort in ("legal", "alias")
    ]
    typed("person", "family", "form", people[0], f"{people[1]}=spouse")
    case = typed("open", "passport", "--about", NAME)["case"]
    asked = ("--fact", "how=lost", "--fact", "lost_on=today")
    typed("done", case, "report", *asked, "--fact", f"story={TROUBLE}")
    typed("note", case, TROUBLE)
    typed("assign", case, NAME)
    typed("line", case, "relative", "--fact", f"who={people[0]}", "--key", NAME)
    typed("waive", case, "photo", "--reason", TROUBLE)
    typed("hold", case, "closed-consulate", "--fact", f"wait_for={TROUBLE}")
    typed("resume", case, "closed-consulate", "--reason", TROUBLE)
    return case, *map(str, people)


def someone(sort: str) -> dict[str, object]:
    return {
        "names": [{"given": NAME, "family": NAME, "given_arabic": "علي", "kind": sort}],
        "born": "1990",
        "contacts": [
            {
                "kind": "other",
                "value": TROUBLE[:190],
                "whose": NAME,
                "safe_way": TROUBLE[-190:],
                "safe_time": NAME,
            }
        ],
        "documents": [{"kind": "passport", "number": NAME}],
        "references": [{"system": NAME, "number": NAME}],
    }


def toml(text: str) -> str:
    """Return *text* as TOML writes it, each character of it that could be refused."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(one: str) -> str:
    plain = one.isascii() and one.isalnum()
    return (
        one
        if plain
        else f"\\u{ord(one):04X}"
        if one <= "\uffff"
        else f"\\U{ord(one):08X}"
    )


def commands(case: str, person: str, other: str) -> list[list[str]]:
    """Return every command, with what is kept and with trouble in its words."""
    from migcase.cli.directory import COMMANDS
    from migcase.cli.person import FAMILY, PERSON

    reading = [
        ["show", case],
        ["show", case, "--facts", "--history"],
        ["list"],
        ["list", "--all"],
        ["agenda"],
        ["agenda", "--all"],
        ["why", case, "letter"],
        ["why", case, "handover"],
        ["explain", "passport"],
        ["explain", "loud"],
        ["explain", "loud", "--check"],
        ["ledger", case],
        ["projects"],
        ["targets"],
        ["policies"],
        ["plugins"],
        ["doctor"],
        ["person", "show", person],
        ["person", "show", person, "--history"],
        ["person", "find", "Ali"],
        ["person", "find", NAME],
        ["person", "family", "show", person],
        ["person", "merge", "--pairs"],
        ["person", "merge", person, other, "--reason", NAME],
        ["done", case, "letter"],
        ["close", case, "found", "--fact", f"grounds={TROUBLE}"],
    ]
    wrong = [
        [TROUBLE],
        [f"--{TROUBLE}"],
        ["--as", TROUBLE, "agenda"],
        ["--office", TROUBLE.replace("/", ""), "agenda"],
        ["--office", NAME, "init", "--code", NAME, "--user", f"{NAME}:{NAME}"],
        ["--lang", TROUBLE, "agenda"],
        ["show", case, "--facts", TROUBLE],
        ["done", case, TROUBLE],
        ["done", case, "letter", "--fact", TROUBLE],
        ["done", case, "letter", "--fact", f"copies={TROUBLE}"],
        ["done", case, "letter", "--fact", f"{TROUBLE}=1"],
        ["done", case, "letter", "--on", TROUBLE],
        ["done", case, "letter", "--line", TROUBLE],
        ["done", case, "letter", "--from", TROUBLE],
        ["note", case, NAME, "--id", TROUBLE],
        ["open", TROUBLE],
        ["open", "passport", "--project", TROUBLE],
        ["explain", TROUBLE],
        ["completion", TROUBLE],
        ["person", TROUBLE],
        ["person", "add", "--sex", TROUBLE, "--born", TROUBLE, "--given", TROUBLE],
        ["person", "add", "--nationality", TROUBLE, "--document", TROUBLE],
        ["person", "edit", person, "--without", TROUBLE],
    ]
    every = [
        [*above, name, *([TROUBLE] * number)]
        for above, listed in (
            ((), COMMANDS),
            (("person",), PERSON),
            (("person", "family"), FAMILY),
        )
        for name in listed
        for number in (1, 2, 3)
        if name not in ("demo", "init", "unlock", "lock")
    ]
    both = [*reading, *wrong, *every]
    return [*both, *([*words, "--json"] for words in [*reading[:20], *wrong])]


@pytest.mark.slow
def test_nothing_that_is_printed_drives_the_terminal(printed):
    *ours, _broken, _control = printed

    assert [(words, told) for words, text in ours if (told := orders_in(text))] == []


@pytest.mark.slow
def test_the_screen_is_as_a_screen_is_after_letters(printed):
    *ours, _broken, _control = printed
    fresh, screen = screen_after(""), screen_after("".join(text for _, text in ours))

    for state in ("title", "icon_name", "mode", "margins", "charset", "g0_charset"):
        assert getattr(screen, state) == getattr(fresh, state), state
    assert screen.cursor.attrs == fresh.cursor.attrs
    assert not screen.cursor.hidden


@pytest.mark.slow
def test_every_command_printed_something_and_what_is_kept_is_shown(printed):
    texts = {" ".join(words): text for words, text in printed}
    case = printed[0][0][1]

    assert [words for words, text in printed[:-2] if not text.strip()] == []
    assert "␛]0;owned␇" in texts[f"show {case} --facts --history"]


@pytest.mark.slow
def test_a_door_that_escapes_nothing_is_caught(printed):
    assert ("set_title", ("x",)) in orders_in(printed[-1][1])


@pytest.mark.slow
def test_colours_are_the_only_orders_where_colours_are_wanted(coloured):
    colour = re.compile("\x1b\\[([0-9;]*)m")
    others = [orders_in(colour.sub("", text)) for _words, text in coloured]
    used = {
        code
        for _words, text in coloured
        for codes in colour.findall(text)
        for code in codes.split(";")
    }

    assert others == [[]] * len(coloured)
    assert {"1", "32"} <= used <= {"0", "1", "2", "3", "31", "32", "33"}


def test_each_of_them_is_caught_where_it_is_printed_raw():
    missed = [one for one in map(chr, DANGEROUS) if not orders_in(f"Ali{one}Sow\n")]

    assert missed == ["\n"]


def test_a_command_that_prints_raw_is_caught(tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    plan = [["raw", NAME], ["raw", "Ali"]]
    caught, quiet = typed_at_a_terminal(plan, tmp_path / "plan", environment, {})

    assert ("set_title", ("x",)) in orders_in(caught)
    assert orders_in(quiet) == []
    assert screen_after(caught).title == "x"


def test_each_of_them_is_shown_and_none_is_sent():
    from migcase.cli.display import gated, shown
    from migcase.cli.output import _UNUSUAL, _escaped

    for one in map(chr, [0, *DANGEROUS, 0xD800, 0xDFFF, 0xE000, 0x10FFFF]):
        assert orders_in(shown(f"Ali{one}Sow")) == []
        assert one not in shown(f"Ali{one}Sow")
        assert one in "\n\u2068\u2069" or one not in gated(f"Ali{one}Sow")
        assert one not in _UNUSUAL.sub(_escaped, json.dumps(f"Ali{one}Sow"))


def test_a_joiner_stands_where_a_script_needs_it_and_nowhere_else():
    from migcase.cli.display import gated, shown

    for show in (shown, gated):
        assert show("می\u200cروم क्\u200dष") == "می\u200cروم क्\u200dष"
        assert show("Ami\u200dna\u200c") == "Ami⟨U+200D⟩na⟨U+200C⟩"
