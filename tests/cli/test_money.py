"""Money at the counter: each refusal has its words, its code and its exit."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Answer, Counter

PLUGINS = {"MIGCASE_LOAD_PLUGINS": "grant,fund"}
GRANT = """
from migcase import hookimpl
from tests.assistance.grant import GRANT

@hookimpl
def migcase_programmes():
    return [GRANT]
"""
# Whoever may do everything in one hand is told so by the rules, not by the hats.
HATS = {
    "amina": "worker",
    "bashir": "chief",
    "chioma": "cashier",
    "driss": "monitor",
    "oumar": "*",
}


class Cash(Counter):
    """A counter at which a fund and a case that it pays for are worked on."""

    def says(self, *words: str, by: str = "amina", lang: str = "en") -> Answer:
        return self.type(*words, by=by, lang=lang, **PLUGINS)

    def did(self, *words: str, by: str = "amina") -> None:
        answer = self.says(*words, by=by)
        assert answer.code == 0, answer.err

    def begun(self, *words: str, by: str) -> str:
        """Open a case and return its number."""
        return str(self.says("open", *words, "--json", by=by).json["case"])


def facts(**told: str) -> list[str]:
    return [word for key, said in told.items() for word in ("--fact", f"{key}={said}")]


@pytest.fixture
def cash(tmp_path, monkeypatch) -> Iterator[Cash]:
    """An office with nothing in it, where everybody has a hat."""
    folder = tmp_path / "plugins"
    about = folder / "migcase_grant-0.1.dist-info"
    about.mkdir(parents=True)
    (folder / "migcase_grant.py").write_text(GRANT)
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: migcase-grant\nVersion: 0.1\n"
    )
    (about / "entry_points.txt").write_text("[migcase]\ngrant = migcase_grant\n")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("COLUMNS", "100")
    counter = Cash(tmp_path / "office", monkeypatch)
    users = [w for name, hat in HATS.items() for w in ("--user", f"{name}:{hat}")]
    counter.did(
        "init", "--plain", "--code", "MA", "--name", "Rabat", *users, by="oumar"
    )
    yield counter
    gettext.textdomain("messages")


@pytest.fixture
def fund(cash: Cash) -> str:
    """A fund with 1,000 EUR in it."""
    told = facts(
        donor="EU", project_ref="P1", fund_ceiling="5000 EUR", fund_expires="2099-01-01"
    )
    number = cash.begun("fund", *told, by="oumar")
    money = facts(received="1000 EUR", received_on="today", receipt_ref="S1")
    cash.did("line", number, "receipt", "--key", "s1", *money, by="oumar")
    return number


def test_what_may_be_left_out_does_not_look_like_work_that_waits(cash: Cash, fund: str):
    agenda = cash.says("agenda", by="oumar").out
    (row,) = (line for line in agenda.splitlines() if "Fund extended, once" in line)

    assert row.startswith(f"optional  {fund}")


@pytest.fixture
def case(cash: Cash, fund: str) -> str:
    """A case with an envelope of 600 EUR, and a payment of 500 asked for."""
    number = cash.begun("grant", by="amina")
    cash.did(
        "done", number, "plan", *facts(fund=fund, back_on="today", ceiling="600 EUR")
    )
    given = facts(envelope_for=number, granted="600 EUR")
    cash.did("line", fund, "envelope", "--key", "first", *given, by="oumar")
    opened = facts(tranche="first", purpose="A course")
    cash.did("line", number, "payment", "--key", "payment-2", *opened)
    asked = facts(asked="500 EUR", form="fees", no_relation="yes")
    cash.did("done", number, "payment-request", "--line", "payment-2", *asked)
    return number


def approved(cash: Cash, case: str, by: str = "bashir") -> Answer:
    told = facts(approval="granted")
    return cash.says("done", case, "approve", "--line", "payment-2", *told, by=by)


# ------------------------------------------------ lines, plainly
def test_a_payment_is_addressed_plainly(cash: Cash, case: str):
    typed = approved(cash, case)

    assert (typed.code, "“Payment approved, or not — Payment" in typed.out) == (0, True)


def test_the_ledger_tells_what_moved_and_what_is_where(
    cash: Cash, fund: str, case: str
):
    approved(cash, case)
    told = facts(order="O", price="500 EUR", committed="500 EUR")
    cash.did("done", case, "commit", "--line", "payment-2", *told, by="chioma")

    typed = cash.says("ledger", case)
    assert "envelope → committed" in typed.out
    read = cash.says("ledger", case, "--json").json
    assert read["balances"] == {
        "fund": {"EUR": "-600"},
        "envelope": {"EUR": "100"},
        "committed": {"EUR": "500"},
    }
    assert cash.says("ledger", fund, "--json").json["balances"]["fund"] == {
        "EUR": "400"
    }


def test_the_ledger_is_read_in_french(cash: Cash, fund: str):
    typed = cash.says("ledger", fund, lang="fr")

    assert "bailleur → fonds" in typed.out


def test_a_file_without_money_says_so(cash: Cash):
    number = cash.begun("grant", by="amina")
    typed = cash.says("ledger", number)

    assert (typed.code, typed.out) == (0, "")
    assert "No money has moved" in typed.err


# ------------------------------------------------ bad input
@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("-5 EUR", "An amount is never less than nothing."),
        ("5.0015 EUR", "Amounts in EUR have 2 decimals at most."),
        ("10,000 XOF", "may part thousands or decimals"),
        ("5.5 XOF", "Amounts in XOF have 0 decimals at most."),
        ("5 EUX", "EUX is no currency"),
        ("five", "takes an amount and a currency"),
    ],
)
def test_an_amount_that_cannot_be_is_told_as_it_is_typed(cash, fund, amount, told):
    money = facts(received=amount, received_on="today", receipt_ref="S2")
    typed = cash.says("line", fund, "receipt", *money, "--json", by="oumar")

    assert (typed.code, typed.json["error"]["code"]) == (2, "bad-answers")
    assert told in typed.err


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("5 MAD", "the amount is in the currency of the fund"),
        ("4000.01 EUR", "the total of “How much came in?”"),
    ],
)
def test_money_that_does_not_fit_the_fund_is_refused(cash, fund, amount, told):
    money = facts(received=amount, received_on="today", receipt_ref="S2")
    typed = cash.says("line", fund, "receipt", *money, "--json", by="oumar")

    refusals = typed.json["error"]["refusals"]
    assert (typed.code, {one["code"] for one in refusals}) == (5, {"gate"})
    assert told in typed.err
    assert ("(5,000.01 EUR in all and “" in typed.err) == ("EUR" in amount)


def test_an_envelope_that_overspends_the_fund_is_refused(cash, fund, case):
    other = cash.begun("grant", by="amina")
    given = facts(envelope_for=other, granted="400.01 EUR")
    typed = cash.says("line", fund, "envelope", *given, by="oumar")

    assert typed.code == 5
    assert "The envelopes together stay within the money received" in typed.err


def test_a_commitment_above_the_envelope_is_refused(cash, fund, case):
    approved(cash, case)
    told = facts(order="O", price="600.01 EUR", committed="600.01 EUR")
    typed = cash.says("done", case, "commit", "--line", "payment-2", *told, by="chioma")

    assert typed.code == 5
    assert "stays within the envelope" in typed.err


def test_nobody_approves_their_own_request(cash, fund, case):
    settings = cash.folder / "office.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('"worker"', '"worker", "chief"'), "utf-8"
    )
    typed = approved(cash, case, by="amina")

    assert typed.code == 5
    assert "needs another pair of eyes" in typed.err


def test_an_amount_is_not_corrected_by_itself(cash, fund, case):
    told = facts(asked="9000 EUR")
    typed = cash.says("state", case, "--line", "payment-2", *told, "--json")

    [refusal] = typed.json["error"]["refusals"]
    assert (typed.code, refusal["code"]) == (5, "guarded-fact")
    assert "cannot be corrected by itself" in typed.err


# ------------------------------------------------ policies
def test_the_policies_are_listed_with_their_source_and_none_as_official(cash: Cash):
    typed = cash.says("policies")
    told = cash.says("policies", "--json").json["policies"]

    assert "not to be shown as official" in typed.out
    assert len(told) == 8
    assert {one["status"] for one in told} == {"unverified"}


def test_a_policy_that_nobody_knows_is_told_with_the_near_one(cash: Cash):
    settings = cash.folder / "office.toml"
    chosen = '\n[programmes.grant]\npolicy = "slovakja"\n'
    settings.write_text(settings.read_text("utf-8") + chosen, "utf-8")
    typed = cash.says("list")

    assert typed.code != 0
    assert "there is no such policy" in typed.err
    assert "slovakia" in typed.err
