"""The survey: what the scores promise, whatever was answered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from migcase import DONT_KNOW, REFUSED
from migcase_reintegration.rss.comparing import NotComparable, Trend, compare
from migcase_reintegration.rss.files import BadSurveyFile
from migcase_reintegration.rss.scoring import (
    SCORES,
    OutOfScale,
    Result,
    in_two_decimals,
    score,
)
from migcase_reintegration.rss.survey import (
    DIMENSIONS,
    Item,
    Survey,
    read_survey,
    shipped_survey,
)
from migcase_reintegration.rss.weights import (
    WeightSet,
    read_weights,
    shipped_weights,
)

SURVEY = shipped_survey()
EQUAL = shipped_weights(SURVEY)
ENOUGH = Decimal("0.80")
NONE_NEEDED = Decimal(0)

Answers = Mapping[str, object]


def scored(answers: Answers, weights: WeightSet = EQUAL, least=ENOUGH) -> Result:
    return score(answers, SURVEY, weights, least)


def worth(item: Item, points: str) -> str:
    """Return the answer to *item* that is worth so much."""
    return next(one for one, value in item.scale.items() if value == Decimal(points))


def scoreable(item: Item) -> list[str]:
    return [answer for answer, points in item.scale.items() if points is not None]


# ------------------------------------------------ the worked example
POINTS = {
    "E": ".25 .5 1 .75 .5 .25 1 0 1",
    "S": ".75 .5 .75 1 .5 1 .75 1 .5 .5",
    "P": ".5 .75 .75 1 .75 1 .5 1 1",
}
EXAMPLE: Answers = {
    **{
        f"{letter}{number}": worth(SURVEY.items[f"{letter}{number}"], points)
        for letter, row in POINTS.items()
        for number, points in enumerate(row.split(), 1)
    },
    "S11": REFUSED,
}


@pytest.mark.parametrize(
    ("name", "exactly"),
    [
        ("economic", Decimal("5.25") / 9),
        ("social", Decimal("7.25") / 10),
        ("psychosocial", Decimal("7.25") / 9),
        ("composite", Decimal("19.75") / 28),
    ],
)
def test_the_worked_example_comes_to_its_scores(name, exactly):
    assert scored(EXAMPLE).scores[name].value == exactly


def test_the_composite_is_over_the_items_and_not_the_mean_of_the_dimensions():
    scores = scored(EXAMPLE).scores
    mean = sum(scores[one].value for one in DIMENSIONS) / 3

    assert (round(scores["composite"].value, 4), round(mean, 4)) == (
        Decimal("0.7054"),
        Decimal("0.7046"),
    )


def test_what_was_refused_lowers_the_coverage():
    social = scored(EXAMPLE).scores["social"]

    assert (social.answered, social.applicable) == (10, 11)
    assert round(social.coverage, 3) == Decimal("0.909")


def test_a_score_is_shown_with_two_decimals_rounded_half_up():
    assert [in_two_decimals(Decimal(one)) for one in ("0.705", "0.7049", "1")] == [
        "0.71",
        "0.70",
        "1.00",
    ]


# ------------------------------------------------ whatever was answered
def answering(item: Item) -> st.SearchStrategy[object]:
    return st.sampled_from([*item.scale, DONT_KNOW, REFUSED])


forms = st.fixed_dictionaries(
    {}, optional={code: answering(item) for code, item in SURVEY.items.items()}
)
full_forms = st.fixed_dictionaries(
    {code: st.sampled_from(scoreable(item)) for code, item in SURVEY.items.items()}
)
items = st.sampled_from(sorted(SURVEY.items))
heaps = st.decimals(0, 1000, places=3)


def weight_set(dimension: Mapping[str, Decimal], composite=None) -> WeightSet:
    return WeightSet(EQUAL.standing, dimension, composite or dimension)


weight_sets = st.fixed_dictionaries(dict.fromkeys(SURVEY.items, heaps)).map(weight_set)


def values(result: Result) -> list[Decimal | None]:
    return [result.scores[name].value for name in SCORES]


@pytest.mark.parametrize(("of", "score_of_all"), [(max, 1), (min, 0)])
def test_all_best_answers_come_to_one_and_all_worst_to_nought(of, score_of_all):
    answers = {
        code: of(scoreable(item), key=lambda one, item=item: item.scale[one])
        for code, item in SURVEY.items.items()
    }

    assert values(scored(answers)) == [Decimal(score_of_all)] * 4


@given(forms, weight_sets)
def test_a_score_lies_between_nought_and_one(answers, weights):
    found = scored(answers, weights, NONE_NEEDED)

    assert all(one is None or 0 <= one <= 1 for one in values(found))
    assert all(0 <= one.coverage <= 1 for one in found.scores.values())


@given(forms, weight_sets, items, st.data())
def test_improving_one_answer_lowers_no_score(answers, weights, code, data):
    item = SURVEY.items[code]
    worse, better = sorted(
        (data.draw(st.sampled_from(scoreable(item))) for _ in range(2)),
        key=lambda one: item.scale[one],
    )

    before = values(scored({**answers, code: worse}, weights, NONE_NEEDED))
    after = values(scored({**answers, code: better}, weights, NONE_NEEDED))
    pairs = zip(before, after, strict=True)
    assert all(one is None or one <= other for one, other in pairs)


@given(forms, weight_sets, st.permutations(sorted(SURVEY.items)))
def test_the_order_of_the_items_changes_nothing(answers, weights, order):
    turned = Survey(SURVEY.standing, {code: SURVEY.items[code] for code in order})

    assert score(answers, turned, weights, ENOUGH) == scored(answers, weights)


@given(full_forms, weight_sets, items)
def test_refusing_an_item_scores_like_weights_without_it(answers, weights, code):
    without = weight_set({**weights.dimension, code: Decimal(0)})

    refused = scored({**answers, code: REFUSED}, weights, NONE_NEEDED)
    assert values(refused) == values(scored(answers, without, NONE_NEEDED))


@given(forms, items, st.sampled_from([DONT_KNOW, REFUSED]))
def test_no_answer_is_never_an_answer_of_nought(answers, code, no_answer):
    unasked = {key: value for key, value in answers.items() if key != code}

    assert scored({**answers, code: no_answer}) == scored(unasked)


@given(full_forms)
def test_a_household_without_children_lowers_no_coverage(answers):
    social = scored({**answers, "S4": "no-children"}).scores["social"]

    assert (social.coverage, social.applicable) == (1, 10)


@given(full_forms, weight_sets, st.integers(1, 10**6))
def test_weights_need_not_add_up_to_anything(answers, weights, times):
    larger = weight_set({code: one * times for code, one in weights.dimension.items()})

    assert values(scored(answers, larger)) == values(scored(answers, weights))


# ------------------------------------------------ too little was answered
def first_answered(number: int) -> Answers:
    """Return a form on which only the first economic items were answered."""
    economic = SURVEY.of("economic")[:number]
    return {item.code: scoreable(item)[0] for item in economic}


@pytest.mark.parametrize(("answered", "is_shown"), [(7, False), (8, True), (9, True)])
def test_a_score_is_shown_from_four_fifths_of_the_items_on(answered, is_shown):
    economic = scored(first_answered(answered)).scores["economic"]

    assert (economic.value is not None) == is_shown


def test_a_coverage_exactly_on_the_limit_is_enough():
    fifths = {"E1": Decimal("0.8"), "E2": Decimal("0.2")}
    weights = weight_set({**dict.fromkeys(SURVEY.items, Decimal(0)), **fifths})

    assert scored({"E1": "ok"}, weights).scores["economic"].value == Decimal("0.5")


def test_a_survey_that_nobody_answered_has_no_scores():
    assert values(scored({}, least=NONE_NEEDED)) == [None] * 4


@pytest.mark.parametrize(("code", "answer"), [("E1", "splendid"), ("E99", "yes")])
def test_an_answer_out_of_scale_is_refused(code, answer):
    with pytest.raises(OutOfScale) as refused:
        scored({code: answer})

    assert (refused.value.item, refused.value.answer) == (code, answer)


# ------------------------------------------------ two surveys
BETTER: Answers = {**EXAMPLE, "E8": "yes", "S11": "good"}


def test_a_trend_is_the_later_score_less_the_earlier():
    trend = compare(scored(EXAMPLE), scored(BETTER))

    assert isinstance(trend, Trend)
    assert trend.changes["economic"] == Decimal("6.25") / 9 - Decimal("5.25") / 9


def test_there_is_no_trend_where_one_of_the_two_is_insufficient():
    trend = compare(scored(first_answered(3)), scored(EXAMPLE))

    assert isinstance(trend, Trend)
    assert trend.changes["economic"] is None


OTHERS = weight_set({**EQUAL.dimension, "E1": Decimal(2)})


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (scored(EXAMPLE, OTHERS), ("weights",)),
        (scored(EXAMPLE, least=Decimal("0.7")), ("coverage",)),
        (scored(EXAMPLE, OTHERS, Decimal("0.7")), ("weights", "coverage")),
    ],
)
def test_surveys_that_were_counted_differently_are_not_compared(other, reasons):
    assert compare(scored(EXAMPLE), other) == NotComparable(reasons)


# ------------------------------------------------ what is official
def test_nothing_that_is_shipped_calls_itself_official():
    assert not scored(EXAMPLE).official


def test_no_item_is_more_than_remembered():
    told = {item.wording for item in SURVEY.items.values()}
    told |= {item.points for item in SURVEY.items.values()}

    assert "published" not in told


def test_the_points_nobody_is_sure_of_say_so():
    unsure = {item.code for item in SURVEY.items.values() if item.points == "low"}

    assert unsure == {"E5", "E9", "S11"}


# ------------------------------------------------ files that others write
HEAD = 'id = "annex-4"\nversion = 1\nsource = "Annex 4"\n'
OFFICIAL = f'{HEAD}status = "published"\nofficial = true\n'


def weights_file(head: str = OFFICIAL, **changed: str) -> str:
    lines = dict.fromkeys(SURVEY.items, "{ dimension = 1.5, composite = 0.2 }")
    listed = "\n".join(f"{key} = {row}" for key, row in {**lines, **changed}.items())
    return f"{head}[weights]\n{listed}\n"


def faults_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadSurveyFile) as refused:
        read_weights(text, "mine.toml", SURVEY)
    return [(fault.code, fault.thing) for fault in refused.value.faults]


def test_a_published_set_may_call_itself_official():
    weights = read_weights(weights_file(), "mine.toml", SURVEY)

    assert weights.standing.official
    assert weights.dimension["E1"] == Decimal("1.5")


def test_official_weights_over_remembered_items_make_no_official_score():
    weights = read_weights(weights_file(), "mine.toml", SURVEY)

    assert not scored(EXAMPLE, weights).official


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{ dimension = -1, composite = 1 }", ("negative", "weights.E1.dimension")),
        (
            "{ dimension = nan, composite = 1 }",
            ("not-a-number", "weights.E1.dimension"),
        ),
        (
            '{ dimension = "1", composite = 1 }',
            ("not-a-number", "weights.E1.dimension"),
        ),
        (
            "{ dimension = true, composite = 1 }",
            ("not-a-number", "weights.E1.dimension"),
        ),
        ("{ dimension = 1e30, composite = 1 }", ("too-large", "weights.E1.dimension")),
        (
            "{ dimension = 1e-30, composite = 1 }",
            ("too-precise", "weights.E1.dimension"),
        ),
        ("{ dimension = 1 }", ("missing", "weights.E1.composite")),
        ("1", ("not-a-table", "weights.E1")),
        (
            "{ dimension = 1, composite = 1, both = 1 }",
            ("unknown-word", "weights.E1.both"),
        ),
    ],
)
def test_a_weight_that_is_none_is_named(row, fault):
    assert faults_of(weights_file(E1=row)) == [fault]


def test_a_forgotten_item_is_named():
    text = "\n".join(row for row in weights_file().split("\n") if row[:3] != "S7 ")

    assert faults_of(text) == [("missing", "weights.S7")]


def test_an_item_that_is_not_asked_is_named():
    row = "{ dimension = 1, composite = 1 }"

    assert faults_of(weights_file(E10=row)) == [("unknown-item", "weights.E10")]


def test_a_dimension_that_weighs_nothing_is_named():
    nothing = "{ dimension = 0, composite = 1 }"
    economic = {item.code: nothing for item in SURVEY.of("economic")}

    assert faults_of(weights_file(**economic)) == [("weighs-nothing", "economic")]


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        (
            f'{HEAD}status = "proposal"\nofficial = true\n',
            ("official-not-published", "official"),
        ),
        (f'{HEAD}status = "holy"\nofficial = false\n', ("unknown-status", "status")),
        (f'{HEAD}status = "published"\n', ("missing", "official")),
        (OFFICIAL.replace("annex-4", "Annex 4"), ("bad-id", "id")),
        (OFFICIAL.replace("= 1", "= 0"), ("bad-version", "version")),
        (OFFICIAL.replace('"Annex 4"', '" "'), ("no-source", "source")),
        (OFFICIAL.replace("true", '"yes"'), ("not-yes-or-no", "official")),
        (f"{OFFICIAL}author = 1\n", ("unknown-word", "author")),
    ],
)
def test_a_head_that_says_too_little_is_refused(head, fault):
    assert faults_of(weights_file(head)) == [fault]


def test_every_fault_of_a_file_is_named_at_once():
    text = weights_file(HEAD, E1="{ dimension = -1 }", E10="1")

    assert len(faults_of(text)) == 5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("weights = ", "not-toml"),
        (f"weights = 1e{'9' * 99}", "not-toml"),
        (f"weights = {'9' * 5000}", "not-toml"),
        (f"weights = {'[' * 5000}", "not-toml"),
        (b"\xff\xfe", "not-utf-8"),
    ],
)
def test_what_is_no_file_of_weights_is_refused(text, code):
    assert [one for one, _ in faults_of(text)] == [code]


def test_the_items_of_another_survey_are_checked_too():
    text = OFFICIAL + '[scales.a]\n"yes" = 2\n[items.E1]\nscale = "b"\n'

    with pytest.raises(BadSurveyFile) as refused:
        read_survey(text, "mine.toml")

    codes = {fault.code for fault in refused.value.faults}
    assert codes == {"too-large", "unknown-choice", "missing", "no-items"}


@given(forms)
def test_scores_are_the_same_each_time(answers):
    assume(answers)

    assert scored(answers) == scored(dict(reversed(answers.items())))
