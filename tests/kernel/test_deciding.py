"""What is left once an entry is decided."""

from __future__ import annotations

import gc
from weakref import ref

from migcase import Programme, Role, Stage, Step, StepDone, Track
from migcase.casefile.case import follow, replay
from migcase.casefile.events import LineOpened
from migcase.judgement.agenda import work_of
from migcase.judgement.decide import decide
from migcase.judgement.outside import Outside
from migcase.testing.strategies import FIRST_DAY
from tests.kernel.examples import opened, said

WORKER = Role("worker", "Case worker")
MEMBER = Track("member", "Family member", opened_by=WORKER)
SEEN = Step("seen", "Seen", by=WORKER, of=MEMBER)
TOLD = Step("told", "Told", by=WORKER, after=SEEN)
PROGRAMME = Programme("invented", 1, "Invented", (Stage("One", (SEEN, TOLD)),))


def test_what_an_entry_was_judged_by_does_not_wait_for_the_garbage_collector():
    outside, line = Outside(FIRST_DAY), LineOpened("member", "m1", FIRST_DAY)
    case = replay((*opened(), said(2, line)))
    work = work_of(case, PROGRAMME, outside)
    entry = said(3, StepDone("seen", FIRST_DAY, line="m1"))
    gc.collect()
    gc.disable()

    try:
        decision = decide(case, work, entry, PROGRAMME, outside)
        before, after = ref(case), ref(decision.case)
        assert decision.case == follow(case, entry)
        del case, decision

        assert (before(), after()) == (None, None)
    finally:
        gc.enable()
