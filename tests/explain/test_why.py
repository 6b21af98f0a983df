"""The promises about reasons: what failed, what is missing, what was said, where."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from migcase import (
    Actor,
    Case,
    Derived,
    Entry,
    Event,
    LineOpened,
    Opened,
    Stated,
    StepDone,
    count,
    done,
    each,
    first,
    named,
    replay,
    some,
    sure,
)
from migcase.casefile.case import follow
from migcase.errors import Refusal
from migcase.judgement.explain import English, why
from migcase.judgement.outside import Outside
from migcase.judgement.view import View
from migcase.kinds import Money
from migcase.office.masks import masked_refusals
from migcase.programme.conditions import Condition, DependingOn, Explanation
from tests.explain.programme import (
    CHILD,
    EXAM,
    FIT,
    HOW_MANY,
    LEAVES,
    PRICE,
    RISK,
    SMALL,
    TALK,
    TO,
    TOPICS,
    TRAVELLER,
    WANTS,
    WHO,
)

AMINA = Actor("amina", {"clerk", "doctor"})
DAY = date(2026, 3, 2)


@pytest.fixture
def case() -> Case:
    """Two travellers: one is unfit, the other has not been examined."""
    return replay(
        entries(
            Opened("small", 3, DAY),
            StepDone("talk", DAY, {"wants": True, "to": "SN"}),
            LineOpened("traveller", "L1", DAY, {"who": "P-1"}),
            LineOpened("traveller", "L2", DAY, {"who": "P-2"}),
            StepDone("exam", DAY, {"fit": "unfit", "risk": "low"}, "L1"),
        )
    )


def entries(*events: Event) -> list[Entry]:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return [
        Entry("MA-26-00001-X", number, event, at, AMINA, "MA", f"E{number}")
        for number, event in enumerate(events, start=1)
    ]


def going_on(case: Case, event: Event) -> Case:
    at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    number = case.number + 1
    return follow(case, Entry(case.id, number, event, at, AMINA, "MA", f"E{number}"))


def explained(case: Case, condition: Condition) -> Explanation:
    return condition.explain(View(case, SMALL, Outside(DAY), DAY))


def told(case: Case, condition: Condition, readers: tuple[str, ...] = ()) -> list[str]:
    because = explained(case, condition)
    return why(because, English(), SMALL, case=case, readers=readers)


def told_of_a_mask(case: Case, condition: Condition) -> list[str]:
    """Return what is told where an office with keys hides whether somebody is fit."""
    refusal = Refusal("gate", "exam", because=explained(case, condition))
    [masked] = masked_refusals([refusal], lambda key: key == "fit")
    assert isinstance(masked.because, Explanation)
    return why(masked.because, English(), SMALL, case=case)


def test_a_failed_part_is_told_with_the_answer_it_had(case):
    assert told(case, (TO == "ML") & WANTS) == [
        ("Not met: “To which country?” is answered Mali (it was answered Senegal)")
    ]


def test_a_missing_fact_is_named(case):
    assert told(case, PRICE.known & WANTS) == ["Not met: “Price” is known"]


def test_what_a_statement_says_itself_is_not_said_again(case):
    assert told(case, (TO == "SN") & WANTS & (HOW_MANY > 2)) == [
        "Not known yet: “How many travel?” is more than 2 (no answer yet)"
    ]
    assert told(case, (TO == "SN") & WANTS) == [
        "Met: “To which country?” is answered Senegal",
        "Met: “Does the person wish to go?” is answered “yes”",
    ]


def test_every_line_that_fails_is_told_by_what_it_is_about(case):
    assert told(case, each(TRAVELLER, FIT == "fit"), ("doctor",)) == [
        "Not met: for every “Traveller”, “Fit to travel?” is answered “fit”",
        "  “Traveller” P-1: “Fit to travel?” was answered “unfit”",
    ]


def test_a_demand_is_told_below_what_asks_for_it(case):
    assert told(case, ~WANTS | (TO == "ML")) == [
        "Because “Does the person wish to go?” is answered “yes”:",
        "  Not met: “To which country?” is answered Mali (it was answered Senegal)",
    ]


def test_a_demand_for_what_has_a_name_is_told_in_the_same_way(case):
    abroad = Derived("abroad", "The person goes to Mali", TO == "ML")
    eager = Derived("eager", "The person is eager", WANTS & (TO == "SN"))

    assert told(case, eager.needs(abroad)) == [
        "Because “The person is eager” applies:",
        "    Met: “Does the person wish to go?” is answered “yes”",
        "    Met: “To which country?” is answered Senegal",
        "  Not met: “The person goes to Mali” applies",
        "    Not met: “To which country?” is answered Mali",
    ]


def test_a_demand_that_may_not_be_one_says_what_that_hangs_on(case):
    dear = Derived("dear", "The journey is dear", PRICE.known & (HOW_MANY > 2))

    assert told(case, (HOW_MANY > 4).needs(dear)) == [
        "Not known yet: “How many travel?” is more than 4 (no answer yet); if so:",
        "  Not met: “The journey is dear” applies",
        "    Not met: “Price” is known",
    ]


def test_what_is_long_is_told_when_it_is_asked(case):
    long = ((TO == "ML") & (HOW_MANY > 2)) | ((TO == "GN") & (HOW_MANY > 3))

    assert told(case, (HOW_MANY > 4).needs(long)) == [
        "Not known yet: “How many travel?” is at most 4 (no answer yet)"
    ]


def test_what_any_of_several_answers_would_settle_is_no_demand(case):
    assert told(case, ~(TO == "SN") | ~WANTS | ~TO.known)[0] == (
        "None of these is met:"
    )


def test_several_demands_for_one_reason_stand_under_it_and_an_answer_is_told_once(case):
    assert told(case, (~WANTS | (TO == "ML")) & (~WANTS | (TO == "GN"))) == [
        "Because “Does the person wish to go?” is answered “yes”:",
        "  Not met: “To which country?” is answered Mali (it was answered Senegal)",
        "  Not met: “To which country?” is answered Guinea",
    ]


def test_an_answer_that_only_some_may_read_is_kept_from_all_others(case):
    lines = told(case, each(TRAVELLER, FIT == "fit"))

    assert not any("answered “unfit”" in line for line in lines)
    assert "the answer to “Fit to travel?” is not for everybody to read" in lines[-1]


def test_of_several_ways_each_is_told_when_none_is_met(case):
    assert told(case, (TO == "ML") | ~WANTS) == [
        "None of these is met:",
        "  “To which country?” is answered Mali (it was answered Senegal)",
        "  “Does the person wish to go?” is answered “no” (it was answered “yes”)",
    ]


def test_what_is_needed_together_is_told_apart_from_the_other_ways(case):
    going = WANTS & (TO == "ML") & PRICE.known & TOPICS.known
    dear = PRICE.known & TOPICS.known & (HOW_MANY.known | done(EXAM))

    assert told(case, (TO == "GN") | going | dear) == [
        "None of these is met:",
        "  “To which country?” is answered Guinea (it was answered Senegal)",
        "  All of these together:",
        "    Not met: “To which country?” is answered Mali",
        "    Not met: “Price” is known",
        "    Not met: “What was said?” is known",
        "  All of these together:",
        "    Not met: “Price” is known",
        "    Not met: “What was said?” is known",
        "    None of these is met:",
        "      “How many travel?” is known",
        "      the step “Examined” has been done",
    ]


def test_so_is_what_must_all_be_otherwise(case):
    either = (TO == "SN") | WANTS | PRICE.known | TOPICS.known

    assert told(case, (TO == "GN") | ~either) == [
        "None of these is met:",
        "  “To which country?” is answered Guinea (it was answered Senegal)",
        "  All of these together:",
        "    Against it: “To which country?” is answered Senegal",
        "    Against it: “Does the person wish to go?” is answered “yes”",
    ]


def test_what_comes_down_to_the_same_is_told_once_with_its_answer(case):
    mali, dear = TO == "ML", HOW_MANY > 2
    parts = (mali | dear) & ((TO == "GN") | dear) & dear & WANTS

    assert told(case, parts)[-1:] == [
        "Not known yet: “How many travel?” is more than 2 (no answer yet)"
    ]
    assert len(told(case, parts)) == 1


def test_a_denial_is_told_as_what_it_denies(case):
    assert told(case, ~((TO == "SN") & WANTS)) == [
        "None of these is met:",
        "  “To which country?” is not answered Senegal (it was answered Senegal)",
        "  “Does the person wish to go?” is answered “no” (it was answered “yes”)",
    ]


def test_nobody_has_to_undo_two_denials(case):
    assert told(case, ~done(TALK)) == ["Against it: the step “Talk held” has been done"]
    assert told(case, TO != "SN") == [
        "Against it: “To which country?” is answered Senegal"
    ]
    assert told(case, ~TO.is_in("SN", "ML")) == [
        (
            "Against it: “To which country?” is answered Senegal or Mali "
            "(it was answered Senegal)"
        )
    ]


def test_a_name_is_explained_once(case):
    eager = Derived("eager", "The person is eager", WANTS & (TO == "ML"))

    assert told(case, (eager & WANTS) | (eager & (TO == "SN"))) == [
        "None of these is met:",
        "  “The person is eager” applies",
        "    Not met: “To which country?” is answered Mali (it was answered Senegal)",
    ]


def test_what_one_question_does_not_include_is_told_in_one_line(case):
    case = going_on(case, Stated({"topics": ("rights",)}, DAY))
    topics = [TOPICS.has(topic) for topic in ("rights", "risks", "costs")]

    assert told(case, (WANTS & TO.known).needs(*topics)) == [
        (
            "Because “Does the person wish to go?” is answered “yes” and “To which "
            "country?” is known (“To which country?” was answered Senegal):"
        ),
        (
            "  Not met: the answers to “What was said?” include “risks” and “costs” "
            "(it was answered rights)"
        ),
    ]


def test_what_no_line_has_is_told_of_a_few(case):
    for number in range(3, 12):
        opened = LineOpened("traveller", f"L{number}", DAY, {"who": f"P-{number}"})
        case = going_on(case, opened)

    lines = told(case, some(TRAVELLER, WHO == "P-99"))

    assert len(lines) == 5
    assert lines[-1] == "  and 8 more"


def test_of_amounts_that_cannot_be_compared_it_is_said_why(case):
    case = going_on(case, Stated({"price": Money(Decimal(3), "EUR")}, DAY))

    assert told(case, PRICE > Money(Decimal(3), "MAD")) == [
        (
            "Not known yet: “Price” is more than 3 MAD "
            "(the amounts are in different currencies and it was answered 3 EUR)"
        )
    ]


def test_what_is_unknown_is_told_as_unknown(case):
    assert told(case, some(TRAVELLER, CHILD)) == [
        (
            "Not known yet: there is at least one “Traveller” for which "
            "“The traveller is a child” applies"
        ),
        "  “Traveller” P-1 and P-2:",
        (
            "    Not known yet: less than 18 years have passed since the date "
            "“Born on” (no answer yet)"
        ),
    ]


def test_what_counts_as_so_because_nobody_knows_is_told_as_that(case):
    assert told(case, ~sure(PRICE > 3)) == [
        "Met: “Price” is at most 3, as far as is known (no answer yet)"
    ]


def test_no_lines_at_all_are_told():
    empty = replay(entries(Opened("small", 3, DAY)))

    assert told(empty, some(TRAVELLER, WANTS))[-1] == "  There is no “Traveller”."


def test_a_reason_is_told_in_french(case, french):
    because = explained(case, TO == "ML")

    assert why(because, french, SMALL, case=case) == [
        (
            "Non rempli\xa0: la réponse à «\xa0To which country?\xa0» est Mali "
            "(réponse donnée\xa0: Sénégal)"
        )
    ]


def test_a_day_that_was_answered_is_told_in_french_with_its_article(case, french):
    case = going_on(case, Stated({"leaves": date(2026, 4, 1)}, DAY))
    because = explained(case, LEAVES < TALK.on)

    assert "«\xa0Leaves on\xa0» est le 1er avr. 2026" in why(because, french, SMALL)[0]


def test_a_comparison_of_numbers_is_told_in_one_line(case):
    assert told(case, count(TRAVELLER) >= 3) == [
        "Not met: the number of “Traveller” lines is at least 3 (2 in all)"
    ]


def test_how_many_there_are_is_told_to_whom_all_that_is_counted_is_told(case):
    unfit = count(TRAVELLER, sure(FIT == "unfit")) >= 3
    open_to = told(case, unfit, readers=("doctor",))

    assert open_to[0].endswith("(1 in all)")
    assert not told(case, unfit)[0].endswith("in all)")
    assert "in all" not in " ".join(told_of_a_mask(case, unfit))


def test_what_is_so_in_some_line_is_not_told_where_every_line_is_told(case):
    fit = FIT == "fit"

    assert told(case, some(TRAVELLER, fit) & each(TRAVELLER, fit), ("doctor",)) == [
        "Not met: for every “Traveller”, “Fit to travel?” is answered “fit”",
        "  “Traveller” P-1: “Fit to travel?” was answered “unfit”",
    ]


def test_a_long_statement_about_lines_is_told_by_the_line_that_decides(case):
    danger = (RISK == "high") & CHILD & WANTS
    troubled = some(TRAVELLER, (FIT == "unfit") | danger)

    assert told(case, troubled, ("doctor",)) == [
        "“Traveller” P-1:",
        "  Met: “Fit to travel?” is answered “unfit”",
    ]


def test_a_line_is_named_where_there_is_no_more_to_say_of_it(case):
    assert told(case, each(TRAVELLER, done(EXAM))) == [
        "Not met: for every “Traveller”, the step “Examined” has been done",
        "  “Traveller” P-2",
    ]


def test_a_way_is_told_once_although_it_is_a_part_of_several(case):
    eager = Derived("eager", "The person is eager", TO == "ML")
    ways = (eager & (HOW_MANY > 2)) | (eager & (HOW_MANY > 5)) | (eager & CHILD)

    assert told(case, ways) == [
        "None of these is met:",
        "  “The person is eager” applies",
        "    Not met: “To which country?” is answered Mali (it was answered Senegal)",
    ]


def test_of_several_answers_that_would_do_the_one_that_was_given_is_the_reason(case):
    either = TO.is_in("SN", "ML") & WANTS

    assert told(case, either.needs(PRICE.known)) == [
        (
            "Because “To which country?” is answered Senegal and “Does the person "
            "wish to go?” is answered “yes”:"
        ),
        "  Not met: “Price” is known",
    ]


def test_but_not_to_whom_it_is_not_told(case):
    somehow = FIT.is_in("fit", "unfit").needs(PRICE.known)

    open_to = told(case, each(TRAVELLER, somehow), ("doctor",))
    assert "Because “Fit to travel?” is answered “unfit”:" in open_to[1]
    assert told(case, each(TRAVELLER, somehow))[1] == (
        "  Not met: if the answer to “Fit to travel?” meets a condition "
        "(the answer is not for everybody to read), then:"
    )


UNFIT = Derived("unfit", "Somebody is unfit", FIT == "unfit")
CODED = named("coded", "Somebody is unfit", lambda one: one == "unfit", FIT)


@pytest.mark.parametrize(
    "condition",
    [
        some(TRAVELLER, FIT == "unfit"),
        some(TRAVELLER, UNFIT),
        ~each(TRAVELLER, FIT == "fit"),
        each(TRAVELLER, FIT.is_in("fit") & FIT.is_in("fit", "unfit")),
        each(TRAVELLER, FIT != "unfit"),
        each(TRAVELLER, ~UNFIT | (TO == "ML")),
        each(TRAVELLER, UNFIT.needs(PRICE.known)),
        count(TRAVELLER, FIT == "unfit") >= 1,
        Derived("somebody", "Somebody is unfit", some(TRAVELLER, UNFIT)),
        some(TRAVELLER, sure(UNFIT)),
        some(TRAVELLER, CODED),
        some(TRAVELLER, DependingOn(FIT, {"unfit": HOW_MANY}).known),
        first(TRAVELLER, FIT) == "unfit",
        count(TRAVELLER, WANTS, distinct=FIT) >= 1,
        (count(TRAVELLER, FIT == "unfit") >= 1) & WANTS,
    ],
)
def test_how_it_came_out_tells_no_answer_that_is_kept_from_the_reader(case, condition):
    both = [told(case, condition), told_of_a_mask(case, condition)]

    for lines in map(" ".join, both):
        assert "fit”" not in lines
        assert "unfit" not in lines
        assert "“Fit to travel?”" in lines
    assert told(case, condition, ("doctor",)) != told(case, condition)


def test_where_it_was_another_thing_the_answer_kept_back_is_not_said_to_be_it(case):
    either = Derived("either", "Fit, or wishes to go", (FIT == "fit") | WANTS)

    assert told(case, some(TRAVELLER, either))[0] == (
        "Met: there is at least one “Traveller” for which the answer to “Fit to "
        "travel?” meets a condition or “Does the person wish to go?” is answered “yes”"
    )
    assert told(case, count(TRAVELLER, (FIT == "fit") | WANTS) >= 1)[0] == (
        "Met: the answers to “Fit to travel?” and “Does the person wish to go?” meet a "
        "condition"
    )


def test_what_is_open_beside_an_answer_kept_back_is_told_as_ever(case):
    either = Derived("either", "It stands still", (FIT == "unfit") & (TO == "SN"))

    assert told(case, some(TRAVELLER, either))[1:] == [
        "  “Traveller” P-1:",
        (
            "    Met: the answer to “Fit to travel?” meets a condition "
            "(the answer is not for everybody to read)"
        ),
        "    Met: “To which country?” is answered Senegal",
    ]


def test_an_answer_kept_from_the_reader_is_not_given_away_as_the_reason(case):
    unfit = some(TRAVELLER, FIT == "unfit")
    named = Derived("unfit", "Somebody is unfit", unfit)

    for condition in (~unfit, ~named, named.needs(WANTS & PRICE.known)):
        lines = " ".join(told(case, condition))
        open_to = " ".join(told(case, condition, ("doctor",)))

        assert "Not met: " in lines
        assert "Against it" not in lines
        assert "Because" not in lines
        assert "Against it" in open_to or "Because" in open_to
