"""What somebody signed of the office's tree: how large it was, and its root.

The text is that of a C2SP tlog-checkpoint inside a C2SP signed-note, so that other
tools verify it.  In an office without keys nobody signs, and the text says as much by
having no line of a signature.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote, unquote

from attrs import frozen

from migcase.keeping.seal.errors import BadCheckpoint
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.tree import HASH

ORIGIN = "migcase/office/"
_ED25519 = b"\x01"
_SIGNED = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_KEY_ID, _SIGNATURE = 4, 64
# A head is a few lines, and one for each reader; nothing longer is read.
LONGEST = 1 << 16
# At the ends of the calendar an instant cannot be told in every zone.
EARLIEST, LATEST = 1970, 9000
_LOG, _READ = "log", "read"


@frozen
class Tip:
    """The last line of a chain beside the tree: of the office's log, or of a reader.

    *chain* is the reader, '' for the log.
    """

    chain: str
    number: int
    hash: bytes


@frozen
class Checkpoint:
    """That the tree of *office* had *size* leaves and this *root* at an instant.

    *tips* are where the office's log and what was read ended.  *by* is who signed, ''
    where nobody did; *note* is the text as it was written.
    """

    office: str
    size: int
    root: bytes
    at: str
    by: str
    note: str
    tips: tuple[Tip, ...] = ()

    @property
    def hex(self) -> str:
        """The root in 64 letters and figures, in groups that can be read aloud."""
        text = self.root.hex()
        return " ".join(text[at : at + 4] for at in range(0, len(text), 4))

    def check(self, public: Public) -> None:
        """Raise `BadSignature` unless this is signed with that key."""
        text, _, lines = self.note.partition("\n\n")
        found = _SIGNED.fullmatch(lines.removesuffix("\n"))
        signature = b64decode(found["signature"]) if found else b""
        if signature[:_KEY_ID] != _key_id(public):
            public.check(b"", b"")
        public.check(signature[_KEY_ID:], f"{text}\n".encode())


def signed(
    office: str,
    size: int,
    root: bytes,
    at: str,
    hand: Hand | None,
    tips: Iterable[Tip] = (),
) -> str:
    """Return the note that says so; signed where there is somebody with a *hand*."""
    text = f"{ORIGIN}{quote(office)}\n{size}\n{_text(root)}\nat {at}\n"
    text += "".join(_tip(tip) for tip in tips)
    if hand is None:
        return f"{text}\n"
    signature = _text(_key_id(hand.public) + hand.sign(text.encode()))
    return f"{text}\n— {_key_name(hand.name)} {signature}\n"


def read_checkpoint(note: str) -> Checkpoint:
    """Return what *note* says; raise `BadCheckpoint`.  No signature is checked."""
    note = note.replace("\r\n", "\n")
    text, sign, lines = note.partition("\n\n")
    said = text.split("\n")
    if not sign or len(said) < 4 or len(note) > LONGEST:
        raise BadCheckpoint({})
    origin, size, root, at, *tips = said
    if not origin.startswith(ORIGIN) or not at.startswith("at "):
        raise BadCheckpoint({})
    by = ""
    if lines:
        found = _SIGNED.fullmatch(lines.removesuffix("\n"))
        if found is None or len(_bytes(found["signature"])) != _KEY_ID + _SIGNATURE:
            raise BadCheckpoint({})
        by = unquote(found["name"])
    if not _SIZE.fullmatch(size):
        raise BadCheckpoint({})
    return Checkpoint(
        unquote(origin.removeprefix(ORIGIN)),
        int(size),
        _hash(root),
        _instant(at.removeprefix("at ")),
        by,
        note,
        tuple(_read_tip(line) for line in tips),
    )


def _instant(said: str) -> str:
    """Return *said*, if it is an instant that can be told in any zone."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise BadCheckpoint({}) from None
    if at.tzinfo is None or not EARLIEST <= at.year <= LATEST:
        raise BadCheckpoint({})
    return said


def _tip(tip: Tip) -> str:
    chain = f"{_READ} {_key_name(tip.chain)}" if tip.chain else _LOG
    return f"{chain} {tip.number} {_text(tip.hash)}\n"


def _read_tip(line: str) -> Tip:
    words = line.split(" ")
    if len(words) < 3:
        raise BadCheckpoint({})
    sort, *chain, number, hash_ = words
    known = (sort == _LOG and not chain) or (sort == _READ and len(chain) == 1)
    if not known or not _SIZE.fullmatch(number):
        raise BadCheckpoint({})
    return Tip(unquote("".join(chain)), int(number), _hash(hash_))


def _key_id(public: Public) -> bytes:
    name = _key_name(public.name).encode()
    return sha256(name + b"\n" + _ED25519 + public.verifies).digest()[:_KEY_ID]


def _key_name(name: str) -> str:
    """Return a name as a signed note has it: without blanks and plus signs."""
    return quote(name, safe="@.-_")


def _text(plain: bytes) -> str:
    return b64encode(plain).decode()


def _hash(text: str) -> bytes:
    found = _bytes(text)
    if len(found) != HASH:
        raise BadCheckpoint({})
    return found


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadCheckpoint({}) from None
