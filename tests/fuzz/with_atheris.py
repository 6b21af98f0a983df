"""The same readers under atheris, where it is installed: ``pip install ".[fuzz]"``.

``python -m tests.fuzz.with_atheris READER [options of libFuzzer]``.  What it finds it
writes where libFuzzer says; put it into the corpus of the reader, and it stays found.
"""

from __future__ import annotations

import sys
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["migcase"]):
    from tests.fuzz.readers import CORPUS, targets


def main() -> None:
    name, *options = sys.argv[1:]
    [chosen] = [one for one in targets() if one.name == name]
    words = [sys.argv[0], *options, "-max_len=4000", "-timeout=10", "-rss_limit_mb=512"]
    with TemporaryDirectory() as grown:  # what it keeps, beside what we keep
        atheris.Setup([*words, grown, str(CORPUS / name)], chosen.check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
