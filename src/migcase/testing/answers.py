"""Plausible answers to a programme's questions, and the search for some that will do.

Values near those that the programme itself compares are tried first of all: that is
where its paths part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from migcase.calendar import Period
from migcase.casefile.case import Case
from migcase.casefile.events import Facts
from migcase.errors import Refusal
from migcase.judgement.nearby import around, compared
from migcase.kinds import Kind, Money, Value
from migcase.programme.conditions import Condition, Field
from migcase.programme.declaration import Programme

TRIES = 150

# Reasons that rest on a condition, and what other answers can cure.
GATES = frozenset(
    {
        "gate",
        "no-agreement",
        "no-consent-to-share",
        "no-legal-basis",
        "purpose-not-agreed",
        "withheld",
    }
)
CURABLE = GATES | {
    "missing-fact",
    "not-asked-now",
    "bad-fact",
    "no-such-line",
    "not-unique",
}
PLAUSIBLE: tuple[Value, ...] = (
    "a word",
    "SN",
    "CI",
    "x-1",
    "x-2",
    0,
    1,
    2,
    3,
    Decimal("1.5"),
    Period(days=1),
    Period(days=60),
    (),
    ("SN",),
    ("x-1", "x-2"),
)
DAYS_AROUND = (0, 1, -1, 7, 30, -30, 90, 200, 400, -400, -2000, -6000, -12000, 2000)
AMOUNTS = (0, 1, 100, 1000)

Known = Mapping[str, Sequence[Value]]


class Answers:
    """The answers that somebody might give to the questions of a programme.

    *also* are answers the programme's author knows to matter, by question.
    """

    def __init__(
        self, programme: Programme, settings: Mapping[str, Value], also: Known
    ) -> None:
        self._fields = programme.index.fields
        near = compared(programme)
        keys = dict.fromkeys((*also, *near))
        self._near = {key: (*also.get(key, ()), *near.get(key, ())) for key in keys}
        values = [value for values in self._near.values() for value in values]
        self._currencies = _currencies([*values, *settings.values()])
        self.dice = Random(0)

    def by(self, dice: Random) -> Answers:
        """Return the same answers, chosen by other *dice*."""
        other = copy(self)
        other.dice = dice
        return other

    def likely(self, key: str, case: Case | None, day: date) -> list[Value]:
        """Return answers to a question that its kind accepts."""
        question = self._fields[key]
        kind: Kind[object] = question.kind
        found: list[Value] = [*question.allows, *self._near.get(key, ())]
        if kind.choices:
            found += self._chosen(kind)
        elif kind.name == "a line":
            lines = () if case is None else case.lines_of(kind.target)
            return [line.id for line in lines]
        else:
            found += PLAUSIBLE
            found += (day + timedelta(days=days) for days in DAYS_AROUND)
            found += (
                Money(Decimal(amount), currency)
                for amount in AMOUNTS
                for currency in self._currencies
            )
            found += (True, False)
            found += self._fresh(day)
            found += [b for b in (kind.minimum, kind.maximum) if b is not None]
            if case is not None:
                found += self._on_file(case)
        return [one for one in found if one in question.allows or kind.accepts(one)]

    def found(
        self,
        asks: Sequence[Field[object]],
        reasons: Callable[[Facts], Sequence[Refusal]],
        case: Case | None,
        day: date,
    ) -> Facts | None:
        """Return answers to *asks* that meet no *reasons* against, or None.

        A search, not a proof: it begins anywhere and changes what a reason names.
        """
        questions = {question.key: question for question in asks}
        likely = {key: self.likely(key, case, day) for key in questions}
        facts = self._any_of(questions, likely)
        for attempt in range(TRIES):
            against = reasons(facts)
            if not against:
                return facts
            if any(reason.code not in CURABLE for reason in against):
                return None
            if not questions:
                return None
            if attempt % 25 == 24:
                facts = self._any_of(questions, likely)
            else:
                self._cure(facts, self.dice.choice(against), questions, likely)
        return None

    def _any_of(
        self,
        questions: Mapping[str, Field[object]],
        likely: Mapping[str, Sequence[Value]],
    ) -> dict[str, Value]:
        facts = {}
        for key, question in questions.items():
            skipped = question.optional and self.dice.random() < 0.5
            if likely[key] and question.when is None and not skipped:
                facts[key] = self.dice.choice(likely[key])
        return facts

    def _cure(
        self,
        facts: dict[str, Value],
        reason: Refusal,
        questions: Mapping[str, Field[object]],
        likely: Mapping[str, Sequence[Value]],
    ) -> None:
        """Change an answer that *reason* is about."""
        if reason.code == "not-asked-now":
            facts.pop(reason.concerns, None)
            return
        if reason.code in GATES:
            conditions = [getattr(reason.because, "condition", None)]
            told = reason.values.get("told")
            for key in told if isinstance(told, tuple) else ():
                facts.pop(key, None)  # perhaps it need not be told at all
                conditions += [questions[key].when] if key in questions else []
            real = [one for one in conditions if isinstance(one, Condition)]
            reads = {key for one in real for _, key, _ in one.reads()}
            named = sorted(reads & questions.keys())
        else:
            named = [reason.concerns] if reason.concerns in questions else []
        key = self.dice.choice(named or sorted(questions))
        if likely[key]:
            facts[key] = self.dice.choice(likely[key])

    def _chosen(self, kind: Kind[object]) -> Iterator[Value]:
        if kind.accepts(kind.choices[0]):
            yield from kind.choices
            return
        yield ()
        yield kind.choices
        yield from ((choice,) for choice in kind.choices)
        size = self.dice.randint(0, len(kind.choices))
        yield tuple(sorted(self.dice.sample(kind.choices, size)))

    def _fresh(self, day: date) -> Iterator[Value]:
        """Yield values that nobody has given yet, most likely."""
        number = self.dice.randint(10, 9999)
        yield number
        yield f"word-{number}"
        yield day + timedelta(days=number % 300)
        yield Money(Decimal(number), self.dice.choice(self._currencies))

    def _on_file(self, case: Case) -> Iterator[Value]:
        """Yield the days and numbers that the case itself compares with."""
        for said in case.told.values():
            value = said[-1].value
            if isinstance(value, date | int) and not isinstance(value, bool):
                yield from around(value)
            elif isinstance(value, Money):
                yield value
        yield len(case.lines)


def _currencies(values: Iterable[Value]) -> tuple[str, ...]:
    found = {value.currency: None for value in values if isinstance(value, Money)}
    return tuple(found) or ("EUR",)
