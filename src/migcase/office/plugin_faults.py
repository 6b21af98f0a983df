"""What is wrong with a plugin: a stable code, values, and a sentence for developers.

A fault found while plugins are loaded quotes the error, which knows no case.  One
found while a case is worked on names only the error's type and the line where it was
raised: its text could tell something about a person.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import PurePath

from attrs import frozen

from migcase.errors import (
    NOTHING,
    BadPlugin,
    BadProgramme,
    BadSettings,
    MigcaseError,
)

# What a plugin may raise without taking anybody else along.  SystemExit is among
# them; KeyboardInterrupt is not, because that is somebody at the keyboard.
CONTAINED: tuple[type[BaseException], ...] = (Exception, SystemExit)

SENTENCES: Mapping[str, str] = {
    "import-failed": "it cannot be imported: {error}",
    "hook-failed": "{hook} failed: {error}",
    "hook-unknown": "there is no hook {hook}{hint}",
    "hook-unmarked": "{hook} is not marked with @hookimpl",
    "hook-argument": "{hook} asks for {argument}, which it is not given{hint}",
    "hook-wraps": "{hook} wraps the hooks of other plugins, which none may do",
    "hook-async": "{hook} is asynchronous; migcase calls hooks one after the other",
    "hook-invalid": "its hooks cannot be used: {error}",
    "wrong-type": "{hook} returned {given} instead of {wanted}",
    "name-taken": "{other} brings a plugin {plugin} as well; neither is used",
    "programme-twice": "it declares {programme} version {version} more than once",
    "programme-clash": (
        "{other} declares {programme} version {version} as well; neither is used"
    ),
    "definition-changed": (
        "{programme} version {version} has another content than when its first case "
        "was opened; give the changed programme a new version"
    ),
    "rule-failed": "{programme} version {version} failed: {error}",
    "not-installed": "it is not installed{hint}",
}


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
    """Return what *error* says; only for what was raised without any case at hand."""
    if isinstance(error, MigcaseError):
        return str(error)
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def listed_faults(error: BaseException) -> dict[str, object]:
    """Return the faults that *error* lists, and where, if it is a bad declaration."""
    if isinstance(error, BadProgramme):
        return {"faults": error.faults, "file": error.values["programme"]}
    if isinstance(error, BadSettings) and "faults" in error.values:
        return {"faults": error.values["faults"], "file": error.values["file"]}
    return {}


def located(error: BaseException) -> str:
    """Return the type of *error* and the line that raised it, and nothing it says."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} at {PurePath(last.filename).name}:{last.lineno}"
