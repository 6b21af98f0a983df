"""`migcase policies`: published grant practice that a mission may start from."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.assistance.policies import Policy, policies
from migcase.cli.labels import Labels
from migcase.cli.output import print_json, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.locale import marked

# How far a policy may be relied on.
STATUSES = {
    "published": marked("published"),
    "unverified": marked("not verified: not to be shown as official"),
    "proposal": marked("a proposal: not to be shown as official"),
}


@click.command(cls=Spoken)
@click.pass_context
def list_policies(ctx: click.Context) -> None:
    """List published grant practice, as sets of settings to start from.

    One is chosen in office.toml, with policy = "KEY" among the settings of a programme;
    what is set beside it comes first.
    """
    if wants_json(ctx):
        print_json(
            "policies", {"policies": [_plain(one) for one in policies().values()]}
        )
        return
    for one in policies().values():
        _told(one)


def _told(one: Policy) -> None:
    labels = Labels(None)
    tell(f"{one.key} — {labels.translated(one.title)}")
    tell(
        "  "
        + _("{source} ({status})").format(
            source=labels.translated(one.source), status=_(STATUSES[one.status])
        )
    )
    for rule in one.rules:
        tell(f"  - {labels.translated(rule)}")
    if one.settings:
        sets = ", ".join(
            f"{key} = {_as_toml(value)}" for key, value in one.settings.items()
        )
        tell("  " + _("Sets: {settings}").format(settings=sets))
    else:
        tell("  " + _("Sets nothing: it cannot be held by settings yet."))


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _plain(one: Policy) -> dict[str, object]:
    return {
        "key": one.key,
        "title": one.title,
        "source": one.source,
        "status": one.status,
        "rules": list(one.rules),
        "settings": dict(one.settings),
    }
