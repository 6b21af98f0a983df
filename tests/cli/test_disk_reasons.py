"""What a disk answers is said in the reader's language."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator

import pytest

from migcase.cli import speak
from migcase.cli.disk_reasons import say_reason


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    speak("fr")
    yield
    speak("en")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.ENOENT, "il n’y a ni fichier ni répertoire de ce nom"),
        (errno.EACCES, "vous n’en avez pas le droit"),
        (errno.ENOSPC, "il n’y a plus de place sur le disque"),
    ],
)
def test_a_french_reader_is_told_in_french_what_a_disk_answers(code, told):
    assert say_reason(os.strerror(code)) == told


def test_an_answer_that_nobody_has_put_into_words_is_told_as_it_came():
    assert say_reason("Bad message") == "Bad message"
    assert say_reason(None) == "?"
