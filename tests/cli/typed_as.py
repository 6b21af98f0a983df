"""Commands typed in an office with keys that helps people, by whoever unlocked it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from migcase.cli import entering, speak
from migcase.office import clock
from tests.keyed import House


class Typing:
    """Commands typed by whoever has unlocked the office."""

    def __init__(self, house: House, patch: pytest.MonkeyPatch) -> None:
        self.house, self._patch = house, patch

    def __call__(self, name: str, *words: str, code: int = 0, lang: str = "en") -> str:
        from migcase.cli import counter, door

        patch, house = self._patch, self.house
        patch.setattr(entering, "held_now", lambda _: house.keys(name))
        patch.setattr(counter, "plugins_of", lambda _: house.plugins)
        patch.setattr(clock, "now", house.clock)
        patch.setenv("LANGUAGE", lang)
        speak(lang)
        known = {"MIGCASE_OFFICE": str(house.folder), "COLUMNS": "100"}
        typed = CliRunner(env=known).invoke(door.door, list(words))
        assert typed.exit_code == code, typed.output + typed.stderr
        return typed.stdout + typed.stderr


@pytest.fixture
def typed(house: House, monkeypatch: pytest.MonkeyPatch) -> Typing:
    return Typing(house, monkeypatch)
