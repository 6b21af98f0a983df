"""What happens in the demo that nobody planned: people withdraw, stay away, die.

Given a case as it stands, the next such event and the role that writes it down.
Whether it may be written is judged by the office, as everything is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from attrs import frozen

from migcase.casefile.events import Assigned, Closed, Event, Held, LineOpened, Resumed
from migcase.demo.answers import answer
from migcase.demo.asked import Asked
from migcase.judgement.work import HELD, Work
from migcase.kinds import Value

SUSPENDED_FOR = timedelta(days=24)
PROTECTED_FOR = timedelta(days=80)
SEARCHED_FOR = timedelta(days=31)
GONE_AFTER = timedelta(days=18)
CHANNELS = ("phone", "visit", "relative", "phone")


@frozen
class Turn:
    """An event, and the role of whoever writes it."""

    event: Event
    role: str


def next_turn(asked: Asked, work: Work) -> Turn | None:
    """Return what happens now to a case beside its tasks, None if nothing does."""
    if asked.case.closed:
        return None
    special = TURNS.get(asked.turn)
    found = None if special is None else special(asked, work)
    return found or _as_usual(asked)


def _as_usual(asked: Asked) -> Turn | None:
    """Return what belongs to every return once somebody has arrived."""
    if asked.turn in ("untraceable", "left-again") or not has_arrived(asked):
        return None
    if not (asked.household.share and asked.household.supported):
        return _closed(asked, "returned", "case-manager")
    if _was_done(asked, "handed-over") and not _lines(asked, "payment"):
        facts = {"tranche": "first"}
        return Turn(LineOpened("payment", "t1", asked.day, facts), "case-manager")
    return None


def assigned(asked: Asked, name: str) -> Turn:
    """Return that the case is put into the hands of a case manager."""
    return Turn(Assigned(name, asked.day), "case-manager")


def has_arrived(asked: Asked) -> bool:
    """Tell whether all who travel have arrived."""
    members = [one for one in asked.case.lines.values() if one.track == "member"]
    return bool(members) and all("arrival" in one.marks for one in members)


# ------------------------------------------------ by turn
def _informed(asked: Asked, _work: Work) -> Turn | None:
    done = _was_done(asked, "counselling")
    return _closed(asked, "info-only", "counsellor") if done else None


def _withdraws_early(asked: Asked, _work: Work) -> Turn | None:
    done = _was_done(asked, "registration")
    return _withdrawn(asked) if done else None


def _withdraws_late(asked: Asked, _work: Work) -> Turn | None:
    papers = any("documents" in line.marks for line in asked.case.lines.values())
    return _withdrawn(asked) if papers else None


def _is_refused(asked: Asked, _work: Work) -> Turn | None:
    done = _was_done(asked, "eligibility")
    return _closed(asked, "ineligible", "officer") if done else None


def _is_suspended(asked: Asked, _work: Work) -> Turn | None:
    if not _was_done(asked, "declaration"):
        return None
    held = [one for one in asked.case.holdings if one.hold == "suspended"]
    if not held:
        keys = ("suspended_for", "suspended_text", "recheck_on")
        return Turn(Held("suspended", asked.day, _facts(asked, keys)), "officer")
    if held[-1].end is None and asked.day >= held[-1].start + SUSPENDED_FOR:
        return Turn(Resumed("suspended", asked.day, "Budget accordé"), "officer")
    return None


def _is_cleared(asked: Asked, work: Work) -> Turn | None:
    decided = any("protection-view" in line.marks for line in asked.case.lines.values())
    if decided and _is_held(work) and "protection" not in asked.case.releases:
        reason = "Entretien mené, mesures convenues"
        return Turn(Resumed("protection", asked.day, reason), "protection")
    return None


def _asks_for_asylum(asked: Asked, _work: Work) -> Turn | None:
    return _withdrawn(asked) if asked.day >= asked.case.on + PROTECTED_FOR else None


def _stays(asked: Asked, _work: Work) -> Turn | None:
    determined = any("bid" in line.marks for line in asked.case.lines.values())
    return _closed(asked, "bid-stay", "protection") if determined else None


def _comes_later(asked: Asked, work: Work) -> Turn | None:
    reached = _was_done(asked, "no-show-contact")
    if reached and _is_held(work) and "absence" not in asked.case.releases:
        reason = "La personne souhaite un autre vol"
        return Turn(Resumed("absence", asked.day, reason), "case-manager")
    return None


def _gives_up(asked: Asked, _work: Work) -> Turn | None:
    reached = _was_done(asked, "no-show-contact")
    return _closed(asked, "no-show", "case-manager") if reached else None


def _is_sought(asked: Asked, _work: Work) -> Turn | None:
    if not has_arrived(asked):
        return None
    tries = [one for one in asked.case.lines.values() if one.track == "contact"]
    if len(tries) < len(CHANNELS):
        number = len(tries)
        facts: dict[str, Value] = {
            "how": CHANNELS[number],
            "reached": False,
            "failed_on": asked.day,
        }
        event = LineOpened("contact", f"c{number + 1}", asked.day, facts)
        return Turn(event, "case-manager")
    if asked.day >= tries[0].on + SEARCHED_FOR:
        return _closed(asked, "untraceable", "manager")
    return None


def _leaves_again(asked: Asked, _work: Work) -> Turn | None:
    arrived = (line.marks.get("arrival") for line in asked.case.lines.values())
    days = [mark.on for mark in arrived if mark is not None]
    if days and asked.day >= max(days) + GONE_AFTER:
        return _closed(asked, "re-migrated", "case-manager")
    return None


def _dies(asked: Asked, _work: Work) -> Turn | None:
    done = _was_done(asked, "funds")
    return _closed(asked, "deceased", "case-manager") if done else None


TURNS: Mapping[str, Callable[[Asked, Work], Turn | None]] = {
    "info-only": _informed,
    "withdrawn-early": _withdraws_early,
    "withdrawn-late": _withdraws_late,
    "ineligible": _is_refused,
    "suspended": _is_suspended,
    "afraid": _is_cleared,
    "asylum": _asks_for_asylum,
    "child-stay": _stays,
    "no-show": _comes_later,
    "gave-up": _gives_up,
    "untraceable": _is_sought,
    "left-again": _leaves_again,
    "died": _dies,
}

# What each ending asks.
ASKS: Mapping[str, tuple[str, ...]] = {
    "withdrawn": ("reason", "retention_told"),
    "ineligible": ("grounds", "appeal_told"),
    "no-show": ("reason",),
    "deceased": ("died_on", "died_source"),
    "re-migrated": ("left_again_on", "reason"),
}


def _withdrawn(asked: Asked) -> Turn:
    return _closed(asked, "withdrawn", "case-manager")


def _closed(asked: Asked, outcome: str, role: str) -> Turn:
    facts = _facts(asked, ASKS.get(outcome, ()))
    return Turn(Closed(outcome, asked.day, facts), role)


def _facts(asked: Asked, keys: tuple[str, ...]) -> dict[str, Value]:
    told = ((key, answer(key, asked)) for key in keys)
    return {key: value for key, value in told if value is not None}


def _was_done(asked: Asked, step: str) -> bool:
    mark = asked.case.marks.get(step)
    return mark is not None and mark.state == "done"


def _lines(asked: Asked, track: str) -> list[str]:
    return [key for key, one in asked.case.lines.items() if one.track == track]


def _is_held(work: Work) -> bool:
    return any(task.state == HELD for task in work.tasks.values())
