"""What a case keeps of its surveys and of its top-up, read for whoever counts.

A case is only read here.  What its answers are worth is worked out in `rss`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from migcase import Case, Entry, Line, StepDone, Value

TRACK = "survey"
ASKED = "survey-asked"
BROKEN_OFF = "survey-broken-off"
DECISION = "topup-decision"


@frozen
class Asked:
    """One survey of a case that was asked to the end."""

    line: str
    round: str
    on: date
    items: str
    weights: str
    answers: Mapping[str, Value]


@frozen
class Decided:
    """One decision about a top-up: the figures it rests on, and what the call asked."""

    on: date
    by: str
    rule: str
    performance: Value | None
    vulnerability: Value | None
    thresholds: Mapping[str, Value]


def surveys(case: Case) -> Iterator[Asked]:
    """Yield the surveys of *case* that were asked to the end, the oldest first."""
    found = [
        _asked(line)
        for line in case.lines.values()
        if line.track == TRACK
        and ASKED in line.marks
        and (line.ended is None or line.ended.outcome != BROKEN_OFF)
    ]
    yield from sorted(found, key=lambda one: one.on)


def decisions(entries: tuple[Entry, ...]) -> Iterator[Decided]:
    """Yield the decisions about a top-up among *entries*, as they were taken."""
    told: dict[str, Value] = {}
    for entry in entries:
        event = entry.event
        told |= getattr(event, "facts", {}) if _is_of_the_case(event) else {}
        if isinstance(event, StepDone) and event.step == DECISION:
            yield Decided(
                event.on,
                entry.by.name,
                str(event.facts.get("topup_rule", "")),
                told.get("topup_performance_found"),
                told.get("topup_vulnerability_found"),
                {
                    key.removeprefix("setting:"): one
                    for key, one in entry.relied.items()
                },
            )


def _is_of_the_case(event: object) -> bool:
    return getattr(event, "line", None) is None


def _asked(line: Line) -> Asked:
    def last(key: str) -> Value:
        return line.told[key][-1].value

    day = last("surveyed_on")
    assert isinstance(day, date)
    prefix = "rss_"
    answers = {
        key.removeprefix(prefix).upper(): said[-1].value
        for key, said in line.told.items()
        if key.startswith(prefix) and key[len(prefix) + 1 :].isdigit()
    }
    return Asked(
        line.id,
        str(last("round")),
        day,
        str(last("rss_items")),
        str(last("rss_weights")),
        answers,
    )
