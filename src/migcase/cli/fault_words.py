"""What is wrong with one thing in a file, and where, in the reader's language.

The sentences about a declaration stand where its faults are found; words of Python
and of the declaration, such as `within`, stay as they are typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from migcase.cli.disk_reasons import say_reason
from migcase.cli.display import shown
from migcase.cli.toml_reasons import say_toml
from migcase.errors import Fault
from migcase.locale import marked

# The sorts of word that a programme is declared with.
THINGS: Mapping[str, str] = {
    "derived": marked("named condition {key}"),
    "hold": marked("hold {key}"),
    "milestone": marked("milestone {key}"),
    "outcome": marked("ending {key}"),
    "programme": marked("programme {key}"),
    "question": marked("question {key}"),
    "role": marked("role {key}"),
    "setting": marked("setting {key}"),
    "stage": marked("stage {key}"),
    "step": marked("step {key}"),
    "track": marked("track {key}"),
}

# The kinds of value, as they are spoken of where one stands in the wrong place.
KINDS: Mapping[str, str] = {
    "a case": marked("another case"),
    "a country": marked("a country"),
    "a date": marked("a day"),
    "a document": marked("a document"),
    "a line": marked("a line"),
    "a number": marked("a number"),
    "a period": marked("a length of time"),
    "a period or a date": marked("a length of time or a day"),
    "a person": marked("a person"),
    "a place": marked("a place"),
    "many of": marked("several choices"),
    "money": marked("an amount of money"),
    "one of": marked("a choice"),
    "text": marked("text"),
    "yes or no": marked("yes or no"),
}


# What can be wrong in a file of the office.
FAULTS: Mapping[str, str] = {
    "bad-code": marked("the code of an office is two to four capital letters"),
    "unknown-zone": marked(
        "there is no such time zone; write it like Africa/Casablanca"
    ),
    "empty": marked("it is empty"),
    "negative": marked("it is less than nothing"),
    "needs-late-days": marked("it says nothing without late_days"),
    "unknown-key": marked("nobody knows this word"),
    "missing": marked("it is missing"),
    "not-text": marked("text belongs here, in quotation marks"),
    "not-a-whole-number": marked("a whole number belongs here"),
    "not-yes-or-no": marked("true or false belongs here"),
    "not-a-table": marked("a section of its own belongs here"),
    "not-roles": marked("a list of roles belongs here"),
    "not-utf-8": marked("it is not UTF-8 text"),
    "file-cannot-be-read": marked("it cannot be read: {reason}"),
    "file-changed": marked("it changed while it was read; try again"),
    "file-is-a-folder": marked("it is a folder, not a file"),
    "file-is-no-file": marked("it is a pipe or a device, not a file"),
    "file-too-long": marked("it is longer than {longest} bytes"),
    "line-too-long": marked("the line is longer than {longest} characters"),
    "no-number": marked("it is no number that counts or measures anything"),
    "number-too-big": marked("the number is out of range: 18 digits are the most"),
    "too-deep": marked("it is nested deeper than {deepest}"),
    "not-toml": marked("it is not TOML: {reason}"),
    "unknown-setting": marked("the programme has no such setting"),
    "unknown-policy": marked(
        "there is no such policy: `migcase policies` lists what there is"
    ),
    "unknown-programme": marked("no plugin declares such a programme"),
    "unknown-role": marked("the programme has no role {role}"),
    "unknown-calendar": marked("migcase brings no such calendar"),
    "bad-value": marked("{value} does not fit; wanted: {kind}"),
    "twice": marked("it stands in line {line} already"),
    "bad-key": marked("a key is small letters and figures, parted by - or _"),
    "not-words": marked("a list of keys belongs here"),
    "not-a-day": marked("a day belongs here, such as 2026-11-19"),
    "not-declared": marked("{name} is not among the {sort} of this file"),
    "listed-twice": marked("{name} stands there twice"),
    "ends-before-it-starts": marked("it ends on {end}, before it starts on {start}"),
    "not-served": marked("the project does not serve this programme"),
    "no-target": marked("a target is at least 1, not {value}"),
    "unknown-milestone": marked("the programme counts no such milestone"),
}


def say_fault(fault: Fault) -> str:
    """Return what is wrong with one thing in a file, and where."""
    sentence = fault.sentence or FAULTS.get(fault.code)
    what = shown(fault.code)
    if sentence is not None:
        values = say_values(fault.values)
        if "reason" in values:  # whoever found it speaks English alone
            say = say_toml if fault.code == "not-toml" else say_reason
            values["reason"] = shown(say(str(fault.values["reason"])))
        what = _(sentence).format_map(values)
    words = {"where": shown(fault.where), "thing": say_thing(fault.thing)}
    if not fault.where and not fault.near:  # it is the whole file
        return _("{thing}: {what}").format(what=what, **words)
    if fault.near:
        near = say_thing(fault.near)
        return _("{where}, {thing}: {what} (did you mean {near}?)").format(
            what=what, near=near, **words
        )
    return _("{where}, {thing}: {what}").format(what=what, **words)


def say_thing(thing: str) -> str:
    """Return a thing by its sort and key; any other name as it is."""
    sort, space, key = thing.partition(" ")
    if not space or sort not in THINGS:
        return shown(thing)
    return _(THINGS[sort]).format(key=shown(key))


def say_values(values: Mapping[str, object]) -> dict[str, str]:
    """Return what is filled into the sentence about a fault."""
    return {name: _said(name, str(value)) for name, value in values.items()}


def _said(name: str, value: str) -> str:
    if name in ("kind", "left", "right", "wanted"):
        return shown(_(KINDS.get(value, value)))
    if name in ("given", "name"):
        return say_thing(value)
    return shown(value)
