"""One more fact never turns what was already decided.

It may decide what was unknown.  Set aside are the words that ask about knowing
itself (`.known`, `sure`, `.otherwise`, different answers, the first and the latest
line that has one, a total of what is known) and those about steps.
"""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from migcase.casefile.case import follow
from migcase.casefile.events import Actor, Entry, Stated
from migcase.programme.conditions import (
    UNKNOWN,
    AtStep,
    Done,
    Known,
    Otherwise,
    Settled,
    StepOn,
    Sure,
)
from migcase.programme.lines import Count, Extreme, Total
from migcase.programme.walking import walk
from migcase.testing.strategies import answers, histories
from tests.kernel.places import seen, weighed

ABOUT_KNOWING = (Known, Sure, Otherwise, Extreme, Total, AtStep)
ABOUT_STEPS = (Done, Settled, StepOn)


@given(histories(is_late=True), st.data())
def test_one_more_fact_never_turns_what_was_decided(history, data):
    view = seen(history)
    unsaid = sorted(unsaid_in(view), key=str)
    assume(unsaid)
    key, line = data.draw(st.sampled_from(unsaid))
    value = data.draw(answers(history.programme.index.fields[key]))

    event = Stated({key: value}, history.today, line)
    case, at = history.case, history.entries[-1].at
    entry = Entry(case.id, case.number + 1, event, at, Actor("Amina"), "here", "new")
    wiser = seen(history, follow(case, entry))

    for condition, scope in weighed(view):
        before = condition.weigh(scope)
        if before != UNKNOWN and not is_about_knowing(condition):
            assert condition.weigh(wiser.at(scope.line_id)) == before


def unsaid_in(view):
    """Yield each fact that nobody has told, with the line it is missing in."""
    for key, home in view.index.home.items():
        if home is None:
            if not view.told(key):
                yield key, None
        else:
            for line in view.case.lines_of(home):
                if not view.at_line(line).told(key):
                    yield key, line.id


def is_about_knowing(condition) -> bool:
    return any(
        isinstance(node, (*ABOUT_KNOWING, *ABOUT_STEPS))
        or (isinstance(node, Count) and node.distinct is not None)
        for node in walk(condition)
    )
