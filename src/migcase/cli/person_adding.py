"""`migcase person add` and `edit`: who somebody is, told or put right."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.answer_file import read_file
from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import ascii_word
from migcase.cli.display import can_ask
from migcase.cli.failing import Worded
from migcase.cli.near_words import offering
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.person_json import pair_as_json, person_as_json
from migcase.cli.person_places import LISTS, read_word
from migcase.cli.person_telling import Told, ask_for_person, told, told_of
from migcase.cli.person_words import AGREES, say_person, word
from migcase.cli.recording import reasoned, sent
from migcase.cli.spoken import Spoken
from migcase.keeping.people import PersonVersion
from migcase.people.plain import plain_person
from migcase.people.told import told_person

# How many who may be the same are named after somebody was added.
MOST_ALIKE = 3


# Why somebody saw a person's sheet who puts it right and does not say why.
CORRECTED = "edit"


@click.command(cls=Spoken)
@told_of
@click.option(
    "--number", metavar=_("NUMBER"), help=_("A number that they go by already.")
)
@sent
@click.pass_context
def add(
    ctx: click.Context,
    /,
    number: str | None,
    entry_id: str | None,
    **given: object,
) -> None:
    """Add a person; their number is printed.

    Without options, on a terminal, the questions are asked one by one. Whoever may
    be the same person is named afterwards; nobody is merged by itself.
    """
    counter = counter_of(ctx)
    by, people = counter.actor(), counter.office.people
    if not any(given.values()) and can_ask():
        said = ask_for_person(counter.office.today())
    else:
        said = told(given, _of_file(given))
    if number:
        said["id"] = number
    with offering(said):
        person = told_person(said, counter.office.today())
        version = people.add(person, by=by, id=entry_id)
    ctx.meta["migcase.recorded"] = True
    _answer(counter, version, _("{person} is known now: {name}"))


@click.command(cls=Spoken)
@click.argument("person")
@told_of
@click.option(
    "--without",
    metavar=_("PLACE"),
    multiple=True,
    help=_("Take out what stands there, such as contacts.2 or names.1."),
)
@click.option(
    "--seen",
    type=int,
    metavar=_("VERSION"),
    help=_("The version you looked at; a newer one is not written over."),
)
@reasoned
@sent
@click.pass_context
def edit(
    ctx: click.Context,
    /,
    person: str,
    without: tuple[str, ...],
    seen: int | None,
    reason: str | None,
    entry_id: str | None,
    **given: object,
) -> None:
    """Say of PERSON what is right; what was said before stays in the history.

    What there is one of takes the place of what was; names, contacts, papers and the
    like are added, and taken out with --without.
    """
    counter = counter_of(ctx)
    people = counter.office.people
    before = people.to_correct(person, reason=reason or CORRECTED, sent=entry_id)
    known = plain_person(before.holds.person)
    for place in without:
        _take_out(known, place)
    said = told(given, {**known, **_of_file(given), "id": before.of})
    with offering(said):
        version = people.edit(
            told_person(said, counter.office.today()),
            seen=before.number if seen is None else seen,
            by=counter.actor(),
            reason=reason or "",
            id=entry_id,
        )
    ctx.meta["migcase.recorded"] = True
    _answer(counter, version, _("{person} is put right: {name}"))


def _of_file(given: dict[str, object]) -> Told:
    file = given.get("file")
    return dict(read_file(str(file))) if file else {}


def _take_out(known: Told, place: str) -> None:
    """Take what stands at *place* out of what is *known*."""
    typed, _sign, number = place.partition(".")
    listed = read_word(LISTS, typed)
    found = known.get(listed)
    count = len(found) if isinstance(found, list) else 0
    if listed not in LISTS or not number.isdecimal() or not 1 <= int(number) <= count:
        words = {"place": ascii_word(place), "lists": ", ".join(map(_, LISTS.values()))}
        raise Worded(
            "unknown-place",
            _("Nothing stands at {place}.").format(**words),
            _("Name one of these and its number: {lists}.").format(**words),
        )
    assert isinstance(found, list)
    known[listed] = [one for n, one in enumerate(found, 1) if n != int(number)]


def _answer(counter: Counter, version: PersonVersion, sentence: str) -> None:
    """Say that a person was written, and who may be the same."""
    person, people = version.holds.person, counter.office.people
    pairs = people.candidates(person.id, limit=MOST_ALIKE)
    if wants_json(counter.ctx):
        body = person_as_json(person, version.number)
        print_json("person", {**body, "alike": [pair_as_json(p) for p in pairs]})
        return
    tell(sentence.format(person=person.id, name=say_person(person)))
    for pair in pairs:
        other = people.named(pair.other)
        words = {
            "person": pair.other,
            "name": say_person(other),
            "agrees": ", ".join(word(AGREES, one) for one in pair.agrees),
        }
        say(_("May be the same: {person}, {name} ({agrees})").format(**words))
    if pairs:
        say(_("Look at both; then `migcase person merge`, or --apart if they differ."))
