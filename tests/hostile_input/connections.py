"""Runs command lines in one process, and writes down every connection that is made.

``python -m tests.hostile_input.connections PLAN TOLD``: the plan is a JSON list of
command lines; what Python was asked to connect to is written to TOLD as JSON.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

# What Python tells of before it happens; a library in C tells nothing, strace does.
EVENTS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")


def main() -> None:
    plan, told = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    made: list[list[str]] = []

    def note(event: str, about: tuple[object, ...]) -> None:
        if event in EVENTS:
            # The address comes last; of what is in this machine it is a path.
            made.append([event, repr(about[1 if event != "socket.getaddrinfo" else 0])])

    sys.addaudithook(note)
    from migcase.cli.door import door

    for words in plan:
        with suppress(SystemExit):
            door.main(args=words, prog_name="migcase")
    told.write_text(json.dumps(made))


if __name__ == "__main__":
    main()
