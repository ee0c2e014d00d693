"""Every way to ask, and what is not a question to this bot."""

from __future__ import annotations

import pytest

from tests.simulated.world import World, buttons_of, is_card, responded, text_of

REBUTTAL = "Nobody who bakes has ever said so."

CONTENT_OFF = pytest.mark.parametrize("host", [{"message_content": False}], ids=["message content off"])


@pytest.mark.parametrize(
    "content",
    [
        "!serge night baking",
        "!SERGE Night BAKING",
        "!serge   the night shift",
        "{me} night baking",
        "{me} serge scales",
    ],
)
async def test_a_question_is_answered_with_a_card(world: World, content: str) -> None:
    answer = await world.ask(content.format(me=world.me))
    assert is_card(answer)
    assert "The essay’s rebuttal" in text_of(answer)


async def test_the_card_holds_claim_passage_quotation_citation_and_rebuttal(world: World) -> None:
    shown = text_of(await world.ask("!serge night baking"))
    for part in (
        "**Claim, in our words · held by the masters**\nBread has to be baked at night.",
        "> The masters say that bread baked by day is stale by dawn.",
        "“the night shift kills the baker before the oven warms”",
        "Ada Lamp, *Ovens* (London: Hearth Press, 1919), 12",
        f"> {REBUTTAL}",
        "A Baker, *A Word on Bread*",
    ):
        assert part in shown


@pytest.mark.parametrize("content", ["!serge night baking", "!serge yeast", "!serge victor hugo", "!help", "!topics"])
async def test_the_answer_is_a_reply_to_the_question(world: World, content: str) -> None:
    asked = await world.member.send(world.channel, content)
    answer = world.channel.last_message
    assert answer is not None
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id


async def test_a_typo_is_corrected_and_said(world: World) -> None:
    shown = text_of(await world.ask("!serge nigjt baking"))
    assert shown.startswith("Showing *Night baking* for “nigjt”\n")
    assert REBUTTAL in shown


async def test_what_was_typed_right_is_not_called_a_guess(world: World) -> None:
    assert "Showing" not in text_of(await world.ask("!serge night baking"))


async def test_a_miss_says_so(world: World) -> None:
    answer = await world.ask("!serge victor hugo")
    assert text_of(answer).startswith("The essay has no entry for “victor hugo”.")
    assert buttons_of(answer) == ["Topics", "Delete"]


@pytest.mark.parametrize("content", ["!serge", "!serge   ", "!help", "{me} help"])
async def test_without_a_question_it_says_how_to_ask(world: World, content: str) -> None:
    shown = text_of(await world.ask(content.format(me=world.me)))
    assert "!serge kronstadt" in shown
    assert "!help commands" in shown


async def test_topics_are_listed_by_section(world: World) -> None:
    shown = text_of(await world.ask("!topics"))
    assert shown.index("**The Ovens**") < shown.index("Night baking") < shown.index("**The Scales**")


async def test_sources_are_listed_as_a_bibliography(world: World) -> None:
    assert "Lamp, Ada. *Ovens*. London: Hearth Press, 1919." in text_of(await world.ask("!sources"))


@pytest.mark.parametrize("content", ["night baking", "!serge night baking", "serge night baking", "{me} night baking"])
async def test_a_direct_message_needs_no_prefix(world: World, content: str) -> None:
    user = world.member.user
    await user.send_dm(content.format(me=world.me))
    answer = user.dm_channel.last_message
    assert answer is not None
    assert REBUTTAL in text_of(answer)


async def test_slash_answers_in_the_channel(world: World) -> None:
    response = await world.slash("serge", query="night baking")
    assert is_card(response)
    assert REBUTTAL in text_of(response)
    assert not response.ephemeral


async def test_slash_without_a_query_says_how_to_ask(world: World) -> None:
    assert "!serge kronstadt" in text_of(await world.slash("serge"))


@pytest.mark.parametrize("command", ["topics", "sources", "help"])
async def test_browsing_works_by_slash_too(world: World, command: str) -> None:
    assert is_card(await world.slash(command))


async def test_slash_works_in_direct_messages(world: World) -> None:
    assert REBUTTAL in text_of(responded(await world.member.user.slash("serge", query="night baking")))


@CONTENT_OFF
async def test_without_the_content_intent_a_plain_command_in_a_guild_is_not_seen(world: World) -> None:
    assert await world.answers("!serge night baking") == []


@CONTENT_OFF
async def test_without_the_content_intent_a_mention_is_answered(world: World) -> None:
    assert REBUTTAL in text_of(await world.ask(f"{world.me} night baking"))


@CONTENT_OFF
async def test_without_the_content_intent_direct_messages_and_slash_are_answered(world: World) -> None:
    await world.member.send_dm("night baking")
    answer = world.member.user.dm_channel.last_message
    assert answer is not None
    assert REBUTTAL in text_of(answer)
    assert REBUTTAL in text_of(await world.slash("serge", query="night baking"))


@pytest.mark.parametrize("host", [{"prefix": "?"}], ids=["another prefix"])
async def test_the_host_can_set_another_prefix(world: World) -> None:
    assert REBUTTAL in text_of(await world.ask("?serge night baking"))
    assert "?serge kronstadt" in text_of(await world.ask("?help"))
    assert await world.answers("!serge night baking") == []


# Not for this bot: other bots' commands, talk, and a mention of somebody else.
@pytest.mark.parametrize(
    "content", ["!nope", "!nope kronstadt", "!", "! serge", "kronstadt", "serge kronstadt", "<@1> x"]
)
async def test_what_is_not_asked_of_it_is_ignored(world: World, content: str) -> None:
    assert await world.answers(content) == []


async def test_bots_and_webhooks_are_not_answered(world: World) -> None:
    other = world.guild.add_member(world.env.create_user("other", bot=True))
    await other.send(world.channel, "!serge night baking")
    await world.guild.create_webhook(world.channel).send("!serge night baking")
    assert len(world.channel.history()) == 2


async def test_the_commands_are_told_once_and_not_again(world: World, another_bot: object) -> None:
    told = [request for request in world.env.http_requests if request.path.endswith("/commands")]
    assert [request.method for request in told] == ["PUT"]
    await world.env.restart_bot(another_bot)  # type: ignore[arg-type]
    assert len([request for request in world.env.http_requests if request.path.endswith("/commands")]) == 1
