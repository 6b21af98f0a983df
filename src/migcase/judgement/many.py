"""The lines of a track in an explanation: what they are called, and of many, a few.

Why it is so in a line, or is not, is for `migcase.judgement.telling`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from migcase.casefile.case import Case
from migcase.judgement.evidence import Evidence
from migcase.judgement.lists import Line
from migcase.judgement.speech import Speech

# Of more lines than that, if in none of them it is so, a few are told.
MANY = 6
A_FEW = 3

# The answers that say why, and what has to stand below.
Reason = tuple[str, tuple[Line, ...]]


def told_of_lines(
    track: str,
    alike: Mapping[Reason, Sequence[str]],
    speech: Speech,
    depth: int,
    *,
    few: bool,
) -> Iterator[Line]:
    """Yield the names of the lines that are *alike*, and why; of many, only a *few*."""
    gettext = speech.words.gettext
    number = A_FEW if few and len(alike) > MANY else len(alike)
    for (facts, below), names in islice(alike.items(), number):
        words = {"track": track, "name": speech.all_of(names)}
        shape = gettext("{track} {name}")
        if facts:
            shape = gettext("{track} {name}: {facts}")
        elif below:
            shape = gettext("{track} {name}:")
        yield depth, shape.format(facts=facts, **words)
        yield from below
    rest = sum(len(names) for names in islice(alike.values(), number, None))
    if rest:
        more = speech.words.ngettext("and {number} more", "and {number} more", rest)
        yield depth, more.format(number=rest)


def line_name(
    track: str, line: str | None, case: Case | None, evidence: Evidence
) -> str:
    """Return what a line is called: the answer it is about, if told; else its id."""
    found = None if case is None or line is None else case.lines.get(line)
    if found is None:
        return line or ""
    about = evidence.speech.programme.index.tracks[track].about
    if about is None or about.key not in found.told:
        return line or ""
    value = found.told[about.key][-1].value
    if evidence.withholds(about.key, value):
        return line or ""
    return evidence.speech.value(value, about.kind)
