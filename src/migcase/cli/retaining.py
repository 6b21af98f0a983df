"""`migcase retention` and `legal-hold`: what was kept long enough, what must stay."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

import click

from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.labels import Labels
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.policies import STATUSES
from migcase.cli.spoken import Spoken
from migcase.cli.values import say_value
from migcase.office.retaining import CASE, Due, over
from migcase.roster.events import LegalHold, LegalHoldLifted


@click.command(cls=Spoken)
@click.option(
    "--within",
    type=click.IntRange(0, 36_500),
    default=90,
    show_default=True,
    metavar=_("DAYS"),
    help=_("Show also what is due within so many days."),
)
@click.pass_context
def retention(ctx: click.Context, within: int) -> None:
    """Show what has been kept long enough, and what soon: cases, and people.

    Closed cases, and people whom no case names. Each goes by its number, with the rule
    by which it is kept so long. A preview: nothing is erased by the calendar. To erase
    what is due, ask for it with `migcase erase ask`, and another person approves.
    """
    counter = counter_of(ctx)
    preview = counter.office.retention.preview(within)
    due, today = preview.due, preview.day
    if wants_json(ctx):
        rows = [_as_json(one, today) for one in due]
        print_json("retention", {"day": today, "within": within, "due": rows})
        return
    asked = {"day": say_day(today), "days": within}
    say(_("As of {day}, the last day on which something was written.").format(**asked))
    if not due:
        say(_("Nothing is due within {days} days.").format(**asked))
    rules: dict[str, None] = {}
    for one in due:
        labels = _labels(counter, one)
        name = _("Person whom no case names")
        if one.data == CASE:
            name = labels.name(one.programme)
        words = {
            "record": shown(one.of),
            "data": name,
            "since": say_day(one.since),
            "until": say_day(one.kept_until),
        }
        tell(_told(one, today).format(**words))
        rules[_rule(one, labels)] = None
    if rules:
        say(_("The rules, as this office has set them:"))
    for rule in rules:
        say(f"- {rule}")
    numbers = over(due, today)
    if numbers:
        example = _("To ask for it: migcase erase ask {records} --reason …")
        say(example.format(records=" ".join(map(shown, numbers))))


def _told(one: Due, today: date) -> str:
    """Return the sentence about what is kept, with its places still open."""
    if one.held:
        return _("{record}  {data}: kept until {until}; under a legal hold")
    if one.data == CASE and one.is_over(today):
        return _("{record}  {data}: closed on {since}, due since {until}")
    if one.data == CASE:
        return _("{record}  {data}: closed on {since}, kept until {until}")
    if one.is_over(today):
        return _("{record}  {data}: last written about on {since}, due since {until}")
    return _("{record}  {data}: last written about on {since}, kept until {until}")


def _labels(counter: Counter, one: Due) -> Labels:
    if one.data != CASE:
        return Labels(None)
    return counter.labels(counter.office.case(one.of))


def _rule(one: Due, labels: Labels) -> str:
    """Return by which rule something is kept so long, and how far to rely on it."""
    setting, value = one.rule.setting, say_value(one.rule.value)
    name = labels.name(one.programme) if one.data == CASE else _("This office")
    if setting is None:
        told = _("{of}: {value}, as the programme itself says")
        return told.format(of=name, value=value)
    # The title of an office's own setting is a sentence of the house.
    title = labels.translated(setting.title)
    if one.data != CASE:
        title = _(setting.title)
    words = {"of": name, "title": title, "key": setting.key, "value": value}
    if one.rule.value != setting.default:
        told = _("{of}: “{title}” ({key}): {value}, set by this office")
        return told.format(**words)
    source = labels.translated(setting.source)
    if one.data != CASE:
        source = _(setting.source)
    told = _("{of}: “{title}” ({key}): {value}. {source} ({status})")
    return told.format(**words, source=source, status=_(STATUSES[setting.status]))


def _as_json(one: Due, today: date) -> dict[str, object]:
    is_case, setting = one.data == CASE, one.rule.setting
    rule: dict[str, object] = {"value": one.rule.value, "setting": None}
    if setting is not None:
        set_here = one.rule.value != setting.default
        rule |= {"setting": setting.key, "set_here": set_here}
        rule["source"] = None if set_here else setting.source
        rule["status"] = None if set_here else setting.status
    return {
        "case": one.of if is_case else None,
        "programme": one.programme if is_case else None,
        "closed_on": one.since if is_case else None,
        "person": None if is_case else one.of,
        "last_written": None if is_case else one.since,
        "data": one.data,
        "rule": rule,
        "kept_until": one.kept_until,
        "held": one.held,
        "over": one.is_over(today),
    }


@click.command(cls=Spoken)
@click.argument("record", metavar=_("CASE|PERSON"))
@click.option("--reason", metavar=_("TEXT"), required=True, help=_("Why."))
@click.option("--lift", is_flag=True, help=_("Take the hold away again."))
@click.pass_context
def legal_hold(ctx: click.Context, record: str, reason: str, lift: bool) -> None:
    """Let nobody erase a case or a person, whatever was asked or is due."""
    counter = counter_of(ctx)
    erasures = counter.office.erasures
    of = erasures.number_of(record) if lift else erasures.number_to_keep(record)
    event = LegalHoldLifted(of, reason) if lift else LegalHold(of, reason)
    counter.office.log(event, by=counter.person)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("legal-hold", {"of": of, "held": not lift})
    elif lift:
        tell(_("{record} is no longer under a legal hold.").format(record=shown(of)))
    else:
        tell(
            _("{record} is under a legal hold, for the reason given.").format(
                record=shown(of)
            )
        )
