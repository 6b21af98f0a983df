"""Places that many cases share: the file that owns them keeps the count."""

from __future__ import annotations

import pytest

from migcase import (
    Field,
    LineOpened,
    Office,
    Programme,
    Refused,
    Register,
    Role,
    Stage,
    Step,
    StepDone,
    Track,
    case_of,
    linked,
    some,
    this_case,
)
from tests.office.passport import AMINA, TODAY, declaring, office_of

CLERK = Role("clerk", "Clerk")
CLAIMED_BY = Field("claimed_by", "For which case?", case_of("training"))
SEAT = Track("seat", "Seat", opened_by=CLERK, asks=CLAIMED_BY, unique=CLAIMED_BY)
SEATED = Step("seated", "Seated", of=SEAT, by=CLERK)
HALL = Programme(
    "hall",
    1,
    "Hall",
    opened_by=CLERK,
    tracks=(SEAT,),
    stages=(Stage("All", (SEATED,)),),
)

WHICH = Field("which", "Which hall?", case_of("hall"))
INVITED = Step("invited", "Invited", by=CLERK, asks=WHICH)
CAME = Step(
    "came",
    "Came",
    by=CLERK,
    after=INVITED,
    requires=linked(WHICH, some(SEAT, CLAIMED_BY == this_case)),
)
TRAINING = Programme("training", 1, "Training", stages=Stage("All", (INVITED, CAME)))


@pytest.fixture
def office(register: Register) -> Office:
    return office_of(
        declaring(HALL, name="migcase_hall"),
        declaring(TRAINING, name="migcase_training"),
        register=register,
    )


def invited(office: Office, hall: str) -> str:
    case = office.open("training", by=AMINA).id
    office.record(case, StepDone("invited", TODAY, {"which": hall}), by=AMINA)
    return case


def claim(office: Office, hall: str, case: str, line: str) -> None:
    event = LineOpened("seat", line, TODAY, {"claimed_by": case})
    office.record(hall, event, by=AMINA)


def test_a_case_finds_its_own_line_in_the_file_that_owns_the_places(office: Office):
    hall = office.open("hall", by=AMINA).id
    seated, standing = invited(office, hall), invited(office, hall)

    claim(office, hall, seated, "seat-1")

    assert office.why_not(seated, StepDone("came", TODAY), by=AMINA) == ()
    refusals = office.why_not(standing, StepDone("came", TODAY), by=AMINA)
    assert [reason.code for reason in refusals] == ["gate"]


def test_a_case_has_one_line_in_the_file_that_owns_the_places(office: Office):
    hall = office.open("hall", by=AMINA).id
    case = invited(office, hall)
    claim(office, hall, case, "seat-1")

    with pytest.raises(Refused) as refused:
        claim(office, hall, case, "seat-2")

    assert [reason.code for reason in refused.value.refusals] == ["not-unique"]
