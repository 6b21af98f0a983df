"""`migcase person`: what can be done with people and their families."""

from __future__ import annotations

import click

from migcase.cli.directory import Entry
from migcase.cli.drawer import Drawer
from migcase.locale import marked

PERSON = {
    "find": Entry(
        "person_finding",
        "find",
        marked("Find a person by any spelling, phone, paper or reference."),
    ),
    "show": Entry(
        "person_showing", "show", marked("One person: who they are, all their cases.")
    ),
    "copy": Entry(
        "person_copying", "copy", marked("All that is held on a person, for themself.")
    ),
    "add": Entry("person_adding", "add", marked("Add a person.")),
    "edit": Entry("person_adding", "edit", marked("Say of a person what is right.")),
    "family": Entry("person", "family", marked("Who belongs together.")),
    "merge": Entry(
        "person_merging",
        "merge",
        marked("Hold two people to be one; part or tell them apart."),
    ),
}

FAMILY = {
    "show": Entry("family_showing", "show", marked("A family and who belongs to it.")),
    "form": Entry("family_changing", "form", marked("Make a family.")),
    "add": Entry("family_changing", "add", marked("Add a member.")),
    "leave": Entry("family_changing", "leave", marked("Record that a member left.")),
    "move": Entry(
        "family_changing", "move", marked("Move a member to another family.")
    ),
    "split": Entry(
        "family_changing", "split", marked("Let members be a family of their own.")
    ),
    "head": Entry("family_changing", "head", marked("Give a family another head.")),
}


class _People(Drawer):
    entries = PERSON


class _Families(Drawer):
    entries = FAMILY


@click.group(cls=_People)
def person() -> None:
    """People: who they are, how they are reached safely, who belongs to whom.

    A person goes by a number that says nothing about them; whatever is written down
    is kept with who said it and when.
    """


@click.group(cls=_Families)
def family() -> None:
    """Families: a head, and what the others are to them.

    A person is in one family at a time; whoever leaves stays listed with the day.
    """
