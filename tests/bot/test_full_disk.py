"""A disk that is full is said to be so, without a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full to write to")
@pytest.mark.parametrize("arguments", [["schema", "pack"], ["export"]], ids=["short", "long"])
def test_a_full_disk_is_said_to_be_full(arguments: list[str]) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    assert (done.returncode, done.stderr.decode()) == (1, "The output could not be written: No space left on device.\n")
