"""A disk is called encrypted only where the system says so."""

from __future__ import annotations

import os
import sys

import pytest

from migcase.keeping.disk import is_encrypted_disk, open_swaps

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /sys")


def device(system, name, uuid="", below=()):
    folder = system / "class/block" / name
    (folder / "dm").mkdir(parents=True)
    (folder / "slaves").mkdir()
    if uuid:
        (folder / "dm/uuid").write_text(f"{uuid}\n")
    for one in below:
        (folder / "slaves" / one.name).symlink_to(one)
    return folder


@pytest.fixture
def system(tmp_path):
    return tmp_path / "sys"


def lies_on(system, path, found):
    number = path.stat().st_dev
    if not os.major(number):
        pytest.skip("the folder of the tests has no device of its own")
    block = system / "dev/block"
    block.mkdir(parents=True)
    (block / f"{os.major(number)}:{os.minor(number)}").symlink_to(found)


def test_a_volume_on_an_encrypted_disk_is_encrypted(system, tmp_path):
    disk = device(system, "sda")
    crypt = device(system, "dm-0", "CRYPT-LUKS2-abc", [disk])
    lies_on(system, tmp_path, device(system, "dm-1", "LVM-abc", [crypt]))

    assert is_encrypted_disk(tmp_path, system) is True


def test_a_plain_disk_or_one_half_of_which_is_plain_is_not(system, tmp_path):
    disk, other = device(system, "sda"), device(system, "sdb")
    crypt = device(system, "dm-0", "CRYPT-LUKS2-abc", [disk])
    lies_on(system, tmp_path, device(system, "dm-1", "LVM-abc", [crypt, other]))

    assert is_encrypted_disk(tmp_path, system) is False


def test_where_the_system_says_nothing_nobody_guesses(system, tmp_path):
    assert is_encrypted_disk(tmp_path, system) is None
    assert is_encrypted_disk(tmp_path / "gone", system) is None
    assert open_swaps(tmp_path / "gone", system) is None


def test_memory_that_is_written_to_a_plain_disk_is_named(system, tmp_path):
    device(system, "sda2")
    device(system, "dm-3", "CRYPT-PLAIN-swap")
    device(system, "zram0")
    swaps = tmp_path / "swaps"
    rows = "".join(
        f"/dev/{name} partition 1 0 -2\n" for name in ("sda2", "dm-3", "zram0")
    )
    swaps.write_text(f"Filename Type Size Used Priority\n{rows}")

    assert open_swaps(swaps, system) == ("/dev/sda2",)
