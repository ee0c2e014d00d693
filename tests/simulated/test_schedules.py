"""What is posted every day or week, as a reading group sees it: set up, posted on time, once, and put right."""

from __future__ import annotations

import logging

import discord
import pytest
import sqlalchemy as sa
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client import SergeBot
from bot.settings import Settings
from knowledge.library import Library
from knowledge.model import Entry
from knowledge.preferences import Holder
from knowledge.storage.group_tables import schedule
from knowledge.storage.tables import block
from tests.rows import connect
from tests.simulated.broken import broken
from tests.simulated.changing import Changing
from tests.simulated.world import Shown, World, buttons_of, is_card, parts_of, responded, text_of

POSTS = "/channels/*/messages"
MENU = "serge:schedule:remove"
NOT_ALLOWED = "To set this up you need the permission Manage Server."


@pytest.fixture
def moderator(world: World) -> MemberActor:
    """A member who may set up."""
    role = world.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("mo"), roles=[role])


@pytest.fixture
def changing(world: World, library: Library, settings: Settings) -> Changing:
    return Changing(world, lambda: SergeBot(library, settings))


async def add(world: World, moderator: MemberActor, words: str) -> str:
    """What the bot answers to a schedule in words."""
    return await said(world, moderator, f"!schedule add {words}")


async def said(world: World, moderator: MemberActor, content: str) -> str:
    asked = await moderator.send(world.channel, content)
    answers = [message for message in world.channel.history() if message.id > asked.id and message.author.bot]
    return "\n".join(map(text_of, answers))


def posts(channel: ChannelHandle) -> list[str]:
    """What the bot has posted in the channel without being asked."""
    return [text_of(message) for message in channel.history() if message.author.bot and message.reference is None]


def topics(channel: ChannelHandle) -> list[str]:
    """The titles of what was posted."""
    return [line.removeprefix("## ") for post in posts(channel) for line in post.split("\n") if line.startswith("## ")]


def change_rows(settings: Settings, **values: object) -> None:
    """Change the schedules behind the bot's back."""
    with connect(settings.database_url) as connection:
        connection.execute(sa.update(schedule).values(values))


# Setting up


async def test_setting_up_says_what_where_and_when_it_is_next(world: World, moderator: MemberActor) -> None:
    options = {"kind": "reading", "when": "8pm", "zone": "Europe/Berlin", "day": 4}
    response = responded(await moderator.slash(world.channel, "schedule add", **options))
    assert response.ephemeral
    assert text_of(response) == (
        "Schedule 1 is set up:\n"
        f"The next portion of the text, every Friday at 20:00 (Europe/Berlin), in <#{world.channel.id}>\n"
        "Next: <t:1767380400:F> (Friday, January 2, 2026, 20:00 in Europe/Berlin)\n"
        "-# It begins at The Ovens, ¶ 1 of *A Word on Bread*."
    )


@pytest.mark.parametrize(
    "words",
    [
        "pair every friday at 8:30 pm in Europe/Berlin",
        "pair fri 20.30 berlin",
        "friday 20h30 Europe/Berlin, pair",
    ],
)
async def test_setting_up_in_words(world: World, moderator: MemberActor, words: str) -> None:
    answer = await add(world, moderator, words)
    assert f"A then-and-now, every Friday at 20:30 (Europe/Berlin), in <#{world.channel.id}>" in answer
    assert "<t:1767382200:F> (Friday, January 2, 2026, 20:30 in Europe/Berlin)" in answer


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "Say what is to be posted: passage, pair or reading."),
        ("", "*!schedule add reading friday 20:00 Europe/Berlin*"),
        ("reading Europe/Berlin", "Say when. A time is written as 20:00, 20.30, 20h, 8pm or 8:30 pm."),
        ("reading 20:00", "Say in which time zone. A time zone is named after a city"),
        ("reading 25:00 UTC", "“25:00” is no time of day. A time is written as 20:00"),
        ("reading 20:00 Europe/Berln", "There is no one time zone called “Europe/Berln”.\nIt may be: Europe/Berlin"),
        ("reading 20:00 Xyzzy", "A time zone is named after a city: Europe/Berlin"),
        ("reading 20:00 UTC from “the windmills”", "No text has one place called “the windmills” to begin at."),
        (
            "reading 20:00 UTC <#99999999999999999999>",
            "Name a channel, a thread or a forum in which you can write yourself.",
        ),
        ("reading 20:00 <@1> *x*", "There is no one time zone called “\\<@1> \\*x\\*”."),
    ],
)
async def test_what_is_wrong_with_a_wish_is_said_with_how_it_goes(
    world: World, moderator: MemberActor, library: Library, words: str, answer: str
) -> None:
    assert answer in await add(world, moderator, words)
    assert await library.timetable.of(world.guild.id) == []


