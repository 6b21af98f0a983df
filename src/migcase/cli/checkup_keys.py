"""What `migcase doctor` looks at of the keys of an office, and of what lies below.

As the file of keys says; whether somebody changed it, whoever unlocked it can tell.
"""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

from migcase.cli.checkup import BAD, OK, WARN, Finding
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.keeping.disk import is_encrypted_disk, open_swaps
from migcase.keeping.key_place import FILE, is_closed
from migcase.roster.members import Roster

if TYPE_CHECKING:
    from migcase.keeping.seal.key_file import KeyFile
    from migcase.keeping.seal.keyring import Keyring

YEAR = timedelta(days=366)


def of_disk(folder: Path) -> Iterator[Finding]:
    """Yield whether what is written by others of this office's is encrypted too."""
    found = is_encrypted_disk(folder)
    if found:
        yield Finding("disk-encryption", OK, _("The disk is encrypted."))
    elif found is None:
        told = _(
            "Whether the disk is encrypted cannot be told here. It should be: what you "
            "print or export lies on it in clear."
        )
        yield Finding("disk-encryption", WARN, told)
    else:
        told = _(
            "The disk is not encrypted: what you print or export lies on it in clear."
        )
        yield Finding("disk-encryption", WARN, told)
    swaps = open_swaps()
    if swaps:
        told = _(
            "Memory is written to a disk in clear ({places}), keys and passphrases "
            "with it: encrypt the swap or switch it off, and do not hibernate."
        )
        places = ", ".join(map(shown, swaps))
        yield Finding("swap", WARN, told.format(places=places))


def of_key_file(folder: Path, today: date) -> Iterator[Finding]:
    """Yield what holds of the keys of the office in *folder*, before it is unlocked."""
    if not is_closed(folder):
        told = _(
            "Nothing in this office is encrypted: it is for training, with invented "
            "people."
        )
        yield Finding("encryption", WARN, told)
        return
    from migcase.keeping.seal.key_file_wire import read

    file = read(folder)
    yield Finding("encryption", OK, _("The office is encrypted."))
    mode = stat.S_IMODE((folder / FILE).stat().st_mode)
    if mode & 0o077 and sys.platform != "win32":
        told = _("Others on this machine can read the keys: chmod 600 {file}")
        yield Finding("keys-permissions", BAD, told.format(file=folder / FILE))
    yield from _of_slots(file)
    yield from _of_recovery(file, today)
    yield from _of_machine(file)


def of_keys(folder: Path, keys: Keyring, roster: Roster) -> Iterator[Finding]:
    """Yield what only somebody with *keys* can tell of the file they come from."""
    from migcase.keeping.seal.errors import BadKeys
    from migcase.keeping.seal.slots import checked

    try:
        held = {one.name: one for one in checked(folder, keys)}
    except BadKeys:
        told = _(
            "Somebody changed {file} without the keys of this office. Put the copy "
            "from your last backup in its place, and find out who changed it."
        )
        yield Finding("keys-changed", BAD, told.format(file=FILE))
        return
    for name, public in sorted(held.items()):
        user = roster.users.get(name)
        words = {"name": shown(name)}
        if user is None or not user.is_here:
            told = _(
                "{name} does not work here, and has a passphrase: migcase user leave "
                "{name}"
            )
            yield Finding("slot-left", BAD, told.format(**words))
        elif user.keys[-1].verifies != public.verifies:
            told = _(
                "{name} has other keys than the office's log says: what they sign "
                "counts as nobody's."
            )
            yield Finding("slot-other", BAD, told.format(**words))


def of_leavers(roster: Roster) -> Iterator[Finding]:
    """Yield that somebody may have left with the master key of an office in a file.

    On a server there is no such file: there logins are taken away.
    """
    names = roster.gone_with_keys()
    if roster.has_older_key:
        told = _(
            "The office goes on from a backup, with the master key of that day: "
            "whoever left since, or had a key that was renewed since, may have it. An "
            "administrator renews it: migcase rekey"
        )
        yield Finding("rekey-restored", WARN, told)
    if not names:
        return
    told = ngettext(
        "{names} has left, and the master key is still the one they had: a copy of "
        "{file} from then and their old passphrase, on this machine or with its "
        "secret, open what is written today. An administrator renews it: migcase rekey",
        "{names} have left, and the master key is still the one they had: copies of "
        "{file} from then and their old passphrases, on this machine or with its "
        "secret, open what is written today. An administrator renews it: migcase rekey",
        len(names),
    )
    words = {"names": ", ".join(map(shown, names)), "file": FILE}
    yield Finding("rekey-due", WARN, told.format(**words))


def _of_slots(file: KeyFile) -> Iterator[Finding]:
    from migcase.keeping.seal.key_file import USUAL

    number = len(file.slots)
    told = ngettext(
        "{n} person has a passphrase.", "{n} people have a passphrase.", number
    )
    yield Finding("slots", OK, told.format(n=number))
    for slot in file.slots:
        cost = slot.cost
        if cost.passes * cost.memory < USUAL.passes * USUAL.memory:
            told = _(
                "The passphrase of {name} is guessed more cheaply than today's are: "
                "they renew it with `migcase passphrase`."
            )
            found = told.format(name=shown(slot.public.name))
            yield Finding("slot-cheap", WARN, found)


def _of_recovery(file: KeyFile, today: date) -> Iterator[Finding]:
    if not file.pairs:
        told = _(
            "Fewer than two people hold a printed key: if nobody can unlock the "
            "office, it is lost. `migcase recovery add NAME`"
        )
        yield Finding("recovery", WARN, told)
        return
    tried = [date.fromisoformat(one.tried) for one in file.pairs if one.tried]
    last = max(tried, default=None)
    if last is None:
        told = _("No printed keys were ever tried: `migcase recovery drill`")
        yield Finding("drill", WARN, told)
    elif today - last > YEAR:
        told = _("Printed keys were last tried on {day}: `migcase recovery drill`")
        yield Finding("drill", WARN, told.format(day=say_day(last)))
    else:
        told = _("Printed keys were last tried on {day}.")
        yield Finding("drill", OK, told.format(day=say_day(last)))


def _of_machine(file: KeyFile) -> Iterator[Finding]:
    from migcase.keeping.seal import epochs

    if not file.bound:
        told = _(
            "The office is on a server: whoever has a copy of {file} and a passphrase "
            "can connect from any machine."
        )
        yield Finding("machine", OK, told.format(file=FILE))
        return
    place = epochs.folder_of(file.office)
    is_missing = file.epoch not in epochs.kept(file.office)
    if is_missing and epochs.is_over(file.office, file.epoch):
        told = _(
            "Another office took the place of this one on this machine, or this is an "
            "older copy of it: nobody can unlock it here, and nobody should recover it."
        )
        yield Finding("machine", BAD, told)
    elif is_missing:
        told = _(
            "This machine lacks the secret that belongs to the office: nobody can "
            "unlock it here. `migcase recovery open`"
        )
        yield Finding("machine", BAD, told)
    elif place.stat().st_mode & 0o077 and sys.platform != "win32":
        told = _("Others can look into what this machine keeps: chmod 700 {folder}")
        yield Finding("machine", BAD, told.format(folder=place))
    else:
        told = _("It opens on this machine only, or with two printed keys.")
        yield Finding("machine", OK, told)
