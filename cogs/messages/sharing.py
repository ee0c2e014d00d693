"""Sharing: an entry that was found for somebody's message is posted as a reply to it, and says who shared it.

Where the bot is not in the guild, its user has it along: it may post in answer to them, but not reply to others; the
post then leads to the message by a link.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import Any, NamedTuple, Protocol, Self, cast

import discord
from discord import ui
from discord.ext import commands

from cogs.answering.asking import Asked, Interaction
from cogs.answering.buttons import CardPage, is_plain
from cogs.answering.named_cards import NamedCard, brief_named, entry_named
from cogs.answering.replies import CANNOT_SEND
from cogs.cards import limits
from cogs.cards.content import Card
from cogs.cards.layout import plain_pages
from cogs.cards.refusals import apology_card, gone_card
from cogs.cards.sharing import (
    already_shared_card,
    lacking_card,
    may_not_bring_apps_card,
    shared_by,
    sharing_refused_card,
    sharing_silenced_card,
)
from cogs.helping.permissions import HISTORY, missing_permissions, to_answer_in
from cogs.language import _, speak
from knowledge.library import Library
from knowledge.preferences import Form, Preferences

log = logging.getLogger(__name__)

MOST_SHARED = 1_000
"""So many shared entries are remembered, the newest."""


class Target(NamedTuple):
    """An entry, and the message that it is shared in answer to."""

    entry: int
    channel: int
    message: int

    @property
    def custom_id(self) -> str:
        """What the button carries."""
        return f"serge:share:{self.entry}:{self.channel}:{self.message}"


class Posted(NamedTuple):
    """Where an entry was shared."""

    message: int
    url: str


class Sharer(Protocol):
    """The bot, as far as the button needs it."""

    sharing: Sharing


class ShareButton(
    ui.DynamicItem[ui.Button[ui.View | ui.LayoutView]],
    template=r"serge:share:(?P<entry>\d+):(?P<channel>\d+):(?P<message>\d+)",
):
    """Posts an entry as a reply to the message that it answers."""

    def __init__(self, target: Target, label: str) -> None:
        style = discord.ButtonStyle.primary
        super().__init__(
            ui.Button(label=limits.fit(label, limits.BUTTON_LABEL), style=style, custom_id=target.custom_id)
        )
        self._target = target

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: ui.Item[ui.View], match: re.Match[str], /) -> Self:
        """The button again, from its id."""
        label = item.label if isinstance(item, ui.Button) else None
        return cls(Target(*map(int, match.groups())), label or "…")

    async def callback(self, interaction: Interaction) -> None:
        """Share the entry, once."""
        await cast("Sharer", interaction.client).sharing.share(interaction, self._target)


class Sharing(commands.Cog):
    """Shares entries, and knows which were shared in answer to what, so that none is shared twice."""

    def __init__(self, library: Library, *, plain: bool) -> None:
        """``plain`` hosts want no V2 layouts."""
        self._library = library
        self._plain = plain
        self._shared: OrderedDict[Target, Posted | None] = OrderedDict()  # None while it is being posted

    async def share(self, interaction: Interaction, target: Target) -> None:
        """Post the entry, or say to whoever shares it why not."""
        await interaction.response.defer()
        try:
            said = await self._share(interaction, target)
        except CANNOT_SEND as error:
            log.warning("cannot share in channel %s (%s)", target.channel, error.code)
            said = sharing_refused_card()
        except Exception as error:
            log.exception("an entry could not be shared")
            said = apology_card(error)
        if said:
            await interaction.followup.send("\n".join(plain_pages(said)), ephemeral=True)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """What was shared and is gone may be shared again."""
        for target in [one for one, posted in self._shared.items() if posted and posted.message == payload.message_id]:
            del self._shared[target]

    async def _share(self, interaction: Interaction, target: Target) -> Card:
        """What is to be said; nothing where the entry was posted."""
        asked = Asked.of(interaction)
        preferences = await self._library.preferences.of(asked.scope, asked.channels, asked.person)
        speak(preferences.language)
        if why_not := _why_not(interaction, preferences):
            return why_not
        entry = await self._library.entry(target.entry, asked.scope)
        if entry is None:
            return gone_card()
        if target in self._shared:
            posted = self._shared[target]
            return already_shared_card(posted.url if posted else "")
        named = brief_named(entry) if preferences.form is Form.SHORT else entry_named(entry)
        await self._post(interaction, target, named)
        with suppress(discord.NotFound):  # whoever shared it has put the message with the button away
            await interaction.edit_original_response(view=_without(interaction, target))
        return ()

    async def _post(self, interaction: Interaction, target: Target, named: NamedCard) -> None:
        """Post the card, and remember that it was."""
        self._shared[target] = None
        try:
            sent = await _sent(interaction, target, named, plain=self._plain)
        except BaseException:
            self._shared.pop(target, None)
            raise
        self._shared[target] = Posted(sent.id, sent.jump_url)
        if len(self._shared) > MOST_SHARED:
            self._shared.popitem(last=False)
        asked = Asked.of(interaction)
        self._library.given.note(asked.question, asked.scope, asked.channel, str(named.name), [sent.id])


def _is_there(interaction: Interaction) -> bool:
    """Whether the bot is where it is asked, and not just brought along by its user."""
    if interaction.guild_id is not None:
        return interaction.client.get_guild(interaction.guild_id) is not None
    return interaction.context.dm_channel


def _why_not(interaction: Interaction, preferences: Preferences) -> Card:
    """Why nothing can be posted here; nothing where it can."""
    if preferences.silent:
        return sharing_silenced_card()
    if interaction.guild is None:
        return ()
    if not _is_there(interaction):
        return () if interaction.permissions.use_external_apps else may_not_bring_apps_card()
    wanted = (*to_answer_in(interaction.channel), HISTORY)
    return lacking_card(missing_permissions(interaction.channel, interaction.guild.me, wanted))


async def _sent(interaction: Interaction, target: Target, named: NamedCard, *, plain: bool) -> discord.Message:
    """The card, posted as a reply to the message, or in answer to the interaction with a link to the message."""
    guild = interaction.guild_id
    url = f"https://discord.com/channels/{guild or '@me'}/{target.channel}/{target.message}"
    there = _is_there(interaction)
    notice = (shared_by(interaction.user.display_name, None if there else url),)
    card = CardPage(named, asker=interaction.user.id, notice=notice)
    send: Callable[..., Awaitable[discord.Message]] = partial(interaction.followup.send, wait=True)
    first: dict[str, Any] = {}
    if there:
        send = cast("discord.abc.Messageable", interaction.channel).send
        first["reference"] = discord.MessageReference(
            message_id=target.message, channel_id=target.channel, guild_id=guild, fail_if_not_exists=False
        )
        first["mention_author"] = False
    try:
        return await send(**card.shown(plain=plain).arguments(), **first)
    except discord.HTTPException as error:
        if plain or error.status != HTTPStatus.BAD_REQUEST:
            raise
        log.warning("Discord refused a card (%s); sharing it as plain text", error.code)
    return await send(**card.shown(plain=True).arguments(), **first)


def _without(interaction: Interaction, target: Target) -> ui.LayoutView | ui.View:
    """The message that the button stands on, with the button used up."""
    assert interaction.message is not None  # noqa: S101  # for the type checker: a button stands on one
    kind = ui.View if is_plain(interaction.message) else ui.LayoutView
    view = kind.from_message(interaction.message, timeout=None)
    for item in view.walk_children():
        if isinstance(item, ui.Button) and item.custom_id == target.custom_id:
            item.disabled = True
            item.label = _("Shared")
    view.stop()  # its buttons are known by their ids
    return view
