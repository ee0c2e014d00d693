"""``serge run`` against a Discord on this machine: ``python -m tests.loopback.launch http://127.0.0.1:1234``.

Only the addresses differ from what a host runs. It stops by itself after a minute, whatever happens.
"""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Callable
from typing import Any

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot import cli

SECONDS = 60


def main(discord: str) -> int:
    """Run the bot against the Discord at that address until it is told to stop."""
    faulthandler.dump_traceback_later(SECONDS, exit=True)
    point_at(discord, setattr)
    return cli.main(["run"])


def point_at(discord: str, put: Callable[[Any, str, Any], None]) -> None:
    """Let discord.py speak to the Discord at that address."""
    put(Route, "BASE", f"{discord}/api/v10")
    put(DiscordWebSocket, "DEFAULT_GATEWAY", URL(f"{discord.replace('http', 'ws')}/gateway"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
