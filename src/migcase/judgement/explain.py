"""A programme, a condition, and why it is as it is: in plain words.

What is said comes from the declaration and the explanation alone; which words say
it, from whoever stands at the door.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from attrs import field, frozen

from migcase.casefile.case import Case
from migcase.judgement.comparing import in_all
from migcase.judgement.deciding import (
    deciding_parts,
    denied_truth,
    inside,
    is_demand,
    is_said_by_its_facts,
)
from migcase.judgement.lists import Line, lines_of
from migcase.judgement.pages import page
from migcase.judgement.plainly import demanded, plainly
from migcase.judgement.sentences import sentence
from migcase.judgement.speech import English, Speech
from migcase.judgement.spelling import Words
from migcase.kinds import Sealed, Value
from migcase.locale import marked
from migcase.programme.conditions import (
    Both,
    Condition,
    Derived,
    Either,
    Explanation,
    Field,
    Needs,
    Not,
    Sure,
)
from migcase.programme.declaration import Programme
from migcase.programme.lines import AmongLines, Each, Linked

__all__ = ["English", "Words", "of_condition", "page", "why"]

NOTHING: Mapping[str, Value] = {}

VERDICTS: Mapping[str, str] = {
    "true": marked("Met: {statement}"),
    "false": marked("Not met: {statement}"),
    "unknown": marked("Not known yet: {statement}"),
}


def of_condition(
    condition: Condition,
    words: Words,
    programme: Programme,
    settings: Mapping[str, Value] = NOTHING,
) -> str:
    """Return *condition* as a sentence, or as an indented list where it is long."""
    lines = lines_of(condition, Speech(words, programme, settings), demand=True)
    return "\n".join(
        f"{'  ' * (depth - 1)}- {text}" if depth else text for depth, text in lines
    )


def why(
    explanation: Explanation,
    words: Words,
    programme: Programme,
    *,
    case: Case | None = None,
    readers: Collection[str] = (),
    settings: Mapping[str, Value] = NOTHING,
) -> list[str]:
    """Return the parts that decided, each with the answers it looked at or misses.

    An answer is told once.  *case* gives lines their names.  An answer that only some
    roles may read is told if one of them is among *readers*.
    """
    telling = _Telling(Speech(words, programme, settings), case, frozenset(readers))
    return [f"{'  ' * depth}{text}" for depth, text in telling.lines(explanation, 0)]


@frozen
class _Telling:
    """What an explanation comes down to, told to somebody."""

    speech: Speech
    case: Case | None
    readers: frozenset[str]
    told: set[tuple[str | None, str]] = field(factory=set)

    def lines(
        self, because: Explanation, depth: int, *, denied: bool = False
    ) -> Iterator[Line]:
        """Yield what decides *because*, or its denial."""
        condition = because.condition
        if isinstance(condition, Not):
            yield from self.lines(because.parts[0], depth, denied=not denied)
        elif isinstance(condition, Sure) and because.parts[0].truth != "unknown":
            yield from self.lines(because.parts[0], depth, denied=denied)
        elif isinstance(condition, Both | Either | Needs):
            yield from self._joined(because, depth, denied=denied)
        elif isinstance(condition, AmongLines):
            yield from self._in_lines(because, depth, denied=denied)
        elif isinstance(condition, Derived | Linked) and because.parts:
            yield depth, self._verdict(because, denied=denied)
            for part in because.parts:
                yield from self.lines(part, depth + 1)
        else:
            yield depth, self._verdict(because, denied=denied)

    def _joined(
        self, because: Explanation, depth: int, *, denied: bool
    ) -> Iterator[Line]:
        if not denied and because.truth != "true" and is_demand(because):
            yield depth, self._verdict(because, denied=False)
            return
        takes_all = isinstance(because.condition, Either) == denied
        deciding = deciding_parts(because, takes_all=takes_all, denied=denied)
        truth = denied_truth(because.truth) if denied else because.truth
        if len(deciding) > 1 and not takes_all and truth != "true":
            gettext = self.speech.words.gettext
            yield (
                depth,
                gettext("None of these is met:")
                if truth == "false"
                else gettext("Not known yet whether one of these is met:"),
            )
            depth += 1
        if denied or len(deciding) < 2:
            for part in deciding:
                yield from self.lines(part, depth, denied=denied)
        else:
            yield from self._under_their_givens(deciding, depth)

    def _under_their_givens(
        self, parts: Iterable[Explanation], depth: int
    ) -> Iterator[Line]:
        """Yield what decides *parts*; what is asked for one reason stands under it."""
        for given, run in groupby(parts, key=self._given):
            together = list(run)
            if not given or len(together) == 1:
                for part in together:
                    yield from self.lines(part, depth)
                continue
            gettext = self.speech.words.gettext
            yield depth, gettext("Because {condition}:").format(condition=given)
            for part in together:
                for then in part.parts:
                    if not isinstance(then.condition, Not):
                        yield from self.lines(then, depth + 1)

    def _given(self, because: Explanation) -> str:
        """Return what holds and so asks for more, where *because* is such a demand."""
        if because.truth != "false" or not isinstance(because.condition, Either):
            return ""
        halves = demanded(plainly(because.condition))
        if halves is None or not is_demand(because):
            return ""
        then = [one for one in because.parts if not isinstance(one.condition, Not)]
        return sentence(halves[0], self.speech) if len(then) == 1 else ""

    def _in_lines(
        self, because: Explanation, depth: int, *, denied: bool
    ) -> Iterator[Line]:
        gettext, condition = self.speech.words.gettext, because.condition
        assert isinstance(condition, AmongLines)
        yield depth, self._verdict(because, denied=denied)
        track = self.speech.track(condition.track)
        if not because.parts:
            yield depth + 1, gettext("There is no {track}.").format(track=track)
        takes_all = isinstance(condition, Each)
        for part in deciding_parts(because, takes_all=takes_all, denied=False):
            words = {"track": track, "name": self._name(condition.track, part.line)}
            facts = self._facts(part) if is_said_by_its_facts(part) else ""
            if facts:
                shape = gettext("{track} {name}: {facts}")
                yield depth + 1, shape.format(facts=facts, **words)
                continue
            yield depth + 1, gettext("{track} {name}:").format(**words)
            yield from self.lines(part, depth + 2)

    def _name(self, track: str, line: str | None) -> str:
        """Return what a line is called: the answer it is about, else its id."""
        found = None if self.case is None or line is None else self.case.lines.get(line)
        about = self.speech.programme.index.tracks[track].about
        if found is None or about is None or about.key not in found.told:
            return line or ""
        return self.speech.value(found.told[about.key][-1].value, about.kind)

    def _verdict(self, because: Explanation, *, denied: bool) -> str:
        gettext = self.speech.words.gettext
        condition = Not(because.condition) if denied else because.condition
        truth = denied_truth(because.truth) if denied else because.truth
        statement = sentence(plainly(condition), self.speech, demand=not denied)
        facts = self._facts(because)
        if facts:
            shape = gettext("{statement} ({facts})")
            statement = shape.format(statement=statement, facts=facts)
        return gettext(VERDICTS[truth]).format(statement=statement)

    def _facts(self, because: Explanation) -> str:
        """Return the answers that *because* looks at or misses, if not told before."""
        facts: list[str] = []
        for part in inside(because):
            if self._may_read_all(part.condition):
                facts += in_all(part, self.speech)
            for key, value in part.values.items():
                if self._is_new(part, key):
                    facts.append(self._answered(key, value))
            for key in part.missing:
                if self._is_new(part, key):
                    missing = self.speech.words.gettext("{question} has no answer yet")
                    facts.append(missing.format(question=self.speech.question(key)))
        return self.speech.all_of(facts)

    def _is_new(self, because: Explanation, key: str) -> bool:
        place = because.line, key
        if place in self.told:
            return False
        self.told.add(place)
        return True

    def _answered(self, key: str, value: Value) -> str:
        gettext, speech = self.speech.words.gettext, self.speech
        asked = speech.programme.index.fields.get(key)
        question = speech.question(key)
        is_withheld = asked is not None and not self._may_read(asked)
        if is_withheld or isinstance(value, Sealed):
            hidden = gettext("the answer to {question} is not for everybody to read")
            return hidden.format(question=question)
        answer = speech.answer(value, None if asked is None else asked.kind)
        shape = gettext("{question} was answered {answer}")
        return shape.format(question=question, answer=answer)

    def _may_read_all(self, condition: Condition) -> bool:
        fields = self.speech.programme.index.fields
        reads = (key for sort, key, _ in condition.reads() if sort == "fact")
        return all(key in fields and self._may_read(fields[key]) for key in reads)

    def _may_read(self, asked: Field[object]) -> bool:
        roles = {role.key for role in asked.read_by}
        return bool(roles & self.readers) or (not roles and asked.secrecy != "sealed")
