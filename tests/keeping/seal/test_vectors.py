"""Published examples: what is used is what the standards say, bit for bit."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hmac
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from migcase.keeping.seal.errors import BadSignature, SealBroken
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.keys import unwrapped, wrapped

raw = bytes.fromhex


# McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13 to 16.
LONG = raw(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255"
)
LONG_SEALED = raw(
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
    "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
)
KEY = raw("feffe9928665731c6d6a8f9467308308" * 2)
NONCE = raw("cafebabefacedbaddecaf888")


@pytest.mark.parametrize(
    ("key", "nonce", "plain", "beside", "sealed"),
    [
        (bytes(32), bytes(12), b"", b"", "530f8afbc74536b9a963b4f1c4cb738b"),
        (
            *(bytes(32), bytes(12), bytes(16), b""),
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
        ),
        (
            *(KEY, NONCE, LONG, b""),
            LONG_SEALED.hex() + "b094dac5d93471bdec1a502270e3cc6c",
        ),
        (
            *(KEY, NONCE, LONG[:60], raw("feedfacedeadbeef" * 2 + "abaddad2")),
            LONG_SEALED[:60].hex() + "76fc6ece0f4e1768cddf8853bb2d551b",
        ),
    ],
)
def test_what_seals_is_aes_gcm(key, nonce, plain, beside, sealed):
    assert AESGCM(key).encrypt(nonce, plain, beside) == raw(sealed)
    assert AESGCM(key).decrypt(nonce, raw(sealed), beside) == plain


def test_what_wraps_keys_is_aes_key_wrap():
    # RFC 3394, 4.6.
    inside = bytes(range(32))
    key = raw("00112233445566778899aabbccddeeff") + bytes(range(16))
    text = raw(
        "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326"
        "cbc7f0e71a99f43bfb988b9b7a02dd21"
    )

    assert wrapped(key, inside) == text
    assert unwrapped(text, inside, "somebody's key") == key
    with pytest.raises(SealBroken):
        unwrapped(text, bytes(32), "somebody's key")


def test_what_derives_keys_is_hkdf():
    # RFC 5869, A.1; `keys.derived` gives it a purpose of ours.
    salt, info = bytes(range(13)), raw("f0f1f2f3f4f5f6f7f8f9")
    given = raw(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        "34007208d5b887185865"
    )

    assert HKDF(SHA256(), 42, salt, info).derive(b"\x0b" * 22) == given


def test_what_signs_is_ed25519():
    # RFC 8032, 7.1, test 1 and 2; the other half of a hand is of no matter here.
    for secret, public, text, signature in (
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            b"",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555f"
                "b8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            b"\x72",
            (
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da08"
                "5ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ),
    ):
        hand = Hand.of_bytes("amina", raw(secret) + bytes(32))

        assert hand.public.verifies == raw(public)
        assert hand.sign(text) == raw(signature)
        hand.public.check(raw(signature), text)
        with pytest.raises(BadSignature):
            hand.public.check(raw(signature), text + b"!")


def test_what_is_sealed_the_same_each_time_is_aes_siv():
    # RFC 5297, A.1.
    key = bytes(range(0xFF, 0xEF, -1)) + bytes(range(0xF0, 0x100))
    beside = bytes(range(0x10, 0x28))
    plain = raw("112233445566778899aabbccddee")
    sealed = raw("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c")

    assert AESSIV(key).encrypt(plain, [beside]) == sealed


# ---------------------------------------------------------------- sealed for somebody
# RFC 9180, base mode, written down from the standard alone: what it opens of a
# published example, and of ours, is opened by the standard.
def extract(salt: bytes, text: bytes) -> bytes:
    made = hmac.HMAC(salt or bytes(32), SHA256())
    made.update(text)
    return made.finalize()


def labelled(suite: bytes, salt: bytes, label: bytes, text: bytes) -> bytes:
    return extract(salt, b"HPKE-v1" + suite + label + text)


def expanded(suite: bytes, key: bytes, label: bytes, info: bytes, size: int) -> bytes:
    said = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return HKDFExpand(SHA256(), size, said).derive(key)


def hpke_key(
    shared: bytes, senders: bytes, receivers: bytes, info: bytes, aead: int
) -> tuple[bytes, bytes]:
    """Return the key and the first nonce."""
    kem = b"KEM" + (0x20).to_bytes(2, "big")
    both = senders + receivers
    secret = labelled(kem, b"", b"eae_prk", shared)
    secret = expanded(kem, secret, b"shared_secret", both, 32)
    suite = b"HPKE" + b"".join(n.to_bytes(2, "big") for n in (0x20, 1, aead))
    context = b"\0" + labelled(suite, b"", b"psk_id_hash", b"")
    context += labelled(suite, b"", b"info_hash", info)
    secret = labelled(suite, secret, b"secret", b"")
    size = {1: 16, 2: 32}[aead]
    return (
        expanded(suite, secret, b"key", context, size),
        expanded(suite, secret, b"base_nonce", context, 12),
    )


def hpke_open(
    sealed: bytes, key: bytes, info: bytes, aead: int, beside: bytes = b""
) -> bytes:
    mine = X25519PrivateKey.from_private_bytes(key)
    theirs = X25519PublicKey.from_public_bytes(sealed[:32])
    public = mine.public_key().public_bytes_raw()
    key, nonce = hpke_key(mine.exchange(theirs), sealed[:32], public, info, aead)
    return AESGCM(key).decrypt(nonce, sealed[32:], beside)


def test_the_standard_opens_the_example_that_was_published_with_it():
    # RFC 9180, A.1.1: AES-128-GCM, for there is none with 256.
    sealed = raw(
        "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9"
        "6d8770ac83d07bea87e13c512a"
    )
    key = raw("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
    info = b"Ode on a Grecian Urn"

    plain = hpke_open(sealed, key, info, aead=1, beside=b"Count-0")
    assert plain == b"Beauty is truth, truth beauty"


def test_what_is_sealed_for_somebody_opens_by_the_standard():
    hand = Hand.new("amina")
    public = Public("amina", hand.public.verifies, hand.public.receives)
    sealed = public.seal(b"a key", "a place")
    receives = hand.to_bytes()[32:]

    assert hpke_open(sealed, receives, b"a place", aead=2) == b"a key"
    assert hand.open(sealed, "a place") == b"a key"
    with pytest.raises(SealBroken):
        hand.open(sealed, "another place")
    with pytest.raises(SealBroken):
        Hand.new("bashir").open(sealed, "a place")