async def test_wrong_options_are_told_to_whoever_gave_them_alone(world: World, moderator: MemberActor) -> None:
    for options, answer in (
        ({"when": "8", "zone": "Europe/Berlin"}, "“8” is no time of day."),
        ({"when": "8pm", "zone": "berlni"}, "It may be: Europe/Berlin"),
    ):
        response = responded(await moderator.slash(world.channel, "schedule add", kind="pair", **options))
        assert response.ephemeral
        assert answer in text_of(response)


async def test_a_channel_that_the_moderator_may_not_write_in_is_not_taken(world: World, moderator: MemberActor) -> None:
    closed = world.guild.create_text_channel(
        "closed", overwrites={moderator: discord.PermissionOverwrite(send_messages=False)}
    )
    assert "Name a channel" in await add(world, moderator, f"passage 20:00 UTC <#{closed.id}>")


async def test_a_private_thread_that_the_moderator_may_not_be_in_is_not_taken_from_elsewhere(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    thread = changing.thread("In private", private=True)
    assert "Name a channel" in await add(world, moderator, f"passage 20:00 UTC <#{thread.id}>")


async def test_a_category_is_no_channel_to_post_in(world: World, moderator: MemberActor) -> None:
    category = world.guild.create_category("rooms")
    assert "Name a channel" in await add(world, moderator, f"passage 20:00 UTC <#{category.id}>")


async def test_a_permission_that_is_lacking_is_said_at_once(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    quiet = world.guild.create_text_channel("quiet")
    changing.let_bot(quiet, send_messages=False)
    answer = await add(world, moderator, f"passage 20:00 UTC <#{quiet.id}>")
    assert f"I could not post in <#{quiet.id}> now: I lack Send Messages." in answer


@pytest.mark.parametrize("content", ["!schedule", "!schedule add passage 20:00 UTC", "!schedule remove 1"])
async def test_a_member_who_may_not_set_up_is_told_so(world: World, library: Library, content: str) -> None:
    assert text_of(await world.ask(content)) == NOT_ALLOWED
    assert await library.timetable.of(world.guild.id) == []


async def test_a_role_that_the_guild_lets_use_the_command_still_needs_the_permission(
    world: World, library: Library
) -> None:
    (command,) = [each for each in await world.env.bot.tree.fetch_commands() if each.name == "schedule"]
    world.guild.set_command_permissions(command, {world.member: True})
    response = await world.slash("schedule add", kind="passage", when="20:00", zone="UTC")
    assert response.ephemeral
    assert text_of(response) == NOT_ALLOWED
    assert await library.timetable.of(world.guild.id) == []


async def test_alone_with_the_bot_nothing_can_be_set_up(world: World) -> None:
    await world.member.send_dm("schedule add passage 20:00 UTC")
    answer = world.member.user.dm_channel.last_message
    assert answer is not None
    assert text_of(answer) == "Something can be posted regularly in servers only."


async def test_zones_are_suggested_from_memory_with_the_time_there(
    world: World, moderator: MemberActor, settings: Settings
) -> None:
    with broken(settings):
        choices = await moderator.autocomplete(world.channel, "schedule add", "zone", "berl")
        empty = await moderator.autocomplete(world.channel, "schedule change", "zone", "", number=1)
    assert choices[0] == {"name": "Europe/Berlin (01:00)", "value": "Europe/Berlin"}
    assert len(empty) == 25


async def test_sections_to_begin_at_are_suggested(world: World, moderator: MemberActor) -> None:
    choices = await moderator.autocomplete(world.channel, "schedule add", "begin", "scal")
    assert [choice["value"] for choice in choices] == ["The Scales"]


# Seeing, changing, removing


@pytest.mark.parametrize("host", [{"cooldown": False}], ids=["no cooldown"])
async def test_the_list_shows_what_there_is_and_only_this_guilds(
    world: World, moderator: MemberActor, library: Library
) -> None:
    assert "Nothing is posted regularly here." in await said(world, moderator, "!schedule")
    await add(world, moderator, "passage 20:00 UTC")
    await add(world, moderator, "reading mondays 9am Asia/Kathmandu")
    shown = await said(world, moderator, "!schedule list")
    assert "**Schedule 1**\nAn entry of the library, every day at 20:00 (UTC)" in shown
    assert "**Schedule 2**\nThe next portion of the text, every Monday at 09:00 (Asia/Kathmandu)" in shown
    assert text_of(responded(await moderator.slash(world.channel, "schedule list"))) == shown
    assert await said(world, moderator, f"{world.me} schedule list") == shown
    assert await library.timetable.of(world.guild.id + 1) == []


@pytest.mark.parametrize("host", [{"cooldown": False}], ids=["no cooldown"])
async def test_a_change_leaves_the_rest_as_it_was(world: World, moderator: MemberActor) -> None:
    await add(world, moderator, "reading friday 20:00 Europe/Berlin")
    changed = await said(world, moderator, "!schedule change 1 9:30 pm")
    assert "Schedule 1 is changed:" in changed
    assert "every Friday at 21:30 (Europe/Berlin)" in changed
    other = world.guild.create_text_channel("other")
    response = await moderator.slash(world.channel, "schedule change", number=1, day=7, channel=other)
    assert f"every day at 21:30 (Europe/Berlin), in <#{other.id}>" in text_of(responded(response))
    assert "Name a schedule by its number" in await said(world, moderator, "!schedule change 9pm")
    assert "There is no schedule 7." in await said(world, moderator, "!schedule change 7 9pm")
    assert "is no time of day" in await said(world, moderator, "!schedule change 1 25:00")


@pytest.mark.parametrize("host", [{"cooldown": False}], ids=["no cooldown"])
async def test_what_would_change_nothing_or_be_twice_is_not_done(
    world: World, moderator: MemberActor, library: Library
) -> None:
    await add(world, moderator, "passage 20:00 UTC")
    twice = await add(world, moderator, "passage 8pm utc")
    assert twice.startswith("Schedule 1 does that already: an entry of the library, every day at 20:00 (UTC), in ")
    assert "Say what is to be changed: the time, the time zone" in await said(world, moderator, "!schedule change 1")
    await add(world, moderator, "passage 21:00 UTC")
    assert "Schedule 1 does that already" in await said(world, moderator, "!schedule change 2 20:00")
    assert [one.rhythm.time.hour for one in await library.timetable.of(world.guild.id)] == [20, 21]


async def test_a_word_that_is_no_command_is_said_to_be_none(world: World, moderator: MemberActor) -> None:
    shown = await said(world, moderator, "!schedule foo 1")
    assert shown.startswith("There is no “schedule foo”, but add, change, remove and list.")
    assert "Nothing is posted regularly here." in shown


@pytest.mark.parametrize("host", [{"cooldown": False}], ids=["no cooldown"])
async def test_a_channel_in_plain_words_is_the_one_of_that_name(world: World, moderator: MemberActor) -> None:
    other = world.guild.create_text_channel("other")
    assert f"in <#{other.id}>" in await add(world, moderator, "passage 20:00 UTC #Other")
    answer = await add(world, moderator, "passage 20:00 UTC #windmills")
    assert "There is no one channel called “#windmills” here. Pick it from the list" in answer


@pytest.mark.parametrize("host", [{"cooldown": False}], ids=["no cooldown"])
async def test_hours_from_utc_are_taken_and_abbreviations_are_not(world: World, moderator: MemberActor) -> None:
    answer = await add(world, moderator, "passage 20:00 UTC+2")
    assert "every day at 20:00 (UTC+2)" in answer
    assert "<t:1767290400:F>" in answer  # 18:00 in UTC
    assert "It may be: America/New\\_York" in await add(world, moderator, "passage 20:00 EST")


async def test_removing_by_number(world: World, moderator: MemberActor, library: Library) -> None:
    await add(world, moderator, "passage 20:00 UTC")
    assert await said(world, moderator, "!schedule remove 2") == "There is no schedule 2."
    removed = await said(world, moderator, "!schedule remove 1")
    assert (
        removed
        == f"Schedule 1 is removed: an entry of the library, every day at 20:00 (UTC), in <#{world.channel.id}>."
    )
    assert await library.timetable.of(world.guild.id) == []


def options_of(message: Shown) -> list[str]:
    return [option["label"] for part in parts_of(message) for option in part.get("options", ())]


async def test_removing_from_the_menu_after_a_restart(world: World, moderator: MemberActor, changing: Changing) -> None:
    await add(world, moderator, "passage 20:00 UTC")
    await add(world, moderator, "reading friday 20:00 UTC")
    menu = responded(await moderator.slash(world.channel, "schedule remove"))
    assert options_of(menu)[0] == "1. an entry of the library, every day at 20:00 (UTC)"
    await changing.restart()
    left = responded(await moderator.select(menu, ["1"], custom_id=MENU))
    assert "Schedule 1 is removed" in text_of(left)
    assert options_of(left) == ["2. the next portion of the text, every Friday at 20:00 (UTC)"]
    rest = responded(await moderator.select(left, ["2"], custom_id=MENU))
    assert "Schedule 2 is removed" in text_of(rest)
    assert options_of(rest) == []


async def test_a_menu_that_others_see_works_for_them_not_at_all(
    world: World, moderator: MemberActor, library: Library
) -> None:
    await add(world, moderator, "passage 20:00 UTC")
    await moderator.send(world.channel, "!schedule remove")
    menu = world.channel.last_message
    assert menu is not None
    response = responded(await world.member.select(menu, ["1"], custom_id=MENU))
    assert response.ephemeral
    assert text_of(response) == NOT_ALLOWED
    assert len(await library.timetable.of(world.guild.id)) == 1
    assert options_of(menu)


# Posting


async def test_a_passage_is_posted_at_its_time_as_the_card_that_it_is_when_asked_for(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await add(world, moderator, "passage 00:10 UTC")
    await changing.sleep_until("2026-01-01 00:09:59")
    assert posts(world.channel) == []
    await changing.sleep_until("2026-01-01 00:10:01")
    (post,) = posts(world.channel)
    (topic,) = topics(world.channel)
    assert post.startswith("-# Every day at 00:10 (UTC)\n## ")
    asked = text_of(await world.ask(f"!serge {topic}"))
    assert post.split("\n", 1)[1] == asked
    message = world.channel.history()[2]
    sent = next(
        each.json for each in world.env.http_requests if each.path.endswith("/messages") and each.json.get("nonce")
    )
    assert sent["enforce_nonce"]
    assert is_card(message)
    assert {"Context", "Cite"} <= set(buttons_of(message))
    assert "Delete" not in buttons_of(message)


async def test_what_is_set_up_while_the_clock_sleeps_is_posted_on_time(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await changing.sleep_until("2026-01-01 00:09:30")
    await add(world, moderator, "passage 00:10 UTC")
    await changing.sleep_until("2026-01-01 00:10:00")
    assert len(posts(world.channel)) == 1


async def test_the_local_time_stays_where_clocks_are_put_forward_and_back(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await add(world, moderator, "passage 20:00 Europe/Berlin")
    for number, moment in enumerate(
        ("2026-03-28 19:00", "2026-03-29 18:00", "2026-10-24 18:00", "2026-10-25 19:00"), start=1
    ):
        await changing.be_away_until(f"{moment[:-5]}{int(moment[-5:-3]) - 1}:59:00")
        assert len(posts(world.channel)) == number - 1
        await changing.sleep_until(moment)
        assert len(posts(world.channel)) == number
    assert len(set(topics(world.channel))) == 4


async def test_a_time_that_the_clocks_skip_is_posted_when_they_have(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await add(world, moderator, "passage sunday 2:30 Europe/Berlin")
    await changing.be_away_until("2026-03-29 00:59:30")
    await changing.sleep_until("2026-03-29 01:05:00")
    assert len(posts(world.channel)) == 1
    await changing.be_away_until("2026-10-25 00:29:30")
    await changing.sleep_until("2026-10-25 00:31:00")
    assert len(posts(world.channel)) == 2
    await changing.be_away_until("2026-10-25 01:29:30")  # 2:30 once more
    await changing.sleep_until("2026-10-25 01:31:00")
    assert len(posts(world.channel)) == 2


async def test_a_restart_posts_nothing_twice(world: World, moderator: MemberActor, changing: Changing) -> None:
    await add(world, moderator, "passage 00:01 UTC")
    await changing.sleep_until("2026-01-01 00:02:00")
    await changing.restart()
    await changing.sleep_until("2026-01-01 00:06:00")
    assert len(posts(world.channel)) == 1


async def test_what_was_missed_is_posted_late_and_once(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await add(world, moderator, "passage 20:00 UTC")
    await changing.be_away_until("2026-01-05 07:00:00")
    assert len(posts(world.channel)) == 1
    await changing.sleep_until("2026-01-05 07:05:00")
    assert len(posts(world.channel)) == 1


async def test_what_was_missed_for_too_long_waits_for_the_next_time_and_a_reading_skips_nothing(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await add(world, moderator, "reading 00:05 UTC")
    await changing.sleep_until("2026-01-01 00:05:00")
    await changing.be_away_until("2026-01-04 23:00:00")
    assert len(posts(world.channel)) == 1
    await changing.be_away_until("2026-01-05 00:05:00")
    first, second, *_ = posts(world.channel)
    going_on = first.rpartition("The next reading goes on at ")[2].split(".")[0]
    assert f"## {going_on}" in second


async def test_a_reading_goes_through_the_essay_says_that_it_ends_and_begins_anew(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await add(world, moderator, "reading 00:05 UTC from “the yeast”")
    for day in ("01", "02"):
        await changing.be_away_until(f"2026-01-{day} 00:05:00")
    end, anew = posts(world.channel)
    assert "## The Yeast, ¶ 1–6" in end
    assert "Goes on from The Bill, ¶ 3." in end
    assert "This is the end of the text. The next reading begins anew." in end
    assert anew.split("\n")[1] == "## The Ovens, ¶ 1 – The Scales, ¶ 1"
    assert "Goes on from" not in anew


async def test_a_portion_longer_than_a_page_goes_on_in_the_next_message(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await add(world, moderator, "reading 00:05 UTC from “the bill 1”")
    await changing.sleep_until("2026-01-01 00:05:00")
    shown = posts(world.channel)
    assert len(shown) > 1
    assert "invoice1 " in shown[0]
    assert "The next reading goes on at The Bill, ¶ 2." in shown[-1]


async def test_a_portion_can_be_read_on_by_oneself(world: World, moderator: MemberActor, changing: Changing) -> None:
    await add(world, moderator, "reading 00:05 UTC")
    await changing.sleep_until("2026-01-01 00:05:00")
    post = world.channel.last_message
    assert post is not None
    page = responded(await world.member.click(post, label="Read on here"))
    assert page.ephemeral
    assert "The masters say that bread baked by day is stale by dawn." in text_of(page)


async def test_a_thread_gets_messages(world: World, moderator: MemberActor, changing: Changing) -> None:
    thread = changing.thread("Bread every day")
    await add(world, moderator, f"passage 00:05 UTC <#{thread.id}>")
    await changing.sleep_until("2026-01-01 00:05:00")
    assert len(posts(thread)) == 1
    assert posts(world.channel) == []


async def test_a_forum_gets_a_thread_for_each_post_called_after_its_topic(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    forum = world.guild.create_forum_channel("library")
    options = {"kind": "passage", "when": "00:05", "zone": "UTC", "channel": forum}
    await moderator.slash(world.channel, "schedule add", **options)
    for day in ("01", "02"):
        await changing.be_away_until(f"2026-01-{day} 00:05:00")
    threads = forum.threads
    assert len(threads) == 2
    for thread in threads:
        (topic,) = topics(thread)
        assert thread.name is not None
        assert topic.startswith(thread.name.removesuffix("…"))


async def test_a_forum_that_wants_tags_gets_one(world: World, moderator: MemberActor, changing: Changing) -> None:
    forum = world.guild.create_forum_channel("library")
    changing.require_tag(forum, "Daily")
    await moderator.slash(world.channel, "schedule add", kind="pair", when="00:05", zone="UTC", channel=forum)
    await moderator.slash(world.channel, "schedule add", kind="passage", when="00:05", zone="UTC", channel=forum)
    await changing.sleep_until("2026-01-01 00:05:00")
    (post,) = [each for each in world.env.http_requests if each.path == f"/channels/{forum.id}/threads"]
    assert len(post.json["applied_tags"]) == 1


async def test_what_was_posted_can_be_cited_like_an_answer(
    world: World, moderator: MemberActor, changing: Changing, library: Library
) -> None:
    await add(world, moderator, "passage 00:05 UTC")
    await changing.sleep_until("2026-01-01 00:05:00")
    post = world.channel.last_message
    assert post is not None
    given = await library.given.to(post.id)
    assert given is not None
    assert given.channel == world.channel.id
    assert given.card is not None
    assert given.card.startswith("entry:")


async def test_where_answers_are_short_and_french_posts_are_too(
    world: World, moderator: MemberActor, changing: Changing, library: Library
) -> None:
    for key, value in (("form", "short"), ("language", "fr")):
        await library.preferences.choose(Holder.CHANNEL, world.guild.id, world.channel.id, key, value)
    assert "(jeudi 1 janvier 2026, 00:05, UTC)" in await add(world, moderator, "passage 00:05 UTC")
    await changing.sleep_until("2026-01-01 00:05:00")
    post = world.channel.last_message
    assert post is not None
    assert text_of(post).startswith("-# Chaque jour à 00:05 (UTC)")
    ids = [part["custom_id"] for part in parts_of(post) if "custom_id" in part]
    assert any(id_.startswith("serge:show:entry:") for id_ in ids)  # from the short form to the whole


@pytest.mark.parametrize("host", [{"plain_cards": True}], ids=["plain"])
async def test_plain_hosts_get_ordinary_messages(world: World, moderator: MemberActor, changing: Changing) -> None:
    await add(world, moderator, "passage 00:05 UTC")
    await changing.sleep_until("2026-01-01 00:05:00")
    assert not any(is_card(message) for message in world.channel.history()[2:])
    assert posts(world.channel)[0].startswith("-# Every day at 00:05 (UTC)\n## ")
    assert "an entry of the library, every day at 00:05 (UTC)" in await said(world, moderator, "!schedule remove")


async def test_a_post_that_discord_refuses_as_a_card_is_made_as_plain_text(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await add(world, moderator, "passage 00:05 UTC")
    world.env.inject_error("POST", POSTS, status=400, code=50035)
    await changing.sleep_until("2026-01-01 00:05:00")
    assert not any(is_card(message) for message in world.channel.history()[2:])
    assert posts(world.channel)[0].startswith("-# Every day at 00:05 (UTC)\n## ")


# What goes wrong


async def test_a_channel_that_is_gone_stops_its_schedule_until_another_is_chosen(
    world: World, moderator: MemberActor, changing: Changing, caplog: pytest.LogCaptureFixture
) -> None:
    thread = changing.thread("Bread every day")
    await add(world, moderator, f"passage 00:05 UTC <#{thread.id}>")
    changing.delete(thread)
    await changing.sleep_until("2026-01-01 00:05:00")
    assert f"cannot post in channel {thread.id}: NotFound (10003)" in caplog.messages
    stopped = await said(world, moderator, "!schedule")
    assert "This has stopped, since its channel is gone. Choose another one with */schedule change 1*." in stopped
    assert "Next:" not in stopped
    await said(world, moderator, f"!schedule change 1 00:10 <#{world.channel.id}>")
    await changing.sleep_until("2026-01-01 00:10:00")
    assert len(posts(world.channel)) == 1


async def test_a_permission_that_is_lacking_is_told_and_once_it_is_given_nothing_was_lost(
    world: World, moderator: MemberActor, changing: Changing, caplog: pytest.LogCaptureFixture
) -> None:
    quiet = world.guild.create_text_channel("quiet")
    await add(world, moderator, f"reading 00:05 UTC <#{quiet.id}>")
    changing.let_bot(quiet, send_messages=False)
    await changing.sleep_until("2026-01-01 00:05:00")
    assert f"cannot post in channel {quiet.id}: Forbidden (50013)" in caplog.messages
    lacking = f"The last post could not be made in <#{quiet.id}>: I lack Send Messages."
    assert lacking in await said(world, moderator, "!schedule")
    changing.let_bot(quiet, send_messages=True)
    assert "The last post was not allowed. By what I see it is now" in await said(world, moderator, "!schedule")
    await changing.be_away_until("2026-01-02 00:05:00")
    (post,) = posts(quiet)
    assert "## The Ovens, ¶ 1" in post
    assert "not allowed" not in await said(world, moderator, "!schedule")


async def test_while_discord_does_not_answer_a_post_is_tried_again_and_made_once(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    await add(world, moderator, "passage 00:05 UTC")
    world.env.inject_error("POST", POSTS, status=503)
    await changing.sleep_until("2026-01-01 00:06:00")
    assert posts(world.channel) == []
    await changing.sleep_until("2026-01-01 00:10:00")
    assert len(posts(world.channel)) == 1
    assert "Last posted" in await said(world, moderator, "!schedule")


async def test_a_program_that_died_before_it_posted_is_made_good(
    world: World, moderator: MemberActor, changing: Changing, library: Library
) -> None:
    await add(world, moderator, "passage 00:05 UTC")
    world.env.backend.advance_clock(300)
    (taken,) = await library.timetable.take_due(world.env.now(), {world.guild.id})  # and no more is heard of it
    await changing.restart()
    assert posts(world.channel) == []
    assert isinstance(taken.what, Entry)
    assert "## " in text_of(await world.ask(f"!serge {taken.what.topic}"))  # an answer is no post
    await changing.sleep_until("2026-01-01 00:08:00")
    assert len(posts(world.channel)) == 1


@pytest.mark.parametrize("where", ["channel", "forum"])
async def test_a_program_that_died_after_it_posted_does_not_post_again(
    world: World, moderator: MemberActor, changing: Changing, settings: Settings, where: str
) -> None:
    channel = world.channel if where == "channel" else world.guild.create_forum_channel("library")
    options = {"kind": "passage", "when": "00:05", "zone": "UTC", "channel": channel}
    await moderator.slash(world.channel, "schedule add", **options)
    await changing.sleep_until("2026-01-01 00:05:00")
    due = world.env.now()
    change_rows(settings, taken_for=due, taken_at=due, position=0, posted_at=None)
    await changing.restart()
    await changing.sleep_until("2026-01-01 00:09:00")
    assert len(channel.threads if where == "forum" else posts(channel)) == 1
    assert "Last posted" in await said(world, moderator, "!schedule")


async def test_a_program_that_died_between_two_messages_posts_the_ones_that_are_missing(
    world: World, moderator: MemberActor, changing: Changing, settings: Settings
) -> None:
    await add(world, moderator, "reading 00:05 UTC from “the bill 1”")
    await changing.sleep_until("2026-01-01 00:05:00")
    whole, due = posts(world.channel), world.env.now()
    assert len(whole) > 2
    for message in world.channel.history()[-2:]:
        world.env.backend.delete_message(world.channel.id, message.id)
    start = sa.select(sa.func.min(block.c.position)).where(block.c.section == "The Bill").scalar_subquery()
    change_rows(settings, taken_for=due, taken_at=due, position=start)
    await changing.sleep_until("2026-01-01 00:08:00")
    assert posts(world.channel) == whole


async def test_where_it_cannot_be_looked_whether_it_is_there_it_is_not_posted_and_that_is_said(
    world: World, moderator: MemberActor, changing: Changing, settings: Settings
) -> None:
    await add(world, moderator, "passage 00:05 UTC")
    await changing.sleep_until("2026-01-01 00:05:00")
    due = world.env.now()
    change_rows(settings, taken_for=due, taken_at=due, position=0, posted_at=None)
    changing.let_bot(world.channel, read_message_history=False, send_messages=True)
    await changing.sleep_until("2026-01-01 00:09:00")
    shown = await said(world, moderator, "!schedule")
    assert "I was stopped while I posted the last one, and cannot find out whether it is there" in shown
    assert len([post for post in posts(world.channel) if post.startswith("-# Every day")]) == 1


async def test_two_that_are_due_at_once_and_lost_are_told_apart(
    world: World, moderator: MemberActor, changing: Changing, settings: Settings
) -> None:
    await add(world, moderator, "reading 00:05 UTC")
    await changing.sleep_until("2026-01-01 00:05:00")
    await add(world, moderator, "reading thursday 00:05 UTC from “the yeast”")
    due = world.env.now()
    first = sa.case((schedule.c.number == 1, 0), else_=schedule.c.position)
    change_rows(settings, taken_for=due, taken_at=due, posted_at=None, position=first)
    await changing.sleep_until("2026-01-01 00:09:00")
    assert topics(world.channel) == ["The Ovens, ¶ 1 – The Scales, ¶ 1", "The Yeast, ¶ 1–6"]


async def test_the_clock_goes_on_after_the_database_was_away(
    world: World, moderator: MemberActor, changing: Changing, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    await add(world, moderator, "passage 00:05 UTC")
    with broken(settings):
        await changing.sleep_until("2026-01-01 00:06:00")
    assert "what is due could not be posted" in caplog.messages
    await changing.sleep_until("2026-01-01 00:08:00")
    assert len(posts(world.channel)) == 1


async def test_one_that_cannot_be_posted_does_not_keep_another_from_it(
    world: World, moderator: MemberActor, changing: Changing
) -> None:
    thread = changing.thread("Bread every day")
    await add(world, moderator, f"passage 00:05 UTC <#{thread.id}>")
    await add(world, moderator, "passage 00:05 UTC")
    changing.delete(thread)
    await changing.sleep_until("2026-01-01 00:05:00")
    assert len(posts(world.channel)) == 1


async def test_the_logs_of_a_quiet_day_are_quiet(
    world: World, moderator: MemberActor, changing: Changing, caplog: pytest.LogCaptureFixture
) -> None:
    await add(world, moderator, "passage 00:05 UTC")
    await changing.sleep_until("2026-01-01 00:15:00")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
