"""Each sort of condition reads as a sentence, and so does its denial."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from migcase import (
    DATE,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Setting,
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
    named,
    one_of,
    quarter,
    settled,
    some,
    sure,
    this_case,
    today,
    total,
    years,
)
from migcase.judgement.explain import English, of_condition
from migcase.programme.conditions import Condition, Expression, as_condition
from migcase.programme.walking import walk
from tests.explain.programme import (
    BORN,
    CHILD,
    EXAM,
    FIT,
    HOW_MANY,
    LEAVES,
    PRICE,
    RISK,
    SMALL,
    TICKET,
    TO,
    TOPICS,
    TRAVELLER,
    UNSAFE,
    VISIT,
    WANTS,
)

OTHER = Field("other", "Other case", case_of("other"))
NOTED = Field("noted", "Note", TEXT)
OPEN = Field("open", "Is it open?", YES_NO)

# A condition, what it says, and what its denial says.
SAID: dict[str, tuple[object, str, str]] = {
    "yes": (
        WANTS,
        "“Does the person wish to go?” is answered “yes”",
        "“Does the person wish to go?” is answered “no”",
    ),
    "equal": (
        FIT == "fit",
        "“Fit to travel?” is answered “fit”",
        "“Fit to travel?” is not answered “fit”",
    ),
    "later than a day": (
        LEAVES > date(2026, 3, 1),
        "the date “Leaves on” is after the day 1 Mar 2026",
        "the date “Leaves on” is no later than the day 1 Mar 2026",
    ),
    "shorter than a time": (
        today < BORN + years(18),
        "less than 18 years have passed since the date “Born on”",
        "at least 18 years have passed since the date “Born on”",
    ),
    "not before": (
        today >= LEAVES - days(2),
        "today’s date is no earlier than the day 2 days before the date “Leaves on”",
        "today’s date is before the day 2 days before the date “Leaves on”",
    ),
    "one of": (
        RISK.is_in("low", "high"),
        "“Risk” is answered “low” or “high”",
        "“Risk” is answered neither “low” nor “high”",
    ),
    "has": (
        TOPICS.has("rights"),
        "the answers to “What was said?” include “rights”",
        "the answers to “What was said?” do not include “rights”",
    ),
    "in a setting": (
        TO.is_in(UNSAFE),
        "“To which country?” is in the list “Closed destinations”",
        "“To which country?” is not in the list “Closed destinations”",
    ),
    "known": (PRICE.known, "“Price” is known", "“Price” is not known"),
    "both": (
        (FIT == "fit") & WANTS,
        (
            "“Fit to travel?” is answered “fit” and "
            "“Does the person wish to go?” is answered “yes”"
        ),
        (
            "“Fit to travel?” is not answered “fit” or "
            "“Does the person wish to go?” is answered “no”"
        ),
    ),
    "either": (
        (FIT == "fit") | WANTS,
        (
            "“Fit to travel?” is answered “fit” or "
            "“Does the person wish to go?” is answered “yes”"
        ),
        (
            "“Fit to travel?” is not answered “fit” and "
            "“Does the person wish to go?” is answered “no”"
        ),
    ),
    "demand": (
        ~CHILD | WANTS,
        (
            "if “The traveller is a child” applies, then "
            "“Does the person wish to go?” is answered “yes”"
        ),
        (
            "“The traveller is a child” applies and "
            "“Does the person wish to go?” is answered “no”"
        ),
    ),
    "needs": (
        (FIT == "fit").needs(WANTS),
        (
            "if “Fit to travel?” is answered “fit”, then "
            "“Does the person wish to go?” is answered “yes”"
        ),
        (
            "“Fit to travel?” is answered “fit” and "
            "“Does the person wish to go?” is answered “no”"
        ),
    ),
    "sure": (
        sure(FIT == "fit"),
        "“Fit to travel?” is answered “fit”",
        "“Fit to travel?” is not answered “fit”, as far as is known",
    ),
    "derived": (
        CHILD,
        "“The traveller is a child” applies",
        "“The traveller is a child” does not apply",
    ),
    "done": (
        done(TICKET),
        "the step “Ticket bought” has been done",
        "the step “Ticket bought” has not been done",
    ),
    "settled": (
        settled(TICKET),
        "the step “Ticket bought” is done, waived or not needed",
        "the step “Ticket bought” is neither done, waived nor found unnecessary",
    ),
    "ended": (
        ended("ended", "gone"),
        "the ending is “Is no longer with us” or “Gone”",
        "the ending is neither “Is no longer with us” nor “Gone”",
    ),
    "some": (
        some(TRAVELLER, FIT == "unfit"),
        (
            "there is at least one “Traveller” for which "
            "“Fit to travel?” is answered “unfit”"
        ),
        "there is no “Traveller” for which “Fit to travel?” is answered “unfit”",
    ),
    "each": (
        each(TRAVELLER, done(EXAM)),
        "for every “Traveller”, the step “Examined” has been done",
        (
            "there is at least one “Traveller” for which "
            "the step “Examined” has not been done"
        ),
    ),
    "count": (
        count(TRAVELLER, FIT == "fit") >= 2,
        (
            "the number of “Traveller” lines for which "
            "“Fit to travel?” is answered “fit” is at least 2"
        ),
        (
            "the number of “Traveller” lines for which "
            "“Fit to travel?” is answered “fit” is less than 2"
        ),
    ),
    "different": (
        count(TRAVELLER, distinct=RISK) == HOW_MANY,
        (
            "the number of different answers to “Risk” in all “Traveller” lines "
            "equals “How many travel?”"
        ),
        (
            "the number of different answers to “Risk” in all “Traveller” lines "
            "does not equal “How many travel?”"
        ),
    ),
    "total": (
        total(VISIT, PRICE) <= PRICE,
        "the total of “Price” over every “Visit” is at most “Price”",
        "the total of “Price” over every “Visit” is more than “Price”",
    ),
    "first and latest": (
        first(VISIT, LEAVES) < latest(VISIT, LEAVES),
        (
            "the date “Leaves on” in the first “Visit” is before "
            "the date “Leaves on” in the latest “Visit”"
        ),
        (
            "the date “Leaves on” in the first “Visit” is no earlier than "
            "the date “Leaves on” in the latest “Visit”"
        ),
    ),
    "linked": (
        linked(OTHER, OPEN),
        "in the case named under “Other case”, “Is it open?” is answered “yes”",
        (
            "in the case named under “Other case” it is not so that "
            "“Is it open?” is answered “yes”"
        ),
    ),
    "linked value": (
        linked_value(OTHER, PRICE) == PRICE,
        "“Price” in the case named under “Other case” equals “Price”",
        "“Price” in the case named under “Other case” does not equal “Price”",
    ),
    "named": (
        named("even", "The number is even", lambda n: n % 2 == 0, HOW_MANY),
        "“The number is even” applies",
        "“The number is even” does not apply",
    ),
    "otherwise": (
        NOTED.otherwise("nothing") != "nothing",
        "“Note” (or “nothing” where nobody has answered) is not “nothing”",
        "“Note” (or “nothing” where nobody has answered) is “nothing”",
    ),
    "at a step": (
        FIT.at(EXAM) == "fit",
        "“Fit to travel?” as answered at the step “Examined” is answered “fit”",
        "“Fit to travel?” as answered at the step “Examined” is not answered “fit”",
    ),
    "day of a step": (
        TICKET.on <= LEAVES,
        "the date of the step “Ticket bought” is no later than the date “Leaves on”",
        "the date of the step “Ticket bought” is after the date “Leaves on”",
    ),
    "this case": (
        OTHER == this_case,
        "“Other case” equals the number of the case that asks",
        "“Other case” does not equal the number of the case that asks",
    ),
    "quarter": (
        quarter(LEAVES) == quarter(today),
        "the quarter of the date “Leaves on” equals the quarter of today’s date",
        (
            "the quarter of the date “Leaves on” does not equal the quarter of "
            "today’s date"
        ),
    ),
    "one amount and another": (
        HOW_MANY + HOW_MANY > 3,
        "“How many travel?” plus “How many travel?” is more than 3",
        "“How many travel?” plus “How many travel?” is at most 3",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_a_condition_reads_as_a_sentence(name):
    condition, said, _ = SAID[name]

    assert of_condition(as_condition(condition), English(), SMALL) == said


@pytest.mark.parametrize("name", SAID)
def test_so_does_its_denial(name):
    condition, _, denied = SAID[name]

    assert of_condition(~as_condition(condition), English(), SMALL) == denied


def test_no_sort_of_condition_or_value_is_without_a_sentence():
    spoken_of = [as_condition(condition) for condition, _, _ in SAID.values()]
    words = [EXAM.within, EXAM.valid]
    found = {type(node) for one in (*spoken_of, *words) for node in walk(one)}
    found |= {type(~one) for one in spoken_of}

    sorts = {*kinds_of(Condition), *kinds_of(Expression)}

    assert sorts - {one.__name__ for one in found} == set()


def kinds_of(sort: type) -> Iterator[str]:
    """Yield the name of every condition or value that a programme is written with.

    By name: until it is swept up, a class with slots stands beside what it was made of.
    """
    for kind in sort.__subclasses__():
        inside = list(kinds_of(kind))
        if kind.__module__.startswith("migcase.") and not inside:
            yield kind.__name__
        yield from inside


def test_a_condition_too_long_for_a_sentence_is_a_list():
    long = WANTS & (FIT == "fit") & (PRICE.known | done(TICKET)) & ~CHILD

    assert of_condition(long, English(), SMALL) == (
        "all of these hold:\n"
        "- “Does the person wish to go?” is answered “yes”\n"
        "- “Fit to travel?” is answered “fit”\n"
        "- “Price” is known or the step “Ticket bought” has been done\n"
        "- “The traveller is a child” does not apply"
    )


def test_a_list_below_a_line_begins_in_its_sentence():
    inside = WANTS & (FIT == "fit") & PRICE.known & ~CHILD
    said = of_condition(some(TRAVELLER, inside), English(), SMALL)

    assert said.startswith(
        "there is at least one “Traveller” for which all of these hold:\n- “Does"
    )


def test_french_puts_the_denial_where_french_has_it(french):
    said = of_condition(~(FIT == "fit"), french, SMALL)

    assert said == "la réponse à «\xa0Fit to travel?\xa0» n’est pas «\xa0fit\xa0»"


def test_french_writes_days_and_periods_its_own_way(french):
    said = of_condition(LEAVES >= date(2026, 5, 1), french, SMALL)

    assert said == "la date «\xa0Leaves on\xa0» ne précède pas le 1er mai 2026"


def test_french_says_le_before_the_day_that_a_mission_set(french):
    closed = Setting("closed", "Closed from", DATE, date(2026, 5, 1), "Reasoned")
    said = of_condition(LEAVES >= closed, french, SMALL)

    setting = "(paramètre «\xa0Closed from\xa0»)"
    assert said.endswith(f" ne précède pas le 1er mai 2026 {setting}")


def test_french_needs_no_article_before_what_is_compared(french):
    case = of_condition(OTHER == this_case, french, SMALL)
    allowed = Setting("cash", "May it be cash?", YES_NO, True, "Reasoned")
    cash = of_condition(as_condition(allowed), french, SMALL)

    question = "«\xa0Other case\xa0»"
    asker = "le numéro du dossier qui pose la question"
    assert case == f"{question} et {asker} sont identiques"
    assert cash == "le paramètre «\xa0May it be cash?\xa0» est égal à «\xa0oui\xa0»"


def test_french_says_ni_before_each_of_several(french):
    danger = Field("danger", "Danger", one_of("low", "middle", "high"))
    three = ~danger.is_in("low", "middle", "high")

    assert of_condition(~RISK.is_in("low", "high"), french, SMALL).endswith(
        " n’est ni « low » ni « high »"
    )
    assert of_condition(three, french, SMALL).endswith(
        " n’est ni « low », ni « middle », ni « high »"
    )
    assert of_condition(three, English(), SMALL).endswith(
        " is answered neither “low”, “middle” nor “high”"
    )


def test_a_named_condition_is_spoken_of_by_its_name():
    adult = Derived("adult", "Grown up", ~CHILD)

    assert of_condition(adult, English(), SMALL) == "“Grown up” applies"


def test_ways_among_ways_are_one_list():
    neither = ~((TO != "ML") & (PRICE <= 3))

    assert said_in_lines((HOW_MANY > 2) | neither | (RISK == "low")) == [
        "one of these holds:",
        "- “How many travel?” is more than 2",
        "- “To which country?” is answered Mali",
        "- “Price” is more than 3",
        "- “Risk” is answered “low”",
    ]


def test_a_doubt_that_is_not_the_last_word_stands_by_itself():
    assert said_in_lines((TO == "ML") | ~sure(PRICE > 3) | WANTS) == [
        "one of these holds:",
        "- “To which country?” is answered Mali",
        "- “Price” is at most 3, as far as is known",
        "- “Does the person wish to go?” is answered “yes”",
    ]
    assert len(said_in_lines((TO == "ML") | ~sure(PRICE > 3))) == 1


def test_demands_under_one_if_are_told_together_inside_a_list():
    south, dear = TO == "ML", PRICE > 3
    both = (~WANTS | south) & (~WANTS | dear)
    both_asked = (
        "if “Does the person wish to go?” is answered “yes”, then “To which country?” "
        "is answered Mali and “Price” is more than 3"
    )

    assert said_in_lines(both & (HOW_MANY > 2) & (RISK == "low")) == [
        "all of these hold:",
        f"- {both_asked}",
        "- “How many travel?” is more than 2",
        "- “Risk” is answered “low”",
    ]
    assert said_in_lines(both) == [both_asked]


def test_a_day_is_named_before_how_its_distance_depends_on_an_answer():
    due = depending_on(RISK, low=days(7), high=days(2)).before(LEAVES)

    assert of_condition(today >= due, English(), SMALL) == (
        "today’s date is no earlier than the day so long before the date “Leaves on”, "
        "depending on “Risk” (7 days for “low” and 2 days for “high”)"
    )


def said_in_lines(condition: Condition) -> list[str]:
    return of_condition(condition, English(), SMALL).split("\n")
