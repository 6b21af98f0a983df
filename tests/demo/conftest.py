"""The office of the demo, lived through once for all promises about it."""

from __future__ import annotations

import pytest

from migcase.demo.clock import Clock
from migcase.demo.founding import TODAY, found, live, past_until
from migcase.keeping.sql import SqlRegister
from migcase.office.office import Office
from migcase.office.plugins import Plugins
from migcase.office.settings_file import read_settings


@pytest.fixture(scope="package")
def past(tmp_path_factory):
    return past_until(TODAY, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="package")
def months(past):
    for plugin in ("migcase_avrr", "migcase_reintegration", "migcase_mobility"):
        pytest.importorskip(plugin)
    found(past.folder)
    *_days, months = live(past, Plugins.found())
    return months


@pytest.fixture(scope="package")
def register(past, months):
    register = SqlRegister.open(past.folder / "office.db")
    yield register
    register.close()


@pytest.fixture(scope="package")
def office(past, register):
    settings = read_settings(past.folder / "office.toml")
    return Office(register, Plugins.found(), settings=settings, clock=Clock(past.today))
