"""A head is a signed note: what it says is read back, and nothing else is."""

from __future__ import annotations

from hashlib import sha256

import pytest

from migcase.keeping.seal.checkpoint import Tip, read_checkpoint, signed
from migcase.keeping.seal.errors import BadCheckpoint, BadSignature
from migcase.keeping.seal.hands import Hand

ROOT = sha256(b"root").digest()
AT = "2026-11-22T09:30:00.000000+00:00"


def test_what_was_signed_reads_back_and_checks():
    amina = Hand.new("amina el fassi+1")
    head = read_checkpoint(signed("office-1", 412, ROOT, AT, amina))

    assert (head.office, head.size, head.root, head.at) == ("office-1", 412, ROOT, AT)
    assert head.by == "amina el fassi+1"
    head.check(amina.public)


def test_it_says_as_well_where_the_log_and_the_readings_ended():
    tips = (Tip("", 12, ROOT), Tip("amina el fassi", 3, bytes(32)))
    amina = Hand.new("amina")
    head = read_checkpoint(signed("office-1", 412, ROOT, AT, amina, tips))

    assert head.tips == tips
    head.check(amina.public)


def test_another_hand_did_not_sign():
    head = read_checkpoint(signed("office-1", 412, ROOT, AT, Hand.new("amina")))

    with pytest.raises(BadSignature):
        head.check(Hand.new("amina").public)


@pytest.mark.parametrize(
    ("old", "new"),
    [("office-1", "office-2"), ("\n412\n", "\n411\n"), ("09:30", "09:31")],
)
def test_what_was_changed_is_not_what_was_signed(old: str, new: str):
    amina = Hand.new("amina")
    note = signed("office-1", 412, ROOT, AT, amina).replace(old, new)

    with pytest.raises(BadSignature):
        read_checkpoint(note).check(amina.public)


def test_where_nobody_has_keys_nobody_signs():
    head = read_checkpoint(signed("MA", 3, ROOT, AT, None))

    assert head.by == ""
    with pytest.raises(BadSignature):
        head.check(Hand.new("amina").public)


def test_no_letter_of_a_head_may_be_missing():
    note = signed("office-1", 412, ROOT, AT, Hand.new("amina"), [Tip("", 1, ROOT)])
    amina = Hand.new("amina")

    for length in range(len(note) - 1):
        with pytest.raises((BadCheckpoint, BadSignature)):
            read_checkpoint(note[:length]).check(amina.public)


def test_the_root_can_be_read_aloud():
    head = read_checkpoint(signed("MA", 3, ROOT, AT, None))

    assert head.hex.replace(" ", "") == ROOT.hex()
    assert {len(group) for group in head.hex.split(" ")} == {4}
