"""Words, names and values in the reader's language, for the rooms that explain.

The words themselves come from outside: whoever stands at the door passes `Words`.
No sentence is put together from pieces in an English order; a template takes whole
phrases, and a translation may turn them round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from migcase.calendar import Period
from migcase.countries import country_name
from migcase.judgement.spelling import (
    Words,
    spelled,
    spelled_day,
    spelled_number,
    spelled_period,
)
from migcase.kinds import COUNTRY, Kind, NonAnswer, Value
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme


class English:
    """The words as they stand in the code and in the declaration."""

    language = "en"

    def gettext(self, message: str) -> str:
        """Return *message*."""
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return *one* for one, else *many*."""
        return one if number == 1 else many

    def label(self, text: str) -> str:
        """Return *text*."""
        return text


# Finds how another programme is spoken of, by its key.
Others = Callable[[str], "Speech | None"]


def nobody_else(_programme: str) -> Speech | None:
    """Return that no other programme is known: its things go by their keys."""
    return None


@frozen
class Speech:
    """One programme spoken of in one language, with the values the mission set.

    *others* finds how the programmes are spoken of whose cases this one looks into.
    What *goes_by_keys* is of another programme, of which nothing is known here: a key
    that both have is not ours.  Of the questions that are *kept* back nothing is said
    that would tell their answers.
    """

    words: Words
    programme: Programme
    settings: Mapping[str, Value] = field(factory=dict)
    others: Others = nobody_else
    goes_by_keys: bool = False
    kept: frozenset[str] = frozenset()

    def elsewhere(self, reference: Field[str]) -> Speech:
        """Return how the case is spoken of that *reference* names."""
        programme = reference.kind.target
        found = self.others(programme)
        if found is not None:
            return evolve(found, kept=self.kept)
        if programme == self.programme.key and not self.goes_by_keys:
            return self
        return evolve(self, settings={}, goes_by_keys=True)

    def asked(self, key: str) -> Field[object] | None:
        """Return the question with that key, None where none is known."""
        return None if self.goes_by_keys else self.programme.index.fields.get(key)

    def quoted(self, label: str) -> str:
        """Return a label of the plugin between quotation marks."""
        return self.words.gettext("“{text}”").format(text=self.words.label(label))

    def step(self, key: str) -> str:
        """Return the title of a step; its key where this programme has none."""
        step = None if self.goes_by_keys else self.programme.steps.get(key)
        return self.quoted(key if step is None else step.title)

    def track(self, key: str) -> str:
        """Return the title of a track; its key where this programme has none."""
        tracks = self.programme.index.tracks
        track = None if self.goes_by_keys else tracks.get(key)
        return self.quoted(key if track is None else track.title)

    def outcome(self, key: str) -> str:
        """Return the title of an ending; its key where this programme has none."""
        outcome = None if self.goes_by_keys else self.programme.outcome(key)
        return self.quoted(key if outcome is None else outcome.title)

    def question(self, key: str) -> str:
        """Return a question; its key where this programme does not ask it."""
        asked = self.asked(key)
        return self.quoted(key if asked is None else asked.question)

    def all_of(self, phrases: Sequence[str]) -> str:
        """Return several phrases that belong together as one."""
        return self._listed(phrases, self.words.gettext("{first} and {last}"))

    def any_of(self, phrases: Sequence[str]) -> str:
        """Return several phrases of which one is enough as one."""
        return self._listed(phrases, self.words.gettext("{first} or {last}"))

    def none_of(self, phrases: Sequence[str]) -> str:
        """Return several phrases that are all denied as one, behind "neither"."""
        gettext = self.words.gettext
        if len(phrases) < 3:
            return self._listed(phrases, gettext("{first} nor {last}"))
        # French says "neither" before each of them.
        pair = gettext("{first}, {denied}")
        return self._listed(phrases, gettext("{several} nor {last}"), pair)

    def value(self, value: object, kind: Kind[object] | None = None) -> str:
        """Return a value in words; *kind* is that of the question it answers."""
        gettext = self.words.gettext
        plain = spelled(value, self.words)
        if plain is not None:
            return plain
        if isinstance(value, tuple):
            listed = self.all_of([self.value(one, kind) for one in value])
            return listed or gettext("none")
        text = str(value)
        is_code = len(text) == 2 and text.isupper()
        if kind is COUNTRY or (is_code and (kind is None or not kind.choices)):
            return country_name(text, self.words.language)
        return self.words.label(text)

    def answer(self, value: object, kind: Kind[object] | None = None) -> str:
        """Return a value as it was answered; words stand between quotation marks."""
        said = self.value(value, kind)
        if isinstance(value, str | bool | NonAnswer) and kind is not COUNTRY:
            return self.words.gettext("“{text}”").format(text=said)
        return said

    def period(self, period: Period) -> str:
        """Return a span of days, working days, months or years in words."""
        return spelled_period(period, self.words)

    def day(self, day: date) -> str:
        """Return a day as people write it."""
        return spelled_day(day, self.words)

    def number(self, number: int | Decimal) -> str:
        """Return a number in groups of three, as the language writes it."""
        return spelled_number(number, self.words)

    def _listed(self, phrases: Sequence[str], ending: str, pair: str = "") -> str:
        if len(phrases) < 2:
            return "".join(phrases)
        pair = pair or self.words.gettext("{first}, {last}")
        first = phrases[0]
        for phrase in phrases[1:-1]:
            first = pair.format(first=first, last=phrase, denied=phrase)
        return ending.format(first=first, several=first, last=phrases[-1])
