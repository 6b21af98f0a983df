"""No case is ever stuck without a word: a task, a fact to tell, or an ending."""

from __future__ import annotations

from hypothesis import given

from migcase.casefile.events import Actor, Closed, Entry, LineOpened, Noted
from migcase.judgement.agenda import work_of
from migcase.judgement.soundness import findings
from migcase.judgement.view import WAITING
from migcase.judgement.work import TELL
from migcase.programme.conditions import TRUE, AtStep, Field
from migcase.programme.walking import walk
from migcase.testing.strategies import histories, programmes, refusals
from tests.kernel.places import every_form, is_unorderable, places, seen


def is_sound(programme) -> bool:
    return all(finding.is_note for finding in findings(programme))


HISTORIES = programmes(most_steps=4).flatmap(histories)
SOUND = programmes(most_steps=4).filter(is_sound).flatmap(histories)
ENDING = programmes(most_steps=4, always_ends=True).flatmap(histories)


@given(ENDING)
def test_an_ending_without_conditions_never_keeps_anybody_in(history):
    if not history.case.closed:
        assert not why_not(history, Closed("o0", history.today))


@given(HISTORIES)
def test_a_step_that_waits_for_a_fact_is_a_fact_to_tell(history):
    work = work_of(history.case, history.programme, history.outside())
    told = {task.key for task in work.tasks.values() if task.kind == TELL}
    for step, scope in places(seen(history)):
        if scope.status(step) == WAITING:
            gaps = set(step.when.explain(scope).gaps())
            nodes = list(walk(step.when))
            asked = {one.key for one in nodes if isinstance(one, Field)}
            # What a certain doing of a step will answer is no use to tell.
            at_steps = {one.field for one in nodes if isinstance(one, AtStep)} - asked

            assert gaps - at_steps <= told
            assert gaps or is_unorderable(scope) or waits_for_more(step.when, scope)


@given(HISTORIES)
def test_a_closed_case_offers_only_what_its_ending_leaves(history):
    if history.case.closed:
        outcome = history.programme.outcome(history.case.ended.outcome)
        left = {step.key for step in outcome.then}
        work = work_of(history.case, history.programme, history.outside())
        doings = {task.key for task in work.tasks.values() if task.kind == "do"}

        assert doings <= left


@given(HISTORIES)
def test_nothing_but_a_missing_basis_keeps_a_note_out_even_of_a_closed_case(history):
    basis = history.programme.basis
    is_lawful = basis is None or basis.weigh(seen(history)) == TRUE

    reasons = why_not(history, Noted("Rang to ask", history.today))
    assert [one.code for one in reasons] == ([] if is_lawful else ["no-legal-basis"])


@given(SOUND)
def test_an_open_case_of_a_sound_programme_offers_a_task_a_fact_or_an_ending(history):
    case, programme = history.case, history.programme
    work = work_of(case, programme, history.outside())
    endings = [one for one in programme.outcomes if one.of is None]

    ways_out = [
        Closed(outcome.key, history.today, facts)
        for outcome in endings
        for facts in every_form(outcome.asks)
    ]
    # Where an ending counts lines, opening one is a way on that nobody owes.
    ways_on = [
        LineOpened(track.key, "new", history.today, facts)
        for track in programme.index.tracks.values()
        for facts in every_form(track.asks)
    ]

    assert (
        case.closed
        or work.tasks
        or any(map(rests_on_a_setting, endings))
        or any(not why_not(history, event) for event in (*ways_out, *ways_on))
    )


def rests_on_a_setting(outcome) -> bool:
    """Tell whether the mission may shut this way out, by what it sets."""
    conditions = [one for one in (outcome.when, *outcome.requires) if one is not None]
    return any(sort == "setting" for one in conditions for sort, _, _ in one.reads())


def waits_for_more(condition, scope) -> bool:
    """Tell whether it waits for a step, a line or a setting, and not for a fact."""
    because = [condition.explain(scope)]
    for part in because:
        because += part.parts
    return any(part.lacking for part in because)


def why_not(history, event):
    case, programme = history.case, history.programme
    by = Actor("Newcomer", frozenset(programme.index.roles))
    at = history.entries[-1].at
    entry = Entry(case.id, case.number + 1, event, at, by, "here", "new")
    return refusals(case, entry, programme, history.outside())
