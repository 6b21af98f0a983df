"""What migcase will not do, and why.

Every error is a stable code and values.  It is worded where somebody reads it: at
the door, in that person's language.  ``str(error)`` is the English sentence, for
developers; no sentence here holds anything about a person but opaque ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from attrs import field, frozen

NOTHING: Mapping[str, object] = {}


class MigcaseError(Exception):
    """Something that migcase will not do; the base of all its errors."""

    code: ClassVar[str] = "error"
    sentence: ClassVar[str] = "Something went wrong."

    def __init__(self, values: Mapping[str, object] = NOTHING) -> None:
        self.values = dict(values)
        super().__init__(self.values)

    def __str__(self) -> str:
        return self.sentence.format(**self.values)


@frozen
class Refusal:
    """One reason why something may not be written: a code and what it concerns.

    *concerns* is the key of the step, fact, line or role in question; *values* are
    what the sentence needs; *because* is the explanation of the condition that
    failed (an :class:`~migcase.programme.conditions.Explanation`), where there is
    one.
    """

    code: str
    concerns: str = ""
    values: Mapping[str, object] = field(factory=dict)
    because: object = None

    def __str__(self) -> str:
        return f"{self.code}: {self.concerns}" if self.concerns else self.code


class Refused(MigcaseError):
    """The case's programme, or a plugin, has reasons against an event."""

    code = "refused"
    sentence = "Not recorded: {codes}."

    def __init__(
        self, refusals: Sequence[Refusal], meanwhile: Sequence[object] = ()
    ) -> None:
        self.refusals = tuple(refusals)
        self.meanwhile = tuple(meanwhile)
        codes = ", ".join(str(refusal) for refusal in self.refusals)
        super().__init__({"codes": codes})


@frozen
class Fault:
    """One thing wrong with a declaration.

    *where* is ``file:line`` in the plugin's own file, *near* the word that was
    probably meant, *sentence* what is wrong in English, for developers.
    """

    code: str
    thing: str
    where: str = ""
    near: str = ""
    values: Mapping[str, object] = field(factory=dict)
    sentence: str = field(default="", eq=False, repr=False)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" (did you mean {self.near}?)" if self.near else ""
        return f"{place}{self.thing}: {self._what()}{hint}"

    def _what(self) -> str:
        if self.sentence:
            return self.sentence.format(**self.values)
        more = ", ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.code} ({more})" if more else self.code


class BadProgramme(MigcaseError):
    """A programme's declaration contradicts itself; all faults are listed."""

    code = "bad-programme"
    sentence = "Programme {programme} cannot be used:\n{faults}"

    def __init__(self, programme: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"- {fault}" for fault in self.faults)
        super().__init__({"programme": programme, "faults": lines})


class NotACondition(MigcaseError):
    """Something stands where a condition belongs, or the other way round.

    Python tried to use a condition as true or false while it was declared; *where* is
    the line that did it.
    """

    code = "not-a-condition"
    sentence = (
        "{where}A condition is neither true nor false until there is a case. "
        "Write & for and, | for or, ~ for not, with brackets around comparisons; "
        "a < x < b is (a < x) & (x < b); x in y is y.has(x) or x.is_in(y); "
        "only a yes-no question is a condition by itself."
    )

    def __init__(self, where: str = "", given: str = "") -> None:
        super().__init__({"where": f"{where}: " if where else "", "given": given})


class NoCondition(NotACondition):
    """A value or a thing stands where a condition belongs."""

    code = "no-condition"
    sentence = (
        "{where}A condition belongs here, not {given}: a yes-no question, a "
        "comparison, or done(…) of a step. With & and | go brackets around comparisons."
    )


class BadValue(MigcaseError):
    """A value does not fit the kind of its question."""

    code = "bad-value"
    sentence = "{value!r} is not {kind}."


class UnknownCase(MigcaseError):
    """There is no case with that number."""

    code = "unknown-case"
    sentence = "There is no case {case} in this office."


class UnknownProgramme(MigcaseError):
    """No plugin of this office declares that programme in that version."""

    code = "unknown-programme"
    sentence = "No plugin here declares {programme} (version {version})."


class Conflict(MigcaseError):
    """Somebody else wrote the same line of this file first."""

    code = "conflict"
    sentence = "Line {number} of case {case} was written by somebody else meanwhile."


class Repeated(MigcaseError):
    """An id was sent again with another content."""

    code = "repeated"
    sentence = "The id {id} was already used for something else."


class BadPlugin(MigcaseError):
    """A plugin cannot be used; the rest of the office works."""

    code = "bad-plugin"
    sentence = "Plugin {plugin} {release} cannot be used: {reason}"


class BadSettings(MigcaseError):
    """A settings file says something migcase cannot use."""

    code = "bad-settings"
    sentence = "{file}: {reason}"


class BadRegister(MigcaseError):
    """The database cannot be used as it is."""

    code = "bad-register"
    sentence = "{register} cannot be used: {reason}"


class InDoubt(BadRegister):
    """The database failed while it made last what was written: it may be kept.

    Whoever opens it anew sees whether it is.  Sent again with its id, it is kept once.
    """

    code = "in-doubt"
    sentence = "{register}: {reason} Whether what was written is kept is not known."
