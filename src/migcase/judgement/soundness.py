"""What is wrong with a programme before anybody uses it.

A declaration may be free of faults and still keep cases waiting, or people in.  These
findings are read from the declaration alone.  "Never" is only said where every case
that matters was imagined; what is said of a fact that may be missing holds wherever
somebody may get round the step that asks for it.  Circles of `after` are faults of
the declaration, and are not looked for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from migcase.judgement.certain import behind, certain_before
from migcase.judgement.imagined import is_free_to_hold
from migcase.judgement.outlook import Foresight
from migcase.judgement.stuck import stuck
from migcase.programme.conditions import (
    FALSE,
    TRUE,
    UNKNOWN,
    Both,
    Condition,
)
from migcase.programme.declaration import Programme
from migcase.programme.words import Hold, Outcome, Step

# What is worth knowing but may well be meant.
NOTES = frozenset({"no-deadline", "loop-through-facts"})


@frozen
class Finding:
    """One thing about a programme: a code, the thing, and its line in the plugin.

    *values* are what the sentence at the door needs.
    """

    code: str
    thing: str
    where: str
    values: Mapping[str, object] = field(factory=dict)

    @property
    def is_note(self) -> bool:
        """Tell whether this is only worth knowing."""
        return self.code in NOTES

    def __str__(self) -> str:
        more = ", ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.where}: {self.thing}: {self.code}{f' ({more})' if more else ''}"


def findings(programme: Programme) -> tuple[Finding, ...]:
    """Return what is wrong with *programme*, by thing in order of declaration.

    waits-for-a-fact: `when` may be unknown once the step's turn has come.
    circle-through-facts: `when` reads what only this step, or a later one, asks.
    loop-through-facts: `again` reads what only a later step asks (a note).
    never-needed, never-opens, never-settles: whatever the answers.
    no-deadline: a step that is owed, by no day (a note).
    never-happens: an ending that no case comes to.
    unknown-keeps-in: an ending withheld because of a fact that nobody may have asked.
    nobody-releases: a hold that somebody declares, and that stays for ever.
    no-way-out: a case just opened cannot be closed.
    """
    ahead = Foresight(programme)
    circling = stuck(ahead)
    shut = {step.key for step in programme.steps.values() if _never(step, ahead)}
    found: list[Finding] = []
    for step in programme.steps.values():
        found += _of_step(step, ahead, circling)
    for outcome in programme.outcomes:
        found += _of_outcome(outcome, ahead, shut)
    for hold in programme.holds:
        if hold.by and not hold.released_by:
            found.append(_about(hold, "nobody-releases"))
    if not any(_is_way_out(outcome, ahead) for outcome in programme.outcomes):
        thing = f"programme {programme.key}"
        found.append(Finding("no-way-out", thing, str(programme.where)))
    return tuple(found)


# ---------------------------------------------------------------- steps


def _of_step(
    step: Step, ahead: Foresight, circling: frozenset[str]
) -> Iterator[Finding]:
    if step.key in circling:
        yield _about(
            step, "circle-through-facts", _asked_in(step.when, ahead.programme)
        )
    elif step.when is not None:
        told = certain_before(step.after, step.of, ahead.programme)
        seen = ahead.outlook(step.when, guards=told)
        if seen.truths(step.when) & UNKNOWN:
            missing = [key for key in _facts(step.when) if () not in told.get(key, ())]
            yield _about(step, "waits-for-a-fact", {"facts": tuple(missing)})
    if step.when is not None and ahead.outlook(step.when).never(step.when, TRUE):
        yield _about(step, "never-needed")
    elif _never(step, ahead):
        yield _about(step, "never-opens")
    if step.again is not None:
        later = _only_later(step, ahead.programme)
        if ahead.outlook(step.again).never(step.again, FALSE | UNKNOWN):
            yield _about(step, "never-settles")
        elif later:
            yield _about(step, "loop-through-facts", {"facts": later})
    if step.within is None and not step.optional:
        yield _about(step, "no-deadline")


def _never(step: Step, ahead: Foresight) -> bool:
    """Tell whether no answers at all open *step*."""
    asked = {question.key for question in step.asks}
    parts = list(step.requires)
    grounds = ahead.programme.index.grounds
    if any(one.when is None for one in grounds.steps.get(step.key, ())):
        parts.append(grounds.bases[step.track])
    if step.when is not None and not asked & set(_facts(step.when)):
        parts.append(step.when)  # what made it needed still holds when it is done
    gate = Both(tuple(parts))
    return bool(parts) and ahead.outlook(gate).never(gate, TRUE)


def _only_later(step: Step, programme: Programme) -> tuple[str, ...]:
    """Return the facts that `again` reads and only steps after *step* ask."""
    found = []
    for key in _facts(step.again):
        askers = programme.index.asked_in.get(key, ())
        paths = (behind(asker.after, only_owed=False) for asker in askers)
        if askers and all(step in path for path in paths):
            found.append(key)
    return tuple(found)


# ---------------------------------------------------------------- endings


def _of_outcome(
    outcome: Outcome, ahead: Foresight, shut: set[str]
) -> Iterator[Finding]:
    asked = {question.key for question in outcome.asks}
    parts = list(outcome.requires)
    if outcome.when is not None and not asked & set(_facts(outcome.when)):
        parts.append(outcome.when)
    gate = Both(tuple(parts))
    before = [step.key for step in outcome.after if _is_never_settled(step, shut)]
    before += [
        step.key for step in outcome.after if _comes_after_all(step, ahead.programme)
    ]
    if before:
        yield _about(outcome, "never-happens", {"steps": tuple(before)})
    elif parts and ahead.outlook(gate).never(gate, TRUE):
        yield _about(outcome, "never-happens")
    if outcome.when is not None:
        told = certain_before(outcome.after, outcome.of, ahead.programme)
        seen = ahead.outlook(outcome.when, guards=told)
        kept = [case for case in seen.cases if outcome.when.weigh(case) == UNKNOWN]
        if any(is_free_to_hold(outcome.when, case) for case in kept):
            missing = [
                key for key in _facts(outcome.when) if () not in told.get(key, ())
            ]
            yield _about(outcome, "unknown-keeps-in", {"facts": tuple(missing)})


def _is_never_settled(step: Step, shut: set[str]) -> bool:
    return step.key in shut and step.when is None and not step.waived_by


def _comes_after_all(step: Step, programme: Programme) -> bool:
    """Tell whether only an ending brings *step* up."""
    index = programme.index
    return step.key in index.leftovers and step.key not in index.relief


def _is_way_out(outcome: Outcome, ahead: Foresight) -> bool:
    """Tell whether a case can be closed so on the day it was opened."""
    if outcome.of is not None or outcome.after:
        return False
    personal = ahead.programme.index.grounds.personal
    if any(one.key in personal and not one.optional for one in outcome.asks):
        return False  # it asks about people, and there is no basis yet
    told = {question.key for question in ahead.programme.asks}
    own = {question.key for question in outcome.asks}
    demands = [(condition, told | own) for condition in outcome.requires]
    if outcome.when is not None:
        demands.append((outcome.when, told))
    fields = frozenset(ahead.programme.index.fields)
    return not any(
        ahead.outlook(one, untold=fields - known, new=True).never(one, TRUE)
        for one, known in demands
    )


# ---------------------------------------------------------------- what is read


def _facts(condition: Condition | None) -> tuple[str, ...]:
    if condition is None:
        return ()
    reads = (key for sort, key, _ in condition.reads() if sort == "fact")
    return tuple(dict.fromkeys(reads))


def _asked_in(condition: Condition | None, programme: Programme) -> dict[str, object]:
    facts = _facts(condition)
    askers = programme.index.asked_in
    steps = dict.fromkeys(step.key for key in facts for step in askers.get(key, ()))
    return {"facts": facts, "steps": tuple(steps)}


def _about(
    word: Step | Outcome | Hold, code: str, values: Mapping[str, object] | None = None
) -> Finding:
    thing = f"{type(word).__name__.lower()} {word.key}"
    return Finding(code, thing, str(word.where), values or {})
