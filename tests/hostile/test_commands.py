"""Whatever a plugin does in a hook, every command does what it does without it.

Each misbehaviour in each hook, beside the same commands without the plugin: what is
stored, what is printed on standard output and the exit codes are the same, or the
command is refused and nothing is stored; and the plugin is named with its release.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import dedent

import pytest
from attrs import frozen

from tests.cli.conftest import Answer, Counter, counter, site
from tests.hostile.dumping import alike, stored
from tests.hostile.misbehaviour import ALLOWS, CANARY, DENIES, KINDS, STOPS, TOLD

pytestmark = pytest.mark.slow

__all__ = ["counter", "site"]

CASE = "CASE"

# One of each family of commands that write, in an order in which all of them work.
WRITING: Sequence[tuple[str, ...]] = (
    ("done", CASE, "report", "--fact", "how=lost", "--fact", "lost_on=2026-01-05"),
    ("state", CASE, "--fact", "story=At the station"),
    ("assign", CASE, "amina"),
    ("note", CASE, "A word.", "--json"),
    ("line", CASE, "relative", "--fact", "who=P-1", "--key", "son"),
    ("waive", CASE, "photo", "--line", "son", "--reason", "ill", "--as", "bashir"),
    ("hold", CASE, "closed-consulate", "--fact", "wait_for=Eid"),
    ("resume", CASE, "closed-consulate", "--reason", "over", "--as", "bashir"),
    ("open", "passport", "--json"),
    ("close", CASE, "found", "--fact", "grounds=found", "--yes"),
    ("reopen-case", CASE, "--reason", "another one", "--as", "bashir"),
)
# What a check has no say in, because it is about no case.
OF_PEOPLE: Sequence[tuple[str, ...]] = (
    ("person", "add", "--family-name", "Diallo", "--given", "Fatou", "--json"),
)
READING: Sequence[tuple[str, ...]] = (
    ("agenda", "--json"),
    ("show", CASE, "--json"),
    ("show", CASE, "--history"),
    ("list", "--json"),
    ("targets", "--json"),
    ("projects", "--json"),
    ("explain", "passport"),
    ("person", "find", "nobody", "--json"),
    ("completion", "bash"),
)
# What reads, and asks every check on the way.
ASKING: Sequence[tuple[str, ...]] = (("why", CASE, "--json"), ("why", CASE, "report"))

HOOKS = {
    "import": "misbehave()",
    "migcase_programmes": "@hookimpl\ndef migcase_programmes(): return misbehave()",
    "migcase_check": (
        "@hookimpl\ndef migcase_check(event, case, programme, by):\n"
        "    return misbehave(event, case, programme, by)"
    ),
    "migcase_recorded": (
        "@hookimpl\ndef migcase_recorded(case, entry, delivery):\n"
        "    return misbehave(case, entry, delivery)"
    ),
    "migcase_commands": "@hookimpl\ndef migcase_commands(cli): return misbehave(cli)",
}

# Nothing printed may hold one of these but the line feed.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@frozen
class Work:
    """What commands answered, and what is stored in the end."""

    answers: dict[tuple[str, ...], Answer]
    stored: str

    def said(self, commands: Sequence[tuple[str, ...]]) -> list[tuple[int, str]]:
        """Return exit codes and output, as far as two runs have them in common."""
        found = (self.answers[words] for words in commands)
        return [(one.code, alike(one.out)) for one in found]


@frozen
class Bench:
    """An office in which commands can be tried, with or without a plugin."""

    template: Path
    site: Path
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def install(self, hook: str, name: str) -> None:
        """Install a plugin that misbehaves in *hook*, as release 9.9."""
        text = (
            "from migcase import hookimpl\n"
            "from tests.hostile.misbehaviour import KINDS\n"
            f"misbehave = KINDS[{name!r}].act\n{HOOKS[hook]}\n"
        )
        (self.site / "migcase_hostile.py").write_text(text, "utf-8")

    def work(self, commands: Sequence[tuple[str, ...]], plugins: str) -> Work:
        """Type *commands* into a fresh copy of the office."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.template, self.folder)
        typing = Counter(self.folder, self.monkeypatch)
        case = (self.folder / "case").read_text()
        answers = {}
        for words in commands:
            sys.modules.pop("migcase_hostile", None)
            typed = [case if word == CASE else word for word in words]
            answers[words] = typing.type(*typed, MIGCASE_LOAD_PLUGINS=plugins)
        return Work(answers, alike(stored(self.folder / "office.db")))


