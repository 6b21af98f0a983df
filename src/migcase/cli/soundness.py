"""What is found wrong with a programme before anybody uses it, in words.

What is looked for stands in `migcase.judgement.soundness`; a test holds the sentences
to its codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from migcase.cli.display import shown
from migcase.cli.fault_words import say_thing
from migcase.cli.labels import Labels
from migcase.judgement.soundness import Finding
from migcase.locale import marked

# A variant after a colon is the same finding where more is known.
SENTENCES: Mapping[str, str] = {
    "circle-through-facts": marked(
        "it never comes up: whether it is needed hangs on {facts}, which nobody asks "
        "before it"
    ),
    "loop-through-facts": marked(
        "it may be done again and again: what ends that is {facts}, which only a later "
        "step asks"
    ),
    "never-happens": marked("no case comes to this ending, whatever is answered"),
    "never-happens:steps": marked(
        "no case comes to this ending: what it waits for is never done before it: "
        "{steps}"
    ),
    "never-needed": marked("it is never needed, whatever is answered"),
    "never-opens": marked("what it requires is never so, whatever is answered"),
    "never-settles": marked("it is wanted again each time, whatever is answered"),
    "no-deadline": marked("it is owed, but by no day"),
    "no-way-out": marked("a case that was just opened cannot be closed in any way"),
    "nobody-releases": marked("somebody may declare it, and nobody may release it"),
    "unknown-keeps-in": marked(
        "it is withheld while a fact is missing that nobody may have asked: {facts}"
    ),
    "unknown-keeps-in:none": marked(
        "it is withheld while something is not known that nobody can tell"
    ),
    "waits-for-a-fact": marked("it may wait for a fact that nobody has asked: {facts}"),
    "waits-for-a-fact:none": marked("it may wait for something that nobody can tell"),
}


def say_finding(finding: Finding, labels: Labels) -> str:
    """Return what was found about one thing, and where it is declared."""
    keys = {name: finding.values.get(name) for name in ("facts", "steps")}
    words = {
        "facts": ", ".join(
            _quoted(labels.question(key)) for key in _keys(keys["facts"])
        ),
        "steps": ", ".join(_quoted(labels.step(key)) for key in _keys(keys["steps"])),
    }
    told = _(SENTENCES[_variant(finding.code, words)]).format(**words)
    shape = _("{where}, {thing}: {what}")
    thing = say_thing(finding.thing)
    return shape.format(where=shown(finding.where), thing=thing, what=told)


def _variant(code: str, words: Mapping[str, str]) -> str:
    """Return the code with what distinguishes its sentence."""
    variants = (f"{code}:steps", f"{code}:none")
    fits = (bool(words["steps"]), not words["facts"])
    for variant, is_so in zip(variants, fits, strict=True):
        if variant in SENTENCES and is_so:
            return variant
    return code


def _keys(given: object) -> tuple[str, ...]:
    return given if isinstance(given, tuple) else ()


def _quoted(text: str) -> str:
    return _("“{text}”").format(text=text)
