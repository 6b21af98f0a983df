"""A case is run by an organisation, for donors and a project, in places."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from migcase import (
    Actor,
    BadSettings,
    LineOpened,
    Milestone,
    Office,
    Programme,
    Refused,
    Register,
    Repeated,
    Role,
    Stage,
    StepDone,
)
from migcase.assistance import consent, referrals
from migcase.office.projects import UnknownProject
from migcase.office.settings_file import settings_of
from migcase.testing import Desk, consenting
from tests.office.passport import (
    AMINA,
    NUMBER,
    Clock,
    declaring,
    office_of,
    passport,
    request,
)

OURS = """\
code = "MA"

[organisations]
md = "Migrations & Développement"
iom = "OIM Maroc"

[donors]
eu = "Union européenne"
be = "Belgique"

[places]
souss-massa = "Souss-Massa"
tiznit = "Tiznit"
"""
ONE = f"""{OURS}
[projects.mtd2]
title = "Migrations, Territoires et Développement II"
organisation = "md"
donors = ["eu"]
places = ["souss-massa", "tiznit"]
programmes = ["passport"]
start = 2026-01-01
end = 2026-12-31
"""
TWO = f"""{ONE}
[projects.papers]
title = "Papiers"
organisation = "iom"
donors = "be"
start = "2026-02-01"
"""


ISSUED = Milestone("issued", "Issued", NUMBER.known)


def office_with(
    text: str, register: Register | None = None, clock: Clock | None = None
) -> Office:
    licence = attrs.evolve(passport(key="licence"), milestones=ISSUED)
    modules = declaring(passport(), licence)
    return office_of(
        modules, register=register, clock=clock, settings=settings_of(text)
    )


def reasons(office: Office, programme: str = "passport", **said: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        office.open(programme, by=AMINA, **said)
    assert office.cases() == ()
    return [str(refusal) for refusal in refused.value.refusals]


def test_a_case_names_its_project_and_the_project_who_runs_it_for_whom_and_where(
    register: Register,
):
    office = office_with(ONE, register)
    case = office.open("passport", by=AMINA, project="mtd2")

    assert office.case(case.id).project == "mtd2"
    project = office.project("mtd2")
    assert (project.organisation, project.donors) == ("md", ("eu",))
    assert project.places == ("souss-massa", "tiznit")
    assert office.settings.portfolio.donors["eu"] == "Union européenne"


def test_the_only_project_that_serves_a_programme_need_not_be_named(office: Office):
    case = office_with(ONE).open("passport", by=AMINA)

    assert case.project == "mtd2"


def test_an_office_without_projects_asks_for_none(office: Office):
    assert office.open("passport", by=AMINA).project is None


def test_of_several_projects_one_has_to_be_named():
    office = office_with(TWO)

    assert reasons(office) == ["which-project: passport"]
    assert office.open("passport", by=AMINA, project="papers").project == "papers"


def test_a_project_that_names_no_programme_serves_them_all():
    office = office_with(TWO)

    assert office.open("licence", by=AMINA).project == "papers"


def test_of_several_projects_the_only_one_that_runs_that_day_is_meant():
    office = office_with(TWO)
    case = office.open("passport", by=AMINA, on=date(2026, 1, 20))

    assert case.project == "mtd2"


def test_a_programme_that_no_project_serves_is_not_worked_in_by_the_way():
    assert reasons(office_with(ONE), "licence") == ["no-project: licence"]


def test_a_project_does_not_take_cases_of_another_programme_or_another_year():
    office = office_with(ONE)

    told = reasons(office, "licence", project="mtd2", on=date(2025, 12, 31))
    assert told == ["other-project: mtd2", "outside-project: mtd2"]


def test_the_first_and_the_last_day_of_a_project_belong_to_it():
    clock = Clock()
    clock.go(days=365)
    office = office_with(ONE, clock=clock)

    for day in (date(2026, 1, 1), date(2026, 12, 31)):
        assert office.open("passport", by=AMINA, on=day).project == "mtd2"


def test_a_project_that_was_mistyped_is_told_with_the_near_one():
    office = office_with(ONE)
    with pytest.raises(Refused) as refused:
        office.open("passport", by=AMINA, project="mtd")
    with pytest.raises(UnknownProject) as unknown:
        office.project("mtd")

    [refusal] = refused.value.refusals
    assert (refusal.code, refusal.values["near"]) == ("unknown-project", "mtd2")
    assert unknown.value.values["near"] == "mtd2"


def test_a_project_is_named_even_where_the_office_has_none():
    assert reasons(office_with(OURS), project="mtd2") == ["unknown-project: mtd2"]


def test_a_case_stays_with_its_project_when_the_project_is_over(register: Register):
    case = office_with(ONE, register).open("passport", by=AMINA)
    later = office_with(ONE.replace("2026-12-31", "2026-02-28"), register)

    assert later.record(case.id, request(), by=AMINA).project == "mtd2"


def test_sent_again_it_stays_with_the_project_that_was_chosen(register: Register):
    first = office_with(ONE, register).open("passport", by=AMINA, id="one")
    later = office_with(TWO, register)

    assert later.open("passport", by=AMINA, id="one") == first
    with pytest.raises(Repeated):
        later.open("passport", by=AMINA, id="one", project="papers")


def test_cases_are_listed_and_counted_by_project(register: Register):
    office = office_with(TWO, register)
    first = office.open("passport", by=AMINA, project="mtd2")
    office.open("passport", by=AMINA, project="papers")

    assert [row.case for row in office.cases(project="mtd2")] == [first.id]
    assert [count.cases for count in office.counts("mtd2")] == [1]
    assert [count.cases for count in office.counts()] == [2]


def test_every_fault_of_a_project_is_told_at_once_with_its_line():
    text = f"""{OURS}
