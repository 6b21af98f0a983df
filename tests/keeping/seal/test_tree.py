"""The tree gives the published roots, however it grew."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.keeping.seal.tree import NO_LEAVES, Frontier

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


def grown(leaves: list[bytes]) -> Frontier:
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)
    return tree


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
    assert grown(CT_LEAVES[:size]).root().hex() == CT_ROOTS[size]


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_a_tree_that_grew_is_the_tree_that_was_written_down(leaves):
    tree = grown(leaves)

    assert tree.root() == naive_root(leaves)
    again = Frontier.of_bytes(tree.size, tree.to_bytes())
    assert (again.size, again.root()) == (len(leaves), tree.root())


def test_a_node_does_not_pass_for_a_leaf():
    left, right = b"left", b"right"
    node = grown([left]).root() + grown([right]).root()

    assert grown([node]).root() != grown([left, right]).root()


def test_nothing_has_a_root_of_its_own():
    assert Frontier().root() == NO_LEAVES
