"""What the command prints: a table for each log, and every sort of refusal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from examples.replay.findings import Finding, findings
from examples.replay.replaying import Replayed

OPEN = "still open"
MOST_ACTIVITIES = 4


def figures(replayed: Replayed) -> Iterator[str]:
    """Yield the lines that say how much there was and how long it took."""
    said = replayed.entries + len(replayed.refused)
    yield _line("cases", _count(len(replayed.cases)))
    refused_in = len({no.row.case for no in replayed.refused})
    yield _line("  nothing refused", _count(len(replayed.cases) - refused_in))
    yield _line("events", _count(replayed.rows))
    yield _line("  recorded", _count(replayed.recorded))
    yield _line("  refused", _count(len(replayed.refused)))
    yield _line("entries written", _count(replayed.entries))
    yield _line("events a second", _count(_per(replayed.rows, replayed.seconds)))
    yield _line("entries a second", _count(_per(replayed.entries, replayed.seconds)))
    yield _line("CPU for one entry", f"{_count(_per(replayed.cpu * 1e6, said))} µs")
    yield _line("seconds", f"{replayed.seconds:.0f}")
    yield _line("endings", ", ".join(_endings(replayed)))


def refusals(replayed: Replayed) -> Iterator[str]:
    """Yield the lines that say what was refused, and why."""
    found = findings(replayed)
    if not found:
        yield "Nothing was refused."
        return
    width = max(len(one.reason) for one in found)
    yield f"{'refused because':{width}}  events  first in their case"
    for one in found:
        yield f"{one.reason:{width}}  {one.rows:6}  {one.first:6}"
        yield f"    {one.sentence}"
        yield f"    {_activities(one)}"


def read_back(different: tuple[str, ...]) -> str:
    """Return the line that says whether the files hold what was sent."""
    told = "every file read back equals what was recorded"
    if not different:
        return f"{told}: yes"
    return f"{told}: no, {len(different)} differ, the first is {different[0]}"


def _activities(finding: Finding) -> str:
    parts = [f"{name} {number}" for name, number in finding.activities.items()]
    more = ["…"] if len(parts) > MOST_ACTIVITIES else []
    return ", ".join(parts[:MOST_ACTIVITIES] + more)


def _endings(replayed: Replayed) -> Iterator[str]:
    counted = Counter(
        OPEN if case.ended is None else case.ended.outcome
        for case in replayed.cases.values()
    )
    for name, number in counted.most_common():
        yield f"{name} {_count(number)}"


def _line(name: str, value: str) -> str:
    return f"{name:18} {value}"


def _per(amount: float, of: float) -> float:
    return amount / of if of else 0.0


def _count(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")
