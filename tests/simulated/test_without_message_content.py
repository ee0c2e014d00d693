"""Without message content a guild's prefix cannot be read: examples begin with what works there."""

from __future__ import annotations

import pytest

from bot.client import SergeBot
from knowledge.library import Library
from knowledge.preferences import Holder
from tests.simulated.test_welcome import join
from tests.simulated.world import World, parts_of, responded, text_of

pytestmark = pytest.mark.parametrize("host", [{"message_content": False}], ids=["without message content"])


@pytest.fixture
def bot(simcord_bot: SergeBot) -> SergeBot:
    return simcord_bot


@pytest.mark.parametrize("content", ["{me}", "{me} help", "{me} help commands", "{me} help cite", "{me} help me xyz"])
async def test_in_a_guild_examples_are_slash_commands(world: World, content: str) -> None:
    message = await world.ask(content.format(me=world.me))
    assert "/" in text_of(message)
    assert "!" not in text_of(message)
    labels = [option["label"] for part in parts_of(message) for option in part.get("options", ())]
    assert [label for label in labels if not label.startswith("/")] == []


async def test_by_slash_command_and_on_buttons_too_whatever_prefix_the_guild_chose(
    world: World, library: Library
) -> None:
    await library.preferences.choose(Holder.GUILD, world.guild.id, world.guild.id, "prefix", "?")
    for name in ("help", "serge"):
        shown = await world.slash(name)
        assert "/serge kronstadt" in text_of(shown)
    listed = responded(await world.member.click(shown, label="Asking"))
    assert "/serge kronstadt" in text_of(listed)
    assert "?serge" not in text_of(listed)


async def test_in_direct_messages_the_prefix_works_and_stands_there(world: World) -> None:
    await world.member.user.send_dm("help")
    answer = world.member.user.dm_channel.last_message
    assert answer is not None
    assert "!serge kronstadt" in text_of(answer)


async def test_first_words_settings_and_what_the_bot_does_say_so_too(world: World, bot: SergeBot) -> None:
    await join(world)
    assert "/serge kronstadt" in text_of(world.channel.history()[-1])
    assert "!serge" not in text_of(world.channel.history()[-1])
    assert "/help settings" in text_of(await world.slash("settings"))
    assert str(bot.activity) == "/serge kronstadt"
