"""The tree gives the published roots, proves what is so, and nothing that is not."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.keeping.seal.tree import (
    NO_LEAVES,
    Frontier,
    consistency,
    inclusion,
    is_consistent,
    is_included,
    leaf_hash,
    root_of,
)

# The leaves and roots with which Certificate Transparency tests its own trees.
CT_LEAVES = [
    bytes.fromhex(text)
    for text in (
        *("", "00", "10", "2021", "3031", "40414243"),
        *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
    )
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# index, size, proof
CT_INCLUSIONS = [
    (
        *(0, 8),
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (
        *(5, 8),
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
]

sizes = st.integers(min_value=1, max_value=40)


def leaves_of(size: int) -> list[bytes]:
    return [number.to_bytes(4, "big") for number in range(size)]


def naive_root(leaves: list[bytes]) -> bytes:
    """Return the root as RFC 6962 writes it down, and in no quicker way."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = naive_root(leaves[:split]), naive_root(leaves[split:])
    return sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_published_leaves_give_the_published_roots(size: int):
    assert root_of(CT_LEAVES[:size]).hex() == CT_ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "proof"), [(i, s, p) for i, s, *p in CT_INCLUSIONS]
)
def test_the_published_proofs_are_made_and_hold(index, size, proof):
    steps = tuple(bytes.fromhex(step) for step in proof)

    assert inclusion(CT_LEAVES[:size], index) == steps
    root = bytes.fromhex(CT_ROOTS[size])
    assert is_included(CT_LEAVES[index], index, size, steps, root)


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_a_tree_that_grew_is_the_tree_that_was_written_down(leaves):
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)

    assert tree.root() == naive_root(leaves)
    again = Frontier.of_bytes(tree.size, tree.to_bytes())
    assert (again.size, again.root()) == (len(leaves), tree.root())


@given(st.data(), sizes)
def test_every_leaf_proves_that_it_is_there(data, size):
    leaves, index = leaves_of(size), data.draw(st.integers(0, size - 1))
    proof = inclusion(leaves, index)

    assert is_included(leaves[index], index, size, proof, root_of(leaves))
    assert len(proof) <= size.bit_length()


@given(st.data(), sizes)
def test_every_tree_proves_that_it_only_grew(data, size):
    leaves, first = leaves_of(size), data.draw(st.integers(0, size))
    proof, before = consistency(leaves, first), root_of(leaves[:first])

    assert is_consistent(first, size, before, root_of(leaves), proof)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8])
def test_no_forged_bit_of_a_proof_that_something_is_there_is_taken(size: int):
    leaves = leaves_of(size)
    root, forged = root_of(leaves), 0
    for index in range(size):
        proof = list(inclusion(leaves, index))
        for changed in _flipped([leaves[index], root, *proof]):
            leaf, of, *steps = changed
            assert not is_included(leaf, index, size, steps, of)
            forged += 1
        for other in range(size + 2):
            if other != index:
                assert not is_included(leaves[index], other, size, proof, root)
        for cut in (proof[:-1] if proof else [root], [*proof, root], [root, *proof]):
            assert not is_included(leaves[index], index, size, cut, root)
    assert forged > size * 256


@pytest.mark.parametrize("size", [2, 3, 6, 7])
def test_no_forged_bit_of_a_proof_that_a_tree_grew_is_taken(size: int):
    leaves = leaves_of(size)
    after = root_of(leaves)
    for first in range(1, size):
        before, proof = root_of(leaves[:first]), list(consistency(leaves, first))
        for old, new, *steps in _flipped([before, after, *proof]):
            assert not is_consistent(first, size, old, new, steps)
        for cut in (proof[:-1], [*proof, after], [after, *proof]):
            assert not is_consistent(first, size, before, after, cut)


def test_a_node_does_not_pass_for_a_leaf():
    left, right = leaves_of(2)
    node = leaf_hash(left) + leaf_hash(right)

    assert leaf_hash(node) != root_of([left, right])
    # Without the two prefixes it would.
    assert sha256(node).digest() == sha256(leaf_hash(left) + leaf_hash(right)).digest()


def test_nothing_has_a_root_of_its_own():
    assert Frontier().root() == root_of([]) == NO_LEAVES
    assert is_consistent(0, 3, NO_LEAVES, root_of(leaves_of(3)), [])
    assert not is_consistent(0, 3, bytes(32), root_of(leaves_of(3)), [])


def _flipped(parts: list[bytes]):
    """Yield *parts* with one bit changed, for each bit (every eighth of a byte)."""
    for which, part in enumerate(parts):
        for bit in range(len(part) * 8):
            changed = bytearray(part)
            changed[bit // 8] ^= 1 << bit % 8
            yield [*parts[:which], bytes(changed), *parts[which + 1 :]]
