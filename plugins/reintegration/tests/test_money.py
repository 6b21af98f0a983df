"""Money: three hands, proof before the next tranche, a clock from the return on."""

from __future__ import annotations

import pytest

from migcase import Stated
from migcase.assistance.ledger import balances, postings

SECOND_YEAR = "2027-03-02"


@pytest.fixture
def first_paid(funded):
    """The same woman, after the first tranche."""
    funded.asked_for("first", "8000 MAD")
    funded.paid("first", "8000 MAD")
    return funded


def commits(case, amount):
    """Return why *amount* may not be committed."""
    return case.tried("commit", "first", order="O", price=amount, committed=amount)


# ------------------------------------------------ scenario 1: tranches
def test_the_second_tranche_is_refused_at_six_months_and_granted_at_eight(first_paid):
    first_paid.turn_to("2026-09-02")
    first_paid.verified("first", "no")
    first_paid.asked_for("second", "7000 MAD")
    assert first_paid.tried("approve", "second", approval="granted") == {"gate"}
    first_paid.did(
        "approve", "second", approval="refused", approval_reason="No proof of use"
    )

    first_paid.turn_to("2026-11-02")
    first_paid.verified("first", "yes")
    first_paid.paid("second", "7000 MAD")

    assert first_paid.status("pay", "second") == "done"


def test_the_second_tranche_waits_six_months(first_paid):
    first_paid.verified("first")
    first_paid.asked_for("second", "7000 MAD")
    first_paid.turn_to("2026-09-01")
    assert first_paid.tried("approve", "second", approval="granted") == {"gate"}

    first_paid.turn_to("2026-09-02")
    assert first_paid.tried("approve", "second", approval="granted") == set()


# ------------------------------------------------ nothing before its time, or above
def test_no_money_is_asked_for_before_the_plan_is_approved(assessed):
    assert assessed.as_("case-manager").why_not("payment", "p", tranche="first")


@pytest.mark.parametrize(
    ("amount", "reasons"), [("15000 MAD", set()), ("15000.01 MAD", {"gate"})]
)
def test_what_is_committed_stays_within_the_plan(approved, amount, reasons):
    approved.funded("20000 MAD")
    approved.asked_for("first", "20000 MAD")
    approved.did("approve", "first", approval="granted")

    assert commits(approved, amount) == reasons


def test_whoever_asked_for_money_neither_grants_nor_pays_it(funded):
    funded.asked_for("first", "8000 MAD")
    funded.hand_to("driss", "manager")
    assert funded.why_not("approve", "first", approval="granted") == {"same-hand"}

    funded.did("approve", "first", approval="granted")
    funded.hand_to("ghita", "finance")
    told = {"order": "O", "price": "8000 MAD", "committed": "8000 MAD"}
    assert funded.why_not("commit", "first", **told) == {"same-hand"}


# ------------------------------------------------ the clock of the grant
@pytest.fixture
def granted(funded):
    """A first tranche that was granted and not yet committed."""
    funded.asked_for("first", "8000 MAD")
    funded.did("approve", "first", approval="granted")
    return funded


def test_nothing_is_committed_a_year_after_the_return(granted):
    granted.turn_to(SECOND_YEAR)
    assert commits(granted, "8000 MAD") == set()

    granted.turn_to("2027-03-03")
    assert commits(granted, "8000 MAD") == {"gate"}


def test_a_manager_extends_the_clock_once_and_with_a_reason(granted):
    granted.turn_to("2027-02-01")
    longer = {"grant_extended_until": "2027-06-02", "grant_extended_why": "Illness"}
    granted.did("grant-extended", **longer)
    granted.turn_to("2027-06-02")

    assert commits(granted, "8000 MAD") == set()
    assert granted.tried("grant-extended", **longer) >= {"already-settled"}


def test_an_extension_is_no_shortening(granted):
    shorter = {"grant_extended_until": "2027-03-02", "grant_extended_why": "Illness"}

    assert granted.tried("grant-extended", **shorter) == {"gate"}


