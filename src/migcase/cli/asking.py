"""Questions asked one by one, as a form would.

Which are still to be asked, the rules say: after each answer they are asked again
what is missing, because one answer may bring up the next question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from gettext import gettext as _

import click

from migcase.casefile.events import Facts
from migcase.cli.answers import read_answer
from migcase.cli.labels import Labels
from migcase.cli.misfits import Misfit
from migcase.cli.output import say
from migcase.cli.prompting import ask_until_it_fits
from migcase.cli.values import label_for, say_kind
from migcase.errors import Refusal, Refused
from migcase.kinds import DONT_KNOW, Value
from migcase.programme.conditions import Field

WhyNot = Callable[[Facts], Iterable[Refusal]]

# What is wrong with answers, and can be put right by answering.
ABOUT_ANSWERS = frozenset({"missing-fact"})

# What can only be told once everything is answered.
ABOUT_THE_WHOLE = frozenset({"gate"})


def ask_all(
    questions: Iterable[Field[object]], why_not: WhyNot, labels: Labels, today: date
) -> dict[str, Value]:
    """Ask what *why_not* says is missing of *questions*; return the answers.

    Raise `Refused` before the first question if answering would not help.
    """
    asks = tuple(questions)
    found: dict[str, Value] = {}
    skipped: set[str] = set()
    reasons = tuple(why_not(found))
    others = [one for one in reasons if one.code not in ABOUT_ANSWERS | ABOUT_THE_WHOLE]
    if others:
        raise Refused(others)
    while True:
        missing = {one.concerns for one in reasons if one.code in ABOUT_ANSWERS}
        following = next(
            (
                question
                for question in asks
                if question.key in missing
                or _is_optional(question, found, skipped, why_not)
            ),
            None,
        )
        if following is None:
            return found
        answer = ask(following, labels, today)
        if answer is None:
            skipped.add(following.key)
        else:
            found[following.key] = answer
        reasons = tuple(why_not(found))


def ask(question: Field[object], labels: Labels, today: date) -> Value | None:
    """Ask one question until the answer fits; None where it may be left out and is."""
    say()
    say(labels.question(question.key))
    kind = say_kind(question.kind, label_for(question.kind, labels.translated))
    say(f"  {kind}")
    if question.allows:
        say(_("  or: ? (don't know), refused (did not want to say)"))
    if question.optional:
        say(_("  Leave empty to go on without an answer."))

    def read(text: str) -> Value | None:
        if not text.strip():
            if question.optional:
                return None
            told = _("An answer is needed. To leave: Ctrl-C; nothing is recorded then.")
            raise click.UsageError(told)
        try:
            return read_answer(question, text, labels, today)
        except Misfit as misfit:
            told = "\n".join(line.removeprefix("- ") for line in misfit.lines)
            raise click.UsageError(told) from None

    return ask_until_it_fits("> ", read, may_be_empty=True)


def _is_optional(
    question: Field[object], found: Facts, skipped: set[str], why_not: WhyNot
) -> bool:
    """Tell whether *question* may be left out, is asked here, and was not yet."""
    if not question.optional or question.key in found or question.key in skipped:
        return False
    tried = why_not({**found, question.key: DONT_KNOW})
    return all(
        one.code != "not-asked-now" for one in tried if one.concerns == question.key
    )
