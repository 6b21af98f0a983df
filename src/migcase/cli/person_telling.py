"""What is told of a person on the command line, as the JSON of a person.

Options, a file and answers to questions all become the same object, so that one
reader tells what does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from gettext import gettext as _
from typing import Any, TypeVar

import click

from migcase.cli.labels import Labels
from migcase.cli.near_words import offering
from migcase.cli.output import say
from migcase.cli.person_reading import by_keys
from migcase.cli.prompting import ask_until_it_fits, ended
from migcase.cli.wording import say_refusals
from migcase.errors import Refused
from migcase.locale import marked
from migcase.people.checks import why_not
from migcase.people.plain import read_person

C = TypeVar("C", bound=Callable[..., Any])
Told = dict[str, object]
Given = Mapping[str, object]

# What is asked one by one: where the answer belongs, and the question.
QUESTIONS = (
    ("given", marked("Given name, in Latin script")),
    ("family", marked("Family name, in Latin script")),
    ("given_arabic", marked("Given name, in Arabic script")),
    ("family_arabic", marked("Family name, in Arabic script")),
    ("sex", marked("Sex: female, male, other or unknown")),
    ("born", marked("Born: 05/03/1994, or 1994-03, 1994, ~1994")),
    ("nationality", marked("Nationality: a country, or stateless")),
    ("language", marked("Language, such as wolof or wo")),
    ("phone", marked("Phone number")),
    ("safe_way", marked("How is calling it safe for them?")),
    ("safe_time", marked("When is calling it safe for them?")),
)


def told_of(command: C) -> C:
    """Give *command* the options by which a person is told of."""
    many = {"multiple": True}
    one: dict[str, Any] = {}
    options: tuple[tuple[str, str, dict[str, Any], str], ...] = (
        ("--given", _("NAME"), one, _("Given name, in Latin script.")),
        ("--family", _("NAME"), one, _("Family name, in Latin script.")),
        ("--given-arabic", _("NAME"), one, _("Given name, in Arabic script.")),
        ("--family-arabic", _("NAME"), one, _("Family name, in Arabic script.")),
        ("--alias", _("NAME"), many, _("Another name, in either script.")),
        ("--sex", _("SEX"), one, _("female, male, other or unknown.")),
        (
            "--born",
            _("DAY"),
            one,
            _("05/03/1994, or 1994-03, 1994, ~1994."),
        ),
        ("--nationality", _("COUNTRY"), many, _("A country, or stateless.")),
        (
            "--language",
            _("LANGUAGE"),
            many,
            _("A language, such as wolof or wo."),
        ),
        ("--phone", _("NUMBER"), many, _("A phone number.")),
        ("--email", _("ADDRESS"), many, _("An e-mail address.")),
        ("--safe-way", _("TEXT"), one, _("How the phone is safe for them.")),
        ("--safe-time", _("TEXT"), one, _("When the phone is safe for them.")),
        (
            "--document",
            _("KIND:COUNTRY:NUMBER[:EXPIRES]"),
            many,
            _("A paper, such as passport:GN:O1234567:2027-01-31."),
        ),
        (
            "--reference",
            _("SYSTEM:NUMBER"),
            many,
            _("What another system calls them, such as MiMOSA:KM-0042."),
        ),
        ("--from", _("FILE"), one, _("A JSON file that says it; - for stdin.")),
    )
    for name, metavar, more, text in reversed(options):
        names = [name, "file"] if name == "--from" else [name]
        command = click.option(*names, metavar=metavar, help=text, **more)(command)
    return command


def told(given: Given, before: Given) -> Told:
    """Return the JSON of a person: *before* with what options say instead or besides.

    What there is one of takes the place of what was; what there may be many of is
    added.
    """
    said: Told = dict(before)
    names = _listed(said.get("names"))
    parts = ("given", "family", "given_arabic", "family_arabic")
    spelt = {part: given[part] for part in parts if given.get(part)}
    if spelt:
        first = names[0] if names and isinstance(names[0], dict) else {}
        names = [{**first, **spelt}, *names[1:]]
    names += [_alias(str(name)) for name in _listed(given.get("alias"))]
    lists: dict[str, list[object]] = {
        "names": names,
        "nationalities": [
            *_listed(said.get("nationalities")),
            *_listed(given.get("nationality")),
        ],
        "languages": [
            *_listed(said.get("languages")),
            *_listed(given.get("language")),
        ],
        "contacts": [*_listed(said.get("contacts")), *_contacts(given)],
        "documents": [
            *_listed(said.get("documents")),
            *(_document(str(one)) for one in _listed(given.get("document"))),
        ],
        "references": [
            *_listed(said.get("references")),
            *(_reference(str(one)) for one in _listed(given.get("reference"))),
        ],
    }
    said |= {word: listed for word, listed in lists.items() if listed}
    said |= {word: given[word] for word in ("sex", "born") if given.get(word)}
    return {word: by_keys(one, word) for word, one in said.items()}


def ask_for_person(today: date) -> Told:
    """Ask one question after the other; an empty answer is none."""
    say(_("Leave empty what is not known."))
    given: dict[str, object] = {}
    for word, question in QUESTIONS:
        if word.startswith("safe") and "phone" not in given:
            continue

        def fits(text: str, word: str = word) -> str:
            answer = text.strip()
            if answer:
                _check({**given, word: _answer(word, answer)}, today)
            return answer

        answer = ask_until_it_fits(ended(_(question)), fits, may_be_empty=True)
        if answer:
            given[word] = _answer(word, answer)
    return told(given, {})


def _answer(word: str, text: str) -> object:
    return (text,) if word in ("nationality", "language", "phone") else text


def _check(given: Given, today: date) -> None:
    """Raise if an answer does not fit; what is still missing is not told."""
    said = told(given, {})
    try:
        with offering(said):
            raise Refused(tuple(why_not(read_person(said), today)))
    except Refused as refused:
        wrong = [one for one in refused.refusals if one.code != "no-name"]
    if wrong:
        worded = say_refusals(wrong, None, Labels(None))
        raise click.UsageError("\n".join(line for lines in worded for line in lines))


def _listed(given: object) -> list[object]:
    return list(given) if isinstance(given, list | tuple) else []


def _alias(text: str) -> dict[str, object]:
    is_arabic = any("\u0600" <= letter <= "\u06ff" for letter in text)
    return {"given_arabic" if is_arabic else "given": text, "kind": "alias"}


def _contacts(given: Given) -> list[object]:
    safe = {w: given[w] for w in ("safe_way", "safe_time") if given.get(w)}
    phones = [
        {"kind": "phone", "value": value, **safe}
        for value in _listed(given.get("phone"))
    ]
    emails = [
        {"kind": "email", "value": value} for value in _listed(given.get("email"))
    ]
    return [*phones, *emails]


def _document(text: str) -> dict[str, object]:
    kind, country, number, expires = (*text.split(":", 3), "", "", "")[:4]
    return {"kind": kind, "country": country, "number": number, "expires": expires}


def _reference(text: str) -> dict[str, object]:
    system, _sign, number = text.partition(":")
    return {"system": system, "number": number}