@pytest.fixture(scope="module")
def installed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which a plugin called hostile is installed."""
    folder = tmp_path_factory.mktemp("hostile")
    facts = folder / "migcase_hostile-9.9.dist-info"
    facts.mkdir()
    about = "Metadata-Version: 2.1\nName: migcase-hostile\nVersion: 9.9\n"
    (facts / "METADATA").write_text(about)
    (facts / "entry_points.txt").write_text("[migcase]\nhostile = migcase_hostile\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        patch.syspath_prepend(str(folder))
        patch.setattr(sys, "dont_write_bytecode", True)
        patch.setenv("COLUMNS", "80")
        yield folder
    sys.modules.pop("migcase_hostile", None)


@pytest.fixture(scope="module")
def template(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one case in it."""
    folder = tmp_path_factory.mktemp("template") / "office"
    with pytest.MonkeyPatch.context() as patch:
        typing = Counter(folder, patch)
        founded = typing.type(
            *("init", "--plain", "--code", "MA", "--name", "Rabat"),
            *("--user", "amina:officer", "--user", "bashir:*"),
        )
        assert founded.code == 0, founded.err
        (folder / "case").write_text(typing.opened())
    return folder


@pytest.fixture
def bench(
    template: Path, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Bench:
    return Bench(template, installed, tmp_path / "office", monkeypatch)


@pytest.fixture(scope="module")
def alone(template: Path, installed: Path, tmp_path_factory: pytest.TempPathFactory):
    """Do work without any plugin that means harm; the same work once."""
    done: dict[tuple[tuple[str, ...], ...], Work] = {}
    folder = tmp_path_factory.mktemp("alone") / "office"

    def work(commands: Sequence[tuple[str, ...]]) -> Work:
        key = tuple(commands)
        if key not in done:
            with pytest.MonkeyPatch.context() as patch:
                done[key] = Bench(template, installed, folder, patch).work(
                    commands, "passport"
                )
        return done[key]

    return work


def try_out(
    name: str,
    hook: str,
    bench: Bench,
    alone,
    writing: Sequence[tuple[str, ...]],
    reading: Sequence[tuple[str, ...]],
) -> None:
    """Do the same work with and without a plugin that misbehaves, and compare."""
    kind = KINDS[name]
    bench.install(hook, name)
    commands = (*writing, *reading)
    before, without = alone(()), alone(commands)
    found = bench.work(commands, "passport,hostile")
    printed = "".join(one.out + one.err for one in found.answers.values())

    asked = hook in ("import", "migcase_programmes")
    asked = asked or (bool(writing) and hook in ("migcase_check", "migcase_recorded"))
    # What raises in a check raises in a watcher; what is a strange answer does not.
    raises = kind.recorded != TOLD
    fails = raises if hook in ("import", "migcase_recorded") else kind.check != ALLOWS
    if not asked or "writing" in name:
        fails = False
    if kind.check == STOPS and hook in ("import", "migcase_programmes"):
        opening = [words for words in commands if words not in UNOPENED]
        assert {code for code, _ in found.said(opening)} == {1}
        assert found.stored == before.stored
    elif kind.check == STOPS and asked:
        # What comes after it in the same case waits behind what was not told.
        codes = [code for code, _ in found.said(writing)]
        assert codes[0] == 1
        assert set(codes) <= ({1, 4} if hook == "migcase_check" else {0, 1})
        told = [found.answers[words] for words in writing]
        recorded = {"after it was recorded" in one.err for one in told if one.code == 1}
        assert recorded == {hook == "migcase_recorded"}
        assert found.stored == (before if hook == "migcase_check" else without).stored
    elif hook == "migcase_check" and kind.check == DENIES and writing:
        # Where nothing was begun there is nothing to end.
        assert {code for code, _ in found.said(writing)} <= {4, 5}
        assert found.stored == before.stored
    else:
        assert found.said(commands) == without.said(commands)
        assert found.stored == without.stored
    if fails and name not in ODD_REASONS:
        assert "hostile 9.9" in printed
    assert CONTROLS.search(printed) is None
    assert "Traceback" not in printed
    if hook in ("migcase_check", "migcase_recorded"):
        assert CANARY not in printed


# What opens no office, and so loads no plugin.
UNOPENED = (("completion", "bash"),)
# Reasons that are odd, but reasons; and what is a fault of somebody else, by its name.
ODD_REASONS = {"words that drive a terminal", "a reason of ours without its words"}

# Nobody is asked to add commands where a command of ours is typed.
ASKED = [hook for hook in HOOKS if hook != "migcase_commands"]
CELLS = [(name, hook) for name in KINDS for hook in ASKED]


@pytest.mark.parametrize(("place", "name"), list(enumerate(KINDS)))
def test_a_hostile_plugin_hurts_no_command(place: int, name: str, bench, alone):
    hook = ASKED[place % len(ASKED)]
    reading = READING[place % len(READING)]
    try_out(name, hook, bench, alone, WRITING[:1], (reading,))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "hook"), CELLS)
