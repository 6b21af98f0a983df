"""What the things of a programme are called, in the reader's language.

The declaration holds the English words; the plugin's own catalogue, in the folder
``locale`` beside it, holds them in other languages.  Where a plugin is gone, its
things go by their keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from gettext import gettext as _
from typing import Protocol

from attrs import field, frozen

from migcase.casefile.case import Case, Line
from migcase.cli.display import shown
from migcase.cli.tongue import Tongue
from migcase.cli.values import label_for, say_sealed, say_value
from migcase.judgement.speech import Others, Speech, nobody_else
from migcase.kinds import Sealed, Value
from migcase.programme.conditions import Explanation, Field
from migcase.programme.declaration import Programme
from migcase.programme.index import Index

NOBODY: frozenset[str] = frozenset()
NOTHING_SET: Mapping[str, Value] = {}


class Titled(Protocol):
    """Anything that has a title."""

    @property
    def title(self) -> str: ...


@frozen
class Labels:
    """The words for the things of one programme, None where its plugin is gone."""

    programme: Programme | None
    tongue: Tongue = field(factory=Tongue)
    readers: frozenset[str] = frozenset()
    settings: Mapping[str, Value] = field(factory=dict)
    guarded: bool = False
    others: Others = nobody_else

    @classmethod
    def of(
        cls,
        programme: Programme | None,
        readers: frozenset[str] = NOBODY,
        settings: Mapping[str, Value] = NOTHING_SET,
        *,
        guarded: bool = False,
        others: Others = nobody_else,
    ) -> Labels:
        """Return the words for *programme*, from the catalogue of its plugin.

        *readers* are the roles of whoever reads: some answers are not for everybody.
        *settings* are what the mission set; the defaults hold for the rest.  In a
        *guarded* office what is not for them is masked already.  *others* finds how
        the programmes are spoken of whose cases this one looks into.
        """
        tongue = Tongue.of(programme)
        return cls(programme, tongue, readers, settings, guarded, others)

    def because(self, explanation: Explanation, case: Case) -> list[str]:
        """Return what an explanation comes down to, in lines."""
        from migcase.judgement.explain import why  # lists explain nothing

        assert self.programme is not None
        return why(
            explanation,
            self.tongue,
            self.programme,
            case=case,
            readers=self.readers,
            settings=self.settings,
            others=self.others,
        )

    def speech(self) -> Speech:
        """Return what puts the programme's conditions into sentences."""
        assert self.programme is not None
        return Speech(self.tongue, self.programme, self.settings, self.others)

    def translated(self, label: str) -> str:
        """Return a label of the declaration in the reader's language."""
        return self.tongue.label(label)

    def name(self, key: str) -> str:
        """Return the title of the programme."""
        if self.programme is None:
            return shown(key)
        return self.translated(self.programme.title)

    def step(self, key: str) -> str:
        """Return the title of a step."""
        return self._titled(key, {} if self._none else self.index.steps)

    def track(self, key: str) -> str:
        """Return the title of a track."""
        return self._titled(key, {} if self._none else self.index.tracks)

    def role(self, key: str) -> str:
        """Return the title of a role."""
        return self._titled(key, {} if self._none else self.index.roles)

    def roles(self, keys: Iterable[str]) -> str:
        """Return the titles of several roles, any of which will do."""
        named = [self.role(key) for key in keys]
        if len(named) < 2:
            return "".join(named)
        listed = ", ".join(named[:-1])
        return _("{several} or {last}").format(several=listed, last=named[-1])

    def milestone(self, key: str) -> str:
        """Return the title of a milestone."""
        listed = () if self.programme is None else self.programme.milestones
        return self._titled(key, {one.key: one for one in listed})

    def hold(self, key: str) -> str:
        """Return the title of a hold."""
        return self._titled(key, {} if self._none else self.index.holds)

    def outcome(self, key: str) -> str:
        """Return the title of an ending."""
        return self._titled(key, {} if self._none else self.index.outcomes)

    def setting(self, key: str) -> str:
        """Return the title of a setting."""
        return self._titled(key, {} if self._none else self.index.settings)

    def stage(self, key: str) -> str:
        """Return the title of a stage."""
        stages = () if self.programme is None else self.programme.stages
        return self._titled(key, {stage.key: stage for stage in stages})

    def question(self, key: str) -> str:
        """Return a question as it is asked."""
        asked = self.field(key)
        return shown(key) if asked is None else self.translated(asked.question)

    def field(self, key: str) -> Field[object] | None:
        """Return the question with that key, None where there is none."""
        return None if self.programme is None else self.index.fields.get(key)

    def answer(self, key: str, value: object) -> str:
        """Return the answer *value* to the question *key* in words."""
        if isinstance(value, Sealed):
            return say_sealed(value)
        asked = self.field(key)
        if asked is None:
            return say_value(value)
        return say_value(value, label_for(asked.kind, self.translated))

    def line(self, case: Case, key: str | None) -> str:
        """Return what a line is called: what it is about, or its place.

        Its key stands beside that where another line of the case is called the same.
        """
        line = None if key is None else case.lines.get(key)
        if line is None:
            return shown(key or "")
        called = self.called(line)
        others = (one for one in case.lines.values() if one.track == line.track)
        if [self.called(one) for one in others].count(called) > 1:
            words = {"line": called, "key": shown(line.id)}
            return _("{line} ({key})").format(**words)
        return called

    def called(self, line: Line) -> str:
        """Return what a line is called, whatever others are called."""
        about = self.about(line) or shown(line.id)
        return _("{track}, {line}").format(track=self.track(line.track), line=about)

    def thing(self, key: str) -> str:
        """Return the title of whatever in the programme has that key."""
        if self.programme is None:
            return shown(key)
        if key == self.programme.key:
            return self.name(key)
        index = self.index
        kinds: tuple[Mapping[str, Titled], ...] = (
            index.steps,
            index.outcomes,
            index.tracks,
            index.holds,
        )
        for found in kinds:
            if key in found:
                return self.translated(found[key].title)
        return self.question(key)

    @property
    def index(self) -> Index:
        """Return the index of the programme."""
        assert self.programme is not None
        return self.programme.index

    @property
    def _none(self) -> bool:
        return self.programme is None

    def _titled(self, key: str, things: Mapping[str, Titled]) -> str:
        found = things.get(key)
        return shown(key) if found is None else self.translated(found.title)

    def about(self, line: Line) -> str:
        """Return whom or what a line is about, in words; '' where nobody may say."""
        track = None if self.programme is None else self.index.tracks.get(line.track)
        if track is None or track.about is None or track.about.key not in line.told:
            return ""
        value = line.told[track.about.key][-1].value
        return "" if isinstance(value, Sealed) else self.answer(track.about.key, value)
