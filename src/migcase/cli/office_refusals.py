"""The sentence for each reason why something is not written about the office itself."""

from __future__ import annotations

from collections.abc import Mapping

from migcase.locale import marked

SENTENCES: Mapping[str, str] = {
    "already-founded": marked("This office was founded already."),
    "not-here": marked("{key} does not work in this office."),
    "not-your-office": marked("To {act} is for: {hats}."),
    "not-open-to-you": marked("Your roles do not let you write in {key}."),
    "user-exists": marked("Somebody called {key} worked here: take another name."),
    "user-exists:here": marked(
        "{key} works here: `migcase user grant` gives them a role. For somebody else, "
        "take another name."
    ),
    "bad-user-name": marked(
        "A name has 1 to {longest} characters, and no blank at either end."
    ),
    "bad-keys": marked("The keys of {key} are not whole, or are somebody else's."),
    "no-such-user": marked(
        "Nobody called {key} has ever worked here: `migcase user list` tells who does."
    ),
    "undertaking-filed": marked(
        "{key} signed the undertaking on {day}: it stays so. Another day is said with "
        "--on."
    ),
    "user-left": marked("{key} no longer works here."),
    "unknown-office-role": marked("The office has no role {key}, only: {hats}."),
    "no-such-programme": marked("No plugin declares a programme called {key}."),
    "unknown-role": marked(
        "The programme {programme} has no role {key}: `migcase explain {programme}` "
        "lists those that it has."
    ),
    "role-worn": marked("{user} has the role {key} already, or is to have it."),
    "role-not-worn": marked("{user} does not have the role {key}."),
    "nothing-to-approve": marked(
        "Nobody asked that {user} have the role {key}, or it is in force already."
    ),
    "same-person": marked("This takes two: {key} had the other hand in it."),
    "same-person:gave": marked(
        "Whoever gave a role does not put it in force: ask {others}."
    ),
    "same-person:own": marked(
        "Nobody gives themself a role, or puts it in force, where another "
        "administrator can: ask {others}."
    ),
    "last-administrator": marked(
        "{key} is the last administrator: let another take over first."
    ),
    "glass-too-long": marked("The glass is broken for {minutes} minutes at most."),
    "no-such-glass": marked("No broken glass has the number {key}."),
    "already-reviewed": marked("{who} has reviewed it already."),
    "under-legal-hold": marked("{key} must not be erased: it is under a legal hold."),
    "no-legal-hold": marked("{key} is under no legal hold."),
    "no-such-erasure": marked(
        "No erasure with the number {key} waits to be done: `migcase erase list` tells "
        "which do."
    ),
    "erasure-approved": marked("{who} has approved it already."),
    "erasure-not-approved": marked("A second person has to approve it first."),
    "not-bound": marked(
        "{key} has not signed the undertaking of confidentiality: file it first."
    ),
    "not-sealed": marked("{key} is not sealed: whoever has a role in it reads it."),
    "reads-already": marked("{user} can read {key} already."),
    "already-erased": marked("{key} was erased already."),
    "still-open": marked("{key} is open: close it first."),
    "masked": marked(
        "What is masked of {key} would be written over: open it for correction first."
    ),
}
