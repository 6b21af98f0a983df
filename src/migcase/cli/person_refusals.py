"""The sentence for each reason why a person or a family is not written, by its code.

What is in braces is a place, such as ``documents.2.expires``, or a number; never
what was told of somebody.  A place is shown by what it is called.
"""

from __future__ import annotations

from collections.abc import Mapping

from migcase.locale import marked

OF_PLACES: Mapping[str, str] = {
    # how it is written
    "not-text": marked("{key}: text belongs here, in quotation marks."),
    "not-an-object": marked("{key}: something like {{…}} belongs here."),
    "not-a-list": marked("{key}: a list belongs here."),
    "not-yes-or-no": marked("{key}: true or false belongs here."),
    "not-a-day": marked("{key}: this is no day; write it like 2026-11-19."),
    "not-a-birth-date": marked(
        "{key}: write 05/03/1994 or 1994-03-05, or 1994-03, 1994 or ~1994 where less "
        "is known."
    ),
    "unknown-word": marked("{key}: nobody knows this word."),
    "not-in-list": marked("{key}: one of these belongs here: {known}."),
    "nothing-said": marked("{key}: it is empty."),
    "too-long": marked("{key}: it is longer than {longest} characters."),
    "hidden-characters": marked(
        "{key}: it holds characters that cannot be seen, or that turn the text round; "
        "type it anew instead of pasting it."
    ),
    "said-twice": marked("{key}: the same is listed twice."),
    # what cannot be
    "no-name": marked("{key}: a person needs a name, in Latin or in Arabic script."),
    "wrong-script": marked("{key}: these letters belong to another script."),
    "born-in-future": marked("{key}: that day of birth has not come yet."),
    "born-too-long-ago": marked(
        "{key}: that is more than {years} years ago; was the year mistyped?"
    ),
    "more-exact-than-said": marked(
        "{key}: the date is more exact than its precision says."
    ),
    "unknown-country": marked(
        "{key}: there is no such country; write its code, like GN, or its name."
    ),
    "stateless-with-nationality": marked(
        "{key}: who is stateless has no nationality; leave one of the two out."
    ),
    "unknown-language": marked(
        "{key}: it is not clear which language that is; write its code, like fr or wo, "
        "or its name."
    ),
    "bad-phone": marked(
        "{key}: this is no phone number; write one alone, 6 to 15 digits, no letters."
    ),
    "bad-email": marked("{key}: this is no e-mail address."),
    "issued-in-future": marked("{key}: the day of issue has not come yet."),
    "expires-before-issue": marked("{key}: the paper expires before it was issued."),
    "before-birth": marked("{key}: that is before the person was born."),
    "bad-person-number": marked(
        "{key}: a number has letters, digits and the signs : . / - only, 80 at most."
    ),
}
SENTENCES: Mapping[str, str] = {
    **OF_PLACES,
    # one person, once
    "person-exists": marked("There is a person with the number {key} already."),
    "person-merged": marked("{key} was merged into {into}: name {into} instead."),
    "person-unknown": marked(
        "This office knows nobody by the number {key}: add the person first."
    ),
    "nothing-changed": marked("{key}: nothing would be changed."),
    "merge-with-self": marked("{key} cannot be merged with themselves."),
    "both-in-a-family": marked(
        "Both are in a family: let {key} leave {family} first, then merge."
    ),
    "not-merged": marked("{key} was not merged into anybody."),
    # families
    "in-another-family": marked(
        "{key} is in the family {family}: a person is in one family at a time. Move "
        "them with `migcase person family move`."
    ),
    "member-already": marked("{key} is in this family already."),
    "not-a-member": marked("{key} is not in the family {family}."),
    "two-heads": marked("A family has one head: `migcase person family head`."),
    "no-head": marked(
        "The family would be without a head: give it another one first, with `migcase "
        "person family head`."
    ),
    "unknown-family-role": marked("{key}: nobody is “{role}” in a family."),
    "family-day-in-future": marked("{key}: that day has not come yet."),
    "left-before-joining": marked("{key} cannot leave before they joined."),
    "elsewhere-then": marked("{key} was still in another family on that day."),
    "joined-before-birth": marked("{key} was not born yet on that day."),
}
