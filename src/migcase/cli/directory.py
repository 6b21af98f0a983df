"""What can be asked for at the door, and in which room it is answered.

A table, so that help and completion name every command without importing one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from migcase.locale import marked


class Entry(NamedTuple):  # attrs takes longer to import than --help may
    """A command: its *room* in `migcase.cli`, its *name* there, one line of help."""

    room: str
    name: str
    help: str


READING = {
    "agenda": Entry("agenda", "agenda", marked("What there is to do today, and why.")),
    "show": Entry(
        "showing", "show", marked("One case: where it stands, what is open.")
    ),
    "list": Entry("listing", "list_cases", marked("The cases of this office.")),
    "why": Entry("why", "why", marked("Why a step can or cannot be done now.")),
    "ledger": Entry(
        "ledgers", "ledger", marked("What money moved in a fund or a case.")
    ),
    "policies": Entry(
        "policies", "list_policies", marked("Grant practice to start from.")
    ),
    "projects": Entry(
        "projects", "projects", marked("Whom this office works for, and where.")
    ),
    "targets": Entry(
        "targets", "targets", marked("What was reached, beside what was promised.")
    ),
    "whoami": Entry(
        "user_showing", "whoami", marked("Who you are here, and what you may do.")
    ),
    "rights": Entry(
        "rights_page", "show_rights", marked("Who may do what with which case.")
    ),
    "explain": Entry(
        "explaining", "explain", marked("A programme in words, for its staff to check.")
    ),
}

WRITING = {
    "open": Entry("filing", "open_case", marked("Open a case.")),
    "done": Entry("doing", "done", marked("Record that a step was done.")),
    "state": Entry("doing", "state", marked("Tell or correct a fact.")),
    "waive": Entry("settling", "waive", marked("Record that a step will not be done.")),
    "reopen": Entry("settling", "reopen", marked("Have a step done again.")),
    "confirm": Entry("settling", "confirm", marked("Stand by a step in doubt.")),
    "line": Entry(
        "lines", "line", marked("Open or end a line: a traveller, a visit, a payment.")
    ),
    "hold": Entry("holding", "hold", marked("Hold a case, for a declared reason.")),
    "resume": Entry("holding", "resume", marked("Release a hold.")),
    "assign": Entry("filing", "assign", marked("Put a case into somebody's hands.")),
    "note": Entry("filing", "note", marked("Write down what changes nothing.")),
    "close": Entry("closing", "close", marked("Close a case.")),
    "share": Entry(
        "sharing", "share", marked("Let a colleague read a case that is sealed.")
    ),
    "break-glass": Entry(
        "emergencies",
        "break_glass",
        marked("Read a case that is not yours, in an emergency."),
    ),
    "review": Entry(
        "emergencies", "review", marked("Review that somebody broke the glass.")
    ),
    "reopen-case": Entry("closing", "reopen_case", marked("Open a closed case again.")),
}

PEOPLE = {
    "person": Entry(
        "person", "person", marked("People and families: find, add, correct, merge.")
    ),
}

KEEPING = {
    "init": Entry("founding", "init", marked("Found an office in a folder.")),
    "unlock": Entry(
        "unlocking", "unlock", marked("Unlock the office for the commands that follow.")
    ),
    "lock": Entry("unlocking", "lock", marked("Lock the office again.")),
    "passphrase": Entry("unlocking", "passphrase", marked("Change your passphrase.")),
    "recovery": Entry(
        "recovering", "recovery", marked("Two printed keys, if nobody can unlock it.")
    ),
    "rekey": Entry("rekeying", "rekey", marked("A new master key, after a leaver.")),
    "user": Entry("user", "user", marked("Who works here, and in which roles.")),
    "plugins": Entry(
        "plugins", "plugins", marked("The plugins, and what they declare.")
    ),
    "deliveries": Entry(
        "owed", "deliveries", marked("What plugins that watch were not told yet.")
    ),
    "doctor": Entry("doctor", "doctor", marked("Whether this office is in order.")),
    "verify": Entry("proving", "verify", marked("Whether anything was changed.")),
    "head": Entry("proving", "head", marked("One line for the safe.")),
    "backup": Entry("backing_up", "backup", marked("Everything, in one file.")),
    "restore": Entry("restoring", "restore", marked("An office out of a backup.")),
    "retention": Entry(
        "retaining", "retention", marked("What has been kept long enough.")
    ),
    "legal-hold": Entry("retaining", "legal_hold", marked("Let nobody erase it.")),
    "erase": Entry("erasure", "erase", marked("Destroy for good, by two people.")),
    "enforce": Entry(
        "enforcing", "enforce", marked("Have a server hold logins to their rights.")
    ),
    "demo": Entry("demonstrating", "demo", marked("An office with invented people.")),
    "completion": Entry(
        "completion", "completion", marked("Print what completes words in a shell.")
    ),
}

SECTIONS: Mapping[str, Mapping[str, Entry]] = {
    marked("To read"): READING,
    marked("To write"): WRITING,
    marked("To know people"): PEOPLE,
    marked("To look after the office"): KEEPING,
}

COMMANDS: Mapping[str, Entry] = {**READING, **WRITING, **PEOPLE, **KEEPING}
