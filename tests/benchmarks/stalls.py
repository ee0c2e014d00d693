"""How long the event loop stands still while look-ups run beside it: nothing slow may run on it."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.run import keep_loop_quick
from knowledge.add_entries import add_entries
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.packs.assemble import read_pack
from knowledge.packs.shipped import SHIPPED, SHIPPED_SLUG
from tests.knowledge.test_own_entries import own

TICK = 0.001
GUILD = 42
WANTED = 20.0
"""Milliseconds that the longest stall must stay under."""


def main(rounds: int = 5) -> None:
    """Print the longest stall of each, in several rounds, and that of an idle loop beside them."""
    keep_loop_quick()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder), rounds))


async def _measure(folder: Path, rounds: int) -> None:
    entries = read_pack(SHIPPED).entries
    claims = [entry.claim.text for entry in entries]
    page = " ".join([*claims, *(passage.exact for entry in entries for passage in entry.passages)])[:4_000]
    async with Library.open(f"sqlite:///{folder / 'serge.db'}") as library:
        await add_entries(library.database, GUILD, SHIPPED_SLUG, own(entries))
        await library.look_up("kronstadt", GUILD)

        async def idle() -> None:
            await asyncio.sleep(0.5)

        async def one_page() -> None:
            await library.look_up(f"{page} {time.perf_counter_ns()}", GUILD)

        async def hundred() -> None:
            asked = [f"{text} {time.perf_counter_ns()}" for text in (*claims, *claims)][:100]
            await asyncio.gather(
                *(library.look_up(text, GUILD if number % 2 else 0) for number, text in enumerate(asked))
            )

        async def hundred_pages() -> None:
            await asyncio.gather(*(library.look_up(f"{page} {number}", GUILD) for number in range(100)))

        async def beside_an_import() -> None:
            (folder / "pack" / "pack.yaml").write_text(f'{head}accent: "#{time.time_ns() % 0xFFFFFF:06x}"\n')
            loading = asyncio.create_task(load_pack(library.database, folder / "pack"))
            await hundred()
            assert (await loading).changed

        shutil.copytree(SHIPPED, folder / "pack")
        kept = [line for line in (SHIPPED / "pack.yaml").read_text().splitlines(keepends=True) if "accent" not in line]
        head = "".join(kept)
        print(f"\nThe event loop's longest stall (wanted: below {WANTED:.0f} ms)")
        cases: dict[str, Callable[[], Awaitable[None]]] = {
            "nothing": idle,
            "a text of 4,000 characters": one_page,
            "a hundred claims at once": hundred,
            "a hundred texts of 4,000 characters at once": hundred_pages,
            "a hundred claims beside an import": beside_an_import,
        }
        for name, case in cases.items():
            worst = [await _longest(case) for _ in range(rounds)]
            usual = sorted(worst)[rounds // 2]
            print(f"  {name:<46} {max(worst) * 1000:7.1f} ms (median of {rounds}: {usual * 1000:.1f})")


async def _longest(case: Callable[[], Awaitable[None]]) -> float:
    """The longest time by which a tick came late while the case ran, in seconds."""
    latest = 0.0

    async def tick() -> None:
        nonlocal latest
        while True:
            began = time.perf_counter()
            await asyncio.sleep(TICK)
            latest = max(latest, time.perf_counter() - began - TICK)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(TICK * 5)
    await case()
    ticking.cancel()
    return latest
