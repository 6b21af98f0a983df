"""What each error is called at the door: its exit code, and its sentence.

The sentence is here where that of the error itself would not tell a reader what to do
next.
"""

from __future__ import annotations

from collections.abc import Mapping

from migcase.cli.key_words import EXITS as KEY_EXITS
from migcase.locale import marked

FAILED, WRONG_USE, MISSING_EXTRA, NOT_FOUND, REFUSED, LOCKED = 1, 2, 3, 4, 5, 6

EXITS: Mapping[str, int] = {
    "refused": REFUSED,
    "repeated": REFUSED,
    "restricted": REFUSED,
    "restricted-person": REFUSED,
    "wrong-hand": REFUSED,
    "erased": REFUSED,
    "nothing-sealed": REFUSED,
    "clock-in-doubt": REFUSED,
    "not-for-you": REFUSED,
    "unknown-case": NOT_FOUND,
    "unknown-programme": NOT_FOUND,
    "unknown-person": NOT_FOUND,
    "no-such-person": NOT_FOUND,
    "no-such-family": NOT_FOUND,
    "unknown-place": NOT_FOUND,
    "unknown-project": NOT_FOUND,
    "unknown-word": NOT_FOUND,
    "no-office": NOT_FOUND,
    "nothing-to-review": NOT_FOUND,
    "not-allowed": REFUSED,
    "not-yourself": REFUSED,
    "plain-office": REFUSED,
    "nothing-then": NOT_FOUND,
    "no-head-there": NOT_FOUND,
    "mistyped-number": WRONG_USE,
    "mistyped-person": WRONG_USE,
    "bad-role": WRONG_USE,
    "not-a-number": WRONG_USE,
    "bad-answers": WRONG_USE,
    "bad-note": WRONG_USE,
    "bad-limit": WRONG_USE,
    "nobody": WRONG_USE,
    "conflict": LOCKED,
    "log-conflict": LOCKED,
    "person-conflict": LOCKED,
    **KEY_EXITS,
}
CAUSE_EXITS: Mapping[str, int] = {
    "no-slot": NOT_FOUND,
    "no-holder": NOT_FOUND,
    "missing": NOT_FOUND,
    "no-tables": NOT_FOUND,
    "locked": LOCKED,
    "encrypted": LOCKED,
    "other-epoch": LOCKED,
    "other-master": LOCKED,
    "in-use": LOCKED,
    "older": LOCKED,
    "newer": LOCKED,
    "no-driver": MISSING_EXTRA,
}

# Where the sentence of the error itself would not tell a reader what to do next.
SENTENCES: Mapping[str, str] = {
    "unknown-case": marked("There is no case {case} in this office."),
    "mistyped-number": marked(
        "{typed} was mistyped: the letter at its end does not fit the rest."
    ),
    "not-a-number": marked("{typed} is no case number: one looks like MA-26-00417-W."),
    "bad-value": marked("Something that was answered is not {kind}."),
    "bad-calendar": marked("The calendar of this office cannot be used."),
    "unknown-programme": marked(
        "No plugin here declares {programme}: `migcase plugins` lists what there is."
    ),
    "unknown-programme:version": marked(
        "No plugin here declares {programme} in version {version}, only in: {versions}."
    ),
    "unknown-person": marked(
        "Nobody called {person} works in this office: office.toml lists its users."
    ),
    "unknown-project": marked(
        "This office has no project {project}: `migcase projects` lists them."
    ),
    "no-such-person": marked(
        "This office knows nobody by the number {person}: `migcase person find` looks "
        "for a name."
    ),
    "no-such-family": marked(
        "This office knows no family by the number {family}: `migcase person show` "
        "tells somebody's."
    ),
    "mistyped-person": marked(
        "The number was mistyped: its last sign does not fit the rest."
    ),
    "person-conflict": marked(
        "{person} was changed by {who} meanwhile. Nothing was recorded; look at it "
        "again, then say what is right."
    ),
    "conflict": marked(
        "Others are writing into case {case} at this moment. Nothing was recorded; "
        "try again."
    ),
    "erased": marked("What was said in {of} was erased: nobody can read it again."),
    "nothing-sealed": marked(
        "This office is for training and has no keys: nothing in it is sealed, so "
        "nothing is erased by destroying a key. Remove its folder instead."
    ),
    "clock-in-doubt": marked(
        "The clock says {today}, and something was last written on {last}. Nothing is "
        "due by such a clock: set it right, or write something first."
    ),
    "wrong-hand": marked(
        "The office was unlocked by {hand}, so nothing is written here as {name}. "
        "Lock it, and let {name} unlock it."
    ),
    "restricted-person": marked(
        "What is known of {person} is restricted. Ask {readers}, who may see it."
    ),
    "restricted": marked("Case {case} is restricted. Ask {readers}, who may open it."),
    "not-for-you": marked(
        "What was answered here in case {case} is sealed. Ask {readers}, who may "
        "read it."
    ),
    "log-conflict": marked(
        "Others are writing into the office's log at this moment. Nothing was "
        "recorded; try again."
    ),
    "nothing-to-review": marked(
        "No broken glass of {case} waits for a review: `migcase review` lists them."
    ),
    "not-yourself": marked(
        "{hand} has unlocked this office: nobody else can write in its log."
    ),
    "unreadable-line": marked("Line {number} of {chain} cannot be read: {reason}"),
    "repeated": marked(
        "The id {id} was already used for something else. Nothing was recorded."
    ),
}


# What an error knows and nobody is told: it may quote what stands in a case.
UNTOLD: Mapping[str, tuple[str, ...]] = {
    "bad-value": ("value",),
    "bad-calendar": ("reason",),
}
