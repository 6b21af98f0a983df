"""What lies in a damaged part of a file is named, and the rest goes on working."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from migcase.errors import BadRegister
from migcase.keeping.sql_damage import damage, damaged_pages
from migcase.keeping.sql_sqlite import PAGE
from tests.keeping.offices import Small, closed_office

CASES = 24


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Small:
    root = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIGCASE_STATE", str(root / "state"))
        office = closed_office(root / "office")
        office.write(range(1, CASES + 1), 6)
    return office


@pytest.fixture
def small(made: Small, tmp_path: Path) -> Small:
    shutil.copytree(made.folder, tmp_path / "office")
    return Small(tmp_path / "office", made.keys)


def readable(small: Small) -> set[str]:
    """Return the cases that a command of its own can read."""
    found = set()
    for serial in range(1, CASES + 1):
        case = f"MA-26-{serial:05}-K"
        register = small.open()
        try:
            if register.kept(case) is not None and register.entries(case):
                found.add(case)
        except BadRegister:
            continue
        finally:
            register.close()
    return found


def flip(small: Small, page: int) -> None:
    whole = bytearray(small.place.read_bytes())
    whole[(page - 1) * PAGE + 5000] ^= 0x10
    small.place.write_bytes(whole)


def test_a_file_that_is_whole_has_no_damage(small: Small):
    assert damaged_pages(small.place, small.keys) == 0
    assert list(damage(small.place, small.keys)) == []


def check(small: Small, pages: range) -> set[str]:
    """Flip a bit in each of *pages*, one at a time; return which cases were named."""
    whole, every = small.place.read_bytes(), set()
    all_cases = {f"MA-26-{serial:05}-K" for serial in range(1, CASES + 1)}
    for page in pages:
        small.place.write_bytes(whole)
        flip(small, page)
        assert damaged_pages(small.place, small.keys) == 1, page
        found = list(damage(small.place, small.keys))
        named = {flaw.case for flaw in found if flaw.case}
        if not any(flaw.code == "table-damaged" for flaw in found):
            assert readable(small) == all_cases - named, page
        for flaw in found:
            if flaw.code == "unreadable":
                assert 1 <= flaw.number <= flaw.until <= 6, page
        if 0 < len(named) < CASES:
            every |= named
    return every


def last_page(small: Small) -> int:
    return small.place.stat().st_size // PAGE


def test_a_bit_that_flips_is_noticed_and_the_cases_that_it_hit_are_named(small: Small):
    last = last_page(small)

    assert check(small, range(last, last + 1))


@pytest.mark.slow
def test_every_page_in_which_a_bit_flips_is_told_by_its_cases_and_entries(small: Small):
    # There were pages of entries among them, each of some cases only.
    assert len(check(small, range(3, last_page(small) + 1))) == CASES
