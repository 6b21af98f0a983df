"""What stays in the hands of somebody who goes."""

from __future__ import annotations

from migcase import Assigned, Closed
from migcase.cli import left_behind
from tests.office.passport import AMINA, TODAY, declaring, office_of, passport


def test_open_cases_are_found_behind_any_number_of_closed_ones(monkeypatch):
    monkeypatch.setattr(left_behind, "PAGE", 2)
    office = office_of(declaring(passport()))
    numbers = [office.open("passport", by=AMINA).id for _ in range(6)]
    for case in numbers:
        office.record(case, Assigned("bashir", TODAY), by=AMINA)
    for case in numbers[:4]:
        office.record(case, Closed("withdrawn", TODAY), by=AMINA)

    assert list(left_behind.open_cases(office, "bashir")) == numbers[4:]
    assert list(left_behind.open_cases(office, "amina")) == []
