"""One name in many spellings, in two scripts, is found as one."""

from __future__ import annotations

import csv
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.people.likeness import name_likeness
from migcase.people.spelling import MOST, words_of

SPELLINGS = Path(__file__).parents[3] / "shared/data/refdata/name_spellings_MA.csv"


def meet(one: str, other: str) -> bool:
    """Tell whether each word of the shorter name shares a key with one of the other."""
    short, long = sorted((words_of(one), words_of(other)), key=len)
    return all(any(word.keys & each.keys for each in long) for word in short)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fatoumata Diallo", "فاتوماتا ديالو"),
        ("Fatoumata Diallo", "Fatumata Jallow"),
        ("Diallo Fatoumata", "Fatoumata DIALLO"),
        ("Mohamed", "محمد"),
        ("Mouhamed", "Muhammad"),
        ("Ndiaye", "انجاي"),
        ("N'Diaye", "نداي"),
        ("N’Diaye", "Njie Ndiaye"),
        ("Diop", "Joop"),
        ("Thiam", "Cham"),
        ("Thierno", "Cherno"),
        ("Cheikh", "الشيخ"),
        ("Cheick", "Sheikh"),
        ("Lamine", "الأمين"),
        ("Abdoulaye", "عبد الله"),
        ("Abd El Kader", "عبد القادر"),
        ("Abdelkader", "Abdoul Kader Bah"),
        ("Ousmane", "عثمان"),
        ("Othman", "Osman"),
        ("El Amrani", "العمراني"),
        ("Lamrani", "Elamrani"),
        ("Coulibaly", "Koulibali"),
        ("Traoré", "تراوري"),
        ("Gueye", "Guèye"),
        ("Khadija", "خديجة"),
        ("Cissé", "Sisay"),
        ("Fayçal", "فيصل"),
        ("François", "FRANCOIS"),
        ("Hayat", "حياة"),
        ("Regragui", "الركراكي"),
        ("El Guerrouj", "الكروج"),
        ("Rhali", "الغالي"),
        ("Gamal", "جمال"),
        ("Benjelloun", "بن جلون"),
        ("Mohamed Ben Ali", "Mohamed Benali"),
        ("Ben Abdallah", "بنعبد الله"),
        ("Salah", "Ahmed Ben Salah"),
        ("Fathallah", "فتح الله"),
        ("Boubacar", "أبو بكر"),
        ("Abou Bakr", "Aboubakar"),
        ("Abdel Kader", "عبد القادر"),
    ],
)
def test_spellings_of_one_name_meet(one, other):
    assert meet(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fatoumata Diallo", "Mariama Barry"),
        ("Moussa", "Mamadou"),
        ("Keita", "Konaté"),
        ("حسن", "محمد"),
        ("Abou Diallo", "Boubacar Diop"),
    ],
)
def test_other_names_do_not_meet(one, other):
    assert not meet(one, other)


def test_a_nearer_spelling_is_more_alike():
    asked = words_of("Fatoumata Diallo")

    same = name_likeness(asked, words_of("Fatoumata Diallo"))
    near = name_likeness(asked, words_of("Fatimata Dialo"))
    far = name_likeness(asked, words_of("Mariama Diallo"))
    assert same > near > far


def test_the_order_of_the_words_of_a_name_says_nothing():
    asked = words_of("Diallo Fatoumata")

    assert name_likeness(asked, words_of("Fatoumata Diallo")) == 1.0


@given(st.text(max_size=40))
def test_every_text_has_few_keys_and_none_is_empty(text):
    for word in words_of(text):
        assert 1 <= len(word.keys) <= MOST
        assert "" not in word.keys


@given(st.text(max_size=40))
def test_a_text_is_as_alike_to_itself_as_can_be(text):
    words = words_of(text)

    assert name_likeness(words, words) == (1.0 if words else 0.0)


def demo_names() -> list[tuple[str, str]]:
    rows = []
    for table in ("given_names", "family_names"):
        file = files("migcase.demo") / "facts" / f"{table}.csv"
        with file.open(encoding="utf-8") as lines:
            listed = csv.DictReader(line for line in lines if line[:1] != "#")
            rows += [(row["latin"], row["arabic"]) for row in listed if row["arabic"]]
    return rows


def test_most_names_of_the_demo_meet_their_arabic_spelling():
    apart = [pair for pair in demo_names() if not meet(*pair)]

    assert len(apart) / len(demo_names()) < 0.05, apart


@pytest.mark.skipif(not SPELLINGS.exists(), reason="the sample data is not at hand")
def test_most_moroccan_spellings_that_are_in_use_meet_the_arabic_one():
    spellings = defaultdict(set)
    with SPELLINGS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if int(row["count"]) > 1:
                spellings[row["arabic_key"]].add(row["latin"])
    pairs = [(a, one) for a, latin in spellings.items() for one in latin]
    apart = [pair for pair in pairs if not meet(*pair)]

    assert len(apart) / len(pairs) < 0.02, apart[:20]
