"""A reason why not, in the reader's language.

Finds the sentence for a code and fills it with the words of the programme.  Decides
nothing; a code that nobody knows, from a plugin, is worded by the plugin's catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from gettext import gettext as _

from attrs import evolve

from migcase.casefile.case import Case
from migcase.cli.days import say_day, say_instant
from migcase.cli.display import shown
from migcase.cli.labels import Labels
from migcase.cli.near_words import say_near
from migcase.cli.office_words import say_act, say_hat, say_hats
from migcase.cli.person_refusals import OF_PLACES
from migcase.cli.refusals import SENTENCES
from migcase.cli.values import label_for, say_kind
from migcase.errors import Refusal
from migcase.programme.conditions import Both, Explanation

# What is told before a tree: without it the reader would not know what is meant.
EXPLAINED = frozenset(
    {
        "gate",
        "held",
        "no-agreement",
        "no-consent-to-share",
        "no-legal-basis",
        "not-needed",
        "not-possible",
        "purpose-not-agreed",
        "waiting",
        "withheld",
    }
)


# What may be wrong with an amount of money; each has a sentence of its own.
AMOUNT_FAULTS = frozenset({"negative-amount", "too-precise", "unknown-currency"})

# What a code concerns, where that is one sort of thing: keys of several sorts may be
# the same.
OF_QUESTIONS = frozenset(
    {
        "bad-fact",
        "guarded-fact",
        "missing-fact",
        "no-such-line",
        "nobody-reads",
        "not-asked-now",
        "not-unique",
        "other-programme",
    }
)
OF_HATS = frozenset({"nothing-to-approve", "role-not-worn", "role-worn"})
OF_HOLDS = frozenset({"already-held", "nobody-releases", "not-held"})


def say_refusals(
    refusals: Iterable[Refusal], case: Case | None, labels: Labels
) -> Iterator[list[str]]:
    """Yield the lines that word each reason; what fails at one gate is told together.

    The first line of each is its sentence.
    """
    together: dict[tuple[str, str], list[Refusal]] = {}
    for number, refusal in enumerate(refusals):
        is_gate = refusal.code == "gate" and refusal.because is not None
        place = (
            _variant(refusal, case, labels),
            refusal.concerns if is_gate else str(number),
        )
        together.setdefault(place, []).append(refusal)
    for first, *others in together.values():
        if others:
            because = [one.because for one in (first, *others)]
            first = evolve(first, because=_all_of(because))
        yield list(_say(first, case, labels))


def _all_of(explanations: Iterable[object]) -> Explanation:
    """Return several explanations, of one truth, as one."""
    parts = tuple(one for one in explanations if isinstance(one, Explanation))
    condition = Both(tuple(part.condition for part in parts))
    return Explanation(condition, parts[0].truth, parts=parts)


def _say(refusal: Refusal, case: Case | None, labels: Labels) -> Iterator[str]:
    """Yield the lines that word *refusal*: a sentence, then what it rests on."""
    sentence = SENTENCES.get(_variant(refusal, case, labels))
    if sentence is None:
        yield from _of_plugin(refusal, labels)
        return
    yield _(sentence).format_map(_words(refusal, case, labels))
    yield from (f"  {line}" for line in say_near(refusal))
    because = refusal.because
    if refusal.code not in EXPLAINED or not isinstance(because, Explanation):
        return
    if case is not None and labels.programme is not None:
        yield from (f"  {line}" for line in labels.because(because, case))


def _variant(refusal: Refusal, case: Case | None, labels: Labels) -> str:
    """Return the code of *refusal*, with what distinguishes its sentence."""
    code, values = refusal.code, refusal.values
    variants = {
        f"bad-fact:{values.get('fault')}": values.get("fault") in AMOUNT_FAULTS,
        "already-settled:by": "who" in values,
        "already-settled:waived": values.get("status") == "waived",
        "before-opening:hold": _is_hold(refusal.concerns, labels),
        "before-opening:line": case is not None and refusal.concerns in case.lines,
        "case-closed:only": "outcome" not in values,
        "gate:unknown": values.get("truth") == "unknown",
        "no-legal-basis:note": not refusal.concerns,
        "missing-fact:none": not refusal.concerns,
        "same-hand:role": "role" in values,
        "same-person:own": bool(values.get("others")) and bool(values.get("own")),
        "same-person:gave": bool(values.get("others")) and not values.get("own"),
        "user-exists:here": bool(values.get("here")),
        "same-hand:outcome": "outcome" in values,
        "wrong-role:nobody": not values.get("roles"),
    }
    for variant, fits in variants.items():
        if fits and variant.partition(":")[0] == code:
            return variant
    return code


def _words(refusal: Refusal, case: Case | None, labels: Labels) -> dict[str, str]:
    """Return every word that a sentence may ask for."""
    key, values = refusal.concerns, refusal.values
    said = {name: str(value) for name, value in values.items()}
    line = said.get("line", key)
    words = {
        "key": shown(key),
        "thing": _thing(refusal, labels),
        "step": labels.step(said.get("step", "")),
        "track": labels.track(said.get("track", "")),
        "role": labels.role(said.get("role", "")),
        "roles": labels.roles(_keys(values.get("roles"))),
        "hold": labels.hold(said.get("hold", "")),
        "outcome": labels.outcome(said.get("outcome", "")),
        "programme": shown(said.get("programme", "")),
        "others": ", ".join(map(shown, _keys(values.get("others")))),
        "projects": ", ".join(map(shown, _keys(values.get("projects")))),
        "line": shown(line) if case is None else labels.line(case, line),
        "facts": ", ".join(
            _("“{question}”").format(question=labels.question(fact))
            for fact in _keys(values.get("facts"))
        ),
        "kind": _kind(key, labels, said),
        "act": say_act(key),
        "hats": say_hats(_keys(values.get("hats"))),
    }
    for name in ("day", "today", "start", "end"):
        day = values.get(name)
        absent = "…" if name in values and day is None else said.get(name, "")
        words[name] = say_day(day) if isinstance(day, date) else absent
    if refusal.code in OF_HATS:
        words["key"] = say_hat(key)
    if refusal.code in OF_PLACES:
        # Few commands tell of people.
        from migcase.cli.person_places import say_known, say_place

        words["key"] = say_place(key)
        words["known"] = say_known(key, said.get("known", ""))
    at = values.get("at")
    if isinstance(at, datetime):
        words["at"] = say_instant(at)
    for name, value in said.items():
        words.setdefault(name, shown(value))
    return words


def _thing(refusal: Refusal, labels: Labels) -> str:
    """Return the title of what *refusal* concerns, of its sort where that is known."""
    if refusal.code in OF_QUESTIONS:
        return labels.question(refusal.concerns)
    began = refusal.code == "before-opening" and _is_hold(refusal.concerns, labels)
    if began or refusal.code in OF_HOLDS:
        return labels.hold(refusal.concerns)
    if refusal.code == "not-possible":
        return labels.outcome(refusal.concerns)
    return labels.thing(refusal.concerns)


def _is_hold(key: str, labels: Labels) -> bool:
    return labels.programme is not None and key in labels.index.holds


def _kind(key: str, labels: Labels, said: dict[str, str]) -> str:
    asked = labels.field(key)
    if asked is None:
        return shown(said.get("kind", ""))
    return say_kind(asked.kind, label_for(asked.kind, labels.translated))


def _keys(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple | list) else ()


def _of_plugin(refusal: Refusal, labels: Labels) -> Iterator[str]:
    """Yield the words of a plugin for a reason of its own."""
    sentence = refusal.values.get("sentence")
    if isinstance(sentence, str):
        yield labels.translated(sentence)
        return
    words = {"code": shown(refusal.code), "thing": labels.thing(refusal.concerns)}
    yield _("A rule of this office speaks against it ({code}): {thing}").format(**words)
