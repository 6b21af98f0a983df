"""The same plugins where pluggy calls them: what the matrix would find, it finds.

Each test is a pair: with pluggy's own call the harm is done, with ours it is not.  So
the matrix of `test_hooks` can fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest

from migcase import (
    Actor,
    BadPlugin,
    Case,
    Entry,
    Event,
    Office,
    Plugins,
    Programme,
    Refusal,
    Refused,
    hookimpl,
)
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.office.acceptance import hook_specifications
from migcase.office.hookspecs import BUDGETS
from migcase.office.settings import OfficeSettings
from tests.hostile.dumping import stored
from tests.hostile.misbehaviour import KINDS
from tests.office.passport import AMINA, Clock, declaring, passport, plugin, request


class AsUsual(Plugins):
    """Plugins as most programs ask them: with pluggy's call, and no copies."""

    def __init__(
        self, *modules: object, budgets: Mapping[str, float] = BUDGETS
    ) -> None:
        super().__init__(*modules[:1], budgets=budgets)
        self.manager = hook_specifications()
        for module in modules[1:]:
            self.manager.register(module)

    @property
    def objects(self) -> bool:
        return True

    def check(
        self, event: Event, case: Case | None, programme: Programme, by: Actor
    ) -> Iterator[Refusal]:
        told = {"event": event, "case": case, "programme": programme, "by": by}
        for reasons in self.manager.hook.migcase_check(**told):
            yield from reasons

    @property
    def watchers(self) -> set[str]:
        return {"all"}

    def tell(
        self, plugin: str, case: Case, entry: Entry, delivery: str
    ) -> BadPlugin | None:
        told = {"case": case, "entry": entry, "delivery": delivery}
        self.manager.hook.migcase_recorded(**told)
        return None


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "office.db"
    migrate(made)
    return made


def office_with(how: type[Plugins], file: Path, *modules: object) -> closing[Office]:
    numbers = count()
    return closing(
        Office(
            SqlRegister.open(file, synchronous="normal"),
            how(declaring(passport()), *modules),
            settings=OfficeSettings("MA", name="Rabat"),
            clock=Clock(),
            random=lambda size: next(numbers).to_bytes(size, "big"),
        )
    )


def never() -> ModuleType:
    return plugin("migcase_never", migcase_check=lambda: [Refusal("never")])


class Overruling:
    """A plugin that wraps the checks of all others, and finds nothing wrong."""

    @hookimpl(wrapper=True)
    def migcase_check(self):
        yield
        return []


def test_a_wrapper_turns_no_into_yes_for_pluggy_and_not_for_us(tmp_path: Path):
    files = tmp_path / "a.db", tmp_path / "b.db"
    for file in files:
        migrate(file)
    with office_with(AsUsual, files[0], never(), Overruling()) as usual:
        opened = usual.open("passport", by=AMINA)
    with office_with(Plugins, files[1], never(), Overruling()) as ours:
        with pytest.raises(Refused) as refused:
            ours.open("passport", by=AMINA)
        [fault] = ours.plugins.failed

    assert opened.number == 1
    assert [one.code for one in refused.value.refusals] == ["never"]
    assert (fault.values["plugin"], fault.values["fault"]) == (
        "Overruling",
        "hook-wraps",
    )


@pytest.mark.parametrize("mark", ["wrapper", "hookwrapper"])
@pytest.mark.parametrize(
    "hook",
    ["migcase_check", "migcase_recorded", "migcase_programmes", "migcase_commands"],
)
def test_no_hook_of_ours_may_be_wrapped(hook: str, mark: str):
    def wrapper():
        yield

    wraps = ModuleType("hostile")
    setattr(wraps, hook, hookimpl(wrapper, **{mark: True}))
    [fault] = Plugins(wraps).failed

    assert (fault.values["fault"], fault.values["hook"]) == ("hook-wraps", hook)


@pytest.mark.parametrize("first", [{"tryfirst": True}, {"trylast": True}])
def test_whoever_pushes_to_the_front_is_one_voice_among_others(first: dict[str, bool]):
    pushes = ModuleType("migcase_pushes")
    pushes.migcase_check = hookimpl(lambda: (), **first)
    asked = Plugins(declaring(passport()), pushes, never())
    reasons = asked.check(request(), None, passport(), AMINA)

    assert [one.code for one in reasons] == ["never"]


def test_the_first_that_fails_silences_all_for_pluggy_and_none_for_us(tmp_path: Path):
    files = tmp_path / "a.db", tmp_path / "b.db"
    heard: list[str] = []
    fails = plugin("migcase_z", migcase_recorded=KINDS["an error"].act)
    hears = plugin("migcase_a", migcase_recorded=lambda entry: heard.append(entry.case))
    for file in files:
        migrate(file)
    with office_with(AsUsual, files[0], hears, fails) as usual:
        with pytest.raises(ValueError, match="Benali"):
            usual.open("passport", by=AMINA)
        unheard = list(heard)
    with office_with(Plugins, files[1], hears, fails) as ours:
        ours.open("passport", by=AMINA)

    assert (unheard, len(heard)) == ([], 1)


def test_an_exit_ends_the_office_for_pluggy_and_not_for_us(tmp_path: Path):
    exits = plugin("migcase_exits", migcase_recorded=KINDS["an exit"].act)
    files = tmp_path / "a.db", tmp_path / "b.db"
    for file in files:
        migrate(file)
    with office_with(AsUsual, files[0], exits) as usual, pytest.raises(SystemExit):
        usual.open("passport", by=AMINA)
    with office_with(Plugins, files[1], exits) as ours:
        assert ours.open("passport", by=AMINA).number == 1


def test_what_a_plugin_changes_is_stored_without_copies_and_not_with_them(
    tmp_path: Path,
):
    files = [tmp_path / f"{name}.db" for name in ("nobody", "usual", "ours")]

    def change(event):
        object.__setattr__(event, "about", "P-somebody-else")
        return []

    changes = plugin("migcase_changes", migcase_check=change)
    for file in files:
        migrate(file)
    with office_with(Plugins, files[0]) as office:
        office.open("passport", by=AMINA)
    with office_with(AsUsual, files[1], changes) as office:
        office.open("passport", by=AMINA)
    with office_with(Plugins, files[2], changes) as office:
        office.open("passport", by=AMINA)
    nobody, usual, ours = map(stored, files)

    assert ours == nobody
    assert usual != nobody
