"""Where the stories of this programme begin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plugins.reintegration.tests.stories import Cohort, Homecoming, opened


@pytest.fixture(scope="session")
def arrivals() -> Callable[..., Homecoming]:
    """Return what opens a case on a Monday in March, as often as it is asked."""
    return opened


@pytest.fixture
def cohort() -> Cohort:
    """A cohort of 45 places, called for in January."""
    return Cohort.of(45)


@pytest.fixture
def case() -> Homecoming:
    """A case that was opened on a Monday in March, and nothing said yet."""
    return opened()


@pytest.fixture
def profiled(case: Homecoming) -> Homecoming:
    """A dressmaker of 31 who came back from Belgium that day, profiled."""
    case.received()
    case.agreed()
    case.profiled()
    return case


@pytest.fixture
def assessed(profiled: Homecoming) -> Homecoming:
    """The same woman, assessed, and the first survey asked."""
    profiled.assessed()
    profiled.surveyed("baseline")
    return profiled


@pytest.fixture
def approved(assessed: Homecoming) -> Homecoming:
    """The same woman, with a plan that was approved."""
    assessed.free_of_selection()
    assessed.planned()
    assessed.approved()
    return assessed


@pytest.fixture
def funded(approved: Homecoming) -> Homecoming:
    """The same woman, with an envelope of 15,000 dirhams."""
    approved.funded()
    return approved
