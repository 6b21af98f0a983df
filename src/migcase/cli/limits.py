"""What migcase does not promise, in plain words: `migcase doctor --limits`.

The page *What we promise* says the same, and a test holds one to the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from migcase.locale import marked

LIMITS = (
    marked(
        "Whoever holds an unlocked office, or a passphrase and the machine, or has put "
        "a program on it that listens, reads what its user can read."
    ),
    marked(
        "Keys and passphrases may stay in memory, and in swap or hibernation files: "
        "encrypt the whole disk, and do not hibernate."
    ),
    marked(
        "In a file on a laptop, rights are rules that migcase follows, not walls, "
        "except where a key is behind them: sealed cases, sealed answers, signatures. "
        "Somebody with the keys of the office and a program of their own reads the "
        "rest without leaving a trace."
    ),
    marked(
        "A history shows that it was changed; it cannot keep anybody from changing it. "
        "That its end was cut off, only a newer head outside the office shows."
    ),
    marked(
        "The clock of a machine is a claim. What came before what, in one office, is "
        "a fact."
    ),
    marked(
        "Until `migcase rekey` was run, whoever had a passphrase and copied the keys "
        "opens later copies of the file too, if they get the machine's secret with "
        "them. What they copied before stays readable to them; on a server, so do the "
        "cases whose keys they copied."
    ),
    marked(
        "Erasing reaches the files of this office: not paper, screenshots, exports, "
        "old disks, or backups made before, which open with the passphrases of their "
        "day."
    ),
    marked(
        "A plugin works inside migcase and can do whatever you can: install those "
        "you trust."
    ),
    marked(
        "A disk that lies about what it has written, a stick that is smaller than it "
        "says, or a network folder can lose what was confirmed."
    ),
    marked(
        "Hiding names does not hide people: a small number, or a place and a day, may "
        "be enough to know who is meant."
    ),
    marked(
        "There is no hidden second office to show to somebody who forces you: it would "
        "be a false hope."
    ),
    marked(
        "On a server its owner sees which case is of which programme, who works on it "
        "and when, and may stop or delete everything."
    ),
    marked(
        "Signatures and sealing are those of 2026; a large quantum computer would "
        "break what is sealed to named readers."
    ),
)


def limits() -> Iterator[str]:
    """Yield what is not promised, a sentence each, in the reader's language."""
    return (_(one) for one in LIMITS)
