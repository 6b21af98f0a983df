"""Who runs cases, for whom and where: organisations, donors, places and projects.

With whom data may be shared stands beside them.  Facts of the office, declared in its
settings file.  A case names its project, and
through it the rest.  Values and their faults only; what a file says is taken apart in
`migcase.office.projects_file`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from migcase.assistance.agreements import DisclosureAgreement
from migcase.casefile.events import Opened
from migcase.errors import Fault, MigcaseError, Refusal
from migcase.programme.near import near

# By key, what it is called.
Named = Mapping[str, str]
# By programme and milestone, how many are wanted.
Targets = Mapping[str, Mapping[str, int]]

_KEY = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


class UnknownProject(MigcaseError):
    """This office has no such project."""

    code = "unknown-project"
    sentence = "This office has no project {project}."


@frozen
class Project:
    """What cases are run for, by an *organisation*, for *donors*, in *places*.

    It serves *programmes*, every one where none is named, from *start* to *end*, both
    days included.  *targets* are what it promised.
    """

    key: str
    title: str
    organisation: str
    donors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    targets: Targets = field(factory=dict)

    def serves(self, programme: str) -> bool:
        """Tell whether cases of *programme* may be run for it."""
        return not self.programmes or programme in self.programmes

    def runs_on(self, day: date) -> bool:
        """Tell whether *day* is between its start and its end."""
        return (self.start or day) <= day <= (self.end or day)


@frozen
class Portfolio:
    """All that an office says about whom it works for."""

    organisations: Named = field(factory=dict)
    donors: Named = field(factory=dict)
    places: Named = field(factory=dict)
    projects: Mapping[str, Project] = field(factory=dict)
    targets: Targets = field(factory=dict)
    agreements: tuple[DisclosureAgreement, ...] = ()

    def project(self, key: str) -> Project:
        """Return the project with that key, or raise `UnknownProject`."""
        found = self.projects.get(key)
        if found is None:
            raise UnknownProject({"project": key, "near": near(key, self.projects)})
        return found

    def serving(self, programme: str, day: date) -> tuple[Project, ...]:
        """Return the projects for which a case of *programme* may be opened then."""
        return tuple(
            project
            for project in self.projects.values()
            if project.serves(programme) and project.runs_on(day)
        )

    def against(self, event: Opened) -> Iterator[Refusal]:
        """Yield why a case may not be opened for the project that *event* names."""
        if not self.projects and event.project is None:
            return
        programme, day = event.programme, event.on
        running = tuple(one.key for one in self.serving(programme, day))
        if event.project is None and len(running) > 1:
            yield Refusal("which-project", programme, {"projects": running})
            return
        if event.project is None:
            yield Refusal("no-project", programme, {"programme": programme, "day": day})
            return
        project = self.projects.get(event.project)
        if project is None:
            hint = near(event.project, self.projects)
            yield Refusal("unknown-project", event.project, {"near": hint})
            return
        if not project.serves(programme):
            values = {"programme": programme, "projects": running}
            yield Refusal("other-project", project.key, values)
        if not project.runs_on(day):
            span = {"start": project.start, "end": project.end}
            yield Refusal("outside-project", project.key, {"day": day, **span})

    def faults(self) -> Iterator[tuple[tuple[str, ...], Fault]]:
        """Yield where it contradicts itself, each fault with the path of its place."""
        named = {
            "organisations": self.organisations,
            "donors": self.donors,
            "places": self.places,
        }
        for sort, given in (*named.items(), ("projects", self.projects)):
            for key in given:
                if not _KEY.fullmatch(key):
                    yield (sort, key), Fault("bad-key", f"{sort}.{key}")
        for project in self.projects.values():
            for path, fault in _faults_of(project, named):
                yield ("projects", project.key, *path), fault
        yield from _of_targets(self.targets, ("targets",))


def _faults_of(
    project: Project, named: Mapping[str, Named]
) -> Iterator[tuple[tuple[str, ...], Fault]]:
    place = f"projects.{project.key}"
    listed = {
        "organisations": ("organisation", (project.organisation,)),
        "donors": ("donors", project.donors),
        "places": ("places", project.places),
    }
    for sort, (word, keys) in listed.items():
        for key in keys:
            if key not in named[sort]:
                values = {"name": key, "sort": sort}
                hint = near(key, named[sort])
                thing = f"{place}.{word}"
                yield (word,), Fault("not-declared", thing, "", hint, values)
    for word, keys in (*listed.values(), ("programmes", project.programmes)):
        for key, number in Counter(keys).items():
            if number > 1:
                thing = f"{place}.{word}"
                yield (word,), Fault("listed-twice", thing, values={"name": key})
    if project.start and project.end and project.end < project.start:
        values = {"start": str(project.start), "end": str(project.end)}
        yield ("end",), Fault("ends-before-it-starts", f"{place}.end", values=values)
    for programme in project.targets:
        if not project.serves(programme):
            thing = f"{place}.targets.{programme}"
            hint = near(programme, project.programmes)
            yield ("targets", programme), Fault("not-served", thing, "", hint)
    for path, fault in _of_targets(project.targets, ("projects", project.key)):
        yield path[2:], fault


def _of_targets(
    targets: Targets, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Fault]]:
    begin = above if above == ("targets",) else (*above, "targets")
    for programme, wanted in targets.items():
        for milestone, number in wanted.items():
            if number < 1:
                path = (*begin, programme, milestone)
                values = {"value": str(number)}
                yield path, Fault("no-target", ".".join(path), values=values)