[projects.mtd2]
tittle = "Migrations"
organisation = "md "
donors = ["eu", "ue", "eu"]
places = 7
programmes = ["pasport"]
start = 2026-12-31
end = 2026-01-01

[projects.Papers]
title = "Papiers"
organisation = "iom"
start = 2026-01-01T09:00:00
targets = {{ passport = {{ issued = 0, handed = "all" }} }}

[targets.pasport]
issued = 3

[donor]
"""
    with pytest.raises(BadSettings) as bad:
        settings_of(text)
    told = [str(fault) for fault in bad.value.values["faults"]]
    assert told == [
        "office.toml:33: donor: unknown-key (did you mean donors?)",
        "office.toml:16: projects.mtd2.tittle: unknown-key (did you mean title?)",
        "office.toml:15: projects.mtd2.title: missing",
        "office.toml:19: projects.mtd2.places: not-words",
        "office.toml:27: projects.Papers.start: not-a-day",
        "office.toml:28: projects.Papers.targets.passport.handed: not-a-whole-number",
        "office.toml:24: projects.Papers: bad-key",
        (
            "office.toml:17: projects.mtd2.organisation: not-declared "
            "(name=md , sort=organisations) (did you mean md?)"
        ),
        ("office.toml:18: projects.mtd2.donors: not-declared (name=ue, sort=donors)"),
        "office.toml:18: projects.mtd2.donors: listed-twice (name=eu)",
        (
            "office.toml:22: projects.mtd2.end: ends-before-it-starts "
            "(start=2026-12-31, end=2026-01-01)"
        ),
        (
            "office.toml:28: projects.Papers.targets.passport.issued: no-target "
            "(value=0)"
        ),
    ]


def test_programmes_and_milestones_that_nobody_declares_are_told_with_the_near_one():
    with pytest.raises(BadSettings) as bad:
        office_with(f"""{OURS}
[projects.mtd2]
title = "Migrations"
organisation = "md"
programmes = ["pasport", "licence", "reintegration"]
targets = {{ licence = {{ isued = 4 }} }}

[targets.licenc]
issued = 3

[targets.reintegration]
completed = 45
""")

    assert [str(fault) for fault in bad.value.values["faults"]] == [
        (
            "office.toml:18: projects.mtd2.programmes: unknown-programme "
            "(did you mean passport?)"
        ),
        (
            "office.toml:19: projects.mtd2.targets.licence.isued: unknown-milestone"
            " (did you mean issued?)"
        ),
        "office.toml:21: targets.licenc: unknown-programme (did you mean licence?)",
    ]


def test_two_projects_with_one_key_are_told_with_both_lines():
    again = "[projects.mtd2]\ntitle = 'Again'\norganisation = 'iom'\n"
    with pytest.raises(BadSettings) as bad:
        settings_of(f"{ONE}\n{again}")

    [fault] = bad.value.values["faults"]
    assert str(fault) == "office.toml:24: projects.mtd2: twice (line=15)"


# ------------------------------------------------ with whom data may be shared
AGREED = """\
code = "MA"

[agreements.clinic-2026]
partner = "Clinic of Agadir"
purposes = ["health"]
shares = ["name", "health"]
until = 2026-12-31
"""
HELPER = Role("helper", "Helper")
AGREED_ON = consent(by=HELPER, purposes=("help",))
REFERRED = referrals(by=HELPER, consent=AGREED_ON)
HELP = Programme(
    "help",
    1,
    "Help",
    stages=Stage("All", (*AGREED_ON.steps, *REFERRED.steps)),
    basis=AGREED_ON.basis,
    before_basis=AGREED_ON.steps,
)


def test_an_agreement_of_the_office_is_known_to_every_programme_that_shares():
    office = office_of(declaring(HELP), settings=settings_of(AGREED))
    amina = Actor("amina", frozenset({"helper"}))
    case = office.open("help", by=amina).id
    told = Desk(HELP, opened=office.today()).answers(consenting(HELP))
    office.record(case, StepDone("consent", office.today(), told), by=amina)
    facts = {
        "service": "health",
        "receiver": "Clinic of Agadir",
        "sharing_agreed": True,
        "urgency": "low",
        "referred_what": ("name", "health"),
        "referred_basis": "consent",
        "referred_under": "clinic-2026",
    }

    def why_not(**more: object) -> set[str]:
        event = LineOpened("referral", "r", office.today(), {**facts, **more})
        return {one.code for one in office.why_not(case, event, by=amina)}

    assert why_not() == set()
    assert why_not(referred_what=("name", "family")) == {"no-agreement"}
    assert why_not(receiver="Another clinic") == {"no-agreement"}


def test_half_an_agreement_is_told_with_what_it_lacks():
    text = """\
code = "MA"
[agreements.clinic]
partner = "Clinic | Agadir"
purpose = "health"
"""
    with pytest.raises(BadSettings) as bad:
        settings_of(text)

    found = bad.value.values["faults"]
    assert sorted((one.code, one.thing) for one in found) == [
        ("missing", "agreements.clinic.purposes"),
        ("missing", "agreements.clinic.shares"),
        ("missing", "agreements.clinic.until"),
        ("not-words", "agreements.clinic"),
        ("unknown-key", "agreements.clinic.purpose"),
    ]
