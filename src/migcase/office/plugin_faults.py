"""What is wrong with a plugin: a stable code, values, and a sentence for developers.

A fault found while plugins are loaded quotes the error, which knows no case.  One
found while a case is worked on names only the error's type and the line where it was
raised: its text could tell something about a person.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from types import FrameType
from typing import cast

from attrs import frozen

from migcase.errors import (
    NOTHING,
    BadPlugin,
    BadProgramme,
    BadSettings,
    Fault,
    MigcaseError,
)

# The distribution whose plugins nobody can take the place of.
CORE = "migcase"

# What an error says is for whoever writes the plugin; nobody reads more of it.
LONGEST = 500

SENTENCES: Mapping[str, str] = {
    "import-failed": "it cannot be imported: {error}",
    "hook-failed": "{hook} failed: {error}",
    "hook-unknown": "there is no hook {hook}{hint}",
    "hook-unmarked": "{hook} is not marked with @hookimpl",
    "hook-argument": "{hook} asks for {argument}, which it is not given{hint}",
    "hook-wraps": "{hook} wraps the hooks of other plugins, which none may do",
    "hook-async": "{hook} is asynchronous; migcase calls hooks one after the other",
    "hook-writes": "{hook} would write into the office, which no hook may",
    "hook-invalid": "its hooks cannot be used: {error}",
    "wrong-type": "{hook} returned {given} instead of {wanted}",
    "slow": "{hook} took {seconds} s; after {most} s nobody waits gladly",
    "name-taken": "{other} brings a plugin {plugin} as well; neither is used",
    "name-of-migcase": "a plugin {plugin} comes with migcase; that one is used",
    "programme-twice": "it declares {programme} version {version} more than once",
    "programme-clash": (
        "{other} declares {programme} version {version} as well; neither is used"
    ),
    "programme-of-migcase": (
        "{programme} version {version} comes with migcase; that one is used"
    ),
    "command-taken": "migcase has a command {command} of its own; that one is used",
    "command-clash": "{other} adds a command {command} as well; neither is used",
    "definition-changed": (
        "{programme} version {version} has another content than when its first case "
        "was opened; give the changed programme a new version"
    ),
    "rule-failed": "{programme} version {version} failed: {error}",
    "not-installed": "it is not installed{hint}",
    "no-hooks": "its module has no hook: mark each with @hookimpl, and import it there",
}


# The name of a type as Python keeps it, whatever its own type makes of the question.
_NAME = type.__dict__["__name__"]


@frozen
class Name:
    """What a plugin is called, and the release and distribution it came in."""

    plugin: str
    release: str = ""
    distribution: str = ""

    def __str__(self) -> str:
        return f"{self.plugin} {self.release}".rstrip()


def bad(
    name: Name,
    fault: str,
    values: Mapping[str, object] = NOTHING,
    *,
    cause: BaseException | None = None,
) -> BadPlugin:
    """Return the error for *fault*, with *cause* behind it for developers."""
    near = values.get("near", "")
    hint = f" (did you mean {near}?)" if near else ""
    told = {"hint": hint, "plugin": name.plugin, **values}
    reason = SENTENCES[fault].format(**told)
    error = BadPlugin(
        {
            **values,
            "plugin": name.plugin,
            "release": name.release,
            "fault": fault,
            "reason": reason,
        }
    )
    error.__cause__ = cause
    return error


def quoted(error: BaseException) -> str:
    """Return what *error* says, and the line of the plugin that it came from.

    Only for what was raised without any case at hand.
    """
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - its words fail as well
        text = ""
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}…"
    if not isinstance(error, MigcaseError):
        text = f"{kind_of(error)}: {text}" if text else kind_of(error)
    place = _last_line(error)
    return text if not place or place in text else f"{text or kind_of(error)} ({place})"


def kind_of(thing: object) -> str:
    """Return the name of the type of *thing*, if that is a name and no message."""
    name: str = _NAME.__get__(type(thing))
    return name if name.isidentifier() and len(name) <= 60 else "?"


def listed_faults(error: BaseException) -> dict[str, object]:
    """Return the faults that *error* lists, and where, if it is a bad declaration."""
    try:
        faults: Iterable[object]
        if type(error) is BadProgramme:
            faults, file = error.faults, str(error.values["programme"])
        elif type(error) is BadSettings:
            faults = cast("Iterable[object]", error.values["faults"])
            file = str(error.values["file"])
        else:
            return {}
        listed = tuple(one for one in faults if type(one) is Fault and str(one))
    except Exception:  # noqa: BLE001 - it was made by hand, and says nothing
        return {}
    return {"faults": listed, "file": file} if listed else {}


def located(error: BaseException) -> str:
    """Return the type of *error* and the line that raised it, and nothing it says."""
    places = list(traceback.walk_tb(error.__traceback__))
    return f"{kind_of(error)} at {_place(*places[-1])}" if places else kind_of(error)


def _last_line(error: BaseException) -> str:
    """Return the last line of the plugin on the way to *error*; nothing if none.

    The plugin's own is the first package on the way that is neither migcase nor the
    import.
    """
    walked = traceback.walk_tb(error.__traceback__)
    steps = [(_package(frame), _place(frame, line)) for frame, line in walked]
    own = next((one for one, _ in steps if one not in ("", CORE, "importlib")), None)
    return next((place for one, place in reversed(steps) if one == own), "")


def _package(frame: FrameType) -> str:
    module: object = dict.get(frame.f_globals, "__name__")
    return module.partition(".")[0] if isinstance(module, str) else ""


def _place(frame: FrameType, line: int) -> str:
    return f"{PurePath(frame.f_code.co_filename).name[:80]}:{line}"
