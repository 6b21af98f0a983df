"""What is sealed opens with its key, at its place, whole, or not at all."""

from __future__ import annotations

import pytest

from migcase.keeping.seal.blind import Blind
from migcase.keeping.seal.envelope import MOST, Lock
from migcase.keeping.seal.errors import SealBroken, TooManySeals
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql_vault import check_count

PLACE = "office/entry/MA-26-00417-K/1"


def test_what_was_sealed_opens_at_its_place_alone():
    lock = Lock(new_key())
    sealed = lock.seal(b"a note", PLACE)

    assert lock.open(sealed, PLACE) == b"a note"
    with pytest.raises(SealBroken):
        lock.open(sealed, PLACE.replace("1", "2"))
    with pytest.raises(SealBroken):
        Lock(new_key()).open(sealed, PLACE)


@pytest.mark.parametrize("plain", [b"", b"\x80", b"a\0\0", b"\x80\0", bytes(64)])
def test_what_ends_like_padding_opens_as_it_was(plain: bytes):
    lock = Lock(new_key())

    assert lock.open(lock.seal(plain, PLACE), PLACE) == plain


def test_no_bit_may_change_and_no_byte_be_missing():
    lock = Lock(new_key())
    sealed = lock.seal(b"a note", PLACE)

    for bit in range(8 * len(sealed)):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(SealBroken):
            lock.open(bytes(changed), PLACE)
    for size in range(len(sealed)):
        with pytest.raises(SealBroken):
            lock.open(sealed[:size], PLACE)


def test_the_same_seals_differently_each_time_and_no_length_tells_yes_from_no():
    lock = Lock(new_key())

    assert lock.seal(b"yes", PLACE) != lock.seal(b"yes", PLACE)
    assert len(lock.seal(b"yes", PLACE)) == len(lock.seal(b"no", PLACE))


def test_a_key_seals_no_more_than_it_safely_may():
    check_count("case:MA-26-00417-K", MOST // 4)

    with pytest.raises(TooManySeals):
        check_count("case:MA-26-00417-K", MOST // 4 + 1)


def test_a_word_has_one_token_in_an_office_and_another_elsewhere():
    blind = Blind(new_key())

    assert blind.token("name", "Fatu") == blind.token("name", "Fatu")
    others = {
        blind.token("name", "Fata"),
        blind.token("phone", "Fatu"),
        Blind(new_key()).token("name", "Fatu"),
    }
    assert blind.token("name", "Fatu") not in others


def test_what_a_word_sounds_like_is_covered_the_same_each_time_and_reads_back():
    blind = Blind(new_key())
    covered = blind.cover("name", "Jalu")

    assert covered == blind.cover("name", "Jalu")
    assert blind.uncover("name", covered) == "Jalu"
    assert blind.uncover("name", blind.cover("name", "")) == ""
    for wrong in (covered[:-4] + "AAAA", "Jalu", blind.cover("phone", "Jalu")):
        with pytest.raises(SealBroken):
            blind.uncover("name", wrong)
