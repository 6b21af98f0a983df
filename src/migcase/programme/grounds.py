"""What waits for a legal basis, and what may be written before there is one.

Found once, when a programme is declared.  Whether there is a basis in a case is for
`migcase.judgement.lawful`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from migcase.errors import Fault
from migcase.kinds import PERSON
from migcase.programme.algebra import Condition
from migcase.programme.anatomy import Declared, all_fields, all_steps, all_tracks
from migcase.programme.faults import Placed, fault_in
from migcase.programme.fields import Field
from migcase.programme.near import near
from migcase.programme.scope import Scope
from migcase.programme.truths import TRUE
from migcase.programme.words import Hold, Step, Track

NOT_PERSONAL = "process"


@frozen(eq=False)
class Grounds:
    """What a programme says of its legal basis, as it is looked up.

    *bases* has the condition for the case (under None) and for the lines of each
    track; it is empty where a programme says nothing.  *personal* are the questions
    whose answers wait for it, *steps* the steps that cannot be done without such an
    answer, with their questions, and *tracks* those whose lines wait.
    """

    bases: Mapping[str | None, Condition]
    personal: frozenset[str]
    steps: Mapping[str, tuple[Field[object], ...]]
    tracks: frozenset[str]

    @classmethod
    def of(cls, programme: Declared) -> Grounds:
        """Return the grounds of *programme*."""
        bases = dict(_bases(programme))
        if not bases:
            return cls({}, frozenset(), {}, frozenset())
        before = {id(word) for word in programme.before_basis}
        known = {question.key for question in _asked_before(programme)}
        personal = frozenset(
            one.key
            for one in all_fields(programme)
            if is_personal(one) and one.key not in known
        )
        steps = {}
        for step in all_steps(programme):
            asked = tuple(
                one for one in step.asks if one.key in personal and not one.optional
            )
            if asked and step.track in bases and id(step) not in before:
                steps[step.key] = asked
        tracks = frozenset(
            track.key for track in all_tracks(programme) if id(track) not in before
        )
        return cls(bases, personal, steps, tracks)

    def holds_back(self, step: Step, free: Scope) -> bool:
        """Tell whether *step* has to ask about people, and no basis is possible.

        It is one of *steps*; in *free* its own questions are open to any answer.
        """
        if self.bases[step.track].weigh(free) & TRUE:
            return False
        needed = (one.when for one in self.steps[step.key])
        return any(when is None or when.weigh(free) == TRUE for when in needed)


def is_personal(question: Field[object]) -> bool:
    """Tell whether an answer to *question* says something about a person."""
    names_somebody = PERSON.name in (question.kind.name, question.kind.target)
    return names_somebody or question.secrecy != NOT_PERSONAL


def ungrounded(programme: Declared) -> Iterator[Fault]:
    """Yield what a programme says amiss about its legal basis."""
    known: Mapping[type, tuple[str, dict[str, object]]] = {
        Step: ("unknown-step", {one.key: one for one in all_steps(programme)}),
        Track: ("unknown-track", {one.key: one for one in all_tracks(programme)}),
        Hold: ("unknown-hold", {one.key: one for one in programme.holds}),
    }
    for word in programme.before_basis:
        code, there = known[type(word)]
        if word.key not in there:
            values = {"argument": "before_basis", "name": word.key}
            yield fault_in(programme, code, values, near=near(word.key, there))
    grounds = Grounds.of(programme)
    if programme.before_basis and not grounds.bases:
        yield fault_in(programme, "needs-basis")
    yield from _resting_on_themselves(programme, grounds)


def _resting_on_themselves(programme: Declared, grounds: Grounds) -> Iterator[Fault]:
    """Yield what a basis reads, and what waits for that basis."""
    fields = {one.key: one for one in all_fields(programme)}
    steps = {one.key: one for one in all_steps(programme)}
    for basis in {id(one): one for one in grounds.bases.values()}.values():
        for sort, key, _ in basis.reads():
            word: Placed | None = None
            if sort in ("step", "settled") and key in grounds.steps:
                word = steps[key]
            elif sort == "fact" and key in grounds.personal:
                word = fields[key]
            if word is not None:
                yield fault_in(word, "asks-before-basis")


def _bases(programme: Declared) -> Iterator[tuple[str | None, Condition]]:
    if programme.basis is not None:
        yield None, programme.basis
    for track in all_tracks(programme):
        basis = programme.basis if track.basis is None else track.basis
        if basis is not None:
            yield track.key, basis


def _asked_before(programme: Declared) -> Iterator[Field[object]]:
    """Yield what is asked on opening the case, and in whatever comes before."""
    yield from programme.asks
    for word in programme.before_basis:
        yield from word.asks
