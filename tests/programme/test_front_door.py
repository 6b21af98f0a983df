"""The public names: all there, all typed, and none loaded before it is asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

import migcase

HEAVY = (
    "{'sqlalchemy', 'cattrs', 'click', 'rich', 'alembic', 'babel', 'pluggy', 'attrs'}"
)


@pytest.mark.parametrize("name", migcase.__all__)
def test_every_public_name_can_be_imported(name):
    assert getattr(migcase, name) is not None


def test_the_lists_of_public_names_are_one():
    loaded = [name for names in migcase._ROOMS.values() for name in names.split()]

    assert sorted(loaded) == sorted(migcase.__all__)
    assert set(migcase.__all__) <= set(dir(migcase))


def test_a_public_name_is_what_its_room_calls_by_that_name():
    for room, names in migcase._ROOMS.items():
        for name in names.split():
            assert getattr(migcase, name) is getattr(import_module(room), name)


def test_a_name_that_is_not_there_is_told_like_any_other():
    with pytest.raises(AttributeError, match="no attribute 'Stepp'"):
        _ = migcase.Stepp


def test_import_migcase_loads_nothing_heavy():
    code = f"import migcase, sys; print(sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_declaring_a_programme_needs_nothing_heavy_but_attrs():
    code = (
        "from migcase import Field, Programme, Stage, Step, TEXT, some, read_settings\n"
        f"import sys; print(sorted({HEAVY} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "['attrs']"
