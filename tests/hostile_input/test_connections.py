"""S19: nothing is sent anywhere, unless a server was asked for by its address."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile_input.conftest import Desk

CALLING = """
    import click
    from migcase import hookimpl

    @hookimpl
    def migcase_commands(cli):
        @cli.command("call-home")
        def call_home():
            import socket
            try:
                socket.create_connection(("127.0.0.1", 9), timeout=0.2)
            except OSError:
                pass
"""
# What would ask, wait, or make an office elsewhere.
LEFT_OUT = frozenset({"unlock", "demo", "init"})


def every_command(case: str, person: str) -> list[list[str]]:
    """Return a line for every command there is: what it does, and what it refuses."""
    from migcase.cli.directory import COMMANDS
    from migcase.cli.person import FAMILY, PERSON

    asked = ("--fact", "how=lost", "--fact", "lost_on=today")
    plain = [
        ["show", case, "--facts", "--history"],
        ["open", "passport"],
        ["done", case, "report", *asked],
        ["state", case, "--fact", "story=x"],
        ["note", case, "x"],
        ["why", case, "letter"],
        ["explain", "passport"],
        ["ledger", case],
        ["person", "show", person],
        ["person", "find", "Chioma"],
        ["completion", "bash"],
        ["projects"],
        ["close", case, "found", "--fact", "grounds=x", "--yes"],
        ["--version"],
        ["--help"],
    ]
    every = [
        [*above, name, *words]
        for above, listed in (((), COMMANDS), (("person",), PERSON))
        for name in listed
        if name not in LEFT_OUT
        for words in ((), ("--help",), (case,), (case, "x"))
    ]
    families = [["person", "family", name, person] for name in FAMILY]
    return [*plain, *every, *families]


def environment_of(desk: Desk, site: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "MIGCASE_OFFICE": str(desk.counter.folder),
        "MIGCASE_USER": "bashir",
        "MIGCASE_LOAD_PLUGINS": "passport",
        "PYTHONPATH": os.pathsep.join(map(str, [site, *sys.path])),
        **more,
    }


def connections(
    plan: list[list[str]], folder: Path, environment: dict[str, str], *before: str
) -> list[str]:
    """Run *plan* in a process of its own; return where it connected to."""
    (folder / "plan").write_text(json.dumps(plan))
    command = [sys.executable, "-m", "tests.hostile_input.connections"]
    subprocess.run(
        [*before, *command, str(folder / "plan"), str(folder / "told")],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=300,
        check=True,
    )
    made = json.loads((folder / "told").read_text())
    return [f"{event} {where}" for event, where in made if not _is_here(where)]


def _is_here(where: str) -> bool:
    """Tell whether an address is a file of this machine: whoever holds our keys."""
    return bool(re.fullmatch(r"b?['\"](/|\\x00).*", where))


def install(site: Path) -> None:
    from textwrap import dedent

    facts = site / "migcase_calling-0.1.dist-info"
    facts.mkdir()
    (site / "migcase_calling.py").write_text(dedent(CALLING))
    (facts / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: migcase-calling\nVersion: 0.1\n"
    )
    (facts / "entry_points.txt").write_text("[migcase]\ncalling = migcase_calling\n")


def test_a_day_of_work_connects_to_nothing(desk, site, tmp_path):
    plan = every_command(desk.case, desk.person)[:15]

    assert connections(plan, tmp_path, environment_of(desk, site)) == []


def test_a_plugin_that_connects_is_caught(desk, site, tmp_path):
    install(site)
    environment = environment_of(desk, site, MIGCASE_LOAD_PLUGINS="passport,calling")
    made = connections([["call-home"]], tmp_path, environment)

    assert "socket.connect ('127.0.0.1', 9)" in made


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace here")
def test_no_command_connects_to_anything(desk, site, tmp_path):
    traced = tmp_path / "traced"
    calls = "connect,sendto,sendmsg,bind"
    strace = ("strace", "-f", "-qq", "-o", str(traced), "-e", f"trace={calls}")
    plan = every_command(desk.case, desk.person)
    made = connections(plan, tmp_path, environment_of(desk, site), *strace)
    network = [one for one in traced.read_text().splitlines() if "AF_INET" in one]

    assert (made, network) == ([], [])


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace here")
def test_what_connects_is_caught_by_strace_as_well(desk, site, tmp_path):
    if not (site / "migcase_calling.py").exists():
        install(site)
    environment = environment_of(desk, site, MIGCASE_LOAD_PLUGINS="passport,calling")
    traced = tmp_path / "traced"
    strace = ("strace", "-f", "-qq", "-o", str(traced), "-e", "trace=connect")
    connections([["call-home"]], tmp_path, environment, *strace)

    assert 'sin_addr=inet_addr("127.0.0.1")' in traced.read_text()