def test_no_hostile_plugin_hurts_any_command_by_any_hook(
    name: str, hook: str, bench, alone
):
    try_out(name, hook, bench, alone, WRITING, READING)


def typed(bench: Bench, *words: str, plugins: str = "passport,hostile") -> Answer:
    return bench.work((words,), plugins).answers[words]


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_a_plugin_that_fails_to_add_commands_is_named_where_one_is_looked_for(
    name: str, bench, alone
):
    kind = KINDS[name]
    bench.install("migcase_commands", name)
    missing = typed(bench, "handover")
    listed = typed(bench, "plugins", "--json")

    # What it returns is nobody's business; what it raises is.
    raises = kind.recorded != TOLD and "writing" not in name
    assert missing.code == (1 if kind.check == STOPS else 2)
    assert ("hostile 9.9" in missing.err) == raises
    assert listed.code == (1 if kind.check == STOPS else 0)
    if kind.check != STOPS:
        states = {one["name"]: one["state"] for one in listed.json["plugins"]}
        assert states["passport"] == "works"
        assert states["hostile"] == ("partly" if raises else "works")
    assert CONTROLS.search(missing.out + missing.err + listed.out) is None


SHADOWS = """
    import click
    from migcase import hookimpl

    @hookimpl
    def migcase_commands(cli):
        for word in ("done", "show", "person", "Un\x1bspeakable", "hello"):
            @cli.command(word)
            def pretend():
                "Pretend to do something."
                click.echo("pretended")
        root = click.get_current_context().find_root().command
        root.commands.clear()
"""


def test_a_plugin_can_take_the_place_of_no_command(bench, alone):
    (bench.site / "migcase_hostile.py").write_text(dedent(SHADOWS), "utf-8")
    work = bench.work((WRITING[0], READING[1]), "passport,hostile")

    assert work.said(WRITING[:1]) == alone((WRITING[0], READING[1])).said(WRITING[:1])
    assert work.stored == alone((WRITING[0], READING[1])).stored
    assert "pretended" not in "".join(one.out for one in work.answers.values())


BREAKS = """
    import click
    from migcase import hookimpl
    from tests.hostile.misbehaviour import KINDS

    @hookimpl
    def migcase_commands(cli):
        for number, name in enumerate(KINDS):
            cli.command(f"kind-{number}")(KINDS[name].act)
"""


# What click takes for somebody who has had enough.
ABORTING = {"a command's abortion", "reading the keyboard"}
FAILING = [name for name, kind in KINDS.items() if kind.recorded != TOLD]


@pytest.mark.slow
@pytest.mark.parametrize("name", FAILING)
def test_a_command_of_a_plugin_that_fails_is_told_as_one(name: str, bench):
    (bench.site / "migcase_hostile.py").write_text(dedent(BREAKS), "utf-8")
    found = typed(bench, f"kind-{list(KINDS).index(name)}")

    # An end that it chose, an error of ours that it raised, or nothing to write into.
    chosen = ("exit" in name, "'s end" in name, " of ours" in name, "writing" in name)
    stops = KINDS[name].check == STOPS or name in ABORTING
    assert "hostile 9.9" in found.err or stops or any(chosen)
    assert (found.code == 0) <= any(chosen)
    assert "Traceback" not in found.err
    assert CANARY not in found.err or " of ours" in name
