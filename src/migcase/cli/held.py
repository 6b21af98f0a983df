"""What holds a case up, in words: each hold in force, its reason and its way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from gettext import gettext as _

from migcase.casefile.case import Case
from migcase.cli.days import say_day
from migcase.cli.facts import may_read
from migcase.cli.labels import Labels
from migcase.cli.output import plain
from migcase.judgement.standstill import InForce
from migcase.kinds import Value


def what_holds(case: Case, holds: Iterable[InForce], labels: Labels) -> Iterator[str]:
    """Yield each of *holds*, why it is in force, and who looks at it again when."""
    for held in holds:
        words = {"hold": labels.hold(held.hold), "day": say_day(held.since)}
        yield ""
        yield _("On hold since {day}: {hold}").format(**words)
        if held.because is None:
            yield from _declared(held.hold, case, labels)
        else:
            yield from (f"  {line}" for line in labels.because(held.because, case))
        yield from (f"  {line}" for line in _way_out(held, labels))


def hold_as_json(held: InForce) -> dict[str, object]:
    """Return a hold in force as JSON holds it."""
    return {
        "hold": held.hold,
        "since": held.since,
        "by_itself": held.because is not None,
        "look_on": held.look_on,
        "settings": {key: _plain(one) for key, one in held.settings.items()},
    }


def _way_out(held: InForce, labels: Labels) -> Iterator[str]:
    """Yield when a hold is looked at again, and who may release it."""
    if held.look_on is not None:
        yield _("To be looked at again on {day}.").format(day=say_day(held.look_on))
    hold = None if labels.programme is None else labels.programme.hold(held.hold)
    if hold is not None and hold.released_by:
        by = labels.roles(role.key for role in hold.released_by)
        yield _("Released by: {roles}.").format(roles=by)


def _declared(key: str, case: Case, labels: Labels) -> Iterator[str]:
    """Yield what was answered when the hold was declared."""
    hold = None if labels.programme is None else labels.programme.hold(key)
    for question in () if hold is None else hold.asks:
        told = case.told.get(question.key)
        if told and may_read(question.key, labels):
            said = {"question": labels.question(question.key)}
            said["answer"] = labels.answer(question.key, told[-1].value)
            yield "  " + _("{question} — {answer}").format(**said)


def _plain(value: Value) -> object:
    return value if isinstance(value, str | int | bool) else plain(value)
