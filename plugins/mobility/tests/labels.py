"""Everything of our own that somebody reads of a programme."""

from __future__ import annotations

from collections.abc import Iterator

from migcase import Derived, Programme
from migcase.programme.anatomy import all_nodes


def labels(programme: Programme) -> Iterator[str]:
    """Yield every label of *programme*, some of them several times."""
    index = programme.index
    yield from (programme.title, programme.summary)
    for role in own(index.roles.values()):
        yield from (role.title, role.sees)
    titled = (
        *programme.stages,
        *index.tracks.values(),
        *programme.steps.values(),
        *programme.holds,
        *programme.milestones,
        *programme.outcomes,
        *(node for node in all_nodes(programme) if isinstance(node, Derived)),
    )
    yield from (word.title for word in own(titled))
    yield from (one.stands_for for one in (*programme.stages, *programme.holds))
    for question in own(index.fields.values()):
        yield from (question.question, *question.kind.choices)
    if index.tracks.get("entry"):
        yield "verification"  # how a cartography speaks of a step elsewhere
    for key in ("consent_purposes", "share_with"):  # asked there, listed here
        if key in index.fields:
            yield from index.fields[key].kind.choices
    for setting in own(index.settings.values()):
        yield from (setting.title, setting.source)
        if isinstance(setting.default, str):
            yield setting.default


def own(words):
    """Yield what is declared here; what plugins share has its words in the core."""
    return (word for word in words if "migcase_mobility" in word.where.file)
