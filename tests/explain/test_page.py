"""The promises about a programme's page: complete, readable, French throughout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import field, frozen
from babel.messages.extract import extract_from_file

import migcase
from migcase import (
    PERIOD,
    YES_NO,
    Derived,
    Field,
    Programme,
    Role,
    Setting,
    Stage,
    Step,
    case_of,
    days,
    depending_on,
    done,
    linked,
    linked_value,
)
from migcase.judgement import explain
from migcase.judgement.explain import English, page
from migcase.judgement.paragraphs import deadline, required
from migcase.judgement.speech import Speech
from tests.explain.conftest import French, french_catalogue
from tests.explain.programme import EXAM, LEAVES, RISK, SMALL, TALK, TO, TOPICS, WANTS

HERE = Path(__file__).parent
ROOMS = sorted((Path(migcase.__file__).parent / "judgement").glob("*.py"))
# What click has in English only, such as "integer range", is not said in French.
PLACEHOLDER = re.compile(r"\{(?!number_type)\w+\}")


@frozen
class Listening:
    """French that remembers what it was asked for and could not say."""

    french: French
    unsaid: list[str] = field(factory=list)
    language: str = "fr"

    def gettext(self, message: str) -> str:
        found = french_catalogue().get(message)
        if found is None:
            self.unsaid.append(message)
        return self.french.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.french.ngettext(one, many, number)

    def label(self, text: str) -> str:
        return text


def test_the_page_in_english():
    assert page(SMALL, English()) == (HERE / "small.en.md").read_text("utf-8")


def test_the_page_in_french(french):
    assert page(SMALL, french) == (HERE / "small.fr.md").read_text("utf-8")


def test_a_setting_that_does_not_say_where_it_comes_from_is_shown_to_say_nothing():
    clerk = Role("clerk", "Clerk")
    ask = Step(
        "ask", "Asked", by=clerk, within=Setting("soon", "Soon", PERIOD, days(3))
    )
    told = page(Programme("p", 1, "P", stages=Stage("All", ask)), English())

    assert "| Soon | 3 days | not said | **not official:** proposal |" in told


def test_nothing_on_the_french_page_is_left_in_english(french):
    listening = Listening(french)

    page(SMALL, listening)

    assert listening.unsaid == []


def test_every_sentence_of_these_rooms_has_its_french():
    keywords = {"gettext": None, "ngettext": (1, 2), "marked": None}
    said = {
        message[0] if isinstance(message, tuple) else message
        for room in ROOMS
        for _, message, _, _ in extract_from_file("python", room, keywords=keywords)
    }
    french = french_catalogue()

    assert len(said) > 150
    assert {one for one in said if french.get(one) is None} == set()


def test_french_keeps_every_placeholder_and_invents_none():
    different = [
        message.id
        for message in french_catalogue()
        if isinstance(message.id, str)
        and set(PLACEHOLDER.findall(message.id))
        != set(PLACEHOLDER.findall(str(message.string)))
    ]

    assert different == []


def test_a_value_that_is_not_published_is_marked_as_not_official():
    rows = [line for line in page(SMALL, English()).splitlines() if "Reasoned" in line]

    assert rows == [
        (
            "| How long an examination holds | 30 days | Reasoned "
            "| **not official:** proposal |"
        )
    ]


def test_what_the_mission_set_takes_the_place_of_the_default():
    shorter = {"validity": days(7).of}

    assert "Holds for 7 days (setting" in page(SMALL, English(), shorter)


def test_only_demands_under_the_same_if_stand_under_one():
    a, b, c, d, e = (Field(key, f"Is it {key}?", YES_NO) for key in "abcde")
    demands = (~a | ~b | d, ~a | ~b | e, ~b | ~c | d, ~a | ~c | e, ~c | ~b | d)
    ask = Step(
        "ask",
        "Asked",
        by=Role("clerk", "Clerk"),
        asks=(a, b, c, d, e),
        requires=demands,
    )

    told = page(Programme("p", 1, "P", stages=Stage("All", ask)), English())

    d_is, e_is = (f"“Is it {key}?” is answered “yes”" for key in "de")
    shape = (
        "  - If “Is it {}?” is answered “yes” and “Is it {}?” is answered “yes”, then"
    )
    assert [line for line in told.splitlines() if line.startswith("  - If ")] == [
        f"{shape.format('a', 'b')} {d_is} and {e_is}",
        f"{shape.format('b', 'c')} {d_is}",
        f"{shape.format('a', 'c')} {e_is}",
        f"{shape.format('c', 'b')} {d_is}",
    ]


@pytest.mark.parametrize("step", SMALL.steps.values(), ids=lambda step: step.key)
def test_every_step_has_its_place(step):
    assert f"\n### {step.title} (`{step.key}`)\n" in page(SMALL, English())


def test_the_page_is_offered_where_explanations_are():
    assert {"page", "why", "of_condition"} <= set(explain.__all__)


def test_demands_for_one_reason_stand_under_it_though_it_was_written_twice():
    speech = Speech(English(), SMALL)
    wished = "“Does the person wish to go?” is answered “yes”"
    heard = "the answers to “What was said?” include “rights”"
    demands = (~WANTS | TOPICS.has("rights"), ~WANTS | (TO == "ML"))

    assert list(required(demands, speech)) == [
        (0, "Required:"),
        (1, f"if {wished}, then {heard} and “To which country?” is answered Mali"),
    ]


def test_what_the_answers_to_a_question_include_is_listed_once():
    demands = (TOPICS.has("rights"), TOPICS.has("risks"))

    assert list(required(demands, Speech(English(), SMALL)))[1:] == [
        (1, "the answers to “What was said?” include “rights” and “risks”")
    ]


def test_a_time_that_depends_on_an_answer_is_told_behind_the_day_it_is_counted_from():
    within = depending_on(RISK, low=days(7), high=days(7)).before(LEAVES)
    counted = "Due at the latest so long before the date “Leaves on”"

    assert list(deadline(within, Speech(English(), SMALL))) == [
        (0, f"{counted}, depending on “Risk”: 7 days for “low” or “high”.")
    ]


def test_things_of_another_case_go_by_their_titles_where_its_programme_is_known():
    there = Field("there", "Which case?", case_of("small"))
    came = Derived("came", "All came", linked(there, done(EXAM)))
    there_on = linked_value(there, TALK.on).known
    asks = Step("all", "All", by=Role("r", "R"), asks=there, requires=(came, there_on))
    programme = Programme("p", 1, "P", stages=Stage("All", asks))

    def spoken_of(key: str) -> Speech | None:
        return Speech(English(), SMALL) if key == "small" else None

    assert "“exam”" in page(programme, English())
    told = page(programme, English(), others=spoken_of)
    assert "“exam”" not in told
    assert "“talk”" not in told
    assert "the step “Examined”" in told
