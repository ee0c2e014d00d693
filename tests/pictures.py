"""The README's pictures, made anew: `python -m tests.pictures`. The real bot's cards, as wide as a phone."""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.client import SergeBot
from bot.settings import read_settings
from knowledge.library import Library
from tests.browser import CHROMIUM, QUIET
from tests.simulated.world import World

FOLDER = Path(__file__).parent.parent / ".github"

ROOM = {"width": 420, "height": 5_000}
"""A window as wide as a phone, in which a whole exchange stands, so that nothing of it is cut off."""

MARGIN = 8
COLOURS = 96
"""As many as anti-aliased text on a dark ground needs; it makes the file a third as large."""

CLAIM = "The country was exhausted, so they had no choice at Kronstadt. And wasn’t Serge the best of the anarchists?"
ALTERED = "fear of liberty, which is fear of the masses, marks the entire course of the Russian revolution"


def main() -> None:
    """Make the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_make(Path(folder)))


async def _make(folder: Path) -> None:
    settings = read_settings({"SERGE_HEARTBEAT": str(folder / "heartbeat")}, str(folder / "serge.db"))
    async with Library.open(settings.database_url) as library, async_playwright() as playwright:
        env = Env(SergeBot(library, settings))
        await env.start()
        with env.time_context():
            world = World.of(env)
            assert env.bot.user is not None
            await env.bot.user.edit(username="Serge")
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            for name, exchange in EXCHANGES.items():
                channel = world.guild.create_text_channel(name)
                await exchange(world, channel)
                await _picture(env, browser, world, channel, FOLDER / f"{name}.png")
            await browser.close()
        await env.shutdown()


async def _ask(world: World, channel: ChannelHandle) -> None:
    await world.member.send(channel, "!serge kronstadt")


async def _check(world: World, channel: ChannelHandle) -> None:
    await world.member.send(channel, f"!check “{ALTERED}”")


async def _find_rebuttal(world: World, channel: ChannelHandle) -> None:
    opponent = world.guild.add_member(world.env.create_user("bob"))
    message = await opponent.send(channel, CLAIM)
    await world.member.context_menu(channel, "Find the rebuttal", message)


EXCHANGES: dict[str, Callable[[World, ChannelHandle], Awaitable[None]]] = {
    "card": _ask,
    "check": _check,
    "rebuttal": _find_rebuttal,
}
"""What is asked in each picture."""


async def _picture(env: Env, browser: Browser, world: World, channel: ChannelHandle, file: Path) -> None:
    async with env.preview(channel, viewers=[world.member], layout="channel") as preview:
        page = await browser.new_page(viewport=ROOM, device_scale_factor=2, reduced_motion="reduce")  # type: ignore[arg-type]
        await page.goto(preview.url)
        await page.wait_for_function("() => window.simcordPreview?.ready")
        picture = Image.open(io.BytesIO(await _exchange(page)))
        picture.convert("RGB").quantize(COLOURS).save(file, optimize=True)
        await page.close()
    print(f"{file.name}: {picture.width} × {picture.height}")  # noqa: T201


async def _exchange(page: Page) -> bytes:
    """The question and its answer as PNG, without the page around them."""
    messages = page.get_by_role("log").locator("article")
    first, last = await messages.first.bounding_box(), await messages.last.bounding_box()
    assert first, "the question is on the page"
    assert last, "so is the answer"
    height = last["y"] + last["height"] - first["y"] + 2 * MARGIN
    clip = {"x": first["x"] + MARGIN, "y": first["y"] - MARGIN, "width": first["width"] - 2 * MARGIN, "height": height}
    return await page.screenshot(clip=clip)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
