"""Plugins that misbehave: each is named, with its release, and the rest works.

They are installed as pip would install them, in a folder on the path, so that the
search that finds them is the real one.
"""

from __future__ import annotations

import inspect
import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from textwrap import dedent

import pytest

from migcase import (
    BadPlugin,
    BadProgramme,
    Case,
    Entry,
    Event,
    MemoryRegister,
    Noted,
    Programme,
    Refusal,
    Refused,
    Register,
    Stage,
    Step,
    StepDone,
    UnknownProgramme,
    hookimpl,
    named,
)
from migcase.office import hookspecs
from migcase.office.answered import MOST_REASONS
from migcase.office.plugin_faults import SENTENCES
from migcase.office.plugins import Plugins
from tests.office.passport import (
    AMINA,
    BASHIR,
    CLERK,
    COMPLETE,
    TODAY,
    Clock,
    declaring,
    office_of,
    passport,
    plugin,
    request,
)

Install = Callable[..., Path]

GOOD = """
    from migcase import hookimpl
    from tests.office.passport import passport

    @hookimpl
    def migcase_programmes():
        return [passport(key="good")]
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install plugins, of which only the source of their module is said."""
    before = set(sys.modules)
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)

    def install(
        name: str, source: str, *, release: str = "1.0", points: str | None = None
    ) -> Path:
        (site / f"hostile_{name}.py").write_text(dedent(source), "utf-8")
        info = site / f"migcase_{name}-{release}.dist-info"
        info.mkdir()
        told = f"Metadata-Version: 2.1\nName: migcase-{name}\nVersion: {release}\n"
        (info / "METADATA").write_text(told, "utf-8")
        points = points or f"[migcase]\n{name} = hostile_{name}\n"
        (info / "entry_points.txt").write_text(points, "utf-8")
        return site

    yield install
    for module in set(sys.modules) - before:
        if module.startswith("hostile_"):
            del sys.modules[module]


def only_fault(plugins: Plugins) -> BadPlugin:
    [fault] = plugins.failed
    return fault


HOOK = "from migcase import hookimpl\n"

BROKEN = {
    "a syntax error": ("def migcase_programmes(:", "import-failed", "SyntaxError"),
    "a missing library": ("import no_such_library", "import-failed", "no_such_library"),
    "an error at import": ("1 / 0", "import-failed", "ZeroDivisionError"),
    "an exit at import": ("raise SystemExit('bye')", "import-failed", "bye"),
    "a mistyped hook": (
        HOOK + "@hookimpl\ndef migcase_programes(): return []",
        "hook-unknown",
        "migcase_programmes",
    ),
    "a hook that was not marked": (
        "def migcase_programmes(): return []",
        "hook-unmarked",
        "migcase_programmes",
    ),
    "a wrong argument": (
        HOOK + "@hookimpl\ndef migcase_check(evnt): return []",
        "hook-argument",
        "event",
    ),
    "an argument without a name": (
        HOOK + "@hookimpl\ndef migcase_check(event, /): return []",
        "hook-argument",
        "event",
    ),
    "a wrapper around others": (
        HOOK + "@hookimpl(wrapper=True)\ndef migcase_check():\n    yield",
        "hook-wraps",
        "migcase_check",
    ),
    "an asynchronous hook": (
        HOOK + "@hookimpl\nasync def migcase_recorded(): ...",
        "hook-async",
        "migcase_recorded",
    ),
    "an error in the hook": (
        HOOK + "@hookimpl\ndef migcase_programmes(): raise OSError('no table')",
        "hook-failed",
        "no table",
    ),
    "an exit in the hook": (
        HOOK + "@hookimpl\ndef migcase_programmes(): raise SystemExit(3)",
        "hook-failed",
        "SystemExit",
    ),
    "an error half-way": (
        HOOK
        + "from tests.office.passport import passport\n"
        + "@hookimpl\ndef migcase_programmes():\n"
        + "    yield passport()\n    raise KeyError('second')",
        "hook-failed",
        "second",
    ),
    "no return": (
        HOOK + "@hookimpl\ndef migcase_programmes(): ...",
        "wrong-type",
        "NoneType",
    ),
    "no hook at all": ("X = 1", "no-hooks", "@hookimpl"),
    "one programme instead of a list": (
        HOOK
        + "from tests.office.passport import passport\n"
        + "@hookimpl\ndef migcase_programmes(): return passport()",
        "wrong-type",
        "Programme",
    ),
    "names of programmes": (
        HOOK + "@hookimpl\ndef migcase_programmes(): return ['passport']",
        "wrong-type",
        "str",
    ),
    "the same programme twice": (
        HOOK
        + "from tests.office.passport import passport\n"
        + "@hookimpl\ndef migcase_programmes(): return [passport(), passport()]",
        "programme-twice",
        "passport",
    ),
}


