"""By what surveys are scored: items, sets of weights and rules, shipped or brought.

A file that is brought and cannot be used is refused with all of its faults.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from migcase import Fault, Worded
from migcase_reintegration.kept import Asked
from migcase_reintegration.rss.files import BadSurveyFile
from migcase_reintegration.rss.rules import Rules, read_rules, shipped_rules
from migcase_reintegration.rss.scoring import OutOfScale, Result, score
from migcase_reintegration.rss.survey import Survey, shipped_survey
from migcase_reintegration.rss.weights import WeightSet, read_weights, shipped_weights
from migcase_reintegration.words import _, marked

# Far more than any set of weights or rules has to say.
LONGEST = 1_000_000

FAULTS: Mapping[str, str] = {
    "bad-id": marked("{thing}: {value} is no name of small letters and hyphens"),
    "bad-version": marked("{thing}: {value} is no whole number from 1 on"),
    "low-above-high": marked("{thing}: low ends above where high begins"),
    "missing": marked("{thing} is missing"),
    "negative": marked("{thing}: {value} is less than nothing"),
    "no-answers": marked("{thing}: no answer has points"),
    "no-items": marked("the dimension {thing} has no items"),
    "no-source": marked("{thing}: where it comes from is not said"),
    "not-a-number": marked("{thing}: {value} is no number"),
    "not-a-table": marked("{thing}: two weights belong here"),
    "not-toml": marked("it is not TOML: {reason}"),
    "not-utf-8": marked("it is not UTF-8 text"),
    "not-yes-or-no": marked("{thing}: {value} is neither true nor false"),
    "official-not-published": marked(
        "{thing}: only what was published may be official, and this is {status}"
    ),
    "too-large": marked("{thing}: {value} is more than {most}"),
    "too-precise": marked("{thing}: {value} has more than nine decimals"),
    "unknown-choice": marked("{thing}: {value} is none of {choices}"),
    "unknown-item": marked("{thing}: the survey has no such item"),
    "unknown-status": marked(
        "{thing}: {value} is neither published, unverified nor proposal"
    ),
    "unknown-word": marked("nobody knows the word {thing}"),
    "weighs-nothing": marked("{thing}: all weights together are nothing"),
}


@frozen
class Yardstick:
    """By what surveys are scored: items, sets of weights, rules."""

    survey: Survey
    weights: Mapping[str, WeightSet]
    rules: Rules

    def scored(self, asked: Asked) -> Result:
        """Return the scores of one survey, by the weights chosen when it began."""
        if asked.items != self.survey.standing.label:
            told = _("{survey} was asked with the items {items}, which are not here.")
            words = {"survey": asked.line, "items": asked.items}
            raise Worded("unknown-items", told.format(**words))
        weights = self.weights.get(asked.weights)
        if weights is None:
            told = _("{survey} shall be scored by {weights}, which is not here.")
            words = {"survey": asked.line, "weights": asked.weights}
            known = _("At hand: {names}.").format(names=", ".join(self.weights))
            bring = _("Name the file that has them with --weights.")
            raise Worded("unknown-weights", told.format(**words), known, bring)
        try:
            return score(asked.answers, self.survey, weights, self.rules.least_coverage)
        except OutOfScale as wrong:
            told = _("{survey}: {answer} is no answer to {item}.")
            answer, item = str(wrong.answer), wrong.item
            line = told.format(survey=asked.line, answer=answer, item=item)
            raise Worded("out-of-scale", line) from None


def yardstick_of(files: tuple[Path, ...], rules: Path | None) -> Yardstick:
    """Return what is shipped, with the weights and the rules in these files."""
    survey = shipped_survey()
    sets = [shipped_weights(survey)]
    try:
        sets += [read_weights(_content(file), str(file), survey) for file in files]
        chosen = (
            shipped_rules()
            if rules is None
            else read_rules(_content(rules), str(rules))
        )
    except BadSurveyFile as bad:
        raise _bad_file(bad) from None
    found: dict[str, WeightSet] = {}
    for one in sets:
        if found.setdefault(one.standing.label, one) != one:
            told = _("Two different sets of weights call themselves {name}.")
            raise Worded("two-weights", told.format(name=one.standing.label))
    return Yardstick(survey, found, chosen)


def _content(file: Path) -> bytes:
    """Return what is in *file*; a pipe or a device could go on for ever."""
    try:
        if file.is_file() and file.stat().st_size <= LONGEST:
            return file.read_bytes()
    except OSError:
        pass
    told = _("{file} cannot be read.").format(file=file)
    wanted = _("A file of at most {longest} bytes belongs here, no pipe and no device.")
    raise Worded("unreadable-file", told, wanted.format(longest=LONGEST))


def _bad_file(bad: BadSurveyFile) -> Worded:
    head = _("{file} cannot be used:").format(file=bad.values["file"])
    return Worded(bad.code, head, *(f"- {_fault(one)}" for one in bad.faults))


def _fault(fault: Fault) -> str:
    sentence = _(FAULTS.get(fault.code, "{thing}"))
    return sentence.format(thing=fault.thing, **fault.values)
