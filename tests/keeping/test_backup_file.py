"""A backup is whole, or it says in which part it is not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from migcase.keeping.backup_file import (
    MAGIC,
    BadBackup,
    check_backup,
    check_maker,
    extract,
    read_contents,
    read_part,
    write_backup,
)

FACTS = {"code": "MA", "entries": 12}
KEY = bytes(range(32))


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    (tmp_path / "cases").write_bytes(random.Random(1).randbytes(3000))
    parts = [("office.toml", b'code = "MA"\n'), ("office.db", tmp_path / "cases")]
    write_backup(tmp_path / "a.migcase-backup", FACTS, parts, KEY)
    return tmp_path / "a.migcase-backup"


def where(source: Path) -> tuple[str, str]:
    with pytest.raises(BadBackup) as found:
        check_backup(source)
    values = found.value.values
    return str(values["cause"]), str(values["part"])


def regions(source: Path) -> dict[str, range]:
    """Return which bytes belong to what."""
    contents, size = read_contents(source), source.stat().st_size
    end = size - 64
    found = {"end": range(end, size)}
    for part in reversed(contents.parts):
        found[part.name] = range(end - part.size, end)
        end -= part.size
    return {**found, "contents": range(len(MAGIC), end), "start": range(len(MAGIC))}


def test_what_was_written_is_read_back(backup: Path, tmp_path: Path):
    contents = check_backup(backup)

    assert contents.facts == FACTS
    assert read_part(backup, contents, "office.toml") == b'code = "MA"\n'
    extract(backup, contents, "office.db", tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (tmp_path / "cases").read_bytes()
    assert backup.stat().st_mode & 0o077 == 0


def test_nothing_is_written_over(backup: Path):
    before = backup.read_bytes()

    with pytest.raises(FileExistsError):
        write_backup(backup, FACTS, [], KEY)
    assert backup.read_bytes() == before


def test_a_part_that_cannot_be_read_leaves_no_backup(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        write_backup(tmp_path / "b", FACTS, [("office.db", tmp_path / "no")], None)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", [20261122])
def test_a_damaged_byte_is_noticed_and_its_part_is_named(backup: Path, seed: int):
    whole, chance = backup.read_bytes(), random.Random(seed)
    for name, places in regions(backup).items():
        for place in chance.sample(places, min(50, len(places))):
            changed = bytearray(whole)
            changed[place] ^= 1 << chance.randrange(8)
            backup.write_bytes(changed)
            if place in range(len(whole) - 32, len(whole)):
                check_backup(backup)
                with pytest.raises(BadBackup, match="foreign"):
                    check_maker(backup, KEY)
                continue
            _, part = where(backup)
            assert part == name, f"byte {place}, seed={seed}"


@pytest.mark.slow
def test_every_byte_of_a_backup_is_noticed_when_it_is_damaged(backup: Path):
    whole = bytearray(backup.read_bytes())
    names = {n: name for name, places in regions(backup).items() for n in places}
    for place in range(len(whole) - 32):
        whole[place] ^= 0xFF
        backup.write_bytes(whole)
        assert where(backup)[1] == names[place], f"byte {place}"
        whole[place] ^= 0xFF


def test_a_backup_that_was_cut_short_is_noticed_wherever_it_was_cut(backup: Path):
    whole = backup.read_bytes()
    for length in range(0, len(whole), 31):
        backup.write_bytes(whole[:length])
        assert where(backup)[0] in ("cut-short", "not-a-backup")
    backup.write_bytes(whole + b"\0")
    assert where(backup) == ("too-long", "end")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "not-a-backup"),
        (b"\xff\xd8\xff\xe0 a photograph, renamed", "not-a-backup"),
        (b"migcase-backup 2\n and more", "newer"),
        (MAGIC + b"\xff\xff\xff\xff", "damaged"),
    ],
)
def test_what_is_no_backup_is_told_as_what_it_is(tmp_path: Path, content, cause):
    (tmp_path / "file").write_bytes(content)

    assert where(tmp_path / "file")[0] == cause


def test_a_folder_or_nothing_at_all_is_no_backup(tmp_path: Path):
    assert where(tmp_path)[0] == "missing"
    assert where(tmp_path / "nothing")[0] == "missing"


def test_whoever_lacks_the_key_of_the_office_makes_no_backup_of_it(backup: Path):
    check_maker(backup, KEY)

    with pytest.raises(BadBackup, match="foreign"):
        check_maker(backup, bytes(32))
