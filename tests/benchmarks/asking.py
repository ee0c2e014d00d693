"""The whole process of `serge ask kronstadt` on a loaded database, against importing its three libraries."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measure import side_by_side, table

IMPORTS = "import sqlalchemy.ext.asyncio, aiosqlite, rapidfuzz"


def main(rounds: int = 15) -> None:
    """Print the ratio; at most 1.5 is wanted."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "serge.db")
        ask = [sys.executable, "-m", "bot.cli", "ask", "kronstadt", "--database", database]
        mended = [sys.executable, "-m", "bot.cli", "ask", "cronstadt", "--database", database]
        _run(ask)
        medians = side_by_side(
            {
                f'python -c "{IMPORTS}"': lambda: _run([sys.executable, "-c", IMPORTS]),
                "serge ask kronstadt": lambda: _run(ask),
                "serge ask cronstadt (a word mended)": lambda: _run(mended),
            },
            rounds,
        )
    table("Asking, whole process (wanted: at most 1.5)", medians, next(iter(medians)))


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
