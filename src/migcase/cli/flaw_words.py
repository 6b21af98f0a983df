"""What is not as it was written, in words: one sentence for each way of being wrong."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from migcase.cli.display import shown
from migcase.keeping.proof import Flaw
from migcase.locale import marked

# Of an entry; after a colon where it is several in a row.
SENTENCES: Mapping[str, str] = {
    "altered": marked("{case}, entry {number}: altered after it was written."),
    "hash-altered": marked(
        "{case}, entry {number}: what proves it was altered; the entry itself is whole."
    ),
    "inserted": marked(
        "{case}, entry {number}: put in by somebody; it was not written there."
    ),
    "inserted:several": marked(
        "{case}, entries {number} to {until}: put in by somebody; they were not "
        "written there."
    ),
    "missing": marked("{case}, entry {number}: missing."),
    "missing:several": marked("{case}, entries {number} to {until}: missing."),
    "moved": marked(
        "{case}, entry {number}: stands in the wrong place; it is entry {from_number} "
        "of {from_case}."
    ),
    "out-of-line": marked(
        "{case}, entry {number}: does not follow the entry before it. It was altered, "
        "or the one before was replaced."
    ),
    "replaced": marked("{case}, entry {number}: another one was put in its place."),
    "not-as-counted": marked(
        "{case}, entry {number}: another one was put in its place since a head was "
        "signed."
    ),
    "not-as-in-row": marked(
        "{case}, entry {number}: is not the entry that the office knows as the last "
        "of this case."
    ),
    "not-signed": marked("{case}, entry {number}: not signed. It names {who}."),
    "forged": marked("{case}, entry {number}: names {who}, who did not sign it."),
    "unknown-author": marked(
        "{case}, entry {number}: names {who}, who did not work here then."
    ),
    "unreadable": marked("{case}, entry {number}: cannot be read."),
    "unreadable:several": marked(
        "{case}, entries {number} to {until}: cannot be read."
    ),
    "row-missing": marked(
        "{case}: its row is missing. `migcase doctor --rebuild` makes it again."
    ),
    "row-unreadable": marked(
        "{case}: its row cannot be read. `migcase doctor --rebuild` makes it again."
    ),
    "row-altered": marked(
        "{case}: its row says otherwise than its entries ({columns}). `migcase doctor "
        "--rebuild` makes it again."
    ),
    "leaf-altered": marked(
        "{case}, entry {number}: whole, but its place in the tree (position "
        "{position}) was altered."
    ),
    "leaf-missing": marked(
        "The tree: from position {position} on leaves are missing; a head counted "
        "{size}."
    ),
    "leaf-inserted": marked(
        "The tree: from position {position} on there are leaves that no head counted."
    ),
    "leaves-altered": marked(
        "The tree: between positions {position} and {size} it is not what was signed."
    ),
    "head-altered": marked("The head of {size} entries was altered."),
    "head-forged": marked(
        "The head of {size} entries was not signed by whom it names."
    ),
    "head-not-signed": marked(
        "The head of {size} entries was signed by nobody who works here."
    ),
    "log-altered": marked("The office's log, line {number}: altered."),
    "log-hash-altered": marked(
        "The office's log, line {number}: what proves it was altered; the line itself "
        "is whole."
    ),
    "log-missing": marked("The office's log, line {number}: missing."),
    "log-missing:several": marked(
        "The office's log, lines {number} to {until}: missing."
    ),
    "log-not-signed": marked("The office's log, line {number}: not signed."),
    "log-forged": marked(
        "The office's log, line {number}: names {who}, who did not sign it."
    ),
    "log-unknown-author": marked(
        "The office's log, line {number}: names {who}, who did not work here then."
    ),
    "log-unreadable": marked("The office's log, line {number}: cannot be read."),
    "log-not-as-signed": marked(
        "The office's log, line {number}: another one was put in its place since a "
        "head was signed."
    ),
    "reading-altered": marked("What {reader} read, line {number}: altered."),
    "reading-hash-altered": marked(
        "What {reader} read, line {number}: what proves it was altered; the line "
        "itself is whole."
    ),
    "reading-missing": marked("What {reader} read, line {number}: missing."),
    "reading-missing:several": marked(
        "What {reader} read, lines {number} to {until}: missing."
    ),
    "reading-not-signed": marked("What {reader} read, line {number}: not signed."),
    "reading-forged": marked(
        "What {reader} read, line {number}: was not signed by them."
    ),
    "reading-unknown-author": marked(
        "What {reader} read, line {number}: they did not work here then."
    ),
    "reading-not-as-signed": marked(
        "What {reader} read, line {number}: another one was put in its place since a "
        "head was signed."
    ),
    "definition-altered": marked(
        "{programme}, version {version}: the programme as it is kept was altered."
    ),
    "page-damaged": marked("The file: pages of it are damaged, {number} in all."),
    "table-damaged": marked("The file: the part with “{table}” cannot be read."),
}


def say_flaw(flaw: Flaw) -> str:
    """Return what is wrong, and exactly where."""
    several = f"{flaw.code}:several"
    code = flaw.code
    if flaw.until > flaw.number and several in SENTENCES:
        code = several
    words = {name: _word(value) for name, value in flaw.values.items()}
    place = {"case": shown(flaw.case), "number": flaw.number, "until": flaw.until}
    return _(SENTENCES[code]).format(**place, **words)


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(shown(str(one)) for one in value)
    return shown(str(value))
