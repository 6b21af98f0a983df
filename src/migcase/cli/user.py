"""`migcase user`: who works in an office, and in which roles."""

from __future__ import annotations

import click

from migcase.cli.directory import Entry
from migcase.cli.drawer import Drawer
from migcase.locale import marked

USER = {
    "list": Entry("user_showing", "list_users", marked("Who works here, and did.")),
    "show": Entry("user_showing", "show", marked("One colleague: roles, keys, days.")),
    "add": Entry("user_joining", "add", marked("Let somebody in.")),
    "sign": Entry(
        "user_joining", "sign", marked("File an undertaking of confidentiality.")
    ),
    "grant": Entry("user_roles", "grant", marked("Give somebody a role.")),
    "approve": Entry(
        "user_roles", "approve", marked("Put a role of the office in force.")
    ),
    "revoke": Entry("user_roles", "revoke", marked("Take a role away.")),
    "leave": Entry("user_joining", "leave", marked("Let somebody go.")),
}


class _Users(Drawer):
    entries = USER


@click.group(cls=_Users)
def user() -> None:
    """Who works here, in which roles; each change is signed and kept.

    A role of a programme is in force at once. A role of the whole office
    (administrator, data-protection, auditor) takes a second hand.
    """
