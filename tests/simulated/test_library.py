"""Keeping a group's library: written in forms, seen before it is published, changed, hidden, brought back."""

from __future__ import annotations

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.client import SergeBot
from bot.settings import Settings
from knowledge.drafts import NEW
from knowledge.entry_content import EntryContent, Words
from knowledge.library import Library
from knowledge.revision import Action, Editor
from tests.factories import prose
from tests.simulated.broken import broken
from tests.simulated.test_setting_up import take_powers
from tests.simulated.world import World, buttons_of, parts_of, responded, text_of

ANSWERED = "Nobody who bakes has ever said so."
WRITTEN = {
    "topic": "Pumpernickel",
    "claim": "Dark bread is **no** bread.",
    "held": "the confectioners\nTom Rye",
    "passage": "The masters say that bread baked by day is stale by dawn.",
    "rebuttal": ANSWERED,
}
ELSEWHERE = "Rye bread keeps.\n\n@everyone <@1> ||see||"
MENU = 3
NOT_ALLOWED = "you need the permission Manage Messages"


@pytest.fixture
def editor(world: World) -> MemberActor:
    """A member who may keep the library."""
    role = world.guild.create_role("keepers", permissions=discord.Permissions(manage_messages=True))
    return world.guild.add_member(world.env.create_user("kim"), roles=[role])


@pytest.fixture
def second(world: World) -> MemberActor:
    """Another one."""
    role = world.guild.create_role("keepers too", permissions=discord.Permissions(manage_messages=True))
    return world.guild.add_member(world.env.create_user("sam"), roles=[role])


async def form(world: World, actor: MemberActor, *path: str, **options: str) -> InteractionResult:
    """The form that the command opens."""
    shown = await actor.slash(world.channel, f"library {' '.join(path)}", **options)
    assert shown.modal is not None
    return shown


def filled(shown: InteractionResult) -> dict[str, str]:
    """What stands in the form's fields."""
    assert shown.modal is not None
    fields = [part["component"] for part in shown.modal["components"]]
    return {field["custom_id"]: field.get("value") or "" for field in fields}


async def draft(world: World, actor: MemberActor, **changes: str) -> ResponseMessage:
    """The preview of what is written as a new entry."""
    return responded(await actor.submit_modal(await form(world, actor, "add"), WRITTEN | changes))


async def publish(world: World, actor: MemberActor, **changes: str) -> ResponseMessage:
    return responded(await actor.click(await draft(world, actor, **changes), label="Publish"))


def who(world: World, actor: MemberActor) -> Editor:
    return Editor(world.guild.id, actor.id)


async def test_an_entry_is_written_seen_and_published(world: World, library: Library, editor: MemberActor) -> None:
    shown = await draft(world, editor)
    assert shown.ephemeral
    assert "A draft, which only you see." in text_of(shown)
    assert "Passage · verbatim ✓" in text_of(shown)
    assert r"Dark bread is \*\*no\*\* bread." in text_of(shown)
    assert buttons_of(shown) == ["Publish", "Edit again", "Sources and phrasings", "Discard"]
    assert "no entry for" in text_of(await world.ask("!serge pumpernickel"))
    assert "Published: *Pumpernickel*" in text_of(responded(await editor.click(shown, label="Publish")))
    card = text_of(await world.ask("!serge pumpernickel"))
    assert "held by the confectioners, Tom Rye" in card
    assert "The essay · The Ovens, ¶ 1" in card
    assert "Added by this group" in card
    assert await library.drafts.of(who(world, editor), NEW) is None
    elsewhere = world.env.create_guild("Another group")
    channel = elsewhere.create_text_channel("debate")
    stranger = elsewhere.add_member(world.env.create_user("eve"))
    assert "no entry for" in text_of(responded(await stranger.slash(channel, "serge", query="pumpernickel")))


async def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    world: World, library: Library, editor: MemberActor, another_bot: SergeBot
) -> None:
    shown = await draft(world, editor, topic="", passage=ELSEWHERE)
    assert "The topic is missing." in text_of(shown)
    assert "needs a work and a page" in text_of(shown)
    shown = responded(await editor.click(shown, label="Publish"))
    assert "The topic is missing." in text_of(shown)
    await world.env.restart_bot(another_bot)
    again = await editor.click(shown, label="Edit again")
    assert filled(again) == WRITTEN | {"topic": "", "passage": ELSEWHERE}
    shown = responded(await editor.submit_modal(again, filled(again) | {"topic": "Pumpernickel"}))
    more = await editor.click(shown, label="Sources and phrasings")
    assert filled(more) == dict.fromkeys(("from", "answered", "names", "phrasings"), "")
    written = {"from": "Tom Rye, *Crusts*\np. 7", "answered": "", "names": "black loaf", "phrasings": "who ate?\nwhy?"}
    shown = responded(await editor.submit_modal(more, written))
    assert filled(await editor.click(shown, label="Sources and phrasings")) == written
    shown = responded(await editor.click(shown, label="Publish"))
    assert "Published" in text_of(shown)
    (made,) = await library.editing.listed(world.guild.id)
    assert made.content == EntryContent(
        topic="Pumpernickel",
        claim=WRITTEN["claim"],
        aliases=("black loaf",),
        held_by=("the confectioners", "Tom Rye"),
        passages=(Words(ELSEWHERE, "Tom Rye, *Crusts*", "p. 7"),),
        rebuttals=(Words(ANSWERED),),
        phrasings=("who ate?", "why?"),
    )
    assert r"— Tom Rye, \*Crusts\*, p. 7" in text_of(await world.ask("!serge black loaf"))


