"""What every test of the project shares: hypothesis profiles and executed documents.

A page's Python blocks run in one namespace, from top to bottom. Its ``console``
blocks are typed into one shell, in an office of the page's own: see
``docs/consoles.py``.
"""

from __future__ import annotations

import os

import hypothesis
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from docs.consoles import close_console, open_console, type_into_console

# A slow machine is not a fault of the code, so no example has a deadline, nor has the
# making of one.  A change is judged by its own faults: in CI the same examples are
# taken each time.  `make slow` takes five times as many; new ones are looked for by
# whoever works here.
hypothesis.settings.register_profile(
    "here",
    deadline=None,
    max_examples=20,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
here = hypothesis.settings.get_profile("here")
hypothesis.settings.register_profile("ci", here, derandomize=True, print_blob=True)
ci = hypothesis.settings.get_profile("ci")
hypothesis.settings.register_profile("many", ci, max_examples=100)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser(language="console", evaluator=type_into_console),
        SkipParser(),
    ],
    patterns=["README.md", "docs/**/*.md"],
    setup=open_console,
    teardown=close_console,
).pytest()
