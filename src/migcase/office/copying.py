"""A person's own copy: all that the office holds on them, and who received or read it.

What is said in a case about somebody else is left out, and that something was left out
is said.  Nothing is worded here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from attrs import evolve, frozen

from migcase.assistance.disclosed import Disclosed, disclosed
from migcase.casefile.alike import with_facts
from migcase.casefile.case import Case
from migcase.casefile.events import NO_FACTS, Entry, Facts
from migcase.keeping.people import PersonVersion
from migcase.keeping.register import Register
from migcase.office.guard import NotAllowed
from migcase.office.person_pages import Pages, PersonCase, PersonPage
from migcase.office.reveals import Reveals
from migcase.people.family import Member
from migcase.programme.declaration import Programme
from migcase.roster import rights
from migcase.roster.events import Reading

Readings = Callable[[str], tuple[Reading, ...]]
Programmes = Callable[[str, int], Programme | None]


@frozen
class CopiedCase:
    """What one case says of a person; *left_out* entries are about somebody else.

    Of those no more is copied than the answers that name the person.
    """

    case: str
    programme: str
    roles: tuple[str, ...]
    entries: tuple[Entry, ...]
    left_out: int


@frozen
class Belonged:
    """That somebody was, or is, a *member* of a *family*."""

    family: str
    member: Member


@frozen
class PersonalCopy:
    """All that the office holds on one person, in every version and every case.

    *closed* are the cases that whoever made the copy may not open: those are copied
    by whoever they are open to.  *readings* is None where they may not see who read.
    """

    person: str
    versions: tuple[PersonVersion, ...]
    cases: tuple[CopiedCase, ...]
    closed: tuple[str, ...]
    disclosed: tuple[Disclosed, ...]
    readings: tuple[Reading, ...] | None
    belonged: tuple[Belonged, ...] = ()


class Copies:
    """Makes a person's own copy; that somebody made one is written down first."""

    def __init__(
        self,
        register: Register,
        pages: Pages,
        reveals: Reveals,
        readings: Readings,
        programmes: Programmes,
    ) -> None:
        self._register = register
        self._pages = pages
        self._reveals = reveals
        self._readings = readings
        self._programmes = programmes

    def of(self, person: str, *, reason: str) -> PersonalCopy:
        """Return the copy; raise `NotAllowed`, or `NoSuchPerson`.

        It is for those who may take away all that is sensitive of a person: a copy
        that is half a copy tells nobody what is held on them.
        """
        self._pages.check(person, rights.EXPORT)
        page = self._pages.reveal(person, reason=reason)
        ids = frozenset(sheet.id for sheet in page.sheets)
        cases: list[CopiedCase] = []
        shared: list[Disclosed] = []
        closed: list[str] = []
        for one in page.cases:
            try:
                found = self._reveals.case(one.row.case, (), reason, None)
            except NotAllowed:
                closed.append(one.row.case)
                continue
            cases.append(self._copied(one, found.case, found.entries, ids))
            told = disclosed(found.case)
            is_theirs = found.case.about in ids
            shared += (d for d in told if is_theirs or d.track == "disclosure")
        versions = (v for one in page.sheets for v in self._versions(one.id))
        return PersonalCopy(
            page.person.id,
            tuple(versions),
            tuple(cases),
            tuple(closed),
            tuple(shared),
            self._read(page, ids),
            tuple(self._belonged(page, ids)),
        )

    def _versions(self, person: str) -> tuple[PersonVersion, ...]:
        return self._register.people.sheets(person)

    def _belonged(self, page: PersonPage, ids: Collection[str]) -> Iterator[Belonged]:
        """Yield what they were to the families they belonged to; of others, nothing."""
        stays = (stay for one in page.sheets for stay in one.stays)
        for number in dict.fromkeys(stay.family for stay in stays):
            version = self._register.people.family(number)
            for member in () if version is None else version.holds.members:
                if member.person in ids:
                    yield Belonged(number, member)

    def _copied(
        self,
        one: PersonCase,
        case: Case,
        entries: Collection[Entry],
        ids: Collection[str],
    ) -> CopiedCase:
        programme = self._programmes(case.programme, case.version)
        theirs = tuple(about(case, entries, programme, ids))
        left_out = len(entries) - sum(one in theirs for one in entries)
        return CopiedCase(case.id, case.programme, one.roles, theirs, left_out)

    def _read(
        self, page: PersonPage, ids: Collection[str]
    ) -> tuple[Reading, ...] | None:
        records = (*ids, *(one.row.case for one in page.cases))
        try:
            found = [reading for of in records for reading in self._readings(of)]
        except NotAllowed:
            return None
        return tuple(sorted(found, key=lambda one: one.at))


def about(
    case: Case,
    entries: Collection[Entry],
    programme: Programme | None,
    ids: Collection[str],
) -> Iterator[Entry]:
    """Yield of *entries* what is about the person who goes by *ids*.

    Whoever the case is about is told all of it, but the lines about somebody else;
    others are told what their own lines say.  Where anything else names them, they are
    told that and no more.  Without the programme nobody can tell whom a line is about:
    then no line is copied whole.
    """
    own, others = _lines(case, programme, ids)
    is_theirs = case.about in ids
    for entry in entries:
        line = getattr(entry.event, "line", None)
        if line in own or (is_theirs and line not in others):
            yield entry
            continue
        naming = {key: said for key, said in _facts(entry).items() if said in ids}
        if naming:
            yield evolve(entry, event=with_facts(entry.event, naming), relied=NO_FACTS)


def _lines(
    case: Case, programme: Programme | None, ids: Collection[str]
) -> tuple[set[str], set[str]]:
    """Return the lines about that person, and those about anybody else."""
    own, others = set[str](), set[str]()
    for line in case.lines.values():
        track = None if programme is None else programme.index.tracks.get(line.track)
        key = None if track is None or track.about is None else track.about.key
        if programme is None:
            others.add(line.id)
        elif key in programme.index.about_people and line.told.get(key):
            (own if line.told[key][-1].value in ids else others).add(line.id)
    return own, others


def _facts(entry: Entry) -> Facts:
    facts: Facts = getattr(entry.event, "facts", NO_FACTS)
    return facts