async def test_a_form_that_is_open_while_the_bot_is_started_again_is_not_written_in_vain(
    world: World, library: Library, editor: MemberActor, another_bot: SergeBot
) -> None:
    shown = await form(world, editor, "add")
    await world.env.restart_bot(another_bot)
    assert "Pumpernickel" in text_of(responded(await editor.submit_modal(shown, WRITTEN)))
    kept = await library.drafts.of(who(world, editor), NEW)
    assert kept is not None
    assert kept.content.claim == WRITTEN["claim"]
    assert filled(await form(world, editor, "add")) == WRITTEN


async def test_the_longest_texts_keep_every_character(world: World, library: Library, editor: MemberActor) -> None:
    long = {"claim": prose(4_000, "claim"), "passage": prose(4_000, "passage"), "rebuttal": prose(4_000, "rebuttal")}
    shown = await draft(world, editor, **long)
    seen = text_of(shown)
    while (label := next((name for name in buttons_of(shown) if name.endswith("▶")), None)) is not None:
        shown = responded(await editor.click(shown, label=label))
        seen += f"\n{text_of(shown)}"
    assert {word for text in long.values() for word in text.split()} - set(seen.split()) == set()
    again = await editor.click(shown, label="Edit again")
    assert filled(again) == WRITTEN | long
    more = await editor.click(shown, label="Sources and phrasings")
    shown = responded(await editor.submit_modal(more, filled(more) | {"from": "Crusts\n7", "answered": "Ovens\n12"}))
    assert "Published" in text_of(responded(await editor.click(shown, label="Publish")))
    (made,) = await library.editing.listed(world.guild.id)
    assert (made.content.claim, made.content.passages[0].exact, made.content.rebuttals[0].exact) == tuple(long.values())


async def test_a_draft_can_be_discarded(world: World, library: Library, editor: MemberActor) -> None:
    first, shown = await draft(world, editor), await draft(world, editor)
    assert "Nothing was published" in text_of(responded(await editor.click(first, label="Discard")))
    assert await library.drafts.of(who(world, editor), NEW) is None
    assert "You have no draft here" in text_of(responded(await editor.click(shown, label="Publish")))
    assert await library.editing.listed(world.guild.id) == []


async def test_the_second_of_two_editors_sees_the_firsts_change_and_decides(
    world: World, library: Library, editor: MemberActor, second: MemberActor
) -> None:
    await publish(world, editor)
    forms = [await form(world, actor, "edit", topic="pumpernickel") for actor in (editor, second)]
    assert [filled(one) for one in forms] == [WRITTEN, WRITTEN]
    mine, theirs = WRITTEN | {"claim": "Dark bread is cake."}, WRITTEN | {"claim": "Dark bread is fine."}
    seen = [
        responded(await actor.submit_modal(one, said))
        for actor, one, said in ((editor, forms[0], theirs), (second, forms[1], mine))
    ]
    assert "Changed: *Pumpernickel*" in text_of(responded(await editor.click(seen[0], label="Publish")))
    conflict = responded(await second.click(seen[1], label="Publish"))
    assert "Somebody changed this entry while you wrote." in text_of(conflict)
    assert f"<@{editor.id}>" in text_of(conflict)
    assert "~~fine.~~ **cake.**" in text_of(conflict)
    (latest,) = await library.editing.listed(world.guild.id)
    assert latest.content.claim == "Dark bread is fine."
    assert "Changed" in text_of(responded(await second.click(conflict, label="Publish mine over it")))
    (latest,) = await library.editing.listed(world.guild.id)
    assert (latest.number, latest.content.claim) == (3, "Dark bread is cake.")


