"""A card on several messages of which Discord refuses one: the rest comes as plain text, and nothing comes twice."""

from __future__ import annotations

from typing import Any

import pytest
from discord.ext import commands

from bot.client import SergeBot
from cogs.answering.reply import Reply, card_reply
from cogs.cards.content import RULE, Card, Style, part
from cogs.cards.layout import layout_pages
from tests.cogs.discord_markdown import text
from tests.factories import prose
from tests.loopback.server import Discord, malformed

CARD: Card = (
    part(Style.BODY, prose(5_000, "first")),
    RULE,
    part(Style.BODY, prose(5_000, "second")),
    part(Style.BODY, prose(500, "third")),
)


@pytest.fixture
def long_answer(bot: SergeBot) -> None:
    """A command whose answer needs several messages."""

    async def work() -> Reply:
        return card_reply(CARD)

    @bot.command()
    async def long(ctx: commands.Context[Any]) -> None:  # pyright: ignore[reportUnusedFunction]
        await bot.replier.respond(ctx, work())


@pytest.mark.usefixtures("long_answer")
@pytest.mark.parametrize("after", range(len(layout_pages(CARD))))
async def test_the_rest_of_a_card_is_plain_text_from_the_page_that_was_refused(discord: Discord, after: int) -> None:
    discord.fail("POST", "/messages$", malformed, after=after)
    await discord.say("!long")
    ending = text(prose(500, "third"))
    await discord.until("the end", lambda: ending in shown(sent(discord)))
    bodies = sent(discord)
    assert [bool(body.get("content")) for body in bodies[: after + 1]] == [False] * after + [True]
    assert shown(bodies).split() == " ".join(prose(5_000, w) for w in ("first", "second")).split() + ending.split()
    assert len({body["nonce"] for body in bodies}) == len(bodies)
    assert [bool(body.get("message_reference")) for body in bodies] == [True] + [False] * (len(bodies) - 1)


def sent(discord: Discord) -> list[dict[str, Any]]:
    """The messages that Discord took."""
    return [request.json for request in discord.made("POST", "/messages") if request.status == 200]


def shown(bodies: list[dict[str, Any]]) -> str:
    """What they show, one after the other."""
    return " ".join(text(words) for body in bodies for words in _words(body))


def _words(body: dict[str, Any]) -> list[str]:
    parts = body.get("components") or []
    return [body["content"]] if body.get("content") else [p["content"] for p in _flat(parts) if "content" in p]


def _flat(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [below for part in parts for below in (part, *_flat(part.get("components", [])))]
