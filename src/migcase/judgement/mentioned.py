"""Who is in a case, and as what: by the programme's own questions about people.

Whom the case is about is its principal; whom a line is about, a dependant; any other
person is in it as what the question about them is called: guardian, sponsor, escort.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from migcase.casefile.case import Case
from migcase.casefile.events import NO_FACTS, Event, Facts
from migcase.kinds import PERSON, Value
from migcase.programme.declaration import Programme

PRINCIPAL, DEPENDANT = "principal", "dependant"


@frozen(order=True)
class Mention:
    """One person in one case: in what role, and in which line ('' for the case)."""

    person: str
    role: str
    line: str = ""


def people_in(case: Case, programme: Programme) -> tuple[Mention, ...]:
    """Return who is in *case* by its latest answers, in one order."""
    return tuple(sorted(set(_mentions(case, programme))))


def may_mention(event: Event, programme: Programme) -> bool:
    """Tell whether *event* answers a question about people."""
    facts = getattr(event, "facts", NO_FACTS)
    return not programme.index.about_people.isdisjoint(facts)


def _mentions(case: Case, programme: Programme) -> Iterator[Mention]:
    principal = case.about if programme.about in (None, PERSON) else None
    if principal is not None:
        yield Mention(principal, PRINCIPAL)
    questions = programme.index.about_people
    yield from _told(case.facts, dict.fromkeys(questions, ""), "")
    for line in case.lines.values():
        facts = {key: told[-1].value for key, told in line.told.items()}
        track = programme.index.tracks.get(line.track)
        about = None if track is None else track.about
        named = None if about is None else about.key
        roles = {key: DEPENDANT if key == named else "" for key in questions}
        for mention in _told(facts, roles, line.id):
            if (mention.person, mention.role) != (principal, DEPENDANT):
                yield mention


def _told(facts: Facts, roles: Mapping[str, str], line: str) -> Iterator[Mention]:
    for key in facts.keys() & roles.keys():
        for person in _people(facts[key]):
            yield Mention(person, roles[key] or key, line)


def _people(value: Value) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()
