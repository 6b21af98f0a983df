"""What went wrong with the keys of an office, in words, and the exit codes."""

from __future__ import annotations

from collections.abc import Mapping

from migcase.locale import marked

# By the code of the error, or by that and its cause.
SENTENCES: Mapping[str, str] = {
    "wrong-passphrase": marked("The name or the passphrase is wrong."),
    "no-secret": marked(
        "This office was founded on another machine, or this one was set up anew: it "
        "lacks the secret without which a copy opens nothing. Work on a machine of "
        "your office, or bind this one to it: `migcase recovery open`, with two "
        "printed keys."
    ),
    "no-secret:replaced": marked(
        "This office was replaced by one that was restored from a backup on this "
        "machine: go on there, in {folder}. Do not recover this one: there would be "
        "two offices, each with a history of its own."
    ),
    "no-secret:over": marked(
        "This is an older copy of an office that goes on on this machine with newer "
        "keys: go on there. Do not recover this copy: there would be two offices, each "
        "with a history of its own."
    ),
    "no-porter": marked(
        "Nothing can hold the keys here ({reason}). Each command can ask for the "
        "passphrase instead, on a terminal."
    ),
    "bad-share": marked(
        "That is no printed key: eight groups of eight signs, the last of each a "
        "check. Type it again."
    ),
    "bad-share:group": marked("Group {group} was mistyped. Type the key again."),
    "no-recovery": marked(
        "These two printed keys do not open this office: they are of another one, of "
        "somebody who is no holder any more, or the same key twice."
    ),
    "bad-keys": marked(
        "{file} is damaged or was written by another program. Keep it as it is, and "
        "put the copy from your last backup in its place."
    ),
    "bad-keys:newer-keys": marked(
        "{file} was written by a newer migcase. Update this one."
    ),
    "bad-keys:weak-keys": marked(
        "Somebody changed {file} so that passphrases would be guessed too cheaply. Put "
        "the copy from your last backup in its place, and find out who changed it."
    ),
    "bad-keys:heavy-keys": marked(
        "{file} asks for more work than any migcase does. Put the copy from your last "
        "backup in its place, and find out who changed it."
    ),
    "bad-keys:changed-keys": marked(
        "Somebody changed {file} without the keys of this office: who may unlock it, "
        "or who may recover it, is not what was decided. Nothing was opened. Put the "
        "copy from your last backup in its place, and find out who changed it."
    ),
    "keys-in-doubt": marked(
        "The keys of this office are in doubt. Nothing was changed."
    ),
    "keys-in-doubt:log": marked(
        "The office's log is not as it was written: `migcase verify` says where. Until "
        "that is clear, nobody knows for whom a new master key may be sealed. Nothing "
        "was changed."
    ),
    "keys-in-doubt:slot": marked(
        "{user} has a passphrase, and the office's log does not say so, or says other "
        "keys. Nothing was changed. Whoever does not work here is let go with `migcase "
        "user leave {user}`."
    ),
    "keys-in-doubt:holder": marked(
        "{user} holds a printed key, and the office's log does not say so, or says "
        "another one. Nothing was changed: `migcase recovery remove {user}`."
    ),
    "keys-in-doubt:long-away": marked(
        "{user} has not unlocked this office since its master key was renewed eight "
        "times. Nothing was changed: let them unlock it once, or let them go."
    ),
    "slot-taken": marked("There are keys already. Nothing was changed."),
    "slot-taken:slot-there": marked("{user} has a passphrase already."),
    "slot-taken:holder-there": marked("{user} holds a printed key already."),
    "slot-taken:no-slot": marked("Nobody called {user} has a passphrase here."),
    "slot-taken:no-holder": marked("Nobody called {user} holds a printed key."),
    "slot-taken:last-slot": marked(
        "{user} is the only one who can unlock this office. Let somebody else in first."
    ),
}

SHUT = 7

EXITS: Mapping[str, int] = {
    "office-locked": SHUT,
    "wrong-passphrase": SHUT,
    "no-secret": SHUT,
    "no-recovery": SHUT,
    "needs-terminal": SHUT,
    "no-passphrase": SHUT,
    "not-who-unlocked": 2,
    "weak-passphrase": 2,
    "bad-share": 2,
    "slot-taken": 5,
    "keys-in-doubt": 5,
}


def sentence_of(code: str, values: Mapping[str, object]) -> str | None:
    """Return the sentence of an error about keys, None if it is about none."""
    cause = "group" if values.get("group") else str(values.get("cause", ""))
    return SENTENCES.get(f"{code}:{cause}") or SENTENCES.get(code)
