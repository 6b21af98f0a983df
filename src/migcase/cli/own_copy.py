"""A person's own copy in the reader's language: each version, case, receiver, reader.

Whatever the office holds stands in it by the name that people call it; what is for a
machine is made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from migcase.assistance.disclosed import TRACKS, Disclosed
from migcase.casefile.case import Case
from migcase.casefile.events import NO_FACTS, Entry
from migcase.cli.counter import Counter
from migcase.cli.days import say_day, say_instant
from migcase.cli.display import shown
from migcase.cli.history import say_entry
from migcase.cli.labels import Labels
from migcase.cli.person_words import (
    FAMILY_ROLES,
    NAME_KINDS,
    SEXES,
    say_birth,
    say_contact,
    say_document,
    say_name,
    say_origin,
    say_version,
    word,
)
from migcase.cli.values import say_language
from migcase.keeping.people import PersonVersion
from migcase.locale import marked
from migcase.office.copying import Belonged, CopiedCase, PersonalCopy
from migcase.people.person import Document, Person
from migcase.roster.events import Reading

# What may be read of somebody beside the answers to questions.
PARTS = {
    "page": marked("the page of the person"),
    "contacts": marked("contacts"),
    "documents": marked("papers"),
    "references": marked("references"),
    "*": marked("notes and reasons"),
}


def page(counter: Counter, made: PersonalCopy) -> Iterator[str]:
    """Yield the copy in lines."""
    yield "# " + _("What this office holds on {person}").format(person=made.person)
    yield from ("", "## " + _("The person"))
    for version in made.versions:
        yield from _version(version)
    if made.belonged:
        yield from ("", "## " + _("Family"))
    yield from map(_belonged, made.belonged)
    labels: dict[str, Labels] = {}
    for copied in made.cases:
        case, labels[copied.case] = counter.case(copied.case)
        yield from _case(copied, case, labels[copied.case])
    for number in made.closed:
        told = _("Case {case} is open to others only: they make the copy of it.")
        yield from ("", told.format(case=number))
    yield from ("", "## " + _("Who received it"))
    if not made.disclosed:
        yield _("Nobody.")
    for one in made.disclosed:
        yield say_received(one, labels[one.case])
    yield from ("", "## " + _("Who read it"))
    if counter.office.keyring is None:
        yield _("This is not recorded here: the office is not encrypted.")
    elif made.readings is None:
        yield _("Whoever looks after data protection here can tell.")
    elif not made.readings:
        yield _("Nobody.")
    for reading in made.readings or ():
        yield _read(reading, labels.get(reading.of))


def _version(version: PersonVersion) -> Iterator[str]:
    """Yield all that one version says of the person."""
    sheet = version.holds
    yield "- " + say_version(version)
    for title, answer in _told(sheet.person):
        yield "  - " + _("{question}: {answer}").format(question=title, answer=answer)
    if sheet.merged_into is not None:
        told = _("held to be the same as {person}")
        yield "  - " + told.format(person=shown(sheet.merged_into))
    for other in sheet.took_in:
        told = _("{person} was merged into them").format(person=shown(other))
        yield f"  - {told}"


def _told(person: Person) -> Iterator[tuple[str, str]]:
    """Yield what is told of a person, each with what it is called."""
    for name in person.names:
        words = {"name": say_name(name), "kind": word(NAME_KINDS, name.kind)}
        yield _("Name"), _("{name} ({kind})").format(**words)
    yield _("Sex"), word(SEXES, person.sex)
    if person.born is not None:
        yield _("Born"), say_birth(person.born)
    if person.nationalities:
        yield _("Nationality"), say_origin(person)
    if person.languages:
        yield _("Languages"), ", ".join(map(say_language, person.languages))
    for contact in person.contacts:
        yield _("Contact"), " · ".join(say_contact(contact))
    for document in person.documents:
        yield _("Paper"), " · ".join(_document(document))
    for one in person.references:
        yield _("Reference"), f"{shown(one.system)} {shown(one.number)}"


def _document(document: Document) -> Iterator[str]:
    yield say_document(document)
    if document.issued is not None:
        yield _("issued on {day}").format(day=say_day(document.issued))


def _belonged(one: Belonged) -> str:
    member = one.member
    words = {
        "family": one.family,
        "role": word(FAMILY_ROLES, member.role),
        "since": say_day(member.since),
    }
    if member.until is None:
        return _("- {family}: {role}, since {since}").format(**words)
    words["until"] = say_day(member.until)
    return _("- {family}: {role}, from {since} until {until}").format(**words)


def _case(copied: CopiedCase, case: Case, labels: Labels) -> Iterator[str]:
    title = _("Case {case}: {programme}")
    named = labels.name(copied.programme)
    yield from ("", "## " + title.format(case=copied.case, programme=named))
    for entry in copied.entries:
        said = {"day": say_day(entry.event.on), "what": say_entry(entry, case, labels)}
        yield "- " + _("{day}  {what}").format(**said)
        for key, value in _facts(entry):
            asked = {"question": labels.question(key)}
            asked["answer"] = labels.answer(key, value)
            yield "  - " + _("{question} — {answer}").format(**asked)
    if copied.left_out:
        left = _("Left out: {n} entries that are about somebody else.")
        yield left.format(n=copied.left_out)


def _facts(entry: Entry) -> Iterator[tuple[str, object]]:
    yield from getattr(entry.event, "facts", NO_FACTS).items()


def say_received(one: Disclosed, labels: Labels) -> str:
    """Return who received what, for what, in the words of the programme."""
    words = {"day": say_day(one.on)}
    for part in ("to", "purpose", "what", "basis"):
        value, key = getattr(one, part), TRACKS[one.track].get(part, part)
        words[part] = "–" if value is None else labels.answer(key, value)
    line = _("- {day}: {to}, for: {purpose}; shared: {what}; basis: {basis}")
    return line.format(**words)


def _read(reading: Reading, labels: Labels | None) -> str:
    """Return who read what; *labels* are those of the case, None where none is known.

    A case that is not open to whoever makes the copy does not tell what was asked.
    """
    what = {
        _(PARTS[one])
        if one in PARTS
        else _("answers in the case")
        if labels is None
        else labels.question(one): None
        for one in reading.what
    }
    words = {"at": say_instant(reading.at), "of": shown(reading.of)}
    words |= {"reader": shown(reading.reader), "what": ", ".join(what)}
    return _("- {at}: {reader} ({of}: {what})").format(**words)
