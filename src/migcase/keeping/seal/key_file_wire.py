"""``keys.json``: the slots and the recovery of an office, beside its file.

Read strictly, because whoever holds the file may have written it.  What is in it is
public or wrapped; only somebody who opened a slot can tell whether all of it is as
the last of them left it (see `is_sealed_by`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from hmac import compare_digest, digest
from pathlib import Path

from attrs import asdict, evolve

from migcase.incoming import BadFile, read_incoming
from migcase.keeping.key_place import FILE
from migcase.keeping.seal.errors import BadKeys
from migcase.keeping.seal.hands import Public
from migcase.keeping.seal.key_file import CEILING, FLOOR, Cost, KeyFile, Pair, Slot
from migcase.keeping.seal.keys import derived
from migcase.keeping.whole_file import write_whole
from migcase.strict_json import BadJson, read_json

# In the second a slot may say what turned since its user was there.
FORMAT, TURNED = 1, 2
LONGEST = 1_000_000
MOST_SLOTS, MOST_HOLDERS, MOST_TURNED, LONGEST_NAME = 500, 12, 8, 100
OFFICE = re.compile(r"[0-9a-f]{32}")
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read(folder: Path, name: str = FILE) -> KeyFile:
    """Return what ``keys.json`` in *folder* says; raise `BadKeys`."""
    file = folder / name
    try:
        return key_file_of(read_incoming(str(file), LONGEST))
    except BadFile as error:
        raise BadKeys({"file": FILE, "cause": error.values["cause"]}) from None


def key_file_of(content: bytes) -> KeyFile:
    """Return what *content* says; raise `BadKeys` unless it is exactly a key file."""
    try:
        table = read_json(content)
    except BadJson as error:
        raise BadKeys({"file": FILE, "cause": error.values["cause"]}) from None
    if not isinstance(table, dict) or not isinstance(table.get("migcase-keys"), int):
        raise _bad("not-keys")
    if table["migcase-keys"] not in (FORMAT, TURNED):
        raise _bad("newer-keys")
    try:
        found = _file(table)
    except (KeyError, TypeError, ValueError):
        raise _bad("not-keys") from None
    for slot in found.slots:
        _check_cost(slot.cost)
    return found


def write(folder: Path, file: KeyFile, master: bytes, name: str = FILE) -> KeyFile:
    """Write *file* into *folder*, whole or not at all; return it as it stands there."""
    signed = evolve(file, mac=_mac(file, master))
    text = json.dumps(_table(signed), indent=1, ensure_ascii=False) + "\n"
    if key_file_of(text.encode()) != signed:
        raise AssertionError("written otherwise than it is read")
    write_whole(folder / name, text.encode())
    return signed


def is_sealed_by(file: KeyFile, master: bytes) -> bool:
    """Tell whether somebody who held *master*, the office's key, left *file* so."""
    return compare_digest(file.mac, _mac(file, master))


def check_name(name: str) -> None:
    """Raise ``ValueError`` unless *name* can stand in a key file."""
    signs = {unicodedata.category(one)[0] for one in name}
    if not 0 < len(name) <= LONGEST_NAME or "C" in signs or name != name.strip():
        raise ValueError("no name")


def _file(table: Mapping[str, object]) -> KeyFile:
    found = _fields(table, "migcase-keys office bound epoch slots holders pairs mac")
    _version, office, bound, epoch, slots, holders, pairs, mac = found
    if not isinstance(bound, bool) or not OFFICE.fullmatch(_text(office)):
        raise ValueError
    file = KeyFile(
        _text(office),
        bound,
        _number(epoch),
        tuple(_slot(one, _version) for one in _list(slots, MOST_SLOTS)),
        tuple(_public(one) for one in _list(holders, MOST_HOLDERS)),
        tuple(_pair(one) for one in _list(pairs, MOST_HOLDERS**2)),
        _bytes(mac, 32),
    )
    _check_once(slot.public.name for slot in file.slots)
    _check_once(holder.name for holder in file.holders)
    _check_once(f"{pair.outer}\0{pair.inner}" for pair in file.pairs)
    names = {holder.name for holder in file.holders}
    if any({pair.outer, pair.inner} - names for pair in file.pairs):
        raise ValueError
    return file


