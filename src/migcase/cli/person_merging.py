"""`migcase person merge`: two people held to be one, parted again, or told apart."""

from __future__ import annotations

from decimal import Decimal
from gettext import gettext as _

import click

from migcase.cli.agreeing import is_agreed
from migcase.cli.counter import Counter, counter_of
from migcase.cli.display import can_ask
from migcase.cli.failing import Worded
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.person_json import pair_as_json, person_as_json
from migcase.cli.person_words import (
    AGREES,
    SEXES,
    say_birth,
    say_origin,
    say_person,
    word,
)
from migcase.cli.recording import reason_or_ask, reasoned, sent
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.cli.tongue import Tongue
from migcase.judgement.spelling import spelled_number
from migcase.keeping.people import PersonVersion
from migcase.office.pairs import Pair


@click.command(cls=Spoken)
@click.argument("people", nargs=-1, metavar=_("[PERSON] [OTHER]"))
@click.option("--undo", is_flag=True, help=_("Part PERSON from whom they went into."))
@click.option("--apart", is_flag=True, help=_("Both are two people; remember it."))
@click.option("--pairs", is_flag=True, help=_("List who may be the same instead."))
@click.option("--yes", is_flag=True, help=_("Do not ask whether to merge."))
@reasoned
@sent
@click.pass_context
def merge(
    ctx: click.Context,
    people: tuple[str, ...],
    undo: bool,
    apart: bool,
    pairs: bool,
    yes: bool,
    reason: str | None,
    entry_id: str | None,
) -> None:
    """Hold OTHER to be PERSON, who is shown with the cases of both.

    Neither is changed by it, and --undo gives both back as they were. With --pairs,
    those who look alike are listed: for one PERSON, or among all.
    """
    counter = counter_of(ctx)
    if pairs:
        _list(counter, people)
        return
    if len(people) != (1 if undo else 2):
        raise Worded(
            "bad-answers",
            _("Name two people to merge or tell apart, and one to --undo."),
        )
    office, by = counter.office.people, counter.actor()
    if not undo and not apart and not yes and can_ask():
        _ask(counter, *people)
    why = reason_or_ask(reason)
    if undo:
        version = office.undo(people[0], by=by, reason=why, id=entry_id)
        sentence = _("{person} and {other} are two people again, as before.")
    elif apart:
        version = office.tell_apart(*people, by=by, reason=why, id=entry_id)
        sentence = _("{person} and {other} are two people; this is remembered.")
    else:
        version = office.merge(*people, by=by, reason=why, id=entry_id)
        sentence = _("{other} is held to be {person}; --undo parts them again.")
    ctx.meta["migcase.recorded"] = True
    _answer(counter, version, sentence)


def _answer(counter: Counter, version: PersonVersion, sentence: str) -> None:
    if wants_json(counter.ctx):
        body = person_as_json(version.holds.person, version.number)
        print_json("person", {**body, "other": version.other, "what": version.what})
        return
    tell(sentence.format(person=version.of, other=version.other))


def _list(counter: Counter, people: tuple[str, ...]) -> None:
    """Print who may be the same as one of *people*, or as anybody."""
    office = counter.office.people
    found: tuple[Pair, ...] = tuple(
        pair for person in people for pair in office.candidates(person)
    )
    if not people:
        found = office.pairs()
    if wants_json(counter.ctx):
        print_json("pairs", {"rows": [pair_as_json(pair) for pair in found]})
        return
    if not found:
        say(_("Nobody looks alike."))
        return
    print_table(
        (_("Person"), _("May be"), _("Alike"), _("Agrees"), _("Differs")),
        [
            (
                pair.one,
                pair.other,
                spelled_number(Decimal(f"{pair.score:.2f}"), Tongue()),
                ", ".join(word(AGREES, one) for one in pair.agrees),
                ", ".join(word(AGREES, one) for one in pair.differs),
            )
            for pair in found
        ],
    )


def _ask(counter: Counter, one: str, other: str) -> None:
    """Show both people side by side, and stop unless somebody says they are one."""
    people = [counter.office.people.show(each).person for each in (one, other)]
    for person in people:
        facts = (
            word(SEXES, person.sex),
            say_birth(person.born),
            say_origin(person),
        )
        say(f"{person.id} · {say_person(person)} · {', '.join(filter(None, facts))}")
    if not is_agreed(_("Are these one person?")):
        raise Worded("not-confirmed", _("Nothing was recorded."))
