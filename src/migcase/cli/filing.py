"""`migcase open`, `assign`, `note`: what happens to a case as a whole."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.casefile.events import Assigned, Facts, Noted
from migcase.cli.answer_file import LARGEST, read_file
from migcase.cli.answers import answers, pairs
from migcase.cli.asking import ask_all
from migcase.cli.counter import counter_of, nobody_called
from migcase.cli.days import day_of
from migcase.cli.display import can_ask, shown
from migcase.cli.failing import Worded
from migcase.cli.file_words import say_why
from migcase.cli.narrowing import project_of
from migcase.cli.programme_meant import programme_meant
from migcase.cli.recording import answer, answered, dated, record
from migcase.cli.spoken import Spoken
from migcase.cli.which_one import Named, which
from migcase.errors import Refusal, Refused
from migcase.incoming import STDIN, BadFile, read_incoming
from migcase.judgement.legible import unfit_about
from migcase.people.numbers import read_number
from migcase.strict_json import BadJson, decoded


@click.command(cls=Spoken)
@click.argument("programme", required=False, metavar="PROGRAMME")
@click.option(
    "--about", metavar=_("PERSON"), help=_("The number of the person; never a name.")
)
@click.option("--version", type=int, help=_("An older version of the programme."))
@click.option(
    "--project",
    metavar=_("PROJECT"),
    help=_("The project it is run for; the only one that there is if not said."),
)
@answered
@dated
@click.pass_context
def open_case(
    ctx: click.Context,
    programme: str | None,
    about: str | None,
    version: int | None,
    project: str | None,
    facts: tuple[str, ...],
    file: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Open a case under PROGRAMME, its key or its title; its number is printed.

    Without PROGRAMME, all of them are listed; on a terminal it is asked which one.
    """
    counter = counter_of(ctx)
    found = programme_meant(programme, version, counter.office, ctx)
    if project is not None:
        project = project_of(project, counter)
    labels = counter.turn_to(found)
    today = counter.office.today()
    day = day_of(on, today)
    by = counter.actor(found.key)
    whom = None if about is None else read_number(about)
    unfit = tuple(unfit_about(whom, found.about))
    if unfit:  # before anything is asked about them
        raise Refused(unfit)
    given = [] if file is None else list(read_file(file))
    keys = tuple(question.key for question in found.asks)
    told: Facts = answers([*given, *pairs(facts)], labels, today, keys)

    def why_not(tried: Facts) -> tuple[Refusal, ...]:
        return counter.office.why_not_open(
            found.key,
            by=by,
            on=day,
            about=whom,
            facts=tried,
            version=version,
            project=project,
        )

    if found.asks and not told and can_ask():
        told = ask_all(found.asks, why_not, labels, today)
    case = counter.office.open(
        found.key,
        by=by,
        on=day,
        about=whom,
        facts=told,
        version=version,
        project=project,
        id=entry_id,
    )
    ctx.meta["migcase.recorded"] = True
    words = {"case": case.id, "programme": labels.name(found.key)}
    answer(counter, case, labels, _("{case} is open: {programme}").format(**words), {})


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("name", required=False, metavar="NAME")
@dated
@click.pass_context
def assign(
    ctx: click.Context,
    case: str,
    name: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Put CASE into the hands of NAME, who works in this office.

    Without NAME, all who work here are listed; on a terminal it is asked who.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    if name is None:
        name = which("name", [Named(one, one) for one in counter.colleagues], ctx).key
    if name not in counter.colleagues:
        raise nobody_called(name, counter.colleagues)
    event = Assigned(name, day_of(on, counter.office.today()))
    sentence = _("{case} is in the hands of {name}.")
    record(
        counter,
        found,
        labels,
        event,
        by=counter.actor(found.programme),
        entry_id=entry_id,
        sentence=sentence.format(case=found.id, name=shown(name)),
    )


@click.command(cls=Spoken)
@click.argument("case")
@click.argument("text")
@dated
@click.pass_context
def note(
    ctx: click.Context, case: str, text: str, on: str | None, entry_id: str | None
) -> None:
    """Write TEXT into the file of CASE; it changes nothing else.

    TEXT is one word for the shell, so put it between quotation marks; - takes it from
    standard input.
    """
    counter = counter_of(ctx)
    found, labels = counter.case(case)
    if text == STDIN:
        text = _handed_in()
    event = Noted(text, day_of(on, counter.office.today()))
    record(
        counter,
        found,
        labels,
        event,
        by=counter.actor(found.programme),
        entry_id=entry_id,
        sentence=_("{case}: noted.").format(case=found.id),
    )


def _handed_in() -> str:
    """Return what standard input says, without the end that a shell gives it."""
    try:
        text = decoded(read_incoming(STDIN, LARGEST))
    except (BadFile, BadJson) as error:
        told = _("The note in {file}: {reason}")
        raise Worded(
            "bad-note", told.format(file=STDIN, reason=say_why(error))
        ) from None
    return text.replace("\r\n", "\n").removesuffix("\n")