def test_a_clock_that_has_run_out_is_not_wound_up_again(granted):
    granted.turn_to("2027-03-03")

    longer = {"grant_extended_until": "2027-06-02", "grant_extended_why": "Illness"}
    assert granted.tried("grant-extended", **longer) == {"gate"}


@pytest.mark.parametrize(
    "told",
    [
        {"returned_on": "2026-09-01"},
        {"grant_extended_until": "2028-01-01"},
        {"plan_cost": "90000 MAD"},
    ],
)
def test_neither_clock_nor_ceiling_is_moved_by_the_way(granted, told):
    for role in ("case-manager", "manager", "reception"):
        granted.as_(role)

        assert granted.why_not(Stated(granted.answers(told), granted.day))


# ------------------------------------------------ scenario 6: death after tranche 1
@pytest.fixture
def bereaved(first_paid):
    """A woman who died in June, a second payment being prepared."""
    first_paid.as_("case-manager").line(
        "payment", "second", tranche="second", purpose="Stock"
    )
    first_paid.turn_to("2026-06-02")
    first_paid.ends(
        "deceased", by="manager", died_on="2026-06-01", died_source="The family"
    )
    return first_paid


def test_death_freezes_the_money(bereaved):
    told = {"asked": "7000 MAD", "form": "fees", "no_relation": True}

    assert "case-closed" in bereaved.tried("payment-request", "second", **told)


def test_after_a_death_the_books_are_still_balanced(bereaved):
    told = {"reconciled_with": "Statement 9"}

    assert bereaved.tried("reconcile", used="7999 MAD", **told) == {"gate"}
    assert bereaved.tried("reconcile", used="8000 MAD", **told) == set()


def test_after_a_death_the_ledger_still_balances(bereaved):
    money = balances(postings(bereaved.entries))

    assert money["paid"]["MAD"] == 8000
    assert sum(amounts["MAD"] for amounts in money.values()) == 0


def test_after_a_death_the_unspent_balance_is_decided_by_a_manager(bereaved):
    bereaved.did("reconcile", used="8000 MAD", reconciled_with="Statement 9")

    assert set(bereaved.agenda) == {"tell-family", "balance"}


def test_only_the_designated_officer_speaks_to_the_family(bereaved):
    bereaved.as_("case-manager")
    assert bereaved.why_not("tell-family", kin_told_on=bereaved.day) == {"wrong-role"}

    bereaved.as_("next-of-kin")
    assert bereaved.why_not("tell-family", kin_told_on=bereaved.day) == set()


def test_after_a_death_it_is_known_until_when_the_file_is_kept(bereaved):
    assert bereaved.case.ended.outcome == "deceased"
    assert bereaved.kept_until.isoformat() == "2031-06-02"


def test_a_death_in_the_future_is_no_death(funded):
    funded.as_("manager")

    told = {"died_on": "2026-12-01", "died_source": "The family"}
    assert funded.why_not("deceased", **told) == {"gate"}


# ------------------------------------------------ bad input
@pytest.mark.parametrize("amount", ["0 MAD", "-1 MAD", "0.001 MAD", "1 EUR"])
def test_no_amount_that_is_none_is_asked_for(funded, amount):
    funded.as_("case-manager").line("payment", "p", tranche="first", purpose="Course")

    told = {"asked": amount, "form": "fees", "no_relation": True}
    assert funded.tried("payment-request", "p", **told)


def test_what_was_paid_is_in_no_doubt_once_the_books_are_closed(first_paid):
    first_paid.turn_to("2026-04-01")
    first_paid.verified("first")
    first_paid.did("reconcile", used="8000 MAD", reconciled_with="Statement 1")

    assert first_paid.doubts == ()


def test_what_was_approved_is_in_no_doubt_once_the_payment_is_cancelled(granted):
    granted.as_("case-manager")
    granted.ended("first", "payment-cancelled", cancel_reason="No need any more")

    assert granted.doubts == ()
