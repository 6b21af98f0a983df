"""What `migcase doctor` looks at of plugins that watch: those that were not told."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from gettext import ngettext

from migcase.cli.checkup import OK, WARN, Finding
from migcase.cli.display import shown
from migcase.office.office import Office

MOST = 1000


def of_deliveries(office: Office) -> Iterator[Finding]:
    """Yield what is set aside, and what is owed to plugins that are not there."""
    owed = office.deliveries.owed(limit=MOST)
    parked = sum(one.parked_at is not None for one in owed)
    gone = {one.plugin for one in owed} - set(office.plugins.watchers)
    if parked:
        told = ngettext(
            "{n} entry could not be told to a plugin and is set aside: `migcase "
            "deliveries` says why.",
            "{n} entries could not be told to a plugin and are set aside: `migcase "
            "deliveries` says why.",
            parked,
        )
        yield Finding("deliveries", WARN, told.format(n=parked))
    for plugin in sorted(gone):
        told = _(
            "The plugin {plugin} was not told everything, and is not there: `migcase "
            "deliveries` lists what it is owed."
        )
        yield Finding("deliveries", WARN, told.format(plugin=shown(plugin)))
    if not parked and not gone:
        yield Finding("deliveries", OK, _("Plugins that watch were told."))
