"""Nobody is let in by what everybody would try first."""

from __future__ import annotations

import pytest

from migcase.keeping.seal.phrases import WORDS, _words, new_phrase, why_weak


@pytest.mark.parametrize(
    "phrase",
    [
        "trois tortues au soleil",
        "Le thé refroidit à 16h",
        "قطتي تحب الحليب",
        "x9!kQ2#vT7p@",
        "correct horse battery staple",
    ],
)
def test_a_sentence_of_ones_own_will_do(phrase):
    assert why_weak(phrase, "amina", "Rabat") == ""


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("", "short"),
        ("azerty12345", "short"),
        ("a" * 1001, "long"),
        ("aaaaaaaaaaaaaaaa", "plain"),
        ("abababababababab", "plain"),
        ("123456789012345", "plain"),
        ("20261122202611", "plain"),
        ("motdepasse2026!", "plain"),
        ("PassWord-PassWord", "plain"),
        ("azertyuiop123", "plain"),
        ("qwertyasdf1234", "plain"),
        ("amina-rabat-2026", "plain"),
        ("Bienvenue2026!", "plain"),
        ("kdkdkd kdkdkd", "plain"),
    ],
)
def test_what_everybody_tries_first_will_not(phrase, why):
    assert why_weak(phrase, "amina", "Rabat") == why


def test_a_phrase_that_is_offered_is_six_words_and_each_time_another():
    phrases = {new_phrase() for _ in range(200)}

    assert len(phrases) == 200
    assert {len(phrase.split()) for phrase in phrases} == {WORDS}
    assert {why_weak(phrase) for phrase in phrases} == {""}


def test_the_words_offered_give_sixty_bits_and_can_be_typed_on_any_keyboard():
    words = _words()

    assert len(set(words)) == len(words)
    assert len(words) ** WORDS > 2**60
    assert all(word.isascii() and word.islower() for word in words)
