"""`migcase person show`: all that the office knows of one person."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

import click

from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.family_showing import say_members
from migcase.cli.history import say_entry
from migcase.cli.listing import say_status
from migcase.cli.output import print_json, tell, wants_json
from migcase.cli.person_json import (
    case_as_json,
    family_as_json,
    person_as_json,
    versions_as_json,
)
from migcase.cli.person_words import (
    CASE_ROLES,
    NAME_KINDS,
    SEXES,
    say_birth,
    say_contact,
    say_document,
    say_name,
    say_origin,
    say_person,
    say_version,
    word,
)
from migcase.cli.spoken import Spoken
from migcase.cli.values import say_language
from migcase.keeping.people import PersonVersion
from migcase.office.person_pages import PersonCase, PersonPage
from migcase.people.person import Person


@click.command(cls=Spoken)
@click.argument("person")
@click.option("--stories", is_flag=True, help=_("What happened in each case, too."))
@click.option("--history", is_flag=True, help=_("Who said what of them when, too."))
@click.option(
    "--reveal", is_flag=True, help=_("Contacts, papers and references in clear.")
)
@click.option("--reason", metavar=_("TEXT"), help=_("Why you look at them."))
@click.pass_context
def show(
    ctx: click.Context,
    person: str,
    stories: bool,
    history: bool,
    reveal: bool,
    reason: str | None,
) -> None:
    """Show PERSON, by number: names, contacts, papers, family, all their cases.

    Somebody who was merged is shown as whom they were merged into. Contacts, papers
    and references are masked; with --reveal and --reason they are shown, after it was
    written down that you saw them.
    """
    counter = counter_of(ctx)
    people = counter.office.people
    why = reason or ""
    page = people.reveal(person, reason=why) if reveal else people.show(person)
    versions = counter.office.people.versions(page.person.id) if history else ()
    if wants_json(ctx):
        print_json("person", _as_json(counter, page, versions, stories=stories))
        return
    for line in (*_head(page), *_papers(page.person), *_family(counter, page)):
        tell(line)
    if page.cases:
        tell("\n" + _("Cases"))
    for case in page.cases:
        for line in _case(counter, case, stories=stories):
            tell(line)
    if history:
        tell("\n" + _("History"))
        for line in map(say_version, versions):
            tell(line)


def _head(page: PersonPage) -> Iterator[str]:
    person = page.person
    yield f"{person.id} · {say_person(person)}"
    facts = [word(SEXES, person.sex)]
    if person.born is not None:
        facts.append(_("born {day}").format(day=say_birth(person.born)))
    if person.nationalities:
        facts.append(say_origin(person))
    if person.languages:
        spoken = ", ".join(map(say_language, person.languages))
        facts.append(_("speaks {languages}").format(languages=spoken))
    yield ", ".join(facts)
    for sheet in page.sheets[1:]:
        yield _("{person} was merged into them").format(person=sheet.id)


def _papers(person: Person) -> Iterator[str]:
    if len(person.names) > 1:
        yield "\n" + _("Names")
    for number, name in enumerate(person.names, 1):
        if len(person.names) > 1:
            yield f"{number}. {say_name(name)} ({word(NAME_KINDS, name.kind)})"
    if person.contacts:
        yield "\n" + _("Contacts")
    for number, contact in enumerate(person.contacts, 1):
        first, *rest = say_contact(contact)
        yield f"{number}. {first}"
        yield from (f"   {line}" for line in rest)
    if person.documents:
        yield "\n" + _("Papers")
    for number, document in enumerate(person.documents, 1):
        yield f"{number}. {say_document(document)}"
    if person.references:
        yield "\n" + _("References")
    for number, reference in enumerate(person.references, 1):
        yield f"{number}. {shown(reference.system)} {shown(reference.number)}"


def _family(counter: Counter, page: PersonPage) -> Iterator[str]:
    if page.family is not None:
        yield "\n" + _("Family {family}").format(family=page.family.of)
        yield from say_members(counter, page.family.holds.current)


def _case(counter: Counter, case: PersonCase, *, stories: bool) -> Iterator[str]:
    found, labels = counter.case(case.row.case)
    words = {
        "case": found.id,
        "programme": labels.name(found.programme),
        "roles": ", ".join(_role(role, labels.question(role)) for role in case.roles),
        "status": say_status(case.row.status, labels),
        "day": say_day(case.row.on),
    }
    line = _("- {case} · {programme}: {roles}; {status}, opened on {day}")
    yield line.format(**words)
    if stories:
        for entry in counter.office.entries(found.id):
            said = {
                "day": say_day(entry.event.on),
                "what": say_entry(entry, found, labels),
            }
            yield "    " + _("{day}  {what}").format(**said)


def _role(role: str, question: str) -> str:
    return word(CASE_ROLES, role) if role in CASE_ROLES else question


def _as_json(
    counter: Counter,
    page: PersonPage,
    versions: tuple[PersonVersion, ...],
    *,
    stories: bool,
) -> dict[str, object]:
    family = page.family
    cases = []
    for case in page.cases:
        body = case_as_json(case)
        if stories:
            body["entries"] = [
                {"number": entry.number, "on": entry.event.on, "by": entry.by.name}
                for entry in counter.office.entries(case.row.case)
            ]
        cases.append(body)
    body = {
        **person_as_json(page.person, page.number),
        "merged": [sheet.id for sheet in page.sheets[1:]],
        "family": None,
        "cases": cases,
    }
    if family is not None:
        body["family"] = family_as_json(family.holds, family.number)
    if versions:
        body["versions"] = versions_as_json(versions)
    return body
