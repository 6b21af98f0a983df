"""What the demo's office shows of the three programmes, and that it keeps the rules."""

from __future__ import annotations

import pytest

from migcase.assistance.ledger import balances, postings
from migcase.casefile.case import follow
from migcase.casefile.events import LineEnded, LineOpened

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cases(office):
    """Every case of a programme, by the programme."""

    def of(programme):
        rows = office.cases(programme=programme, limit=10_000)
        return [office.case(row.case) for row in rows]

    return of


@pytest.fixture(scope="module")
def cohort(cases):
    [cohort] = cases("cohort")
    return cohort


def told(line, key):
    return line.told[key][-1].value if key in line.told else None


def open_lines(case, track):
    return [line for line in case.lines_of(track) if line.ended is None]


def test_there_are_never_more_places_taken_than_there_are(office, cohort):
    case, taken = None, []
    for entry in office.entries(cohort.id):
        case = follow(case, entry)
        taken.append(len(open_lines(case, "place")))

    assert max(taken) == taken[-1] == cohort.facts["places"] == 45


def test_whoever_comes_after_the_45th_waits_in_the_order_of_coming(cohort, cases):
    waited = [told(line, "waits_for") for line in cohort.lines_of("waiting")]
    came = [case.id for case in cases("reintegration") if case.project == "souss"]

    assert waited == came[45:48]


def test_who_drops_out_frees_a_place_for_whoever_has_waited_longest(office, cohort):
    events = [entry.event for entry in office.entries(cohort.id)]
    moves = [
        event
        for event in events
        if isinstance(event, LineEnded)
        or (isinstance(event, LineOpened) and event.track == "place")
    ]
    freed = next(n for n, one in enumerate(moves) if isinstance(one, LineEnded))
    gone, given = moves[freed], moves[freed + 1]
    [dropped] = [line for line in cohort.lines_of("place") if line.ended is not None]
    first = next(iter(cohort.lines_of("waiting")))

    assert gone.outcome == "given-up"
    assert office.case(told(dropped, "place_for")).ended.outcome == "dropped-out"
    assert given.facts["place_for"] == told(first, "waits_for")
    assert first.ended.outcome == "moved-up"
    assert office.case(told(first, "waits_for")).facts["choice"] == "selected"


def test_the_others_still_wait(office, cohort):
    waiting = [told(line, "waits_for") for line in open_lines(cohort, "waiting")]

    assert len(waiting) == 2
    for case in waiting:
        assert office.work(case).status == "waiting_list"


def test_ten_young_people_are_on_their_way(cases):
    youths = cases("mobility")
    signed = [case for case in youths if "contract-signed" in case.marks]
    there = [case for case in youths if "arrival" in case.marks]

    assert len(youths) == len({case.about for case in youths}) == 10
    assert 10 > len(signed) > len(there) > 0


def test_whoever_went_abroad_has_a_place_that_is_there(office, cases):
    for opportunity in cases("opportunity"):
        taken = open_lines(opportunity, "place")

        assert len(taken) <= opportunity.facts["places"]
    held = {
        told(line, "place_for")
        for opportunity in cases("opportunity")
        for line in open_lines(opportunity, "place")
    }
    assert {case.id for case in cases("mobility") if "departure" in case.marks} <= held


def test_each_payment_went_through_three_hands(cases):
    paid = [
        line
        for case in cases("reintegration")
        for line in case.lines_of("payment")
        if "pay" in line.marks
    ]
    hands = [
        [line.marks[step].hands[-1] for step in ("payment-request", "approve", "pay")]
        for line in paid
    ]

    assert len(paid) >= 45
    assert {len(set(each)) for each in hands} == {3}


def test_the_ledgers_of_the_fund_and_of_all_cases_balance(office, cases):
    [fund] = cases("fund")
    ledger = [
        posting
        for case in (fund, *cases("reintegration"))
        for posting in postings(office.entries(case.id))
    ]
    sums = {account: amounts["MAD"] for account, amounts in balances(ledger).items()}

    assert sum(sums.values()) == 0
    assert sums["paid"] > 0
    assert min(sums["fund"], sums["envelope"], sums["committed"]) >= 0


def test_the_survey_of_who_was_followed_to_the_end_improved(cases):
    from migcase_reintegration.kept import surveys
    from migcase_reintegration.rss.comparing import compare
    from migcase_reintegration.yardstick import yardstick_of

    yardstick = yardstick_of((), None)
    asked = [tuple(surveys(case)) for case in cases("reintegration")]
    both = [found for found in asked if len(found) == 2]
    trends = [compare(*map(yardstick.scored, found)) for found in both]

    assert len(both) >= 10
    assert all([one.round for one in found] == ["baseline", "end"] for found in both)
    assert sum(trend.changes["composite"] > 0 for trend in trends) > len(both) / 2
    assert not yardstick.weights[both[0][0].weights].standing.official


def test_what_was_reached_stands_beside_what_was_promised(office):
    reached = {
        (one.programme, one.milestone): (one.persons, one.wanted)
        for one in office.targets(project="souss")
    }
    persons = {key: counted[0] for key, counted in reached.items()}

    assert reached["reintegration", "enrolled"] == (45, 45)
    assert {reached["mobility", key][1] for key in ("accompanied", "mobile")} == {10}
    assert 45 > persons["reintegration", "accompanied"]
    assert (
        persons["reintegration", "accompanied"] > persons["reintegration", "completed"]
    )
    assert persons["reintegration", "completed"] > 0
    assert persons["mobility", "accompanied"] > persons["mobility", "mobile"] > 0
    assert reached["cartography", "published"] == (2, 2)