@pytest.mark.parametrize(("source", "code", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_plugin_is_named_and_the_others_work(
    install: Install, source: str, code: str, told: str
):
    install("bad", source, release="0.7")
    install("good", GOOD)
    plugins = Plugins.found(["bad", "good"])
    fault = only_fault(plugins)

    assert (fault.values["plugin"], fault.values["release"]) == ("bad", "0.7")
    assert fault.values["fault"] == code
    assert str(fault).startswith("Plugin bad 0.7 cannot be used: ")
    assert told in str(fault)
    assert [programme.key for programme in plugins.programmes()] == ["good"]


class Unreadable:
    """Something that cannot even be looked at."""

    def __dir__(self) -> list[str]:
        raise OSError("no hands")


@pytest.mark.parametrize("strange", [Unreadable(), None, 3, "migcase_avrr", object()])
def test_what_is_no_module_breaks_nobody(strange: object):
    plugins = Plugins(strange, declaring(passport()))

    assert [programme.key for programme in plugins.programmes()] == ["passport"]


def test_a_module_that_is_given_twice_is_used_once():
    twice = declaring(passport())
    plugins = Plugins(twice, twice)

    assert plugins.failed == ()
    assert [line.state for line in plugins.listing] == ["works"]


def test_of_two_modules_with_one_name_neither_is_used():
    other = declaring(passport(key="other"), name="migcase_other")
    plugins = Plugins(declaring(passport(1)), declaring(passport(2)), other)

    assert [fault.values["fault"] for fault in plugins.failed] == ["name-taken"]
    assert [line.state for line in plugins.listing] == ["failed", "failed", "works"]
    assert [programme.key for programme in plugins.programmes()] == ["other"]


def test_all_faults_of_a_declaration_are_shown_with_their_lines(install: Install):
    install(
        "bad",
        """
        from migcase import Programme, Role, Stage, Step

        CLERK = Role("clerk", "Clerk")
        ONE = Step("First Step", "One", by=CLERK)
        TWO = Step("two", "Two", by=())
        P = Programme("bad", 1, "Bad", stages=(Stage("All", (ONE, TWO)),))
        """,
    )
    fault = only_fault(Plugins.found(["bad"]))

    assert isinstance(fault.__cause__, BadProgramme)
    assert fault.values["faults"] == fault.__cause__.faults
    assert len(fault.__cause__.faults) == 2
    assert "hostile_bad.py:5" in str(fault)
    assert "hostile_bad.py:6" in str(fault)


def test_an_error_at_import_is_told_with_the_last_line_of_the_plugin(install: Install):
    install(
        "bad",
        """
        from migcase import Step, days

        def soon():
            return days(-1)

        STEP = Step("one", "One", by=(), within=soon())
        """,
    )
    install("worse", "from migcase import Step\n\nONE = Step('one', 'One', afters=())")
    bad, worse = Plugins.found(["bad", "worse"]).failed

    assert str(bad).endswith("of one unit, not -1. (hostile_bad.py:5)")
    assert "keyword argument 'afters'" in str(worse)
    assert str(worse).endswith("(hostile_worse.py:3)")


def test_two_plugins_with_the_same_programme_are_both_named(install: Install):
    install("one", GOOD)
    install("two", GOOD, release="2.0")
    plugins = Plugins.found(["one", "two"])

    assert [fault.values["fault"] for fault in plugins.failed] == [
        "programme-clash",
        "programme-clash",
    ]
    assert "two 2.0" in str(plugins.failed[0])
    assert "one 1.0" in str(plugins.failed[1])
    assert plugins.programmes() == ()


def test_other_programmes_of_rivals_are_used():
    mine = declaring(passport(), passport(key="mine"), name="migcase_mine")
    theirs = declaring(passport(), passport(2), name="migcase_theirs")
    plugins = Plugins(mine, theirs)

    assert [(one.key, one.version) for one in plugins.programmes()] == [
        ("mine", 1),
        ("passport", 2),
    ]
    assert [line.state for line in plugins.listing] == ["partly", "partly"]


def test_two_distributions_may_not_bring_a_plugin_of_the_same_name(install: Install):
    install("one", GOOD, points="[migcase]\nsame = hostile_one\n")
    install("two", GOOD, points="[migcase]\nsame = hostile_two\n")
    plugins = Plugins.found(["same"])

    assert {fault.values["fault"] for fault in plugins.failed} == {"name-taken"}
    assert {fault.values["other"] for fault in plugins.failed} == {
        "migcase-one 1.0",
        "migcase-two 1.0",
    }


def test_nobody_takes_the_name_of_a_plugin_that_comes_with_migcase(install: Install):
    install("evil", GOOD, release="6.6", points="[migcase]\nfund = hostile_evil\n")
    plugins = Plugins.found(["fund"])

    assert plugins.programme("fund").title != "Passport"
    assert "good" not in {one.key for one in plugins.programmes()}
    assert {(line.release, line.state) for line in plugins.listing} == {
        (version("migcase"), "works"),
        ("6.6", "failed"),
    }
    assert only_fault(plugins).values["fault"] == "name-of-migcase"


def test_nobody_declares_what_comes_with_migcase(install: Install):
    install(
        "evil",
        """
        from migcase import Programme, hookimpl
        from tests.office.passport import passport

        @hookimpl
        def migcase_programmes():
            return [passport(key="fund"), passport(key="mine")]
        """,
    )
    plugins = Plugins.found(["evil", "fund"])

    assert plugins.programme("fund").title != "Passport"
    assert plugins.programme("mine").title == "Passport"
    assert only_fault(plugins).values["fault"] == "programme-of-migcase"


def test_of_two_copies_of_a_distribution_the_first_on_the_path_is_used(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    site = install("good", GOOD, release="1.0")
    shutil.copytree(site, tmp_path / "newer")
    monkeypatch.syspath_prepend(tmp_path / "newer")
    (tmp_path / "newer/migcase_good-1.0.dist-info/METADATA").write_text(
        "Metadata-Version: 2.1\nName: Migcase.Good\nVersion: 1.1\n", "utf-8"
    )
    [good] = Plugins.found(["good"]).listing

    assert (good.release, good.state) == ("1.1", "works")


@pytest.mark.parametrize(
    "points",
    ["[migcase]\nbad\n", "[migcase]\nbad = \n", "[migcase]\nbad = no_such_module:x\n"],
)
def test_an_entry_point_that_says_nothing_breaks_nobody(install: Install, points: str):
    install("bad", "", points=points)
    install("good", GOOD)
    plugins = Plugins.found()
    listed = {line.name: line.state for line in plugins.listing}

    assert listed["good"] == "works"
    assert [
        fault.values["fault"]
        for fault in plugins.failed
        if "bad" in str(fault.values["plugin"])
    ] == ["import-failed"]


def test_nothing_is_looked_for_unless_it_is_asked_for(install: Install):
    install("loud", "raise RuntimeError('imported')")
    install("good", GOOD)

    assert Plugins().listing == ()
    assert Plugins.found([]).listing == ()
    assert [line.name for line in Plugins.found(["good"]).listing] == ["good"]
    assert "hostile_loud" not in sys.modules


def test_a_plugin_that_was_asked_for_and_is_not_there_is_told(install: Install):
    install("good", GOOD)
    fault = only_fault(Plugins.found(["god"]))

    assert (fault.values["fault"], fault.values["near"]) == ("not-installed", "good")


def test_somebody_at_the_keyboard_is_not_a_fault_of_the_plugin(install: Install):
    install("slow", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        Plugins.found(["slow"])


def test_the_list_says_what_each_plugin_brings(install: Install):
    install("bad", "1 / 0", release="0.7")
    install("good", GOOD)
    failed, good = Plugins.found(["good", "bad"]).listing

    assert (good.name, good.release, good.state) == ("good", "1.0", "works")
    assert good.hooks == ("migcase_programmes",)
    assert good.programmes == (("good", 1),)
    assert (failed.state, failed.programmes) == ("failed", ())
    assert "ZeroDivisionError" in failed.reason


# ------------------------------------------------------------- changed definitions
def changed(version: int = 1) -> Programme:
    return passport(version, more=[Step("extra", "Extra", by=CLERK)])


def test_a_definition_that_changed_under_its_version_is_refused(register: Register):
    case = office_of(declaring(passport()), register=register).open(
        "passport", by=AMINA
    )
    other = declaring(passport(key="other"), name="migcase_other")
    office = office_of(declaring(changed()), other, register=register)

    for attempt in (
        lambda: office.open("passport", by=AMINA),
        lambda: office.record(case.id, request(), by=AMINA),
        lambda: office.programme("passport"),
    ):
        with pytest.raises(BadPlugin) as bad:
            attempt()

        assert bad.value.values["fault"] == "definition-changed"
        assert str(bad.value).startswith("Plugin migcase_passport ? cannot be used")
    assert office.case(case.id) == case
    assert [one.key for one in office.programmes()] == ["other"]
    assert [fault.values["programme"] for fault in office.failed()] == ["passport"]
    assert office.open("other", by=AMINA).programme == "other"


def test_a_changed_definition_with_a_new_version_goes_on(register: Register):
    case = office_of(declaring(passport()), register=register).open(
        "passport", by=AMINA
    )
    office = office_of(declaring(passport(), changed(2)), register=register)

    assert office.record(case.id, request(), by=AMINA).number == 2
    assert office.open("passport", by=AMINA).version == 2


def test_a_definition_that_somebody_else_stored_first_is_noticed():
    register = MemoryRegister()
    office = office_of(declaring(changed()), register=register)
    office.programme("passport")
    office_of(declaring(passport()), register=register).open("passport", by=BASHIR)
    with pytest.raises(BadPlugin):
        office.open("passport", by=AMINA)

    assert len(office.cases()) == 1


# ------------------------------------------------------------------------- check
def test_a_plugin_may_object_and_its_reason_stands_beside_the_others():
    def friday(event: Event, case: Case | None) -> Iterator[Refusal]:
        if case is not None:
            yield Refusal("closed-on-fridays", values={"day": event.on})

    office = office_of(declaring(passport()), plugin("migcase_f", migcase_check=friday))
    case = office.open("passport", by=AMINA).id
    with pytest.raises(Refused) as refused:
        office.record(case, request(), by=BASHIR)

    assert {one.code for one in refused.value.refusals} == {
        "wrong-role",
        "closed-on-fridays",
    }


def test_no_plugin_can_take_away_a_reason_of_another():
    def never() -> list[Refusal]:
        return [Refusal("never")]

    def always() -> list[Refusal]:
        return []

    asked = plugin("migcase_always", migcase_check=always)
    asked.migcase_check = hookimpl(always, tryfirst=True)
    office = office_of(
        declaring(passport()), plugin("migcase_never", migcase_check=never), asked
    )
    with pytest.raises(Refused) as refused:
        office.open("passport", by=AMINA)

    assert [one.code for one in refused.value.refusals] == ["never"]


def raising(error: BaseException) -> Callable[[], list[Refusal]]:
    def check() -> list[Refusal]:
        raise error

    return check


def half_way() -> Iterator[Refusal]:
    yield Refusal("first")
    raise ValueError("second")


def endless() -> Iterator[Refusal]:
    while True:
        yield Refusal("again")


@pytest.mark.parametrize(
    "check",
    [
        raising(ValueError("Amina Benali, born 1990")),
        raising(SystemExit(1)),
        half_way,
        endless,
        lambda: None,
        lambda: ["no"],
        lambda: 3,
    ],
    ids=["raises", "exits", "half-way", "endless", "None", "text", "number"],
)
def test_a_check_that_fails_may_have_had_a_reason_so_nothing_is_written(
    check: Callable[[], object],
):
    fails = plugin("migcase_fails", migcase_check=check)
    good = office_of(declaring(passport()))
    office = office_of(declaring(passport()), fails, register=good._register)
    case = good.open("passport", by=AMINA).id
    with pytest.raises(Refused) as refused:
        office.record(case, request(), by=AMINA)
    failed = [one for one in refused.value.refusals if one.code == "check-failed"]

    assert [one.concerns for one in failed] == ["migcase_fails"]
    assert len(refused.value.refusals) <= MOST_REASONS + 1
    assert len(office.entries(case)) == 1
    assert "Benali" not in str(office.plugins.failed[0]) + str(failed[0].values)


def test_a_failing_check_is_told_with_the_line_that_failed():
    def check() -> list[Refusal]:
        raise ValueError("secret")

    office = office_of(declaring(passport()), plugin("migcase_x", migcase_check=check))
    with pytest.raises(Refused):
        office.open("passport", by=AMINA)
    line = check.__code__.co_firstlineno + 1

    assert f"ValueError at test_plugins.py:{line}" in str(office.plugins.failed[0])


def test_a_plugin_cannot_change_what_it_is_shown():
    tried: list[str] = []

    def meddle(event: Event, case: Case | None) -> list[Refusal]:
        for name in ("told", "marks", "lines", "roles", "releases"):
            try:
                getattr(case, name)["x"] = "y"
            except TypeError:
                tried.append(name)
        try:
            event.facts["complete"] = False  # type: ignore[union-attr, index]
        except TypeError:
            tried.append("facts")
        return []

    good = office_of(declaring(passport()))
    case = good.open("passport", by=AMINA).id
    meddler = plugin("migcase_meddler", migcase_check=meddle)
    office = office_of(declaring(passport()), meddler, register=good._register)
    office.record(case, request(), by=AMINA)

    assert tried == ["told", "marks", "lines", "roles", "releases", "facts"]
    assert office.case(case).facts == {"complete": True}


def test_a_plugin_whose_programmes_fail_is_not_asked_for_reasons_either():
    asked: list[int] = []

    def declare() -> list[Programme]:
        raise OSError

    half = plugin(
        "migcase_half",
        migcase_programmes=declare,
        migcase_check=lambda: asked.append(1) or [Refusal("never")],
    )

    assert office_of(declaring(passport()), half).open("passport", by=AMINA)
    assert asked == []


# ---------------------------------------------------------------------- recorded
def test_a_watcher_hears_of_every_entry_once_it_is_written():
    heard: list[tuple[int, int]] = []

    def watch(case: Case, entry: Entry) -> None:
        heard.append((case.number, entry.number))

    office = office_of(
        declaring(passport()), plugin("migcase_watch", migcase_recorded=watch)
    )
    case = office.open("passport", by=AMINA).id
    office.record(case, request(), by=AMINA)
    with pytest.raises(Refused):
        office.record(case, request(), by=AMINA)

    assert heard == [(1, 1), (2, 2)]


def test_what_is_sent_twice_is_watched_once():
    heard: list[int] = []
    watch = plugin("migcase_watch", migcase_recorded=lambda: heard.append(1))
    office = office_of(declaring(passport()), watch)
    case = office.open("passport", by=AMINA).id
    entry_id = office.new_id()
    office.record(case, Noted("Once.", TODAY), by=AMINA, id=entry_id)
    office.record(case, Noted("Once.", TODAY), by=AMINA, id=entry_id)

    assert len(heard) == 2


@pytest.mark.parametrize("error", [ValueError("Amina Benali"), SystemExit("Benali")])
def test_a_watcher_that_fails_silences_no_other_and_undoes_nothing(
    error: BaseException, caplog: pytest.LogCaptureFixture
):
    heard: list[int] = []

    def fail() -> None:
        raise error

    fails = plugin("migcase_fails", migcase_recorded=fail)
    before = plugin("migcase_a", migcase_recorded=lambda: heard.append(1))
    after = plugin("migcase_z", migcase_recorded=lambda: heard.append(2))
    office = office_of(declaring(passport()), before, fails, after)
    with caplog.at_level(logging.WARNING):
        case = office.open("passport", by=AMINA)

    assert sorted(heard) == [1, 2]
    assert office.case(case.id) == case
    assert "migcase_fails" in caplog.text
    assert "Benali" not in caplog.text
    assert [line.state for line in office.plugins.listing] == [
        "works",
        "works",
        "partly",
        "works",
    ]


# ------------------------------------------------------------------------- rules
def test_a_rule_in_python_that_fails_names_the_plugin_that_wrote_it(clock: Clock):
    from migcase.programme.words import Step
    from tests.office.passport import CLERK

    def predicate(complete: object) -> bool:
        raise ZeroDivisionError

    rule = named("odd", "Something odd.", predicate, COMPLETE)
    ask = Step("ask", "Asked", by=CLERK, asks=COMPLETE)
    then = Step("then", "Then", by=CLERK, after=ask, requires=rule)
    odd = Programme("odd", 1, "Odd", stages=(Stage("All", (ask, then)),))
    office = office_of(
        declaring(odd, name="migcase_odd"), declaring(passport()), clock=clock
    )
    case = office.open("odd", by=AMINA).id
    with pytest.raises(BadPlugin) as bad:
        office.record(case, StepDone("ask", TODAY, {"complete": True}), by=AMINA)

    assert bad.value.values["plugin"] == "migcase_odd"
    assert len(office.entries(case)) == 1
    assert office.open("passport", by=AMINA).number == 1


# ---------------------------------------------------------------------- commands
def commands_of(plugins: Plugins, *taken: str) -> dict[str, object]:
    """Return what plugins add to groups that are mappings."""
    found = plugins.commands(dict[str, object], lambda group: group, taken)
    return {word: command for word, (_, command) in found.items()}


def adding(**words: object) -> Callable[[object], None]:
    def add(cli: dict[str, object]) -> None:
        cli.update({word.replace("_", "-"): one for word, one in words.items()})

    return add


def test_a_plugin_whose_commands_fail_keeps_no_other_from_adding_its_own():
    def fail(cli: object) -> None:
        raise ImportError("no click here")

    plugins = Plugins(
        plugin("migcase_a", migcase_commands=fail),
        plugin("migcase_b", migcase_commands=adding(hand_over=1)),
    )

    assert commands_of(plugins) == {"hand-over": 1}
    assert "no click here" in str(plugins.failed[0])


def test_a_plugin_sees_no_command_of_another_and_takes_none_of_ours():
    seen: list[object] = []
    plugins = Plugins(
        plugin("migcase_a", migcase_commands=adding(hello=1)),
        plugin("migcase_b", migcase_commands=lambda cli: seen.append(dict(cli))),
        plugin("migcase_c", migcase_commands=adding(done=2, bye=3)),
    )

    assert commands_of(plugins, "done") == {"hello": 1, "bye": 3}
    assert seen == [{}]
    assert [fault.values["fault"] for fault in plugins.failed] == ["command-taken"]


def test_a_command_that_two_plugins_add_is_used_of_neither():
    plugins = Plugins(
        plugin("migcase_a", migcase_commands=adding(hello=1)),
        plugin("migcase_b", migcase_commands=adding(hello=2)),
    )

    assert commands_of(plugins) == {}
    assert [fault.values["other"] for fault in plugins.failed] == [
        "migcase_b ?",
        "migcase_a ?",
    ]


@pytest.mark.parametrize("word", ["", "two words", "ÉTÉ", "\x1b[2J", "x" * 41])
def test_a_command_that_nobody_could_type_is_not_added(word: str):
    plugins = Plugins(
        plugin("migcase_a", migcase_commands=lambda cli: cli.update({word: 1}))
    )

    assert commands_of(plugins) == {}
    assert [fault.values["fault"] for fault in plugins.failed] == ["wrong-type"]


def test_an_unknown_programme_says_which_plugins_failed(install: Install):
    install("bad", "1 / 0")
    with pytest.raises(UnknownProgramme) as unknown:
        Plugins.found(["bad"]).programme("passport")

    assert "ZeroDivisionError" in str(unknown.value.values["failed"])


# ---------------------------------------------------------------------- documents
PAGE = (Path(__file__).parents[2] / "docs/reference/hooks.md").read_text("utf-8")


@pytest.mark.parametrize(
    "hook", [name for name in vars(hookspecs) if "migcase_" in name]
)
def test_the_page_about_hooks_says_of_each_what_its_docstring_says(hook: str):
    specified = getattr(hookspecs, hook)
    arguments = ", ".join(inspect.signature(specified).parameters)
    first = (inspect.getdoc(specified) or "").partition("\n")[0].removesuffix(".")

    assert f"`{hook}({arguments})" in PAGE
    assert first in PAGE.replace("`migcase`", "``migcase``")


def test_the_page_about_hooks_lists_every_fault():
    assert [code for code in SENTENCES if f"| `{code}` |" not in PAGE] == []