def _slot(table: object, version: object) -> Slot:
    more = " turned" if version == TURNED else ""
    found = _fields(table, f"name verifies receives argon2id salt hand master{more}")
    name, verifies, receives, cost, salt, hand, master, *turned = found
    numbers = _fields(cost, "passes memory lanes")
    public = _public({"name": name, "verifies": verifies, "receives": receives})
    passes, memory, lanes = map(_number, numbers)
    return Slot(
        public,
        Cost(passes, memory, lanes),
        _bytes(salt, 16),
        _bytes(hand, 72),
        _bytes(master, 40),
        tuple(_bytes(one, 88) for each in turned for one in _list(each, MOST_TURNED)),
    )


def _public(table: object) -> Public:
    name, verifies, receives = _fields(table, "name verifies receives")
    check_name(_text(name))
    return Public(_text(name), _bytes(verifies, 32), _bytes(receives, 32))


def _pair(table: object) -> Pair:
    outer, inner, sealed, tried = _fields(table, "outer inner sealed tried")
    if _text(tried) and not DAY.fullmatch(_text(tried)):
        raise ValueError
    return Pair(_text(outer), _text(inner), _bytes(sealed), _text(tried))


def _fields(table: object, names: str) -> list[object]:
    """Return what *table* says of each of *names*, which are all that it names."""
    wanted = names.split()
    if not isinstance(table, dict) or set(table) != set(wanted):
        raise ValueError
    return [table[name] for name in wanted]


def _list(found: object, most: int) -> list[object]:
    if not isinstance(found, list) or len(found) > most:
        raise ValueError
    return found


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise ValueError
    return found


def _number(found: object) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 2**31:
        raise ValueError
    return found


def _bytes(found: object, length: int | None = None) -> bytes:
    text = _text(found)
    read = b64decode(text, validate=True)
    if _coded(read) != text or (length is not None and len(read) != length):
        raise ValueError
    return read


def _check_once(names: Iterable[str]) -> None:
    listed = list(names)
    if len(set(listed)) != len(listed):
        raise ValueError


def _check_cost(cost: Cost) -> None:
    if cost.passes < FLOOR.passes or cost.memory < FLOOR.memory or cost.lanes < 1:
        raise _bad("weak-keys")
    if (
        cost.passes > CEILING.passes
        or cost.memory > CEILING.memory
        or cost.lanes > CEILING.lanes
        or cost.passes * cost.memory > 4 * CEILING.memory
    ):
        raise _bad("heavy-keys")


def _bad(cause: str) -> BadKeys:
    return BadKeys({"file": FILE, "cause": cause})


def _mac(file: KeyFile, master: bytes) -> bytes:
    table = {key: told for key, told in _table(file).items() if key != "mac"}
    text = json.dumps(table, sort_keys=True, separators=(",", ":"))
    return digest(derived(master, "slots"), text.encode(), "sha256")


def _table(file: KeyFile) -> dict[str, object]:
    # Whoever has an older migcase reads the file as long as nothing is new in it.
    is_turned = any(slot.turned for slot in file.slots)
    return {
        "migcase-keys": TURNED if is_turned else FORMAT,
        "office": file.office,
        "bound": file.bound,
        "epoch": file.epoch,
        "slots": [
            {
                **_told(slot.public),
                "argon2id": asdict(slot.cost),
                "salt": _coded(slot.salt),
                "hand": _coded(slot.hand),
                "master": _coded(slot.master),
                **({"turned": [*map(_coded, slot.turned)]} if is_turned else {}),
            }
            for slot in file.slots
        ],
        "holders": [_told(holder) for holder in file.holders],
        "pairs": [
            {
                "outer": pair.outer,
                "inner": pair.inner,
                "sealed": _coded(pair.sealed),
                "tried": pair.tried,
            }
            for pair in file.pairs
        ],
        "mac": _coded(file.mac),
    }


def _told(public: Public) -> dict[str, object]:
    return {
        "name": public.name,
        "verifies": _coded(public.verifies),
        "receives": _coded(public.receives),
    }


def _coded(found: bytes) -> str:
    return b64encode(found).decode()
