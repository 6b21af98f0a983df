"""What came of a verification, in words and as data."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _
from gettext import ngettext

from migcase.cli.flaw_words import say_flaw
from migcase.cli.heads import head_as_json, tell_against, tell_head
from migcase.cli.output import as_typed, say, tell
from migcase.cli.values import say_value
from migcase.keeping.seal.checkpoint import Checkpoint
from migcase.locale import marked
from migcase.office.verifying import Examined

# So many are told; where everything is wrong, more would say no more.
MOST = 50
DAMAGED = "damaged"
UNCHECKED: Mapping[str, str] = {
    "signatures": marked(
        "No signatures: this office has no keys, so whoever can change its file and "
        "knows how can make a history that looks whole."
    ),
    "old-signatures": marked(
        "Signatures of entries under a head: they were checked when it was signed. "
        "--full checks them again."
    ),
    "content": marked(
        "Whether what is kept of each case is what its entries add up to: --full "
        "opens every case."
    ),
    "sealed": marked(
        "Cases that are sealed to others were not opened; their entries are in order "
        "as they are."
    ),
    "people": marked(
        "Who is in cases of a programme that no plugin declares as it was when they "
        "were opened."
    ),
    DAMAGED: marked(
        "Everything else: the file is damaged. What is not named above can be read and "
        "worked on; restore a backup beside it."
    ),
    "no-head": marked(
        "Whether this is an older copy of the office: only a head from outside tells, "
        "with --against."
    ),
}


def tell_verdict(examined: Examined, made: Checkpoint | None) -> None:
    """Print what was looked at, what is wrong, and what was not looked at."""
    verdict = examined.verdict
    cases = ngettext("{n} case", "{n} cases", verdict.cases).format(
        n=say_value(verdict.cases)
    )
    entries = ngettext("{n} entry", "{n} entries", verdict.entries)
    signed = ngettext("{n} signature", "{n} signatures", verdict.signed)
    words = {
        "cases": cases,
        "entries": entries.format(n=say_value(verdict.entries)),
        "signatures": signed.format(n=say_value(verdict.signed)),
    }
    if verdict.entries or not examined.flaws:
        tell(_("Looked at: {cases}, {entries}, {signatures}.").format(**words))
    for flaw in examined.flaws[:MOST]:
        tell(as_typed(f"✗ {say_flaw(flaw)}"))
    more = len(examined.flaws) - MOST
    if more > 0:
        told = ngettext("✗ {n} more flaw.", "✗ {n} more flaws.", more)
        tell(told.format(n=more))
    if examined.against is not None:
        tell_against(examined.against)
    if examined.is_sound:
        tell(_("✓ Everything that was looked at is as it was written."))
    else:
        say(
            _(
                "Keep everything as it is, and find out who could write here. What "
                "was there before is in a backup: `migcase restore` puts it beside."
            )
        )
    if examined.unchecked:
        tell(_("Not looked at:"))
        for code in examined.unchecked:
            tell(f"- {_(UNCHECKED[code])}")
    if made is not None:
        tell_head(made)


def verdict_as_json(examined: Examined, made: Checkpoint | None) -> dict[str, object]:
    """Return what came of a verification as programs read it."""
    verdict, against = examined.verdict, examined.against
    body: dict[str, object] = {
        "sound": examined.is_sound,
        "cases": verdict.cases,
        "entries": verdict.entries,
        "signatures": verdict.signed,
        "counted": verdict.counted,
        "heads": verdict.heads,
        "flaws": [
            {
                "code": flaw.code,
                "case": flaw.case or None,
                "number": flaw.number or None,
                "until": flaw.until or None,
                "values": dict(flaw.values),
            }
            for flaw in examined.flaws
        ],
        "unchecked": examined.unchecked,
    }
    if against is not None:
        body["against"] = {
            "outcome": against.outcome,
            "size": against.size,
            "missing": against.missing,
        }
    if made is not None:
        body["head"] = head_as_json(made)
    return body
