"""What the model of a disk keeps, loses and tears; no file of ours is touched."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.torture.disk import (
    FOLDER,
    SECTOR,
    Cut,
    Disk,
    Named,
    Operation,
    Renamed,
    Said,
    Synced,
    SyncedFolder,
    Unnamed,
    Wrote,
    sectors,
)
from tests.torture.images import DROP, KILL, REORDER, TORN, images
from tests.torture.tracing import Follower, Unfollowable

HELD = Disk.holding({"office": None, "office/a": b"old"})
A = 2


def after(*operations: Operation) -> Disk:
    disk = HELD
    for operation in operations:
        disk = disk.after(operation)
    return disk


def kept(*operations: Operation) -> dict[str, bytes | None]:
    return dict(after(*operations).image(()))


def test_what_was_written_is_lost_until_its_file_is_synced():
    write = Wrote(A, 0, b"new")

    assert kept(write)["office/a"] == b"old"
    assert kept(write, SyncedFolder("office"))["office/a"] == b"old"
    assert kept(write, Synced(A))["office/a"] == b"new"


def test_a_new_name_is_lost_until_its_folder_is_synced():
    new = Named("office/b", 7), Wrote(7, 0, b"b"), Synced(7)

    assert "office/b" not in kept(*new)
    assert kept(*new, SyncedFolder("office"))["office/b"] == b"b"


def test_a_name_that_was_taken_away_comes_back_until_its_folder_is_synced():
    assert "office/a" in kept(Unnamed("office/a"))
    assert "office/a" not in kept(Unnamed("office/a"), SyncedFolder("office"))


def test_a_file_that_was_renamed_is_under_one_of_its_names():
    new = Named("office/b", 7), Wrote(7, 0, b"b"), Synced(7), SyncedFolder("office")
    moved = Renamed("office/b", "office/a", 7)

    assert kept(*new, moved)["office/a"] == b"old"
    assert kept(*new, moved, SyncedFolder("office")) == {
        "office": None,
        "office/a": b"b",
    }


def test_a_folder_that_was_renamed_takes_along_what_is_in_it():
    new = Named("office/c", FOLDER), Named("office/c/d", 8), Wrote(8, 0, b"d")
    moved = Renamed("office/c", "office/e", FOLDER)
    whole = (*new, Synced(8), SyncedFolder("office/c"), SyncedFolder("office"), moved)
    torn = (*new, Synced(8), SyncedFolder("office"), moved, SyncedFolder("office"))

    assert kept(*whole)["office/c/d"] == b"d"
    assert kept(*whole, SyncedFolder("office"))["office/e/d"] == b"d"
    assert "office/e/d" not in kept(*torn)
    assert kept(*torn, SyncedFolder("office/e"))["office/e/d"] == b"d"


def test_what_is_in_a_folder_is_lost_with_it():
    disk = after(Named("office/c", FOLDER), Named("office/c/d", 8), Synced(8))
    inside = [one for one in disk.pending if isinstance(one, Named) and one.node == 8]

    assert "office/c/d" not in disk.image(inside)
    assert "office/c/d" in disk.image(disk.pending)


def test_a_file_is_cut_and_filled_as_a_disk_does_it():
    assert kept(Cut(A, 1), Wrote(A, 4, b"x"), Synced(A))["office/a"] == b"o\0\0\0x"


def test_a_write_tears_at_the_sectors_of_the_file():
    write = Wrote(A, SECTOR - 2, bytes(range(6)))

    assert sectors(write) == [
        Wrote(A, SECTOR - 2, b"\0\1"),
        Wrote(A, SECTOR, b"\2\3\4\5"),
    ]


def test_images_are_different_and_know_what_was_said_before():
    page = Wrote(A, 0, bytes(4 * SECTOR))
    run = (page, Wrote(A, 9000, b"end"), Said("done"), Synced(A))
    found = list(images(HELD, run, Random(1)))

    assert {one.sort for one in found} == {DROP, KILL, TORN, REORDER}
    assert len({(str(one.files), one.said) for one in found}) == len(found)
    assert {one.said for one in found if one.at < 2} == {()}
    assert {one.files["office/a"] for one in found if one.sort == DROP} == {b"old"}
    whole = bytes(9000) + b"end"
    assert whole in {one.files["office/a"] for one in found if one.said == ("done",)}


def test_the_same_seed_makes_the_same_images():
    run = [Wrote(A, place * 100, b"x" * 2000) for place in range(5)]
    one, two, other = (
        [str(image.files) for image in images(HELD, run, Random(seed))]
        for seed in (1, 1, 2)
    )

    assert one == two != other


TRACE = r"""
7 openat(AT_FDCWD, "\x2f\x74\x2f\x61", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 3
7 pwrite64(3, "\x68\x69", 2, 40) = 2
7 openat(AT_FDCWD, "\x2f\x65\x6c\x73\x65", O_RDWR) = 4
7 pwrite64(4, "\x6e\x6f", 2, 0) = 2
7 fdatasync(3) = 0
7 openat(AT_FDCWD, "\x2f\x74", O_RDONLY|O_CLOEXEC) = 4
7 fsync(4) = 0
7 unlink("\x2f\x74\x2f\x62") = -1 ENOENT (No such file or directory)
7 write(1, "\x6f\x6b", 2) = 2
7 close(3) = 0
7 pwrite64(3, "\x6e\x6f", 2, 0) = 2
"""


def test_a_trace_is_read_for_what_happens_below_the_root_and_what_is_said():
    assert list(Follower(Path("/t")).operations(TRACE.splitlines())) == [
        Named("a", 1),
        Wrote(1, 40, b"hi"),
        Synced(1),
        SyncedFolder("."),
        Said("ok"),
    ]


def test_a_name_beside_an_open_folder_is_followed_and_a_folder_that_is_renamed():
    lines = (
        r'7 mkdir("\x2f\x74\x2f\x61", 0700) = 0',
        r'7 openat(AT_FDCWD, "\x2f\x74\x2f\x61", O_RDONLY|O_DIRECTORY) = 3',
        r'7 rename("\x2f\x74\x2f\x61", "\x2f\x74\x2f\x62") = 0',
        r'7 openat(3, "\x63", O_RDWR|O_CREAT, 0600) = 4',
        r'7 unlinkat(3, "\x63", 0) = 0',
    )

    assert list(Follower(Path("/t")).operations(lines)) == [
        Named("a", FOLDER),
        Renamed("a", "b", FOLDER),
        Named("b/c", 1),
        Unnamed("b/c"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        r'7 link("\x2f\x74\x2f\x61", "\x2f\x74\x2f\x62") = 0',
        "7 fallocate(3, 0, 0, 9) = 0",
        "7 mmap(NULL, 9, PROT_READ|PROT_WRITE, MAP_SHARED, 3, 0) = 0x7f",
        "7 pwrite64(3,  <unfinished ...>",
    ],
)
def test_what_the_model_does_not_know_is_never_passed_over(line: str):
    lines = [*TRACE.splitlines()[:2], line]

    with pytest.raises(Unfollowable):
        list(Follower(Path("/t")).operations(lines))
