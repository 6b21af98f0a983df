"""What a list is narrowed to: which programme, stage, standing or colleague is meant.

A key, or what a list prints, in any of our languages.  What nobody could have meant is
refused with the near words, so that "no such cases" is only said where it is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from gettext import gettext as _

from migcase.cli.choosing import MOST_LISTED
from migcase.cli.counter import Counter
from migcase.cli.days import ascii_word
from migcase.cli.failing import Worded
from migcase.cli.labels import Labels
from migcase.cli.near_words import did_you_mean
from migcase.cli.tongue import Tongue, folded
from migcase.locale import marked
from migcase.names import spelt_alike, ways_to_call
from migcase.programme.declaration import Programme

# What a case reports itself as; a programme may have further words.
STATUSES = {
    "active": marked("active"),
    "open": marked("open"),
    "on-hold": marked("on hold"),
    "closed": marked("closed"),
    "erased": marked("erased"),
}

# What "open" is not, whichever words a programme has for the rest.
OVER = frozenset({"closed", "erased"})

UNKNOWN = {
    "stage": marked("No programme of this office has a stage {word}."),
    "status": marked("No case of this office can stand as {word}."),
    "person": marked("Nobody called {name} works here."),
}

# What is called how: for each key, its names in every language, the reader's first.
Names = Mapping[str, tuple[str, ...]]


def programme_of(word: str, counter: Counter) -> str:
    """Return the key of the programme that *word* means."""
    found = titled(word, counter.office.programmes())
    if found is not None:
        return found
    if not counter.office.cases(programme=word, limit=1):
        counter.office.programme(word)  # says which one may be meant
    return word


def titled(word: str, programmes: Iterable[Programme]) -> str | None:
    """Return the key of which of *programmes* is meant by *word*, None if none is."""
    found = _meant(word, {one.key: _named(one.title, one) for one in programmes})
    return found[0] if len(found) == 1 else None


def project_of(word: str, counter: Counter) -> str:
    """Return the key of the project that *word* means; *word* where it means none."""
    names = {one.key: (one.title,) for one in counter.office.projects()}
    found = _meant(word, names)
    return found[0] if len(found) == 1 else word


def stages_of(word: str, counter: Counter) -> tuple[str, ...]:
    """Return the keys of the stages that *word* means, in whichever programme."""
    names: dict[str, tuple[str, ...]] = {}
    for one in counter.office.programmes():
        for stage in one.stages:
            called = (*names.get(stage.key, ()), *_named(stage.title, one))
            names[stage.key] = called
    there = bool(counter.office.cases(stage=word, limit=1))
    return _meant(word, names) or _only("stage", word, names, is_there=there)


def statuses_of(word: str, counter: Counter) -> tuple[str, ...]:
    """Return as what a case reports itself, where *word* means that.

    "Open" are all that are not closed, whatever their programmes call them.
    """
    names = {key: _of_the_house(said) for key, said in STATUSES.items()}
    for one in counter.office.programmes():
        standings = [stage.stands_for for stage in one.stages]
        for key in (*standings, *(hold.stands_for for hold in one.holds)):
            names[key] = (*names.get(key, ()), *_named(key, one))
    meant = _meant(word, names)
    if "open" in meant:
        counted = (one.status for one in counter.office.counts())
        known = dict.fromkeys((*names, *counted))
        return tuple(one for one in known if one not in OVER)
    there = bool(counter.office.cases(status=word, limit=1))
    return meant or _only("status", word, names, is_there=there)


def colleague_of(word: str, counter: Counter) -> str:
    """Return the name of the colleague who is meant; of one who left, if need be."""
    if word in counter.colleagues or counter.office.cases(assignee=word, limit=1):
        return word
    names = {name: (name,) for name in counter.colleagues}
    return _only("person", word, names, is_there=False)[0]


def _named(text: str, programme: Programme) -> tuple[str, ...]:
    """Return a title of *programme* in every language, the reader's first."""
    labels = Labels.of(programme)
    return labels.translated(text), *labels.tongue.everywhere(text)


def _of_the_house(text: str) -> tuple[str, ...]:
    return _(text), *Tongue().everywhere(text)


def _meant(word: str, names: Names) -> tuple[str, ...]:
    """Return the keys that *word* is, or whose name it is."""
    typed, spelt = folded(word), spelt_alike(word)
    exact = tuple(key for key in names if key.casefold() == typed)
    return exact or tuple(
        key
        for key, called in names.items()
        if any(spelt in ways_to_call(name) for name in called)
    )


def _only(kind: str, word: str, names: Names, *, is_there: bool) -> tuple[str, ...]:
    """Return *word* where cases have it, though nobody declares it any more."""
    if is_there:
        return (word,)
    near = _near(word, names)
    typed = ascii_word(word)
    lines = [_(UNKNOWN[kind]).format(word=typed, name=typed)]
    said = list(dict.fromkeys(called[0] for called in names.values()))
    if near:
        lines.append(did_you_mean(near))
    elif len(said) <= MOST_LISTED:
        lines.append(_("There are: {keys}").format(keys=", ".join(said)))
    elif kind != "person":
        lines.append(_("`migcase list --counts` shows which there are."))
    code = "unknown-person" if kind == "person" else "unknown-word"
    raise Worded(code, *lines, near=tuple(near))


def _near(word: str, names: Names) -> list[str]:
    """Return the names that may be meant, in the language that was typed."""
    from difflib import get_close_matches  # only where somebody mistyped

    spelt = dict[str, str]()
    for key, called in names.items():
        for name in (key, *called):
            spelt.setdefault(folded(name), name)
    near: Iterable[str] = get_close_matches(folded(word), spelt, 2)
    return [spelt[one] for one in near]
