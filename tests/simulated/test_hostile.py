"""Whatever a member types, the answer repeats it as text and pings nobody. The fixture checks each request for that."""

from __future__ import annotations

import pytest

from cogs.cards.content import printable
from tests.cogs.discord_markdown import looks, text
from tests.simulated.world import World, text_of

QUERIES = {
    "everyone": "@everyone @here",
    "user": "<@80351110224678912>",
    "role": "<@&80351110224678912>",
    "markdown": "**bold** _it_ ~~no~~ ||spoiler|| # head",
    "code": "`code` ```block```",
    "masked link": "[click](https://example.org/zzz)",
    "line breaks": "one\n> two\n# three\n- four",
    "quotes": "' \" ` ; DROP TABLE entry; --",
    "search syntax": 'NEAR( AND OR NOT * ^ "',
    "invisible": "\u200b\u202e\u2066",
    "emoji": "🥖🥖",
}


def repeating(query: str) -> str:
    """The query on one line, without signs that would turn the line around."""
    return printable(" ".join(query.split()))


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
async def test_a_hostile_query_is_shown_as_text(world: World, query: str) -> None:
    repeated = text_of(await world.ask(f"!serge {query}")).split("\n", maxsplit=1)[0]
    assert repeating(query) in text(repeated)
    assert looks(repeated) <= {"link"}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_a_hostile_query_is_shown_as_text_in_a_plain_message(world: World, query: str) -> None:
    assert repeating(query) in text((await world.ask(f"!serge {query}")).content)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
async def test_a_hostile_query_by_slash_is_shown_as_text(world: World, query: str) -> None:
    assert repeating(query) in text(text_of(await world.slash("serge", query=query)))


@pytest.mark.parametrize("filling", ["a", "bread ", "@everyone ", "*", "nigjt ", "🥖"])
async def test_a_query_as_long_as_a_message_is_answered(world: World, filling: str) -> None:
    query = (filling * 2_000)[: 2_000 - len("!serge ")]
    shown = text(text_of(await world.ask(f"!serge {query}")))
    assert len(shown) < 1_000
    assert f"{query[:50]}" in shown


async def test_a_slash_query_as_long_as_discord_allows_is_answered(world: World) -> None:
    assert "6000 characters" in text(text_of(await world.slash("serge", query="x" * 6_000)))
