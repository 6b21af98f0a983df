"""The oldest libraries that migcase may be installed with, as constraints for pip.

``python -m tests.oldest`` prints them; `make oldest` installs them.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def oldest(project: Path = PROJECT) -> Iterator[str]:
    """Yield ``library==version`` for each library that *project* needs to run."""
    declared = tomllib.loads(project.read_text("utf-8"))["project"]
    optional = declared["optional-dependencies"]["postgres"]
    for line in (*declared["dependencies"], *optional):
        needed = Requirement(line)
        (bound,) = needed.specifier
        assert bound.operator == ">=", line
        yield f"{needed.name}=={bound.version}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{one}\n" for one in oldest())
