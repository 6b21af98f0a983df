"""What conditions promise, whatever they are weighed against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from migcase import (
    DATE,
    DONT_KNOW,
    MONEY,
    REFUSED,
    TEXT,
    YES_NO,
    Condition,
    Explanation,
    Field,
    Money,
    Role,
    Setting,
    Step,
    Track,
    Value,
    case_of,
    count,
    days,
    depending_on,
    done,
    each,
    ended,
    first,
    latest,
    linked,
    linked_value,
    many_of,
    months,
    named,
    number,
    one_of,
    quarter,
    settled,
    some,
    sure,
    today,
    total,
)
from migcase.programme.scope import FREE, MISSING
from migcase.programme.truths import (
    ANY,
    FALSE,
    TRUE,
    UNKNOWN,
    conjunction,
    disjunction,
    negation,
    truth_of,
)
from tests.programme.scope import DAY, Told, done_on

ASKED = Field("asked", "Asked?", YES_NO)
WANTS = Field("wants", "Wanted?", YES_NO, allows=(DONT_KNOW, REFUSED))
PATH = Field("path", "Which path?", one_of("business", "job"))
HEADS = Field("heads", "How many?", number(0, 2))
PLACES = Field("places", "Where?", many_of("north", "south"))
ANSWERS: Mapping[Field[object], tuple[Value, ...]] = {
    ASKED: (True, False),
    WANTS: (True, False, DONT_KNOW),
    PATH: ("business", "job"),
    HEADS: (0, 1, 2),
    PLACES: ((), ("north",), ("north", "south")),
}
FIELDS = tuple(ANSWERS)
LIMIT = Setting("limit", "Limit", number(), 1)

NURSE = Role("nurse", "Nurse")
MEMBER = Track("member", "Traveller")
EXAM = Step("exam", "Examined", by=NURSE)

PLAIN = st.sampled_from(
    [
        lambda: ASKED & ASKED,
        lambda: WANTS | WANTS,
        lambda: PATH == "job",
        lambda: PATH != "job",
        lambda: HEADS >= 1,
        lambda: HEADS < LIMIT,
        lambda: HEADS == 2,
        lambda: PATH.is_in("business", "job"),
        lambda: PLACES.has("south"),
        lambda: WANTS == DONT_KNOW,
        lambda: ~ASKED,
    ]
).map(lambda make: make())
PEEKING = st.sampled_from([lambda: WANTS.known, lambda: HEADS.otherwise(1) == 1]).map(
    lambda make: make()
)


def made_of(leaves: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.recursive(
        leaves,
        lambda of: st.one_of(
            st.tuples(of, of).map(lambda two: two[0] & two[1]),
            st.tuples(of, of).map(lambda two: two[0] | two[1]),
            st.tuples(of, of).map(lambda two: two[0].needs(two[1])),
            of.map(lambda one: ~one),
            of.map(lambda one: some(MEMBER, one)),
            of.map(lambda one: each(MEMBER, one)),
            of.map(lambda one: count(MEMBER, one) >= 1),
        ),
        max_leaves=6,
    )


STEADY = made_of(PLAIN)
ALL = made_of(st.one_of(PLAIN, PEEKING, PLAIN.map(sure)))


@st.composite
def told(draw: st.DrawFn, *, lines: bool = True) -> Told:
    asked = draw(st.lists(st.sampled_from(FIELDS), unique_by=lambda one: one.key))
    facts = {one.key: draw(st.sampled_from(ANSWERS[one])) for one in asked}
    inside = [draw(told(lines=False)) for _ in range(draw(st.integers(0, 2)))] * lines
    named_ = [evolve(line, line_id=f"m{n}") for n, line in enumerate(inside)]
    return Told(facts, tracks={"member": tuple(named_)})


def parts_of(explanation: Explanation) -> Iterator[Explanation]:
    yield explanation
    for part in explanation.parts:
        yield from parts_of(part)


@pytest.mark.slow
# ------------------------------------------------------------------------ properties
@given(ALL, told())
def test_an_explanation_says_the_truth_that_weighing_finds(condition, scope):
    explained = condition.explain(scope)

    assert explained.truth == truth_of(condition.weigh(scope))
    assert all(
        part.truth == truth_of(part.condition.weigh(scope))
        for part in parts_of(explained)
        if part.line == scope.line_id
    )


@pytest.mark.slow
@given(ALL, told())
def test_where_nothing_is_free_there_is_one_truth(condition, scope):
    assert condition.weigh(scope) in (TRUE, FALSE, UNKNOWN)


@given(ALL, told(), st.sets(st.sampled_from(FIELDS), max_size=3))
def test_possible_truths_contain_all_that_trying_the_answers_finds(
    condition, scope, open_
):
    possible = condition.weigh(evolve(scope, free=frozenset(one.key for one in open_)))

    for answers in product(*(ANSWERS[one] for one in open_)):
        facts = {
            **scope.facts,
            **dict(zip((o.key for o in open_), answers, strict=True)),
        }
        found = condition.weigh(evolve(scope, facts=facts))
        assert found & possible, (answers, found, possible)


@given(STEADY, told(), st.sampled_from(FIELDS), st.data())
def test_one_more_fact_never_flips_what_was_decided(condition, scope, field, data):
    before = condition.weigh(scope)
    if field.key in scope.facts or before == UNKNOWN:
        return
    more = {field.key: data.draw(st.sampled_from(ANSWERS[field]))}
    lines = tuple(
        evolve(line, facts={**more, **line.facts}) for line in scope.tracks["member"]
    )
    after = evolve(scope, facts={**scope.facts, **more}, tracks={"member": lines})

    assert condition.weigh(after) == before


@given(ALL, told())
def test_an_unknown_names_the_facts_that_are_missing(condition, scope):
    explained = condition.explain(scope)

    def silent(values: Mapping[str, Value]) -> bool:
        return not any(value in (DONT_KNOW, REFUSED) for value in values.values())

    if explained.truth == "unknown":
        told_ = [part for part in parts_of(explained) if not part.parts]
        gaps = list(explained.gaps())
        assert gaps or not all(silent(part.values) for part in told_)
        assert set(gaps) <= {one.key for one in FIELDS}


@given(STEADY, told())
def test_telling_what_is_missing_decides(condition, scope):
    explained = condition.explain(scope)
    if explained.truth != "unknown":
        return
    everything = {one.key: ANSWERS[one][0] for one in FIELDS}
    lines = tuple(
        evolve(line, facts={**everything, **line.facts})
        for line in scope.tracks["member"]
    )
    full = evolve(scope, facts={**everything, **scope.facts}, tracks={"member": lines})

    assert condition.weigh(full) != UNKNOWN


@pytest.mark.slow
@given(ALL, ALL, told())
def test_not_turns_and_into_or(one, two, scope):
    both = ~(one & two)
    either = ~one | ~two

    assert both.weigh(scope) == either.weigh(scope)
    assert (~~one).weigh(scope) == one.weigh(scope)


@pytest.mark.slow
@given(ALL, told())
def test_sure_is_never_unknown_and_never_true_where_the_condition_is_not(
    condition, scope
):
    found = sure(condition).weigh(scope)

    assert found == (TRUE if condition.weigh(scope) == TRUE else FALSE)


# --------------------------------------------------------------------- the truths
SINGLE = (TRUE, FALSE, UNKNOWN)
KLEENE_AND = {
    (TRUE, TRUE): TRUE,
    (TRUE, UNKNOWN): UNKNOWN,
    (UNKNOWN, TRUE): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}


@pytest.mark.parametrize("left", SINGLE)
@pytest.mark.parametrize("right", SINGLE)
def test_and_is_kleenes(left, right):
    assert conjunction(left, right) == KLEENE_AND.get((left, right), FALSE)


@pytest.mark.parametrize("left", range(1, ANY + 1))
@pytest.mark.parametrize("right", range(1, ANY + 1))
def test_sets_of_truths_are_combined_truth_by_truth(left, right):
    def both(of):
        found = 0
        for one, two in product(SINGLE, SINGLE):
            if one & left and two & right:
                found |= of(one, two)
        return found

    assert conjunction(left, right) == both(conjunction)
    assert disjunction(left, right) == both(disjunction)
    assert negation(negation(left)) == left


# ----------------------------------------------------------------------- one by one
def test_a_question_nobody_asked_is_unknown_and_not_false():
    assert (PATH == "job").weigh(Told({})) == UNKNOWN
    assert (PATH != "job").weigh(Told({})) == UNKNOWN
    assert (~ASKED).weigh(Told({})) == UNKNOWN


def test_what_is_compared_with_a_setting_that_nobody_set_is_unknown():
    unset = Setting("unset", "Nobody set it", number())
    scope = Told({"heads": 1})

    assert (HEADS == unset).weigh(scope) == UNKNOWN
    assert (HEADS != unset).weigh(scope) == UNKNOWN
    assert HEADS.is_in(unset).weigh(scope) == UNKNOWN


@pytest.mark.parametrize(
    ("path", "asked", "truth"),
    [
        ("business", False, TRUE),
        ("job", False, FALSE),
        ("job", True, TRUE),
    ],
)
def test_a_demand_holds_only_where_its_condition_does(path, asked, truth):
    demand = (PATH == "job").needs(ASKED)

    assert demand.weigh(Told({"path": path, "asked": asked})) == truth


def test_a_demand_on_nothing_known_is_unknown():
    assert (PATH == "job").needs(ASKED).weigh(Told({"path": "job"})) == UNKNOWN
    assert (PATH == "job").needs(ASKED).weigh(Told({"path": "business"})) == TRUE


def test_each_demand_is_refused_by_itself():
    step = Step(
        "rest", "Rested", by=NURSE, requires=(PATH == "job").needs(ASKED, HEADS > 0)
    )
    scope = Told({"path": "job", "asked": True, "heads": 0})

    assert [one.weigh(scope) for one in step.requires] == [TRUE, FALSE]


def test_a_refusal_to_answer_is_an_answer_but_no_yes():
    scope = Told({"wants": REFUSED})

    assert WANTS.known.weigh(scope) == TRUE
    assert (WANTS & WANTS).weigh(scope) == FALSE
    assert (~WANTS).weigh(scope) == TRUE


def test_what_cannot_be_ordered_is_unknown():
    paid = Field("paid", "How much?", MONEY)
    scope = Told({"paid": Money(Decimal(30), "EUR"), "heads": DONT_KNOW})

    assert (paid < Money(Decimal(40), "EUR")).weigh(scope) == TRUE
    assert (paid < Money(Decimal(40), "MAD")).weigh(scope) == UNKNOWN
    assert (HEADS < 2).weigh(scope) == UNKNOWN


def test_the_sum_over_no_lines_is_nothing_in_any_currency():
    paid = Field("paid", "How much?", MONEY)
    ceiling = Money(Decimal(40), "EUR")
    scope = Told({})

    assert (total(MEMBER, paid) <= ceiling).weigh(scope) == TRUE
    assert (total(MEMBER, paid) == Money(Decimal(0), "MAD")).weigh(scope) == TRUE
    assert (total(MEMBER, paid) >= ceiling).weigh(scope) == FALSE


def test_a_line_without_an_amount_does_not_block_the_sum():
    paid = Field("paid", "How much?", MONEY)
    lines = (Told({"paid": Money(Decimal(30), "EUR")}), Told({}))
    scope = Told({}, tracks={"member": lines})

    assert total(MEMBER, paid).value(scope) == Money(Decimal(30), "EUR")


def test_two_currencies_have_no_sum():
    paid = Field("paid", "How much?", MONEY)
    euros, dirhams = Money(Decimal(30), "EUR"), Money(Decimal(30), "MAD")
    lines = (Told({"paid": euros}), Told({"paid": dirhams}))
    scope = Told({}, tracks={"member": lines})

    assert total(MEMBER, paid).value(scope) is MISSING


def test_over_no_lines_each_holds_and_some_does_not():
    scope = Told({})

    assert each(MEMBER, ASKED).weigh(scope) == TRUE
    assert some(MEMBER, ASKED).weigh(scope) == FALSE
    assert count(MEMBER).value(scope) == 0


@pytest.mark.parametrize(
    ("answers", "some_", "each_"),
    [
        ((True, False), TRUE, FALSE),
        ((True, True), TRUE, TRUE),
        ((False, False), FALSE, FALSE),
        ((True, None), TRUE, UNKNOWN),
        ((False, None), UNKNOWN, FALSE),
    ],
)
def test_one_line_is_enough_for_some_and_too_much_against_each(answers, some_, each_):
    lines = tuple(Told({} if one is None else {"asked": one}) for one in answers)
    scope = Told({}, tracks={"member": lines})

    assert some(MEMBER, ASKED).weigh(scope) == some_
    assert each(MEMBER, ASKED).weigh(scope) == each_


def test_an_unknown_line_makes_the_count_unknown_and_is_named():
    lines = (Told({"asked": True}, line_id="m1"), Told({}, line_id="m2"))
    explained = (count(MEMBER, ASKED) >= 1).explain(Told({}, tracks={"member": lines}))

    assert explained.truth == "unknown"
    assert [(part.line, part.missing) for part in explained.parts] == [
        ("m1", ()),
        ("m2", ("asked",)),
    ]


def test_the_first_and_the_latest_skip_lines_that_do_not_say():
    lines = (Told({}), Told({"heads": 1}), Told({"heads": 2}), Told({}))
    scope = Told({}, tracks={"member": lines})

    assert first(MEMBER, HEADS).value(scope) == 1
    assert latest(MEMBER, HEADS).value(scope) == 2
    assert count(MEMBER, distinct=HEADS).value(scope) == 2


def test_a_day_is_counted_from_another():
    born = Field("born", "Born on", DATE)
    scope = Told({"born": date(2024, 2, 29), "path": "job"})

    assert (born + months(12)).value(scope) == date(2025, 2, 28)
    assert (born - days(60)).value(scope) == date(2023, 12, 31)
    assert days(1).after(born).value(scope) == date(2024, 3, 1)
    assert days(1).before(born).value(scope) == date(2024, 2, 28)
    by_path = depending_on(PATH, business=days(3), job=days(5))
    assert by_path.after(born).value(scope) == date(2024, 3, 5)


def test_a_day_beyond_the_calendar_is_no_day():
    born = Field("born", "Born on", DATE)

    assert (born + days(1)).value(Told({"born": date.max})) is MISSING


def test_the_answer_of_a_step_is_the_one_it_gave():
    scope = Told({"asked": True}, marks={"exam": done_on(date(2025, 3, 1))})

    assert done(EXAM).weigh(scope) == TRUE
    assert settled(EXAM).weigh(scope) == TRUE
    assert EXAM.on.value(scope) == date(2025, 3, 1)
    assert ASKED.at(EXAM).value(scope) is MISSING


def test_a_comparison_with_today_says_when_to_look_again():
    born = Field("born", "Born on", DATE)
    scope = Told({"born": date(2025, 3, 10)})

    assert list((today <= born).thresholds(scope)) == [
        date(2025, 3, 10),
        date(2025, 3, 11),
    ]
    tomorrow, last, first = (date(2025, 3, day) for day in (4, 7, 8))
    assert {tomorrow, last, first} <= set((today + days(3) <= born).thresholds(scope))
    assert list((born <= born).thresholds(scope)) == []


def test_looking_again_is_also_told_through_lines_and_sums():
    born = Field("born", "Born on", DATE)
    line = Told({"born": date(2025, 3, 10), "heads": 1})
    scope = Told({}, tracks={"member": (line,)})
    waited = [date(2025, 3, 10), date(2025, 3, 11)]

    assert list(some(MEMBER, today <= born).thresholds(scope)) == waited
    assert list((count(MEMBER, today <= born) > 1).thresholds(scope)) == waited
    assert list((total(MEMBER, HEADS, today <= born) > 1).thresholds(scope)) == waited


def test_an_explanation_tells_what_each_side_came_to():
    explained = (HEADS < LIMIT).explain(Told({"heads": 2}, settings={"limit": 3}))

    assert (explained.truth, explained.sides) == ("true", (2, 3))
    assert explained.values == {"heads": 2}


def test_an_explanation_names_a_step_and_a_setting_that_are_not_there():
    unset = Setting("unset", "Nobody set it", number())

    waiting = (EXAM.on < today).explain(Told({}))
    open_ = (HEADS < unset).explain(Told({"heads": 2}))

    assert waiting.lacking == (("step", "exam"),)
    assert open_.lacking == (("setting", "unset"),)
    assert list(waiting.gaps()) == list(open_.gaps()) == []


def test_the_gaps_of_another_case_are_not_gaps_of_this_one():
    fund = Field("fund", "Which fund?", case_of("fund"))
    condition = linked(fund, ASKED)
    nobody, gone = Told({}), Told({"fund": "F-1"})
    there = Told({"fund": "F-1"}, links={"F-1": Told({})})

    assert condition.explain(nobody).missing == ("fund",)
    assert condition.explain(gone).lacking == (("case", "fund"),)
    assert list(condition.explain(there).gaps()) == []
    assert condition.explain(there).parts[0].lacking == (("fact", "asked"),)
    assert linked_value(fund, HEADS).value(there) is MISSING


def test_a_predicate_in_code_gets_answers_and_nothing_else():
    seen = []

    def odd(heads):
        seen.append(heads)
        return heads % 2 == 1 if heads else None

    condition = named("odd", "The number is odd", odd, HEADS)

    assert condition.weigh(Told({})) == UNKNOWN
    assert condition.weigh(Told({}, free=frozenset({"heads"}))) == ANY
    assert [condition.weigh(Told({"heads": n})) for n in (0, 1, 2)] == [
        UNKNOWN,
        TRUE,
        FALSE,
    ]
    assert seen == [0, 1, 2]


def test_a_line_is_asked_how_it_ended():
    lines = (Told({}, ending="gone"), Told({}))
    scope = Told({}, tracks={"member": lines})

    assert count(MEMBER, ended("gone", "lost")).value(scope) == 1


def test_the_last_word_behind_a_truth_is_that_of_the_parts_that_decide():
    scope = Told({"asked": True, "path": "job", "heads": 2})

    assert ((PATH == "job") | (HEADS == 0)).support(scope) == 2
    assert ((PATH == "job") & (HEADS == 0)).support(scope) == 3
    assert (~(PATH == "job")).support(scope) == 2


def test_the_last_word_behind_a_count_was_said_in_a_line():
    lines = (Told({"path": "job", "asked": True}), Told({"asked": True}))
    scope = Told({}, tracks={"member": lines})

    assert (count(MEMBER, ASKED) >= 2).support(scope) == 2


def test_a_free_answer_leaves_everything_open():
    free = Told({}, free=frozenset({"path", "born", "asked"}), today=DAY)
    born = Field("born", "Born on", DATE)

    assert (~ASKED).weigh(free) == ANY
    assert (PATH == "job").weigh(free) == ANY
    assert PATH.known.weigh(free) == TRUE  # it has to be answered
    assert evolve(PATH, optional=True).known.weigh(free) == TRUE | FALSE
    assert evolve(PATH, when=ASKED).known.weigh(free) == TRUE | FALSE
    assert sure(PATH == "job").weigh(free) == TRUE | FALSE
    assert (born + days(1)).value(free) is FREE


@given(st.dates())
def test_a_quarter_is_three_months_of_one_year(day):
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    born = Field("born", "Born on", DATE)
    here, there = Told({"born": day}), Told({"born": first})

    assert quarter(born).value(here) == quarter(born).value(there)
    assert str(quarter(born).value(here))[:4] == f"{day.year:04}"
    assert (quarter(born) == quarter(today)).weigh(Told({})) == UNKNOWN


def test_conditions_have_identity_and_no_equality():
    one, two = PATH == "job", PATH == "job"

    assert len({one, two, one}) == 2
    assert len({PATH, Field("path", "Which path?", TEXT), PATH}) == 2
