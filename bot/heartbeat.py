"""Signs of life: the running bot touches a file while Discord and the library both answer; ``serge health`` looks."""

from __future__ import annotations

import time
from pathlib import Path

BEAT_SECONDS = 15.0
"""How often the running bot touches the file."""

DEAD_AFTER_SECONDS = 60.0
"""How old the file may be before the bot counts as dead."""


def beat(file: Path) -> None:
    """Touch the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def print_health(file: Path, now: float | None = None) -> int:
    """Say whether the bot is alive. Exit status 1 where it is not."""
    try:
        age = (time.time() if now is None else now) - file.stat().st_mtime
    except OSError:
        print(f"not running: there is no {file}")
        return 1
    print(f"last sign of life {age:.0f} seconds ago")
    return int(age > DEAD_AFTER_SECONDS)
