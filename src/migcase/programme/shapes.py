"""Does every argument hold the sort of thing it takes?

Looked at before anything else: where a word stands in the place of a role, nothing
more can be said.  Types that mypy reports before the program runs are reported here
to those who do not use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from migcase.errors import Fault
from migcase.kinds import Kind, NonAnswer
from migcase.locale import marked
from migcase.programme.algebra import Condition
from migcase.programme.anatomy import (
    Declared,
)
from migcase.programme.expressions import Expression
from migcase.programme.faults import Placed, called, fault_in, thing_of
from migcase.programme.fields import Field, Setting
from migcase.programme.links import Linked, LinkedValue
from migcase.programme.near import near
from migcase.programme.roles import Role
from migcase.programme.walking import PLAIN, Walks
from migcase.programme.words import Hold, Milestone, Outcome, Stage, Step, Track

Wanted = tuple[str, tuple[type, ...]]

_ROLES: Wanted = (marked("roles"), (Role,))
_STEPS: Wanted = (marked("steps"), (Step,))
_TEXT: Wanted = (marked("text"), (str,))
_CONDITIONS: Wanted = (marked("conditions"), (Condition,))
_VALUES: Wanted = (marked("a length of time or a day"), (Expression,))
_KIND: Wanted = (marked("a kind"), (Kind,))
_QUESTION: Wanted = (marked("a question"), (Field,))
_ANYTHING: Wanted = ("", (object,))
_YES_NO: Wanted = (marked("True or False"), (bool,))

# What each argument takes, in all words that have one of that name.
_WANTED: Mapping[str, Wanted] = {
    "after": _STEPS,
    "again": _CONDITIONS,
    "allows": (marked("DONT_KNOW or REFUSED"), (NonAnswer,)),
    "asks": (marked("questions"), (Field,)),
    "basis": _CONDITIONS,
    "before_basis": (marked("steps, tracks or holds"), (Step, Track, Hold)),
    "by": _ROLES,
    "counts": _YES_NO,
    "doubted_by": _STEPS,
    "due": _VALUES,
    "every": _VALUES,
    "holds": (marked("holds"), (Hold,)),
    "keep": _VALUES,
    "key": _TEXT,
    "kind": _KIND,
    "milestones": (marked("milestones"), (Milestone,)),
    "not_before": _VALUES,
    "not_by": (marked("steps or roles"), (Step, Role)),
    "of": (marked("a track"), (Track,)),
    "opened_by": _ROLES,
    "optional": _YES_NO,
    "outcomes": (marked("outcomes"), (Outcome,)),
    "question": _TEXT,
    "read_by": _ROLES,
    "recheck": _VALUES,
    "released_by": _ROLES,
    "reopen_within": _VALUES,
    "reopened_by": _ROLES,
    "requires": _CONDITIONS,
    "sealed_to": _ROLES,
    "secrecy": _TEXT,
    "sees": _TEXT,
    "source": _TEXT,
    "stages": (marked("stages"), (Stage,)),
    "stands_for": _TEXT,
    "status": _TEXT,
    "steps": _STEPS,
    "stops": (marked("steps, stages or the titles of stages"), (Step, str)),
    "summary": _TEXT,
    "tells": _ROLES,
    "then": _STEPS,
    "title": _TEXT,
    "tracks": (marked("tracks"), (Track,)),
    "unique": _QUESTION,
    "until": _CONDITIONS,
    "valid": _VALUES,
    "waived_by": _ROLES,
    "when": _CONDITIONS,
    "within": _VALUES,
}
_OF_TRACKS = {**_WANTED, "about": _QUESTION}
_OF_OTHERS = {**_WANTED, "about": _KIND}
_WORDS = (Role, Field, Step, Track, Stage, Hold, Milestone, Outcome)


def misshapen(programme: Declared, walks: Walks) -> Iterator[Fault]:
    """Yield every argument that holds another sort of thing than it takes."""
    words = list(_reached(programme, walks))
    for word in words:
        wanted = _OF_TRACKS if isinstance(word, Track) else _OF_OTHERS
        for name, one in walks.parts(word):
            sort, types = wanted.get(name, _ANYTHING)
            if not isinstance(one, types):
                values = {"argument": name, "wanted": sort, "given": called(one)}
                yield fault_in(
                    word, "wrong-type", values, near=_meant(one, words, types)
                )
        yield from _strange_references(word, walks)


def _reached(programme: Declared, walks: Walks) -> Iterator[Placed]:
    """Yield the programme and all words in it, whatever else stands among them."""
    seen: dict[int, object] = {}
    waiting: list[object] = [programme]
    while waiting:
        word = waiting.pop()
        if id(word) in seen:
            continue
        seen[id(word)] = word
        yield cast("Placed", word)
        inside = [
            one
            for _, one in walks.parts(word)
            if type(one) not in PLAIN and isinstance(one, _WORDS)
        ]
        walk = walks.through(word)
        settings = [node for _, node in walk if isinstance(node, Setting)]
        waiting += reversed([*inside, *settings])


def _meant(given: object, words: Iterable[Placed], types: tuple[type, ...]) -> str:
    """Return the thing whose key stands there as text: not 'ask', but step ask."""
    if not isinstance(given, str):
        return ""
    things = {one.key: thing_of(one) for one in words if isinstance(one, types)}
    return things.get(near(given, things), "")


def _strange_references(word: Placed, walks: Walks) -> Iterator[Fault]:
    for argument, node in walks.through(word):
        if isinstance(node, Linked | LinkedValue):
            reference: object = node.reference
            if not isinstance(reference, Field):
                values = {
                    "argument": argument,
                    "wanted": marked("a question that names a case"),
                }
                values["given"] = called(reference)
                yield fault_in(word, "wrong-type", values)
