"""Answers that are for named readers alone: sealed before they are written.

A programme says which roles may read an answer; who wears them, the office knows.
What is sealed so does not open for whoever holds the file and a login of the office.
Nothing is sealed where an office has no keys.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

import attrs
from attrs import frozen

from migcase.casefile.alike import Telling, with_facts
from migcase.casefile.events import Entry
from migcase.errors import MigcaseError, Refusal
from migcase.keeping.wire_value import dumps, read_value, write_value
from migcase.kinds import Sealed, Value
from migcase.programme.declaration import Programme

if TYPE_CHECKING:
    from migcase.keeping.seal.hands import Public

# So that the length of a box does not tell a yes from a no.
BLOCK = 64


class NotForYou(MigcaseError):
    """An answer is sealed to others."""

    code = "not-for-you"
    sentence = "The answer to {question} in case {case} is sealed to {readers}."


class Opener(Protocol):
    """Somebody who opens what was sealed for them."""

    @property
    def name(self) -> str: ...

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return what was sealed for them at *place*."""


# Who wears one of some roles in a programme.
Readers = Callable[[str, Collection[str]], "Sequence[Public]"]


@frozen
class Sealing:
    """Seals the answers of one *office* to those whom *readers* finds."""

    office: str
    readers: Readers

    def against(self, entry: Entry, programme: Programme) -> Iterator[Refusal]:
        """Yield each question of *entry* that nobody here may read the answer to."""
        for key in self._secret(entry, programme):
            if not self._readers(key, programme):
                roles = [role.key for role in programme.index.fields[key].read_by]
                yield Refusal("nobody-reads", key, {"roles": tuple(roles)})

    def file_readers(self, programme: Programme) -> Sequence[Public] | None:
        """Return to whom alone a file of *programme* is sealed; None: to nobody."""
        if not programme.sealed_to:
            return None
        return self.readers(programme.key, {role.key for role in programme.sealed_to})

    def sealed(self, entry: Entry, programme: Programme) -> Entry:
        """Return *entry* with its sealed answers in boxes, one for each reader."""
        keys = tuple(self._secret(entry, programme))
        if not keys or not isinstance(entry.event, Telling):
            return entry
        facts = dict(entry.event.facts)
        for key in keys:
            plain = dumps(write_value(facts[key])).encode()
            padded = plain + b" " * (-len(plain) % BLOCK)
            place = _place(self.office, entry.case, entry.id, key)
            facts[key] = Sealed(
                tuple(
                    (one.name, b64encode(one.seal(padded, place)).decode())
                    for one in self._readers(key, programme)
                )
            )
        return attrs.evolve(entry, event=with_facts(entry.event, facts))

    def opened(self, answer: Sealed, hand: Opener, entry: Entry, key: str) -> Value:
        """Return what *answer* says, told by *entry*; raise `NotForYou`."""
        boxes = dict(answer.boxes)
        if hand.name not in boxes:
            readers = ", ".join(answer.readers)
            values = {"question": key, "case": entry.case, "readers": readers}
            raise NotForYou(values)
        place = _place(self.office, entry.case, entry.id, key)
        return read_value(json.loads(hand.open(b64decode(boxes[hand.name]), place)))

    def _secret(self, entry: Entry, programme: Programme) -> Iterator[str]:
        """Yield the questions of *entry* whose answers have to be sealed."""
        if not programme.index.sealed or not isinstance(entry.event, Telling):
            return
        for key, told in entry.event.facts.items():
            if key in programme.index.sealed and not isinstance(told, Sealed):
                yield key

    def _readers(self, key: str, programme: Programme) -> Sequence[Public]:
        roles = {role.key for role in programme.index.fields[key].read_by}
        return self.readers(programme.key, roles)


def _place(office: str, case: str, entry: str, key: str) -> str:
    return json.dumps(["migcase/answer/v1", office, case, entry, key])
