"""What is known of people, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from gettext import gettext as _

from migcase.cli.days import say_day, say_instant
from migcase.cli.display import isolated, shown
from migcase.cli.values import say_country
from migcase.judgement.spelling import MONTHS
from migcase.keeping.people import FamilyVersion, PersonVersion
from migcase.locale import marked
from migcase.people.person import (
    APPROXIMATE,
    DAY,
    MONTH,
    STATELESS,
    Birth,
    Contact,
    Document,
    Name,
    Person,
)

SEXES = {
    "female": marked("female"),
    "male": marked("male"),
    "other": marked("other sex"),
    "unknown": marked("sex not known"),
}
NAME_KINDS = {
    "legal": marked("on papers"),
    "birth": marked("at birth"),
    "married": marked("by marriage"),
    "alias": marked("also known as"),
    "nickname": marked("nickname"),
    "former": marked("formerly"),
}
CONTACT_KINDS = {
    "phone": marked("phone"),
    "whatsapp": "WhatsApp",
    "email": marked("e-mail"),
    "address": marked("address"),
    "other": marked("other way"),
}
DOCUMENT_KINDS = {
    "passport": marked("passport"),
    "laissez-passer": marked("laissez-passer"),
    "identity-card": marked("identity card"),
    "residence-permit": marked("residence permit"),
    "consular-card": marked("consular card"),
    "unhcr-certificate": marked("UNHCR certificate"),
    "birth-certificate": marked("birth certificate"),
    "family-book": marked("family book"),
    "other": marked("other paper"),
}
FAMILY_ROLES = {
    "head": marked("head"),
    "spouse": marked("spouse"),
    "partner": marked("partner"),
    "child": marked("child"),
    "parent": marked("parent"),
    "sibling": marked("brother or sister"),
    "grandparent": marked("grandparent"),
    "grandchild": marked("grandchild"),
    "foster-child": marked("foster child"),
    "guardian": marked("guardian"),
    "other-relative": marked("other relative"),
    "other": marked("other member"),
}
CASE_ROLES = {
    "principal": marked("principal"),
    "dependant": marked("dependant"),
    "guardian": marked("guardian"),
    "sponsor": marked("sponsor"),
}
AGREES = {
    "name": marked("name"),
    "born": marked("birth"),
    "birthday": marked("day of birth"),
    "sex": marked("sex"),
    "nationality": marked("nationality"),
    "phone": marked("phone"),
    "email": marked("e-mail"),
    "document": marked("paper"),
    "reference": marked("reference"),
    "number": marked("number"),
}
WHATS = {
    "added": marked("added"),
    "edited": marked("corrected"),
    "joined-family": marked("joined the family {other}"),
    "left-family": marked("left the family {other}"),
    "merged": marked("merged into {other}"),
    "took-in": marked("{other} was merged into them"),
    "parted": marked("parted from {other}"),
    "told-apart": marked("told apart from {other}"),
    "formed": marked("formed"),
    "changed": marked("changed for {other}"),
    "headed": marked("{other} became its head"),
    "split": marked("split; the other family is {other}"),
}


def word(words: Mapping[str, str], key: str) -> str:
    """Return what *key* is called, itself if nobody gave it a word."""
    return _(words[key]) if key in words else shown(key)


def say_name(name: Name) -> str:
    """Return a name in the scripts in which it is known."""
    both = [shown(name.latin), isolated(shown(name.arabic))]
    return " · ".join(filter(None, both))


def say_person(person: Person) -> str:
    """Return what a person is called first of all."""
    return say_name(person.names[0]) if person.names else ""


def say_birth(born: Birth | None) -> str:
    """Return a day of birth as exactly as it is known."""
    if born is None:
        return ""
    if born.precision == DAY:
        return say_day(born.on)
    words = {"month": _(MONTHS[born.on.month - 1]), "year": born.on.year}
    if born.precision == MONTH:
        return _("{month} {year}").format(**words)
    if born.precision == APPROXIMATE:
        return _("about {year}").format(**words)
    return str(born.on.year)


def say_origin(person: Person) -> str:
    """Return the nationalities of a person."""
    return ", ".join(
        _("stateless") if country == STATELESS else say_country(country)
        for country in person.nationalities
    )


def say_contact(contact: Contact) -> Iterator[str]:
    """Yield a way to reach somebody, and how that is safe for them."""
    words = {
        "kind": word(CONTACT_KINDS, contact.kind),
        "value": isolated(shown(contact.value)),
        "whose": shown(contact.whose),
        "way": shown(contact.safe_way),
        "time": shown(contact.safe_time),
    }
    if contact.whose:
        yield _("{kind}: {value} ({whose})").format(**words)
    else:
        yield _("{kind}: {value}").format(**words)
    if contact.never:
        yield _("never to be used")
    if contact.safe_way:
        yield _("safe so: {way}").format(**words)
    if contact.safe_time:
        yield _("safe then: {time}").format(**words)


def say_document(document: Document) -> str:
    """Return a paper, where it is from and until when it is valid."""
    words = {
        "kind": word(DOCUMENT_KINDS, document.kind),
        "number": shown(document.number),
        "country": say_country(document.country) if document.country else "",
        "day": "" if document.expires is None else say_day(document.expires),
    }
    if document.country and document.expires:
        return _("{kind} {number}, {country}, until {day}").format(**words)
    if document.country:
        return _("{kind} {number}, {country}").format(**words)
    if document.expires:
        return _("{kind} {number}, until {day}").format(**words)
    return _("{kind} {number}").format(**words)


def say_version(version: PersonVersion | FamilyVersion) -> str:
    """Return who wrote a version, when, and what it was about."""
    what = word(WHATS, version.what).format(other=shown(version.other))
    words = {
        "number": f"{version.number:>4}",
        "what": what,
        "who": shown(version.by.name),
        "at": say_instant(version.at),
        "reason": shown(version.reason),
    }
    if version.reason:
        return _("{number}  {what} ({reason}) — {who}, {at}").format(**words)
    return _("{number}  {what} — {who}, {at}").format(**words)
