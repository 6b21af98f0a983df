"""A file adds up to the same case, however it is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from migcase.casefile.case import follow, replay
from migcase.testing.strategies import programmes, unruly_files

FILES = programmes().flatmap(unruly_files)


@given(FILES, st.data())
def test_reading_on_from_any_entry_gives_the_case_that_all_entries_give(file, data):
    read = data.draw(st.integers(1, len(file)))

    case = replay(file[:read])
    for entry in file[read:]:
        case = follow(case, entry)

    assert case == replay(file)


@given(FILES)
def test_a_file_that_nobody_judged_is_followed_to_its_end(file):
    assert replay(file).number == len(file)
