"""What may be written into the office's log, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.roster import events
from migcase.roster.asked import Asked
from migcase.roster.events import (
    ErasureApproved,
    ErasureAsked,
    ErasureDone,
    Founded,
    GlassBroken,
    GlassReviewed,
    KeysChanged,
    LegalHold,
    LegalHoldLifted,
    MasterRenewed,
    OfficeEntry,
    OfficeEvent,
    RoleApproved,
    RoleGranted,
    RoleRevoked,
    UndertakingSigned,
    UserAdded,
    UserLeft,
)
from migcase.roster.fold import fold, follow
from migcase.roster.joining import LONGEST_NAME
from migcase.roster.judging import why_not
from migcase.roster.members import (
    ADMINISTRATOR,
    AUDITOR,
    COLLEAGUE,
    DATA_PROTECTION,
    NOBODY,
    Roster,
)
from migcase.roster.recovery import HolderNamed, Recovered

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MARCH = date(2026, 3, 2)
CASE = "MA-26-00417-K"


def key(name: str, sort: str = "v") -> bytes:
    return f"{sort}{name}".encode().ljust(32, b".")[:32]


def added(name: str, undertaking: date | None = MARCH) -> UserAdded:
    return UserAdded(name, key(name), key(name, "r"), undertaking)


FOUNDED = Founded("amina", key("amina"), key("amina", "r"), MARCH)


class Log:
    """A log that is written as an office writes it, an hour apart."""

    def __init__(self) -> None:
        self.entries: list[OfficeEntry] = []

    @property
    def roster(self) -> Roster:
        return fold(self.entries)

    def why_not(self, event: OfficeEvent, by: str) -> set[str]:
        at = AT + timedelta(hours=len(self.entries))
        asked = Asked(self.roster, by, at, at.date())
        return {refusal.code for refusal in why_not(event, asked)}

    def write(self, event: OfficeEvent, by: str = "amina") -> int:
        assert self.why_not(event, by) == set()
        number = len(self.entries) + 1
        at = AT + timedelta(hours=len(self.entries))
        self.entries.append(OfficeEntry(number, event, at, by, "MA", f"o-{number}"))
        return number


@pytest.fixture
def log() -> Log:
    """An office founded by Amina, where Bashir and Chioma work."""
    log = Log()
    log.write(FOUNDED)
    log.write(added("bashir"))
    log.write(added("chioma"))
    return log


@pytest.fixture
def three(log) -> Log:
    """The same, where Bashir administrates too and Chioma protects data."""
    log.write(RoleGranted("bashir", ADMINISTRATOR))
    log.write(RoleApproved("bashir", ADMINISTRATOR), "bashir")
    log.write(RoleGranted("chioma", DATA_PROTECTION))
    log.write(RoleApproved("chioma", DATA_PROTECTION), "bashir")
    return log


# --------------------------------------------------------------- who works here


def test_an_office_begins_with_whoever_founds_it():
    log = Log()

    assert log.why_not(added("bashir"), "amina") == {"not-here"}
    log.write(FOUNDED)
    assert log.roster.worn("amina") == {ADMINISTRATOR, COLLEAGUE}
    assert log.why_not(FOUNDED, "amina") >= {"already-founded"}


def test_an_event_is_refused_by_the_name_of_what_is_wrong(log):
    long, twice = "a" * (LONGEST_NAME + 1), UserAdded("d", key("d"), key("d"))
    log.write(UserLeft("chioma"))

    assert log.why_not(added("bashir"), "amina") == {"user-exists"}
    assert log.why_not(added("chioma"), "amina") == {"user-exists"}
    for name in ("", " d", "d\n", long):
        named = UserAdded(name, key("n"), key("n", "r"))
        assert log.why_not(named, "amina") == {"bad-user-name"}
    assert log.why_not(twice, "amina") == {"bad-keys"}
    assert log.why_not(UserAdded("d", b"", b""), "amina") == {"bad-keys"}
    assert log.why_not(added("d", date(2027, 1, 1)), "amina") == {"future"}
    assert log.why_not(UserLeft("zara"), "amina") == {"no-such-user"}
    assert log.why_not(UserLeft("chioma"), "amina") == {"user-left"}
    twice_signed = UndertakingSigned("bashir", MARCH)
    assert log.why_not(twice_signed, "amina") == {"undertaking-filed"}
    assert log.why_not(RoleGranted("zara", "clerk", "avrr"), "amina") == {
        "no-such-user"
    }


def test_only_whoever_may_lets_others_in_or_out(log):
    for event in (
        added("david"),
        UserLeft("chioma"),
        RoleGranted("chioma", "clerk", "avrr"),
        UndertakingSigned("chioma", date(2026, 3, 1)),
        KeysChanged("chioma", key("x"), key("y")),
    ):
        assert log.why_not(event, "bashir") == {"not-your-office"}
        assert log.why_not(event, "zara") == {"not-here"}


def test_anybody_may_leave_sign_and_change_their_own_keys(log):
    log.write(UndertakingSigned("bashir", date(2026, 3, 1)), "bashir")
    log.write(KeysChanged("bashir", key("x"), key("y")), "bashir")
    log.write(UserLeft("bashir"), "bashir")

    assert not log.roster.works("bashir")


def test_roles_end_with_the_undertaking_and_with_leaving(log):
    log.write(added("david", undertaking=None))
    log.write(RoleGranted("david", "clerk", "avrr"))
    assert log.roster.worn("david") == set()
    assert log.roster.actor("david").roles == set()

    log.write(UndertakingSigned("david", MARCH))
    assert log.roster.worn("david") == {COLLEAGUE}
    assert log.roster.actor("david", "avrr").roles == {"clerk"}
    assert log.roster.actor("david", "fund").roles == set()

    log.write(UserLeft("david"))
    assert log.roster.worn("david") == set()
    assert log.roster.programmes("david") == set()


# ------------------------------------------------------------------- two hands


def test_whoever_left_had_the_master_key_until_it_is_renewed(log):
    nobody = log.roster.gone_with_keys()
    log.write(UserLeft("chioma"))
    log.write(UserLeft("bashir"))
    before = log.roster.gone_with_keys()
    log.write(MasterRenewed(1))
    renewed = log.roster.gone_with_keys()
    log.write(added("david"))
    log.write(UserLeft("david"))

    assert (nobody, before, renewed) == ((), ("bashir", "chioma"), ())
    assert log.roster.gone_with_keys() == ("david",)


def test_whoever_was_let_in_again_has_the_master_key_by_right(log):
    log.write(UserLeft("chioma"))
    log.write(added("chioma-2"))
    invited = log.roster.gone_with_keys()
    for name in ("david", "emeka"):
        log.write(HolderNamed(name, key(name), key(name, "r")))
    keys = key("chioma", "v2"), key("chioma", "r2")
    after = log.roster.number
    log.write(Recovered("chioma", *keys, MARCH, ("david", "emeka"), after), "chioma")
    recovered = log.roster.gone_with_keys()
    log.write(UserLeft("chioma"))

    # Another name may be another person.
    assert (invited, recovered) == (("chioma",), ())
    assert log.roster.gone_with_keys() == ("chioma",)


def test_a_role_of_the_office_is_in_force_after_a_second_hand(three):
    three.write(added("david"))
    three.write(RoleGranted("david", AUDITOR))
    assert three.roster.worn("david") == {COLLEAGUE}

    assert three.why_not(RoleApproved("david", AUDITOR), "amina") == {"same-person"}
    assert three.why_not(RoleApproved("david", AUDITOR), "david") == {
        *("not-your-office", "same-person")
    }
    three.write(RoleApproved("david", AUDITOR), "bashir")
    assert three.roster.worn("david") == {AUDITOR, COLLEAGUE}
    assert three.why_not(RoleApproved("david", AUDITOR), "bashir") == {
        "nothing-to-approve"
    }


def test_while_there_is_one_administrator_whoever_is_given_a_role_accepts_it(log):
    log.write(RoleGranted("bashir", ADMINISTRATOR))

    assert log.why_not(RoleApproved("bashir", ADMINISTRATOR), "amina") == {
        "same-person"
    }
    assert log.why_not(RoleApproved("bashir", ADMINISTRATOR), "chioma") == {
        "not-your-office"
    }
    assert log.why_not(RoleApproved("bashir", ADMINISTRATOR), "bashir") == set()


def test_nobody_gives_themselves_a_role_where_another_could(three):
    mine = RoleGranted("amina", "clerk", "avrr")

    assert three.why_not(mine, "amina") == {"same-person"}
    three.write(UserLeft("bashir"))
    assert three.why_not(mine, "amina") == set()


def test_roles_are_those_that_there_are_and_worn_once(three):
    three.write(RoleGranted("bashir", "clerk", "avrr"))
    clerk = RoleGranted("bashir", "clerk", "avrr")

    assert three.why_not(clerk, "amina") == {"role-worn"}
    assert three.why_not(RoleGranted("bashir", "king"), "amina") == {
        "unknown-office-role"
    }
    assert three.why_not(RoleGranted("bashir", ADMINISTRATOR), "amina") == {"role-worn"}
    three.write(RoleRevoked("bashir", "clerk", "avrr"))
    assert three.why_not(RoleRevoked("bashir", "clerk", "avrr"), "amina") == {
        "role-not-worn"
    }


def test_the_last_administrator_stays(three):
    three.write(RoleRevoked("bashir", ADMINISTRATOR))

    assert three.why_not(RoleRevoked("amina", ADMINISTRATOR), "amina") == {
        "last-administrator"
    }
    assert three.why_not(UserLeft("amina"), "amina") == {"last-administrator"}


def test_whoever_breaks_the_glass_does_not_review_it(three):
    until = AT + timedelta(hours=len(three.entries), minutes=60)
    number = three.write(GlassBroken(CASE, "in labour", until), "bashir")
    review = GlassReviewed(number, justified=True, note="seen")

    assert three.why_not(review, "bashir") == {"same-person"}
    assert three.why_not(attrs.evolve(review, note=" "), "amina") == {"empty-reason"}
    assert three.why_not(attrs.evolve(review, number=1), "amina") == {"no-such-glass"}
    three.write(review, "chioma")
    assert three.why_not(review, "amina") == {"already-reviewed"}


def test_a_glass_lets_one_person_into_one_case_until_its_time(three):
    at = AT + timedelta(hours=len(three.entries))
    until = at + timedelta(minutes=20)
    three.write(GlassBroken(CASE, "in labour", until), "bashir")
    roster = three.roster

    assert roster.glass("bashir", CASE, at) is not None
    assert roster.glass("bashir", CASE, until) is None
    assert roster.glass("bashir", CASE, at - timedelta(seconds=1)) is None
    assert roster.glass("chioma", CASE, at) is None
    assert roster.glass("bashir", "MA-26-00001-A", at) is None


def test_an_erasure_takes_two_and_no_legal_hold(three):
    number = three.write(ErasureAsked((CASE, "P-1"), "she asked"), "chioma")

    assert three.why_not(ErasureDone(number), "amina") == {"erasure-not-approved"}
    assert three.why_not(ErasureApproved(number), "chioma") == {"same-person"}
    three.write(ErasureApproved(number), "amina")
    assert three.why_not(ErasureApproved(number), "bashir") == {"erasure-approved"}
    three.write(LegalHold("P-1", "the court asks"), "chioma")
    assert three.why_not(ErasureDone(number), "amina") == {"under-legal-hold"}
    assert three.why_not(LegalHold("P-1", "again"), "chioma") == {"under-legal-hold"}
    assert three.why_not(ErasureAsked(("P-1",), "again"), "chioma") == {
        "under-legal-hold"
    }
    three.write(LegalHoldLifted("P-1", "it has ruled"), "chioma")
    assert three.why_not(LegalHoldLifted("P-1", "x"), "chioma") == {"no-legal-hold"}
    three.write(ErasureDone(number), "amina")
    assert three.why_not(ErasureDone(number), "amina") == {"no-such-erasure"}
    assert three.why_not(ErasureApproved(9), "amina") == {"no-such-erasure"}


def test_in_training_anybody_may_but_not_the_same_hand_twice():
    asked = Asked(NOBODY, "amina", AT, MARCH, training=True)
    number = OfficeEntry(1, ErasureAsked((CASE,), "x"), AT, "amina", "MA", "o-1")
    roster = follow(NOBODY, number)

    assert list(why_not(LegalHold(CASE, "x"), asked)) == []
    again = attrs.evolve(asked, roster=roster)
    [refusal] = why_not(ErasureApproved(1), again)
    assert refusal.code == "same-person"


# ------------------------------------------------------------------ whatever comes

NAMES = st.sampled_from(("amina", "bashir", "chioma", "david"))
ROLES = st.sampled_from((ADMINISTRATOR, DATA_PROTECTION, AUDITOR))
NUMBERS = st.integers(1, 12)
SOON = st.integers(-10, 90).map(lambda minutes: AT + timedelta(minutes=minutes))
EVENTS = st.one_of(
    st.just(FOUNDED),
    NAMES.map(added),
    st.builds(UserAdded, NAMES, st.just(key("z")), st.just(key("z", "r"))),
    st.builds(UndertakingSigned, NAMES, st.just(MARCH)),
    st.builds(UserLeft, NAMES),
    st.builds(RoleGranted, NAMES, ROLES),
    st.builds(RoleGranted, NAMES, st.just("clerk"), st.just("avrr")),
    st.builds(RoleApproved, NAMES, ROLES),
    st.builds(RoleRevoked, NAMES, ROLES),
    st.builds(GlassBroken, st.just(CASE), st.just("in labour"), SOON),
    st.builds(GlassReviewed, NUMBERS, st.booleans(), st.just("seen")),
    st.builds(LegalHold, st.just(CASE), st.just("x")),
    st.builds(LegalHoldLifted, st.just(CASE), st.just("x")),
    st.builds(ErasureAsked, st.just((CASE,)), st.just("x")),
    st.builds(ErasureApproved, NUMBERS),
    st.builds(ErasureDone, NUMBERS),
)
ATTEMPTS = st.lists(st.tuples(EVENTS, NAMES), max_size=25)


def written(attempts: Iterable[tuple[OfficeEvent, str]]) -> list[OfficeEntry]:
    """Return the entries of those *attempts* that nothing speaks against."""
    entries = [OfficeEntry(1, FOUNDED, AT, "amina", "MA", "o-1")]
    for event, by in attempts:
        asked = Asked(fold(entries), by, AT, MARCH)
        if not any(why_not(event, asked)):
            number = len(entries) + 1
            entries.append(OfficeEntry(number, event, AT, by, "MA", f"o-{number}"))
    return entries


@given(ATTEMPTS)
def test_whatever_is_tried_an_office_is_never_without_administrator(attempts):
    entries = written(attempts)

    for end in range(1, len(entries) + 1):
        assert fold(entries[:end]).wearers(ADMINISTRATOR)


@given(ATTEMPTS)
def test_whatever_is_tried_two_hands_are_two(attempts):
    entries = written(attempts)
    roster = fold(entries)
    granted: dict[tuple[str, str], str] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, RoleGranted) and not event.programme:
            granted[event.user, event.role] = entry.by
        elif isinstance(event, RoleApproved):
            assert granted[event.user, event.role] != entry.by

    for glass in roster.glasses.values():
        assert glass.reviewed_by != glass.by
    for erasure in roster.erasures.values():
        assert erasure.approved_by != erasure.asked_by
        assert erasure.done is None or erasure.approved_by


@given(ATTEMPTS)
def test_whatever_is_tried_only_colleagues_have_written(attempts):
    entries = written(attempts)

    for end in range(1, len(entries)):
        assert fold(entries[:end]).works(entries[end].by)


@given(ATTEMPTS, st.integers(0, 25))
def test_the_fold_may_be_taken_up_anywhere(attempts, cut):
    entries = written(attempts)

    assert fold(entries[cut:], fold(entries[:cut])) == fold(entries)


@given(st.lists(st.tuples(EVENTS, NAMES), max_size=25))
def test_the_fold_refuses_nothing(attempts):
    """Also what should not be there: a log from elsewhere is still read."""
    entries = [
        OfficeEntry(number, event, AT, by, "MA", f"o-{number}")
        for number, (event, by) in enumerate(attempts, 1)
    ]

    assert fold(entries).number == len(attempts)


def test_every_event_is_followed():
    sorts = set(events.OfficeEvent.__args__)
    from migcase.roster.fold import _FOLLOWS

    assert set(_FOLLOWS) == sorts
