"""The answers that a reason rests on, told beside it: each once, and to whom it may be.

What a statement says itself is not said again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from migcase.judgement.comparing import in_all
from migcase.judgement.deciding import inside
from migcase.judgement.need_to_know import (
    kept_back_elsewhere,
    may_read,
    may_read_elsewhere,
)
from migcase.judgement.plainly import names_the_answer, names_the_gap, plainly
from migcase.judgement.speech import Speech
from migcase.kinds import Sealed, Value
from migcase.programme.conditions import (
    Both,
    Compare,
    Condition,
    Explanation,
    Field,
    IsIn,
    Literal,
)
from migcase.programme.lines import Linked
from migcase.programme.walking import walk

NO_FIELDS: Mapping[str, Field[object]] = {}


@frozen
class Evidence:
    """The answers behind what is told to *readers*, who have these roles.

    *place* says in which other case they were given, '' in the case itself; *fields*
    are the questions there.  What *is_terse* has none beside what it states.
    """

    speech: Speech
    readers: frozenset[str]
    place: str = ""
    fields: Mapping[str, Field[object]] = NO_FIELDS
    told: set[tuple[str, str | None, str]] = field(factory=set)
    is_terse: bool = False

    @classmethod
    def of(cls, speech: Speech, readers: Collection[str]) -> Evidence:
        """Return what is told of the case itself."""
        fields = speech.programme.index.fields
        return cls(speech, frozenset(readers), fields=fields)

    def elsewhere(self, because: Explanation) -> Evidence:
        """Return what is told of the case behind a link: no role here is known there.

        Its questions are those that the condition names.
        """
        link = because.condition
        assert isinstance(link, Linked)
        nodes = walk(link.of)
        fields = {node.key: node for node in nodes if isinstance(node, Field)}
        # Every line may name another case.
        place = f"{self.place}/{because.line or ''}/{link.reference.key}"
        speech = self.speech.elsewhere(link.reference)
        return evolve(
            self, speech=speech, readers=frozenset(), place=place, fields=fields
        )

    def kept_back(self, because: Explanation) -> Iterator[str]:
        """Yield the questions whose answers would be told by how *because* came out."""
        yield from (key for key, v in because.values.items() if self.withholds(key, v))
        if because.condition.terms():
            if because.truth != "unknown":  # of answers in lines no value is at hand
                yield from (
                    key for key in _keys_read(because) if not self._may_read(key)
                )
            yield from kept_back_elsewhere(because.condition)
        is_link = isinstance(because.condition, Linked)
        inside = self.elsewhere(because) if is_link else self
        for part in because.parts:
            yield from inside.kept_back(part)

    def keeps_back(self, because: Explanation) -> bool:
        """Tell whether an answer behind *because* may not be told to the readers."""
        return any(True for _ in self.kept_back(because))

    def withholds(self, key: str, value: Value) -> bool:
        """Tell whether the answer *value* may not be told to the readers."""
        return isinstance(value, Sealed) or not self._may_read(key)

    def speech_of(self, because: Explanation) -> Speech:
        """Return how *because* is put into words that tell no answer kept back."""
        return evolve(self.speech, kept=frozenset(self.kept_back(because)))

    def as_answered(self, because: Explanation) -> Condition:
        """Return what is said; of what holds, which answer of several it was."""
        condition = because.condition
        if because.truth != "true":
            return plainly(condition)
        if isinstance(condition, Both):
            return Both(tuple(self.as_answered(part) for part in because.parts))
        if isinstance(condition, IsIn) and isinstance(condition.left, Field):
            value = because.values.get(condition.left.key)
            if value is not None and not self.withholds(condition.left.key, value):
                return Compare("==", condition.left, Literal(value), condition.where)
        return plainly(condition)

    def all_of(self, because: Explanation) -> str:
        """Return the answers that *because* looks at or misses, if not told before."""
        return self.speech.all_of(list(self._facts(because)))

    def beside(
        self, statement: str, said: Condition, because: Explanation, *, is_so: bool
    ) -> str:
        """Return what the answers add to a *statement*, which puts *said* into words.

        *is_so* tells whether what is said is true, and not how *because* came out.
        """
        if self.is_terse:
            return ""
        asked = _questions(because)
        if len(asked) == 1 and self._question(asked[0]) in statement:
            facts = self._of_the_question(said, because, is_so=is_so)
            return self.speech.all_of(list(facts))
        if asked and all(self._question(key) in statement for key in asked):
            leaves = [part for part in inside(because) if not part.parts]
            if all(part.missing and not part.values for part in leaves):
                gaps = [key for part in leaves for key in self._gaps(part)]
                return self.speech.words.gettext("no answers yet") if gaps else ""
        named: tuple[Explanation, ...] = ()
        if is_so and isinstance(said, Both) and len(said.parts) == len(because.parts):
            pairs = zip(because.parts, said.parts, strict=True)
            named = tuple(part for part, one in pairs if names_the_answer(one))
        return self.speech.all_of(list(self._facts(because, named)))

    def number(self, because: Explanation, key: str) -> str:
        """Return which case was named under *key*, if that may be told."""
        value = because.values.get(key)
        self._is_new(because, key)
        if value is None or self.withholds(key, value):
            return ""
        return self.speech.value(value)

    def _facts(
        self, because: Explanation, named: tuple[Explanation, ...] = ()
    ) -> Iterator[str]:
        """Yield the answers behind *because*, but for those *named* already."""
        for part in inside(because):
            yield from self._worked_out(part)
            is_named = any(part is one for one in named)
            for key, value in self._answers(part):
                if not is_named or self.withholds(key, value):
                    yield self._answered(key, value)
            for key in self._gaps(part):
                missing = self.speech.words.gettext("{question} has no answer yet")
                yield missing.format(question=self._question(key))

    def _of_the_question(
        self, said: Condition, because: Explanation, *, is_so: bool
    ) -> Iterator[str]:
        """Yield the answer to the one question that is spoken of."""
        gettext = self.speech.words.gettext
        for part in inside(because):
            yield from self._worked_out(part)
            for key, value in self._answers(part):
                if self.withholds(key, value):
                    yield gettext("the answer is not for everybody to read")
                elif not (is_so and names_the_answer(said)):
                    shape = gettext("it was answered {answer}")
                    yield shape.format(answer=self._answer(key, value))
            for _ in self._gaps(part):
                if not names_the_gap(said, is_so=is_so):
                    yield gettext("no answer yet")

    def _worked_out(self, part: Explanation) -> Iterator[str]:
        reads = tuple(_keys_read(part))
        is_open = all(key in self.fields and self._may_read(key) for key in reads)
        if is_open and not self.keeps_back(part):
            yield from in_all(part, self.speech)

    def _answers(self, part: Explanation) -> Iterator[tuple[str, Value]]:
        for key, value in part.values.items():
            if self._is_new(part, key):
                yield key, value

    def _gaps(self, part: Explanation) -> Iterator[str]:
        return (key for key in part.missing if self._is_new(part, key))

    def _is_new(self, because: Explanation, key: str) -> bool:
        place = self.place, because.line, key
        if place in self.told:
            return False
        self.told.add(place)
        return True

    def _answered(self, key: str, value: Value) -> str:
        gettext, question = self.speech.words.gettext, self._question(key)
        if self.withholds(key, value):
            hidden = gettext("the answer to {question} is not for everybody to read")
            return hidden.format(question=question)
        answer = self._answer(key, value)
        if isinstance(value, date):  # French says "the" of a day
            return gettext("{question} was answered {day}").format(
                question=question, day=answer
            )
        shape = gettext("{question} was answered {answer}")
        return shape.format(question=question, answer=answer)

    def _question(self, key: str) -> str:
        asked = self.fields.get(key)
        return self.speech.quoted(key if asked is None else asked.question)

    def _answer(self, key: str, value: Value) -> str:
        asked = self.fields.get(key)
        return self.speech.answer(value, None if asked is None else asked.kind)

    def _may_read(self, key: str) -> bool:
        asked = self.fields.get(key)
        if self.place:  # who may read that case, and as what, is not known here
            return may_read_elsewhere(asked)
        return may_read(asked, self.readers)


def _keys_read(because: Explanation) -> Iterator[str]:
    """Yield the questions that *because* reads."""
    return (key for sort, key, _ in because.condition.reads() if sort == "fact")


def _questions(because: Explanation) -> list[str]:
    """Return the questions that *because* looks at, if it looks at nothing else."""
    reads = dict.fromkeys((sort, key) for sort, key, _ in because.condition.reads())
    if {sort for sort, _ in reads} - {"fact", "setting", "today"}:
        return []
    return [key for sort, key in reads if sort == "fact"]
