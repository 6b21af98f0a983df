"""What was reached, beside what was promised.

Counters come from the register, targets from the settings; here they meet, in the
order in which programmes declare their milestones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from migcase.keeping.register import Reached
from migcase.office.projects import Portfolio
from migcase.programme.declaration import Programme


@frozen
class Target:
    """A milestone, how many are wanted, and how many there are.

    *project* is None where cases of every project are counted, *wanted* None where
    nobody promised a number.  What was promised is a number of *persons*: a case that
    names nobody counts as one of them.
    """

    project: str | None
    programme: str
    milestone: str
    wanted: int | None
    persons: int
    cases: int


@frozen
class Promised:
    """Which cases are counted against which targets."""

    project: str | None
    programme: str
    targets: dict[str, int]


def completed(
    counted: Iterable[Reached], programmes: Iterable[Programme]
) -> tuple[Reached, ...]:
    """Return *counted* with a zero for each milestone that nobody has reached yet."""
    found = {(one.programme, one.milestone): one for one in counted}
    declared = {
        (programme.key, milestone.key): Reached(programme.key, milestone.key, 0, 0)
        for programme in programmes
        for milestone in programme.milestones
    }
    return tuple({**declared, **found}.values())


def targets(
    portfolio: Portfolio,
    project: str | None,
    count: Callable[[str, str | None], Iterable[Reached]],
) -> tuple[Target, ...]:
    """Return what *count* finds for a programme and a project against its targets."""
    return tuple(
        target
        for asked in _promised(portfolio, project)
        for target in _met(asked, count(asked.programme, asked.project))
    )


def _promised(portfolio: Portfolio, project: str | None) -> Iterator[Promised]:
    """Yield what is counted: for *project*, else for each one and for the office."""
    for one in portfolio.projects.values():
        if project in (None, one.key):
            for programme, targets in one.targets.items():
                yield Promised(one.key, programme, dict(targets))
    if project is None:
        for programme, targets in portfolio.targets.items():
            yield Promised(None, programme, dict(targets))


def _met(asked: Promised, counted: Iterable[Reached]) -> Iterator[Target]:
    """Yield *counted* against the targets of *asked*; what nobody counts is nought."""
    left = dict(asked.targets)
    place = asked.project, asked.programme
    for one in counted:
        number = left.pop(one.milestone, None)
        yield Target(*place, one.milestone, number, one.persons, one.cases)
    for milestone, number in left.items():
        yield Target(*place, milestone, number, 0, 0)
