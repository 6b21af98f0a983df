"""What somebody reads at the command line when something may not be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from migcase.cli import speak
from migcase.cli.labels import Labels
from migcase.cli.wording import say_refusals
from migcase_mobility import MOBILITY

SOON = str(datetime.now(UTC).date() + timedelta(days=200))
SAID = (
    *("sex=female", "lives_in=tiznit"),
    *("motivation=To learn", "cv=scan 1", "languages=fr", "passport=yes"),
    f"starts_on={SOON}",
)
CONSENTED = (
    *("legal_basis=consent", "consent_service=yes", "consent_able=adult"),
    *("consent_kind=explicit", "consent_from=person", "consent_language=fr"),
    *("consent_evidence=form 1", "consent_purposes=mobility", "share_with=hosts"),
    *(f"consent_{point}=yes" for point in ("interview", "purpose", "use", "research")),
    *(f"consent_{point}=yes" for point in ("access", "retention", "withdrawal")),
)


class Typist:
    """An office in a folder, and somebody who types."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch
        self.type("init", "--plain", "--code", "MA", "--user", "amina:*")

    def type(self, *words: str, lang: str = "en") -> tuple[int, str]:
        """Return the exit code and what was read, in one line."""
        from migcase.cli.door import door

        self.monkeypatch.setenv("LANGUAGE", lang)
        speak(lang)
        env = {
            "MIGCASE_OFFICE": str(self.folder),
            "MIGCASE_USER": "amina",
            "MIGCASE_LOAD_PLUGINS": "mobility",
        }
        typed = CliRunner(env=env).invoke(door, list(words), prog_name="migcase")
        if typed.exception is not None and not isinstance(typed.exception, SystemExit):
            raise typed.exception
        return typed.exit_code, " ".join(typed.output.replace("\u00a0", " ").split())

    def opened(self, programme: str, *facts: str, **more: str) -> str:
        """Open a case, and return its number."""
        code, told = self.type("open", programme, *told_as(facts), *options(more))
        assert code == 0, told
        return told.split()[0]

    def done(self, case: str, step: str, *facts: str, **more: str) -> tuple[int, str]:
        lang = more.pop("lang", "en")
        return self.type("done", case, step, *told_as(facts), *options(more), lang=lang)


def told_as(facts: tuple[str, ...]) -> list[str]:
    return [word for fact in facts for word in ("--fact", fact)]


def options(more: dict[str, str]) -> list[str]:
    return [word for key, value in more.items() for word in (f"--{key}", value)]


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Typist:
    return Typist(tmp_path / "office", monkeypatch)


@pytest.fixture
def informed(desk) -> str:
    case = desk.opened("mobility", about="person-1")
    desk.done(case, "information", "topics=lawful-ways,irregular-routes,data")
    code, told = desk.done(case, "consent", *CONSENTED)
    assert code == 0, told
    return case


def test_who_is_too_old_reads_for_what(desk, informed):
    young = ("scheme=esc", "credit_left=12 months", "born=1990-01-01")
    code, told = desk.done(informed, "application", *SAID, *young)

    assert code == 5
    assert "young enough for the European Solidarity Corps” applies" in told
    assert "31 years (setting" in told


def test_whose_scheme_is_closed_reads_why(desk, informed):
    wish = ("scheme=reciprocity", "born=2007-01-01")
    code, told = desk.done(informed, "application", *SAID, *wish)

    assert code == 5
    assert "“Service Civique, reciprocity, takes new contracts” applies" in told
    assert "No new contracts since 1 January 2026, until a finance law" in told


def test_the_same_is_read_in_french(desk, informed):
    wish = ("scheme=reciprocity", "born=2007-01-01")
    code, told = desk.done(informed, "application", *SAID, *wish, lang="fr")

    assert code == 5
    assert "Le Service Civique, réciprocité, accepte de nouveaux contrats" in told
    assert "Pas de nouveaux contrats depuis le 1er janvier 2026" in told


def test_a_host_without_a_valid_agreement_is_named(desk):
    known = ("host=A", "mission_title=B", "country=FR", "scheme=esc")
    case = desk.opened("opportunity", *known)
    code, told = desk.done(
        case,
        "described",
        *("legal_form=association", "accredited_as=quality-label", "accreditation=L"),
        *("accredited_until=2025-12-31", "host_contact=C", "region=R"),
        *("domain=education", "tasks=T", "places=1", "language_level=b1"),
        *("accessible=yes", f"start_from={SOON}", f"start_until={SOON}"),
        *("lasts=10 months", "hours=35", "covers=travel", "permit_kind=vls-t"),
        *("who_applies=volunteer", "papers=P"),
    )

    assert code == 5
    assert "“The agreement or label of the host is valid today” applies" in told


def test_nothing_that_was_refused_is_kept(desk, informed):
    desk.done(informed, "application", *SAID, "scheme=reciprocity", "born=2007-01-01")
    _, told = desk.type("--json", "show", informed)

    assert '"number": 3' in told


def test_whose_offer_is_not_accepted_reads_that_and_nothing_of_days(planned):
    planned.as_("coach")

    told = worded(planned, "contract-signed", **planned.terms())
    assert "The person has one accepted offer, and no other" in told[1]
    assert len(told) <= 4, told


def test_what_a_contract_settles_is_asked_once(planned, mission):
    planned.matched(mission)
    planned.as_("coach")

    told = worded(planned, "contract-signed", contract="scan 3", tutor_name="A tutor")
    assert len(told) == 1, told
    assert "What does the volunteering agreement settle?" in told[0]


def test_whose_place_was_given_back_reads_that_and_what_of_it(planned, mission):
    planned.matched(mission)
    place = f"place-{planned.case.id}"
    mission.as_("coach").ended(place, "given-back", given_back_why="A mistake")
    planned.as_("coach")

    told = worded(planned, "contract-signed", **planned.terms())
    assert "Not met: “A place of the opportunity is kept for this case” applies" in (
        " ".join(told)
    )
    assert "not been done" not in " ".join(told)
    assert len(told) <= 8, told


def test_whose_age_was_corrected_reads_under_which_scheme_it_matters(planned, mission):
    planned.matched(mission)
    planned.as_("youth-officer").stated(born="1990-06-01")
    planned.as_("coach")

    told = worded(planned, "contract-signed", **planned.terms())
    assert told[1].startswith("  Because “Under which scheme?” is answered “esc”")
    assert len(told) <= 4, told


def test_what_a_contract_leaves_open_is_read_in_one_line(planned, mission):
    planned.matched(mission)
    planned.as_("coach")

    told = worded(planned, "contract-signed", **planned.terms(agreement=["tasks"]))
    assert told[-1].endswith(
        "include “insurance”, “youthpass”, “travel”, “lodging” and “food”"
    )
    assert len(told) == 3, told


def worded(case, step: str, **facts: object) -> list[str]:
    """Return the lines in which the reasons against *step* are read."""
    speak("en")
    reasons = say_refusals(case.reasons(step, **facts), case.case, Labels.of(MOBILITY))
    return [line for lines in reasons for line in lines]
