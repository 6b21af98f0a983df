"""Reasons to wait: a scheme that is closed, the waiting list, silence, a postponement.

A closed scheme holds whoever has signed nothing yet, and tells them why; a contract
that was signed before goes on.
"""

from __future__ import annotations

from migcase import DATE, TEXT, Field, Hold, done, sure
from migcase_mobility.contract import CONTRACT
from migcase_mobility.mission import RECHECK_AFTER
from migcase_mobility.people import COACH, MANAGER
from migcase_mobility.schemes import (
    BELGIUM,
    BELGIUM_OPEN,
    ESC,
    ESC_OPEN,
    RECIPROCITY,
    RECIPROCITY_OPEN,
)
from migcase_mobility.selection import VERDICT
from migcase_mobility.stay import MID_TERM, SEARCH, SILENT

POSTPONED_WHY = Field("postponed_why", "Why is it postponed?", TEXT)
POSTPONED_UNTIL = Field("postponed_until", "Looked at again on", DATE)

MATCHED = ("Matching", "Contract")
AHEAD = (*MATCHED, "Permit", "Preparation", "Departure")
UNSIGNED = ~done(CONTRACT)

RECIPROCITY_WAITS = Hold(
    "reciprocity-waits",
    "Service Civique, reciprocity, takes no new contracts",
    when=sure(RECIPROCITY) & ~RECIPROCITY_OPEN & UNSIGNED,
    recheck=RECHECK_AFTER,
    stops=MATCHED,
)
ESC_WAITS = Hold(
    "esc-waits",
    "The European Solidarity Corps takes no new agreements",
    when=sure(ESC) & ~ESC_OPEN & UNSIGNED,
    recheck=RECHECK_AFTER,
    stops=MATCHED,
)
BELGIUM_WAITS = Hold(
    "belgium-waits",
    "Belgium takes no new agreements of the European Solidarity Corps",
    when=sure(BELGIUM) & ~BELGIUM_OPEN & UNSIGNED,
    recheck=RECHECK_AFTER,
    stops=MATCHED,
)
WAITING_LIST = Hold(
    "waiting-list",
    "On the waiting list",
    when=sure(VERDICT == "waiting"),
    recheck=RECHECK_AFTER,
    stops=("Mobility project", *MATCHED),
    stands_for="waiting_list",
)
POSTPONED = Hold(
    "postponed",
    "Postponed",
    by=(COACH, MANAGER),
    asks=(POSTPONED_WHY, POSTPONED_UNTIL),
    recheck=POSTPONED_UNTIL,
    released_by=(COACH, MANAGER),
    stops=AHEAD,
)
NO_NEWS = Hold(
    "no-news",
    "Nobody has heard of the person",
    when=SILENT,
    recheck=RECHECK_AFTER,
    released_by=MANAGER,
    stops=MID_TERM,
    then=SEARCH,
)
HOLDS = (
    RECIPROCITY_WAITS,
    ESC_WAITS,
    BELGIUM_WAITS,
    WAITING_LIST,
    POSTPONED,
    NO_NEWS,
)
