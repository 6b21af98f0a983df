"""`migcase handover`: open the case of a returnee in the country of origin."""

from __future__ import annotations

import gettext
from pathlib import Path

import click

from migcase import Spoken, Worded, counter_of, print_json, tell, wants_json
from migcase_avrr.handing_over import NOT_A_RETURN, RECEIVING, NotReceived, handover
from migcase_avrr.programme import AVRR

DOMAIN = "migcase_avrr"
FOLDER = Path(__file__).parent / "locale"

HELP = (
    "Hand the returnee of CASE over to the mission of origin.\n\n"
    "A case is opened there with what the person agreed to share, and its number is "
    "recorded in CASE. Handed over twice, there is still one case."
)
PROJECT = "PROJECT"
FOR_PROJECT = "The project it is run for there; that of the return if not said."
ANSWER = "{case} was handed over: {mirror} is open."


def add_to(cli: click.Group) -> None:
    """Add the command of this plugin to those of migcase."""

    def hand_over(ctx: click.Context, case: str, project: str | None) -> None:
        counter = counter_of(ctx)
        found, _labels = counter.case(case)
        if found.programme != AVRR.key:  # its catalogue has no word for that
            raise Worded("refused", _(NOT_A_RETURN))
        try:
            mirror = handover(
                counter.office,
                found.id,
                by=counter.actor(found.programme),
                receiver=counter.actor(RECEIVING),
                project=project,
            )
        except NotReceived:  # for reasons of another programme, to be said in its words
            counter.turn_to(counter.office.programme(RECEIVING))
            raise
        if wants_json(ctx):
            print_json("handed-over", {"case": found.id, "mirror": mirror.id})
            return
        tell(_(ANSWER).format(case=found.id, mirror=mirror.id))

    command = Spoken(
        "handover",
        callback=click.pass_context(hand_over),
        params=[
            click.Argument(["case"]),
            click.Option(["--project"], metavar=_(PROJECT), help=_(FOR_PROJECT)),
        ],
        help=_(HELP),
    )
    cli.add_command(command, "handover")


def _(sentence: str) -> str:
    """Return *sentence* out of this plugin's catalogue."""
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    return gettext.dgettext(DOMAIN, sentence)
