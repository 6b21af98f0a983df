"""Which step, line, ending or hold is meant by what somebody typed.

A key or a title, in any case and without its accents; what is not there is answered
with the near ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from gettext import gettext as _

from migcase.casefile.case import Case
from migcase.cli.days import ascii_word
from migcase.cli.failing import Worded
from migcase.cli.labels import Labels
from migcase.cli.near_words import did_you_mean
from migcase.cli.tongue import folded
from migcase.cli.values import with_key
from migcase.locale import marked
from migcase.names import MOST_NEAR, near_names, spelt_alike, ways_to_call
from migcase.programme.words import Step

# More things than these are not listed to whoever mistyped one.
MOST_LISTED = 12

NOT_THERE = {
    "step": marked("There is no step {word} in “{programme}”."),
    "outcome": marked("There is no ending {word} in “{programme}”."),
    "hold": marked("There is no hold {word} in “{programme}”."),
    "track": marked("There are no lines called {word} in “{programme}”."),
}


def step_of(word: str, labels: Labels) -> str:
    """Return the key of the step that *word* means."""
    keys = () if labels.programme is None else tuple(labels.index.steps)
    return _chosen("step", word, keys, labels.step, labels)


def track_of(word: str, labels: Labels) -> str:
    """Return the key of the track that *word* means."""
    keys = () if labels.programme is None else tuple(labels.index.tracks)
    return _chosen("track", word, keys, labels.track, labels)


def hold_of(word: str, labels: Labels) -> str:
    """Return the key of the hold that *word* means."""
    keys = () if labels.programme is None else tuple(labels.index.holds)
    return _chosen("hold", word, keys, labels.hold, labels)


def outcome_of(word: str, labels: Labels, track: str | None = None) -> str:
    """Return the key of the ending that *word* means, of a case or of a line."""
    outcomes = () if labels.programme is None else labels.programme.outcomes
    keys = [
        outcome.key
        for outcome in outcomes
        if (None if outcome.of is None else outcome.of.key) == track
    ]
    return _chosen("outcome", word, keys, labels.outcome, labels)


def question_of(word: str, labels: Labels) -> str | None:
    """Return the key of the question that *word* means, None where nobody asks it.

    A key, or the question as it is asked in any of our languages; where several are
    asked in the same words, only a key says which.
    """
    if labels.programme is None:
        return None
    if word in labels.index.fields:
        return word
    typed = _without_sign(word)
    meant = [
        key
        for key, asked in labels.index.fields.items()
        if spelt_alike(key) == typed
        or typed in map(_without_sign, labels.tongue.everywhere(asked.question))
    ]
    return meant[0] if len(meant) == 1 else None


def declared(key: str, labels: Labels) -> Step | None:
    """Return the step with that key."""
    return None if labels.programme is None else labels.programme.steps.get(key)


def line_of(
    word: str | None, case: Case, labels: Labels, track: str | None
) -> str | None:
    """Return the id of the line that *word* means.

    An id, its beginning, or whom the line is about.  Where nothing was said and only
    one line of *track* is open, that one is meant.
    """
    lines = [
        line for line in case.lines.values() if track is None or line.track == track
    ]
    if word is None:
        running = [line.id for line in lines if line.ended is None]
        return running[0] if track is not None and len(running) == 1 else None
    if word in case.lines:
        return word
    typed = folded(word)
    meant = [
        line.id
        for line in lines
        if line.id.casefold().startswith(typed)
        or typed in map(folded, (labels.called(line), labels.line(case, line.id)))
        or folded(labels.about(line)) == typed
    ]
    if len(meant) == 1:
        return meant[0]
    known = ", ".join(f"{line.id} ({labels.called(line)})" for line in lines)
    told = _("There is no line {word} in {case}.")
    if meant:
        told = _("More than one line in {case} could be meant by {word}.")
    asked = told.format(word=ascii_word(word), case=case.id)
    listed = _("There are: {lines}").format(lines=known) if known else ""
    raise Worded("unknown-word", asked, *([listed] if listed else []))


def line_for(line: str | None, step: str, case: Case, labels: Labels) -> str | None:
    """Return the line in which *step* is done, None for a step of the case."""
    known = declared(step, labels)
    if line is None and (known is None or known.track is None):
        return None
    track = None if known is None else known.track
    return line_of(line, case, labels, track)


def words_for(
    case: Case, step: str, line: str | None, labels: Labels
) -> dict[str, str]:
    """Return what an answer calls the case and the step that was recorded."""
    called = labels.step(step)
    if line is not None:
        words = {"task": called, "line": labels.line(case, line)}
        called = _("{task} — {line}").format(**words)
    return {"case": case.id, "step": called}


def _chosen(
    kind: str,
    word: str,
    keys: Iterable[str],
    title: Callable[[str], str],
    labels: Labels,
) -> str:
    titles = {key: title(key) for key in keys}
    typed = folded(word)
    for key, called in titles.items():
        if typed in (key.casefold(), folded(called)):
            return key
    if labels.programme is None:
        return word  # the office says that the programme is gone
    spelt = _spelt(titles)
    meant = dict.fromkeys(key for name, key in spelt if name == spelt_alike(word))
    if len(meant) == 1:
        return next(iter(meant))
    words = {
        "word": ascii_word(word),
        "programme": labels.name(labels.programme.key),
    }
    lines = [_(NOT_THERE[kind]).format(**words)]
    near = tuple(meant) or _near(word, spelt)
    known = (with_key(key, called) for key, called in titles.items())
    if near:
        lines.append(did_you_mean([with_key(key, titles[key]) for key in near]))
    elif len(titles) > MOST_LISTED:
        told = _("There are {n}: `migcase explain {key}` lists them.")
        lines.append(told.format(n=len(titles), key=labels.programme.key))
    else:
        lines.append(_("There are: {keys}").format(keys=", ".join(known)))
    raise Worded("unknown-word", *lines, near=near)


def _near(word: str, spelt: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the keys that *word* may mean: in a slip, or as a word of a title."""
    from difflib import get_close_matches  # only where somebody mistyped

    names = dict(reversed(list(spelt)))
    slips = (names[one] for one in get_close_matches(spelt_alike(word), names, 3))
    return tuple(dict.fromkeys((*slips, *near_names(word, names))))[:MOST_NEAR]


def _spelt(titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each key by all that is typed for it, the keys themselves first."""
    return [
        *((spelt_alike(key), key) for key in titles),
        *((way, key) for key, title in titles.items() for way in ways_to_call(title)),
    ]


def _without_sign(question: str) -> str:
    return spelt_alike(question).rstrip("?؟ ")
