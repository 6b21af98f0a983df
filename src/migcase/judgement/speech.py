"""Words, names and values in the reader's language, for the rooms that explain.

The words themselves come from outside: whoever stands at the door passes `Words`.
No sentence is put together from pieces in an English order; a template takes whole
phrases, and a translation may turn them round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from attrs import field, frozen

from migcase.calendar import Period
from migcase.countries import country_name
from migcase.kinds import COUNTRY, DONT_KNOW, Kind, Money, NonAnswer, Value
from migcase.locale import marked
from migcase.programme.declaration import Programme

MONTHS = (
    marked("Jan"),
    marked("Feb"),
    marked("Mar"),
    marked("Apr"),
    marked("May"),
    marked("Jun"),
    marked("Jul"),
    marked("Aug"),
    marked("Sep"),
    marked("Oct"),
    marked("Nov"),
    marked("Dec"),
)


class Words(Protocol):
    """A reader's language: sentences of the house, and labels of the plugin."""

    @property
    def language(self) -> str:
        """The code of the language, such as fr."""
        ...

    def gettext(self, message: str) -> str:
        """Return a sentence of the house, translated."""
        ...

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the form of a sentence that goes with *number*, translated."""
        ...

    def label(self, text: str) -> str:
        """Return a title, a question or a choice of the plugin, translated."""
        ...


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


@frozen
class Speech:
    """One programme spoken of in one language, with the values the mission set."""

    words: Words
    programme: Programme
    settings: Mapping[str, Value] = field(factory=dict)

    def quoted(self, label: str) -> str:
        """Return a label of the plugin between quotation marks."""
        return self.words.gettext("“{text}”").format(text=self.words.label(label))

    def step(self, key: str) -> str:
        """Return the title of a step; its key where this programme has none."""
        step = self.programme.steps.get(key)
        return self.quoted(key if step is None else step.title)

    def track(self, key: str) -> str:
        """Return the title of a track; its key where this programme has none."""
        track = self.programme.index.tracks.get(key)
        return self.quoted(key if track is None else track.title)

    def outcome(self, key: str) -> str:
        """Return the title of an ending; its key where this programme has none."""
        outcome = self.programme.outcome(key)
        return self.quoted(key if outcome is None else outcome.title)

    def question(self, key: str) -> str:
        """Return a question; its key where this programme does not ask it."""
        asked = self.programme.index.fields.get(key)
        return self.quoted(key if asked is None else asked.question)

    def all_of(self, phrases: Sequence[str]) -> str:
        """Return several phrases that belong together as one."""
        return self._listed(phrases, self.words.gettext("{first} and {last}"))

    def any_of(self, phrases: Sequence[str]) -> str:
        """Return several phrases of which one is enough as one."""
        return self._listed(phrases, self.words.gettext("{first} or {last}"))

    def value(self, value: object, kind: Kind[object] | None = None) -> str:
        """Return a value in words; *kind* is that of the question it answers."""
        gettext = self.words.gettext
        if isinstance(value, NonAnswer):
            if value is DONT_KNOW:
                return gettext("don't know")
            return gettext("did not want to say")
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Period):
            return self.period(value)
        if isinstance(value, Money):
            return f"{self.number(value.amount)} {value.currency}"
        if isinstance(value, int | Decimal):
            return self.number(value)
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
        ngettext, n = self.words.ngettext, period.number
        if n == 0:
            return self.words.gettext("the same day")
        if period.unit == "working_days":
            return ngettext("{n} working day", "{n} working days", n).format(n=n)
        if period.unit == "days":
            return ngettext("{n} day", "{n} days", n).format(n=n)
        if n and n % 12 == 0:
            n //= 12
            return ngettext("{n} year", "{n} years", n).format(n=n)
        return ngettext("{n} month", "{n} months", n).format(n=n)

    def day(self, day: date) -> str:
        """Return a day as people write it."""
        gettext = self.words.gettext
        month = gettext(MONTHS[day.month - 1])
        if day.day == 1:
            return gettext("1 {month} {year}").format(month=month, year=day.year)
        shape = gettext("{day} {month} {year}")
        return shape.format(day=day.day, month=month, year=day.year)

    def number(self, number: int | Decimal) -> str:
        """Return a number in groups of three, as the language writes it."""
        text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
        if self.words.language != "fr":
            return text
        swap = {",": "\N{NARROW NO-BREAK SPACE}", ".": ","}
        return "".join(swap.get(character, character) for character in text)

    def _listed(self, phrases: Sequence[str], ending: str) -> str:
        if len(phrases) < 2:
            return "".join(phrases)
        first = phrases[0]
        for phrase in phrases[1:-1]:
            pair = self.words.gettext("{first}, {last}")
            first = pair.format(first=first, last=phrase)
        return ending.format(first=first, last=phrases[-1])
