"""The sentence for each reason why something is not written, by its code.

`docs/reference/refusals.md` lists the same codes with their meaning.  A variant after
a colon is the same reason where less, or something else, is known.
"""

from __future__ import annotations

from collections.abc import Mapping

from migcase.cli.office_refusals import SENTENCES as OF_THE_OFFICE
from migcase.cli.person_refusals import SENTENCES as OF_PEOPLE
from migcase.locale import marked

SENTENCES: Mapping[str, str] = {
    **OF_PEOPLE,
    **OF_THE_OFFICE,
    # what is not there
    "unknown-step": marked("This programme has no step {key}."),
    "unknown-line": marked("This case has no line {key}."),
    "unknown-track": marked("This programme has no lines called {key}."),
    "unknown-outcome": marked("There is no ending {key} here."),
    "unknown-hold": marked("Nobody can declare a hold {key} here."),
    "already-open": marked("There is a case with this number already."),
    "which-line": marked(
        "“{thing}” is done for each “{track}”: say for which one, with --line."
    ),
    "other-track": marked("“{thing}” is not done for “{line}”."),
    "nobody-reads": marked(
        "“{thing}” is sealed, and nobody here may read it: {roles}. Give one of these "
        "roles to somebody first."
    ),
    "no-such-line": marked("“{thing}”: this case has no such “{track}”."),
    "other-programme": marked("“{thing}”: that case is not one of “{programme}”."),
    # whom it is run for
    "which-project": marked(
        "Several projects serve “{thing}”: say which one, with --project ({projects})."
    ),
    "no-project": marked(
        "No project of this office serves “{thing}” on {day}: office.toml lists them."
    ),
    "unknown-project": marked("This office has no project {key}."),
    "other-project": marked("The project {key} does not serve {programme}."),
    "outside-project": marked(
        "The project {key} runs from {start} to {end}: {day} is outside."
    ),
    # a plugin
    "check-failed": marked(
        "The plugin {plugin} {release} failed, so nobody knows whether it objects "
        "({error})."
    ),
    # whose turn it is
    "not-yet": marked("“{thing}” has to wait: “{step}” comes first."),
    "not-offered": marked("“{thing}” is only done after an ending or in a hold."),
    "waiting": marked(
        "Nobody can tell yet whether “{thing}” is needed. Still to be answered: "
        "{facts}."
    ),
    "not-needed": marked("“{thing}” is not needed in this case."),
    "already-settled": marked("“{thing}” is done already."),
    "already-settled:by": marked(
        "“{thing}” is done already, on {day}: {who} recorded it on {at}."
    ),
    "already-settled:waived": marked("It was decided that “{thing}” is not done here."),
    "held": marked("“{thing}” is stopped by the hold “{hold}”."),
    "too-early": marked("“{thing}” cannot be done before {day}."),
    "gate": marked("“{thing}” needs something that is not so:"),
    "gate:unknown": marked("“{thing}” needs something that nobody knows yet:"),
    "not-possible": marked("The case cannot end as “{thing}”, because this is not so:"),
    # what makes it lawful
    "no-legal-basis": marked(
        "Nothing personal is written here before there is a legal basis, so “{thing}” "
        "has to wait:"
    ),
    "no-legal-basis:note": marked(
        "A note may say anything, so it has to wait until there is a legal basis:"
    ),
    "no-consent-to-share": marked(
        "“{thing}”: the person does not agree that this is shared:"
    ),
    "no-agreement": marked(
        "“{thing}”: no agreement with the receiver covers this, on this day:"
    ),
    "withheld": marked(
        "“{thing}”: the person wants something of this kept from the receiver:"
    ),
    "purpose-not-agreed": marked(
        "“{thing}”: the person did not agree to this purpose:"
    ),
    # who may
    "wrong-role": marked("“{thing}” is for: {roles}."),
    "wrong-role:nobody": marked("No role may do this to “{thing}”."),
    "same-hand": marked(
        "“{thing}” needs another pair of eyes: you had a hand in “{step}”."
    ),
    "same-hand:role": marked(
        "“{thing}” needs another pair of eyes: you wrote in this case as {role}."
    ),
    "same-hand:outcome": marked(
        "“{thing}” needs another pair of eyes: you decided the ending “{outcome}”."
    ),
    "nobody-releases": marked("The hold “{thing}” ends by itself; nobody releases it."),
    # what was answered
    "missing-fact": marked("Not answered: “{thing}” (--fact {key}=…)."),
    "missing-fact:none": marked("Nothing was told: add --fact KEY=ANSWER."),
    "unasked-fact": marked("Nobody asks for {key} here."),
    "not-asked-now": marked("“{thing}” is not asked in this case ({key})."),
    "bad-fact": marked("“{thing}” takes {kind} ({key})."),
    "bad-fact:negative-amount": marked("“{thing}”: less than nothing ({key})."),
    "bad-fact:too-precise": marked(
        "“{thing}”: amounts in {currency} have {digits} decimals at most ({key})."
    ),
    "bad-fact:unknown-currency": marked(
        "“{thing}”: {currency} is no currency: write EUR, MAD, XOF ({key})."
    ),
    "guarded-fact": marked(
        "“{thing}” is only answered where it is asked ({key}): it cannot be corrected "
        "by itself."
    ),
    "not-unique": marked("“{thing}” is answered the same way in “{line}” already."),
    # what was written freely
    "text-too-long": marked(
        "What was written is longer than {longest} characters; attach a document."
    ),
    "broken-text": marked(
        "What was written holds half a character, or a NUL; type it anew."
    ),
    "no-number-of-a-person": marked(
        "A case names a person by their number, never by their name: a name would stay "
        "in it when the person is erased. A number has letters, digits and the signs : "
        ". / - only, 80 at most: `migcase person find` finds it, `migcase person add` "
        "gives one."
    ),
    "bad-name": marked(
        "A name or an id of your own has at most {longest} characters, each of them to "
        "be seen."
    ),
    # when
    "future": marked("{day} has not come: today is {today}."),
    "before-opening": marked("That is before this was opened, on {day}."),
    "before-opening:hold": marked("That is before the hold “{thing}” began, on {day}."),
    "before-opening:line": marked("That is before “{line}” was opened, on {day}."),
    "before-its-turn": marked("It was the turn of “{thing}” from {day} on."),
    "before-last-doing": marked("That is before it was last done, on {day}."),
    "too-late-to-enter": marked(
        "Days before {day} can only be entered by somebody with the role {role}."
    ),
    # how a case or a line stands
    "case-closed": marked("The case is closed: “{outcome}”."),
    "case-closed:only": marked("The case is closed."),
    "not-closed": marked("The case is open."),
    "line-ended": marked("“{line}” has ended."),
    "line-exists": marked("This case has a line {key} already."),
    "already-held": marked("The hold “{thing}” is in force already."),
    "not-held": marked("The hold “{thing}” is not in force."),
    # taking back
    "not-waivable": marked("“{thing}” cannot be left out by anybody."),
    "not-reopenable": marked("“{thing}” cannot be opened again by anybody."),
    "not-settled": marked("“{thing}” has not been done, so it cannot be done again."),
    "nothing-to-confirm": marked("Nothing about “{thing}” is in doubt."),
    "reopen-too-late": marked("The case could be opened again until {day}."),
    # empty words
    "empty-text": marked("The note is empty."),
    "empty-reason": marked("Give a reason, with --reason."),
    "empty-name": marked("Give a name."),
}
