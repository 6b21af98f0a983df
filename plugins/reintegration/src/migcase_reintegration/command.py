"""`migcase rss` and `migcase topup`: scores, trends, and the rule that decided.

They read cases and write nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from migcase import Case, Spoken, Worded, counter_of, print_json, tell, wants_json
from migcase_reintegration.documents import (
    decided_as_json,
    survey_as_json,
    trend_as_json,
)
from migcase_reintegration.kept import Asked, decisions, surveys
from migcase_reintegration.measurement import ITEMS
from migcase_reintegration.rss.comparing import compare
from migcase_reintegration.rss.rules import Rules
from migcase_reintegration.rss.scoring import Result
from migcase_reintegration.topup import NEED
from migcase_reintegration.wording import decision_told, survey_told, trend_told
from migcase_reintegration.words import _
from migcase_reintegration.yardstick import yardstick_of

# What scores and decisions are made of, and an office with keys masks.
SURVEYED = tuple(item.key for item in ITEMS.values())
DECIDED_BY = (NEED.key,)

# What words an answer to a question: its key, and the value.
Answer = Callable[[str, object], str]


def add_to(cli: click.Group) -> None:
    """Add the commands of this plugin to those of migcase."""
    group = click.Group("rss", help=_("Scores of the sustainability survey."))
    for name, command in (("score", _score), ("compare", _compare)):
        group.add_command(command(), name)
    cli.add_command(group)
    cli.add_command(_topup(), "topup")


def _files() -> list[click.Parameter]:
    """Return the options that bring other weights and other rules."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    return [
        click.Option(
            ["--weights"],
            type=file,
            multiple=True,
            envvar="MIGCASE_RSS_WEIGHTS",
            help=_("A file with further weights; may be given more than once."),
        ),
        click.Option(
            ["--rules"],
            type=file,
            envvar="MIGCASE_RSS_RULES",
            help=_("A file with the rules of coverage and of the labels."),
        ),
    ]


def _score() -> click.Command:
    def score_case(
        ctx: click.Context, case: str, weights: tuple[Path, ...], rules: Path | None
    ) -> None:
        """Print the scores of every survey of one case."""
        found, answer = _case(ctx, case)
        yardstick = yardstick_of(weights, rules)
        asked = _asked(found)
        results = [(one, yardstick.scored(one)) for one in asked]
        if wants_json(ctx):
            rows = [survey_as_json(one, result) for one, result in results]
            print_json("rss-scores", {"case": found.id, "surveys": rows})
            return
        for one, result in results:
            _tell_survey(one, result, yardstick.rules, answer)

    return _reading(score_case, _("Score the surveys of CASE."))


def _compare() -> click.Command:
    def compare_surveys(
        ctx: click.Context, case: str, weights: tuple[Path, ...], rules: Path | None
    ) -> None:
        """Print what changed between the first and the last survey of one case."""
        found, answer = _case(ctx, case)
        yardstick = yardstick_of(weights, rules)
        asked = _asked(found)
        if len(asked) < 2:
            told = _("Case {case} has one survey; a trend needs two.")
            raise Worded("one-survey", told.format(case=found.id))
        both = [(one, yardstick.scored(one)) for one in (asked[0], asked[-1])]
        trend = compare(both[0][1], both[1][1])
        if wants_json(ctx):
            print_json("rss-trend", trend_as_json(found, both, trend))
            return
        for one, result in both:
            _tell_survey(one, result, yardstick.rules, answer)
        for line in trend_told(trend):
            tell(line)

    return _reading(
        compare_surveys, _("Compare the first and the last survey of CASE.")
    )


def _topup() -> click.Command:
    def topup(ctx: click.Context, case: str) -> None:
        """Print the decisions about a top-up, with the rule that decided."""
        counter = counter_of(ctx)
        found, _labels = counter.case(case)
        seen = counter.office.reveal(found.id, *DECIDED_BY, reason="topup")
        taken = tuple(decisions(seen.entries))
        if wants_json(ctx):
            rows = [decided_as_json(one) for one in taken]
            print_json("topup", {"case": found.id, "decisions": rows})
            return
        if not taken:
            told = _("Nothing was decided about a top-up in case {case}.")
            raise Worded("no-decision", told.format(case=found.id))
        for one in taken:
            for line in decision_told(one):
                tell(line)

    return Spoken(
        "topup",
        callback=click.pass_context(topup),
        params=[click.Argument(["case"])],
        help=_("Print why a top-up of CASE was awarded, or not."),
    )


def _reading(callback: Callable[..., None], text: str) -> click.Command:
    return Spoken(
        None,
        callback=click.pass_context(callback),
        params=[click.Argument(["case"]), *_files()],
        help=text,
    )


def _case(ctx: click.Context, number: str) -> tuple[Case, Answer]:
    """Return a case of reintegration, and what words the answers in it."""
    counter = counter_of(ctx)
    case, labels = counter.case(number)
    if case.programme != "reintegration":
        told = _("Case {case} is no reintegration: it has no survey.")
        raise Worded("no-survey", told.format(case=case.id))
    # Scores are made of answers that are masked where the office has keys.
    return counter.office.reveal(case.id, *SURVEYED, reason="rss").case, labels.answer


def _asked(case: Case) -> tuple[Asked, ...]:
    asked = tuple(surveys(case))
    if not asked:
        told = _("No survey of case {case} was asked to the end yet.")
        raise Worded("no-survey", told.format(case=case.id))
    return asked


def _tell_survey(asked: Asked, result: Result, rules: Rules, answer: Answer) -> None:
    words = {
        "round": answer("round", asked.round),
        "day": answer("surveyed_on", asked.on),
        "line": asked.line,
    }
    tell(_("{round}, asked on {day} ({line})").format(**words))
    for line in survey_told(result, rules):
        tell(line)
    tell()
