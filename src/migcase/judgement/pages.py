"""A whole programme as one page that its staff can check, in Markdown.

The page is made from the declaration and from nothing else: what it says is what the
office enforces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migcase.judgement.endings import of_hold, of_outcome
from migcase.judgement.lists import Line, heading, outline
from migcase.judgement.naming import of_names
from migcase.judgement.paragraphs import (
    all_roles,
    any_role,
    moment,
    of_basis,
    of_step,
    of_track,
    required,
)
from migcase.judgement.questions import asked
from migcase.judgement.speech import Others, Speech, nobody_else
from migcase.judgement.spelling import Words
from migcase.kinds import Value
from migcase.locale import marked
from migcase.programme.declaration import Programme
from migcase.programme.words import Step

NOTHING: Mapping[str, Value] = {}

STATUSES: Mapping[str, str] = {
    "published": marked("published"),
    "unverified": marked("**not official:** unverified"),
    "proposal": marked("**not official:** proposal"),
}


def page(
    programme: Programme,
    words: Words,
    settings: Mapping[str, Value] = NOTHING,
    others: Others = nobody_else,
) -> str:
    """Return *programme* as a page; *settings* are the values that the mission set.

    *others* finds how the programmes are spoken of whose cases this one looks into.
    """
    speech = Speech(words, programme, settings, others)
    parts = (
        _head(speech),
        _roles(speech),
        _settings(speech),
        _opening(speech),
        _stages(speech),
        _left_over(speech),
        _tracks(speech),
        _holds(speech),
        _milestones(speech),
        _endings(speech),
        _names(speech),
    )
    text = "\n".join(line for part in parts for line in part)
    return text.replace("\n\n\n", "\n\n") + "\n"


def _head(speech: Speech) -> Iterator[str]:
    gettext, programme = speech.words.gettext, speech.programme
    yield f"# {speech.words.label(programme.title)}"
    yield ""
    version = gettext("Programme `{key}`, version {version}.")
    yield version.format(key=programme.key, version=programme.version)
    if programme.summary:
        yield from ("", speech.words.label(programme.summary))
    printed = gettext("This page is printed from the rules that the office runs.")
    yield from ("", printed)


def _roles(speech: Speech) -> Iterator[str]:
    gettext, programme = speech.words.gettext, speech.programme
    yield from _heading(2, gettext("Who"))
    for role in programme.index.roles.values():
        title = speech.words.label(role.title)
        shape = gettext("**{role}** (`{key}`)")
        if role.sees:
            shape = gettext("**{role}** (`{key}`, sees only: {cases})")
        cases = speech.words.label(role.sees) if role.sees else ""
        said = shape.format(role=title, key=role.key, cases=cases)
        does = [step for step in programme.steps.values() if role in step.by]
        if does:
            steps = speech.all_of([speech.quoted(step.title) for step in does])
            said = gettext("{role}: {steps}").format(role=said, steps=steps)
        yield f"- {said}"


def _settings(speech: Speech) -> Iterator[str]:
    gettext, words = speech.words.gettext, speech.words
    settings = speech.programme.index.settings
    if not settings:
        return
    yield from _heading(2, gettext("What the mission sets"))
    columns = (
        gettext("Setting"),
        gettext("Value"),
        gettext("Source"),
        gettext("Standing"),
    )
    yield _row(*columns)
    yield _row("---", "---", "---", "---")
    for key, setting in settings.items():
        value = speech.settings.get(key, setting.default)
        said = gettext("none") if value is None else speech.value(value, setting.kind)
        standing = gettext(STATUSES.get(setting.status, setting.status))
        if value != setting.default:
            standing = gettext("set by the mission")
        source = words.label(setting.source) if setting.source else gettext("not said")
        yield _row(words.label(setting.title), said, source, standing)


def _opening(speech: Speech) -> Iterator[str]:
    gettext, programme = speech.words.gettext, speech.programme
    yield from _heading(2, gettext("Opening a case"))
    line = gettext("Any role of the programme may open a case.")
    if programme.opened_by:
        opened = gettext("Opened by: {roles}.")
        line = opened.format(roles=any_role(programme.opened_by, speech))
    lines = [(0, line), *required(programme.requires, speech)]
    lines += asked(programme.asks, speech)
    if programme.sealed_to:
        sealed = gettext("Sealed: only {roles} can read a file.")
        lines.append((0, sealed.format(roles=any_role(programme.sealed_to, speech))))
    if programme.keep is not None:
        keep = gettext("A closed file is kept for {period}.")
        lines.append((0, keep.format(period=moment(programme.keep, speech))))
    yield from _bullets(lines)
    if programme.basis is not None:
        yield from _heading(2, gettext("Legal basis"))
        yield from _bullets(of_basis(programme, speech))


def _stages(speech: Speech) -> Iterator[str]:
    gettext = speech.words.gettext
    for number, stage in enumerate(speech.programme.stages, start=1):
        shape = gettext("Stage {number}: {title}")
        title = shape.format(number=number, title=speech.words.label(stage.title))
        yield from _heading(2, title)
        reported = gettext("In reports: {state}.")
        yield reported.format(state=speech.words.label(stage.stands_for))
        for step in stage.steps:
            yield from _step(step, speech)


def _left_over(speech: Speech) -> Iterator[str]:
    keys = speech.programme.index.leftovers
    steps = [step for step in speech.programme.steps.values() if step.key in keys]
    if steps:
        title = speech.words.gettext("What only an ending or a hold leaves to do")
        yield from _heading(2, title)
        for step in steps:
            yield from _step(step, speech)


def _step(step: Step, speech: Speech) -> Iterator[str]:
    yield from _titled(step.title, step.key, speech)
    yield from _bullets(of_step(step, speech))


def _tracks(speech: Speech) -> Iterator[str]:
    programme = speech.programme
    if not programme.index.tracks:
        return
    title = speech.words.gettext("What a case may have several of")
    yield from _heading(2, title)
    for track in programme.index.tracks.values():
        yield from _titled(track.title, track.key, speech)
        yield from _bullets(of_track(track, speech))


def _holds(speech: Speech) -> Iterator[str]:
    if speech.programme.holds:
        yield from _heading(2, speech.words.gettext("Reasons to stop"))
    for hold in speech.programme.holds:
        yield from _titled(hold.title, hold.key, speech)
        yield from _bullets(of_hold(hold, speech))


def _milestones(speech: Speech) -> Iterator[str]:
    gettext = speech.words.gettext
    if speech.programme.milestones:
        yield from _heading(2, gettext("Milestones"))
    for milestone in speech.programme.milestones:
        title = speech.words.label(milestone.title)
        counted = gettext("**{title}** (`{key}`) is counted as soon as {condition}.")
        condition, below = outline(milestone.when, speech)
        head = counted.format(title=title, key=milestone.key, condition=condition)
        lines = [(0, heading(head.rstrip("."), speech) if below else head), *below]
        if milestone.tells:
            told = gettext("Told: {roles}.")
            lines.append((1, told.format(roles=all_roles(milestone.tells, speech))))
        yield from _bullets(lines)


def _endings(speech: Speech) -> Iterator[str]:
    gettext, programme = speech.words.gettext, speech.programme
    of_case = [one for one in programme.outcomes if one.of is None]
    if of_case:
        yield from _heading(2, gettext("How a case ends"))
    for outcome in of_case:
        yield from _titled(outcome.title, outcome.key, speech)
        yield from _bullets(of_outcome(outcome, speech))
    for track in programme.index.tracks.values():
        of_track = [one for one in programme.outcomes if one.of is track]
        if of_track:
            shape = gettext("How a {track} ends")
            title = shape.format(track=speech.quoted(track.title))
            yield from _heading(2, title)
        for outcome in of_track:
            yield from _titled(outcome.title, outcome.key, speech)
            yield from _bullets(of_outcome(outcome, speech))


def _names(speech: Speech) -> Iterator[str]:
    """Yield what each named condition means, since sentences only use its name."""
    meanings = tuple(of_names(speech))
    if meanings:
        title = speech.words.gettext("What the names in these sentences mean")
        yield from _heading(2, title)
    for lines in meanings:
        yield from _bullets(lines)


def _heading(level: int, title: str) -> Iterator[str]:
    yield from ("", f"{'#' * level} {title}", "")


def _titled(title: str, key: str, speech: Speech) -> Iterator[str]:
    shape = speech.words.gettext("{title} (`{key}`)")
    yield from _heading(3, shape.format(title=speech.words.label(title), key=key))


def _bullets(lines: Iterable[Line]) -> Iterator[str]:
    for depth, text in lines:
        yield f"{'  ' * depth}- {text[:1].upper()}{text[1:]}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
