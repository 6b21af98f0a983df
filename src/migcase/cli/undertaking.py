"""The undertaking of confidentiality: what it says, and that whoever comes first signs.

Everybody else signs on paper, and a colleague files it; whoever founds an office, or
is let in with printed keys, has no colleague yet.
"""

from __future__ import annotations

from gettext import gettext as _

from migcase.cli.agreeing import must_agree
from migcase.cli.display import shown
from migcase.cli.output import say


def tell_undertaking(name: str, *, ask: bool) -> None:
    """Say what *name* undertakes by going on; where *ask*, only if they agree.

    Raise `click.Abort` if they do not: then nothing is written.
    """
    say(
        _(
            "Undertaking of confidentiality: {name} keeps to themselves what they "
            "learn here of people, uses it for the work of this office alone, and goes "
            "on doing so after they have left."
        ).format(name=shown(name))
    )
    say(_("Going on signs it, as of today; without it nobody sees anything here."))
    if ask:
        told = _("Does {name} agree?").format(name=shown(name))
        must_agree(told)
