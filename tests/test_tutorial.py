"""The tutorial is done as it is written: its files are put where it says, its commands run and print what it shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TUTORIAL = (ROOT / "TUTORIAL.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", TUTORIAL, re.DOTALL | re.MULTILINE)
"""(language, file, text) of every code block, in order."""

LEFT_OUT = "…\n"
"""A line that stands for any number of lines, none included."""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the tutorial's text and finished pack, as a newcomer has them, and the command ``serge``."""
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "tests/packs", desk / "tests/packs")
    command = tmp_path / "bin/serge"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m bot.cli "$@"\n')
    command.chmod(0o755)
    return desk


def test_every_command_prints_what_the_tutorial_shows(desk: Path) -> None:
    done = 0
    for language, file, text in BLOCKS:
        if language == "yaml":
            assert (desk / file).is_file(), f"{file} is to be replaced, but is not there"
            (desk / file).write_text(text, encoding="utf-8")
        for command, shown in exchanges(text) if language == "console" else ():
            output = printed(command, desk)
            assert matches(output, shown), f"{command} printed\n{output}"
            done += 1
    assert done == TUTORIAL.count("\n$ ")


@pytest.mark.parametrize(
    ("printed_", "shown", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\n", False),
        ("a\nb\nc\n", "a\n…\nc\n", True),
        ("a\nc\n", "a\n…\nc\n", True),
        ("a\nb\n", "a\n…\nc\n", False),
        ("a (b)\n", "a .b.\n", False),
    ],
)
def test_only_a_line_of_three_dots_stands_for_others(printed_: str, shown: str, same: bool) -> None:  # noqa: FBT001
    assert matches(printed_, shown) is same


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", TUTORIAL)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def exchanges(block: str) -> list[tuple[str, str]]:
    """Each command of a console block with what is shown below it."""
    starts = [found.start() for found in re.finditer(r"^\$ ", block, re.MULTILINE)]
    parts = [block[start:end] for start, end in pairwise([*starts, len(block)])]
    return [(command.removeprefix("$ "), shown) for command, _, shown in (part.partition("\n") for part in parts)]


def printed(command: str, folder: Path) -> str:
    """What the command prints, on both streams."""
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": f"{folder.parent / 'bin'}:{os.environ['PATH']}", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    return done.stdout.decode()


def matches(text: str, shown: str) -> bool:
    """Whether the text is what is shown, lines of three dots apart."""
    pattern = "".join("(?:.*\n)*?" if line == LEFT_OUT else re.escape(line) for line in shown.splitlines(keepends=True))
    return re.fullmatch(pattern, text) is not None
