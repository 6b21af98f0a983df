"""What an explanation comes down to: the parts that decided, each told once.

Which answers are told beside them is for `migcase.judgement.evidence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from attrs import evolve, field, frozen

from migcase.casefile.case import Case
from migcase.judgement.deciding import (
    deciding_parts,
    denied_truth,
    given_and_asked,
    inside,
    is_demand,
    is_leaf,
    is_said_by_its_facts,
    is_told_by_its_lines,
    with_lists,
    without_echoes,
)
from migcase.judgement.evidence import Evidence
from migcase.judgement.lists import Line, once
from migcase.judgement.many import Reason, line_name, told_of_lines
from migcase.judgement.plainly import is_short, of_one_question
from migcase.judgement.sentences import sentence
from migcase.judgement.speech import Speech
from migcase.judgement.verdicts import asked_for, in_which_case, verdict
from migcase.programme.conditions import (
    Both,
    Derived,
    Either,
    Explanation,
    Needs,
    Not,
    Sure,
)
from migcase.programme.lines import AmongLines, Each, Linked


@frozen
class Telling:
    """What an explanation comes down to, told to somebody.

    *case* gives lines their names, None where they are of another case; *explained*
    are the names that have been explained, and where; *without_facts* what was said,
    and what it is without the answers beside it.
    """

    speech: Speech
    evidence: Evidence
    case: Case | None
    explained: set[tuple[str, str | None, str]] = field(factory=set)
    without_facts: dict[str, str] = field(factory=dict)

    def lines(
        self,
        because: Explanation,
        depth: int,
        *,
        denied: bool = False,
        bare: bool = False,
    ) -> Iterator[Line]:
        """Yield what decides *because*, or its denial.

        What is *bare* stands below a heading that says how each of several came out.
        """
        condition = because.condition
        if isinstance(condition, Not):
            yield from self.lines(because.parts[0], depth, denied=not denied, bare=bare)
        elif isinstance(condition, Sure) and because.parts[0].truth != "unknown":
            yield from self.lines(because.parts[0], depth, denied=denied, bare=bare)
        elif isinstance(condition, Both | Either | Needs):
            yield from self._joined(because, depth, denied=denied, bare=bare)
        elif isinstance(condition, Linked) and because.parts:
            yield depth, in_which_case(because, self.evidence)
            there = self.evidence.elsewhere(because)
            telling = evolve(self, speech=there.speech, evidence=there, case=None)
            yield from telling.lines(because.parts[0], depth + 1, denied=denied)
        elif not (denied or bare) and is_told_by_its_lines(because):
            yield from self._in_lines(because, depth)
        elif isinstance(condition, Derived) and self.evidence.keeps_back(because):
            # Its name would tell what is kept back.
            for part in because.parts:
                yield from self.lines(part, depth, denied=denied, bare=bare)
        else:
            yield depth, self._verdict(because, denied=denied, bare=bare)
            yield from self._below(because, depth + 1)

    def _joined(
        self, because: Explanation, depth: int, *, denied: bool, bare: bool
    ) -> Iterator[Line]:
        condition = because.condition
        takes_all = isinstance(condition, Either) == denied
        truth = denied_truth(because.truth) if denied else because.truth
        if not denied and self._is_one_line(because, bare=bare):
            yield depth, self._verdict(because, bare=bare)
            return
        if not (denied or bare or takes_all) and self._given(because):
            yield from self._demanded([because], depth)
            return
        deciding = deciding_parts(because, takes_all=takes_all, denied=denied)
        if bare and takes_all and len(deciding) > 1:
            yield from self._way(deciding, depth, denied=denied)
            return
        is_choice = len(deciding) > 1 and not takes_all and truth != "true"
        if is_choice and not bare:  # a choice within a choice is one of them all
            gettext = self.speech.words.gettext
            yield (
                depth,
                gettext("None of these is met:")
                if truth == "false"
                else gettext("Not known yet whether one of these is met:"),
            )
            depth += 1
        if takes_all and not denied and len(deciding) > 1:
            yield from self._together(deciding, depth)
            return
        # Where all else of a way is so, what is left of it is the way.
        yield from self._once(deciding, depth, denied=denied, bare=bare or is_choice)

    def _way(
        self, parts: Iterable[Explanation], depth: int, *, denied: bool
    ) -> Iterator[Line]:
        """Yield what is needed together for one way of several."""
        below = tuple(
            self._once(parts, depth + 1, denied=True)
            if denied
            else self._together(parts, depth + 1)
        )
        is_one = sum(inside == depth + 1 for inside, _ in below) == 1
        if not is_one:
            yield depth, self.speech.words.gettext("All of these together:")
        yield from ((inside - is_one, text) for inside, text in below)

    def _once(
        self,
        parts: Iterable[Explanation],
        depth: int,
        *,
        denied: bool = False,
        bare: bool = False,
    ) -> Iterator[Line]:
        """Yield what decides each of *parts*, but nothing twice."""
        blocks = (self.lines(part, depth, denied=denied, bare=bare) for part in parts)
        yield from once(map(tuple, blocks), self.without_facts)

    def _is_one_line(self, because: Explanation, *, bare: bool) -> bool:
        """Tell whether one statement says of *because* what there is to say."""
        condition = because.condition
        if isinstance(condition, Both) and of_one_question(condition.parts):
            return True
        if isinstance(condition, Either):
            return bare and because.truth == "unknown" and is_demand(because)
        return bare and is_short(condition) and all(map(is_leaf, inside(because)))

    def _together(self, parts: Iterable[Explanation], depth: int) -> Iterator[Line]:
        """Yield what decides *parts*; what is asked for one reason stands under it."""
        groups: dict[str, list[Explanation]] = {}
        for number, (given, run) in enumerate(
            groupby(without_echoes(parts), key=self._given)
        ):
            groups.setdefault(given or str(number), []).extend(run)
        for together in groups.values():
            if self._given(together[0]):
                yield from self._demanded(together, depth)
                continue
            yield from self._once(with_lists(together), depth)

    def _given(self, because: Explanation) -> str:
        """Return what asks for more, where *because* is such a demand."""
        halves = given_and_asked(because)
        if halves is None:
            return ""
        given, asked = halves
        if given.truth == "unknown" and not is_short(asked.condition):
            return ""  # time to tell it when it is asked
        condition = self.evidence.as_answered(given)
        return sentence(condition, self.speech) if is_short(condition) else ""

    def _demanded(self, demands: list[Explanation], depth: int) -> Iterator[Line]:
        """Yield what asks for *demands*, the same of each; below it, what they ask."""
        halves = [found for one in demands if (found := given_and_asked(one))]
        given = halves[0][0]
        is_kept = self.evidence.keeps_back(given)
        if (
            (is_kept or given.truth == "unknown")
            and len(demands) == 1
            and is_demand(demands[0])
        ):
            yield depth, self._verdict(demands[0])
            return
        if given.truth == "true":
            yield depth, asked_for(demands[0], given, self.evidence)
        else:
            shape = self.speech.words.gettext("{verdict}; if so:")
            yield depth, shape.format(verdict=self._verdict(given))
        # Deeper: these are not what is asked, and would say what is kept back.
        for part in () if is_kept else inside(given):
            yield from self._below(part, depth + 2)
        yield from self._together([asked for _, asked in halves], depth + 1)

    def _below(self, because: Explanation, depth: int) -> Iterator[Line]:
        """Yield what stands below the verdict on *because*."""
        condition = because.condition
        if isinstance(condition, AmongLines):
            yield from self._in_lines(because, depth)
        elif isinstance(condition, Derived):
            place = self.evidence.place, because.line, condition.key
            if place in self.explained:
                return
            self.explained.add(place)
            for part in because.parts:
                yield from self.lines(part, depth)

    def _in_lines(self, because: Explanation, depth: int) -> Iterator[Line]:
        """Yield what decides in each line; lines where it is the same are one."""
        gettext, condition = self.speech.words.gettext, because.condition
        assert isinstance(condition, AmongLines)
        track = self.speech.track(condition.track)
        if not because.parts:
            yield depth, gettext("There is no {track}.").format(track=track)
        alike: dict[Reason, list[str]] = {}
        takes_all = isinstance(condition, Each)
        for part in deciding_parts(because, takes_all=takes_all, denied=False):
            is_said = is_said_by_its_facts(part)
            facts = self.evidence.all_of(part) if is_said else ""
            # A name is what was said of the lines: only what is below it is left.
            told = self._below if isinstance(part.condition, Derived) else self.lines
            below = () if is_said else tuple(told(part, depth + 1))
            name = line_name(condition.track, part.line, self.case, self.evidence)
            alike.setdefault((facts, below), []).append(name)
        is_in_none = not takes_all and because.truth == "false"
        yield from told_of_lines(track, alike, self.speech, depth, few=is_in_none)

    def _verdict(
        self, because: Explanation, *, denied: bool = False, bare: bool = False
    ) -> str:
        told = verdict(because, self.evidence, denied=denied, bare=bare)
        terse = evolve(self.evidence, is_terse=True)
        self.without_facts[told] = verdict(because, terse, denied=denied, bare=bare)
        return told