async def test_what_is_retired_is_found_no_longer_and_can_be_restored(world: World, editor: MemberActor) -> None:
    await publish(world, editor)
    shown = responded(await editor.slash(world.channel, "library retire", topic="pumpernickel", reason="a mistake"))
    assert "Retired: *Pumpernickel*" in text_of(shown)
    assert "no entry for" in text_of(await world.ask("!serge pumpernickel"))
    listed = text_of(responded(await editor.slash(world.channel, "library list")))
    assert listed == "**Retired**\nPumpernickel"
    for path in ("library edit", "library retire"):
        refused = responded(await editor.slash(world.channel, path, topic="Pumpernickel"))
        assert "is retired. Restore it first" in text_of(refused)
    assert "Restored" in text_of(responded(await editor.slash(world.channel, "library restore", topic="pumpernickel")))
    assert "Added by this group" in text_of(await world.ask("!serge pumpernickel"))


async def test_the_history_shows_each_change_and_brings_any_of_them_back(
    world: World, library: Library, editor: MemberActor, another_bot: SergeBot
) -> None:
    await publish(world, editor)
    changed = WRITTEN | {"claim": "Dark bread is some bread."}
    shown = responded(await editor.submit_modal(await form(world, editor, "edit", topic="pumpernickel"), changed))
    await editor.click(shown, label="Publish")
    history, stale = [
        responded(await editor.slash(world.channel, "library history", topic="pumpernickel")) for _ in range(2)
    ]
    assert "Revision 2: edited <t:" in text_of(history)
    assert r"~~\*\*no\*\*~~ **some** bread." in text_of(history)
    assert f"by <@{editor.id}>" in text_of(history)
    await world.env.restart_bot(another_bot)
    (menu,) = [part["custom_id"] for part in parts_of(history) if part["type"] == MENU]
    assert "Restored" in text_of(responded(await editor.select(history, ["1"], custom_id=menu)))
    (latest,) = await library.editing.listed(world.guild.id)
    assert (latest.action, latest.content.claim, latest.number) == (Action.RESTORE, WRITTEN["claim"], 3)
    overtaken = responded(await editor.select(stale, ["2"], custom_id=menu))
    assert "Somebody changed this entry a moment ago" in text_of(overtaken)


@pytest.mark.parametrize("host", [{"cooldown": False}], ids=["no cooldown"])
async def test_nobody_else_may_do_any_of_it(world: World, library: Library) -> None:
    role = world.guild.create_role("keepers", permissions=discord.Permissions(manage_messages=True))
    former = world.guild.add_member(world.env.create_user("former"), roles=[role])
    await publish(world, former)
    history = responded(await former.slash(world.channel, "library history", topic="pumpernickel"))
    shown = await form(world, former, "add")
    unfinished = [await draft(world, former, topic="Ciabatta") for _ in range(2)]
    before = await library.editing.listed(world.guild.id)
    await take_powers(world, role)
    for label in ("Publish", "Discard"):
        assert NOT_ALLOWED in text_of(responded(await former.click(unfinished.pop(), label=label)))
    assert NOT_ALLOWED in text_of(responded(await former.submit_modal(shown, WRITTEN | {"topic": "Bagel"})))
    (menu,) = [part["custom_id"] for part in parts_of(history) if part["type"] == MENU]
    assert NOT_ALLOWED in text_of(responded(await former.select(history, ["1"], custom_id=menu)))
    for words in ("", " list", " add", " edit pumpernickel", " retire pumpernickel", " restore pumpernickel"):
        assert NOT_ALLOWED in text_of(await world.ask(f"!library{words}"))
    assert NOT_ALLOWED in text_of(await world.ask("!library history pumpernickel"))
    kept = await library.drafts.of(who(world, former), NEW)
    assert kept is not None
    assert kept.content.topic == "Ciabatta"
    assert await library.editing.listed(world.guild.id) == before


async def test_in_words_a_button_opens_the_form(world: World, editor: MemberActor) -> None:
    asked = await editor.send(world.channel, "!library add")
    (offered,) = [message for message in world.channel.history() if message.id > asked.id]
    assert buttons_of(offered) == ["Open the form"]
    shown = responded(await editor.submit_modal(await editor.click(offered, label="Open the form"), WRITTEN))
    assert shown.ephemeral
    pressed = await world.member.click(offered, label="Open the form")
    assert NOT_ALLOWED in text_of(responded(pressed))


async def test_what_the_group_has_not_added_is_told(world: World, editor: MemberActor) -> None:
    await publish(world, editor)
    shown = text_of(responded(await editor.slash(world.channel, "library edit", topic="night baking")))
    assert "This group has added no entry called “night baking”." in shown
    assert "Pumpernickel" in shown


async def test_a_library_that_cannot_be_reached_is_owned_to(
    world: World, settings: Settings, editor: MemberActor
) -> None:
    with broken(settings, "draft"):
        shown = responded(await editor.slash(world.channel, "library add"))
    assert "cannot be reached just now" in text_of(shown)
